"""A timeline on a window of its own, and hands to steer it with real events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.overview import Overview
from desktop.views.timeline import Timeline
from desktop.views.timeline.frame import places
from desktop.views.timeline.style import AXIS
from tests.ui.sample import marks_of, sample_specs, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from db.marks import Marks

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Stand(Struct):
    """A window with a timeline over an overview, as in the application."""

    bot: QtBot
    window: QWidget
    timeline: Timeline
    overview: Overview
    session: Session
    appearance: Appearance

    @property
    def marks(self) -> Marks:
        assert self.session.marks is not None
        return self.session.marks

    @property
    def span(self) -> tuple[float, float]:
        return self.session.span

    @property
    def middle(self) -> float:
        return sum(self.span) / 2

    @property
    def length(self) -> float:
        return self.span[1] - self.span[0]

    def moves(self) -> bool:
        return self.timeline.stage.camera.moving

    def settle(self) -> None:
        """Wait until nothing moves any more."""
        self.bot.waitUntil(lambda: not self.timeline.stage.camera.moving, timeout=3000)
        QApplication.processEvents()

    def titled(self, title: str) -> int:
        """Return the row of a title."""
        return next(row for row in range(len(self.marks)) if self.marks.titles[row] == title)

    def at(self, row: int) -> QPoint:
        """Return where a row's mark stands on the widget."""
        display = self.timeline.stage.canvas.display
        assert display is not None
        _, _, ground = next(iter(places(display, {row})))
        x = self.timeline.stage.canvas.plot_x + ground.left() + 12
        return QPoint(round(x), round(AXIS + ground.top() + 10))

    def drawn(self, row: int) -> bool:
        """Tell whether a row is drawn by itself, inside the widget."""
        display = self.timeline.stage.canvas.display
        assert display is not None
        width, height = self.timeline.width(), self.timeline.height()
        left = self.timeline.stage.canvas.plot_x
        return any(
            0 <= ground.left() + left <= width and 0 <= ground.top() <= height - AXIS
            for _, _, ground in places(display, {row})
        )

    def rows_in_view(self) -> list[int]:
        """Return the rows that are drawn as marks in view, by time."""
        display = self.timeline.stage.canvas.display
        assert display is not None
        rows = display.marks.row.tolist() + [card.row for card in display.cards]
        return sorted(row for row in rows if self.drawn(row))

    def header(self, lane: int) -> QPoint:
        """Return a point on a lane's name."""
        display = self.timeline.stage.canvas.display
        assert display is not None
        band = next(band for band in display.bands if band.lane == lane)
        return QPoint(20, round(AXIS + band.y + 13))

    def ground(self) -> QPoint:
        """Return a point of the plot where nothing lies."""
        canvas = self.timeline.stage.canvas
        for y in range(round(AXIS) + 6, self.timeline.height() - 4, 7):
            for x in range(200, self.timeline.width() - 20, 9):
                hit = canvas.hit(x, y)
                if hit is not None and hit.target.value == "ground":
                    return QPoint(x, y)
        raise AssertionError("the plot is full")

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.mouseClick(self.timeline, LEFT, keys, at)

    def double_click(self, at: QPoint) -> None:
        QTest.mouseClick(self.timeline, LEFT, NO_KEYS, at)
        QTest.mouseDClick(self.timeline, LEFT, NO_KEYS, at)

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS, *, rest: int = 120) -> None:
        """Press, move in steps, rest (so that nothing runs on), let go."""
        QTest.mousePress(self.timeline, LEFT, keys, start)
        for step in range(1, 11):
            QTest.mouseMove(self.timeline, start + (end - start) * step / 10)
        if rest:
            QTest.qWait(rest)
        QTest.mouseRelease(self.timeline, LEFT, keys, end)

    def wheel(
        self,
        at: QPoint,
        dy: int = 0,
        dx: int = 0,
        keys: Qt.KeyboardModifier = NO_KEYS,
        *,
        pixels: QPoint | None = None,
        over: QWidget | None = None,
    ) -> None:
        """Turn the wheel by eighths of a degree, or a trackpad by pixels."""
        widget = over or self.timeline
        phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            pixels or QPoint(),
            QPoint(dx, dy),
            Qt.MouseButton.NoButton,
            keys,
            phase,
            False,
        )
        QApplication.sendEvent(widget, event)

    def key(self, key: Qt.Key | str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        if isinstance(key, str):
            QTest.keyClicks(self.timeline, key, keys)
        else:
            QTest.keyClick(self.timeline, key, keys)

    def hover(self, at: QPoint) -> None:
        self.move(self.timeline, at)

    def move(self, widget: QWidget, at: QPoint) -> None:
        """Move the pointer without a button; the offscreen screen may be smaller than the window."""
        place = QPointF(at), QPointF(widget.mapToGlobal(at))
        none = Qt.MouseButton.NoButton
        QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, *place, none, none, NO_KEYS))

    def picture(self) -> QImage:
        return self.timeline.grab().toImage()

    def colour(self, at: QPoint) -> QColor:
        return self.picture().pixelColor(at)


def open_stand(
    bot: QtBot, marks: Marks | None = None, *, scheme: str = "light", width: int = 1004, height: int = 630
) -> Stand:
    """Open a window of the designs' size over some marks, by default the made-up ones."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    appearance = Appearance(application, scheme)
    session = Session()
    window = QWidget()
    bot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    timeline, overview = Timeline(session, appearance, window), Overview(session, appearance, window)
    column.addWidget(timeline, 1)
    column.addWidget(overview)
    window.resize(width, height)
    window.show()
    show(session, marks_of(sample_specs()) if marks is None else marks)
    bot.waitExposed(window)
    timeline.setFocus()
    stand = Stand(bot, window, timeline, overview, session, appearance)
    stand.settle()
    return stand
