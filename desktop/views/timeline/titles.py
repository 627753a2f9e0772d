"""Measure titles once and draw them as labels, elided to their room."""

from threading import Lock

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from db.marks import Marks
from desktop.views.timeline.advances import Advances
from desktop.views.timeline.pictures import Pictures
from desktop.views.timeline.style import Style

LONGEST = 240
"""Letters of a title that are ever measured or drawn; more never fit."""
FIGURE_GAP = 2.5
FIGURE_RAISE = 4.0
ASCENT = 13.0
HEIGHT = 18.0
INWARDS = 0.01
"""So that a place computed a little before a device pixel counts as that pixel where letters are placed."""


def superior(sources: int) -> str:
    """Return the figure behind a label: the number of sources from two on."""
    return str(sources) if sources > 1 else ""


class Titles:
    """The titles of one set of marks in one style; drawn on the GUI thread, measured on any."""

    def __init__(self, marks: Marks, style: Style) -> None:
        """Start with nothing measured."""
        self._marks = marks
        self._style = style
        self._widths = np.full(len(marks), np.nan, np.float32)
        self._measuring = Lock()
        self._advances = Advances(style.ruler("label"))
        self._figures = Advances(style.ruler("tiny", bold=True))
        self.pictures = Pictures()

    def text(self, row: int) -> str:
        """Return as much of a title as can ever be shown, on one line."""
        return " ".join(self._marks.titles[row][:LONGEST].split())

    def figure_width(self, row: int) -> float:
        """Return what a label's superior figure takes, its gap included; 0 for one source."""
        figure = superior(int(self._marks.sources[row]))
        return FIGURE_GAP + self._style.width(figure, "tiny", bold=True) if figure else 0.0

    def measure(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        """Return the natural widths of labels, figures included; float32 like ``rows``."""
        new = rows[np.isnan(self._widths[rows])]
        if len(new):
            with self._measuring:
                letters = self._advances.of([self.text(row) for row in new.tolist()])
                self._widths[new] = np.ceil(letters + self._taken(new))
        return self._widths[rows]

    def _taken(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """Return what the figures of labels take, their gaps included."""
        sources = self._marks.sources[rows]
        numbers = np.flatnonzero(np.bincount(sources))
        widths = np.zeros(256)
        widths[numbers] = self._figures.of([superior(number) for number in numbers.tolist()])
        return np.where(sources > 1, FIGURE_GAP + widths[sources], 0.0)

    def begin_frame(self) -> None:
        """Begin to paint anew."""
        self.pictures.begin_frame()

    def forget(self) -> None:
        """Paint every text by itself again, whichever had become a pixmap in the meantime."""
        self.pictures = Pictures()

    def draw(
        self, painter: QPainter, row: int, x: float, baseline: float, width: float, *, ink: str, elided: bool
    ) -> None:
        """Draw a label from ``x`` on, elided to its room where it is too long; font and pen are those it leaves."""
        style = self._style
        key = (row, round(width) if elided else 0, ink)
        at = QPointF(style.snap(x), style.snap(baseline - ASCENT))
        pixmap = None if style.direct else self.pictures.find(key)
        if pixmap is None and not style.direct and self.pictures.due(key):
            pixmap = self.pictures.keep(key, self._picture(*self._cut(row, width, elided=elided), ink))
        if pixmap is not None:
            painter.drawPixmap(at, pixmap)
        else:
            self._paint(painter, at, *self._cut(row, width, elided=elided), ink)

    def _cut(self, row: int, width: float, *, elided: bool) -> tuple[str, str]:
        """Return what of a title is shown, and its figure."""
        text, figure = self.text(row), superior(int(self._marks.sources[row]))
        if elided:
            room = width - self.figure_width(row)
            text = self._style.metrics["label", False].elidedText(text, Qt.TextElideMode.ElideRight, room)
        return text, figure

    def _picture(self, text: str, figure: str, ink: str) -> QPixmap:
        style = self._style
        extra = FIGURE_GAP + style.width(figure, "tiny", bold=True) if figure else 0.0
        width = style.width(text, "label") + extra
        pixmap = QPixmap(max(1, round((width + 1) * style.ratio)), round(HEIGHT * style.ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(style.ratio)
        painter = QPainter(pixmap)
        self._paint(painter, QPointF(0, 0), text, figure, ink)
        painter.end()
        return pixmap

    def _paint(self, painter: QPainter, at: QPointF, text: str, figure: str, ink: str) -> None:
        """Paint a label whose pixmap would stand ``at`` a device pixel, as it would come out of that."""
        style = self._style
        x, baseline = at.x() + INWARDS, at.y() + style.snap(ASCENT)
        painter.setFont(style.font("label"))
        painter.setPen(style[ink])
        painter.drawText(QPointF(x, baseline), text)
        if figure:
            painter.setFont(style.font("tiny", bold=True))
            painter.setPen(style[ink if ink == "select-text" else "ink-2"])
            x += style.snap(style.width(text, "label") + FIGURE_GAP)
            painter.drawText(QPointF(x, baseline - style.snap(FIGURE_RAISE)), figure)
