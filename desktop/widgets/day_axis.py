"""A small axis of days, as the panels' diagrams draw it, and the extents of dates along it."""

import math
from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from db.dates import minutes_of
from db.marks import OPEN_FUTURE, OPEN_PAST, Drawing
from db.placing import Placing
from desktop.theme import Theme
from desktop.timeline.display import Arrow, RuleStyle
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.timeline.ticks import Ticks, Weight, ticks
from desktop.widgets.extents import paint_arrows, paint_extent
from desktop.widgets.tick_words import tick_text
from desktop.wording import date_words

DESCENT = 4.0
"""From a label's baseline to the end of its line."""
LABEL_X = 4.0
TICK = 4.0
OPEN_REACH = 24.0
"""How far an open end is drawn beyond what is known."""
EXTENT = 2.0
DAY_GAP = 5.0
SHORTEST = 4.0
"""What is shorter is widened to this, so that a day can be seen on an axis of years."""
LEAST_DAYS = 5


class DayAxis(Struct, frozen=True):
    """Days from ``left`` on, ``width`` pixels wide."""

    left: float
    width: float
    scale: Scale

    @classmethod
    def around(cls, dates: Iterable[Placing], days: Iterable[date], left: float, width: float) -> "DayAxis":
        """Take in what is known of the dates and all of the days, with a little room at both ends."""
        known = [minutes_of(day) for day in days]
        known += [minute + MINUTES_PER_DAY for minute in known]
        for placing in dates:
            bounds = (placing.earliest, placing.place, placing.latest)
            known += [minute for minute in bounds if OPEN_PAST < minute < OPEN_FUTURE]
        start, end = min(known, default=0), max(known, default=MINUTES_PER_DAY)
        lacking = max(0, LEAST_DAYS * MINUTES_PER_DAY - (end - start)) / 2
        start, end = int(start - lacking), int(end + lacking)
        # An open end reaches beyond what is known, and its arrow beyond that.
        reach = (OPEN_REACH + 8) / max(width - 2 * (OPEN_REACH + 8), 1.0) * (end - start)
        return cls(left, width, Scale.spanning(start - reach, end + reach, width))

    def x(self, minute: float) -> float:
        """Return where a minute stands in the widget."""
        return self.left + float(self.scale.x(float(minute)))

    def middle(self, day: date) -> float:
        """Return where the middle of a day stands."""
        return self.x(minutes_of(day) + MINUTES_PER_DAY / 2)

    def ticks(self) -> Ticks:
        """Return ticks and labels."""
        return ticks(self.scale, self.width)

    def extent(self, placing: Placing) -> tuple[float, float, Arrow]:
        """Return from where to where a date is drawn, and at which sides it is open."""
        arrows = Arrow.NONE
        first, last = placing.earliest, placing.latest
        if first <= OPEN_PAST:
            arrows |= Arrow.LEFT
        if last >= OPEN_FUTURE:
            arrows |= Arrow.RIGHT
        left = self.x(first) if Arrow.LEFT not in arrows else self.x(min(last, placing.place)) - OPEN_REACH
        right = self.x(last) if Arrow.RIGHT not in arrows else self.x(max(first, placing.place)) + OPEN_REACH
        lacking = max(0.0, SHORTEST - (right - left)) / 2
        return left - lacking, right + lacking, arrows


_STYLES = {
    Drawing.DAY: RuleStyle.SOLID,
    Drawing.EXTENT: RuleStyle.SOLID,
    Drawing.ONE_OF: RuleStyle.DASHES,
    Drawing.UNCERTAIN: RuleStyle.FADE,
    Drawing.APPROXIMATE: RuleStyle.SOFT,
}


def paint_date(painter: QPainter, axis: DayAxis, placing: Placing, y: float, colour: QColor) -> None:
    """Paint a date as the timeline does, ``y`` being the top of its rule; one day is drawn as long as it lasts."""
    left, right, arrows = axis.extent(placing)
    style = _STYLES[placing.drawing]
    if style is RuleStyle.DASHES and not _paint_dashes(painter, axis, (left, right), y, colour):
        style = RuleStyle.EVEN
    line = QRectF(left, y, right - left, EXTENT)
    paint_extent(painter, line, (left, right), colour, style)
    if arrows:
        paint_arrows(painter, line, colour, arrows)


def _paint_dashes(painter: QPainter, axis: DayAxis, ends: tuple[float, float], y: float, colour: QColor) -> bool:
    """Paint a dash for each day between two places; tell whether days are wide enough for that."""
    if axis.scale.day_width - DAY_GAP < SHORTEST:
        return False
    first, last = (axis.scale.minute(end - axis.left) / MINUTES_PER_DAY for end in ends)
    for day in range(math.floor(first + 1e-6), math.ceil(last - 1e-6)):
        left = max(axis.x(day * MINUTES_PER_DAY) + DAY_GAP / 2, ends[0])
        right = min(axis.x((day + 1) * MINUTES_PER_DAY) - DAY_GAP / 2, ends[1])
        if right - left >= SHORTEST / 2:
            painter.fillRect(QRectF(left, y, right - left, EXTENT), colour)
    return True


def axis_height(theme: Theme) -> int:
    """Return the height of two tiers of labels with the ticks and the line below them."""
    return 2 * theme.line_height("small", theme.text_font("small")) + round(TICK)


def paint_day_axis(painter: QPainter, axis: DayAxis, theme: Theme, *, top: float, bottom: float) -> None:
    """Paint weekends and lines from ``top`` to ``bottom``, and the labels above the axis' own line."""
    made = axis.ticks()
    ratio = painter.device().devicePixelRatio()
    hair, line = 1 / ratio, top + axis_height(theme)
    painter.save()
    painter.setClipRect(QRectF(axis.left, top, axis.width, bottom - top), Qt.ClipOperation.IntersectClip)
    for x0, x1 in made.weekends:
        painter.fillRect(QRectF(axis.left + x0, line, x1 - x0, bottom - line), theme["weekend"])
    for x, weight in made.lines:
        colour = theme["line" if weight is Weight.MAJOR else "grid"]
        painter.fillRect(QRectF(_snapped(axis.left + x, ratio), line, hair, bottom - line), colour)
    for x in made.marks:
        painter.fillRect(QRectF(_snapped(axis.left + x, ratio), line - TICK, hair, TICK), theme["line-strong"])
    _paint_labels(painter, axis, made, theme, top)
    painter.fillRect(QRectF(axis.left, _snapped(line, ratio), axis.width, hair), theme["line-strong"])
    painter.restore()


def _paint_labels(painter: QPainter, axis: DayAxis, made: Ticks, theme: Theme, top: float) -> None:
    words = date_words()
    height = theme.line_height("small", theme.text_font("small"))
    for number, (tier, bold, colour) in enumerate(((made.upper, True, "ink"), (made.lower, False, "ink-2")), start=1):
        baseline = top + number * height - DESCENT
        font = theme.text_font("small", bold=bold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme[colour])
        for label in tier:
            text, x = tick_text(label, words), axis.left + label.x + LABEL_X
            # What would be cut at the edge is left out: a date never elides.
            if x + metrics.horizontalAdvance(text) <= axis.left + axis.width:
                painter.drawText(QPointF(x, baseline), text)


def _snapped(value: float, ratio: float) -> float:
    return round(value * ratio) / ratio
