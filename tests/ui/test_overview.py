"""The overview on the real widget: window, handles, breaks, wheel."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.dates import minutes_of
from tests.ui.canvas import LEFT, NO_KEYS, Stand, open_stand
from tests.ui.sample import filter_to

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from pytestqt.qtbot import QtBot

    from desktop.timeline.overview import OverviewMap

MIDDLE = 30


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    stand = open_stand(qtbot)
    stand.session.span_requested.emit(minutes_of(date(2019, 6, 1)), minutes_of(date(2020, 3, 1)))
    stand.settle()
    return stand


def _map(stand: Stand) -> OverviewMap:
    drawing = stand.overview._drawing
    assert drawing is not None
    return drawing.map


def _window(stand: Stand) -> QRectF:
    assert stand.overview._drawing is not None
    return stand.overview._window(stand.overview._drawing)


def _x(stand: Stand, day: date) -> int:
    return round(stand.overview._left + _map(stand).x(minutes_of(day)))


def _drag(stand: Stand, start: int, end: int) -> None:
    QTest.mousePress(stand.overview, LEFT, NO_KEYS, QPoint(start, MIDDLE))
    for step in range(1, 6):
        QTest.mouseMove(stand.overview, QPoint(start + (end - start) * step // 5, MIDDLE))
    QTest.mouseRelease(stand.overview, LEFT, NO_KEYS, QPoint(end, MIDDLE))
    stand.settle()


def test_the_window_is_drawn_where_the_timeline_looks(stand: Stand) -> None:
    window, accent = _window(stand), stand.appearance.theme["accent"].name()
    picture = stand.overview.grab().toImage()
    for x in (round(window.left()), round(window.right())):
        near = {picture.pixelColor(x + dx, MIDDLE).name() for dx in (-2, -1, 0, 1)}
        assert accent in near
    stand.session.span_requested.emit(minutes_of(date(2020, 5, 1)), minutes_of(date(2020, 7, 1)))
    stand.settle()
    assert _window(stand).left() > window.left() + 20


def test_dragging_the_window_moves_it_and_keeps_its_length(stand: Stand) -> None:
    length, start = stand.length, stand.span[0]
    middle = round(_window(stand).center().x())
    _drag(stand, middle, middle + 40)
    assert stand.length == pytest.approx(length)
    assert stand.span[0] > start + 20 * 1440


def test_dragging_a_handle_moves_that_edge_only(stand: Stand) -> None:
    start, end = stand.span
    _drag(stand, round(_window(stand).right()), _x(stand, date(2020, 6, 1)))
    assert stand.span[0] == pytest.approx(start, abs=2)
    assert stand.span[1] == pytest.approx(minutes_of(date(2020, 6, 1)), abs=3 * 1440)
    end = stand.span[1]
    _drag(stand, round(_window(stand).left()), _x(stand, date(2020, 1, 1)))
    assert stand.span[1] == pytest.approx(end, abs=2)
    assert stand.span[0] == pytest.approx(minutes_of(date(2020, 1, 1)), abs=3 * 1440)


def test_a_drag_beside_the_window_draws_a_new_one(stand: Stand) -> None:
    first, last = _x(stand, date(2019, 2, 1)), _x(stand, date(2019, 4, 1))
    _drag(stand, first, last)
    assert stand.span[0] == pytest.approx(minutes_of(date(2019, 2, 1)), abs=4 * 1440)
    assert stand.span[1] == pytest.approx(minutes_of(date(2019, 4, 1)), abs=4 * 1440)


def test_a_click_beside_the_window_brings_it_there(stand: Stand) -> None:
    length = stand.length
    QTest.mouseClick(stand.overview, LEFT, NO_KEYS, QPoint(_x(stand, date(2019, 2, 1)), MIDDLE))
    stand.settle()
    assert stand.middle == pytest.approx(minutes_of(date(2019, 2, 1)), abs=4 * 1440)
    assert stand.length == pytest.approx(length)


@pytest.mark.parametrize("by", ["a double click", "Home"])
def test_everything_is_fitted_as_the_timeline_itself_does(stand: Stand, by: str) -> None:
    stand.key(Qt.Key.Key_Home)
    stand.settle()
    everything = stand.span
    stand.session.span_requested.emit(*(minutes_of(date(2020, 6, day)) for day in (1, 20)))
    if by == "Home":
        QTest.keyClick(stand.overview, Qt.Key.Key_Home)
    else:
        at = QPoint(_x(stand, date(2019, 2, 1)), MIDDLE)
        QTest.mouseClick(stand.overview, LEFT, NO_KEYS, at)
        QTest.mouseDClick(stand.overview, LEFT, NO_KEYS, at)
    stand.settle()
    assert stand.span == pytest.approx(everything)


def test_the_wheel_zooms_about_the_moment_under_the_pointer(stand: Stand) -> None:
    length = stand.length
    at = QPoint(_x(stand, date(2020, 1, 1)), MIDDLE)
    here = _map(stand).minute(at.x() - stand.overview._left)
    part = (here - stand.span[0]) / length
    stand.wheel(at, dy=120, over=stand.overview)
    assert stand.length == pytest.approx(length / 1.2)
    assert (here - stand.span[0]) / stand.length == pytest.approx(part)


def test_a_break_says_how_long_nothing_is(stand: Stand) -> None:
    piece = _map(stand).breaks[0]
    words = stand.overview.break_words(stand.overview._left + (piece.x0 + piece.x1) / 2)
    assert words.startswith("Nothing for ")
    assert "201" in words
    assert stand.overview.break_words(_x(stand, date(2019, 6, 1))) == ""


def test_the_pointer_tells_what_a_press_would_do(stand: Stand) -> None:
    window = _window(stand)
    expected = {
        round(window.left()): Qt.CursorShape.SizeHorCursor,
        round(window.center().x()): Qt.CursorShape.OpenHandCursor,
        _x(stand, date(2011, 3, 1)) + 10: Qt.CursorShape.CrossCursor,
    }
    for x, shape in expected.items():
        stand.move(stand.overview, QPoint(x, MIDDLE))
        assert stand.overview.cursor().shape() is shape


def test_a_narrow_window_keeps_its_handles_outside(stand: Stand) -> None:
    stand.session.span_requested.emit(minutes_of(date(2020, 6, 1)), minutes_of(date(2020, 6, 3)))
    stand.settle()
    window = _window(stand)
    assert window.width() < 24
    start = stand.span[0]
    _drag(stand, round(window.right()) + 4, round(window.right()) + 24)
    assert stand.span[0] == pytest.approx(start, abs=2)
    assert stand.length > 5 * 1440


def test_it_counts_what_is_shown(stand: Stand) -> None:
    assert stand.overview.accessibleDescription() == "127 entries"
    mask = stand.session.shown.mask.copy()
    mask[:100] = False
    filter_to(stand.session, mask)
    assert stand.overview.accessibleDescription() == f"{int((mask & stand.marks.dated).sum())} entries"


def test_selected_entries_have_ticks_below_the_line(stand: Stand) -> None:
    def ticks() -> set[int]:
        picture, ink = stand.overview.grab().toImage(), stand.appearance.theme["ink"]
        return {x for x in range(150, stand.overview.width()) if picture.pixelColor(x, 47) == ink}

    stand.session.clear_selection()
    before = ticks()
    row = int(np.flatnonzero(stand.marks.dated)[3])
    stand.session.select([row])
    found = ticks() - before
    at = stand.overview._left + _map(stand).x(float(stand.marks.place[row]) + 720)
    assert found
    assert all(abs(x - at) <= 2 for x in found)
    stand.session.clear_selection()
    assert ticks() == before


def test_a_click_on_a_year_frames_it(stand: Stand) -> None:
    QTest.mouseClick(stand.overview, LEFT, NO_KEYS, QPoint(_x(stand, date(2019, 8, 1)), 56))
    stand.settle()
    assert stand.span == pytest.approx((minutes_of(date(2019, 1, 1)), minutes_of(date(2020, 1, 1))), abs=2)
    stand.move(stand.overview, QPoint(_x(stand, date(2019, 8, 1)), 56))
    assert stand.overview.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_the_keyboard_reaches_the_window_and_moves_all_of_it(stand: Stand) -> None:
    stand.timeline.setFocus()
    stand.overview.setFocus(Qt.FocusReason.TabFocusReason)
    assert stand.overview.focusPolicy() & Qt.FocusPolicy.TabFocus
    ringed = stand.overview.grab().toImage()
    stand.timeline.setFocus()
    assert stand.overview.grab().toImage() != ringed
    stand.overview.setFocus()
    start, end = stand.span
    tenth = (end - start) / 10
    expected = [
        (Qt.Key.Key_Left, NO_KEYS, (start - tenth, end - tenth)),
        (Qt.Key.Key_Right, NO_KEYS, (start, end)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, (start - tenth, end)),
        (Qt.Key.Key_Plus, NO_KEYS, (start - tenth + 0.11 * (end - start), end - 0.11 * (end - start))),
    ]
    for key, modifiers, span in expected:
        QTest.keyClick(stand.overview, key, modifiers)
        assert stand.span == pytest.approx(span, abs=2)
    before = stand.span
    QTest.keyClick(stand.overview, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert stand.span == pytest.approx((before[0], before[1] + (before[1] - before[0]) / 10), abs=2)
    QTest.keyClick(stand.overview, Qt.Key.Key_Home)
    stand.settle()
    assert stand.span[0] < minutes_of(date(2012, 1, 1))
