"""What stays where it is on the screen while the zoom changes, on the real widget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from db.dates import minutes_of
from desktop.timeline.display import Band, DisplayList, Form, Target
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.views.timeline.motion import View
from desktop.views.timeline.style import AXIS
from tests.ui.canvas import Stand, open_stand
from tests.ui.synthetic import LANES, synthetic_marks
from tests.ui.test_timeline_fingers import pinch

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier
NOTCHES = 30
START, END = minutes_of(date(2019, 1, 1)), minutes_of(date(2021, 1, 1))
WIDE, HIGH = 1004, 370


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    """A thousand entries in twelve lanes, of which far from all fit, two years in view."""
    stand = open_stand(qtbot, synthetic_marks(1000), width=WIDE, height=HIGH)
    stand.timeline.stage.camera.place(View(Scale.spanning(START, END, stand.timeline.stage.camera.width)))
    return stand


def shown(stand: Stand) -> DisplayList:
    display = stand.timeline.stage.canvas.display
    assert display is not None
    return display


def band(stand: Stand, lane: int) -> Band:
    return next(band for band in shown(stand).bands if band.lane == lane)


def scroll_to(stand: Stand, lane: int, y: float) -> None:
    """Scroll until a lane's top lies so far below the axis."""
    camera = stand.timeline.stage.camera
    camera.place(View(camera.view.scale, camera.view.scroll + band(stand, lane).y - y))
    assert band(stand, lane).y == y


def look_at_days(stand: Stand, days: float) -> None:
    camera = stand.timeline.stage.camera
    middle = minutes_of(date(2020, 1, 1))
    half = days * MINUTES_PER_DAY / 2
    camera.place(View(Scale.spanning(middle - half, middle + half, camera.width), camera.view.scroll))


def lane_in_middle(stand: Stand) -> int:
    middle = shown(stand).height / 2
    return next(band.lane for band in shown(stand).bands if band.y <= middle < band.y + band.height + 1)


def under(stand: Stand, at: QPoint) -> set[int]:
    """Return the rows that are drawn under a point, by themselves or in a cluster."""
    hit = stand.timeline.stage.canvas.hit(at.x(), at.y())
    assert hit is not None
    if hit.row is not None:
        return {hit.row}
    if hit.target is Target.CLUSTER and hit.item is not None:
        return set(shown(stand).clusters[hit.item].rows.tolist())
    return set()


def turn(stand: Stand, at: QPoint, notches: int) -> None:
    stand.wheel(at, dy=120 * notches, keys=CONTROL)


def squeeze(stand: Stand, at: QPoint, notches: int) -> None:
    pinch(stand, 1.2**notches - 1, at)


@pytest.mark.parametrize("zoom", [turn, squeeze])
def test_a_lane_whose_top_is_under_the_pointer_stays_there(
    stand: Stand, zoom: Callable[[Stand, QPoint, int], None]
) -> None:
    lane = LANES // 2
    scroll_to(stand, lane, 120)
    at = QPoint(60, round(AXIS) + 122)
    length = stand.length
    for way in (1, -1):
        for _ in range(NOTCHES):
            zoom(stand, at, way)
            assert abs(band(stand, lane).y - 120) <= 4
        stand.settle()
        assert abs(band(stand, lane).y - 120) <= 4
    assert stand.length == pytest.approx(length)


def test_the_place_within_a_lane_stays_under_the_pointer(stand: Stand) -> None:
    lane = LANES // 2
    look_at_days(stand, 300)
    scroll_to(stand, lane, 20)
    at = QPoint(60, round(AXIS + 20 + band(stand, lane).height / 2))
    heights = set()
    for _ in range(12):
        turn(stand, at, 1)
        here = band(stand, lane)
        heights.add(here.height)
        assert here.y + here.height / 2 == pytest.approx(at.y() - AXIS, abs=6)
    assert max(heights) > 2 * min(heights)


def test_an_entry_under_the_pointer_stays_under_it(stand: Stand) -> None:
    look_at_days(stand, 90)
    scroll_to(stand, LANES // 2, 30)
    row = next(
        row
        for row in stand.rows_in_view()
        if 80 < stand.at(row).y() - AXIS < 200 and 300 < stand.at(row).x() < 800 and row in under(stand, stand.at(row))
    )
    # A mark by its day stands in the day's middle, so zooming about it leaves it there.
    at = stand.at(row)
    scrolled = set()
    for _ in range(10):
        turn(stand, at, 1)
        assert under(stand, at) == {row}
        scrolled.add(stand.timeline.stage.camera.view.scroll)
    for _ in range(16):
        turn(stand, at, -1)
        assert row in under(stand, at)
        scrolled.add(stand.timeline.stage.camera.view.scroll)
    assert len(scrolled) > 3


def test_as_many_lanes_as_there_are_never_leave_the_range_of_the_scroll(stand: Stand) -> None:
    scroll_to(stand, 1, 100)
    at = QPoint(60, round(AXIS) + 104)
    for _ in range(NOTCHES):
        turn(stand, at, 1)
        display = shown(stand)
        assert 0 <= display.scroll <= max(0, display.content_height - display.height)
        assert stand.timeline.stage.camera.view.scroll == display.scroll


def test_keys_keep_the_lane_in_the_middle(stand: Stand) -> None:
    scroll_to(stand, LANES // 2, 90)
    lane = lane_in_middle(stand)
    for key in "++++++++----":
        stand.key(key)
        stand.settle()
        assert lane_in_middle(stand) == lane


def test_keys_keep_the_focused_entry_where_it_is(stand: Stand) -> None:
    look_at_days(stand, 60)
    scroll_to(stand, LANES // 2, 30)
    middle = shown(stand).width / 2 + stand.timeline.stage.canvas.plot_x
    seen = [row for row in stand.rows_in_view() if 60 < stand.at(row).y() - AXIS < 200]
    row = min(seen, key=lambda row: abs(stand.at(row).x() - middle))
    stand.click(stand.at(row))
    assert stand.timeline.stage.choosing.focus.row == row
    y = stand.at(row).y()
    for key in "+++---":
        stand.key(key)
        stand.settle()
        assert stand.at(row).y() == pytest.approx(y, abs=1)


def test_a_double_click_on_a_lane_s_name_leaves_the_name_under_the_pointer(stand: Stand) -> None:
    lane = LANES // 2
    scroll_to(stand, lane, 100)
    look_at_days(stand, 20)
    scroll_to(stand, lane, 100)
    stand.double_click(stand.header(lane))
    stand.settle()
    assert stand.length > 300 * MINUTES_PER_DAY
    assert band(stand, lane).y == pytest.approx(100, abs=2)


def test_the_overview_zooms_about_the_lane_in_the_middle_and_pans_without_scrolling(stand: Stand) -> None:
    look_at_days(stand, 300)
    scroll_to(stand, LANES // 2, 40)
    camera = stand.timeline.stage.camera
    lane, scroll = lane_in_middle(stand), camera.view.scroll
    for _ in range(20):
        start, end = stand.span
        stand.session.span_requested.emit(start + MINUTES_PER_DAY, end + MINUTES_PER_DAY)
    assert camera.view.scroll == scroll
    for shrink in (0.04, -0.04):
        for _ in range(12):
            (start, end), by = stand.span, shrink * stand.length
            stand.session.span_requested.emit(start + by, end - by)
            assert lane_in_middle(stand) == lane


@pytest.mark.parametrize("after", [True, False])
def test_a_closed_lane_whose_link_is_followed_stays_where_it_is(stand: Stand, after: bool) -> None:
    look_at_days(stand, 4)
    closed = [each for each in shown(stand).bands if each.form is Form.CLOSED and each.before and each.after]
    lane = min(closed, key=lambda each: abs(each.lane - LANES // 2)).lane
    scroll_to(stand, lane, 100)
    left = stand.timeline.stage.canvas.plot_x
    stand.click(QPoint(round(left + (shown(stand).width - 20 if after else 20)), round(AXIS) + 113))
    stand.settle()
    assert band(stand, lane).form is not Form.CLOSED
    assert band(stand, lane).y == pytest.approx(100, abs=1)
