"""Connectors to other actors' lanes and arcs of responses, below all marks and labels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from desktop.timeline.display import Arc, Connector, LabelItems
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import Style

WIDTH = 1.5
HEAD_WIDTH, HEAD_LENGTH = 9.0, 7.0
ARC_DASH = (4.0, 3.0)
BACKING = 2.0


def paint_connectors(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint lines and arcs in ink, then a backing behind every label that they cross."""
    if not frame.links.lines and not frame.links.arcs:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in frame.links.lines:
        _paint_line(painter, line, style)
    for arc in frame.links.arcs:
        _paint_arc(painter, arc, style)
    painter.restore()
    _back_labels(painter, frame, style)


def _paint_line(painter: QPainter, line: Connector, style: Style) -> None:
    width = style.whole(WIDTH)
    left = style.snap(line.x - width / 2)
    down = 1 if line.y1 > line.y0 else -1
    end = style.snap(line.y1) - (down * HEAD_LENGTH if line.head else 0)
    top, bottom = sorted((line.y0, end))
    painter.fillRect(QRectF(left, top, width, bottom - top), style["ink"])
    if line.head:
        tip = QPointF(left + width / 2, style.snap(line.y1))
        back = QPointF(0, -down * HEAD_LENGTH)
        half = QPointF(HEAD_WIDTH / 2, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style["ink"])
        painter.drawPolygon(QPolygonF([tip, tip + back - half, tip + back + half]))


def arc_path(arc: Arc) -> QPainterPath:
    """Return the arc from the answer to what it answers, rising over both."""
    path = QPainterPath(QPointF(arc.x0, arc.y0))
    top = min(arc.y0, arc.y1) - arc.rise
    # A quadratic curve passes half way between its ends and its control point.
    middle = (arc.y0 + arc.y1) / 2
    path.quadTo(QPointF((arc.x0 + arc.x1) / 2, 2 * top - middle), QPointF(arc.x1, arc.y1))
    return path


def _paint_arc(painter: QPainter, arc: Arc, style: Style) -> None:
    path = arc_path(arc)
    pen = QPen(style["ink"], WIDTH, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / WIDTH for length in ARC_DASH])
    painter.strokePath(path, pen)
    painter.save()
    painter.translate(arc.x1, arc.y1)
    painter.rotate(-path.angleAtPercent(1.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style["ink"])
    half = HEAD_WIDTH / 2
    painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(-HEAD_LENGTH, -half), QPointF(-HEAD_LENGTH, half)]))
    painter.restore()


def _back_labels(painter: QPainter, frame: Frame, style: Style) -> None:
    labels = frame.display.labels
    boxes = _boxes(labels)
    for line in frame.links.lines:
        top, bottom = sorted((line.y0, line.y1))
        for box in boxes:
            if box.left() - 1 < line.x < box.right() + 1 and top < box.bottom() and box.top() < bottom:
                painter.fillRect(box, style["ground"])
    for arc in frame.links.arcs:
        path = arc_path(arc)
        for box in boxes:
            if path.intersects(box):
                painter.fillRect(box, style["ground"])


def _boxes(labels: LabelItems) -> list[QRectF]:
    return [
        QRectF(x - BACKING, y - 12, width + 2 * BACKING, 16)
        for x, y, width in zip(labels.x.tolist(), labels.y.tolist(), labels.width.tolist(), strict=True)
    ]
