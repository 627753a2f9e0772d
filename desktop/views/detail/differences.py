"""Find where passages of one utterance differ, word by word. Pure: no Qt.

Passages that run alike are aligned. Those that say the same in another order are compared by the words that carry
the meaning: what the other one has nowhere differs.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from msgspec import Struct

from db.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
ALIKE = 0.4
"""From this share of common words on, passages run alike and are aligned."""
KIN = 2
"""So many meaning words must two passages share for the others to be marked; else each says its own."""
_LITTLE = (
    "a about after also among an and are as at be been before being but by did do does for from"
    " had has have he her him his how i if in into is it its just like of off on one"
    " or other our out over own she since so such than that the their them then there these they"
    " this those to up upon was we were what when where which while who whom whose with you your"
)
_FUNCTION = frozenset(_LITTLE.split())
_TURNING = (
    "all any both can cannot could every few less many may might more most must neither never no nobody none nor not"
    " nothing only ought shall should some will without would"
)
"""Little words that turn what is said: they are marked, but two passages are not kin for having them in common."""
_WEIGHTY = frozenset(_TURNING.split())
Range = tuple[int, int]
"""Half-open, in code points."""


class Differences(Struct, frozen=True):
    """Half-open code-point ranges of the words that the other passage lacks, and in how many places that is.

    ``places`` is 0 where the passages are compared by their words alone, as there are no places to count then.
    """

    left: tuple[Range, ...]
    right: tuple[Range, ...]
    places: int


NONE = Differences((), (), 0)


def differing_words(left: str, right: str) -> Differences:
    """Compare two passages word by word, letter case aside; NONE where they are too unlike to compare.

    Neighbouring differing words make one range, from the first one's start to the last one's end.
    """
    words = (list(_WORD.finditer(left)), list(_WORD.finditer(right)))
    mine, theirs = ([_plain(match.group()) for match in found] for found in words)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _by_meaning(words, (mine, theirs))
    changes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    return Differences(
        left=tuple(_range(words[0], a, b) for a, b, _, _ in changes if a < b),
        right=tuple(_range(words[1], c, d) for _, _, c, d in changes if c < d),
        places=len(changes),
    )


def _by_meaning(words: tuple[list[re.Match[str]], ...], plain: tuple[list[str], ...]) -> Differences:
    """Mark the meaning words, and those that turn a meaning, that the other passage has nowhere."""
    stems = [[_stem(word) for word in each] for each in plain]
    meant = [{_stem(word) for word in each if _has_meaning(word)} for each in plain]
    if len(meant[0] & meant[1]) < KIN:
        return NONE
    sides = []
    for at in (0, 1):
        other = frozenset(stems[1 - at])
        lacking = [stem not in other and _is_marked(word) for stem, word in zip(stems[at], plain[at], strict=True)]
        sides.append(tuple(_runs(words[at], lacking.__getitem__)))
    return Differences(sides[0], sides[1], 0)


def _runs(words: list[re.Match[str]], differs: Callable[[int], bool]) -> list[Range]:
    found: list[Range] = []
    last = -2
    for at in range(len(words)):
        if not differs(at):
            continue
        found[-1:] = [(found[-1][0], words[at].end())] if last == at - 1 else [*found[-1:], words[at].span()]
        last = at
    return found


def _plain(word: str) -> str:
    """Return a word as it is compared: small letters, U.N. as UN, without a possessive."""
    small = fold(word).replace("’", "'")
    return small.removesuffix("'s").replace(".", "")


def _stem(word: str) -> str:
    """Return a word without the commonest endings, so that "achieving" and "achieve" are one."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _has_meaning(word: str) -> bool:
    return word not in _FUNCTION and word not in _WEIGHTY


def _is_marked(word: str) -> bool:
    return word not in _FUNCTION


def _range(words: list[re.Match[str]], first: int, after: int) -> Range:
    return words[first].start(), words[after - 1].end()
