"""Counts as pixmaps: the same few numbers stand below hundreds of clusters."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.views.timeline.style import Style
from desktop.wording import count

ASCENT, HEIGHT = 12.0, 16.0
MARGIN = 1.0
KEPT = 2048


class Numbers:
    """Draws counts in small letters; keeps a pixmap for each."""

    def __init__(self, style: Style) -> None:
        """Start with none painted."""
        self._style = style
        self._widths: dict[int, float] = {}
        self._pixmaps: dict[tuple[int, str], tuple[QPixmap, float]] = {}

    def width(self, number: int) -> float:
        """Return how wide a number is."""
        found = self._widths.get(number)
        if found is None:
            if len(self._widths) >= KEPT:
                self._widths.clear()
            found = self._widths[number] = self._style.width(count(number), "small")
        return found

    def draw(self, painter: QPainter, number: int, middle: float, baseline: float, ink: str) -> None:
        """Draw a number about ``middle``."""
        if self._style.direct:
            text = count(number)
            left = middle - self._style.width(text, "small") / 2
            self._write(painter, text, QPointF(self._style.snap(left), self._style.snap(baseline)), ink)
            return
        kept = self._pixmaps.get((number, ink))
        if kept is None:
            kept = self._paint(number, ink)
        pixmap, half = kept
        snap = self._style.snap
        painter.drawPixmap(QPointF(snap(middle - half) - MARGIN, snap(baseline) - ASCENT), pixmap)

    def _paint(self, number: int, ink: str) -> tuple[QPixmap, float]:
        if len(self._pixmaps) >= KEPT:
            self._pixmaps.clear()
        style, text = self._style, count(number)
        width = style.width(text, "small")
        pixmap = QPixmap(math.ceil((width + 2 * MARGIN) * style.ratio), math.ceil(HEIGHT * style.ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(style.ratio)
        painter = QPainter(pixmap)
        self._write(painter, text, QPointF(MARGIN, ASCENT), ink)
        painter.end()
        found = self._pixmaps[number, ink] = (pixmap, width / 2)
        return found

    def _write(self, painter: QPainter, text: str, at: QPointF, ink: str) -> None:
        painter.setFont(self._style.font("small"))
        painter.setPen(self._style[ink])
        painter.drawText(at, text)
