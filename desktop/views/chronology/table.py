"""The chronology's table: rows on hairlines, and a selection that is the session's."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLineF,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Slot,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.own import Sign
from desktop.icons import paint_icon
from desktop.own_signs import paint_label, paint_star
from desktop.session import NO_ROWS, Rows, Session
from desktop.theme import Appearance
from desktop.views.chronology.model import ROW, Chronology, Field
from desktop.widgets.mark import SIZE, paint_entry
from desktop.widgets.painting import paint_focus_ring, paint_hairline

Index = QModelIndex | QPersistentModelIndex
PAD = 12
BAR = 3
SIGN = 14
"""Side of a sign of the user's own."""
TITLE_X = PAD + SIZE + PAD
WIDTHS = {
    Field.DATE: 148,
    Field.ENTRY: 376,
    Field.WHO: 300,
    Field.WHERE: 140,
    Field.ARTICLE: 168,
    Field.SOURCES: 76,
    Field.OWN: 148,
}
"""The columns' first widths; what the table is wider or narrower is shared by those of texts."""
FLEXIBLE = (Field.ENTRY, Field.WHO, Field.WHERE, Field.ARTICLE)
LEAST = 60
MIRRORED = 1000
"""A selection of more runs of neighbours than this is painted, but not told to Qt, which compares each with each."""


class ChronologyLine(QStyledItemDelegate):
    """Paints a cell. The selected row lies on the list's ground, with a bar of ink and a bold title."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, text and hairline of a cell, the mark in the entry's."""
        theme, row, field = self._appearance.theme, int(index.data(ROW)), Field(index.column())
        rect: QRect = option.rect
        selected = row in self._session.selection
        ground = "select-soft" if selected else "hover" if row == self._session.hovered else "ground"
        if ground != "ground":
            painter.fillRect(rect, theme[ground])
        if selected and field is Field.DATE:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), theme["ink"])
        left = PAD
        if field is Field.ENTRY and self._session.marks is not None:
            square = QRectF(rect.left() + PAD, rect.top() + (rect.height() - SIZE) // 2, SIZE, SIZE)
            paint_entry(painter, square, self._session, row, theme, ground)
            left = TITLE_X
        elif field is Field.OWN:
            left += self._paint_own(painter, rect, row)
        painter.setFont(theme.font("label", bold=selected and field is Field.ENTRY))
        self._paint_text(painter, rect.adjusted(left, 0, -PAD, -1), index)
        self._paint_line(painter, rect, field)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(rect), theme)

    def _paint_own(self, painter: QPainter, rect: QRect, row: int) -> int:
        """Paint label and star; return the room that they take."""
        own, theme = self._session.own, self._appearance.theme
        label, taken = own.label(row), 0
        if label is not None or own.has(row, Sign.STARRED):
            square = QRectF(rect.left() + PAD, rect.top() + (rect.height() - SIGN) / 2, SIGN, SIGN)
            if label is not None:
                paint_label(painter, square, label, theme)
            if own.has(row, Sign.STARRED):
                paint_star(painter, square.translated(SIGN + 2, 0), theme["ink"], filled=True)
            taken = 2 * SIGN + 8
        return taken

    def _paint_text(self, painter: QPainter, room: QRect, index: Index) -> None:
        """Paint what a cell says; the title of a hit on the ground of hits."""
        theme, field, metrics = self._appearance.theme, Field(index.column()), QFontMetricsF(painter.font())
        said = str(index.data())
        if field is Field.OWN and isinstance(model := index.model(), Chronology):
            said = model.own_words(int(index.data(ROW)))
        text = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        if field is Field.ENTRY and int(index.data(ROW)) in self._session.hits:
            top, width = QRectF(room).center().y() - metrics.height() / 2, metrics.horizontalAdvance(text)
            painter.fillRect(QRectF(room.left() - 2, top, width + 4, metrics.height()), theme["find"])
        second = field in (Field.WHERE, Field.ARTICLE, Field.OWN) or (field is Field.DATE and not index.data())
        painter.setPen(theme["ink-2" if second else "ink"])
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), text)

    def _paint_line(self, painter: QPainter, rect: QRect, field: Field) -> None:
        first, last = rect.left(), rect.left() + rect.width()
        first += PAD if field is Field.DATE else 0
        last -= PAD if field is Field.OWN else 0
        y = rect.top() + rect.height() - 1 / painter.device().devicePixelRatio()
        paint_hairline(painter, QLineF(first, y, last, y), self._appearance.theme["line"])


class ChronologyHeader(QHeaderView):
    """The columns' names, with an arrow at the one that the table is sorted by."""

    def __init__(self, model: Chronology, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model, self._appearance = model, appearance
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST)
        self.setAccessibleName(self.tr("Columns of the chronology"))
        appearance.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._appearance.theme.length("table-header"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's virtual
        """Paint one name."""
        theme, field = self._appearance.theme, Field(section)
        painter.save()
        painter.fillRect(rect, theme["ground"])
        y = rect.top() + rect.height() - 1 / self.devicePixelRatioF()
        paint_hairline(painter, QLineF(rect.left(), y, rect.left() + rect.width(), y), theme["line"])
        font = theme.font("small", bold=True)
        painter.setFont(font)
        painter.setPen(theme["ink-2"])
        name = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        room = rect.adjusted(TITLE_X if field is Field.ENTRY else PAD, 0, -PAD, 0)
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self._model.headerData(section, Qt.Orientation.Horizontal, ALIGN), shown)
        if field is self._model.field:
            up = self._model.order is Qt.SortOrder.AscendingOrder
            width = QFontMetricsF(font).horizontalAdvance(shown)
            x = room.right() - width - 16 if field is Field.SOURCES else room.left() + width + 3
            square = QRectF(x, rect.top() + (rect.height() - 12) / 2, 12, 12)
            paint_icon(painter, square, "sort-up" if up else "sort-down", theme["ink-2"])
        painter.restore()


ALIGN = Qt.ItemDataRole.TextAlignmentRole


class ChronologyTable(QTableView):
    """The table. Its selection and the session's are one; the pointer lights the mark of its row."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._following = False
        self._opened = ""
        self._top = -1
        self.entries = Chronology(session, self)
        self.setModel(self.entries)
        self.setItemDelegate(ChronologyLine(session, appearance, self))
        self.setHorizontalHeader(ChronologyHeader(self.entries, appearance, self))
        self._set_up()
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.selectionModel().selectionChanged.connect(self._tell_session)
        self.activated.connect(self._open)
        self.entries.modelAboutToBeReset.connect(self._note_top)
        self.entries.modelReset.connect(self._keep_top)
        self.entries.arranged.connect(self._follow)
        session.selection_changed.connect(self._follow)
        session.reveal_requested.connect(self._reveal)
        session.span_changed.connect(self._begin_in_view)
        session.hovered_changed.connect(self.viewport().update)
        session.hits_changed.connect(self.viewport().update)
        appearance.changed.connect(self._fit_rows)
        session.colouring_changed.connect(self.viewport().update)

    def _set_up(self) -> None:
        self.setObjectName("chronology")
        self.setAccessibleName(self.tr("Chronology"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for field, width in WIDTHS.items():
            self.setColumnWidth(field, width)
        self._fit_rows()

    @Slot()
    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._appearance.theme.length("table-row"))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns of texts, as they were to each other."""
        super().resizeEvent(event)
        fixed = sum(self.columnWidth(field) for field in Field if field not in FLEXIBLE)
        before = sum(self.columnWidth(field) for field in FLEXIBLE)
        room = max(self.viewport().width() - fixed, LEAST * len(FLEXIBLE))
        if before == room:
            return
        edges = np.cumsum([0, *(self.columnWidth(field) * room / before for field in FLEXIBLE)])
        for field, (left, right) in zip(FLEXIBLE, pairwise(edges), strict=True):
            self.setColumnWidth(field, round(right) - round(left))

    @Slot(int)
    def _sort(self, section: int) -> None:
        down = section == self.entries.field and self.entries.order is Qt.SortOrder.AscendingOrder
        # Most sources first; everything else from its beginning.
        if section in (Field.SOURCES, Field.OWN):
            down = section != self.entries.field or self.entries.order is Qt.SortOrder.AscendingOrder
        self.entries.sort(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().viewport().update()

    # One selection

    def _chosen(self) -> Rows:
        ranges = [self.entries.rows[r.top() : r.bottom() + 1] for r in self.selectionModel().selection().toList()]
        return np.sort(np.concatenate(ranges)) if ranges else NO_ROWS

    @Slot()
    def _tell_session(self) -> None:
        if self._following:
            return
        rows = self._chosen()
        if not np.array_equal(rows, self._session.selection.rows):
            self._session.select(rows)

    @Slot()
    def _follow(self) -> None:
        """Select what the session has selected, and bring the current entry into view."""
        selection = self._session.selection
        if np.array_equal(self._chosen(), np.sort(self.entries.rows[self.entries.places_of(selection.rows)])):
            self.viewport().update()
            return
        self._following = True
        try:
            chosen = QItemSelection()
            runs = _runs(self.entries.places_of(selection.rows))
            for first, last in runs if len(runs) <= MIRRORED else ():
                chosen.select(self.entries.index(first, 0), self.entries.index(last, len(Field) - 1))
            model, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
            model.select(chosen, flag.ClearAndSelect)
            current = selection.current if selection.current >= 0 else next(iter(selection.rows), -1)
            place = self.entries.place_of(int(current))
            if place >= 0:
                model.setCurrentIndex(self.entries.index(place, Field.ENTRY), flag.NoUpdate)
        finally:
            self._following = False
        if selection.current >= 0:
            self._reveal(selection.current)
        self.viewport().update()

    @Slot(int)
    def _reveal(self, row: int) -> None:
        place = self.entries.place_of(row)
        if place >= 0:
            self.scrollTo(self.entries.index(place, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    @Slot()
    def _begin_in_view(self) -> None:
        """Begin, in a library that was not shown yet, where the timeline begins: background comes before that."""
        library, marks = self._session.library, self._session.marks
        if library is None or marks is None or library.dataset.id == self._opened:
            return
        self._opened = library.dataset.id
        dated = marks.earliest[: int(np.count_nonzero(marks.dated))]
        self._top = int(np.searchsorted(dated, self._session.span[0]))
        self._keep_top()

    @Slot()
    def _note_top(self) -> None:
        place = self.rowAt(0)
        self._top = int(self.entries.rows[place]) if 0 <= place < len(self.entries.rows) else -1

    @Slot()
    def _keep_top(self) -> None:
        """Leave the same entry at the top, so that nothing jumps when others come, go, or are told more of."""
        place = self.entries.place_of(self._top)
        if place >= 0:
            # The scroll bar learns of new rows only when the table is laid out, which Qt would do later.
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            self.scrollTo(self.entries.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self._session.passage_requested.emit(int(index.data(ROW)))

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the mark of the row under the pointer."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._session.hover(int(index.data(ROW)) if index.isValid() else -1)

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing once the pointer has left."""
        super().leaveEvent(event)
        self._session.hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selection as text; Escape ends the search, then selects nothing."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() != Qt.Key.Key_Escape or not self._session.step_back():
            super().keyPressEvent(event)

    def copy_selection(self) -> None:
        """Ask for the selected entries as text."""
        if len(self._session.selection):
            self._session.copy_requested.emit(self._session.selection.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or say that nothing passes the filter."""
        super().paintEvent(event)
        if len(self.entries.rows) or self._session.marks is None:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._appearance.theme.font("label"))
        painter.setPen(self._appearance.theme["ink-2"])
        centre = self.viewport().rect()
        painter.drawText(centre, Qt.AlignmentFlag.AlignCenter, self.tr("No entry passes the filter."))
        painter.end()


def _runs(places: Rows) -> list[tuple[int, int]]:
    """Return ascending places as inclusive runs of neighbours."""
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) != 1)
    firsts, lasts = np.r_[0, breaks + 1], np.r_[breaks, len(places) - 1]
    return [(int(places[a]), int(places[b])) for a, b in zip(firsts, lasts, strict=True)]
