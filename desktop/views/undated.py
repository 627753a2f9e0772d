"""The tray of undated entries: what is shown but has no place on the timeline, counted and listed."""

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.session import Session
from desktop.states import NO_ROWS, Rows
from desktop.theme import Appearance
from desktop.widgets.mark import SIZE, paint_entry
from desktop.widgets.painting import paint_focus_ring
from desktop.wording import entries

Index = QModelIndex | QPersistentModelIndex
WIDTH = 360
LISTED = 10
"""So many lines stand open; the others scroll."""
EDGE = 8
GAP = 4
RADIUS = 6
NOWHERE = QModelIndex()


class UndatedEntries(QAbstractListModel):
    """The undated entries that pass the filter, in the order of their ids."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: Rows = NO_ROWS
        session.library_changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        marks, shown = self._session.marks, self._session.shown
        self.beginResetModel()
        self._rows = NO_ROWS
        if marks is not None and shown.undated:
            # They stand behind all others.
            first = int(np.count_nonzero(marks.dated))
            self._rows = (np.flatnonzero(shown.mask[first:]) + first).astype(np.int32)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there are; none of them has children."""
        return 0 if parent.isValid() else len(self._rows)

    def row_of(self, index: Index) -> int:
        """Return the row of the marks that an index stands for."""
        return int(self._rows[index.row()])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry's title."""
        marks = self._session.marks
        if not index.isValid() or marks is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return marks.titles[self.row_of(index)]
        return None


class UndatedLine(QStyledItemDelegate):
    """Paints a line: the mark, and the title, bold where it is selected."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(0, self._appearance.theme.length("table-row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line."""
        theme, marks = self._appearance.theme, self._session.marks
        model = index.model()
        if marks is None or not isinstance(model, UndatedEntries):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = model.row_of(index)
        selected = row in self._session.selection
        ground = "raised"
        if selected or state & QStyle.StateFlag.State_MouseOver:
            ground = "select-soft" if selected else "hover"
            painter.fillRect(rect, theme[ground])
        square = QRectF(rect.left() + 12, rect.top() + (rect.height() - SIZE) / 2, SIZE, SIZE)
        paint_entry(painter, square, self._session, row, theme, ground)
        font = theme.font("label", bold=selected)
        painter.setFont(font)
        painter.setPen(theme["ink"])
        room = rect.adjusted(36, 0, -12, 0)
        title = QFontMetricsF(font).elidedText(marks.titles[row], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(rect).adjusted(2, 0, -2, 0), theme)


class UndatedTray(QFrame):
    """A popup that lists the undated entries; choosing one selects it. It opens when the session asks for it."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Wait for ``session`` to ask for the tray."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._session, self._appearance = session, appearance
        self.setAccessibleName(self.tr("Undated entries"))
        self.heading = QLabel(self)
        self.heading.setProperty("role", "second")
        self.model = UndatedEntries(session, self)
        self.list = QListView(self)
        self.list.setObjectName("tray")
        self.list.setModel(self.model)
        self.list.setItemDelegate(UndatedLine(session, appearance, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Undated entries"))
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, EDGE, 1, EDGE)
        column.setSpacing(GAP)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        session.undated_requested.connect(self._open)
        session.selection_changed.connect(self.list.viewport().update)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self._session.select([self.model.row_of(index)])

    @Slot(object)
    def _open(self, beside: QRect | None) -> None:
        theme = self._appearance.theme
        number = self.model.rowCount()
        self.heading.setFont(theme.font("small", bold=True))
        self.heading.setContentsMargins(11, 0, 11, 0)
        self.heading.setFixedHeight(theme.length("facet-row"))
        self.heading.setText(self.tr("Without a date: {entries}").format(entries=entries(number)))
        self.list.setFixedHeight(theme.length("table-row") * min(max(number, 1), LISTED))
        self.setFixedSize(WIDTH, self.heading.height() + self.list.height() + 2 * EDGE + GAP)
        # Not every screen blends windows: the corners are cut off, not left transparent.
        self.setMask(rounded(self.size()))
        self.move(self._corner(beside))
        self.show()
        self.list.setFocus()
        if number and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _corner(self, beside: QRect | None) -> QPoint:
        """Return where the tray opens: at the right of what asked for it, kept on the screen."""
        parent = self.parentWidget()
        if beside is None:
            window = parent.window().frameGeometry() if parent is not None else self.screen().availableGeometry()
            beside = QRect(window.bottomLeft() - QPoint(0, 60), QSize(228, 34))
        screen = self.screen().availableGeometry()
        x = min(beside.right() + 8, screen.right() + 1 - self.width())
        y = min(beside.bottom() + 1 - self.height(), screen.bottom() + 1 - self.height())
        return QPoint(max(x, screen.left()), max(y, screen.top()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the popover's ground and edge."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["line-strong"], 1))
        painter.setBrush(theme["raised"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()


def rounded(size: QSize) -> QRegion:
    """Return the region of a rectangle with the popover's round corners."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, size.width(), size.height()), RADIUS, RADIUS)
    return QRegion(path.toFillPolygon().toPolygon())
