"""Find where two passages of one utterance differ, word by word. Pure: no Qt."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
ALIKE = 0.4
"""Below this share of common words two passages say it each in its own way, and no single word is marked."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Half-open code-point ranges of the words that the other passage lacks, and in how many places that is."""

    left: tuple[tuple[int, int], ...]
    right: tuple[tuple[int, int], ...]
    places: int


NONE = Differences((), (), 0)


def differing_words(left: str, right: str) -> Differences:
    """Compare two passages word by word, letter case aside; NONE where they are too unlike to compare.

    Neighbouring differing words make one range, from the first one's start to the last one's end.
    """
    words = (list(_WORD.finditer(left)), list(_WORD.finditer(right)))
    mine, theirs = ([match.group().casefold() for match in found] for found in words)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.ratio() < ALIKE:
        return NONE
    changes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    return Differences(
        left=tuple(_range(words[0], a, b) for a, b, _, _ in changes if a < b),
        right=tuple(_range(words[1], c, d) for _, _, c, d in changes if c < d),
        places=len(changes),
    )


def _range(words: list[re.Match[str]], first: int, after: int) -> tuple[int, int]:
    return words[first].start(), words[after - 1].end()
