"""The mark of an entry as panels show it, as it is drawn on the timeline."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from db.marks import ACTS, KINDS, STATUSES, TYPES, Flag
from db.vocabularies import Status
from desktop.glyphs import is_dashed, mark_colours, paint_mark
from desktop.session import Session
from desktop.theme import Appearance, Theme

SIZE = 16


def entry_colour(session: Session, row: int, theme: Theme) -> QColor:
    """Return the colour of an entry in what colours tell now; of its act where that is not known yet."""
    index, marks = session.index, session.marks
    if index is not None and row < len(index.tints.code):
        return theme.tints[index.tints.colouring][int(index.tints.code[row])]
    return theme["line-strong"] if marks is None else theme.acts[ACTS[int(marks.act[row])]]


def paint_entry(painter: QPainter, rect: QRectF, session: Session, row: int, theme: Theme, ground: str) -> None:
    """Paint the mark of a row of the session's marks into the square ``rect``, which lies on the token ``ground``."""
    marks = session.marks
    if marks is None:
        return
    status = STATUSES[int(marks.status[row])]
    paint_mark(
        painter,
        rect,
        TYPES[int(marks.type[row])],
        KINDS[int(marks.kind[row])],
        mark_colours(theme, entry_colour(session, row, theme), ground),
        hollow=bool(int(marks.flags[row]) & Flag.HOLLOW),
        dashed=is_dashed(status),
        claimed=status is Status.CLAIMED,
    )


class EntryMark(QWidget):
    """One entry's mark of 16 pixels."""

    def __init__(self, session: Session, row: int, appearance: Appearance, parent: QWidget, *, ground: str) -> None:
        super().__init__(parent)
        self._session, self._row, self._ground = session, row, ground
        self._appearance = appearance
        self.setFixedSize(SIZE, SIZE)
        appearance.changed.connect(self.update)
        session.colouring_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of a mark."""
        return QSize(SIZE, SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        square = QRectF(0, 0, SIZE, SIZE)
        paint_entry(painter, square, self._session, self._row, self._appearance.theme, self._ground)
        painter.end()
