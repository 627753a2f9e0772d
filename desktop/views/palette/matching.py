"""Find names by some of their letters, and tell how well they fit. Pure arithmetic on folded text."""

from msgspec import Struct

from db.folding import fold

_START, _RUN, _PLAIN = 8, 8, 1
"""What a letter is worth at the start of a word, right after the one found before it, and elsewhere."""
_NEVER = -1_000_000
LONGEST = 64
"""Letters of what is typed that are looked at: no name is longer."""


class Match(Struct, frozen=True):
    """How well a name fits (more is better), and the places of its letters that were typed, ascending."""

    score: int
    places: tuple[int, ...]


def fit(typed: str, name: str) -> Match | None:
    """Find every letter typed in the name, in order; None where that cannot be done.

    Spaces that were typed divide nothing. Letters side by side count most and starts of words after them, so that
    "star" finds "Star" before "Show in the article", and earlier places count more than later ones.
    """
    letters, text = fold("".join(typed.split()))[:LONGEST], fold(name)
    if not letters:
        return Match(0, ())
    if not _holds(letters, text):
        return None
    best, came = _trace(letters, text)
    end = max(range(len(text)), key=lambda at: (best[at], -at))
    return Match(best[end] - len(text) // 8, _places(came, end))


def _holds(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _trace(letters: str, text: str) -> tuple[list[int], list[list[int]]]:
    """Return the best score of all letters by the last one's place, and where each letter's forerunner stands."""
    before = [0] * len(text)
    came: list[list[int]] = []
    for number, letter in enumerate(letters):
        now, row = [_NEVER] * len(text), [-1] * len(text)
        # The best of the forerunner's places up to here, and where it is.
        reach, reached = (0, -1) if number == 0 else (_NEVER, -1)
        for at, found in enumerate(text):
            if number and at and before[at - 1] > reach:
                reach, reached = before[at - 1], at - 1
            if found != letter or reach == _NEVER:
                continue
            plain = reach + _worth(text, at)
            run = before[at - 1] + _RUN + _worth(text, at) if number and at and before[at - 1] > _NEVER else _NEVER
            now[at], row[at] = (run, at - 1) if run >= plain else (plain, reached)
        before = now
        came.append(row)
    return before, came


def _worth(text: str, at: int) -> int:
    return _START if at == 0 or not text[at - 1].isalnum() else _PLAIN


def _places(came: list[list[int]], end: int) -> tuple[int, ...]:
    places = [end]
    for row in reversed(came[1:]):
        places.append(row[places[-1]])
    return tuple(reversed(places))
