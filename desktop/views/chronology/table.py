"""The chronology's table: rows on hairlines, and a selection that is the session's."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QMenu, QTableView, QWidget

from desktop.session import Session
from desktop.states import NO_ROWS, Rows
from desktop.theme import Appearance
from desktop.timeline.ordering import Arrangement
from desktop.views.chronology.header import ChronologyHeader
from desktop.views.chronology.kept import Columns
from desktop.views.chronology.line import ChronologyLine
from desktop.views.chronology.model import ROW, Chronology
from desktop.views.chronology.texts import SORTED, Field

WIDTHS = {
    Field.DATE: 148,
    Field.ENTRY: 376,
    Field.WHO: 300,
    Field.WHERE: 140,
    Field.ARTICLE: 168,
    Field.SOURCES: 76,
    Field.OWN: 148,
    Field.TYPE: 128,
    Field.STATUS: 100,
    Field.SIDE: 128,
}
"""The columns' first widths; what the table is wider or narrower is shared by those of texts."""
FLEXIBLE = (Field.ENTRY, Field.WHO, Field.WHERE, Field.ARTICLE)
LEAST_SHARED = 100
"""Narrower than this no column is made to fit a narrow window: the table scrolls to the side instead."""
MIRRORED = 1000
"""A selection of more runs of neighbours than this is painted, but not told to Qt, which compares each with each."""


class ChronologyTable(QTableView):
    """The table. Its selection and the session's are one; the pointer lights the mark of its row."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._following = False
        self._opened = ""
        self._top = -1
        self._after = NO_ROWS
        self._sorting: Arrangement | None = None
        self._kept_in_view = -1
        self.entries = Chronology(session, self)
        self.setModel(self.entries)
        self.setHorizontalHeader(ChronologyHeader(self.entries, appearance, self))
        self._line = ChronologyLine(session, appearance, self.entries, self)
        self.setItemDelegate(self._line)
        self.offered: list[QAction] = []
        """Actions of the menu that a right click opens."""
        self._sharing = False
        self._set_up()
        self.set_columns(Columns())
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.horizontalHeader().sectionResized.connect(self._give_way)
        self.horizontalHeader().sectionMoved.connect(self.viewport().update)
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
        self._begin_in_view()

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
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fit_rows()

    @Slot()
    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._appearance.theme.length("table-row"))
        self.viewport().update()

    # Columns

    def columns(self) -> Columns:
        """Return the columns as they stand."""
        header = self.horizontalHeader()
        order = tuple(Field(header.logicalIndex(place)) for place in range(header.count()))
        shown = frozenset(field for field in order if not header.isSectionHidden(field))
        return Columns(order, shown, {field: self.columnWidth(field) for field in order if field in shown})

    def set_columns(self, columns: Columns) -> None:
        """Show these columns in this order."""
        header = self.horizontalHeader()
        self._sharing = True
        try:
            for place, field in enumerate(columns.order):
                header.moveSection(header.visualIndex(field), place)
                header.setSectionHidden(field, field not in columns.shown)
                if field in columns.shown:
                    self.setColumnWidth(field, columns.widths.get(field, WIDTHS[field]))
        finally:
            self._sharing = False
        self._share()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns of texts, as they were to each other."""
        super().resizeEvent(event)
        self._share()

    @Slot(int, int, int)
    def _give_way(self, section: int, _before: int, width: int) -> None:
        """Let the other columns of texts give way to one that is drawn wider, and fill up after one drawn narrower."""
        if not self._sharing and width:
            self._share(besides=Field(section))

    def _share(self, besides: Field | None = None) -> None:
        shown = [field for field in Field if not self.isColumnHidden(field)]
        sharing = [field for field in FLEXIBLE if field in shown and field is not besides] or shown[-1:]
        fixed = sum(self.columnWidth(field) for field in shown if field not in sharing)
        before = sum(self.columnWidth(field) for field in sharing)
        room = max(self.viewport().width() - fixed, LEAST_SHARED * len(sharing))
        if before == room or not before:
            return
        edges = np.cumsum([0, *(self.columnWidth(field) * room / before for field in sharing)])
        self._sharing = True
        try:
            for field, (left, right) in zip(sharing, pairwise(edges), strict=True):
                self.setColumnWidth(field, round(right) - round(left))
        finally:
            self._sharing = False

    @Slot(int)
    def _sort(self, section: int) -> None:
        down = section == self.entries.field and self.entries.order is Qt.SortOrder.AscendingOrder
        # Most sources first; everything else from its beginning.
        if section in (Field.SOURCES, Field.OWN):
            down = section != self.entries.field or self.entries.order is Qt.SortOrder.AscendingOrder
        by = Arrangement(SORTED[Field(section)], down, self.entries.wish.gathered)
        self._sorting = by
        self.entries.arrange(by)
        self.horizontalHeader().viewport().update()

    # One selection

    def _chosen(self) -> Rows:
        return self._rows_in(self.selectionModel().selection())

    def _rows_in(self, selection: QItemSelection) -> Rows:
        """Return the rows of the marks in a selection, ascending, each once."""
        ranges = [self.entries.rows_at(each.top(), each.bottom()) for each in selection.toList()]
        return np.unique(np.concatenate(ranges)).astype(np.int32) if ranges else NO_ROWS

    @Slot(QItemSelection, QItemSelection)
    def _tell_session(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Select the same everywhere; with Ctrl only what changed: much may be selected that the table cannot show."""
        present = self._session.selection.rows
        if self._following:
            return
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            added, removed = self._rows_in(selected), self._rows_in(deselected)
            removed = np.union1d(removed, np.intersect1d(added, present))
            rows = np.setdiff1d(np.union1d(present, added), removed).astype(np.int32)
        else:
            rows = self._chosen()
            if not len(rows) and self.entries.is_heading(self.currentIndex().row()):
                return
        if not np.array_equal(rows, present):
            self._session.select(rows)

    @Slot()
    def _follow(self) -> None:
        """Select what the session has selected, and bring the current entry into view."""
        selection = self._session.selection
        places = self.entries.places_of(selection.rows)
        runs = _runs(places)
        mirrored = runs if len(runs) <= MIRRORED else []
        if _runs_of(self.selectionModel().selection()) == mirrored:
            self.viewport().update()
            return
        self._following = True
        try:
            chosen = QItemSelection()
            for first, last in mirrored:
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
            self._scroll_to(selection.current)
        self.viewport().update()

    @Slot(int)
    def _reveal(self, row: int) -> None:
        self.entries.open_around(row)
        self._scroll_to(row)

    def _scroll_to(self, row: int) -> None:
        place = self.entries.place_of(row)
        if place >= 0:
            self.scrollTo(self.entries.index(place, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    @Slot()
    def _begin_in_view(self) -> None:
        """Begin, in a library that was not shown yet, where the timeline begins: background comes before that."""
        library, marks = self._session.library, self._session.marks
        begin, end = self._session.span
        if library is None or marks is None or begin == end or library.dataset.id == self._opened:
            return
        self._opened = library.dataset.id
        self._after = NO_ROWS
        dated = marks.earliest[: int(np.count_nonzero(marks.dated))]
        self._top = int(np.searchsorted(dated, begin))
        self._keep_top()

    @Slot()
    def _note_top(self) -> None:
        place = self.rowAt(0)
        # At the top of a group stands its heading; what is below it is what must stay.
        self._top = self.entries.leading_row(place) if place >= 0 else -1
        self._after = self.entries.rows_from(self._top)
        current = self._session.selection.current
        at = self.entries.place_of(current)
        seen = at >= 0 and self.viewport().rect().intersects(self.visualRect(self.entries.index(at, self._first())))
        self._kept_in_view = current if seen else -1

    @Slot()
    def _keep_top(self) -> None:
        """Leave the same entry at the top, so that nothing jumps when others come, go, or are told more of.

        Where that one is hidden, the next takes its place. An order that was asked for by a click begins at its top.
        """
        sorted_now = self._sorting == self.entries.arrangement
        place = 0 if sorted_now else self.entries.place_of(self._top)
        if place < 0:
            place = self.entries.first_place(self._after)
        if 0 <= place < self.entries.rowCount():
            # The scroll bar learns of new rows only when the table is laid out, which Qt would do later.
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            self.scrollTo(self.entries.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        if sorted_now:
            self._sorting = None
            self._scroll_to(self._kept_in_view)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = int(index.data(ROW))
        if row >= 0:
            self._session.passage_requested.emit(row)

    # Pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close the group whose heading is clicked."""
        place = self.rowAt(round(event.position().y()))
        if event.button() is Qt.MouseButton.LeftButton and self.entries.is_heading(place):
            self._toggle(place)
            event.accept()
        else:
            super().mousePressEvent(event)

    def _toggle(self, place: int) -> None:
        """Open a closed group, close an open one, and stay on its heading."""
        self._set_closed(place, closed=not self.entries.is_closed(place))

    def _set_closed(self, place: int, *, closed: bool) -> None:
        groups = self.entries.groups
        if groups is not None:
            group = groups.group_at(place)
            self.entries.set_closed(place, closed=closed)
            groups = self.entries.groups
            if groups is not None:
                heading = self.entries.index(int(groups.heads[group]), self._first())
                self.selectionModel().setCurrentIndex(heading, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _first(self) -> int:
        """Return the column that stands at the left."""
        header = self.horizontalHeader()
        sections = (header.logicalIndex(place) for place in range(header.count()))
        return next(section for section in sections if not header.isSectionHidden(section))

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
        place = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif self.entries.groups is not None and self._moves_in_groups(Qt.Key(event.key()), place):
            event.accept()
        elif event.key() != Qt.Key.Key_Escape or not self._session.step_back():
            super().keyPressEvent(event)

    def _moves_in_groups(self, key: Qt.Key, place: int) -> bool:
        """Open and close groups as trees do: with the arrows, and with Space and Enter on a heading."""
        if place < 0:
            return False
        heading = self.entries.is_heading(place)
        if key is Qt.Key.Key_Left:
            self._set_closed(place, closed=True)
        elif key is Qt.Key.Key_Right and heading:
            self._set_closed(place, closed=False)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and heading:
            self._toggle(place)
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the commands of the table, where the window gave it some."""
        if self.offered:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(self.offered)
            menu.popup(event.globalPos())

    def copy_selection(self) -> None:
        """Ask for the selected entries as text."""
        if len(self._session.selection):
            self._session.copy_requested.emit(self._session.selection.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or say that nothing passes the filter."""
        self._line.look()
        super().paintEvent(event)
        if self.entries.rowCount() or self._session.marks is None:
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


def _runs_of(selection: QItemSelection) -> list[tuple[int, int]]:
    """Return what is selected as ascending inclusive runs of neighbours."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((each.top(), each.bottom()) for each in selection.toList()):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
