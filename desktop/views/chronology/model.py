"""The chronology as a table: the shown entries in an order, their texts read a page at a time.

What the marks' columns hold is at hand for every row; the other texts are asked of the session for those rows
that a view shows, and kept for a few thousand of them.
"""

from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from db.dates import date_of
from db.marks import Drawing, Flag, Marks
from db.own import LABEL_SHIFT, Sign
from db.records import EntryLine
from desktop.session import NO_ROWS, Column, Rows, Session
from desktop.vocabulary import named
from desktop.wording import count, date_words, entries

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
KEPT = 4096
"""Lines in memory; the view shows some dozens."""
ASKED = 256
"""Lines wanted at once: what was scrolled past without stopping is forgotten."""
ROW = Qt.ItemDataRole.UserRole
"""The role under which an index tells its row of the marks."""


class Field(IntEnum):
    """The columns of the table, from the left."""

    DATE = 0
    ENTRY = 1
    WHO = 2
    WHERE = 3
    ARTICLE = 4
    SOURCES = 5
    OWN = 6
    """What the user has put on an entry."""


RANKED = {
    Field.ENTRY: Column.TITLE,
    Field.WHO: Column.WHO,
    Field.WHERE: Column.WHERE,
    Field.ARTICLE: Column.ARTICLE,
}


class Chronology(QAbstractTableModel):
    """The entries that pass the filter, sorted by one column; undated ones stand last in the order of dates."""

    arranged = Signal()
    """Other entries, or another order: ``rows`` is new."""
    wanted = Signal()
    """Lines were missing while painting; only this class listens, once the painting is over."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: Rows = NO_ROWS
        self._place: Rows = NO_ROWS
        self._lines: dict[int, EntryLine] = {}
        self._asked: dict[int, None] = {}
        self._ranks: dict[Field, Rows] = {}
        self._waiting = False
        self.field = Field.DATE
        self.order = Qt.SortOrder.AscendingOrder
        session.library_changed.connect(self._reload)
        session.filter_changed.connect(self._arrange)
        session.lines_read.connect(self._take_lines)
        session.ranks_read.connect(self._take_ranks)
        session.own_changed.connect(self._show_own)
        self.wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        self._reload()

    def place_of(self, row: int) -> int:
        """Return where a row of the marks stands in the table, or -1 where the filter hides it."""
        return int(self._place[row]) if 0 <= row < len(self._place) else -1

    def places_of(self, rows: Rows) -> Rows:
        """Return where rows stand in the table, ascending, without those that the filter hides."""
        places = self._place[rows[rows < len(self._place)]]
        return np.sort(places[places >= 0])

    @Slot()
    def _reload(self) -> None:
        self._lines.clear()
        self._asked.clear()
        self._ranks.clear()
        if self.field in RANKED:
            self._session.ranks_requested.emit(RANKED[self.field])
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        marks = self._session.marks
        self.beginResetModel()
        shown = NO_ROWS if marks is None else np.flatnonzero(self._session.shown.mask).astype(np.int32)
        self.rows = shown if marks is None else self._sorted(shown, marks)
        self._place = np.full(0 if marks is None else len(marks), -1, np.int32)
        self._place[self.rows] = np.arange(len(self.rows), dtype=np.int32)
        self.endResetModel()
        self.arranged.emit()

    def _sorted(self, shown: Rows, marks: Marks) -> Rows:
        down = self.order is Qt.SortOrder.DescendingOrder
        match self.field:
            case Field.DATE:
                dated = marks.dated[shown]
                known = shown[dated]
                return np.concatenate([known[::-1] if down else known, shown[~dated]])
            case Field.SOURCES:
                keys = marks.sources[shown].astype(np.int64)
            case Field.OWN:
                keys = self._own_keys(shown)
            case _:
                ranks = self._ranks.get(self.field)
                if ranks is None:
                    return shown
                keys = ranks[shown].astype(np.int64)
        # Equal keys keep the chronology's order, upwards and downwards.
        return shown[np.argsort(-keys if down else keys, kind="stable")]

    def _own_keys(self, shown: Rows) -> npt.NDArray[np.int64]:
        """Put stars before notes, these before tags, these before labels."""
        own = self._session.own
        if len(own.signs) != len(self._session.shown.mask):
            return np.zeros(len(shown), np.int64)
        signs = own.signs[shown].astype(np.int64)
        weights = ((Sign.STARRED, 64), (Sign.NOTED, 32), (Sign.TAGGED, 16))
        return sum((weight * ((signs & sign) > 0) for sign, weight in weights), signs >> LABEL_SHIFT)

    @Slot()
    def _show_own(self) -> None:
        if self.field is Field.OWN:
            self._arrange()
        elif len(self.rows):
            self.dataChanged.emit(self.index(0, Field.OWN), self.index(len(self.rows) - 1, Field.OWN))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column of texts is sorted once the database has told its order."""
        self.field, self.order = Field(column), order
        if self.field in RANKED and self.field not in self._ranks:
            self._session.ranks_requested.emit(RANKED[self.field])
            return
        self._arrange()

    @Slot(str, object)
    def _take_ranks(self, column: str, ranks: Rows) -> None:
        marks = self._session.marks
        field = next(field for field, name in RANKED.items() if name == column)
        if marks is not None and len(ranks) == len(marks):
            self._ranks[field] = ranks
            if field is self.field:
                self._arrange()

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
            self._session.lines_requested.emit(np.array(sorted(self._asked), np.int32))

    @Slot(object)
    def _take_lines(self, lines: tuple[EntryLine, ...]) -> None:
        if len(self._lines) + len(lines) > KEPT:
            self._lines.clear()
        for line in lines:
            self._lines[line.row] = line
            self._asked.pop(line.row, None)
        places = [place for line in lines if (place := self.place_of(line.row)) >= 0]
        if places:
            self.dataChanged.emit(self.index(min(places), Field.WHO), self.index(max(places), Field.ARTICLE))

    # Qt's model

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many entries are shown; none of them has children."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Field)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Field):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names()[Field(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Field(section))
        return None

    def _names(self) -> dict[Field, str]:
        return {
            Field.DATE: self.tr("Date"),
            Field.ENTRY: self.tr("Entry"),
            Field.WHO: self.tr("Who → whom"),
            Field.WHERE: self.tr("Where or how"),
            Field.ARTICLE: self.tr("Article"),
            Field.SOURCES: self.tr("Sources"),
            Field.OWN: self.tr("Yours"),
        }

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or with ROW the row of the marks; texts that are not read yet are empty."""
        marks = self._session.marks
        if not index.isValid() or marks is None:
            return None
        row = int(self.rows[index.row()])
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(row, Field(index.column()), marks)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(Field(index.column()))
            case _ if role == ROW:
                return row
            case _:
                return None

    def _text(self, row: int, field: Field, marks: Marks) -> str:
        match field:
            case Field.DATE:
                return self.date_text(row)
            case Field.ENTRY:
                return marks.titles[row]
            case Field.SOURCES:
                return count(int(marks.sources[row]))
            case Field.OWN:
                return self._own_text(row)
            case _:
                line = self._line(row)
                return "" if line is None else self._line_text(line, field)

    def _own_text(self, row: int) -> str:
        """Return what the user has put on a row, in words; the table paints star and label as signs."""
        own = self._session.own
        label = own.label(row)
        parts = [self.tr("Star") if own.has(row, Sign.STARRED) else "", named(label) if label else ""]
        return ", ".join(part for part in (*parts, self.own_words(row)) if part)

    def own_words(self, row: int) -> str:
        """Return the tags of a row, and that it has a note."""
        own = self._session.own
        tags = own.tags_of(row) if own.has(row, Sign.TAGGED) else ()
        return ", ".join((*tags, self.tr("note")) if own.has(row, Sign.NOTED) else tags)

    def _line_text(self, line: EntryLine, field: Field) -> str:
        match field:
            case Field.WHO:
                return self._who(line)
            case Field.WHERE:
                return line.where[:1].upper() + line.where[1:]
            case _:
                return ", ".join(line.articles)

    def _who(self, line: EntryLine) -> str:
        who = ", ".join(line.who)
        if line.behalf:
            who = self.tr("{who} for {behalf}").format(who=who, behalf=", ".join(line.behalf))
        return f"{who} → {', '.join(line.whom)}" if line.whom else who

    def date_text(self, row: int) -> str:
        """Return a row's date: the weekday in the focus period's year, otherwise the year."""
        marks = self._session.marks
        if marks is None:
            return ""
        said, flags = date_words(), int(marks.flags[row])
        if not flags & Flag.DATED:
            return said.mark(marks, row)
        day = date_of(max(0, int(marks.place[row])))
        if flags & (Flag.OPEN_START | Flag.OPEN_END):
            until = self.tr("by {day}") if marks.drawing[row] == Drawing.ONE_OF else self.tr("until {day}")
            if flags & Flag.OPEN_START:
                # The mark stands on the first day of what bounds it: a day, or a whole month or year.
                last = date_of(int(marks.latest[row]) - 1)
                return until.format(day=said.days(day, last, short=True))
            return self.tr("from {day}").format(day=said.day(day, short=True))
        if day.year != self._usual_year():
            return said.mark(marks, row, short=True)
        exact = marks.drawing[row] == Drawing.DAY and not flags & Flag.TIMED
        return said.weekday(day) if exact else said.mark(marks, row, year=False, short=True)

    def _usual_year(self) -> int:
        library = self._session.library
        focus = library.dataset.focus[:4] if library is not None else ""
        return int(focus) if focus.isdecimal() else date.min.year

    def summary(self) -> str:
        """Return how many entries there are and in what order."""
        names = {
            Field.DATE: self.tr("{entries}, by date"),
            Field.ENTRY: self.tr("{entries}, by title"),
            Field.WHO: self.tr("{entries}, by who"),
            Field.WHERE: self.tr("{entries}, by where or how"),
            Field.ARTICLE: self.tr("{entries}, by article"),
            Field.SOURCES: self.tr("{entries}, by sources"),
            Field.OWN: self.tr("{entries}, by what is yours"),
        }
        return names[self.field].format(entries=entries(len(self.rows)))


def _alignment(field: Field) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field is Field.SOURCES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
