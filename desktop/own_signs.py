"""The signs of what is the user's own: a star, and a shape for every label, so that its colour is never alone."""

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from db.labels import LABELS, Label
from desktop.icons import RATIOS
from desktop.theme import Theme

_INNER = 0.45
"""How far the inner corners of a star lie from its middle, of how far the tips do."""


def _polygon(corners: int, *, first: float = -90.0, inner: float | None = None) -> QPainterPath:
    """Return a polygon about 0 that fits a circle of radius 1; a star where ``inner`` is given."""
    path = QPainterPath()
    steps = corners if inner is None else 2 * corners
    for step in range(steps):
        angle = math.radians(first + 360 * step / steps)
        reach = inner if inner is not None and step % 2 else 1.0
        point = QPointF(reach * math.cos(angle), reach * math.sin(angle))
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), 0.88, 0.88)
    return path


def _cross() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(-0.34, -0.95, 0.68, 1.9))
    path.addRect(QRectF(-0.95, -0.34, 1.9, 0.68))
    return path.simplified()


@cache
def star_shape() -> QPainterPath:
    """Return the star about 0, within a radius of 1."""
    return _polygon(5, inner=_INNER)


@cache
def label_shape(label: Label) -> QPainterPath:
    """Return a label's shape about 0, within a radius of 1."""
    match label:
        case Label.GREEN:
            return _polygon(3)
        case Label.PINK:
            return _polygon(4)
        case Label.OCHRE:
            return _polygon(4, first=-45.0)
        case Label.BLUE:
            return _disc()
        case Label.VIOLET:
            return _cross()


def label_colour(label: Label, theme: Theme) -> QColor:
    """Return a label's colour."""
    return theme.tints["label"][LABELS.index(label)]


def paint_sign(
    painter: QPainter, centre: QPointF, radius: float, shape: QPainterPath, fill: QColor, halo: QColor | None = None
) -> None:
    """Paint a shape about a point; a ``halo`` parts it from what it lies on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(radius, radius)
    if halo is not None:
        pen = QPen(halo, 2.6 / radius)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(shape, pen)
    painter.fillPath(shape, fill)
    painter.restore()


def paint_star(painter: QPainter, rect: QRectF, colour: QColor, *, filled: bool) -> None:
    """Paint a star into a square, in outline where it is not ``filled``."""
    radius = rect.width() * 0.44
    if filled:
        paint_sign(painter, rect.center(), radius, star_shape(), colour)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(radius, radius)
    pen = QPen(colour, 1.3 / radius)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(star_shape(), pen)
    painter.restore()


def label_icon(label: Label | None, theme: Theme, *, size: int = 16) -> QIcon:
    """Return a label's sign for menus and buttons; an empty ring for no label."""
    icon = QIcon()
    for ratio in RATIOS:
        pixmap = QPixmap(QSize(math.ceil(size * ratio), math.ceil(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_label(painter, QRectF(0, 0, size, size), label, theme)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def paint_label(painter: QPainter, rect: QRectF, label: Label | None, theme: Theme) -> None:
    """Paint a label's sign into a square, or the outline of one where there is no label."""
    if label is not None:
        paint_sign(painter, rect.center(), rect.width() * 0.36, label_shape(label), label_colour(label, theme))
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["ink-2"], 1.3, Qt.PenStyle.DashLine))
    painter.drawEllipse(rect.center(), rect.width() * 0.3, rect.width() * 0.3)
    painter.restore()
