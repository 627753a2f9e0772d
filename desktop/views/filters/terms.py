"""What checking and unchecking a value of a facet asks for. Pure: no Qt.

A box that is not checked hides its entries. Without a term every box is checked; the first one that is
unchecked is excluded, and nothing else is hidden with it. Where values were asked for, unchecking takes
one of them away, and the last one leaves the entries that have none of the facet's values.

What the user puts on some entries is picked: a box that is checked asks for its entries, and without any all are shown.
"""

from collections.abc import Sequence

from db.filters import Filter, Word
from db.own_facets import YES

PICKED = frozenset({Word.LABEL, Word.TAG})
"""Most entries have no value of these, so that to hide a value is seldom what is meant."""


def is_checked(wanted: Filter, word: Word, value: str) -> bool:
    """Tell whether the box of a value is checked: its entries are not hidden on its account, or picked."""
    if word in PICKED:
        return value in wanted.term(word)
    asked, excluded = wanted.term(word), wanted.term(word, excluded=True)
    return (not asked or value in asked) and value not in excluded


def toggled(wanted: Filter, word: Word, value: str, values: Sequence[str]) -> Filter:
    """Return the filter after a click on a value's box; ``values`` are all of the facet's."""
    asked, excluded = wanted.term(word), wanted.term(word, excluded=True)
    if word in PICKED:
        kept = tuple(v for v in asked if v != value)
        rest = tuple(v for v in excluded if v != value)
        picked = kept if value in asked else (*asked, value)
        return wanted.with_term(word, picked).with_term(word, rest, excluded=True)
    if is_checked(wanted, word, value):
        return _unchecked(wanted, word, value, values)
    excluded = tuple(v for v in excluded if v != value)
    if asked and value not in asked:
        asked = (*asked, value)
    together = word is Word.ACTOR and wanted.all_actors
    if set(values) <= set(asked) and not together:
        asked = ()
    return wanted.with_term(word, asked).with_term(word, excluded, excluded=True)


def _unchecked(wanted: Filter, word: Word, value: str, values: Sequence[str]) -> Filter:
    asked, excluded = wanted.term(word), wanted.term(word, excluded=True)
    if not asked:
        return wanted.with_term(word, (*excluded, value), excluded=True)
    rest = tuple(v for v in asked if v != value)
    if rest:
        return wanted.with_term(word, rest)
    return wanted.with_term(word, ()).with_term(word, tuple(values), excluded=True)


def only(wanted: Filter, word: Word, value: str) -> Filter:
    """Return the filter that shows this value alone; asked a second time, all of them again."""
    alone = wanted.term(word) == (value,) and not wanted.term(word, excluded=True)
    return wanted.with_term(word, () if alone else (value,)).with_term(word, (), excluded=True)


def left_out(wanted: Filter, word: Word, value: str) -> Filter:
    """Return the filter that hides this value's entries, whatever else it asks for."""
    asked = tuple(v for v in wanted.term(word) if v != value)
    excluded = (*(v for v in wanted.term(word, excluded=True) if v != value), value)
    return wanted.with_term(word, asked).with_term(word, excluded, excluded=True)


def flagged(wanted: Filter, word: Word, having: bool | None) -> Filter:  # noqa: FBT001 - one of three
    """Return the filter for entries that have a flag (True), that have it not, or for both (None)."""
    asked, excluded = (YES,) if having else (), (YES,) if having is False else ()
    return wanted.with_term(word, asked).with_term(word, excluded, excluded=True)


def everything(wanted: Filter, word: Word) -> Filter:
    """Return the filter without any term of this facet."""
    return wanted.with_term(word, ()).with_term(word, (), excluded=True)
