"""The chronology as a table: the shown entries in an order, gathered or not, their texts read a page at a time.

What the marks' columns hold is at hand for every row; the other texts are asked of the session for those rows
that a view shows, and kept for a few thousand of them. The order of all rows is worked out off the GUI thread, as is
what a filter leaves of it, which is taken here, so that the table changes in one frame with all else.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from db.folding import fold
from db.marks import STATUSES, TYPES
from db.own import LABEL_SHIFT, Sign
from db.records import EntryLine
from desktop.ahead import Work
from desktop.session import Session
from desktop.states import NO_ROWS, Rows
from desktop.timeline.indexes import Manner
from desktop.timeline.ordering import Arrangement, By, Gathered, Order
from desktop.views.chronology.arranged import Arranged, Plan, places_of
from desktop.views.chronology.texts import SORTED, Field, Texts
from desktop.vocabulary import named
from desktop.wording import entries

if TYPE_CHECKING:
    from desktop.views.chronology.groups import Groups

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
KEPT = 4096
"""Lines in memory; the view shows some dozens."""
ASKED = 256
"""Lines wanted at once: what was scrolled past without stopping is forgotten."""
_AT_ONCE = 1 << 12
"""Rows that are looked at together for one that passes, at first."""
AHEAD = 48
"""So many lines before and after those that are painted are read with them, so that most stand there at once."""
ROW = Qt.ItemDataRole.UserRole
"""The role under which an index tells its row of the marks, -1 for a heading."""


class Chronology(QAbstractTableModel):
    """The entries that pass the filter, in the order asked for; a *place* is a line of the table.

    ``rows`` are the entries in their order, without headings; by article, one stands with each that reports it.
    """

    arranged = Signal()
    """Other entries, or another order: ``rows`` is new."""
    wanted = Signal()
    """Lines were missing while painting; only this class listens, once the painting is over."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.texts = Texts(session, self)
        self.rows: Rows = NO_ROWS
        self.groups: Groups | None = None
        self.wish = Arrangement()
        self._order: Order | None = None
        self._ordered_by = Arrangement()
        self._closed = np.empty(0, np.bool_)
        self._total = 0
        self._places: Rows | None = None
        self._foreseen = session.ahead.foresee(self._planned)
        self._lines: dict[int, EntryLine] = {}
        self._asked: dict[int, None] = {}
        self._waiting = False
        session.library_changed.connect(self._reload)
        session.filter_changed.connect(self._narrow)
        session.lines_read.connect(self._take_lines)
        session.order_read.connect(self._take_order)
        session.own_changed.connect(self._show_own)
        self.wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        self._reload()

    # The order

    @property
    def field(self) -> Field:
        """The column by which the table is sorted."""
        return next(field for field, by in SORTED.items() if by is self.wish.by)

    @property
    def order(self) -> Qt.SortOrder:
        """Upwards or downwards."""
        return Qt.SortOrder.DescendingOrder if self.wish.down else Qt.SortOrder.AscendingOrder

    @property
    def arrangement(self) -> Arrangement:
        """The order in force; ``wish`` is the one that was asked for last."""
        return self._ordered_by

    @Slot()
    def _reload(self) -> None:
        self._lines.clear()
        self._asked.clear()
        self._order, self._ordered_by = None, Arrangement()
        self._closed = np.empty(0, np.bool_)
        if not self.wish.plain:
            # Until the order wished for is known, that of the marks.
            self._arrange()
        self.arrange(self.wish)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        down = order is Qt.SortOrder.DescendingOrder
        self.arrange(Arrangement(SORTED[Field(column)], down, self.wish.gathered))

    def gather(self, gathered: Gathered) -> None:
        """Let rows stand together that have the same day or article, or each by itself."""
        self.arrange(Arrangement(self.wish.by, self.wish.down, gathered))

    def arrange(self, wish: Arrangement) -> None:
        """Stand in another order as soon as it is known; that of the marks is known at once."""
        self.wish = wish
        if wish.plain:
            self._order, self._ordered_by = None, wish
            self._arrange()
        elif self._session.marks is not None:
            self._session.order_requested.emit(wish, self._ranks(wish.by))

    @Slot(object, object)
    def _take_order(self, wish: Arrangement, order: Order) -> None:
        marks = self._session.marks
        if wish != self.wish or marks is None or (len(order.rows) and int(order.rows.max()) >= len(marks)):
            return
        if wish.gathered is not self._ordered_by.gathered or wish.gathered is Gathered.DAY:
            # Days are numbered in their order: those that were closed may be others now.
            groups = order.groups
            self._closed = np.zeros(int(groups.max()) + 1 if groups is not None and len(groups) else 0, np.bool_)
        self._order, self._ordered_by = order, wish
        self._arrange()

    def _plan(self) -> Plan:
        # Groups are closed in place, and a job may still be at work on what it was given.
        return Plan(self._order, self._closed.copy())

    def _planned(self, _manner: Manner) -> Work[tuple[Plan, Arranged]]:
        return self._plan().foreseen

    @Slot()
    def _narrow(self) -> None:
        """Take what another filter leaves of the order in force, as it was worked out elsewhere if that is it."""
        index = self._session.index
        plan, arranged = (self._foreseen.take(index) if index is not None else None) or (None, None)
        same = plan is not None and plan.order is self._order and np.array_equal(plan.closed, self._closed)
        self._arrange(arranged if same else None)

    def _arrange(self, arranged: Arranged | None = None) -> None:
        """Take what the filter leaves of the order in force; ``arranged`` is that, where it is known already."""
        self.beginResetModel()
        if self._session.marks is None:
            arranged = Arranged(NO_ROWS, None, None)
        elif arranged is None:
            arranged = self._plan().arranged(self._session.shown.mask)
        self.rows, self.groups, self._places = arranged.rows, arranged.groups, arranged.places
        self._total = 0 if self._session.marks is None else len(self._session.marks)
        self.endResetModel()
        self.arranged.emit()

    def _ranks(self, by: By) -> npt.NDArray[np.int64] | None:
        """Return the ranks of all rows where the session has what it takes; the others only the database knows."""
        marks = self._session.marks
        if marks is None or by not in (By.OWN, By.TYPE, By.STATUS, By.SIDE):
            return None
        if by is By.OWN:
            return self._own_ranks()
        if by is By.SIDE:
            sides = marks.groupings["side"]
            return _alphabetical(sides.names)[sides.lanes.members[sides.lanes.offsets[:-1]]]
        if by is By.TYPE:
            return _alphabetical([named(each) for each in TYPES])[marks.type]
        return _alphabetical([named(each) for each in STATUSES])[marks.status]

    def _own_ranks(self) -> npt.NDArray[np.int64]:
        """Put stars before notes, these before tags, these before labels."""
        own, total = self._session.own, len(self._session.shown.mask)
        if len(own.signs) != total:
            return np.zeros(total, np.int64)
        signs = own.signs.astype(np.int64)
        weights = ((Sign.STARRED, 64), (Sign.NOTED, 32), (Sign.TAGGED, 16))
        return sum((weight * ((signs & sign) > 0) for sign, weight in weights), signs >> LABEL_SHIFT)

    @Slot()
    def _show_own(self) -> None:
        if self.wish.by is By.OWN:
            self.arrange(self.wish)
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, Field.OWN), self.index(self.rowCount() - 1, Field.OWN))

    # Places

    @property
    def _place(self) -> Rows:
        """Where each row of the marks stands in ``rows``, -1 for nowhere: int32[N], made when it is first asked for."""
        if self._places is None:
            self._places = places_of(self.rows, self._total)
        return self._places

    def place_of(self, row: int) -> int:
        """Return where a row of the marks stands in the table, -1 where the filter or a closed group hides it."""
        entry = int(self._place[row]) if 0 <= row < len(self._place) else -1
        if entry < 0 or self.groups is None:
            return entry
        return int(self.groups.places_of(np.array([entry]))[0])

    def first_place(self, rows: Rows) -> int:
        """Return where the first of these rows stands that passes the filter, -1 where none does.

        One in a closed group is told by its heading.
        """
        entry = self._first_passing(rows)
        if not len(entry):
            return -1
        if self.groups is None:
            return int(entry[0])
        place = int(self.groups.places_of(entry)[0])
        return (
            place if place >= 0 else int(self.groups.heads[np.searchsorted(self.groups.starts, entry[0], "right") - 1])
        )

    def _first_passing(self, rows: Rows) -> npt.NDArray[np.int64]:
        """Return which of ``rows`` of the table the first of these is that passes, or nothing; it is mostly near."""
        begin, together = 0, _AT_ONCE
        while begin < len(rows):
            near = rows[begin : begin + together]
            entries = self._place[near[near < len(self._place)]]
            passing = entries[entries >= 0]
            if len(passing):
                return passing[:1].astype(np.int64)
            begin, together = begin + together, 2 * together
        return np.empty(0, np.int64)

    def rows_from(self, row: int) -> Rows:
        """Return a row and all that stand after it, without headings and whether or not their groups are closed."""
        entry = int(self._place[row]) if 0 <= row < len(self._place) else -1
        return self.rows[entry:] if entry >= 0 else NO_ROWS

    def places_of(self, rows: Rows) -> Rows:
        """Return all places where rows stand in the table, ascending."""
        if not len(rows):
            return NO_ROWS
        if self.groups is None:
            places = self._place[rows[rows < len(self._place)]]
            return np.sort(places[places >= 0])
        wanted = np.zeros(len(self._place), np.bool_)
        wanted[rows[rows < len(self._place)]] = True
        found = self.groups.places_of(np.flatnonzero(wanted[self.rows]))
        return found[found >= 0].astype(np.int32)

    def row_at(self, place: int) -> int:
        """Return the row of the marks at a place, -1 for a heading and beyond the end."""
        if self.groups is None:
            return int(self.rows[place]) if 0 <= place < len(self.rows) else -1
        rows = self.rows_at(place, place)
        return int(rows[0]) if len(rows) else -1

    def leading_row(self, place: int) -> int:
        """Return the row of the marks at a place, for a heading the first of its group, -1 beyond the end."""
        if self.groups is None or not self.groups.is_heading(place):
            return self.row_at(place)
        return int(self.rows[self.groups.starts[self.groups.group_at(place)]])

    def rows_at(self, first: int, last: int) -> Rows:
        """Return the rows of the marks from place to place, the last included, without headings."""
        if self.groups is None:
            return self.rows[max(first, 0) : last + 1]
        last = min(last, self.groups.total - 1)
        return self.rows[self.groups.entries_at(np.arange(max(first, 0), last + 1))]

    def is_heading(self, place: int) -> bool:
        """Tell whether a group's heading stands at a place."""
        return self.groups is not None and self.groups.is_heading(place)

    # Groups

    def is_closed(self, place: int) -> bool:
        """Tell whether the group in which a place lies is closed."""
        return self.groups is not None and bool(self._closed[self.groups.ids[self.groups.group_at(place)]])

    def set_closed(self, place: int, *, closed: bool) -> None:
        """Close or open the group in which a place lies."""
        if self.groups is not None and self.is_closed(place) is not closed:
            self._closed[self.groups.ids[self.groups.group_at(place)]] = closed
            self._arrange()

    def set_all_closed(self, *, closed: bool) -> None:
        """Close or open every group."""
        if self.groups is not None:
            self._closed[:] = closed
            self._arrange()

    def open_around(self, row: int) -> None:
        """Open the group in which a row stands, if it is closed."""
        entry = int(self._place[row]) if 0 <= row < len(self._place) else -1
        if self.groups is not None and entry >= 0 and self.place_of(row) < 0:
            group = int(np.searchsorted(self.groups.starts, entry, "right")) - 1
            self.set_closed(int(self.groups.heads[group]), closed=False)

    def heading(self, place: int) -> str:
        """Return what the heading at a place says: the day or the article, and how many entries."""
        marks = self._session.marks
        if self.groups is None or marks is None:
            return ""
        group = self.groups.group_at(place)
        if self._ordered_by.gathered is Gathered.ARTICLE:
            name = marks.groupings["article"].names[int(self.groups.ids[group])]
        else:
            name = self.texts.day_text(int(self.rows[self.groups.starts[group]]))
        return f"{name}  ·  {entries(self.groups.size(group))}"

    # Lines

    def _line(self, row: int) -> EntryLine | None:
        line = self._lines.get(row)
        if line is None and row not in self._asked:
            self._asked[row] = None
            while len(self._asked) > ASKED:
                del self._asked[next(iter(self._asked))]
            if not self._waiting:
                self._waiting = True
                self.wanted.emit()
        return line

    @Slot()
    def _ask(self) -> None:
        self._waiting = False
        if self._asked:
            wanted = self._asked.keys() | self._near(next(reversed(self._asked)))
            self._session.lines_requested.emit(np.array(sorted(wanted), np.int32))

    def _near(self, row: int) -> set[int]:
        """Return the rows around one in the table whose lines are not there yet."""
        place = self.place_of(row)
        near = self.rows_at(place - AHEAD, place + AHEAD).tolist() if place >= 0 else []
        return set(near) - self._lines.keys()

    @Slot(object)
    def _take_lines(self, lines: tuple[EntryLine, ...]) -> None:
        if len(self._lines) + len(lines) > KEPT:
            self._lines.clear()
        missed = [line.row for line in lines if line.row in self._asked]
        for line in lines:
            self._lines[line.row] = line
            self._asked.pop(line.row, None)
        # What nobody has looked at yet is not looked at anew.
        places = self.places_of(np.array(missed, np.int32))
        if len(places):
            first, last = int(places[0]), int(places[-1])
            self.dataChanged.emit(self.index(first, Field.WHO), self.index(last, Field.ARTICLE))

    # Qt's model

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are, headings included; none of them has children."""
        if parent.isValid():
            return 0
        return len(self.rows) if self.groups is None else self.groups.total

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns, those included that are not shown."""
        return 0 if parent.isValid() else len(Field)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Field):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts.names()[Field(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(Field(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be gone to but not selected."""
        flags = super().flags(index)
        return flags & ~Qt.ItemFlag.ItemIsSelectable if self.is_heading(index.row()) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or with ROW the row of the marks; texts that are not read yet are empty."""
        if not index.isValid() or self._session.marks is None:
            return None
        row = self.row_at(index.row())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(Field(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and row < 0:
            state = self.tr("closed") if self.is_closed(index.row()) else self.tr("open")
            return f"{self.heading(index.row())}, {state}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.said(index.row(), row, Field(index.column()))
        return None

    def said(self, place: int, row: int, field: Field) -> str:
        """Return what a cell says: that of ``row`` of the marks, which stands at ``place``, or of a heading for -1."""
        if row < 0:
            # A heading is one line: the reader of a screen meets it in its first cell.
            return self.heading(place) if field is Field.DATE else ""
        marks = self._session.marks
        line = self._line(row) if field in (Field.WHO, Field.WHERE, Field.ARTICLE) else None
        return "" if marks is None else self.texts.text(row, field, marks, line)

    def summary(self) -> str:
        """Return how many entries there are and in what order."""
        return self.texts.summary(self._session.shown.count, self.field)


def _alphabetical(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the place of each name among all in the order of the alphabet."""
    places = {name: place for place, name in enumerate(sorted(names, key=fold))}
    return np.array([places[name] for name in names], np.int64)


def alignment(field: Field) -> Qt.AlignmentFlag:
    """Return where in its cells a column's texts stand."""
    side = Qt.AlignmentFlag.AlignRight if field is Field.SOURCES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
