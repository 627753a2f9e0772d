"""Words of which made-up entries and digests are put together; they name no one and nothing that there is."""

from itertools import product

from db.vocabularies import Type

ACTS: dict[Type, tuple[str, ...]] = {
    Type.AGREE: ("agrees to", "signs a protocol on", "settles"),
    Type.CONSULT: ("holds talks on", "telephones about", "confers on"),
    Type.SUPPORT: ("backs", "speaks up for", "welcomes"),
    Type.CONCEDE: ("gives way on", "eases its terms for", "drops its veto on"),
    Type.COOPERATE: ("works with others on", "shares data on", "joins a study of"),
    Type.AID: ("pays for", "sends supplies for", "lends engineers to"),
    Type.RETREAT: ("pulls back from", "ends its part in", "withdraws from"),
    Type.REQUEST: ("asks for", "calls for", "wants a hearing on"),
    Type.ACCUSE: ("blames others for", "complains about", "finds fault with"),
    Type.REJECT: ("turns down", "refuses", "wants nothing of"),
    Type.THREATEN: ("warns of leaving", "threatens to end", "sets a deadline for"),
    Type.PROTEST: ("marches against", "strikes over", "boycotts"),
    Type.SANCTION: ("suspends its share in", "cuts funds for", "recalls its envoy over"),
    Type.MOBILIZE: ("sends patrols to", "raises guards for", "moves boats towards"),
    Type.COERCE: ("closes the road to", "impounds papers of", "restricts access to"),
    Type.ASSAULT: ("raids the stores of", "fires on the posts of", "breaks into"),
    Type.STATEMENT: ("describes", "comments on", "recalls"),
}

TOPICS = (
    "a truce",
    "the ferry line",
    "grain quotas",
    "an aide-mémoire",
    "the final communiqué",
    "a détente",
    "the attachés' exchange",
    "the canal tolls",
    "a rapprochement",
    "the border crossing",
    "the fishing grounds",
    "a prisoner exchange",
    "the séance in camera",
    "the harbour statute",
    "the water treaty",
    "a tête-à-tête",
    "the chargé's visa",
    "the railway gauge",
    "the survey of mines",
    "a joint exposé",
    "the émigrés' return",
    "the air corridor",
    "the customs régime",
    "the salt marshes",
    "the observers' mandate",
    "the façade of unity",
    "an entente on timber",
    "the power line",
    "the procès-verbal",
    "the northern pass",
)

ENDINGS = (
    "",
    " again",
    " in principle",
    " for a month",
    " after a recess",
    " before the vote",
    " despite doubts",
    " at short notice",
)

SHORTEST, LONGEST = 20, 60
"""Letters of a title."""
NAME = "Actor 17 "
"""As long as what stands before these words; the shortest is a letter shorter, none is longer."""

SENTENCES: dict[Type, str] = {
    Type.AGREE: "Two sides came to terms, and put their names to what they had settled",
    Type.CONSULT: "Envoys met over several hours and parted without a word to the cameras",
    Type.SUPPORT: "One side spoke up for what another had put forward",
    Type.CONCEDE: "A demand that had been raised for months was let go",
    Type.COOPERATE: "Offices of both sides began to share their figures",
    Type.AID: "Supplies were sent, and more were promised for the next season",
    Type.RETREAT: "A post was given up and its crew went home",
    Type.REQUEST: "A side asked for a hearing and gave three reasons",
    Type.ACCUSE: "The blame was laid on a neighbour, who was not asked about it",
    Type.REJECT: "The offer was turned down within a day",
    Type.THREATEN: "Unless something changed, it was said, the talks would be left",
    Type.PROTEST: "People marched through the town and went home by night",
    Type.SANCTION: "Funds were held back until further notice",
    Type.MOBILIZE: "Patrols were sent to the crossing, in greater number than before",
    Type.COERCE: "A road was closed to all who had no permit",
    Type.ASSAULT: "A store was broken into, and the guard was hurt",
    Type.STATEMENT: "A spokesman told how he saw the matter, and took no questions",
}
"""What a digest says of entries of each type."""

CHANNELS = ("news conference", "interview", "written statement", "letter", "broadcast", "speech", "briefing")
MODES: dict[Type, tuple[str, ...]] = {
    Type.CONSULT: ("phone", "visit", "multilateral"),
    Type.REQUEST: ("meet", "change", "yield"),
    Type.REJECT: ("meet", "change", "yield"),
    Type.PROTEST: ("demo", "strike", "boycott"),
    Type.MOBILIZE: ("troops", "police"),
}
QUESTIONS = ("Should the truce be prolonged?", "Should the tolls fall?", "Should observers come?", "Should mines go?")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def title_words(type_: Type) -> list[str]:
    """Return all that titles of a type say after the name of who acts, each of a fitting length."""
    said = [f"{act} {topic}{ending}" for act, topic, ending in product(ACTS[type_], TOPICS, ENDINGS)]
    return [words for words in said if SHORTEST - len(NAME) < len(words) <= LONGEST - len(NAME)]
