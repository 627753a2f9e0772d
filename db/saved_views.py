"""What the window shows as a value that can be kept: filter, grouping, colouring, span, panels and lanes. Pure.

It is kept as JSON in the user's tables; what cannot be read, or names what a library no longer has, is told and not
guessed at.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from db.filters import Filter, Term, Word
from db.labels import LABELS
from db.records import Library

FORMAT = 1
KEYS = range(1, 10)
"""The numbers that a view may have as its key."""


class ViewError(ValueError):
    """A saved view cannot be read."""


class ViewState(Struct, frozen=True):
    """The state of the window. ``span`` is half-open, in minutes; ``panels`` tells which are open, by name.

    ``lanes`` is what was done with the lanes, as :mod:`desktop.timeline.lane_orders` writes it; ``key`` is one of
    KEYS, 0 for none; ``clock`` one of :class:`db.reported.Clock`.
    """

    filter: Filter = field(default_factory=Filter)
    grouping: str = "side"
    colouring: str = "act"
    span: tuple[float, float] = (0.0, 0.0)
    panels: Mapping[str, bool] = field(default_factory=dict)
    lanes: str = ""
    key: int = 0
    clock: str = "happened"

    def as_text(self) -> str:
        """Return what :meth:`from_text` reads."""
        wanted = self.filter
        terms = [[str(term.word), list(term.values), term.excluded] for term in wanted.terms]
        flags = {name: True for name in _FLAGS if getattr(wanted, name)}
        asked = {"terms": terms, "first": wanted.first, "last": wanted.last, "known_on": wanted.known_on, **flags}
        told = {"format": FORMAT, "filter": asked, "grouping": self.grouping, "colouring": self.colouring}
        told |= {
            "span": list(self.span),
            "panels": dict(self.panels),
            "lanes": self.lanes,
            "key": self.key,
            "clock": self.clock,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "ViewState":
        """Read what :meth:`as_text` wrote; raise ViewError for anything else."""
        try:
            told = json.loads(text)
            start, end = (float(minute) for minute in told["span"])
            key = int(told.get("key", 0))
            return cls(
                _filter(told["filter"]),
                str(told["grouping"]),
                str(told["colouring"]),
                (start, end),
                {str(name): bool(opened) for name, opened in told.get("panels", {}).items()},
                str(told.get("lanes", "")),
                key if key in KEYS else 0,
                str(told.get("clock", "happened")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ViewError(f"this view cannot be read: {error}") from error


_FLAGS = ("certainly", "all_actors")
"""Switches of a filter."""


def _filter(told: Mapping[str, Any]) -> Filter:
    terms = tuple(Term(Word(word), tuple(map(str, values)), bool(excluded)) for word, values, excluded in told["terms"])
    first, last = told.get("first"), told.get("last")
    known = told.get("known_on")
    return Filter(
        tuple(sorted(terms)),
        first and str(first),
        last and str(last),
        bool(told.get("certainly")),
        bool(told.get("all_actors")),
        known and str(known),
    )


def missing(wanted: Filter, library: Library, channels: Collection[str], tags: Collection[str]) -> list[str]:
    """Return the values that a filter asks for and nothing in the library has any more, each once."""
    known = _known(library, channels, tags)
    return list(dict.fromkeys(value for term in wanted.terms for value in _unknown(term, known)))


def _unknown(term: Term, known: Mapping[Word, Collection[str]]) -> Iterator[str]:
    for value in term.values:
        asked = value.partition(":")[0] if term.word is Word.STANCE else value
        if term.word in known and asked not in known[term.word]:
            yield value


def _known(library: Library, channels: Collection[str], tags: Collection[str]) -> dict[Word, Collection[str]]:
    return {
        Word.ACTOR: library.actors,
        Word.SIDE: {side.id for side in library.dataset.sides},
        Word.ARTICLE: {article.slug for article in library.articles},
        Word.PUBLISHER: {article.publisher for article in library.articles},
        Word.STANCE: {question.id for question in library.dataset.questions},
        Word.CHANNEL: channels,
        Word.TAG: tags,
        Word.LABEL: {str(label) for label in LABELS},
    }
