"""Step from hit to hit in the order of time, over all data, whatever the filter shows."""

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from desktop.session import Session
from desktop.states import Rows
from desktop.wording import count


class Stepping(QObject):
    """Goes to the next or the previous hit; past the last one it begins again."""

    nothing_searched = Signal()
    """A step was asked for, but nothing is looked for."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Step through the hits of ``session``."""
        super().__init__(parent)
        self._session = session
        self._wanted = 0
        session.hits_changed.connect(self._go_on)

    @Slot()
    def next(self) -> None:
        """Go to the first hit after the current entry, or in view where there is none."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the last hit before the current entry, or in view where there is none."""
        self._step(-1)

    def _step(self, by: int) -> None:
        session = self._session
        if not session.searched.strip():
            self.nothing_searched.emit()
        elif session.hits.typed != session.searched:
            # Typing has not paused yet: the step is taken once all hits are known.
            self._wanted = by
            session.hits_requested.emit(session.searched)
        elif len(session.hits):
            self._go(by)
        else:
            session.said.emit(self.tr("Nothing was found."))

    @Slot()
    def _go_on(self) -> None:
        by, self._wanted = self._wanted, 0
        if by and self._session.hits.typed:
            self._step(by)

    def _go(self, by: int) -> None:
        rows = self._session.hits.rows
        at, again = self._place(rows, by)
        text = self.tr("Hit {n} of {total}").format(n=count(at + 1), total=count(len(rows)))
        if again:
            text += self.tr(", from the beginning again") if by > 0 else self.tr(", from the end again")
        self._session.said.emit(text)
        self._session.go_to(int(rows[at]))

    def _place(self, rows: Rows, by: int) -> tuple[int, bool]:
        """Return the number of the hit to go to, and whether that is beyond an end."""
        current = self._session.selection.current
        if current < 0:
            return self._in_view(rows, by), False
        if by > 0:
            at = int(np.searchsorted(rows, np.int32(current), "right"))
            return (0, True) if at == len(rows) else (at, False)
        at = int(np.searchsorted(rows, np.int32(current), "left")) - 1
        return (len(rows) - 1, True) if at < 0 else (at, False)

    def _in_view(self, rows: Rows, by: int) -> int:
        """Return the number of the first hit from the view on; backwards, of the last one before its end."""
        marks, (start, end) = self._session.marks, self._session.span
        if marks is None:
            return 0
        places, dated = marks.place[rows], marks.dated[rows]
        found = np.flatnonzero(dated & ((places >= start) if by > 0 else (places < end)))
        if not len(found):
            return 0 if by > 0 else len(rows) - 1
        return int(found[0] if by > 0 else found[-1])
