"""What the cells of the chronology say."""

from datetime import date
from enum import IntEnum

from PySide6.QtCore import QObject

from db.dates import date_of
from db.marks import STATUSES, TYPES, Drawing, Flag, Marks
from db.own import Sign
from db.records import EntryLine
from desktop.session import Session
from desktop.timeline.ordering import By
from desktop.vocabulary import named
from desktop.wording import count, date_words, entries

MINUTES_A_DAY = 1440


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
    TYPE = 7
    STATUS = 8
    SIDE = 9


SHOWN = (Field.DATE, Field.ENTRY, Field.WHO, Field.WHERE, Field.ARTICLE, Field.SOURCES, Field.OWN)
"""The columns that stand there at first."""
SORTED = {
    Field.DATE: By.DATE,
    Field.ENTRY: By.TITLE,
    Field.WHO: By.WHO,
    Field.WHERE: By.WHERE,
    Field.ARTICLE: By.ARTICLE,
    Field.SOURCES: By.SOURCES,
    Field.OWN: By.OWN,
    Field.TYPE: By.TYPE,
    Field.STATUS: By.STATUS,
    Field.SIDE: By.SIDE,
}


class Texts(QObject):
    """Puts the session's marks, and the lines that were read, in words."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def names(self) -> dict[Field, str]:
        """Return the columns' names."""
        return {
            Field.DATE: self.tr("Date"),
            Field.ENTRY: self.tr("Entry"),
            Field.WHO: self.tr("Who → whom"),
            Field.WHERE: self.tr("Where or how"),
            Field.ARTICLE: self.tr("Article"),
            Field.SOURCES: self.tr("Sources"),
            Field.OWN: self.tr("Yours"),
            Field.TYPE: self.tr("Type"),
            Field.STATUS: self.tr("Status"),
            Field.SIDE: self.tr("Side"),
        }

    def text(self, row: int, field: Field, marks: Marks, line: "EntryLine | None") -> str:
        """Return what a cell says; ``line`` holds what is read a page at a time, None as long as it is not there."""
        match field:
            case Field.DATE:
                return self.date_text(row)
            case Field.ENTRY:
                return marks.titles[row]
            case Field.SOURCES:
                return count(int(marks.sources[row]))
            case Field.OWN:
                return self._own_text(row)
            case Field.TYPE:
                return named(TYPES[int(marks.type[row])])
            case Field.STATUS:
                return named(STATUSES[int(marks.status[row])]).capitalize()
            case Field.SIDE:
                sides = marks.groupings["side"]
                return ", ".join(sides.names[lane] for lane in sides.lanes[row].tolist())
            case _:
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

    def day_text(self, row: int) -> str:
        """Return the day of a row in full, or what is known of its date where that is no day."""
        marks = self._session.marks
        if marks is None:
            return ""
        one_day = int(marks.latest[row]) - int(marks.earliest[row]) <= MINUTES_A_DAY
        if not marks.dated[row] or not one_day:
            return self.date_text(row)
        return date_words().full(date_of(int(marks.earliest[row])))

    def summary(self, number: int, field: Field) -> str:
        """Return how many entries there are and in what order."""
        names = {
            Field.DATE: self.tr("{entries}, by date"),
            Field.ENTRY: self.tr("{entries}, by title"),
            Field.WHO: self.tr("{entries}, by who"),
            Field.WHERE: self.tr("{entries}, by where or how"),
            Field.ARTICLE: self.tr("{entries}, by article"),
            Field.SOURCES: self.tr("{entries}, by sources"),
            Field.OWN: self.tr("{entries}, by what is yours"),
            Field.TYPE: self.tr("{entries}, by type"),
            Field.STATUS: self.tr("{entries}, by status"),
            Field.SIDE: self.tr("{entries}, by side"),
        }
        return names[field].format(entries=entries(number))
