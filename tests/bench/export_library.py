"""Many made-up entries as rich as real ones: several actors, articles, stances and references each."""

from collections.abc import Iterator
from datetime import date, timedelta

from db.content import Dataset, DatasetArticle, DatasetCitation, DatasetEntry
from db.records import Actor, Article, DatasetInfo, Question, Side, Stance
from db.vocabularies import ActorKind, Basis, Form, Kind, Relation, Role, StanceValue, Type

ACTORS, ARTICLES, QUESTIONS = 200, 50, 5
FIRST_DAY = date(2000, 1, 1)
DAYS = 9_000
SUMMARY = (
    "It is told in a few words what came to pass, at about the length that such an account has in a dataset that"
    " people write, a comma or two included, and then it ends."
)
REASON = "The article came out on the day after, so the day of the week that it names is the one before."
DIGEST = "Something came to pass. " * 60


def dataset() -> Dataset:
    """Return the dataset of all these entries."""
    info = DatasetInfo("large", "Large", "1", "2000/2024", "CC0-1.0", "large", (Side("s", "S", "S"),), _questions())
    return Dataset(info, tuple(map(_actor, range(ACTORS))), tuple(map(_article, range(ARTICLES))))


def entries(count: int) -> Iterator[DatasetEntry]:
    """Yield entries in the chronology's order, statements and events in turn."""
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        cited = {number % ARTICLES, (number * 7 + 1) % ARTICLES} if number % 3 == 0 else {number % ARTICLES}
        citations = tuple(DatasetCitation(_slug(article), passages=((0, 23),)) for article in sorted(cited))
        if number % 2:
            yield _statement(number, day, citations)
        else:
            yield _event(number, day, citations)


def _statement(number: int, day: date, citations: tuple[DatasetCitation, ...]) -> DatasetEntry:
    return DatasetEntry(
        id=_id(number),
        kind=Kind.STATEMENT,
        type=Type.REQUEST,
        title=f"A statement of some forty letters, number {number}",
        summary=SUMMARY,
        date=day.isoformat(),
        date_basis=Basis.RELATIVE,
        date_wording="on Thursday",
        date_reason=REASON,
        channel="news conference",
        form=Form.INDIRECT,
        roles=(
            (_name(number), Role.SPEAKER),
            (_name(number * 3 + 1), Role.ON_BEHALF_OF),
            (_name(number * 5 + 2), Role.ADDRESSEE),
        ),
        stances=(Stance(f"question-{number % QUESTIONS}", StanceValue.FOR),),
        references=((Relation.RESPONDS_TO, _id(number - 1)),),
        citations=citations,
    )


def _event(number: int, day: date, citations: tuple[DatasetCitation, ...]) -> DatasetEntry:
    return DatasetEntry(
        id=_id(number),
        kind=Kind.EVENT,
        type=Type.CONSULT,
        mode="phone",
        title=f"An event of some forty letters, number {number}",
        summary=SUMMARY,
        date=day.isoformat(),
        date_basis=Basis.RELATIVE,
        date_wording="on Thursday",
        date_reason=REASON,
        place="Ankara",
        roles=((_name(number), Role.LEAD), (_name(number * 3 + 1), Role.PARTICIPANT)),
        citations=citations,
    )


def _id(number: int) -> str:
    return f"entry-{number:08}"


def _name(number: int) -> str:
    return f"actor-number-{number % ACTORS}"


def _slug(number: int) -> str:
    return f"article-{number:02}"


def _actor(number: int) -> Actor:
    return Actor(_name(number), f"Actor {number}", ActorKind.STATE, f"A {number}", side="s")


def _questions() -> tuple[Question, ...]:
    return tuple(Question(f"question-{number}", f"Question {number}") for number in range(QUESTIONS))


def _article(number: int) -> DatasetArticle:
    slug, name = _slug(number), f"Publisher {number % 7}"
    address = f"https://example.org/{slug}"
    article = Article(slug, name, name, f"Headline {number}", "2024", Basis.EXPLICIT, "Printed.", url=address)
    return DatasetArticle(article, DIGEST)
