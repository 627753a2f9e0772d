"""What a search looks for, and where in a text it stands.

A search is a row of needles: words, and phrases in double quotes; the last word may be unfinished, and words with a bar
between them, as in truce|ceasefire, are looked for as one needle that any of them is. What is
found is found in text folded by :mod:`db.folding`, whose places are those of the text itself.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from db.folding import fold
from db.vocabularies import TextKind

MAX_NEEDLES = 64
"""Of a longer search the first different words count; FTS5 limits the depth of an expression."""
MAX_OTHERS = 24
"""So many words may stand for one."""
OR = "|"
"""Stands between words of which any will do."""
ROOM = 90
"""Letters of an excerpt, roughly."""
BEFORE = 30
"""Letters of an excerpt before what was found, where it does not begin with it."""

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_LETTER = re.compile(r"\w")
_WORD = re.compile(r"[^\W_]+")
_CUT = "…"

Span = tuple[int, int]
"""A half-open range of code points."""


class Needle(Struct, frozen=True):
    """A word or phrase to look for, folded; an ``unfinished`` one also finds what begins with it.

    One of the ``others``, whole words, will do as well.
    """

    text: str
    unfinished: bool = False
    others: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return its words; they stand one after the other in what is found."""
        return _words(self.text)


@lru_cache(MAX_NEEDLES)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


class Excerpt(Struct, frozen=True):
    """A piece of a text with the places in it that were found, ascending and apart."""

    text: str = ""
    spans: tuple[Span, ...] = ()


class OwnText(StrEnum):
    """What the user may write on an entry."""

    NOTE = "note"
    TAG = "tag"


class FoundEntry(Struct, frozen=True):
    """An entry that a search found: its title and the piece of its texts that shows why.

    ``own`` tells that this piece is the user's.
    """

    row: int
    title: Excerpt
    passage: Excerpt
    own: OwnText | None = None


class FoundText(Struct, frozen=True):
    """A text of an article that a search found, whatever entries it supports; ``span`` is the first place in it."""

    article: str
    kind: TextKind
    title: Excerpt
    passage: Excerpt
    span: Span | None = None


def needles(typed: str) -> tuple[Needle, ...]:
    """Return what the user's words look for; nothing where there is no letter or figure in them."""
    # What no text can hold, as an argument of the command line may, is nothing to look for.
    folded = fold(typed.encode(errors="replace").decode())
    terms = [phrase.replace(OR, " ") or word for phrase, word in _TERM.findall(folded)]
    wanted = list(dict.fromkeys(term.strip() for term in terms if _LETTER.search(term)))
    found = [_needle(term) for term in wanted[:MAX_NEEDLES]]
    if _unfinished(folded) and len(wanted) <= MAX_NEEDLES and wanted and wanted[-1] == terms[-1]:
        found[-1] = replace(found[-1], unfinished=True)
    return tuple(found)


def _needle(term: str) -> Needle:
    """Take words apart that have a bar between them; a bar in a phrase is none, nor one beside what is no word."""
    first, *others = term.split(OR)
    if others and all(_WORD.fullmatch(word) for word in (first, *others)):
        return Needle(first, others=tuple(dict.fromkeys(others[:MAX_OTHERS])))
    return Needle(term)


def _unfinished(folded: str) -> bool:
    """Tell whether the user may still be typing the last word."""
    return not folded[-1:].isspace() and not folded.endswith('"')


class Haystack(Struct, frozen=True):
    """A text with its words folded, to look for several needles in."""

    text: str
    words: tuple[str, ...]
    places: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> "Haystack":
        """Take a text apart."""
        found = list(_WORD.finditer(fold(text)))
        return cls(text, tuple(word.group() for word in found), tuple(word.span() for word in found))

    def holds(self, needle: Needle) -> bool:
        """Tell whether a needle stands in the text."""
        return _held(self.words, needle)

    def spans(self, needle: Needle) -> list[Span]:
        """Return where a needle stands, from the beginning of its first word to the end of its last.

        Of an unfinished word only what was typed is found.
        """
        wanted, places = needle.words, self.places
        more, length = len(wanted) - 1, len(wanted[-1]) if wanted else 0
        found = [
            (places[at - more][0], places[at][0] + length if needle.unfinished else places[at][1])
            for at in _finds(self.words, needle)
        ]
        others = [places[at] for at, word in enumerate(self.words) if word in needle.others] if needle.others else []
        return sorted(found + others) if others else found


def _held(words: tuple[str, ...], needle: Needle) -> bool:
    return bool(_finds(words, needle)) or any(word in words for word in needle.others)


def _finds(words: tuple[str, ...], needle: Needle) -> list[int]:
    """Return the places among some words at which the last word of a needle stands behind the others."""
    wanted = needle.words
    if not wanted:
        return []
    last, more = wanted[-1], len(wanted) - 1
    if needle.unfinished:
        found = [at for at, word in enumerate(words) if word.startswith(last)]
    elif last in words:
        found = [at for at, word in enumerate(words) if word == last]
    else:
        return []
    return [at for at in found if at >= more and words[at - more : at] == wanted[:-1]] if more else found


def all_spans(haystack: Haystack, wanted: Iterable[Needle]) -> tuple[Span, ...]:
    """Return where any of the needles stand, ascending; those that touch or overlap are one."""
    joined: list[Span] = []
    for start, end in sorted(span for needle in wanted for span in haystack.spans(needle)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def in_full(text: str, wanted: Sequence[Needle]) -> Excerpt:
    """Return a whole text with what was found in it."""
    return Excerpt(text, all_spans(Haystack.of(text), wanted))


def best_excerpt(texts: Iterable[str], wanted: Sequence[Needle]) -> Excerpt:
    """Return a piece of the text that holds the most needles, the earlier of equal ones; empty where none does."""
    return best_of(texts, wanted)[1]


def best_of(texts: Iterable[str], wanted: Sequence[Needle]) -> tuple[int, Excerpt]:
    """Return which text holds the most needles, the earlier of equal ones, and its piece; -1 where none does."""
    best, place, most = "", -1, 0
    for at, text in enumerate(texts):
        words = tuple(_WORD.findall(fold(text)))
        held = sum(1 for needle in wanted if _held(words, needle))
        if held > most:
            best, place, most = text, at, held
        if held == len(wanted):
            break
    return place, Excerpt() if place < 0 else _cut(best, all_spans(Haystack.of(best), wanted))


def beginning(text: str) -> Excerpt:
    """Return the beginning of a text in which nothing was found."""
    return _cut(text, ())


def _cut(text: str, spans: Sequence[Span]) -> Excerpt:
    """Cut a text between words, to about :data:`ROOM` letters around the first find; a long find stays whole."""
    start, end = 0, len(text)
    first = spans[0] if spans else (0, 0)
    if first[0] > BEFORE:
        start = _word_start(text, first[0] - BEFORE, first[0])
    if end - start > ROOM:
        end = _word_end(text, max(start + ROOM, first[1]))
    left, right = _CUT if start > 0 else "", _CUT if end < len(text) else ""
    shift = len(left) - start
    shown = tuple((a + shift, min(b, end) + shift) for a, b in spans if a < end)
    return Excerpt(left + " ".join(text[start:end].split("\n")) + right, shown)


def _word_start(text: str, at: int, latest: int) -> int:
    """Return where the first word from ``at`` on begins, at the latest at ``latest``."""
    space = text.find(" ", at, latest)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    """Return where the last word that begins before ``at`` and a little ends."""
    space = text.find(" ", at)
    return min(len(text), at + BEFORE) if space < 0 or space > at + BEFORE else space
