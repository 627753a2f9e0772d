"""Count how many entries have each value of a facet, under every other term of the filter.

Counting is done on columns; what the other terms leave is told by whoever asks, as is what only the database knows.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from db.filters import FacetValue, Filter, Word
from db.marks import ACTS, CERTAINTIES, KINDS, ROLES, TYPES, Grouped, Marks
from db.masking import PARTS, Codes, Columns, Mask, Masks, any_of, publisher_pairs, publishers_of
from db.records import Library
from db.vocabularies import Basis, Form

Rows = npt.NDArray[np.int32]
Facets = dict[Word, tuple[FacetValue, ...]]

GROUPED = {Word.SIDE: "side", Word.ARTICLE: "article", Word.STANCE: "stance", Word.CHANNEL: "channel"}
"""Facets whose values are the lanes of a grouping."""


class Known(Struct, frozen=True):
    """What only the database tells: columns of all entries, and the rows that have each value of some facets.

    ``columns`` is None, and ``rows`` empty, as long as nothing was asked of it.
    """

    columns: Columns | None = None
    rows: Mapping[Word, Mapping[str, Rows]] = field(default_factory=dict)


def without(wanted: Filter, word: Word) -> Filter:
    """Return the filter without what it asks under ``word``."""
    return wanted.with_term(word, ()).with_term(word, (), excluded=True)


def facets(
    marks: Marks, library: Library, wanted: Filter, mask_of: Callable[[Filter], Mask], known: Known | None = None
) -> Facets:
    """Return every facet's values with their counts, in the order in which they are listed.

    ``mask_of`` finds what a filter leaves; bool[N]. Without what the database knows, only those are counted that the
    window shows open at first, and what is as quickly done.
    """
    counting = _Counting(marks, library, wanted, known or Known())
    shown = mask_of(wanted)
    asked = {term.word for term in wanted.terms}
    counted: Facets = {}
    for word in counting.words:
        mask = mask_of(_others(wanted, word)) if asked & _beside(wanted, word) else shown
        counted[word] = counting.count(word, mask)
    return counted


def _beside(wanted: Filter, word: Word) -> frozenset[Word]:
    """Return the words that are left out where the values of a word are counted.

    Roles say in which an actor is meant, and so are part of what asks for one. Where all actors are asked for together,
    each further one is counted beside those.
    """
    if word is not Word.ACTOR:
        return frozenset({word})
    return frozenset() if wanted.all_actors and wanted.term(word) else PARTS


def _others(wanted: Filter, word: Word) -> Filter:
    for each in _beside(wanted, word):
        wanted = without(wanted, each)
    return wanted


class _Counting:
    """Counts the values of facets on one library's columns."""

    def __init__(self, marks: Marks, library: Library, wanted: Filter, known: Known) -> None:
        self._marks, self._library, self._wanted, self._known = marks, library, wanted, known

    @property
    def words(self) -> Sequence[Word]:
        plain = (Word.KIND, Word.QUAD, Word.TYPE, *GROUPED, Word.PUBLISHER, Word.CERTAINTY)
        if self._known.columns is None:
            return plain
        return (*plain, Word.ACTOR, Word.ROLE, Word.FORM, Word.BASIS, *self._known.rows)

    def count(self, word: Word, mask: Mask) -> tuple[FacetValue, ...]:
        marks = self._marks
        match word:
            case Word.CERTAINTY:
                columns = self._known.columns
                certainty = marks.certainty if columns is None else columns.certainty
                return _coded(certainty, CERTAINTIES, mask & marks.dated)
            case Word.TYPE:
                counted = _coded(marks.type, TYPES, mask)
                return tuple(value for value in counted if value.count or _used(marks, value))
            case Word.PUBLISHER:
                return self._publishers(mask)
            case Word.ACTOR:
                return self._actors(mask)
            case Word.ROLE:
                return self._roles(mask)
            case _ if word in GROUPED:
                return _grouped(marks, GROUPED[word], mask)
            case _ if word in self._known.rows:
                rows = self._known.rows[word].items()
                return tuple(FacetValue(value, value, int(np.count_nonzero(mask[some]))) for value, some in rows)
            case _:
                return _coded(*self._codes(word), mask)

    def _codes(self, word: Word) -> tuple[Codes, Sequence[str]]:
        """Return the column of a word and what its codes mean."""
        told = {Word.KIND: (self._marks.kind, KINDS), Word.QUAD: (self._marks.act, ACTS)}
        columns = self._known.columns
        if columns is not None:
            told |= {Word.FORM: (columns.form, tuple(Form)), Word.BASIS: (columns.basis, tuple(Basis))}
        return told[word]

    def _actors(self, mask: Mask) -> tuple[FacetValue, ...]:
        """Count the entries in which each actor has a part, in a role that is asked for."""
        marks, wanted = self._marks, self._wanted
        meant = Masks(marks, self._library).meant(wanted.term(Word.ROLE), wanted.term(Word.ROLE, excluded=True))
        inside = np.repeat(mask, np.diff(marks.actors.offsets))
        if meant is None and self._known.columns is not None:
            found = marks.actors.members[inside & self._known.columns.first]
        else:
            inside = inside if meant is None else inside & meant
            rows = np.repeat(np.arange(len(marks), dtype=np.int64), np.diff(marks.actors.offsets))[inside]
            pairs = np.sort(rows * len(marks.actor_ids) + marks.actors.members[inside])
            # An actor may have several parts in one entry: it counts once.
            found = (pairs[np.diff(pairs, prepend=-1) != 0] % max(len(marks.actor_ids), 1)).astype(np.int32)
        counts = np.bincount(found, minlength=len(marks.actor_ids))
        counted = zip(marks.actor_ids, counts, strict=True)
        return tuple(FacetValue(key, self._library.actors[key].name, int(number)) for key, number in counted)

    def _roles(self, mask: Mask) -> tuple[FacetValue, ...]:
        """Count the entries in which any actor has each role; where actors are asked for, one of those (or each)."""
        marks, actors, columns = self._marks, self._wanted.term(Word.ACTOR), self._known.columns
        if not actors and columns is not None:
            return _with_roles([mask & has for has in columns.roles])
        sets = [(each,) for each in actors] if self._wanted.all_actors else [actors]
        found = [mask.copy() for _ in ROLES]
        for some in sets if actors else [None]:
            inside = np.ones(len(marks.roles), np.bool_)
            if some is not None:
                inside = np.isin(np.array(marks.actor_ids, np.str_), some)[marks.actors.members]
            for code, rows in enumerate(found):
                np.logical_and(rows, any_of(marks.actors, inside & (marks.roles == code)), out=rows)
        return _with_roles(found)

    def _publishers(self, mask: Mask) -> tuple[FacetValue, ...]:
        """Count the entries that any article of each publisher reports."""
        columns, names = self._known.columns, publishers_of(self._library)
        pairs = publisher_pairs(self._marks, self._library) if columns is None else columns.publishers
        counts = pairs.counted(mask, len(names) + 1)
        return tuple(FacetValue(name, name, int(counts[at])) for at, name in enumerate(names))


def _with_roles(found: Sequence[Mask]) -> tuple[FacetValue, ...]:
    """Count the rows that have each role, in the order of ROLES."""
    counted = zip(map(str, ROLES), map(np.count_nonzero, found), strict=True)
    return tuple(FacetValue(role, role, int(number)) for role, number in counted)


def _coded(column: Codes, words: Sequence[str], mask: Mask) -> tuple[FacetValue, ...]:
    counts = np.bincount(column[mask], minlength=len(words))[: len(words)]
    return tuple(FacetValue(str(word), str(word), int(count)) for word, count in zip(words, counts, strict=True))


def _used(marks: Marks, value: FacetValue) -> bool:
    return bool((marks.type == [str(type_) for type_ in TYPES].index(value.value)).any())


def _lanes_of(lanes: Grouped, mask: Mask) -> Rows:
    """Return the lane of each membership of the rows of a mask."""
    if len(lanes.members) == len(mask) and (np.diff(lanes.offsets) == 1).all():
        return lanes.members[mask]
    return lanes.members[np.repeat(mask, np.diff(lanes.offsets))]


def _grouped(marks: Marks, grouping: str, mask: Mask) -> tuple[FacetValue, ...]:
    found = marks.groupings[grouping]
    counts = np.bincount(_lanes_of(found.lanes, mask), minlength=len(found.keys))
    values = zip(found.keys, found.names, counts, strict=True)
    return tuple(FacetValue(key, name, int(count)) for key, name, count in values if key)
