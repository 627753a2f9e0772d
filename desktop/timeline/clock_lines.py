"""From where an entry is drawn to where it would be by its other date: when it happened, when it was reported."""

from collections.abc import Iterable

from msgspec import Struct

from db.marks import Flag, Marks
from desktop.timeline.connections import points_of
from desktop.timeline.display import DisplayList
from desktop.timeline.scale import MINUTES_PER_DAY


class ClockLine(Struct, frozen=True):
    """A level line of row ``row`` from its mark at ``x``, ``y`` to ``other``, where its other date stands."""

    row: int
    x: float
    y: float
    other: float


def clock_lines(display: DisplayList, other: Marks, rows: Iterable[int]) -> tuple[ClockLine, ...]:
    """Compose the lines of those ``rows`` that are drawn one by one; ``other`` are the marks at their other dates."""
    points = points_of(display)
    found = []
    for row in rows:
        flags = int(other.flags[row])
        if flags & Flag.DATED:
            middle = 0 if flags & Flag.TIMED else MINUTES_PER_DAY // 2
            there = display.scale.x(float(other.place[row]) + middle)
            found += [ClockLine(row, x, y, there) for _, x, y in points.get(row, ())]
    return tuple(found)
