"""Mapped classes of what is the user's own.

They refer to entries and articles by id alone, without a foreign key, and so outlive every change of the dataset.
"""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.labels import Label as LabelWord
from db.mapping import KEYED, STRICT, Base, known
from db.vocabularies import Kind


class Star(Base):
    """The user's star on an entry. Moments are ISO 8601 in UTC."""

    __tablename__ = "star"
    __table_args__ = (KEYED,)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    added: Mapped[str]


class Note(Base):
    """The user's note on an entry."""

    __tablename__ = "note"
    __table_args__ = (KEYED,)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed: Mapped[str]


class Tag(Base):
    """One of the user's tags on an entry."""

    __tablename__ = "tag"
    __table_args__ = (Index(None, "name"), KEYED)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class Label(Base):
    """The user's colour label on an entry."""

    __tablename__ = "label"
    __table_args__ = (known("label", LabelWord), KEYED)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[LabelWord]


class SavedView(Base):
    """What the window shows, kept by the user under a name, as JSON: see :mod:`db.saved_views`."""

    __tablename__ = "saved_view"
    __table_args__ = (KEYED,)

    name: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    changed: Mapped[str]


class Original(Base):
    """A publisher's text that the user attached; ``file`` is the name it came under.

    ``encoding`` names what the file was read as, and is empty where a library of version 1 did not keep it.
    """

    __tablename__ = "original"
    __table_args__ = (STRICT,)

    slug: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    file: Mapped[str]
    attached: Mapped[str]
    encoding: Mapped[str] = mapped_column(server_default="")


class Imported(Base):
    """An entry that the user imported, as the cells of its row in JSON; its place in the chronology beside it."""

    __tablename__ = "imported"
    __table_args__ = (STRICT,)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    undated: Mapped[int]
    earliest: Mapped[int]
    latest: Mapped[int]
    cells: Mapped[str]
    file: Mapped[str]
    added: Mapped[str]


class Departed(Base):
    """What is remembered of an entry that the user marked and that is no longer in the dataset."""

    __tablename__ = "departed"
    __table_args__ = (known("kind", Kind), KEYED)

    entry_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    title: Mapped[str]
    date: Mapped[str | None]


USER_TABLES = frozenset(
    model.__tablename__ for model in (Star, Note, Tag, Label, SavedView, Original, Imported, Departed)
)
"""The tables that no change of the dataset touches but to follow renamed entries."""
