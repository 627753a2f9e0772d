"""The list behind a cluster or a bar: how many, from when to when, and each of them."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.marks import KINDS, STATUSES, TYPES, Flag, Marks
from db.vocabularies import ACT_OF_TYPE, Status
from desktop.glyphs import is_dashed, mark_colours, paint_mark
from desktop.session import Session
from desktop.states import Rows
from desktop.theme import Appearance
from desktop.timeline.colouring import Tints
from desktop.timeline.index import known_span
from desktop.views.timeline.title_search import TitleSearch
from desktop.widgets.link import Link
from desktop.widgets.raised import EDGE, Raised
from desktop.widgets.words import Hairline, WrappingWords, words
from desktop.wording import date_words, entries, more_words

WIDTH = 330
"""Pixels of the list, where the window is not narrower."""
FEW, MANY = 5, 12
"""Rows that the list shows at first, and after "more"."""
Index = QModelIndex | QPersistentModelIndex


class GroupModel(QAbstractListModel):
    """Rows of the marks as a list; nothing is read until it is shown."""

    def __init__(self, marks: Marks, rows: Rows, parent: QWidget) -> None:
        """List ``rows``."""
        super().__init__(parent)
        self.marks = marks
        self.rows = rows

    def replace(self, rows: Rows) -> None:
        """List other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, or title and date for a screen reader."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = int(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self.marks.titles[row]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.marks.titles[row]}, {date_words().mark(self.marks, row)}"
        return None


class GroupDelegate(QStyledItemDelegate):
    """Paints a row: mark, title, date at the right."""

    def __init__(self, appearance: Appearance, tints: Tints | None, parent: QWidget) -> None:
        """Paint in the theme in force, marks in the colours of the canvas."""
        super().__init__(parent)
        self._appearance = appearance
        self._tints = tints

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row of a table; it is as wide as the list, whose bar may take some of that."""
        return QSize(1, self._appearance.theme.length("table-row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        if not isinstance(model, GroupModel):
            return
        theme, marks, row = self._appearance.theme, model.marks, int(model.rows[index.row()])
        box: QRectF = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.fillRect(box, theme["select-soft"])
        of_type, status = TYPES[int(marks.type[row])], STATUSES[int(marks.status[row])]
        tints = self._tints
        colour = ACT_OF_TYPE[of_type] if tints is None else theme.tints[tints.colouring][tints.code[row]]
        place = QRectF(box.left() + 12, box.center().y() - 8, 16, 16)
        paint_mark(
            painter,
            place,
            of_type,
            KINDS[int(marks.kind[row])],
            mark_colours(theme, colour, "raised"),
            hollow=bool(marks.flags[row] & Flag.HOLLOW),
            dashed=is_dashed(status),
            claimed=status is Status.CLAIMED,
        )
        self._paint_words(painter, box, marks, row)

    def _paint_words(self, painter: QPainter, box: QRectF, marks: Marks, row: int) -> None:
        theme = self._appearance.theme
        day = date_words().mark(marks, row, year=False, short=True)
        painter.setFont(theme.font("small"))
        painter.setPen(theme["ink-2"])
        taken = painter.fontMetrics().horizontalAdvance(day)
        middle = box.center().y() + 4
        painter.drawText(QPointF(box.right() - 12 - taken, middle), day)
        painter.setFont(theme.font("label"))
        painter.setPen(theme["ink"])
        room = int(box.width()) - 12 - 24 - taken - 24
        title = painter.fontMetrics().elidedText(marks.titles[row], Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(box.left() + 36, middle), title)


class GroupPopover(Raised):
    """Lists a group; a row selects its entry, a second link zooms to all of them."""

    zoom_requested = Signal(object)
    """Rows to zoom to."""
    opened = Signal(int)
    """A row was activated: show its passage."""

    def __init__(self, session: Session, appearance: Appearance, host: QWidget, rows: Rows) -> None:
        """List ``rows`` of the session's marks."""
        super().__init__(appearance, host)
        self._session = session
        self._rows = rows
        self._host_widget = host
        self._view = QListView(self)
        self.field = QLineEdit(self)
        self._search = TitleSearch(session, rows, self)
        self._more = Link(more_words(len(rows) - FEW), appearance, self, size="label")
        self._build(appearance)
        self.setFocusProxy(self.field)

    def _build(self, appearance: Appearance) -> None:
        marks, index = self._session.drawn, self._session.index
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._heading(appearance))
        column.addWidget(Hairline(appearance, self))
        self.field.setPlaceholderText(self.tr("Find in these"))
        self.field.setAccessibleName(self.tr("Find in these"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search.find)
        self.field.installEventFilter(self)
        self._search.found.connect(self._show_found)
        framed = QVBoxLayout()
        framed.setContentsMargins(8, 6, 8, 6)
        framed.addWidget(self.field)
        column.addLayout(framed)
        if marks is not None:
            self._view.setModel(GroupModel(marks, self._rows, self))
        self._view.setItemDelegate(GroupDelegate(appearance, index.tints if index is not None else None, self._view))
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setMouseTracking(True)
        self._view.setUniformItemSizes(True)
        self._view.viewport().setAutoFillBackground(False)
        self._view.setStyleSheet("background: transparent")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._choose)
        self._view.activated.connect(self._open)
        self._show_rows(FEW)
        column.addWidget(self._view)
        column.addWidget(Hairline(appearance, self))
        column.addLayout(self._links(appearance))

    def _heading(self, appearance: Appearance) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(8)
        line.addWidget(words(entries(len(self._rows)), appearance, self, bold=True))
        line.addWidget(WrappingWords(self._period(), appearance, self, role="second"), 1)
        return line

    def _period(self) -> str:
        marks = self._session.drawn
        if marks is None:
            return ""
        return date_words().touched(*known_span(marks, self._rows))

    def _links(self, appearance: Appearance) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(8, 3, 8, 3)
        self._more.setVisible(len(self._rows) > FEW)
        self._more.clicked.connect(self._show_more)
        zoom = Link(self.tr("Zoom to them"), appearance, self, size="label")
        zoom.clicked.connect(self._zoom)
        line.addWidget(self._more)
        line.addStretch(1)
        line.addWidget(zoom)
        return line

    def show_for(self, target: QRectF, *, below: bool = True) -> None:
        """Show for a rectangle of the host, with fewer rows where there is not room for the usual few."""
        super().show_for(target, below=below)
        self._show_rows(FEW)
        self.refit()

    def _show_rows(self, most: int) -> None:
        number = min(len(self._rows), most)
        if self.isVisible():
            number = min(number, self._fitting())
        self._view.setFixedHeight(self._appearance.theme.length("table-row") * number)
        self._view.setMinimumWidth(min(WIDTH, self.across() - 2))

    def _fitting(self) -> int:
        """Return how many rows there is room for; in a low window a few cover what they are of."""
        row, beside = self._appearance.theme.length("table-row"), self.height() - self._view.height()
        within = self._host_widget.window().height() - 2 * EDGE
        return max(1, min(FEW, (within - beside) // row), (self.room() - beside) // row)

    @Slot()
    def _show_more(self) -> None:
        self._more.hide()
        self._show_rows(MANY)
        self.refit()

    @Slot(object)
    def _show_found(self, rows: Rows) -> None:
        """List what the field's text leaves; the first of it is the one that Enter selects."""
        model = self._view.model()
        if isinstance(model, GroupModel):
            model.replace(rows)
            self._more.setVisible(False)
            self._show_rows(MANY)
            self.refit()
            if len(rows) and self.field.text():
                self._view.setCurrentIndex(model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the field into the list with the arrows, and select with Enter what is marked there."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            current = self._view.currentIndex()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._view.setFocus()
                if not current.isValid():
                    self._view.setCurrentIndex(self._view.model().index(0, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
                self._choose(current)
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _zoom(self) -> None:
        self.hide()
        self.zoom_requested.emit(self._rows)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self._session.select([self._row_at(index)])

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._row_at(index))

    def _row_at(self, index: QModelIndex) -> int:
        model = self._view.model()
        rows = model.rows if isinstance(model, GroupModel) else self._rows
        return int(rows[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc and give the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._host_widget.setFocus()
        else:
            super().keyPressEvent(event)
