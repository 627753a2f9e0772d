"""Marks as pixmaps, painted once for a style and stamped wherever they stand."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from db.marks import KINDS, TYPES
from desktop.glyphs import mark_colours, paint_mark, paint_small_mark
from desktop.timeline.display import MARK
from desktop.timeline.display import Style as MarkStyle
from desktop.views.timeline.style import Style

MARGIN = 2.0
"""Around a mark: room for the ring of a selected one."""


class Stamps:
    """Stamps marks; keeps a pixmap for each of the few hundred looks that a mark can have."""

    def __init__(self, style: Style) -> None:
        """Paint for one style; make new stamps for another."""
        self._style = style
        self._pixmaps: dict[tuple[int, int, int, int, bool, bool], QPixmap] = {}
        side = MARK + 2 * MARGIN
        self._half = math.ceil(side * style.ratio) / 2 / style.ratio

    def stamp(
        self,
        painter: QPainter,
        x: float,
        y: float,
        of_type: int,
        kind: int,
        look: int,
        colour: QColor,
        *,
        small: bool,
        ring: bool,
    ) -> None:
        """Stamp a mark about a point. Codes as in :mod:`db.marks`; ``look`` is a display list's style of marks."""
        style = self._style
        at = QPointF(style.snap(x - self._half), style.snap(y - self._half))
        if style.direct:
            painter.save()
            painter.translate(at)
            self._paint(painter, of_type, kind, look, colour, small=small, ring=ring)
            painter.restore()
            return
        key = (of_type, kind, look, colour.rgb(), small, ring)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._pixmap(of_type, kind, look, colour, small=small, ring=ring)
        painter.drawPixmap(at, pixmap)

    def _pixmap(self, of_type: int, kind: int, look: int, colour: QColor, *, small: bool, ring: bool) -> QPixmap:
        side = round(2 * self._half * self._style.ratio)
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(self._style.ratio)
        painter = QPainter(pixmap)
        self._paint(painter, of_type, kind, look, colour, small=small, ring=ring)
        painter.end()
        return pixmap

    def _paint(
        self, painter: QPainter, of_type: int, kind: int, look: int, colour: QColor, *, small: bool, ring: bool
    ) -> None:
        """Paint a mark in the middle of the square that a stamp takes."""
        colours = mark_colours(self._style.theme, colour)
        if small and not look:
            if ring:
                paint_small_mark(painter, QPointF(self._half, self._half), KINDS[kind], colours.ring, 1.3)
            paint_small_mark(painter, QPointF(self._half, self._half), KINDS[kind], colours.act)
        else:
            # Hollow and dashed outlines say something of the date, so they stay at every size.
            reach = self._half - MARGIN if not small else 5.0
            square = QRectF(self._half - reach, self._half - reach, 2 * reach, 2 * reach)
            paint_mark(
                painter,
                square,
                TYPES[of_type],
                KINDS[kind],
                colours,
                hollow=bool(look & MarkStyle.HOLLOW),
                dashed=bool(look & MarkStyle.DASHED),
                claimed=bool(look & MarkStyle.CLAIMED),
                ring=ring,
                glyph=not small,
            )
