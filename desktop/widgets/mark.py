"""The mark of an entry as panels show it, as it is drawn on the timeline."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from db.marks import ACTS, KINDS, STATUSES, TYPES, Flag, Marks
from db.records import Status
from desktop.glyphs import is_dashed, mark_colours, paint_mark
from desktop.theme import Appearance, Theme

SIZE = 16


def paint_entry(painter: QPainter, rect: QRectF, marks: Marks, row: int, theme: Theme, ground: str) -> None:
    """Paint the mark of a row of ``marks`` into the square ``rect``, which lies on the token ``ground``."""
    status = STATUSES[int(marks.status[row])]
    paint_mark(
        painter,
        rect,
        TYPES[int(marks.type[row])],
        KINDS[int(marks.kind[row])],
        mark_colours(theme, ACTS[int(marks.act[row])], ground),
        hollow=bool(int(marks.flags[row]) & Flag.HOLLOW),
        dashed=is_dashed(status),
        claimed=status is Status.CLAIMED,
    )


class EntryMark(QWidget):
    """One entry's mark of 16 pixels."""

    def __init__(self, marks: Marks, row: int, appearance: Appearance, parent: QWidget, *, ground: str) -> None:
        super().__init__(parent)
        self._marks, self._row, self._ground = marks, row, ground
        self._appearance = appearance
        self.setFixedSize(SIZE, SIZE)
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of a mark."""
        return QSize(SIZE, SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        square = QRectF(0, 0, SIZE, SIZE)
        paint_entry(painter, square, self._marks, self._row, self._appearance.theme, self._ground)
        painter.end()
