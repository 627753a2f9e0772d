"""The filter: one value for all that is shown, counted and exported; and what a facet counts. Pure: no Qt."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Certainty(StrEnum):
    """How well the days of a dated entry are known."""

    KNOWN = "known"
    """To the day or better, be it one day or several."""
    SOME_DAY = "some-day"
    """One of some days, it is not known which."""
    ROUGH = "rough"
    """Approximate, uncertain, or bounded by no more than months or years."""
    OPEN = "open"
    """Without a known beginning or end."""


class Word(StrEnum):
    """The filter words, the same on screen, on the command line and in exports."""

    KIND = "kind"
    TYPE = "type"
    QUAD = "quad"
    ACTOR = "actor"
    SIDE = "side"
    ROLE = "role"
    ARTICLE = "article"
    PUBLISHER = "publisher"
    FORM = "form"
    CHANNEL = "channel"
    STANCE = "stance"
    BASIS = "basis"
    CERTAINTY = "certainty"
    ANCHOR = "anchor"
    STARRED = "starred"
    """Takes the one value "yes"."""
    SEARCH = "search"
    """Takes the user's own words, as typed."""
    ID = "id"
    TAG = "tag"
    LABEL = "label"
    NOTED = "noted"
    """Takes the one value "yes"."""


FLAGS = frozenset({Word.STARRED, Word.NOTED})
"""The words that take the one value "yes"."""


class Term(Struct, frozen=True, order=True):
    """One filter word with its values: an entry meets it when it has any of them (none of them if excluded)."""

    word: Word
    values: tuple[str, ...]
    excluded: bool = False


class Filter(Struct, frozen=True):
    """What is shown: terms joined by *and*, and a period. The empty filter shows all.

    ``first`` and ``last`` are EDTF days, months or years, both inclusive. ``certainly`` asks that by
    every reading of a date some of it lies in the period, otherwise one reading is enough. A side is where an entry
    stands (its lead's or speakers'); an actor may have any role, or one of ROLE's where that is asked too.
    ``all_actors`` asks for every one of the actors, otherwise one is enough. ``known_on``, an EDTF day, month or year,
    asks for what some article had reported by its end.
    """

    terms: tuple[Term, ...] = ()
    first: str | None = None
    last: str | None = None
    certainly: bool = False
    all_actors: bool = False
    known_on: str | None = None

    def __bool__(self) -> bool:
        """Tell whether anything can be hidden by it."""
        return bool(self.terms or self.first or self.last or self.known_on)

    def term(self, word: Word, *, excluded: bool = False) -> tuple[str, ...]:
        """Return the values asked for (or excluded) under ``word``; empty where there is no such term."""
        return next((t.values for t in self.terms if t.word is word and t.excluded is excluded), ())

    def with_term(self, word: Word, values: tuple[str, ...], *, excluded: bool = False) -> "Filter":
        """Return the same filter with one term replaced; no values drops the term."""
        others = tuple(t for t in self.terms if (t.word, t.excluded) != (word, excluded))
        added = (Term(word, tuple(dict.fromkeys(values)), excluded),) if values else ()
        return replace(self, terms=tuple(sorted(others + added)))


class FacetValue(Struct, frozen=True):
    """One value of a facet and how many entries have it under the other active terms."""

    value: str
    label: str
    count: int


class WayOut(Struct, frozen=True):
    """A filter with one part dropped, where the whole leaves nothing, and how many entries that leaves."""

    dropped: str
    """The word of the term that is dropped, "period" for that."""
    filter: Filter
    count: int
