"""What a filter leaves, with every count that is shown beside it: facets, the period's two, and ways out of nothing."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, select

from db import own_reading, queries
from db.driver import driver
from db.facets import Facets, Known, Rows, facets
from db.filtering import bounds
from db.filters import Filter, WayOut, Word
from db.marks import Marks
from db.masking import Columns, Look, Mask, Masks, first_parts, publisher_pairs, rows_by_role
from db.models import Anchor, Citation
from db.own import Own
from db.own_facets import rows_by_value
from db.query_terms import Reader, as_words
from db.records import Library
from db.vocabularies import AnchorState, Basis, Form

NONE = 255
"""Code of an entry that has no value."""


class Outcome(Struct, frozen=True):
    """What a filter leaves, bool[N]; see :class:`desktop.states.Shown` for the counts."""

    mask: Mask
    facets: Facets
    inside: tuple[int, int] | None
    ways: tuple[WayOut, ...]


class Showing:
    """Shows what filters leave of one state of a library; from any thread."""

    def __init__(self, marks: Marks, library: Library, read: Reader = as_words) -> None:
        """Work on these columns; others are read when they are first needed. ``read`` understands searches."""
        self._marks, self._library, self._read = marks, library, read
        self._masks = Masks(marks, library)
        self._columns: Columns | None = None

    def show(self, connection: Connection, wanted: Filter, own: Own | None = None) -> Outcome:
        """Return what a filter leaves; raises FilterError for a period that is none.

        The user's layer is read where it is not given.
        """
        look = self._masks.asking(partial(self._left, connection))
        mask = look.mask(wanted)
        counted = facets(self._marks, self._library, wanted, look.mask, self._known(connection, own))
        inside = None
        if wanted.first or wanted.last:
            possibly, certainly = (_count(look, replace(wanted, certainly=each)) for each in (False, True))
            inside = possibly, certainly
        return Outcome(mask, counted, inside, () if mask.any() else ways_out(look, wanted))

    def mask(self, connection: Connection, wanted: Filter) -> Mask:
        """Return what a filter leaves and nothing else, bool[N]; raises FilterError for a period that is none."""
        return self._masks.asking(partial(self._left, connection)).mask(wanted)

    def _left(self, connection: Connection, wanted: Filter) -> Mask:
        """Ask the database what a filter leaves; what lies possibly in a period, the marks tell as well."""
        if wanted.terms or wanted.certainly or not wanted:
            return queries.left(connection, len(self._marks), wanted, self._read)
        marks, (start, end) = self._marks, bounds(wanted)
        mask = marks.dated
        mask &= True if end is None else marks.earliest < end
        mask &= True if start is None else marks.latest > start
        return mask

    def _known(self, connection: Connection, own: Own | None) -> Known:
        if self._columns is None:
            self._columns = _columns(connection, self._marks, self._library)
        layer = own or own_reading.read(connection, len(self._marks))
        rows = rows_by_value(layer) | {Word.ANCHOR: _anchored(connection)}
        return Known(self._columns, {word: values for word, values in rows.items() if values})


def _count(look: Look, wanted: Filter) -> int:
    return int(np.count_nonzero(look.mask(wanted)))


def parts(wanted: Filter) -> list[tuple[str, Filter]]:
    """Return every part of a filter, by its word, with the filter that is left without it: the period first."""
    terms = [(str(each.word), wanted.with_term(each.word, (), excluded=each.excluded)) for each in wanted.terms]
    if wanted.known_on:
        terms = [("known-on", replace(wanted, known_on=None)), *terms]
    if not wanted.first and not wanted.last:
        return terms
    return [("period", replace(wanted, first=None, last=None, certainly=False)), *terms]


def ways_out(look: Look, wanted: Filter) -> tuple[WayOut, ...]:
    """Return which single parts leave something when they are dropped, the one that leaves most first."""
    counted = [WayOut(word, other, _count(look, other)) for word, other in parts(wanted)]
    return tuple(sorted((way for way in counted if way.count), key=_by_count))


def _by_count(way: WayOut) -> int:
    return -way.count


def _columns(connection: Connection, marks: Marks, library: Library) -> Columns:
    """Work out what is asked for with every filter.

    Two columns are read in one pass, as one number: a Row object for each entry would cost more than all the rest.
    """
    query = f'SELECT {_code("form", Form)} * 256 + {_code("date_basis", Basis)} FROM entry ORDER BY "row"'  # noqa: S608
    numbers = np.fromiter((number for (number,) in driver(connection).execute(query)), np.uint16, len(marks))
    return Columns(
        (numbers >> 8).astype(np.uint8),
        (numbers & 0xFF).astype(np.uint8),
        first_parts(marks.actors),
        rows_by_role(marks),
        publisher_pairs(marks, library),
        marks.certainty,
    )


def _code(column: str, words: type[StrEnum]) -> str:
    """Write the number of a word in its vocabulary in SQL; both are our own."""
    cases = " ".join(f"WHEN '{word}' THEN {number}" for number, word in enumerate(words))
    return f"CASE {column} {cases} ELSE {NONE} END"


def _by_value(connection: Connection, query: Select[int, str], values: Sequence[str]) -> dict[str, Rows]:
    """Return the rows of each value; ``values`` are there even if no entry has them."""
    found: dict[str, list[int]] = {str(value): [] for value in values}
    for row, value in connection.execute(query):
        found.setdefault(str(value), []).append(row)
    return {value: np.array(rows, np.int32) for value, rows in found.items()}


def _anchored(connection: Connection) -> dict[str, Rows]:
    """Return the rows that have an anchor in each state; nothing where no original is attached."""
    cited = Citation.number == Anchor.citation_number
    query = select(Citation.entry_row, Anchor.state).join(Citation, cited).distinct()
    found = _by_value(connection, query, tuple(AnchorState))
    return found if any(map(len, found.values())) else {}
