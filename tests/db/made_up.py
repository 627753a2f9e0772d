"""Many entries without files: what loading is tried on at length."""

from collections.abc import Iterator
from datetime import date, timedelta

from db.content import Dataset, DatasetArticle, DatasetCitation, DatasetEntry
from db.records import Actor, Article, DatasetInfo, Side
from db.vocabularies import ActorKind, Basis, Kind, Role, Type

TYPES = tuple(kind for kind in Type if kind is not Type.STATEMENT)


def many(content: str = "many") -> Dataset:
    """Return a dataset of two sides and one article, known by its content."""
    article = Article("gazette", "Gazette", "Gazette", "Daily news", "2021-01-01", Basis.EXPLICIT, "Printed.")
    return Dataset(
        info=DatasetInfo("many", "Many", "1", "2021-01-01/2021-12-31", "CC0-1.0", content, (Side("s", "S", "S"),)),
        actors=(
            Actor("one", "One", ActorKind.STATE, "One", side="s"),
            Actor("two", "Two", ActorKind.STATE, "Two"),
        ),
        articles=(DatasetArticle(article, "Something came to pass."),),
    )


def entries(count: int) -> Iterator[DatasetEntry]:
    """Yield events in the chronology's order, ten a day."""
    for number in range(count):
        day = date(2021, 1, 1) + timedelta(days=number // 10)
        yield DatasetEntry(
            id=f"event-{number:07}",
            kind=Kind.EVENT,
            type=TYPES[number % len(TYPES)],
            title=f"Event {number}",
            summary="Something came to pass.",
            date=day.isoformat(),
            date_basis=Basis.EXPLICIT,
            date_reason="Printed.",
            roles=(("one" if number % 2 else "two", Role.LEAD),),
            citations=(DatasetCitation("gazette", passages=((0, 9),)),),
        )
