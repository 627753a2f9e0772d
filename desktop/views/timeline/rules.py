"""Extent rules: from here to here, in the five styles that tell how well the bounds are known."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.timeline.display import RULE, Arrow, RuleStyle
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import Style
from desktop.widgets.extents import paint_arrows, paint_extent


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
        paint_extent(painter, line, (start, end), colour, RuleStyle(form))
        if arrows:
            paint_arrows(painter, line, colour, Arrow(arrows))
    dashes = frame.display.dashes
    for row, x0, x1, y in zip(
        dashes.row.tolist(), dashes.x0.tolist(), dashes.x1.tolist(), dashes.y.tolist(), strict=True
    ):
        left = style.snap(x0)
        painter.fillRect(QRectF(left, style.snap(y), style.snap(x1) - left, thick), frame.colours[tints[row]])
