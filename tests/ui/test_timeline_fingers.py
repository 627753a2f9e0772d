"""Trackpads and touch screens: pinches, fine wheels, momentum that stops on touch; and nothing painted when idle."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.canvas import LEFT, NO_KEYS, Stand, open_stand

CENTRE = QPoint(575, 300)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return open_stand(qtbot)


def minute(stand: Stand, x: float) -> float:
    stage = stand.timeline.stage
    return stage.camera.view.scale.minute(x - stage.canvas.plot_x)


def pinch(stand: Stand, value: float, at: QPoint = CENTRE) -> None:
    place = QPointF(at)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        QPointF(stand.timeline.mapToGlobal(at)),
        value,
        QPointF(),
    )
    QApplication.sendEvent(stand.timeline, event)


def test_a_trackpad_s_pinch_zooms_about_the_pointer_in_proportion(stand: Stand) -> None:
    length, here = stand.length, minute(stand, CENTRE.x())
    for _ in range(5):
        pinch(stand, 0.05)
    assert stand.length == pytest.approx(length / 1.05**5)
    assert minute(stand, CENTRE.x()) == pytest.approx(here, abs=1)
    pinch(stand, -0.1)
    assert stand.length == pytest.approx(length / 1.05**5 / 0.9)


def test_two_fingers_on_a_touch_screen_zoom_about_their_middle(stand: Stand) -> None:
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    length, here = stand.length, minute(stand, CENTRE.x())
    reach = 60
    left, right = CENTRE - QPoint(reach, 0), CENTRE + QPoint(reach, 0)
    QTest.touchEvent(stand.timeline, device).press(0, left, stand.timeline).press(1, right, stand.timeline)
    for step in range(1, 7):
        away = QPoint(10 * step, 0)
        QTest.touchEvent(stand.timeline, device).move(0, left - away, stand.timeline).move(
            1, right + away, stand.timeline
        )
    QTest.touchEvent(stand.timeline, device).release(0, left - QPoint(60, 0), stand.timeline).release(
        1, right + QPoint(60, 0), stand.timeline
    )
    stand.settle()
    assert stand.length < 0.7 * length
    assert minute(stand, CENTRE.x()) == pytest.approx(here, abs=0.02 * length)
    assert len(stand.session.selection) == 0


@pytest.mark.parametrize("pixels", [4, 20, 40])
def test_a_fine_wheel_moves_by_its_pixels(stand: Stand, pixels: int) -> None:
    stand.wheel(CENTRE, pixels=QPoint(0, -pixels), dy=-2 * pixels)
    assert stand.timeline.stage.camera.view.scroll == pixels
    here = minute(stand, CENTRE.x())
    stand.wheel(CENTRE, pixels=QPoint(-pixels, 0), dx=-2 * pixels)
    assert minute(stand, CENTRE.x() - pixels) == pytest.approx(here, abs=1)


def test_a_fine_wheel_zooms_by_its_pixels(stand: Stand) -> None:
    length = stand.length
    for _ in range(4):
        stand.wheel(CENTRE, pixels=QPoint(0, 10), dy=20, keys=CONTROL)
    assert stand.length == pytest.approx(length / 1.2)


def test_momentum_stops_where_a_pinch_or_a_wheel_begins(stand: Stand) -> None:
    stand.drag(QPoint(800, 400), QPoint(500, 400), rest=0)
    assert stand.moves()
    pinch(stand, 0.0)
    held = stand.span
    QTest.qWait(60)
    assert stand.span == held
    stand.settle()
    stand.drag(QPoint(800, 400), QPoint(600, 400), rest=0)
    QTest.mousePress(stand.timeline, LEFT, NO_KEYS, QPoint(600, 300))
    held = stand.span
    QTest.qWait(60)
    assert stand.span == held
    QTest.mouseRelease(stand.timeline, LEFT, NO_KEYS, QPoint(600, 300))


class Paints(QObject):
    """Counts what is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.mark.parametrize("before", ["nothing", "zoom", "flick", "hover", "select"])
def test_nothing_is_painted_while_all_is_idle(stand: Stand, before: str) -> None:
    match before:
        case "zoom":
            stand.wheel(CENTRE, dy=240, keys=CONTROL)
        case "flick":
            stand.drag(QPoint(800, 400), QPoint(600, 400), rest=0)
        case "hover":
            stand.hover(stand.at(stand.rows_in_view()[3]))
            QTest.qWait(700)
        case "select":
            stand.click(stand.at(stand.rows_in_view()[3]))
        case _:
            pass
    stand.settle()
    QTest.qWait(250)
    counts = [Paints(stand.timeline), Paints(stand.overview)]
    QTest.qWait(500)
    assert [each.count for each in counts] == [0, 0]
    stand.timeline.update()
    stand.bot.waitUntil(lambda: counts[0].count > 0, timeout=1000)
