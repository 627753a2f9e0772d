"""Frozen records that the application reads.

Pure values: no Qt, no SQLAlchemy. Everything that leaves ``db`` is one of these (or numpy columns,
see :mod:`db.marks`).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from db.reasons import Reason

if TYPE_CHECKING:
    from db.errors import RowFault

from db.vocabularies import (
    ACT_OF_TYPE,
    Act,
    ActorKind,
    AnchorState,
    Basis,
    Form,
    Kind,
    Relation,
    Role,
    StanceValue,
    Status,
    TextKind,
    Type,
)


class Actor(Struct, frozen=True):
    """A person, state, organisation or armed group. ``affiliation`` is an actor's id, ``side`` a side's."""

    id: str
    name: str
    kind: ActorKind
    label: str
    office: str = ""
    affiliation: str | None = None
    side: str | None = None
    variants: tuple[str, ...] = ()


class Side(Struct, frozen=True):
    """A party to the matter, in the order of the lanes; ``label`` is the short name."""

    id: str
    name: str
    label: str


class Question(Struct, frozen=True):
    """A question that stances are about."""

    id: str
    title: str
    text: str = ""


class Article(Struct, frozen=True):
    """One press article. ``published`` is EDTF, ``published_note`` says how that date is known."""

    slug: str
    publisher: str
    label: str
    headline: str
    published: str
    published_basis: Basis
    published_note: str
    agency: str = ""
    byline: str = ""
    url: str = ""
    language: str = "en"

    @property
    def origin(self) -> str:
        """Name the agency whose copy the article is, else its publisher."""
        return self.agency or self.publisher


class DatasetInfo(Struct, frozen=True):
    """What a dataset says of itself. ``focus`` is an EDTF interval, ``content`` the hash of its files."""

    id: str
    title: str
    version: str
    focus: str
    licence: str
    content: str
    sides: tuple[Side, ...] = ()
    questions: tuple[Question, ...] = ()


class Stance(Struct, frozen=True):
    """A position towards a question."""

    question: str
    value: StanceValue


class Reading(Struct, frozen=True):
    """Another reading of a date that was considered, and why it was not taken."""

    date: str
    why_not: str


class Participation(Struct, frozen=True):
    """An actor's part in an entry."""

    actor: Actor
    role: Role


class Passage(Struct, frozen=True):
    """A range of a text, half-open in code points of that text, and the words there.

    ``state`` is None for digests. A lost passage has no range: ``start`` and ``end`` are None and
    ``words`` is empty. ``changed`` holds 1-based inclusive word ranges that an altered passage no
    longer shares with what was cited. ``number`` counts the passages of one citation in one text from 0.
    """

    article: str
    text: TextKind
    number: int
    start: int | None
    end: int | None
    words: str
    state: AnchorState | None = None
    changed: tuple[tuple[int, int], ...] = ()


class Citation(Struct, frozen=True):
    """An entry's claim on passages of one article. ``origin`` is whose copy the passage is."""

    article: Article
    origin: str
    digest: tuple[Passage, ...]
    original: tuple[Passage, ...]
    differences: tuple[str, ...] = ()

    @property
    def state(self) -> AnchorState | None:
        """Return the worst state among the original's passages; None while no original is attached."""
        order = list(AnchorState)
        return max((p.state for p in self.original if p.state), key=order.index, default=None)


class Origin(Struct, frozen=True):
    """An independent source of an entry: an agency or an outlet, and the outlets that carry its copy."""

    name: str
    outlets: tuple[str, ...]


class EntryHead(Struct, frozen=True):
    """As much of an entry as a line in a list needs. ``date`` is EDTF, or None where undated.

    ``sources`` is the number of independent sources, ``row`` the entry's row in :class:`db.marks.Marks`.
    """

    id: str
    row: int
    kind: Kind
    type: Type
    title: str
    date: str | None
    status: Status
    sources: int

    @property
    def act(self) -> Act:
        """Return the quad of the entry's type."""
        return ACT_OF_TYPE[self.type]


class Position(Struct, frozen=True):
    """A position that an entry takes."""

    head: EntryHead
    value: StanceValue


class StanceSeries(Struct, frozen=True):
    """The positions that one actor took on one question, a question's id, in order of time."""

    actor: Actor
    question: str
    positions: tuple[Position, ...]


class EntryLine(Struct, frozen=True):
    """What a line of the chronology tells beside the marks' columns: short labels of actors and articles.

    For an event ``who`` are its leads and ``whom`` its participants and targets; ``behalf`` is empty there.
    ``where`` is a statement's channel, else the place.
    """

    row: int
    who: tuple[str, ...]
    behalf: tuple[str, ...]
    whom: tuple[str, ...]
    where: str
    articles: tuple[str, ...]


class Related(Struct, frozen=True):
    """Another entry and how it is related. ``inverse`` where the other one refers to this one.

    ``relation`` is None for the entries just before and after between the same two actors; there
    ``inverse`` tells after from before, and their dates leave no doubt of the order. ``days`` is the distance of the
    two where each is on one known day.
    """

    head: EntryHead
    relation: Relation | None
    inverse: bool
    days: int | None


class Entry(Struct, frozen=True):
    """An event or a statement, whole: what the detail panel shows. Dates are EDTF."""

    head: EntryHead
    summary: str
    mode: str
    date_basis: Basis | None
    date_wording: str
    date_reason: str
    readings: tuple[Reading, ...]
    place: str
    channel: str
    form: Form | None
    participations: tuple[Participation, ...]
    stances: tuple[Stance, ...]
    citations: tuple[Citation, ...]
    related: tuple[Related, ...]
    starred: bool = False
    note: str = ""

    def actors(self, role: Role) -> tuple[Actor, ...]:
        """Return the actors that have this role, in the dataset's order."""
        return tuple(p.actor for p in self.participations if p.role is role)


class ReaderPassage(Struct, frozen=True):
    """A passage as the article panel lights it: a half-open range and the entries that it supports."""

    start: int
    end: int
    entries: tuple[EntryHead, ...]


class Block(Struct, frozen=True):
    """A paragraph or heading of a text, half-open in code points."""

    start: int
    end: int
    heading: bool


class ReaderText(Struct, frozen=True):
    """One text of an article with every passage in it, in order of ``start``.

    ``encoding`` names what an original's file was read as; it is empty where that was not kept.
    """

    article: Article
    kind: TextKind
    text: str
    blocks: tuple[Block, ...]
    passages: tuple[ReaderPassage, ...]
    encoding: str = ""


class AttachReport(Struct, frozen=True):
    """What one offered file was taken for: ``article`` is a slug, or None for no known article.

    ``counts`` holds the anchors of each state; ``unchanged`` tells that this very text was attached already,
    ``encoding`` names what the file was read as. ``replaced`` is the name of the file of another version whose place
    this one took; ``kept`` is the name of one that stays attached in place of this one. ``other`` holds the anchors of
    that one.
    """

    file: str
    article: str | None
    counts: Mapping[AnchorState, int]
    unchanged: bool = False
    problem: str = ""
    encoding: str = ""
    replaced: str = ""
    kept: str = ""
    other: Mapping[AnchorState, int] = field(default_factory=dict)


class AnchorHealth(Struct, frozen=True):
    """How many anchors stand in each state over everything that is attached, and in the original of each article."""

    counts: Mapping[AnchorState, int]
    attached: int
    articles: int
    by_article: Mapping[str, Mapping[AnchorState, int]] = field(default_factory=dict)


class Doubt(Struct, frozen=True):
    """An anchor that is not exact: the entry, the article in whose original it lies, and which passage, from 1.

    ``changed`` tells about which words of an altered passage: inclusive ranges from 1. ``text`` is where to look: the
    original, or the digest where the passage is lost; ``start`` and ``end`` are the range there, None for none.
    ``reason`` says why it is not exact.
    """

    entry: str
    row: int
    title: str
    article: str
    passage: int
    state: AnchorState
    changed: tuple[tuple[int, int], ...]
    text: TextKind
    start: int | None
    end: int | None
    reason: Reason | None = None


class ImportReport(Struct, frozen=True):
    """What became of a file: rows read, entries that are new or changed, rows that say what is there already."""

    rows: int
    imported: int
    unchanged: int
    faults: tuple["RowFault", ...]
    encoding: str
    ignored: tuple[str, ...]


class Library(Struct, frozen=True):
    """What the window must know besides the marks: the dataset, its articles and its actors."""

    dataset: DatasetInfo
    articles: tuple[Article, ...]
    actors: Mapping[str, Actor]
    read_only: str = ""
    attached: frozenset[str] = field(default=frozenset())
