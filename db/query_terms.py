"""Read the terms among the words of a search: actor:, type:, side:, article:, after: and before:.

The user's own layer has tag:, label:, starred: and noted:.

Values are given by any of their names, whole or begun, in quotation marks where they have spaces. Other words
with a colon are plain words. Terms of one word are joined by *or*, all else by *and*.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field

from db.dates import END_OF_TIME, FIRST_MINUTE, date_of
from db.filters import FLAGS, Filter, Word
from db.folding import fold
from db.labels import Label
from db.matching import OR, FoundEntry, FoundText
from db.own_facets import YES
from db.records import Actor, Library
from db.vocabularies import ActorKind, Type

_PIECE = re.compile(
    r'(?P<key>[a-z]+):(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]*))|"[^"]*"?|[^\s"]+|(?P<space>\s+)', re.IGNORECASE
)
_NAME_PART = re.compile(r"[^\W_]+")
_MORE_OF_A_DATE = 3
"""So many words after the first may belong to a date that is written without quotation marks."""


class When(StrEnum):
    """The terms that bound the time; a day, month or year itself is neither after nor before itself."""

    AFTER = "after"
    BEFORE = "before"


NO = "no"
"""What a flag is asked not to be by; YES is its value."""
WORDS = (Word.ACTOR, Word.TYPE, Word.SIDE, Word.ARTICLE, Word.TAG, Word.LABEL, Word.STARRED, Word.NOTED)
_KEYS: Mapping[str, Word | When] = {word.value: word for word in WORDS} | {when.value: when for when in When}


class Dates(Struct, frozen=True):
    """How dates are read: ``read`` returns half-open minutes or None, ``words`` are the months' names."""

    read: Callable[[str], tuple[int, int] | None]
    words: Collection[str]

    def may_go_on(self, word: str) -> bool:
        """Tell whether a word may be part of a date that began before it."""
        bare = word.strip(".,").casefold()
        return (bare.isdecimal() and len(bare) <= 4) or bare in self.words


class Misfit(Struct, frozen=True):
    """A term whose value nothing has, so that nothing is found.

    ``other`` is the date that leaves no day together with that of ``value``: the period ends before it begins.
    """

    word: Word | When
    value: str
    other: str = ""


class Query(Struct, frozen=True):
    """What is looked for: ``text`` in all texts, among the entries that pass ``wanted``."""

    text: str
    wanted: Filter = field(default_factory=Filter)
    misfits: tuple[Misfit, ...] = ()


Reader = Callable[[str], Query]
"""Reads what was typed."""


def as_words(typed: str) -> Query:
    """Read everything as words, for want of names that terms might mean."""
    return Query(typed)


class Found(Struct, frozen=True):
    """What a search lists: the first entries of the chronology, or the best ones where it is ``ranked``.

    ``more`` tells that there are further ones, ``texts`` in which articles the words stand anywhere. Where nothing is
    looked for yet, ``asks`` is False.
    """

    typed: str
    entries: tuple[FoundEntry, ...] = ()
    more: bool = False
    ranked: bool = False
    asks: bool = True
    misfits: tuple[Misfit, ...] = ()
    texts: tuple[FoundText, ...] = ()


_UNNAMED: Mapping[Label, str] = MappingProxyType({})


class Names(Struct, frozen=True):
    """The names of every value that a term may take, folded, by the value."""

    values: Mapping[Word, Mapping[str, tuple[str, ...]]]
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Spellings of a person's last name, folded, by each of them."""

    @classmethod
    def of(
        cls,
        library: Library,
        types: Mapping[Type, str],
        tags: Iterable[str] = (),
        labels: Mapping[Label, str] = _UNNAMED,
    ) -> "Names":
        """Gather the names in a library; ``types`` and ``labels`` tell what is on screen, ``tags`` are the user's."""
        sides = library.dataset.sides
        return cls(
            {
                Word.ACTOR: {
                    actor.id: _folded((actor.id, actor.name, actor.label, *actor.variants))
                    for actor in library.actors.values()
                },
                Word.TYPE: {kind.value: _folded((kind.value, types.get(kind, ""))) for kind in Type},
                Word.SIDE: {side.id: _folded((side.id, side.name, side.label)) for side in sides},
                Word.ARTICLE: {a.slug: _folded((a.slug, a.publisher, a.label, a.headline)) for a in library.articles},
                Word.TAG: {tag: _folded((tag,)) for tag in tags},
                Word.LABEL: {label.value: _folded((label.value, labels.get(label, ""))) for label in Label},
                **{flag: {YES: (YES,), NO: (NO,)} for flag in FLAGS},
            },
            _spellings(library.actors.values()),
        )

    def meant(self, word: Word, value: str) -> tuple[str, ...]:
        """Return the values that ``value`` may name: those so called, else those whose name has all its words."""
        wanted = fold(value).strip()
        known = self.values[word]
        called = [key for key, names in known.items() if wanted in names]
        parts = _NAME_PART.findall(wanted)
        return tuple(called or [key for key, names in known.items() if any(_begun(name, parts) for name in names)])


def _spellings(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """Gather how the last names of persons are spelled, as far as there are several spellings."""
    found: dict[str, dict[str, None]] = {}
    for actor in actors:
        if actor.kind is ActorKind.PERSON:
            words = [_NAME_PART.findall(name)[-1:] for name in (actor.name, *actor.variants)]
            # What no name is ends in a small letter's word, as "the ambassador", or in a figure.
            last = [fold(word) for (word,) in filter(None, words) if word[0].isalpha() and not word[0].islower()]
            for word in dict.fromkeys(last):
                found.setdefault(word, {}).update(dict.fromkeys(other for other in last if other != word))
    return {word: tuple(others) for word, others in found.items() if others}


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in names))


def _begun(name: str, parts: list[str]) -> bool:
    """Tell whether each of some words is one of a name's, or the beginning of one."""
    words = _NAME_PART.findall(name)
    return bool(parts) and all(any(word.startswith(part) for word in words) for part in parts)


def read_query(typed: str, names: Names, dates: Dates) -> Query:
    """Return what is looked for; terms without a value are still being typed and ask for nothing."""
    text: list[str] = []
    values: dict[Word | When, list[str]] = {}
    pieces = list(_PIECE.finditer(typed.replace("\0", " ")))
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        key = _KEYS.get((piece["key"] or "").lower())
        at += 1
        if key is None or not _begins(typed, piece.start()):
            text.append(_with_spellings(piece.group(), names))
            continue
        value = piece["quoted"] if piece["quoted"] is not None else piece["plain"]
        if key in tuple(When) and piece["quoted"] is None and value:
            value, at = _whole_date(value, pieces, at, dates)
        if value.strip():
            values.setdefault(key, []).append(value.strip())
    return _meant("".join(text), values, names, dates)


def _with_spellings(word: str, names: Names) -> str:
    """Let a last name be found in every spelling; in quotation marks, as it is written only."""
    return OR.join((word, *names.alike.get(fold(word), ())))


def _begins(typed: str, at: int) -> bool:
    """Tell whether a word begins at a place, rather than goes on."""
    return at == 0 or typed[at - 1].isspace() or typed[at - 1] == "\0"


def _whole_date(value: str, pieces: list[re.Match[str]], at: int, dates: Dates) -> tuple[str, int]:
    """Return the longest date that begins with ``value`` and goes on in the following pieces, and what follows it."""
    best, following, longer = value, at, value
    for _ in range(_MORE_OF_A_DATE):
        if at + 1 >= len(pieces) or pieces[at]["space"] is None or not dates.may_go_on(pieces[at + 1].group()):
            break
        longer += f" {pieces[at + 1].group()}"
        at += 2
        if dates.read(longer) is not None:
            best, following = longer, at
    return best, following


def _meant(text: str, values: Mapping[Word | When, list[str]], names: Names, dates: Dates) -> Query:
    wanted, misfits = Filter(), []
    for word in WORDS:
        found: list[str] = []
        for value in values.get(word, ()):
            meant = names.meant(word, value)
            found += meant
            misfits += [] if meant else [Misfit(word, value)]
        # A flag has one value, and not to have it is asked for by another word.
        values_not = (YES,) if word in FLAGS and NO in found else ()
        wanted = wanted.with_term(word, tuple(value for value in found if not (word in FLAGS and value == NO)))
        wanted = wanted.with_term(word, values_not, excluded=True)
    period, unread = _period(values, dates)
    return Query(text, Filter(wanted.terms, *period), (*misfits, *unread))


def _period(
    values: Mapping[Word | When, list[str]], dates: Dates
) -> tuple[tuple[str | None, str | None], tuple[Misfit, ...]]:
    """Return the first and the last day asked for, inclusive, as EDTF, and what is no date or leaves no day."""
    start, end = FIRST_MINUTE, END_OF_TIME
    since = ""
    misfits = []
    for when in When:
        for value in values.get(when, ()):
            read = dates.read(value)
            if read is None:
                misfits.append(Misfit(when, value))
                continue
            if when is When.AFTER and read[1] > start:
                start, since = read[1], value
            elif when is When.BEFORE:
                end = min(end, read[0])
            if start >= end:
                # A date that leaves no day by itself is told alone.
                alone = read[0] <= FIRST_MINUTE if when is When.BEFORE else read[1] >= END_OF_TIME
                misfits.append(Misfit(when, value, "" if alone else since))
    if misfits:
        return (None, None), tuple(misfits)
    first = date_of(start).isoformat() if start > FIRST_MINUTE else None
    last = date_of(end - 1).isoformat() if end < END_OF_TIME else None
    return (first, last), ()
