"""Find among the titles of some rows, a slice at a time, so that a million of them hold nothing up."""

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.folding import fold
from desktop.session import Session
from desktop.states import Rows

SLICE = 10_000
"""Titles read before the window's events get their turn."""


class TitleSearch(QObject):
    """Keeps the rows whose titles hold every word that was typed, whatever its case and accents."""

    found = Signal(object)
    """Rows found so far, in the order of those that are searched."""

    def __init__(self, session: Session, rows: Rows, parent: QObject) -> None:
        """Search ``rows`` of the session's marks."""
        super().__init__(parent)
        self._session = session
        self._rows = rows
        self._words: list[str] = []
        self._at = 0
        self._kept: list[Rows] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @Slot(str)
    def find(self, text: str) -> None:
        """Search for what was typed; nothing typed finds everything."""
        self._words = fold(text).split()
        self._at, self._kept = 0, []
        if self._words:
            self._timer.start()
            self._step()
        else:
            self._timer.stop()
            self.found.emit(self._rows)

    @Slot()
    def _step(self) -> None:
        marks = self._session.marks
        rows = self._rows[self._at : self._at + SLICE]
        self._at += SLICE
        if marks is None or not len(rows):
            self._timer.stop()
            return
        titles = marks.titles
        holds = [self._holds(titles[row]) for row in rows.tolist()]
        self._kept.append(rows[np.array(holds, np.bool_)])
        if self._at >= len(self._rows):
            self._timer.stop()
        self.found.emit(np.concatenate(self._kept))

    def _holds(self, title: str) -> bool:
        folded = fold(title)
        return all(word in folded for word in self._words)
