"""Mouse, wheel and trackpad on the real widget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.dates import minutes_of
from tests.ui.canvas import LEFT, NO_KEYS, Stand, open_stand
from tests.ui.sample import Spec, marks_of, sample_specs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CENTRE = QPoint(575, 300)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return open_stand(qtbot)


@pytest.fixture
def few(qtbot: QtBot) -> Stand:
    """Everything fits: there is nothing to scroll."""
    days = [date(2020, 6, day) for day in (3, 8, 11, 20)]
    return open_stand(qtbot, marks_of([Spec(f"Call {n}", first=day, id=f"c{n}") for n, day in enumerate(days)]))


def _minute(stand: Stand, x: float) -> float:
    camera = stand.timeline.stage.camera
    return camera.view.scale.minute(x - stand.timeline.stage.canvas.plot_x)


def test_the_wheel_scrolls_the_lanes_and_leaves_time_alone(stand: Stand) -> None:
    span = stand.span
    stand.wheel(CENTRE, dy=-120)
    assert stand.timeline.stage.camera.view.scroll == 60
    assert stand.span == span
    stand.wheel(CENTRE, dy=+240)
    assert stand.timeline.stage.camera.view.scroll == 0


def test_the_wheel_pans_in_time_when_all_lanes_fit(few: Stand) -> None:
    length, start = few.length, few.span[0]
    few.wheel(CENTRE, dy=-120)
    assert few.span[0] - start == pytest.approx(0.1 * length)
    assert few.length == pytest.approx(length)


@pytest.mark.parametrize(("dy", "dx", "keys"), [(-120, 0, SHIFT), (0, -120, NO_KEYS), (0, -120, SHIFT)])
def test_shift_and_sideways_wheels_pan_a_tenth_of_the_window(
    stand: Stand, dy: int, dx: int, keys: Qt.KeyboardModifier
) -> None:
    start, length = stand.span[0], stand.length
    stand.wheel(CENTRE, dy=dy, dx=dx, keys=keys)
    assert stand.span[0] - start == pytest.approx(0.1 * length)
    assert stand.timeline.stage.camera.view.scroll == 0


@pytest.mark.parametrize("x", [160, 575, 990])
def test_control_and_wheel_zoom_about_the_pointer(stand: Stand, x: int) -> None:
    here, length = _minute(stand, x), stand.length
    stand.wheel(QPoint(x, 300), dy=120, keys=CONTROL)
    assert stand.length == pytest.approx(length / 1.2)
    assert _minute(stand, x) == pytest.approx(here, abs=1)
    stand.wheel(QPoint(x, 300), dy=-120, keys=CONTROL)
    assert stand.length == pytest.approx(length)


def test_fine_wheels_zoom_in_proportion(stand: Stand) -> None:
    length = stand.length
    for _ in range(8):
        stand.wheel(CENTRE, dy=15, keys=CONTROL)
    assert stand.length == pytest.approx(length / 1.2)


def test_two_fingers_pan_pixel_by_pixel(stand: Stand) -> None:
    here = _minute(stand, 575)
    stand.wheel(CENTRE, pixels=QPoint(-30, 0), dx=-60)
    assert _minute(stand, 545) == pytest.approx(here, abs=1)
    stand.wheel(CENTRE, pixels=QPoint(0, -25), dy=-50)
    assert stand.timeline.stage.camera.view.scroll == 25


def test_a_wheel_over_the_axis_zooms_without_a_key(stand: Stand) -> None:
    here, length = _minute(stand, 575), stand.length
    stand.wheel(QPoint(575, 20), dy=120)
    assert stand.length == pytest.approx(length / 1.2)
    assert _minute(stand, 575) == pytest.approx(here, abs=1)


def test_the_setting_swaps_zoom_and_scroll(stand: Stand) -> None:
    stand.timeline.set_wheel_zooms(True)
    length = stand.length
    stand.wheel(CENTRE, dy=120)
    assert stand.length == pytest.approx(length / 1.2)
    stand.wheel(CENTRE, dy=-120, keys=CONTROL)
    assert stand.timeline.stage.camera.view.scroll == 60


def test_a_drag_pans_and_never_selects_or_edits(stand: Stand) -> None:
    row = stand.rows_in_view()[5]
    grabbed = stand.at(row)
    here = _minute(stand, grabbed.x())
    stand.drag(grabbed, grabbed + QPoint(-150, 0))
    stand.settle()
    assert _minute(stand, grabbed.x() - 150) == pytest.approx(here, abs=1)
    assert len(stand.session.selection) == 0


def test_a_drag_scrolls_the_lanes_with_it(stand: Stand) -> None:
    stand.drag(QPoint(575, 400), QPoint(575, 350))
    stand.settle()
    assert stand.timeline.stage.camera.view.scroll == 50


def test_a_press_that_wanders_less_than_five_pixels_is_a_click(stand: Stand) -> None:
    row = stand.rows_in_view()[5]
    span = stand.span
    stand.drag(stand.at(row), stand.at(row) + QPoint(4, 0), rest=0)
    assert stand.session.selection.rows.tolist() == [row]
    assert stand.span == span


def test_momentum_goes_on_after_a_flick_slows_down_and_stops(stand: Stand) -> None:
    stand.drag(QPoint(800, 400), QPoint(600, 400), rest=0)
    assert stand.moves()
    released = stand.span[0]
    stand.settle()
    assert stand.span[0] > released + 0.05 * stand.length


def test_momentum_stops_at_once_on_touch_and_the_touch_selects_nothing(stand: Stand) -> None:
    stand.drag(QPoint(800, 400), QPoint(500, 400), rest=0)
    QTest.qWait(40)
    assert stand.moves()
    row = stand.rows_in_view()[0]
    QTest.mousePress(stand.timeline, LEFT, NO_KEYS, stand.at(row))
    held = stand.span
    assert not stand.moves()
    QTest.mouseRelease(stand.timeline, LEFT, NO_KEYS, stand.at(row))
    QTest.qWait(60)
    assert stand.span == held
    assert len(stand.session.selection) == 0


def test_a_click_selects_and_a_click_on_the_ground_deselects(stand: Stand) -> None:
    row = stand.rows_in_view()[3]
    stand.click(stand.at(row))
    assert stand.session.selection.rows.tolist() == [row]
    assert stand.session.selection.current == row
    stand.click(stand.ground())
    assert len(stand.session.selection) == 0


def test_a_click_on_the_label_selects_its_entry(stand: Stand) -> None:
    row = stand.rows_in_view()[3]
    stand.click(stand.at(row) + QPoint(40, 0))
    assert stand.session.selection.rows.tolist() == [row]


def test_control_and_click_toggle(stand: Stand) -> None:
    first, second = stand.rows_in_view()[2:4]
    stand.click(stand.at(first))
    stand.click(stand.at(second), CONTROL)
    assert stand.session.selection.rows.tolist() == [first, second]
    stand.click(stand.at(first), CONTROL)
    assert stand.session.selection.rows.tolist() == [second]


def test_shift_and_click_extend_in_time_order_within_the_lane(few: Stand) -> None:
    rows = few.rows_in_view()
    few.click(few.at(rows[0]))
    few.click(few.at(rows[2]), SHIFT)
    assert few.session.selection.rows.tolist() == rows[:3]
    assert few.session.selection.current == rows[2]


def test_shift_and_drag_select_what_lies_in_the_rectangle(few: Stand) -> None:
    rows = few.rows_in_view()
    first, last = few.at(rows[0]), few.at(rows[1])
    few.drag(first - QPoint(14, 12), last + QPoint(14, 14), SHIFT)
    assert few.session.selection.rows.tolist() == rows[:2]
    third = few.at(rows[2])
    few.drag(third - QPoint(14, 12), third + QPoint(14, 14), SHIFT | CONTROL)
    assert few.session.selection.rows.tolist() == rows[:3]


def test_the_rectangle_is_seen_while_it_is_drawn_and_gone_after(few: Stand) -> None:
    accent = few.appearance.theme["accent"].name()
    QTest.mousePress(few.timeline, LEFT, SHIFT, QPoint(400, 200))
    QTest.mouseMove(few.timeline, QPoint(500, 300))
    assert few.colour(QPoint(450, 300)).name() == accent
    QTest.mouseRelease(few.timeline, LEFT, SHIFT, QPoint(500, 300))
    assert few.colour(QPoint(450, 300)).name() != accent


def test_escape_gives_a_rectangle_up(few: Stand) -> None:
    QTest.mousePress(few.timeline, LEFT, SHIFT, QPoint(150, 45))
    QTest.mouseMove(few.timeline, QPoint(900, 300))
    few.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(few.timeline, LEFT, SHIFT, QPoint(900, 300))
    assert len(few.session.selection) == 0


def test_a_double_click_on_a_mark_asks_for_its_passage(stand: Stand) -> None:
    row = stand.rows_in_view()[3]
    with stand.bot.waitSignal(stand.session.passage_requested) as asked:
        stand.double_click(stand.at(row))
    assert asked.args == [row]


def test_a_double_click_on_a_lane_header_fits_the_lane(qtbot: QtBot) -> None:
    first, last = date(2020, 6, 2), date(2020, 7, 12)
    specs = [
        Spec("First", first=first),
        Spec("Last", first=last),
        Spec("Far away", side="Eastmark", first=date(2011, 3, 1)),
    ]
    stand = open_stand(qtbot, marks_of(specs))
    stand.timeline.commands["fit"]()
    stand.settle()
    stand.double_click(stand.header(0))
    stand.settle()
    assert minutes_of(date(2020, 5, 1)) < stand.span[0] < minutes_of(first)
    assert minutes_of(last) < stand.span[1] < minutes_of(date(2020, 9, 1))


def test_a_click_on_a_month_frames_it(stand: Stand) -> None:
    july = stand.timeline.stage.camera.view.scale.x(minutes_of(date(2020, 7, 3)))
    stand.click(QPoint(round(july + stand.timeline.stage.canvas.plot_x), 10))
    stand.settle()
    assert stand.span[0] == pytest.approx(minutes_of(date(2020, 7, 1)), abs=2 * 1440)
    assert stand.span[1] == pytest.approx(minutes_of(date(2020, 8, 1)), abs=2 * 1440)


def test_what_lies_before_a_closed_lane_is_a_link_to_it(qtbot: QtBot) -> None:
    specs = [*sample_specs(), Spec("Long ago", side="River Union", first=date(2020, 1, 10), id="long-ago")]
    stand = open_stand(qtbot, marks_of([s for s in specs if s.id or "River Union" not in s.sides]))
    display = stand.timeline.stage.canvas.display
    assert display is not None
    band = next(band for band in display.bands if band.key == "river-union")
    assert (band.form.value, band.before) == ("closed", 1)
    stand.click(QPoint(170, round(40 + band.y + 13)))
    stand.settle()
    assert stand.drawn(stand.titled("Long ago"))


def test_a_lane_closes_and_opens_by_its_mark(stand: Stand) -> None:
    before = _band(stand, 0).height
    at = stand.header(0)
    stand.hover(at)
    stand.click(QPoint(124, at.y()))
    assert _band(stand, 0).form.value == "collapsed"
    assert _band(stand, 0).height < before
    stand.click(QPoint(124, stand.header(0).y()))
    assert _band(stand, 0).height == before


def test_a_lane_is_moved_by_dragging_its_header(stand: Stand) -> None:
    def lanes() -> list[str]:
        display = stand.timeline.stage.canvas.display
        assert display is not None
        return [band.key for band in display.bands]

    before, span = lanes(), stand.span
    third = _band(stand, 2)
    QTest.mousePress(stand.timeline, LEFT, NO_KEYS, stand.header(0))
    QTest.mouseMove(stand.timeline, QPoint(30, round(40 + third.y + third.height - 4)))
    frame = stand.timeline.stage.frame()
    assert frame is not None
    assert frame.lane_line == 40 + third.y + third.height + 1
    QTest.mouseRelease(stand.timeline, LEFT, NO_KEYS, QPoint(30, round(40 + third.y + third.height - 4)))
    assert lanes() == [*before[1:3], before[0], *before[3:]]
    assert stand.span == span
    assert stand.timeline.lane_order.order[:3] == (*before[1:3], before[0])


def _band(stand: Stand, lane: int):  # type: ignore[no-untyped-def]
    display = stand.timeline.stage.canvas.display
    assert display is not None
    return next(band for band in display.bands if band.lane == lane)


def test_hovering_is_told_to_the_session_and_ends_outside(stand: Stand) -> None:
    row = stand.rows_in_view()[3]
    stand.hover(stand.at(row))
    assert stand.session.hovered == row
    QApplication.sendEvent(stand.timeline, QEvent(QEvent.Type.Leave))
    assert stand.session.hovered == -1
    stand.hover(stand.at(row))
    stand.hover(stand.ground())
    assert stand.session.hovered == -1


def test_no_pan_leaves_all_data_behind(stand: Stand) -> None:
    for _ in range(400):
        stand.wheel(CENTRE, dx=-120)
    assert stand.span[0] < minutes_of(date(2020, 7, 20))
    for _ in range(200):
        stand.wheel(CENTRE, dy=120, keys=CONTROL)
    stand.picture()
    assert stand.length > 30


def test_zooming_out_for_long_stops_at_the_whole(stand: Stand) -> None:
    for _ in range(200):
        stand.wheel(CENTRE, dy=-120, keys=CONTROL)
    assert stand.length < 40 * 366 * 1440
    assert stand.span[0] < minutes_of(date(2011, 6, 1))


def test_nothing_runs_once_all_is_at_rest(stand: Stand) -> None:
    from PySide6.QtCore import QTimer

    stand.wheel(CENTRE, dy=120, keys=CONTROL)
    stand.settle()
    assert not [timer for timer in stand.timeline.findChildren(QTimer) if timer.isActive()]


def test_a_tiny_window_draws_and_takes_events(stand: Stand) -> None:
    stand.window.resize(200, 190)
    stand.wheel(QPoint(190, 60), dy=120, keys=CONTROL)
    stand.drag(QPoint(150, 60), QPoint(180, 80))
    stand.settle()
    assert stand.picture().width() == 200
