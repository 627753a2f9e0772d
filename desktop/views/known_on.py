"""The slider "as known on": it hides what no article had reported by a day."""

from bisect import bisect_left, bisect_right
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QLineF, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QToolButton, QWidget

from db.dates import MINUTES_A_DAY, date_of, parse
from db.reported import first_minute
from desktop.icons import themed_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.painting import paint_hairline
from desktop.widgets.words import words
from desktop.wording import date_words

EDGE = 12
LEAST = 160
TICK = 4.0
NEAR = 6
"""Pixels about a tick in which a press means its article."""


def publication_days(session: Session) -> list[int]:
    """Return the days, ascending and each once, on which articles may first have appeared: counted from 0001-01-01."""
    articles = session.library.articles if session.library is not None else ()
    minutes = [first_minute(article.published) for article in articles]
    return sorted({minute // MINUTES_A_DAY for minute in minutes if minute is not None and minute >= 0})


class DaySlider(QSlider):
    """A day on each stop, from the day before the first article to the last; the last stop leaves nothing out.

    Ticks stand on the days of articles; the page keys go from one to the next.
    """

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Start without a day."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._appearance = appearance
        self.days: list[int] = []
        self.setMinimumWidth(LEAST)
        self.setAccessibleName(self.tr("As known on"))

    def offer(self, days: list[int]) -> None:
        """Slide over other days; without a change of value being told."""
        self.days = days
        with QSignalBlocker(self):
            self.setRange(days[0] - 1 if days else 0, days[-1] if days else 0)
        self.setEnabled(bool(days))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from article to article with the page keys."""
        later, earlier = bisect_right(self.days, self.value()), bisect_left(self.days, self.value()) - 1
        match event.key():
            case Qt.Key.Key_PageUp if later < len(self.days):
                self.setValue(self.days[later])
            case Qt.Key.Key_PageDown:
                self.setValue(self.days[earlier] if earlier >= 0 else self.minimum())
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day that is pressed, from where it can be dragged on; near a tick, to that article's day."""
        handle = self._part(QStyle.SubControl.SC_SliderHandle)
        if event.button() is Qt.MouseButton.LeftButton and not handle.left() <= event.position().x() <= handle.right():
            at, room = round(event.position().x()) - handle.width() // 2, self.width() - handle.width()
            day = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room)
            near = [each for each in self.days if abs(self._x(each) - event.position().x()) <= NEAR]
            self.setValue(near[-1] if near else day)
        super().mousePressEvent(event)

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)

    def _x(self, day: int) -> float:
        """Return where the middle of the handle stands on a day."""
        handle = self._part(QStyle.SubControl.SC_SliderHandle).width()
        room = self.width() - handle
        return handle / 2 + QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), day, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ticks below the slider."""
        super().paintEvent(event)
        painter = QPainter(self)
        for day in self.days:
            x = self._x(day)
            paint_hairline(painter, QLineF(x, self.height() - TICK, x, self.height()), self._appearance.theme["ink-2"])
        painter.end()


class KnownOn(QWidget):
    """The slider with the day in words; asks for a filter as it is moved."""

    closed = Signal()

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        """Follow the filter and the library of ``session``."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.slider = DaySlider(appearance, self)
        self.day = words("", appearance, self, bold=True)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close the slider; its filter stays"))
        self._close.setToolTip(self._close.accessibleName())
        line = QHBoxLayout(self)
        line.setContentsMargins(EDGE, 0, EDGE, 0)
        line.setSpacing(10)
        line.addWidget(words(self.tr("As known on"), appearance, self, role="second"))
        line.addWidget(self.slider, 1)
        line.addWidget(self.day)
        line.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider.valueChanged.connect(self._ask)
        self._close.clicked.connect(self.closed)
        session.library_changed.connect(self._offer)
        session.filter_changed.connect(self._follow)
        appearance.changed.connect(self._fit)
        self._fit()
        self._offer()

    @Slot()
    def _fit(self) -> None:
        theme = self._appearance.theme
        self.setFixedHeight(theme.length("panel-header"))
        self._close.setIcon(themed_icon("close", theme["ink-2"], theme["ink-3"]))
        self._close.setIconSize(QSize(14, 14))
        longest = date_words().full(date(2020, 9, 23))
        self.day.setMinimumWidth(self.day.fontMetrics().horizontalAdvance(f"{longest}  "))

    @Slot()
    def _offer(self) -> None:
        self.slider.offer(publication_days(self._session))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Stand where the filter says."""
        known = self._session.filter.known_on
        latest = parse(known).latest if known else None
        with QSignalBlocker(self.slider):
            self.slider.setValue(self.slider.maximum() if latest is None else (latest - 1) // MINUTES_A_DAY)
        self._tell()

    def _tell(self) -> None:
        everything = self.slider.value() == self.slider.maximum() and not self._session.filter.known_on
        day = date_of(self.slider.value() * MINUTES_A_DAY)
        said = self.tr("today: everything") if everything or not self.slider.days else date_words().full(day)
        self.day.setText(said)
        self.slider.setAccessibleDescription(said)

    @Slot(int)
    def _ask(self, value: int) -> None:
        everything = value == self.slider.maximum()
        known = None if everything else date_of(value * MINUTES_A_DAY).isoformat()
        day = date_of(value * MINUTES_A_DAY)
        self.day.setText(self.tr("today: everything") if everything else date_words().full(day))
        self._session.filter_requested.emit(replace(self._session.filter, known_on=known))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line above."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), theme["surface"])
        paint_hairline(painter, QLineF(0, 0, self.width(), 0), theme["line-strong"])
        painter.end()
