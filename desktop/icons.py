"""Paint our own icons in any colour: SVG drawings on a grid of 16 whose ink is ``currentColor``."""

import math
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.assets import icon_file

RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)
"""Device pixel ratios that an icon is drawn for, one drawing each: never a scaled bitmap."""


@cache
def _drawing(name: str) -> str:
    return icon_file(name).read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = _drawing(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Paint an icon into the square ``rect``; raise FileNotFoundError where there is no such drawing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour.name()).render(painter, rect)
    painter.restore()


def icon_pixmap(name: str, colour: QColor, *, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return an icon of ``size`` device-independent pixels, drawn for a device pixel ratio."""
    side = math.ceil(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(0, 0, size, size), name, colour)
    painter.end()
    return pixmap


def themed_icon(name: str, colour: QColor, disabled: QColor, *, size: int = 16) -> QIcon:
    """Return an icon for buttons and menus in a theme's colours; draw it anew when the theme changes."""
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        for ratio in RATIOS:
            made.addPixmap(icon_pixmap(name, ink, size=size, ratio=ratio), mode)
    return made
