"""The facets that are the user's own: which rows have each value, and how many, told by the columns alone."""

import numpy as np
import numpy.typing as npt

from db.filters import FacetValue, Filter, Word
from db.labels import LABELS
from db.own import LABEL_SHIFT, Own, Sign

Mask = npt.NDArray[np.bool_]

OWN_WORDS = (Word.STARRED, Word.NOTED, Word.LABEL, Word.TAG)
YES = "yes"
"""The value of a word that stands alone."""
_SIGNS = {Word.STARRED: Sign.STARRED, Word.NOTED: Sign.NOTED}


def own_facets(own: Own, mask: Mask) -> dict[Word, tuple[FacetValue, ...]]:
    """Return every value with its count among the rows of a mask, bool[N]; a facet without values is left out."""
    counted = {word: _count(own, word, mask) for word in OWN_WORDS}
    return {word: values for word, values in counted.items() if values}


def asks_for_own(wanted: Filter) -> bool:
    """Tell whether a filter leaves other entries once the user's layer is another."""
    return any(term.word in (*OWN_WORDS, Word.SEARCH) for term in wanted.terms)


def _count(own: Own, word: Word, mask: Mask) -> tuple[FacetValue, ...]:
    match word:
        case Word.TAG:
            counts = np.bincount(own.tagged[mask[own.tagged[:, 0]], 1], minlength=len(own.tags))
            return tuple(FacetValue(tag, tag, int(count)) for tag, count in zip(own.tags, counts, strict=True))
        case Word.LABEL:
            counts = np.bincount(own.signs[mask] >> LABEL_SHIFT, minlength=len(LABELS) + 1)[1:]
            return tuple(FacetValue(str(label), str(label), int(n)) for label, n in zip(LABELS, counts, strict=True))
        case _:
            return (FacetValue(YES, YES, int(np.count_nonzero(own.signs[mask] & _SIGNS[word]))),)


def rows_by_value(own: Own) -> dict[Word, dict[str, npt.NDArray[np.int32]]]:
    """Return the rows that carry each of the user's signs, labels and tags; tags only as far as there are any."""
    codes = own.signs >> LABEL_SHIFT
    tagged = own.tagged[np.argsort(own.tagged[:, 1], kind="stable")]
    ends = np.searchsorted(tagged[:, 1], np.arange(1, len(own.tags)))
    by_tag = np.split(np.ascontiguousarray(tagged[:, 0]), ends)
    return {
        **{word: {YES: _rows((own.signs & sign) > 0)} for word, sign in _SIGNS.items()},
        Word.TAG: dict(zip(own.tags, by_tag, strict=False)),
        Word.LABEL: {str(label): _rows(codes == code) for code, label in enumerate(LABELS, start=1)},
    }


def _rows(mask: Mask) -> npt.NDArray[np.int32]:
    return np.flatnonzero(mask).astype(np.int32)
