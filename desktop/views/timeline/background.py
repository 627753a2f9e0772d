"""The ground of the canvas: weekends, the calendar's lines and the lanes' hairlines."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.timeline.display import HAIRLINE
from desktop.timeline.ticks import Weight
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import AXIS, Style


def paint_background(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint weekends and vertical lines below the axis, then the lines between lanes."""
    left = frame.header + 1
    for x0, x1 in frame.ticks.weekends:
        band = style.snapped(max(frame.plot_x + x0, left), AXIS, min(frame.plot_x + x1, frame.width), frame.height)
        if band.width() > 0:
            painter.fillRect(band, style["weekend"])
    for x, weight in frame.ticks.lines:
        at = style.snap(frame.plot_x + x)
        if at >= left:
            line = QRectF(at, AXIS, style.hair, frame.height - AXIS)
            painter.fillRect(line, style["line" if weight is Weight.MAJOR else "grid"])
    paint_lane_lines(painter, frame, style)


def paint_lane_lines(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint the hairline below every lane, and the one right of the headers."""
    for band in frame.display.bands:
        y = style.snap(AXIS + band.y + band.height)
        if AXIS <= y < frame.height:
            painter.fillRect(QRectF(0, y, frame.width, style.hair * max(1, round(HAIRLINE))), style["line"])
    painter.fillRect(QRectF(style.snap(frame.header), AXIS, style.hair, frame.height - AXIS), style["line"])
