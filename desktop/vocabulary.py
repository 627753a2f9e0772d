"""The words on screen for every value that the records enumerate."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from db.filters import Certainty, Word
from db.labels import Label
from db.reasons import Reason
from db.vocabularies import Act, AnchorState, Basis, Form, Kind, Role, StanceValue, Status, Type
from desktop.commands import QT_TRANSLATE_NOOP

CONTEXT = "Vocabulary"

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Kind.EVENT: QT_TRANSLATE_NOOP("Vocabulary", "Event"),
        Kind.STATEMENT: QT_TRANSLATE_NOOP("Vocabulary", "Statement"),
        Type.AGREE: QT_TRANSLATE_NOOP("Vocabulary", "Agreement"),
        Type.CONSULT: QT_TRANSLATE_NOOP("Vocabulary", "Consultation"),
        Type.SUPPORT: QT_TRANSLATE_NOOP("Vocabulary", "Support"),
        Type.CONCEDE: QT_TRANSLATE_NOOP("Vocabulary", "Concession"),
        Type.COOPERATE: QT_TRANSLATE_NOOP("Vocabulary", "Cooperation"),
        Type.AID: QT_TRANSLATE_NOOP("Vocabulary", "Aid"),
        Type.RETREAT: QT_TRANSLATE_NOOP("Vocabulary", "Retreat"),
        Type.REQUEST: QT_TRANSLATE_NOOP("Vocabulary", "Request"),
        Type.ACCUSE: QT_TRANSLATE_NOOP("Vocabulary", "Accusation"),
        Type.REJECT: QT_TRANSLATE_NOOP("Vocabulary", "Rejection"),
        Type.THREATEN: QT_TRANSLATE_NOOP("Vocabulary", "Threat"),
        Type.PROTEST: QT_TRANSLATE_NOOP("Vocabulary", "Protest"),
        Type.SANCTION: QT_TRANSLATE_NOOP("Vocabulary", "Sanction"),
        Type.MOBILIZE: QT_TRANSLATE_NOOP("Vocabulary", "Mobilisation"),
        Type.COERCE: QT_TRANSLATE_NOOP("Vocabulary", "Coercion"),
        Type.ASSAULT: QT_TRANSLATE_NOOP("Vocabulary", "Assault"),
        Type.STATEMENT: QT_TRANSLATE_NOOP("Vocabulary", "Plain statement"),
        Certainty.KNOWN: QT_TRANSLATE_NOOP("Vocabulary", "Known days"),
        Certainty.SOME_DAY: QT_TRANSLATE_NOOP("Vocabulary", "Some day of several"),
        Certainty.ROUGH: QT_TRANSLATE_NOOP("Vocabulary", "Approximate or uncertain"),
        Certainty.OPEN: QT_TRANSLATE_NOOP("Vocabulary", "Open beginning or end"),
        Label.GREEN: QT_TRANSLATE_NOOP("Vocabulary", "Green"),
        Label.PINK: QT_TRANSLATE_NOOP("Vocabulary", "Pink"),
        Label.OCHRE: QT_TRANSLATE_NOOP("Vocabulary", "Ochre"),
        Label.BLUE: QT_TRANSLATE_NOOP("Vocabulary", "Blue"),
        Label.VIOLET: QT_TRANSLATE_NOOP("Vocabulary", "Violet"),
    }
)
_ACTS: Mapping[Act, str] = MappingProxyType(
    {
        Act.VERBAL_COOPERATION: QT_TRANSLATE_NOOP("Vocabulary", "Verbal cooperation"),
        Act.MATERIAL_COOPERATION: QT_TRANSLATE_NOOP("Vocabulary", "Material cooperation"),
        Act.VERBAL_CONFLICT: QT_TRANSLATE_NOOP("Vocabulary", "Verbal conflict"),
        Act.MATERIAL_CONFLICT: QT_TRANSLATE_NOOP("Vocabulary", "Material conflict"),
        Act.STATEMENT: QT_TRANSLATE_NOOP("Vocabulary", "Plain statement"),
    }
)
_STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.OCCURRED: QT_TRANSLATE_NOOP("Vocabulary", "took place"),
        Status.ONGOING: QT_TRANSLATE_NOOP("Vocabulary", "going on"),
        Status.PLANNED: QT_TRANSLATE_NOOP("Vocabulary", "planned"),
        Status.POSTPONED: QT_TRANSLATE_NOOP("Vocabulary", "postponed"),
        Status.CLAIMED: QT_TRANSLATE_NOOP("Vocabulary", "claimed"),
    }
)
_BASES: Mapping[Basis, str] = MappingProxyType(
    {
        Basis.EXPLICIT: QT_TRANSLATE_NOOP("Vocabulary", "Stated"),
        Basis.RELATIVE: QT_TRANSLATE_NOOP("Vocabulary", "Reckoned"),
        Basis.INFERRED: QT_TRANSLATE_NOOP("Vocabulary", "Inferred"),
    }
)
_FORMS: Mapping[Form, str] = MappingProxyType(
    {
        Form.DIRECT: QT_TRANSLATE_NOOP("Vocabulary", "quoted"),
        Form.MIXED: QT_TRANSLATE_NOOP("Vocabulary", "partly quoted"),
        Form.INDIRECT: QT_TRANSLATE_NOOP("Vocabulary", "reported"),
    }
)
_ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.SPEAKER: QT_TRANSLATE_NOOP("Vocabulary", "speaker"),
        Role.ON_BEHALF_OF: QT_TRANSLATE_NOOP("Vocabulary", "on whose behalf"),
        Role.ADDRESSEE: QT_TRANSLATE_NOOP("Vocabulary", "addressee"),
        Role.LEAD: QT_TRANSLATE_NOOP("Vocabulary", "lead"),
        Role.PARTICIPANT: QT_TRANSLATE_NOOP("Vocabulary", "participant"),
        Role.TARGET: QT_TRANSLATE_NOOP("Vocabulary", "target"),
        Role.HOST: QT_TRANSLATE_NOOP("Vocabulary", "host"),
        Role.MEDIATOR: QT_TRANSLATE_NOOP("Vocabulary", "mediator"),
    }
)
_STANCES: Mapping[StanceValue, str] = MappingProxyType(
    {
        StanceValue.FOR: QT_TRANSLATE_NOOP("Vocabulary", "for"),
        StanceValue.AGAINST: QT_TRANSLATE_NOOP("Vocabulary", "against"),
        StanceValue.CONDITIONAL: QT_TRANSLATE_NOOP("Vocabulary", "conditional"),
    }
)
_STATES: Mapping[AnchorState | Reason, str] = MappingProxyType(
    {
        AnchorState.EXACT: QT_TRANSLATE_NOOP("Vocabulary", "exact"),
        AnchorState.SHIFTED: QT_TRANSLATE_NOOP("Vocabulary", "shifted"),
        AnchorState.ALTERED: QT_TRANSLATE_NOOP("Vocabulary", "altered"),
        AnchorState.LOST: QT_TRANSLATE_NOOP("Vocabulary", "lost"),
        Reason.GONE: QT_TRANSLATE_NOOP("Vocabulary", "its words are gone, changed or apart"),
        Reason.FRAME: QT_TRANSLATE_NOOP("Vocabulary", "it or the words around it changed"),
        Reason.SOME: QT_TRANSLATE_NOOP("Vocabulary", "some of its words changed"),
        Reason.BETWEEN: QT_TRANSLATE_NOOP("Vocabulary", "something stands between its words"),
        Reason.SEVERAL: QT_TRANSLATE_NOOP("Vocabulary", "it stands in several places"),
        Reason.ORDER: QT_TRANSLATE_NOOP("Vocabulary", "it stands out of its place among the passages"),
        Reason.OFTEN: QT_TRANSLATE_NOOP("Vocabulary", "its words stand there more or less often than they did"),
    }
)
_WORDS: Mapping[Word, str] = MappingProxyType(
    {
        Word.KIND: QT_TRANSLATE_NOOP("Vocabulary", "Kind"),
        Word.TYPE: QT_TRANSLATE_NOOP("Vocabulary", "Type"),
        Word.QUAD: QT_TRANSLATE_NOOP("Vocabulary", "Kind of act"),
        Word.ACTOR: QT_TRANSLATE_NOOP("Vocabulary", "Actor"),
        Word.SIDE: QT_TRANSLATE_NOOP("Vocabulary", "Side"),
        Word.ROLE: QT_TRANSLATE_NOOP("Vocabulary", "Role"),
        Word.ARTICLE: QT_TRANSLATE_NOOP("Vocabulary", "Article"),
        Word.PUBLISHER: QT_TRANSLATE_NOOP("Vocabulary", "Publisher"),
        Word.FORM: QT_TRANSLATE_NOOP("Vocabulary", "Form"),
        Word.CHANNEL: QT_TRANSLATE_NOOP("Vocabulary", "Channel"),
        Word.STANCE: QT_TRANSLATE_NOOP("Vocabulary", "Stance"),
        Word.BASIS: QT_TRANSLATE_NOOP("Vocabulary", "Date basis"),
        Word.CERTAINTY: QT_TRANSLATE_NOOP("Vocabulary", "Certainty"),
        Word.ANCHOR: QT_TRANSLATE_NOOP("Vocabulary", "Anchor"),
        Word.STARRED: QT_TRANSLATE_NOOP("Vocabulary", "Starred"),
        Word.SEARCH: QT_TRANSLATE_NOOP("Vocabulary", "Text"),
        Word.ID: QT_TRANSLATE_NOOP("Vocabulary", "Id"),
        Word.TAG: QT_TRANSLATE_NOOP("Vocabulary", "Tag"),
        Word.LABEL: QT_TRANSLATE_NOOP("Vocabulary", "Label"),
        Word.NOTED: QT_TRANSLATE_NOOP("Vocabulary", "Note"),
    }
)


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


Enumerated = (
    Kind | Type | Act | Status | Basis | Form | Role | StanceValue | AnchorState | Reason | Certainty | Label | Word
)


def named(value: Enumerated) -> str:
    """Return the words for a value: names with a capital, qualities without."""
    match value:
        case Kind() | Type() | Certainty() | Label():
            return _translated(_NAMES[value])
        case Act():
            return _translated(_ACTS[value])
        case Status():
            return _translated(_STATUSES[value])
        case Basis():
            return _translated(_BASES[value])
        case Form():
            return _translated(_FORMS[value])
        case Role():
            return _translated(_ROLES[value])
        case StanceValue():
            return _translated(_STANCES[value])
        case AnchorState() | Reason():
            return _translated(_STATES[value])
        case Word():
            return _translated(_WORDS[value])


_COLOURINGS: Mapping[str, str] = MappingProxyType(
    {
        "act": QT_TRANSLATE_NOOP("Vocabulary", "Kind of act"),
        "side": QT_TRANSLATE_NOOP("Vocabulary", "Side"),
        "stance": QT_TRANSLATE_NOOP("Vocabulary", "Stance"),
        "certainty": QT_TRANSLATE_NOOP("Vocabulary", "Certainty"),
    }
)


def colouring_name(colouring: str) -> str:
    """Return what the colours of marks tell, in words."""
    return _translated(_COLOURINGS[colouring])


def within(value: Type | Act) -> str:
    """Return the name of a type or act as it stands within a sentence."""
    name = named(value)
    return name[:1].lower() + name[1:]


_ENUMERATED: Mapping[Word, type[Enumerated]] = MappingProxyType(
    {
        Word.KIND: Kind,
        Word.TYPE: Type,
        Word.QUAD: Act,
        Word.ROLE: Role,
        Word.FORM: Form,
        Word.BASIS: Basis,
        Word.ANCHOR: AnchorState,
        Word.CERTAINTY: Certainty,
        Word.LABEL: Label,
    }
)


_WITH_A_NOTE = QT_TRANSLATE_NOOP("Vocabulary", "With your note")
_WITH_A_STAR = QT_TRANSLATE_NOOP("Vocabulary", "With your star")


def value_name(word: Word, value: str, label: str) -> str:
    """Return how a filter value is called: ours where the word enumerates its values, else ``label``."""
    if word is Word.STARRED:
        return _translated(_WITH_A_STAR)
    if word is Word.NOTED:
        return _translated(_WITH_A_NOTE)
    values = _ENUMERATED.get(word)
    return label if values is None else named(values(value))
