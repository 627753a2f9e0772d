"""Strokes that tell an extent of time and how well its bounds are known, alike on the timeline and in panels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPolygonF

from desktop.timeline.display import Arrow, RuleStyle

FAINTEST = 0.12
SOFT_END = 0.18
ARROW_LENGTH, ARROW_WIDTH = 8.0, 6.0
EVEN_DASH = (3.0, 2.0)


def paint_extent(painter: QPainter, line: QRectF, extent: tuple[float, float], colour: QColor, form: RuleStyle) -> None:
    """Paint what of a rule lies in ``line``, ``extent`` being from where to where all of it goes; no single dashes."""
    match form:
        case RuleStyle.SOLID:
            painter.fillRect(line, colour)
        case RuleStyle.DASHES:
            return
        case RuleStyle.EVEN:
            pen = QPen(colour, line.height(), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / line.height() for length in EVEN_DASH])
            # The pattern is counted from the extent's own start, so that it stands still while panning.
            pen.setDashOffset((line.left() - extent[0]) / line.height())
            painter.setPen(pen)
            painter.drawLine(QPointF(line.left(), line.center().y()), QPointF(line.right(), line.center().y()))
        case RuleStyle.FADE:
            painter.fillRect(line, _gradient(extent, colour, ((0, FAINTEST), (0.5, 1.0), (1, FAINTEST))))
        case RuleStyle.SOFT:
            stops = ((0, 0.0), (SOFT_END, 1.0), (1 - SOFT_END, 1.0), (1, 0.0))
            painter.fillRect(line, _gradient(extent, colour, stops))


def _gradient(extent: tuple[float, float], colour: QColor, stops: tuple[tuple[float, float], ...]) -> QLinearGradient:
    gradient = QLinearGradient(extent[0], 0, extent[1], 0)
    for at, alpha in stops:
        shade = QColor(colour)
        shade.setAlphaF(alpha)
        gradient.setColorAt(at, shade)
    return gradient


def paint_arrows(painter: QPainter, line: QRectF, colour: QColor, arrows: Arrow) -> None:
    """Paint the heads at the open ends of a rule."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    y, half = line.center().y(), ARROW_WIDTH / 2
    if Arrow.LEFT in arrows:
        tip = QPointF(line.left() - ARROW_LENGTH / 2, y)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(ARROW_LENGTH, -half), tip + QPointF(ARROW_LENGTH, half)]))
    if Arrow.RIGHT in arrows:
        tip = QPointF(line.right() + ARROW_LENGTH / 2, y)
        painter.drawPolygon(QPolygonF([tip, tip - QPointF(ARROW_LENGTH, -half), tip - QPointF(ARROW_LENGTH, half)]))
    painter.restore()
