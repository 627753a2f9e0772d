"""Find the place in one text of an article that answers to a place in another. Pure: no Qt.

What both texts have in common are the entries that they support. A passage of the one answers to the passage of
the other that supports the same entry; what lies between two passages lies there in proportion.
"""

from collections import defaultdict

from msgspec import Struct

from db.records import ReaderText

Range = tuple[int, int]
"""Half-open, in code points."""


class Pair(Struct, frozen=True):
    """A passage of the one text and the passage of the other that answers to it."""

    here: Range
    there: Range


def pairs(here: ReaderText, there: ReaderText) -> list[Pair]:
    """Return the passages that both texts have, in order of the first: the n-th of an entry answers to its n-th."""
    mine, theirs = _by_entry(here), _by_entry(there)
    found = {
        Pair(one, other)
        for entry, ranges in mine.items()
        for one, other in zip(ranges, theirs.get(entry, ()), strict=False)
    }
    return sorted(found, key=_order)


def _by_entry(reader: ReaderText) -> dict[str, list[Range]]:
    found: dict[str, list[Range]] = defaultdict(list)
    for passage in reader.passages:
        for head in passage.entries:
            found[head.id].append((passage.start, passage.end))
    return found


def _order(pair: Pair) -> tuple[Range, Range]:
    return pair.here, pair.there


def answering_range(
    here: ReaderText, there: ReaderText, passage: Range, entry: str, *, instead: bool = False
) -> Range | None:
    """Return the passage of the other text for an entry's passage in this one; None where it has none.

    The n-th answers to the n-th. Where the other text has fewer, none does, or ``instead`` the last of them.
    """
    mine, theirs = _by_entry(here)[entry], _by_entry(there)[entry]
    if passage not in mine or not theirs:
        return None
    number = mine.index(passage)
    if number < len(theirs):
        return theirs[number]
    return theirs[-1] if instead else None


def answering_point(here: ReaderText, there: ReaderText, point: int) -> int:
    """Return the code point in the other text for one in this."""
    known = pairs(here, there)
    if around := [pair for pair in known if pair.here[0] <= point < pair.here[1]]:
        nearest = min(around, key=_length)
        return _within(point, nearest.here, nearest.there)
    before = max((pair for pair in known if pair.here[1] <= point), key=_end, default=Pair((0, 0), (0, 0)))
    ends = Pair((len(here.text),) * 2, (len(there.text),) * 2)
    after = next((pair for pair in known if pair.here[0] > point), ends)
    between, answer = (before.here[1], after.here[0]), (before.there[1], after.there[0])
    if answer[0] <= answer[1]:
        return _within(point, between, answer)
    # The two texts tell these in another order, so that nothing lies between them there.
    return answer[0] if point - between[0] <= between[1] - point else answer[1]


def _length(pair: Pair) -> int:
    return pair.here[1] - pair.here[0]


def _end(pair: Pair) -> int:
    return pair.here[1]


def _within(point: int, one: Range, other: Range) -> int:
    share = (point - one[0]) / max(1, one[1] - one[0])
    return other[0] + round(share * (other[1] - other[0]))
