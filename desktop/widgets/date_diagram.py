"""A diagram of how a date is known: its bounds on a small axis of days, and those that were not taken below."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from db.dates import parse
from db.placing import Placing, place
from db.vocabularies import Basis
from desktop.theme import Appearance
from desktop.widgets.day_axis import DESCENT, EXTENT, DayAxis, axis_height, paint_date, paint_day_axis
from desktop.widgets.explained import (
    Explained,
    Reference,
    bounds_words,
    in_words,
    not_taken_words,
    reference_words,
    rule_words,
)
from desktop.widgets.prose import Prose
from desktop.widgets.words import words
from desktop.wording import date_words

ROW_GAP = 6
RULE_LINE = 8
"""Height of the line in which a date's rule lies, below its words."""
TERM_WIDTH, TERM_GAP = 76, 12


class Row(Struct, frozen=True):
    """One date of the diagram: in words, long and short, and where it stands; the ``taken`` one comes first."""

    long: str
    short: str
    placing: Placing
    taken: bool


def rows_of(explained: Explained) -> list[Row]:
    """Return the date that was taken, then the other readings."""
    dates = [explained.date, *(reading.date for reading in explained.readings)]
    return [_row(text, taken=number == 0) for number, text in enumerate(dates) if text]


def _row(text: str, *, taken: bool) -> Row:
    value, said = parse(text), date_words()
    first, last = value.first_day, value.last_day
    short = said.days(first, last, short=True) if first and last else said.when(value)
    return Row(said.when(value), short, place(text), taken)


class DateDiagram(QWidget):
    """Paints the axis, a hairline for each day of publication, and a rule for each date."""

    def __init__(
        self, explained: Explained, colour: QColor, appearance: Appearance, parent: QWidget, *, ground: str = "surface"
    ) -> None:
        """Paint the date that was taken in ``colour``, the others in grey, on a ground of this token."""
        super().__init__(parent)
        self._ground = ground
        self._explained, self._colour, self._appearance = explained, colour, appearance
        self.rows = rows_of(explained)
        self.setAccessibleName(self.tr("Diagram of the date"))
        self.setAccessibleDescription(in_words(explained))
        self.setToolTip("\n".join(reference_words(each) for each in explained.references))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._height())

    def _line(self) -> int:
        theme = self._appearance.theme
        return theme.line_height("small", theme.text_font("small"))

    def _foot(self) -> int:
        """Return the height of the line that names the days of publication."""
        return self._line() if self._explained.references else 0

    def _height(self) -> int:
        rows = len(self.rows) * (self._line() + RULE_LINE + ROW_GAP)
        return axis_height(self._appearance.theme) + ROW_GAP + rows + self._foot()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(200, self._height())

    def axis(self) -> DayAxis:
        """Return the axis in the present width: all dates and all days of publication stand on it."""
        days = [reference.day for reference in self._explained.references]
        return DayAxis.around([row.placing for row in self.rows], days, 0.0, float(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        theme, axis = self._appearance.theme, self.axis()
        top, bottom = axis_height(theme), self.height() - self._foot()
        painter = QPainter(self)
        paint_day_axis(painter, axis, theme, top=0, bottom=bottom)
        for reference in self._explained.references:
            painter.fillRect(QRectF(round(axis.middle(reference.day)), top, 1, bottom - top), theme["ink-2"])
        if self._explained.references:
            self._paint_references(painter, axis)
        y = float(top + ROW_GAP)
        for row in self.rows:
            self._paint_row(painter, axis, row, y)
            y += self._line() + RULE_LINE + ROW_GAP
        painter.end()

    def _paint_references(self, painter: QPainter, axis: DayAxis) -> None:
        """Name the days of publication below their hairlines."""
        theme = self._appearance.theme
        font = theme.text_font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme["ink-2"])
        for x, text in named_references(self._explained.references, axis, metrics):
            painter.drawText(QPointF(x, self.height() - DESCENT), text)

    def _paint_row(self, painter: QPainter, axis: DayAxis, row: Row, y: float) -> None:
        """Paint a date's words over its rule: from the rule's beginning where they fit, else as near as they do."""
        theme = self._appearance.theme
        font = theme.text_font("small", bold=row.taken)
        metrics = QFontMetricsF(font)
        text = row.long if metrics.horizontalAdvance(row.long) <= self.width() else row.short
        left, _, _ = axis.extent(row.placing)
        width = metrics.horizontalAdvance(text)
        x = min(max(left, 0.0), max(0.0, self.width() - width))
        # The lines of days run behind the words.
        painter.fillRect(QRectF(x - 2, y, width + 4, self._line()), theme[self._ground])
        painter.setFont(font)
        painter.setPen(theme["ink" if row.taken else "ink-2"])
        painter.drawText(QPointF(x, y + self._line() - DESCENT), text)
        colour = self._colour if row.taken else theme["control"]
        paint_date(painter, axis, row.placing, y + self._line() + (RULE_LINE - EXTENT) / 2, colour)


def named_references(
    references: tuple[Reference, ...], axis: DayAxis, metrics: QFontMetricsF
) -> Iterator[tuple[float, str]]:
    """Return the words for days of publication and where each begins; what would overlap is joined."""
    said = date_words()
    whole = QCoreApplication.translate("DateDiagram", "published {days}")
    end = axis.left + axis.width
    apart = metrics.horizontalAdvance(whole.format(days=said.day(references[0].day, short=True))) + 8
    numbers: list[int] = []
    for number, reference in enumerate(references):
        near = number and axis.middle(reference.day) - axis.middle(references[number - 1].day) < apart
        numbers.append(numbers[-1] if near else number)
    for _, group in groupby(zip(numbers, references, strict=True), key=_first):
        days = [reference.day for _, reference in group]
        text = whole.format(days=", ".join(said.day(day, short=True) for day in days))
        width = metrics.horizontalAdvance(text)
        if width > axis.width:
            text = whole.format(days=", ".join(said.day(day, short=True, year=False) for day in days))
            width = metrics.horizontalAdvance(text)
        middle = (axis.middle(days[0]) + axis.middle(days[-1])) / 2
        yield min(max(middle - width / 2, axis.left), max(axis.left, end - width)), text


def _first(pair: tuple[int, Reference]) -> int:
    return pair[0]


class DateExplanation(QWidget):
    """The diagram with all that it tells in words above and below it."""

    def __init__(
        self, explained: Explained, colour: QColor, appearance: Appearance, parent: QWidget, *, ground: str = "surface"
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(0)
        column.addLayout(self._terms(explained))
        self.diagram: DateDiagram | None = None
        if explained.date:
            column.addSpacing(8)
            self.diagram = DateDiagram(explained, colour, appearance, self, ground=ground)
            column.addWidget(self.diagram)
        for reading in explained.readings:
            column.addSpacing(4)
            column.addWidget(Prose(not_taken_words(reading), appearance, self, size="label", colour="ink-2"))

    def _terms(self, explained: Explained) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(TERM_GAP)
        grid.setVerticalSpacing(ROW_GAP)
        grid.setColumnMinimumWidth(0, TERM_WIDTH)
        grid.setColumnStretch(1, 1)
        told = [
            (self.tr("Wording"), f"‘{explained.wording}’" if explained.wording else ""),
            (self._reference(explained), "\n".join(reference_words(each) for each in explained.references)),
            (self.tr("Rule"), " ".join(part for part in (rule_words(explained.basis), explained.reason) if part)),
            (self.tr("Result"), bounds_words(explained.date) if explained.date else ""),
        ]
        if not explained.wording and explained.references:
            told[0] = (self.tr("Wording"), self.tr("No words in the articles date it."))
        for row, (term, text) in enumerate((term, text) for term, text in told if text):
            label = words(term, self._appearance, self, role="second")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Prose(text, self._appearance, self, size="label"), row, 1)
        return grid

    def _reference(self, explained: Explained) -> str:
        """Return what the days of publication are to the date: what is stated needs none to be reckoned from."""
        return self.tr("Published") if explained.basis is Basis.EXPLICIT else self.tr("Reference")
