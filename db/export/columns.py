"""The columns of both exports, in their order. A column may be added at the end; none is ever renamed."""

import re
from collections.abc import Sequence
from enum import Enum, StrEnum, auto

from msgspec import Struct

from db.dates import Grain
from db.labels import Label
from db.vocabularies import AnchorState, Basis, Form, Kind, Status, TextKind, Type

SEPARATOR = "; "

Page = Sequence[Sequence[str]]
"""Cells of some rows, column by column."""


class Content(Enum):
    """What the cells of a column may hold. Ids have only small letters, digits and hyphens."""

    ID = auto()
    WORD = auto()
    DAY = auto()
    NUMBER = auto()
    TEXT = auto()


class Column(Struct, frozen=True):
    """One column: ``words`` is the vocabulary of a word, ``several`` tells that ``; `` may join values."""

    name: str
    meaning: str
    content: Content
    several: bool = False
    required: bool = False
    words: tuple[str, ...] = ()


def _id(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, meaning, Content.ID, required=required)


def _ids(name: str, meaning: str) -> Column:
    return Column(name, meaning, Content.ID, several=True)


def _word(name: str, meaning: str, words: type[StrEnum], *, required: bool = False) -> Column:
    return Column(name, meaning, Content.WORD, required=required, words=tuple(words))


def _text(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, meaning, Content.TEXT, required=required)


def _texts(name: str, meaning: str) -> Column:
    return Column(name, meaning, Content.TEXT, several=True)


def _day(name: str, meaning: str) -> Column:
    return Column(name, meaning, Content.DAY)


def _number(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, meaning, Content.NUMBER, required=required)


_ID = _id("id", "The entry's id.", required=True)
_KIND = _word("kind", "Event or statement.", Kind, required=True)
_TYPE = _word("type", "PLOVER's event type, or STATEMENT.", Type, required=True)
_TITLE = _text("title", "What the entry is, in a line.", required=True)
_DATE = _text("date", "When, in EDTF (ISO 8601-2); empty where there is no date at all.")
_EARLIEST = _day("earliest", "The first possible day; empty where unbounded.")
_LATEST = _day("latest", "The last possible day, itself included; empty where unbounded.")

ENTRY_COLUMNS = (
    _ID,
    _KIND,
    _TYPE,
    _text("mode", "PLOVER's mode of the type."),
    _TITLE,
    _text("summary", "What happened or was said, in the dataset's own words.", required=True),
    _DATE,
    _EARLIEST,
    _LATEST,
    _word("precision", "The grain of the coarsest part of the date.", Grain),
    _word("date_basis", "How the date is known.", Basis),
    _text("date_wording", "The words that tell the date, as printed."),
    _text("date_reason", "How the date follows from them."),
    _ids("speakers", "Ids of the actors who speak."),
    _ids("on_behalf_of", "Ids of the actors spoken for."),
    _ids("addressees", "Ids of the actors spoken to."),
    _ids("participants", "Ids of an event's actors, each with its role."),
    _text("channel", "How a statement was made."),
    _text("place", "Where."),
    _word("form", "How a statement is reported.", Form),
    _ids("stances", "Positions: the id of a question, and for, against or conditional."),
    _word("status", "Whether it took place.", Status, required=True),
    _ids("said_at", "Id of the event at which a statement was made."),
    _ids("responds_to", "Ids of the entries responded to."),
    _ids("part_of", "Ids of the entries that this one is part of."),
    _ids("contradicts", "Ids of the entries contradicted."),
    _number("sources", "The number of independent sources.", required=True),
    _ids("articles", "Slugs of the articles that report it."),
    _texts("publishers", "Their publishers, each once."),
    _texts("urls", "Their addresses, as far as known."),
)
"""A row an entry."""

OWN_COLUMNS = (
    Column("starred", "Whether you gave it a star; empty where not.", Content.WORD, words=("yes",)),
    _texts("tags", "Your tags on it."),
    _word("label", "Your colour label on it.", Label),
    _text("note", "Your note on it, in Markdown."),
)
"""What a row an entry has at its end where the user's own is wanted as well."""

CITATION_COLUMNS = (
    _ID,
    _KIND,
    _TYPE,
    _TITLE,
    _DATE,
    _EARLIEST,
    _LATEST,
    _id("article", "The cited article's slug.", required=True),
    _text("publisher", "Who published it.", required=True),
    _text("headline", "Its headline.", required=True),
    _text("published", "When it was published, in EDTF.", required=True),
    _text("url", "Its address, if known."),
    _word("text", "Whether the passage is one of the digest or of the attached original.", TextKind, required=True),
    _word("anchor", "How the passage was found in the original; empty for digests.", AnchorState),
    _number("start", "The passage's first code point in that text, from 0; empty where lost."),
    _number("end", "The code point after its last; empty where lost."),
    _text("passage", "The passage's words; an original's only where quotations were asked for."),
)
"""A row a passage."""


def escaped(value: str) -> str:
    r"""Return a value as it stands among several in one cell: ``\`` is written ``\\``, and ``;`` is ``\;``."""
    return value.replace("\\", "\\\\").replace(";", "\\;")


_VALUE = re.compile(r"(?:[^\\;]|\\.)+", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def values_of(cell: str) -> list[str]:
    """Return the values of a cell in which several may stand, as they were before they were joined."""
    return [
        _ESCAPE.sub(r"\1", part.removeprefix(" ") if number else part)
        for number, part in enumerate(_VALUE.findall(cell))
    ]


def chosen(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of these names in their order, all where none are named.

    Raises KeyError for a name that there is not.
    """
    known = {column.name: column for column in columns}
    return tuple(known[name] for name in names) if names else tuple(columns)
