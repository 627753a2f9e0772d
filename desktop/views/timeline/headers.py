"""The lane headers: they stay in view while the lanes scroll, and say how many and what part."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop.timeline.display import Band, Form, Target
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import AXIS, COUNT_RIGHT, EDGE, Style
from desktop.wording import count, part

SECOND_LINE = 15.0
STRIP_COUNT_LINE = 15.0
FOCUS_WIDTH, FOCUS_RADIUS = 2.0, 5.0
PIN_X = 7.5
"""Middle of the sign of a pinned lane, before its name."""
CHEVRON = QPointF(118.0, -4.0)
"""Centre of the mark that closes or opens a lane, from the left edge and the name's baseline."""


def header_baseline(band: Band) -> float:
    """Return the baseline of a lane's name in the canvas; a lane scrolled under the axis keeps it in view."""
    room = AXIS + band.y + band.height - (band.height - band.baseline if band.rows <= 1 else 8)
    return min(max(AXIS + band.y + band.baseline, AXIS + band.baseline), max(room, AXIS + band.y + band.baseline))


def paint_headers(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint the headers of all lanes in view over the ground."""
    painter.save()
    painter.setClipRect(QRectF(0, AXIS, frame.header, frame.height - AXIS), Qt.ClipOperation.IntersectClip)
    for band in frame.display.bands:
        top = AXIS + band.y
        if top + band.height > AXIS and top < frame.height:
            _paint_header(painter, band, frame, style)
    painter.restore()


def _paint_header(painter: QPainter, band: Band, frame: Frame, style: Style) -> None:
    quiet = band.form in (Form.CLOSED, Form.COLLAPSED)
    baseline = header_baseline(band)
    right = COUNT_RIGHT - (138.0 - frame.header)
    number = count(band.count)
    role = frame.parts.get(band.lane, "")
    hovered = frame.hit is not None and frame.hit.target is Target.HEADER and frame.hit.lane == band.lane
    beside = "" if band.dense else number
    if role and not _has_second_line(band):
        beside = f"{'→' if role == 'addressee' else '←' if role == 'speaker' else '↔'} {beside}".strip()
    room = right - EDGE - 8 - max(style.width(beside, "small"), 14 if hovered else 0)
    painter.setFont(style.font("label", bold=True))
    painter.setPen(style["ink-3" if quiet else "ink"])
    painter.drawText(QPointF(EDGE, baseline), fitting_name(frame, band.lane, room, style))
    if band.pinned:
        _paint_pin(painter, QPointF(PIN_X, baseline - 4), style)
    painter.setFont(style.font("small"))
    painter.setPen(style["ink-3" if quiet else "ink-2"])
    if hovered:
        _paint_chevron(painter, QPointF(right - 4, baseline - 4), style, down=band.form is not Form.COLLAPSED)
    elif beside:
        painter.drawText(QPointF(right - style.width(beside, "small"), baseline), beside)
    lines = [number] if band.dense else []
    if role and _has_second_line(band):
        lines.append(part(role, spoken=frame.spoken))
    for line, text in enumerate(lines, 1):
        painter.drawText(QPointF(EDGE, baseline + line * SECOND_LINE), text)
    if frame.focus.row >= 0 and frame.focus.lane == band.lane and band.form is Form.COLLAPSED:
        _paint_focus(painter, QRectF(2, AXIS + band.y + 2, frame.header - 6, band.height - 4), style)


def _paint_focus(painter: QPainter, around: QRectF, style: Style) -> None:
    """Paint the keyboard's ring round the name of a closed lane, whose marks are not to be seen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style["accent"], FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(around, FOCUS_RADIUS, FOCUS_RADIUS)
    painter.restore()


def fitting_name(frame: Frame, lane: int, room: float, style: Style) -> str:
    """Return a lane's name; its short form where that is too long; as much as fits where both are."""
    for name in (frame.names[lane], frame.labels[lane]):
        if style.width(name, "label", bold=True) <= room:
            return name
    return style.metrics["label", True].elidedText(frame.names[lane], Qt.TextElideMode.ElideRight, room)


def _has_second_line(band: Band) -> bool:
    return band.height >= band.baseline + SECOND_LINE + 4


def _paint_pin(painter: QPainter, centre: QPointF, style: Style) -> None:
    """Paint the sign of a lane that is pinned to the top: a pin with head, collar and needle."""
    path = QPainterPath(centre + QPointF(-1.75, -4))
    for x, y in ((1.75, -4), (1.25, -0.75), (2.75, 0.75), (-2.75, 0.75), (-1.25, -0.75)):
        path.lineTo(centre + QPointF(x, y))
    path.closeSubpath()
    needle = QPainterPath(centre + QPointF(0, 0.75))
    needle.lineTo(centre + QPointF(0, 4.5))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, style["ink-2"])
    painter.strokePath(needle, QPen(style["ink-2"], 1.1, c=Qt.PenCapStyle.RoundCap))
    painter.restore()


def _paint_chevron(painter: QPainter, centre: QPointF, style: Style, *, down: bool) -> None:
    path = QPainterPath()
    points = [(-3.5, -1.75), (0, 1.75), (3.5, -1.75)] if down else [(-1.75, -3.5), (1.75, 0), (-1.75, 3.5)]
    path.moveTo(centre + QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(centre + QPointF(*point))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, QPen(style["ink-2"], 1.3, c=Qt.PenCapStyle.RoundCap))
    painter.restore()


def chevron_rect(band: Band, header: float) -> QRectF:
    """Return where a press closes or opens a lane, in the canvas."""
    return QRectF(header - 30, header_baseline(band) - 16, 28, 24)
