"""Place an actor's positions on one question: a row for each position, a point for each entry, in order of time."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF

from db.placing import Placing, place
from db.records import Position
from db.vocabularies import StanceValue
from desktop.widgets.day_axis import DayAxis

ROWS = (StanceValue.FOR, StanceValue.CONDITIONAL, StanceValue.AGAINST)
POINT = 9.0
APART = 11.0
"""From point to point, at least, where they stand beside each other in one line."""
LINE = 13
ROW_PAD = 7
DEEPEST = 5
"""So many lines a row has at most; what still stands on the same spot lies in the last one."""


class Point(Struct, frozen=True):
    """A position where it stands. ``placing`` is its date's."""

    position: Position
    placing: Placing
    x: float
    y: float

    @property
    def rect(self) -> QRectF:
        """Return the square that the point fills."""
        return QRectF(self.x - POINT / 2, self.y - POINT / 2, POINT, POINT)


class Line(Struct, frozen=True):
    """A row: its value, and from where to where it goes."""

    value: StanceValue
    top: float
    height: float


class StanceLayout(Struct, frozen=True):
    """Rows from top to bottom, points in order of time, and positions without a date, which stand nowhere."""

    axis: DayAxis
    rows: tuple[Line, ...]
    points: tuple[Point, ...]
    undated: int

    @property
    def height(self) -> float:
        """Return where the last row ends."""
        return self.rows[-1].top + self.rows[-1].height


def arrange(positions: Sequence[Position], left: float, width: float, top: float) -> StanceLayout:
    """Lay positions out from ``left`` on, ``width`` pixels wide, rows beginning at ``top``."""
    dated = [(position, place(position.head.date)) for position in positions if position.head.date]
    axis = DayAxis.around([placing for _, placing in dated], (), left, width)
    rows, points, y = [], [], top
    for value in ROWS:
        own = [(position, placing) for position, placing in dated if position.value is value]
        lines = _lines([_x(axis, placing) for _, placing in own])
        depth = max(lines, default=0) + 1
        height = depth * LINE + ROW_PAD
        rows.append(Line(value, y, height))
        for (position, placing), line in zip(own, lines, strict=True):
            points.append(Point(position, placing, _x(axis, placing), y + ROW_PAD + line * LINE + LINE / 2 - 2))
        y += height
    return StanceLayout(axis, tuple(rows), tuple(sorted(points, key=_in_time)), len(positions) - len(dated))


def _x(axis: DayAxis, placing: Placing) -> float:
    """Return where a point stands: in the middle of its day, or of its first possible one."""
    return axis.x(placing.place) + min(axis.scale.day_width / 2, POINT)


def _lines(places: Sequence[float]) -> list[int]:
    """Return the line of each point, given from left to right: the first one that is free there."""
    ends: list[float] = []
    lines = []
    for x in places:
        free = next((line for line, end in enumerate(ends) if x - end >= APART), None)
        if free is None:
            free = min(len(ends), DEEPEST - 1)
        if free == len(ends):
            ends.append(x)
        ends[free] = x
        lines.append(free)
    return lines


def _in_time(point: Point) -> tuple[int, int]:
    return point.placing.place, point.position.head.row
