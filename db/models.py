"""Mapped classes of what a library holds of its dataset, and nothing else.

*The dataset's* tables are replaced as a whole when its content changes; *derived* ones (anchors, marks and the
search tables of :mod:`db.schema`) can be computed again from the others. The user's are in :mod:`db.user_models`.

Entries are numbered in the chronology's order: ``Entry.row`` is the row in :class:`db.marks.Marks`, and the
row id in the search table.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.mapping import KEYED, STRICT, Base, identifier, known
from db.vocabularies import ActorKind, AnchorState, Basis, Form, Kind, Relation, Role, StanceValue, Status, Type


class Dataset(Base):
    """The dataset that is loaded: at most one row. ``content`` is the hash of its files."""

    __tablename__ = "dataset"
    __table_args__ = (CheckConstraint("number = 0", name="single"), STRICT)

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
    __table_args__ = (identifier("id"), STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    label: Mapped[str]


class Question(Base):
    """A question that stances are about."""

    __tablename__ = "question"
    __table_args__ = (identifier("id"), STRICT)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str]


class Actor(Base):
    """A person, state, organisation or armed group.

    ``side_number`` is the side that the dataset gives it, ``lane_side_number`` that or else the side of the nearest
    affiliation upwards that has one.
    """

    __tablename__ = "actor"
    __table_args__ = (identifier("id"), known("kind", ActorKind), STRICT)

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
    lane_side_number: Mapped[int | None] = mapped_column(ForeignKey("side.number"))

    affiliation: Mapped["Actor | None"] = relationship(remote_side=[number])
    side: Mapped[Side | None] = relationship(foreign_keys=side_number)
    variants: Mapped[list["Variant"]] = relationship(order_by="Variant.number")


class Variant(Base):
    """A form of an actor's name as some article prints it."""

    __tablename__ = "variant"
    __table_args__ = (KEYED,)

    actor_number: Mapped[int] = mapped_column(ForeignKey("actor.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Article(Base):
    """A press article, numbered by publication, with the plain text of its digest."""

    __tablename__ = "article"
    __table_args__ = (identifier("slug"), known("published_basis", Basis), STRICT)

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
        KEYED,
    )

    article_number: Mapped[int] = mapped_column(ForeignKey("article.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    heading: Mapped[int]


class Entry(Base):
    """An event or a statement.

    ``earliest``, ``latest`` and ``place_minute`` are those of :class:`db.marks.Marks`, null where there is
    no date; ``drawing`` and ``flags`` are its codes. ``begun_by`` and ``lasts_to`` decide what is certain (see
    :class:`db.dates.Date`), null also for a qualified date, which never is. ``sources`` counts independent sources.
    """

    __tablename__ = "entry"
    __table_args__ = (
        identifier("id"),
        known("kind", Kind),
        known("type", Type),
        known("status", Status),
        known("date_basis", Basis),
        known("form", Form),
        CheckConstraint("row >= 0", name="row_counts_from_zero"),
        CheckConstraint("earliest < latest", name="bounds_ordered"),
        CheckConstraint(
            "(date IS NULL) = (earliest IS NULL) AND (date IS NULL) = (latest IS NULL)"
            " AND (date IS NULL) = (place_minute IS NULL) AND (date IS NULL) = (date_basis IS NULL)",
            name="dated_or_not",
        ),
        CheckConstraint("kind = 'statement' OR (type <> 'STATEMENT' AND form IS NULL)", name="event_is_no_speech"),
        STRICT,
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
    begun_by: Mapped[int | None]
    lasts_to: Mapped[int | None]
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
    __table_args__ = (identifier("id"), KEYED)

    id: Mapped[str] = mapped_column(primary_key=True)
    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), index=True)


class Reading(Base):
    """Another reading of a date that was considered."""

    __tablename__ = "reading"
    __table_args__ = (KEYED,)

    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[str]
    why_not: Mapped[str]


class Participation(Base):
    """An actor's part in an entry."""

    __tablename__ = "participation"
    __table_args__ = (
        known("role", Role),
        Index(None, "actor_number", "role", "entry_row"),
        KEYED,
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
        known("value", StanceValue),
        Index(None, "question_number", "value", "entry_row"),
        KEYED,
    )

    entry_row: Mapped[int] = mapped_column(ForeignKey("entry.row"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_number: Mapped[int] = mapped_column(ForeignKey("question.number"))
    value: Mapped[StanceValue]

    question: Mapped[Question] = relationship()


class Reference(Base):
    """One entry's reference to another: said at, responds to, part of, contradicts."""

    __tablename__ = "reference"
    __table_args__ = (known("relation", Relation), Index(None, "target_row"), KEYED)

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
        STRICT,
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
    __table_args__ = (KEYED,)

    citation_number: Mapped[int] = mapped_column(ForeignKey("citation.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class Passage(Base):
    """A cited range of a digest, half-open in code points of ``Article.digest``."""

    __tablename__ = "passage"
    __table_args__ = (CheckConstraint('0 <= start AND start < "end"', name="ordered"), KEYED)

    citation_number: Mapped[int] = mapped_column(ForeignKey("citation.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]


class Locator(Base):
    """A stand-off locator as the TOML inline table that the dataset's files hold."""

    __tablename__ = "locator"
    __table_args__ = (KEYED,)

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
        known("state", AnchorState),
        CheckConstraint(
            'CASE state WHEN \'lost\' THEN start IS NULL AND "end" IS NULL ELSE 0 <= start AND start < "end" END',
            name="range_unless_lost",
        ),
        Index(None, "state", "citation_number"),
        KEYED,
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
    __table_args__ = (STRICT,)

    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]
