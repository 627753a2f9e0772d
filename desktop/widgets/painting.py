"""Strokes that every panel draws alike: focus rings and lines of one device pixel."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.theme import Theme, tokens


def paint_focus_ring(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the ring of the focus just inside ``rect``."""
    width = float(tokens()["weight"]["focus"])
    radius = float(tokens()["radius"]["focus"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["accent"], width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def paint_hairline(painter: QPainter, line: QLineF, colour: QColor) -> None:
    """Paint a level or upright line one device pixel wide, on whole device pixels."""
    ratio = painter.device().devicePixelRatio()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    width = 1 / ratio
    level = line.y1() == line.y2()
    size = (line.dx(), width) if level else (width, line.dy())
    painter.fillRect(QRectF(line.x1(), line.y1(), *size), colour)
    painter.restore()
