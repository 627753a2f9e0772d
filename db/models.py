"""Mapped classes of the library's tables, and nothing else.

Three kinds of table stand side by side. *The dataset's* are replaced as a whole when its content changes.
*Derived* ones (anchors, marks, the search tables) can be computed again from the others. *The user's* refer to
entries and articles by id alone, without a foreign key, and so outlive both.

Entries are numbered in the chronology's order: ``Entry.row`` is the row in :class:`db.marks.Marks`, and the
row id in the search table.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    column,
    table,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeEngine

from db.records import (
    ActorKind,
    AnchorState,
    Basis,
    Form,
    Kind,
    Relation,
    Role,
    StanceValue,
    Status,
    Type,
)

_NAMES = {
    "ix": "%(table_name)s_by_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    "ck": "%(table_name)s_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_name)s_known",
    "pk": "%(table_name)s_key",
}


class Vocabulary(TypeDecorator[StrEnum]):
    """A word of a closed vocabulary, stored as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store the word itself."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Read it back as a member of its vocabulary."""
        return None if value is None else self.words(value)


_VOCABULARIES = (ActorKind, AnchorState, Basis, Form, Kind, Relation, Role, StanceValue, Status, Type)
_COLUMN_TYPES: dict[Any, TypeEngine[Any]] = {
    str: Text(),
    bytes: LargeBinary(),
    int: Integer(),
    **{words: Vocabulary(words) for words in _VOCABULARIES},
}


class Base(DeclarativeBase):
    """The root of all mapped classes."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = _COLUMN_TYPES


def _known(name: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_in_vocabulary")


def _identifier(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} <> '' AND {name} NOT GLOB '*[^a-z0-9-]*'", name=f"{name}_spelling")


def _json(name: str) -> CheckConstraint:
    return CheckConstraint(f"json_valid({name})", name=f"{name}_is_json")


_STRICT: dict[str, Any] = {"sqlite_strict": True}
_KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


class Dataset(Base):
    """The dataset that is loaded: at most one row. ``content`` is the hash of its files."""

    __tablename__ = "dataset"
    __table_args__ = (CheckConstraint("number = 0", name="single"), _STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    title: Mapped[str]
    version: Mapped[str]
    focus: Mapped[str]
    licence: Mapped[str]
    content: Mapped[str]


class Side(Base):
    """A party to the matter, numbered in the order of the lanes."""

    __tablename__ = "side"
    __table_args__ = (_identifier("id"), _STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    label: Mapped[str]


class Question(Base):
    """A question that stances are about."""

    __tablename__ = "question"
    __table_args__ = (_identifier("id"), _STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str]


class Actor(Base):
    """A person, state, organisation or armed group."""

    __tablename__ = "actor"
    __table_args__ = (_identifier("id"), _known("kind", ActorKind), _STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[ActorKind]
    label: Mapped[str]
    office: Mapped[str]
    affiliation_number: Mapped[int | None] = mapped_column(
        ForeignKey("actor.number", deferrable=True, initially="DEFERRED")
    )
    side_number: Mapped[int | None] = mapped_column(ForeignKey("side.number"))

    affiliation: Mapped["Actor | None"] = relationship(remote_side=[number])
    side: Mapped[Side | None] = relationship()
    variants: Mapped[list["Variant"]] = relationship(order_by="Variant.number")


class Variant(Base):
    """A form of an actor's name as some article prints it."""

    __tablename__ = "variant"
    __table_args__ = (_KEYED,)

    actor_number: Mapped[int] = mapped_column(ForeignKey("actor.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Article(Base):
    """A press article, numbered by publication, with the plain text of its digest."""

    __tablename__ = "article"
    __table_args__ = (_identifier("slug"), _known("published_basis", Basis), _STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    publisher: Mapped[str]
    label: Mapped[str]
    headline: Mapped[str]
    published: Mapped[str]
    published_basis: Mapped[Basis]
    published_note: Mapped[str]
    agency: Mapped[str]
    byline: Mapped[str]
    url: Mapped[str]
    language: Mapped[str]
    digest: Mapped[str]

    blocks: Mapped[list["Block"]] = relationship(order_by="Block.number")


class Block(Base):
    """A paragraph or heading of a digest, half-open in code points."""

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint('0 <= start AND start <= "end"', name="ordered"),
        CheckConstraint("heading IN (0, 1)", name="heading_is_truth"),
        _KEYED,
    )

    article_number: Mapped[int] = mapped_column(ForeignKey("article.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    heading: Mapped[int]


class Entry(Base):
    """An event or a statement.

    ``earliest``, ``latest`` and ``place_minute`` are those of :class:`db.marks.Marks`, null where there is
    no date; ``drawing`` and ``flags`` are its codes. ``sources`` counts independent sources.
    """

    __tablename__ = "entry"
    __table_args__ = (
        _identifier("id"),
        _known("kind", Kind),
        _known("type", Type),
        _known("status", Status),
        _known("date_basis", Basis),
        _known("form", Form),
        CheckConstraint("row >= 0", name="row_counts_from_zero"),
        CheckConstraint("earliest < latest", name="bounds_ordered"),
        CheckConstraint(
            "(date IS NULL) = (earliest IS NULL) AND (date IS NULL) = (latest IS NULL)"
            " AND (date IS NULL) = (place_minute IS NULL) AND (date IS NULL) = (date_basis IS NULL)",
            name="dated_or_not",
        ),
        CheckConstraint("kind = 'statement' OR (type <> 'STATEMENT' AND form IS NULL)", name="event_is_no_speech"),
        _STRICT,
    )

    row: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind]
    type: Mapped[Type]
    mode: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    date: Mapped[str | None]
    earliest: Mapped[int | None]
    latest: Mapped[int | None]
    place_minute: Mapped[int | None]
    drawing: Mapped[int]
    flags: Mapped[int]
    precision: Mapped[str]
    date_basis: Mapped[Basis | None]
    date_wording: Mapped[str]
    date_reason: Mapped[str]
    place: Mapped[str]
    status: Mapped[Status]
    channel: Mapped[str]
    form: Mapped[Form | None]
    sources: Mapped[int]

    readings: Mapped[list["Reading"]] = relationship(order_by="Reading.number")
    participations: Mapped[list["Participation"]] = relationship(order_by="Participation.number")
    stances: Mapped[list["Stance"]] = relationship(order_by="Stance.number")
    citations: Mapped[list["Citation"]] = relationship(back_populates="entry", order_by="Citation.number")
    refers_to: Mapped[list["Reference"]] = relationship(
        foreign_keys="Reference.entry_row", back_populates="entry", order_by="Reference.number"
    )
    referred_by: Mapped[list["Reference"]] = relationship(
        foreign_keys="Reference.target_row", back_populates="target", order_by="Reference.entry_row"
    )


class Formerly(Base):
    """An id that an entry had in an earlier version of the dataset."""

    __tablename__ = "formerly"
    __table_args__ = (_identifier("id"), _KEYED)

    id: Mapped[str] = mapped_column(primary_key=True)
    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), index=True)


class Reading(Base):
    """Another reading of a date that was considered."""

    __tablename__ = "reading"
    __table_args__ = (_KEYED,)

    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[str]
    why_not: Mapped[str]


class Participation(Base):
    """An actor's part in an entry."""

    __tablename__ = "participation"
    __table_args__ = (
        _known("role", Role),
        Index(None, "actor_number", "role", "entry_row"),
        _KEYED,
    )

    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    actor_number: Mapped[int] = mapped_column(ForeignKey("actor.number"))
    role: Mapped[Role]

    actor: Mapped[Actor] = relationship()


class Stance(Base):
    """A position that a statement takes towards a question."""

    __tablename__ = "stance"
    __table_args__ = (
        _known("value", StanceValue),
        Index(None, "question_number", "value", "entry_row"),
        _KEYED,
    )

    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_number: Mapped[int] = mapped_column(ForeignKey("question.number"))
    value: Mapped[StanceValue]

    question: Mapped[Question] = relationship()


class Reference(Base):
    """One entry's reference to another: said at, responds to, part of, contradicts."""

    __tablename__ = "reference"
    __table_args__ = (_known("relation", Relation), Index(None, "target_row"), _KEYED)

    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    relation: Mapped[Relation]
    target_row: Mapped[int] = mapped_column(ForeignKey("entry.row"))

    entry: Mapped[Entry] = relationship(foreign_keys=entry_row, back_populates="refers_to")
    target: Mapped[Entry] = relationship(foreign_keys=target_row, back_populates="referred_by")


class Citation(Base):
    """An entry's claim on passages of one article; ``origin`` is whose copy they are."""

    __tablename__ = "citation"
    __table_args__ = (
        Index(None, "entry_row", "article_number", unique=True),
        Index(None, "article_number", "entry_row"),
        _STRICT,
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"))
    article_number: Mapped[int] = mapped_column(ForeignKey("article.number"))
    origin: Mapped[str]

    entry: Mapped[Entry] = relationship(back_populates="citations")
    article: Mapped[Article] = relationship()
    differences: Mapped[list["Difference"]] = relationship(order_by="Difference.number")
    passages: Mapped[list["Passage"]] = relationship(order_by="Passage.number")
    anchors: Mapped[list["Anchor"]] = relationship(order_by="Anchor.number")


class Difference(Base):
    """How a citation's wording differs from another article's."""

    __tablename__ = "difference"
    __table_args__ = (_KEYED,)

    citation_number: Mapped[int] = mapped_column(ForeignKey("citation.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class Passage(Base):
    """A cited range of a digest, half-open in code points of ``Article.digest``."""

    __tablename__ = "passage"
    __table_args__ = (CheckConstraint('0 <= start AND start < "end"', name="ordered"), _KEYED)

    citation_number: Mapped[int] = mapped_column(ForeignKey("citation.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]


class Locator(Base):
    """A stand-off locator as the TOML inline table that the dataset's files hold."""

    __tablename__ = "locator"
    __table_args__ = (_KEYED,)

    citation_number: Mapped[int] = mapped_column(ForeignKey("citation.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    fields: Mapped[str]


class Anchor(Base):
    """Where a locator resolves in the attached original; derived, no row where none is attached.

    ``number`` is the locator's. A lost anchor has no range. ``changed`` is a JSON list of 1-based
    inclusive pairs of words.
    """

    __tablename__ = "anchor"
    __table_args__ = (
        _known("state", AnchorState),
        CheckConstraint(
            'CASE state WHEN \'lost\' THEN start IS NULL AND "end" IS NULL ELSE 0 <= start AND start < "end" END',
            name="range_unless_lost",
        ),
        _json("changed"),
        Index(None, "state", "citation_number"),
        _KEYED,
    )

    citation_number: Mapped[int] = mapped_column(ForeignKey("citation.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[AnchorState]
    start: Mapped[int | None]
    end: Mapped[int | None]
    changed: Mapped[str]


class MarksColumn(Base):
    """One column of the marks as bytes; derived, see :func:`db.marks.read`."""

    __tablename__ = "marks"
    __table_args__ = (_STRICT,)

    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class Star(Base):
    """The user's star on an entry. Moments are ISO 8601 in UTC."""

    __tablename__ = "star"
    __table_args__ = (_KEYED,)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    added: Mapped[str]


class Note(Base):
    """The user's note on an entry."""

    __tablename__ = "note"
    __table_args__ = (_KEYED,)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed: Mapped[str]


class Tag(Base):
    """One of the user's tags on an entry."""

    __tablename__ = "tag"
    __table_args__ = (Index(None, "name"), _KEYED)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class SavedView(Base):
    """A filter and a span that the user keeps under a name, as JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (_json("state"), _KEYED)

    name: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    changed: Mapped[str]


class Original(Base):
    """A publisher's text that the user attached; ``file`` is the name it came under."""

    __tablename__ = "original"
    __table_args__ = (_STRICT,)

    slug: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    file: Mapped[str]
    attached: Mapped[str]


class Departed(Base):
    """What is remembered of an entry that the user marked and that is no longer in the dataset."""

    __tablename__ = "departed"
    __table_args__ = (_known("kind", Kind), _KEYED)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    title: Mapped[str]
    date: Mapped[str | None]


SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE entry_search USING fts5(title, summary, actors, passages,"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')",
    "CREATE VIRTUAL TABLE article_search USING fts5(headline, digest, original,"
    " tokenize = 'unicode61 remove_diacritics 2')",
)
"""Full-text tables over folded text; their row ids are ``Entry.row`` and ``Article.number``."""

entry_search = table("entry_search", *map(column, ("rowid", "title", "summary", "actors", "passages", "entry_search")))
article_search = table("article_search", *map(column, ("rowid", "headline", "digest", "original", "article_search")))
