"""What a dataset holds, checked and ready to be loaded.

Pure values; :mod:`db.dataset` reads them from files, :mod:`db.loading` makes rows of them. They differ from
:mod:`db.records`, which is what the application reads back: here entries name one another, and actors and
articles, by id.
"""

from msgspec import Struct

from db.locators import Locator
from db.records import Actor, Article, Block, DatasetInfo, Reading, Stance
from db.vocabularies import Basis, Form, Kind, Relation, Role, Status, Type


class DatasetArticle(Struct, frozen=True):
    """An article with the plain text of its digest."""

    article: Article
    digest: str
    blocks: tuple[Block, ...] = ()


class DatasetCitation(Struct, frozen=True):
    """An entry's claim on one article, given by slug.

    ``origin`` is whose copy the cited words are, empty where it is the article's own. ``passages`` are half-open
    code-point ranges of the digest, ``locators`` find the passages of the original.
    """

    article: str
    origin: str = ""
    passages: tuple[tuple[int, int], ...] = ()
    locators: tuple[Locator, ...] = ()
    differences: tuple[str, ...] = ()


class DatasetEntry(Struct, frozen=True):
    """An event or a statement as the dataset has it.

    ``roles`` are pairs of an actor's id and the part it has, ``references`` pairs of a relation and the id of the
    entry referred to, ``formerly`` earlier ids of this one. ``sources`` is the number of independent sources, None
    where it is that of the citations' origins.
    """

    id: str
    kind: Kind
    type: Type
    title: str
    summary: str
    date: str | None = None
    date_basis: Basis | None = None
    date_wording: str = ""
    date_reason: str = ""
    readings: tuple[Reading, ...] = ()
    mode: str = ""
    place: str = ""
    status: Status = Status.OCCURRED
    channel: str = ""
    form: Form | None = None
    roles: tuple[tuple[str, Role], ...] = ()
    stances: tuple[Stance, ...] = ()
    references: tuple[tuple[Relation, str], ...] = ()
    citations: tuple[DatasetCitation, ...] = ()
    formerly: tuple[str, ...] = ()
    sources: int | None = None


class Dataset(Struct, frozen=True):
    """A whole dataset but for its entries, which may be too many to be held at once."""

    info: DatasetInfo
    actors: tuple[Actor, ...]
    articles: tuple[DatasetArticle, ...]


def lane_sides(actors: tuple[Actor, ...]) -> dict[str, str | None]:
    """Return for every actor's id the side it stands with: its own, else that of its nearest affiliation upwards."""
    known = {actor.id: actor for actor in actors}
    return {actor.id: _side_upwards(actor, known) for actor in actors}


def _side_upwards(actor: Actor, known: dict[str, Actor]) -> str | None:
    seen: set[str] = set()
    step: Actor | None = actor
    while step is not None and step.side is None and step.id not in seen:
        seen.add(step.id)
        step = known.get(step.affiliation or "")
    return step.side if step else None
