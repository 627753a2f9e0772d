"""From where an entry is drawn to where it would be by its other date: when it happened, when it was reported."""

from collections.abc import Iterable

from msgspec import Struct

from db.marks import Flag, Marks
from desktop.timeline.connections import points_of
from desktop.timeline.display import DisplayList
from desktop.timeline.scale import MINUTES_PER_DAY

BEFORE = 24.0
"""How far a line reaches to the left that says no more than "by then"."""


class ClockLine(Struct, frozen=True):
    """A level line of row ``row`` from its mark at ``x``, ``y`` to ``other``, where its other date stands.

    ``open`` where that is no place of its own: what is told happened before it was told, nobody says how long.
    """

    row: int
    x: float
    y: float
    other: float
    open: bool = False


def clock_lines(display: DisplayList, drawn: Marks, other: Marks, rows: Iterable[int]) -> tuple[ClockLine, ...]:
    """Compose the lines of those ``rows`` that stand one by one in ``display``, which shows the marks ``drawn``.

    ``other`` are the marks at their other dates: there, what may have happened by a day of which a later article
    tells stands on that day, but whoever told of it before knew that it had happened.
    """
    points = points_of(display)
    found = []
    for row in rows:
        flags = int(other.flags[row])
        if not flags & Flag.DATED:
            continue
        days_later = int(other.place[row]) // MINUTES_PER_DAY - int(drawn.place[row]) // MINUTES_PER_DAY
        before = bool(flags & Flag.OPEN_START) and days_later > 0
        middle = 0 if flags & Flag.TIMED else MINUTES_PER_DAY // 2
        there = display.scale.x(float(other.place[row]) + middle)
        found += [ClockLine(row, x, y, x - BEFORE if before else there, before) for _, x, y in points.get(row, ())]
    return tuple(found)
