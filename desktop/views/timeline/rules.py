"""Extent rules: from here to here, in the five styles that tell how well the bounds are known."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPolygonF

from desktop.timeline.display import RULE, Arrow, RuleStyle
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import Style

FAINTEST = 0.12
SOFT_END = 0.18
ARROW_LENGTH, ARROW_WIDTH = 8.0, 6.0
EVEN_DASH = (3.0, 2.0)


def paint_rules(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint all rules and dashes; the painter stands at the plot's origin."""
    rules, tints = frame.display.rules, frame.tints
    thick = style.whole(RULE)
    columns = zip(
        rules.row.tolist(),
        rules.x0.tolist(),
        rules.x1.tolist(),
        rules.y.tolist(),
        rules.start.tolist(),
        rules.end.tolist(),
        rules.style.tolist(),
        rules.arrows.tolist(),
        strict=True,
    )
    for row, x0, x1, y, start, end, form, arrows in columns:
        colour = frame.colours[tints[row]]
        line = QRectF(style.snap(x0), style.snap(y), style.snap(x1) - style.snap(x0), thick)
        _paint_line(painter, line, (start, end), colour, RuleStyle(form))
        if arrows:
            _paint_arrows(painter, line, colour, Arrow(arrows))
    dashes = frame.display.dashes
    for row, x0, x1, y in zip(
        dashes.row.tolist(), dashes.x0.tolist(), dashes.x1.tolist(), dashes.y.tolist(), strict=True
    ):
        left = style.snap(x0)
        painter.fillRect(QRectF(left, style.snap(y), style.snap(x1) - left, thick), frame.colours[tints[row]])


def _paint_line(painter: QPainter, line: QRectF, extent: tuple[float, float], colour: QColor, form: RuleStyle) -> None:
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


def _paint_arrows(painter: QPainter, line: QRectF, colour: QColor, arrows: Arrow) -> None:
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
