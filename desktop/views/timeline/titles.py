"""Measure titles once and keep them as pixmaps: cut to their room while moving, elided when idle."""

from collections import OrderedDict

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from db.marks import Marks
from desktop.timeline.display import LABEL_MAX
from desktop.views.timeline.advances import Advances
from desktop.views.timeline.style import Style

LONGEST = 240
"""Letters of a title that are ever measured or drawn; more never fit."""
FIGURE_GAP = 2.5
FIGURE_RAISE = 4.0
ASCENT = 13.0
HEIGHT = 18.0
NEW_PER_FRAME = 24
KEPT_BYTES = 48 << 20


def superior(sources: int) -> str:
    """Return the figure behind a label: the number of sources from two on."""
    return str(sources) if sources > 1 else ""


class Titles:
    """The titles of one set of marks in one style."""

    def __init__(self, marks: Marks, style: Style) -> None:
        """Start with nothing measured."""
        self._marks = marks
        self._style = style
        self._widths = np.full(len(marks), np.nan, np.float32)
        self._advances = Advances(style.metrics["label", False])
        self._pixmaps: OrderedDict[tuple[int, int, str], QPixmap] = OrderedDict()
        self._bytes = 0
        self._new = 0
        self._budget = NEW_PER_FRAME
        self.missing = False
        """Whether this frame left labels out for want of time."""

    def text(self, row: int) -> str:
        """Return as much of a title as can ever be shown, on one line."""
        return " ".join(self._marks.titles[row][:LONGEST].split())

    def figure_width(self, row: int) -> float:
        """Return what a label's superior figure takes, its gap included; 0 for one source."""
        return self._figure_width(int(self._marks.sources[row]))

    def _figure_width(self, sources: int) -> float:
        figure = superior(sources)
        return FIGURE_GAP + self._style.width(figure, "tiny", bold=True) if figure else 0.0

    def measure(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        """Return the natural widths of labels, figures included; float32 like ``rows``."""
        new = rows[np.isnan(self._widths[rows])]
        if len(new):
            sources, of = np.unique(self._marks.sources[new], return_inverse=True)
            figures = np.array([self._figure_width(number) for number in sources.tolist()])[of]
            self._widths[new] = np.ceil(self._advances.of([self.text(row) for row in new.tolist()]) + figures)
        return self._widths[rows]

    def begin_frame(self, *, moving: bool) -> None:
        """Allow few new pixmaps while something moves, and as many as are needed when all stands still."""
        self._new, self.missing = 0, False
        self._budget = NEW_PER_FRAME if moving else 1 << 30

    def draw(
        self, painter: QPainter, row: int, x: float, baseline: float, width: float, *, ink: str, elided: bool
    ) -> None:
        """Draw a label from ``x`` on; one that is too long is elided, or cut where it was not painted in time."""
        style = self._style
        if style.direct:
            text, natural, figure = self._fitted(row, width if elided else LABEL_MAX)
            self._write(painter, text, QPointF(style.snap(x), style.snap(baseline)), row, natural, figure, ink)
            return
        key = (row, round(width) if elided else 0, ink)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            if self._new < self._budget:
                pixmap = self._make(key, width if elided else LABEL_MAX)
            else:
                self.missing = True
                pixmap = self._pixmaps.get((row, 0, ink))
                if pixmap is None:
                    return
        else:
            self._pixmaps.move_to_end(key)
        at = QPointF(style.snap(x), style.snap(baseline - ASCENT))
        if pixmap.width() / style.ratio <= width + 1:
            painter.drawPixmap(at, pixmap)
        else:
            source = QRectF(0, 0, round(width * style.ratio), pixmap.height())
            painter.drawPixmap(QRectF(at, source.size() / style.ratio), pixmap, source)

    def _fitted(self, row: int, width: float) -> tuple[str, float, float]:
        """Return a title elided to its room, its width then, and what its figure takes."""
        style, figure = self._style, self.figure_width(row)
        text = self.text(row)
        natural = style.width(text, "label")
        if natural + figure > width:
            text = style.metrics["label", False].elidedText(text, Qt.TextElideMode.ElideRight, width - figure)
            natural = style.width(text, "label")
        return text, natural, figure

    def _make(self, key: tuple[int, int, str], width: float) -> QPixmap:
        row, _, ink = key
        text, natural, figure = self._fitted(row, width)
        style = self._style
        pixmap = QPixmap(max(1, round((natural + figure + 1) * style.ratio)), round(HEIGHT * style.ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(style.ratio)
        painter = QPainter(pixmap)
        self._write(painter, text, QPointF(0, ASCENT), row, natural, figure, ink)
        painter.end()
        self._pixmaps[key] = pixmap
        self._new += 1
        self._bytes += pixmap.width() * pixmap.height() * 4
        while self._bytes > KEPT_BYTES:
            _, old = self._pixmaps.popitem(last=False)
            self._bytes -= old.width() * old.height() * 4
        return pixmap

    def _write(
        self, painter: QPainter, text: str, at: QPointF, row: int, width: float, figure: float, ink: str
    ) -> None:
        """Write a title, and behind its ``width`` the figure, if there is one."""
        style = self._style
        painter.setFont(style.font("label"))
        painter.setPen(style[ink])
        painter.drawText(at, text)
        if figure:
            painter.setFont(style.font("tiny", bold=True))
            painter.setPen(style[ink] if ink == "select-text" else style["ink-2"])
            painter.drawText(at + QPointF(width + FIGURE_GAP, -FIGURE_RAISE), superior(int(self._marks.sources[row])))
