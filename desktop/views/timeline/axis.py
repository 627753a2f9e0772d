"""The time axis: two tiers of labels, ticks, the strips' key and a range being drawn."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.timeline.display import StripKey
from desktop.timeline.ticks import Weight
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import AXIS, COUNT_RIGHT, Style
from desktop.widgets.tick_words import tick_text
from desktop.wording import DateWords, strip_key

UPPER_BASELINE = 16.0
LOWER_BASELINE = 34.0
LABEL_X = 5.0
MAJOR_TOP = 2.0
MINOR_TOP = 24.0
TICK = 4.0


def paint_axis(painter: QPainter, frame: Frame, style: Style, words: DateWords) -> None:
    """Paint the axis over whatever was scrolled below it."""
    painter.fillRect(QRectF(0, 0, frame.width, AXIS), style["ground"])
    if frame.period is not None:
        _paint_period(painter, frame, frame.period, style)
    plot = QRectF(frame.header + 1, 0, frame.width - frame.header - 1, AXIS)
    painter.save()
    painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
    for x, weight in frame.ticks.lines:
        top = MAJOR_TOP if weight is Weight.MAJOR else MINOR_TOP
        at = style.snap(frame.plot_x + x)
        painter.fillRect(QRectF(at, top, style.hair, AXIS - top), style["line" if weight is Weight.MAJOR else "grid"])
    for x in frame.ticks.marks:
        painter.fillRect(
            QRectF(style.snap(frame.plot_x + x), AXIS - TICK - style.hair, style.hair, TICK), style["line-strong"]
        )
    _paint_labels(painter, frame, style, words)
    painter.restore()
    if frame.display.strip_key is not None:
        _paint_key(painter, frame.display.strip_key, style, frame.header)
    painter.fillRect(QRectF(0, AXIS - style.hair, frame.width, style.hair), style["line-strong"])


def _paint_labels(painter: QPainter, frame: Frame, style: Style, words: DateWords) -> None:
    painter.setFont(style.font("body", bold=True))
    painter.setPen(style["ink"])
    for label in frame.ticks.upper:
        _paint_label(painter, frame, style, label.x, UPPER_BASELINE, tick_text(label, words), "body")
    painter.setFont(style.font("small"))
    painter.setPen(style["ink-2"])
    for label in frame.ticks.lower:
        _paint_label(painter, frame, style, label.x, LOWER_BASELINE, tick_text(label, words), "small")


def _paint_label(
    painter: QPainter, frame: Frame, style: Style, x: float, baseline: float, text: str, size: str
) -> None:
    """Paint a label where the right edge leaves room for it; the first one stays in any case."""
    left = frame.plot_x + x + LABEL_X
    if x <= 0 or left + style.width(text, size, bold=size == "body") <= frame.width:
        painter.drawText(QPointF(left, baseline), text)


def _paint_period(painter: QPainter, frame: Frame, period: tuple[float, float], style: Style) -> None:
    """Paint the range under the pointer: a ground on the axis and its two edges through the lanes."""
    x0, x1 = (frame.plot_x + frame.display.scale.x(minute) for minute in period)
    left = max(x0, frame.header + 1)
    painter.fillRect(style.snapped(left, 0, x1, AXIS), style["select-soft"])
    for x in (x0, x1):
        if x > frame.header:
            painter.fillRect(QRectF(style.snap(x), 0, style.hair, frame.height), style["accent"])


def _paint_key(painter: QPainter, key: StripKey, style: Style, header: float) -> None:
    """Paint what height stands for how many, in the corner over the lane headers."""
    x, bottom = header - 12, AXIS - 7
    top = bottom - key.height
    painter.fillRect(style.snapped(x, top, x + style.hair, bottom), style["ink-2"])
    for y in (top, bottom):
        painter.fillRect(style.snapped(x - 2, y, x + 2 + style.hair, y + style.hair), style["ink-2"])
    painter.setFont(style.font("small"))
    painter.setPen(style["ink-2"])
    text = strip_key(key.count, key.unit)
    right = header - (138.0 - COUNT_RIGHT) - 10
    painter.drawText(QPointF(right - style.width(text, "small"), (top + bottom) / 2 + 4), text)
