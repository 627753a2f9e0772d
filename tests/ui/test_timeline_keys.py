"""Keys on the real widget: the focus among marks, the view from the ground, jumps, menus."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.dates import minutes_of
from db.marks import Drawing
from db.vocabularies import Kind, Type
from desktop.timeline.index import known_bounds
from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import Spec, filter_to, marks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return open_stand(qtbot)


@pytest.fixture
def few(qtbot: QtBot) -> Stand:
    """Four entries in the first lane, two in the second, one of which answers another."""
    first = [Spec(f"Call {n}", first=date(2020, 6, day), id=f"a{n}") for n, day in enumerate((3, 8, 11, 20))]
    answer = Spec("An answer", Type.REJECT, Kind.STATEMENT, "Eastmark", date(2020, 6, 9), answers="a1", id="b0")
    return open_stand(
        qtbot, marks_of([*first, answer, Spec("Other", side="Eastmark", first=date(2020, 6, 21), id="b1")])
    )


def _focus(stand: Stand) -> int:
    return stand.timeline.stage.choosing.focus.row


@pytest.mark.parametrize(("keys", "factor"), [("w", 1 / 1.2), ("+", 1 / 1.2), ("=", 1 / 1.2), ("s", 1.2), ("-", 1.2)])
def test_letters_and_signs_zoom_about_the_middle(stand: Stand, keys: str, factor: float) -> None:
    length, middle = stand.length, stand.middle
    stand.key(keys)
    stand.settle()
    assert stand.length == pytest.approx(length * factor)
    assert stand.middle == pytest.approx(middle, abs=2)


def test_a_sign_that_needs_shift_is_found_all_the_same(stand: Stand) -> None:
    length = stand.length
    stand.key(KEY.Key_Plus, SHIFT)
    stand.settle()
    assert stand.length == pytest.approx(length / 1.2)


@pytest.mark.parametrize(
    ("key", "part"), [(KEY.Key_A, -0.1), (KEY.Key_D, 0.1), (KEY.Key_Left, -0.1), (KEY.Key_Right, 0.1)]
)
def test_keys_on_the_ground_pan_a_tenth_of_the_window(stand: Stand, key: Qt.Key, part: float) -> None:
    start, length = stand.span[0], stand.length
    stand.key(key)
    stand.settle()
    assert stand.span[0] - start == pytest.approx(part * length, abs=2)


def test_up_and_down_on_the_ground_scroll_the_lanes(stand: Stand) -> None:
    stand.key(KEY.Key_Down)
    stand.settle()
    assert stand.timeline.stage.camera.view.scroll == 60
    stand.key(KEY.Key_Up)
    stand.settle()
    assert stand.timeline.stage.camera.view.scroll == 0


def test_a_held_key_moves_faster(stand: Stand) -> None:
    start, length = stand.span[0], stand.length
    QTest.keyPress(stand.timeline, KEY.Key_A)
    for _ in range(16):
        event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
        QApplication.sendEvent(stand.timeline, event)
    QTest.keyRelease(stand.timeline, KEY.Key_A)
    stand.settle()
    assert start - stand.span[0] > 20 * 0.1 * length


def test_tab_enters_at_the_first_mark_in_view_and_shows_a_ring(few: Stand) -> None:
    few.timeline.clearFocus()
    few.timeline.setFocus(Qt.FocusReason.TabFocusReason)
    assert _focus(few) == 0
    at = few.at(0)
    ring = few.appearance.theme["accent"].name()
    # The ground reaches 12 left of the mark's centre, the ring lies 2 to 4 beyond.
    assert ring in [few.colour(at - _right(dx)).name() for dx in range(13, 18)]


def _right(x: int):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint

    return QPoint(x, 0)


def test_arrows_move_focus_and_selection_and_reveal(few: Stand) -> None:
    few.key(KEY.Key_Space)
    assert _focus(few) == 0
    few.key(KEY.Key_Right)
    assert (_focus(few), few.session.selection.rows.tolist()) == (1, [1])
    few.key(KEY.Key_Down)
    assert few.marks.titles[_focus(few)] == "An answer"
    few.key(KEY.Key_Up)
    assert _focus(few) == 1
    few.key(KEY.Key_Left)
    few.key(KEY.Key_Left)
    assert few.session.selection.rows.tolist() == [0]


def test_control_and_arrows_move_the_focus_only_and_space_toggles(few: Stand) -> None:
    few.key(KEY.Key_Space)
    few.key(KEY.Key_Right, CONTROL)
    assert _focus(few) == 1
    assert len(few.session.selection) == 0
    few.key(KEY.Key_Space)
    few.key(KEY.Key_Right, CONTROL)
    few.key(KEY.Key_Space)
    assert len(few.session.selection) == 2
    few.key(KEY.Key_Space)
    assert few.session.selection.rows.tolist() == [1]


def test_shift_and_arrows_extend(few: Stand) -> None:
    few.click(few.at(0))
    few.key(KEY.Key_Right, SHIFT)
    few.key(KEY.Key_Right, SHIFT)
    assert [few.marks.titles[int(row)] for row in few.session.selection.rows] == ["Call 0", "Call 1", "Call 2"]


def test_enter_opens_the_passage(few: Stand) -> None:
    few.key(KEY.Key_Space)
    with few.bot.waitSignal(few.session.passage_requested) as asked:
        few.key(KEY.Key_Return)
    assert asked.args == [0]


def test_escape_leaves_the_marks_then_clears_the_selection(few: Stand) -> None:
    few.click(few.at(0))
    few.key(KEY.Key_Escape)
    assert _focus(few) == -1
    assert len(few.session.selection) == 1
    few.key(KEY.Key_Escape)
    assert len(few.session.selection) == 0


def test_full_stop_and_comma_step_through_the_lane(few: Stand) -> None:
    few.click(few.at(0))
    few.key(".")
    assert few.marks.titles[few.session.selection.current] == "Call 1"
    few.key(".")
    few.key(",")
    assert few.marks.titles[few.session.selection.current] == "Call 1"
    few.key(",")
    few.key(",")
    assert few.marks.titles[few.session.selection.current] == "Call 0"


def test_stepping_brings_what_is_out_of_view_into_view(few: Stand) -> None:
    few.session.frame_requested.emit(minutes_of(date(2020, 6, 1)), minutes_of(date(2020, 6, 6)))
    few.settle()
    few.click(few.at(0))
    few.key(".")
    few.settle()
    assert few.drawn(few.session.selection.current)


def test_brackets_step_along_relations(few: Stand) -> None:
    few.click(few.at(few.titled("Call 1")))
    few.key("]")
    assert few.marks.titles[few.session.selection.current] == "An answer"
    few.key("]")
    assert few.marks.titles[few.session.selection.current] == "An answer"
    few.key("[")
    assert few.marks.titles[few.session.selection.current] == "Call 1"


def test_f_centres_the_selection_and_then_fits_it(stand: Stand) -> None:
    rows = stand.rows_in_view()[:2]
    length = stand.length
    stand.session.select(rows)
    places = stand.marks.place[rows]
    starts, ends = known_bounds(stand.marks, np.array(rows, np.int32))
    middle = (int(starts.min()) + int(ends.max())) / 2
    stand.key("f")
    stand.settle()
    assert stand.middle == pytest.approx(middle, abs=stand.length / 400)
    assert stand.length == pytest.approx(length)
    stand.key("f")
    stand.settle()
    assert stand.length < length
    assert stand.span[0] < places.min()
    assert places.max() < stand.span[1]


def test_f_fits_a_long_span_about_its_own_middle_and_then_stays(qtbot: QtBot) -> None:
    siege = Spec("A siege", first=date(2020, 6, 8), last=date(2020, 6, 21), drawing=Drawing.EXTENT)
    calls = [Spec(f"Call {day}", side="Eastmark", first=date(2020, 6, day)) for day in (1, 30)]
    stand = open_stand(qtbot, marks_of([siege, *calls]))
    stand.session.select([stand.titled("A siege")])
    views = []
    for _ in range(4):
        stand.key("f")
        stand.settle()
        views.append(stand.span)
    assert sum(views[0]) / 2 == pytest.approx(minutes_of(date(2020, 6, 15)), abs=60)
    assert views[1][0] < minutes_of(date(2020, 6, 8))
    assert minutes_of(date(2020, 6, 22)) < views[1][1]
    assert views[1][1] - views[1][0] < views[0][1] - views[0][0]
    assert views[2] == views[3] == views[1]


def test_f_shows_the_mark_of_what_lasts_longer_than_the_view(qtbot: QtBot) -> None:
    year = Spec("Some day of that year", first=date(2015, 1, 1), last=date(2015, 12, 31), drawing=Drawing.UNCERTAIN)
    stand = open_stand(qtbot, marks_of([year, *(Spec(f"Call {day}", first=date(2020, 6, day)) for day in (1, 20))]))
    stand.session.select([stand.titled("Some day of that year")])
    stand.key("f")
    stand.settle()
    assert stand.middle == pytest.approx(minutes_of(date(2015, 1, 1)) + 720, abs=60)
    stand.key("f")
    stand.settle()
    assert stand.span[0] < minutes_of(date(2015, 1, 1))
    assert minutes_of(date(2015, 12, 31)) < stand.span[1]


@pytest.mark.parametrize(("key", "modifiers"), [(KEY.Key_F, SHIFT), (KEY.Key_Home, Qt.KeyboardModifier.NoModifier)])
def test_everything_is_fitted(stand: Stand, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    stand.key(key, modifiers)
    stand.settle()
    dated = stand.marks.dated
    assert stand.span[0] <= stand.marks.earliest[dated].min()
    assert stand.marks.latest[dated].max() <= stand.span[1]


def test_back_and_forward_return_to_views_and_selections(few: Stand) -> None:
    few.click(few.at(0))
    before = few.span
    few.session.frame_requested.emit(minutes_of(date(2020, 6, 1)), minutes_of(date(2020, 6, 15)))
    few.settle()
    moved = few.span
    few.click(few.at(few.titled("Call 2")))
    few.timeline.commands["back"]()
    few.settle()
    assert few.session.selection.rows.tolist() == [0]
    assert few.span == pytest.approx(moved)
    few.timeline.commands["back"]()
    few.settle()
    assert few.span == pytest.approx(before)
    few.timeline.commands["forward"]()
    few.settle()
    assert few.span == pytest.approx(moved)
    few.timeline.commands["forward"]()
    few.settle()
    assert few.marks.titles[few.session.selection.current] == "Call 2"
    assert not few.timeline.can_go_forward()


def test_all_that_is_shown_can_be_selected_the_undated_too(stand: Stand) -> None:
    mask = stand.session.shown.mask.copy()
    mask[:100] = False
    filter_to(stand.session, mask)
    stand.timeline.commands["select-shown"]()
    assert stand.session.selection.rows.tolist() == [row for row in range(len(mask)) if mask[row]]


def test_a_filter_keeps_the_view_and_drops_what_it_hides(stand: Stand) -> None:
    span = stand.span
    hidden = stand.rows_in_view()[0]
    mask = stand.session.shown.mask.copy()
    mask[hidden] = False
    filter_to(stand.session, mask)
    assert stand.span == span
    assert hidden not in stand.rows_in_view()


def test_the_menu_key_and_control_full_stop_open_the_menu_of_the_focus(few: Stand) -> None:
    for key, modifiers in ((KEY.Key_Period, CONTROL), (KEY.Key_Menu, Qt.KeyboardModifier.NoModifier)):
        few.timeline.stage.choosing.set_focus(1, 0)
        few.key(key, modifiers)
        menu = few.timeline._menu.menu
        assert menu is not None
        assert menu.isVisible()
        texts = [action.text() for action in menu.actions()]
        assert "Show in the article" in texts
        assert "Fit the lane" in texts
        with few.bot.waitSignal(few.session.passage_requested) as asked:
            menu.actions()[texts.index("Show in the article")].trigger()
        assert asked.args == [1]
        menu.close()


def test_lanes_are_moved_pinned_and_closed_by_the_menu(few: Stand) -> None:
    def lanes() -> list[str]:
        display = few.timeline.stage.canvas.display
        assert display is not None
        return [band.key for band in display.bands][:2]

    def run(text: str, lane: int) -> None:
        few.timeline._menu.open(few.timeline.mapToGlobal(few.header(lane)), -1, lane)
        menu = few.timeline._menu.menu
        assert menu is not None
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    assert lanes() == ["northland", "eastmark"]
    run("Move the lane down", 0)
    assert lanes() == ["eastmark", "northland"]
    run("Pin the lane to the top", 0)
    assert lanes() == ["northland", "eastmark"]
    run("Close the lane", 0)
    assert few.timeline.lane_order.collapsed == {"northland"}


def test_other_keys_are_left_to_the_window(stand: Stand) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_F9, Qt.KeyboardModifier.NoModifier)
    stand.timeline.keyPressEvent(event)
    assert not event.isAccepted()
