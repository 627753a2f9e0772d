"""Count how many entries have each value of a facet, under every other term of the filter.

Counting is done on the marks' columns; the database is asked only for what the other terms leave.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from db.marks import ACTS, CERTAINTIES, KINDS, TYPES, Marks
from db.records import FacetValue, Filter, Library, Word

Mask = npt.NDArray[np.bool_]

GROUPED = {Word.SIDE: "side", Word.ARTICLE: "article", Word.ACTOR: "actor", Word.STANCE: "stance"}
"""Facets whose values are the lanes of a grouping. By actor an entry counts where it stands."""


def without(wanted: Filter, word: Word) -> Filter:
    """Return the filter without what it asks under ``word``."""
    return wanted.with_term(word, ()).with_term(word, (), excluded=True)


def facets(
    marks: Marks, library: Library, wanted: Filter, mask_of: Callable[[Filter], Mask]
) -> dict[Word, tuple[FacetValue, ...]]:
    """Return every facet's values with their counts, in the order in which they are listed.

    ``mask_of`` finds what a filter leaves; bool[N].
    """
    shown = mask_of(wanted)
    asked = {term.word for term in wanted.terms}
    counted = {}
    for word in (Word.KIND, Word.QUAD, Word.TYPE, *GROUPED, Word.PUBLISHER, Word.CERTAINTY):
        mask = mask_of(without(wanted, word)) if word in asked else shown
        counted[word] = _count(marks, library, word, mask)
    return counted


def _count(marks: Marks, library: Library, word: Word, mask: Mask) -> tuple[FacetValue, ...]:
    match word:
        case Word.KIND:
            return _coded(marks.kind, tuple(KINDS), mask)
        case Word.QUAD:
            return _coded(marks.act, tuple(ACTS), mask)
        case Word.TYPE:
            return tuple(
                value for value in _coded(marks.type, tuple(TYPES), mask) if value.count or _used(marks, value)
            )
        case Word.CERTAINTY:
            return _coded(marks.certainty, tuple(CERTAINTIES), mask & marks.dated)
        case Word.PUBLISHER:
            return _publishers(marks, library, mask)
        case _:
            return _grouped(marks, GROUPED[word], mask)


def _coded(column: npt.NDArray[np.uint8], words: tuple[str, ...], mask: Mask) -> tuple[FacetValue, ...]:
    counts = np.bincount(column[mask], minlength=len(words))
    return tuple(FacetValue(str(word), str(word), int(count)) for word, count in zip(words, counts, strict=True))


def _used(marks: Marks, value: FacetValue) -> bool:
    return bool((marks.type == [str(type_) for type_ in TYPES].index(value.value)).any())


def _members(marks: Marks, grouping: str, mask: Mask) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Return the rows of ``mask`` and the lanes they stand in, a pair for each membership."""
    lanes = marks.groupings[grouping].lanes
    rows = np.repeat(np.arange(len(marks)), np.diff(lanes.offsets))
    inside = mask[rows]
    return rows[inside], lanes.members[inside]


def _grouped(marks: Marks, grouping: str, mask: Mask) -> tuple[FacetValue, ...]:
    found = marks.groupings[grouping]
    _, lanes = _members(marks, grouping, mask)
    counts = np.bincount(lanes, minlength=len(found.keys))
    values = zip(found.keys, found.names, counts, strict=True)
    return tuple(FacetValue(key, name, int(count)) for key, name, count in values if key)


def _publishers(marks: Marks, library: Library, mask: Mask) -> tuple[FacetValue, ...]:
    names = list(dict.fromkeys(article.publisher for article in library.articles))
    publisher = {article.slug: names.index(article.publisher) for article in library.articles}
    number = np.array([publisher.get(key, len(names)) for key in marks.groupings["article"].keys], np.int64)
    rows, lanes = _members(marks, "article", mask)
    # Nearly sorted as they are, they are sorted far quicker than numpy's own ``unique`` would have them.
    pairs = np.sort(rows * (len(names) + 1) + number[lanes])
    counts = np.bincount(pairs[np.diff(pairs, prepend=-1) != 0] % (len(names) + 1), minlength=len(names) + 1)
    return tuple(FacetValue(name, name, int(counts[at])) for at, name in enumerate(names))
