"""What mouse, wheel and keys do, line by line, with the tests that do it on the real widgets, and what is left over."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.dates import minutes_of
from tests.ui.canvas import LEFT, NO_KEYS, Stand, open_stand
from tests.ui.sample import Spec, marks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.desk import Desk

TABLE: dict[str, str] = {
    "wheel: scroll the lanes; when all fit, pan in time": """
        test_timeline_pointer.py::test_the_wheel_scrolls_the_lanes_and_leaves_time_alone
        test_timeline_pointer.py::test_the_wheel_pans_in_time_when_all_lanes_fit""",
    "Shift+wheel, horizontal wheel, two fingers: pan, a tenth of the window a notch": """
        test_timeline_pointer.py::test_shift_and_sideways_wheels_pan_a_tenth_of_the_window
        test_timeline_pointer.py::test_two_fingers_pan_pixel_by_pixel
        test_timeline_fingers.py::test_a_fine_wheel_moves_by_its_pixels""",
    "Ctrl+wheel, pinch: zoom about the pointer, in proportion for fine deltas": """
        test_timeline_pointer.py::test_control_and_wheel_zoom_about_the_pointer
        test_timeline_pointer.py::test_fine_wheels_zoom_in_proportion
        test_timeline_fingers.py::test_a_fine_wheel_zooms_by_its_pixels
        test_timeline_fingers.py::test_a_trackpad_s_pinch_zooms_about_the_pointer_in_proportion
        test_timeline_fingers.py::test_two_fingers_on_a_touch_screen_zoom_about_their_middle""",
    "wheel over the axis or the overview: zoom": """
        test_timeline_pointer.py::test_a_wheel_over_the_axis_zooms_without_a_key
        test_overview.py::test_the_wheel_zooms_about_the_moment_under_the_pointer""",
    "setting 'wheel zooms' swaps pan and zoom": """
        test_timeline_pointer.py::test_the_setting_swaps_zoom_and_scroll
        test_commands.py::test_the_wheel_zooms_where_that_is_wished
        test_app_settings.py::test_choices_come_back""",
    "drag: pan after 5 px, with momentum; it never edits": """
        test_timeline_pointer.py::test_a_drag_pans_and_never_selects_or_edits
        test_timeline_pointer.py::test_a_drag_scrolls_the_lanes_with_it
        test_timeline_pointer.py::test_a_press_that_wanders_less_than_five_pixels_is_a_click
        test_timeline_pointer.py::test_momentum_goes_on_after_a_flick_slows_down_and_stops
        test_timeline_pointer.py::test_momentum_stops_at_once_on_touch_and_the_touch_selects_nothing
        test_timeline_fingers.py::test_momentum_stops_where_a_pinch_or_a_wheel_begins
        test_sizes_and_motion.py::test_without_motion_jumps_are_there_at_once_and_nothing_runs_on""",
    "Shift+drag: rectangle; with Ctrl adds": """
        test_timeline_pointer.py::test_shift_and_drag_select_what_lies_in_the_rectangle
        test_timeline_pointer.py::test_the_rectangle_is_seen_while_it_is_drawn_and_gone_after
        test_timeline_pointer.py::test_escape_gives_a_rectangle_up""",
    "drag on the axis: zoom, filter, select": """
        test_timeline_overlays.py::test_a_period_is_drawn_and_zoomed_to_by_whole_days
        test_timeline_overlays.py::test_a_period_drawn_on_the_axis_filters
        test_app_filters.py::test_days_drawn_on_the_axis_select_just_what_they_filter_to
        test_sizes_and_motion.py::test_a_range_is_offered_without_a_mouse""",
    "click, Ctrl+click, Shift+click": """
        test_timeline_pointer.py::test_a_click_selects_and_a_click_on_the_ground_deselects
        test_timeline_pointer.py::test_a_click_on_the_label_selects_its_entry
        test_timeline_pointer.py::test_control_and_click_toggle
        test_timeline_pointer.py::test_shift_and_click_extend_in_time_order_within_the_lane""",
    "double click on a mark, a cluster, a lane's header": """
        test_timeline_pointer.py::test_a_double_click_on_a_mark_asks_for_its_passage
        test_timeline_overlays.py::test_zoom_to_them_and_a_double_click_do_the_same
        test_timeline_pointer.py::test_a_double_click_on_a_lane_header_fits_the_lane""",
    "Ctrl+C": """
        test_app_choosing.py::test_copying_puts_a_line_an_entry_on_the_clipboard
        test_app_choosing.py::test_copying_in_the_article_takes_the_passage_with_its_reference""",
    "Ctrl+= and Ctrl+-, and a setting for the whole window": """
        test_input_table.py::test_control_and_equals_enlarge_the_text_panel_with_the_focus
        test_sizes_and_motion.py::test_the_whole_window_grows_at_once_and_shrinks_again
        test_sizes_and_motion.py::test_the_size_of_the_window_comes_back_after_a_new_start""",
    "F, F again; Shift+F or Home": """
        test_timeline_keys.py::test_f_centres_the_selection_and_then_fits_it
        test_timeline_keys.py::test_everything_is_fitted""",
    "W S A D, + -, arrows on the ground; faster while held; never in a text field": """
        test_timeline_keys.py::test_letters_and_signs_zoom_about_the_middle
        test_timeline_keys.py::test_keys_on_the_ground_pan_a_tenth_of_the_window
        test_timeline_keys.py::test_up_and_down_on_the_ground_scroll_the_lanes
        test_timeline_keys.py::test_a_held_key_moves_faster
        test_app_choosing.py::test_single_keys_are_letters_while_a_text_field_has_the_focus""",
    "Tab, arrows, Ctrl+arrows, Space, Enter": """
        test_timeline_keys.py::test_tab_enters_at_the_first_mark_in_view_and_shows_a_ring
        test_timeline_keys.py::test_arrows_move_focus_and_selection_and_reveal
        test_timeline_keys.py::test_control_and_arrows_move_the_focus_only_and_space_toggles
        test_timeline_keys.py::test_enter_opens_the_passage""",
    ". , and [ ]; Ctrl+. shows the menu of a right click": """
        test_timeline_keys.py::test_full_stop_and_comma_step_through_the_lane
        test_timeline_keys.py::test_brackets_step_along_relations
        test_timeline_keys.py::test_the_menu_key_and_control_full_stop_open_the_menu_of_the_focus
        test_input_table.py::test_a_right_click_opens_the_menu_of_what_lies_there""",
    "Alt+Left, Alt+Right": """
        test_app_choosing.py::test_back_and_forward_return_to_views_and_selections
        test_timeline_keys.py::test_back_and_forward_return_to_views_and_selections""",
    "Ctrl+G": """
        test_app_choosing.py::test_going_to_a_date_centres_it
        test_timeline_overlays.py::test_going_to_a_month_frames_it
        test_timeline_overlays.py::test_what_is_no_date_goes_nowhere_and_says_so""",
    "/ or Ctrl+F; F3, Shift+F3": """
        test_search.py::test_control_f_and_the_slash_lead_to_the_field_and_the_slash_can_be_typed
        test_search.py::test_f3_goes_through_all_hits_in_time_order_and_round
        test_search.py::test_filters_stay_and_a_hit_outside_says_so_and_is_shown_on_demand""",
    "Ctrl+E, Ctrl+Shift+E": """
        test_commands.py::test_every_window_key_runs_its_command_and_no_other
        test_commands.py::test_the_same_keys_run_the_same_commands_while_one_types_in_a_field
        test_app_export.py::test_the_selection_is_written_and_nothing_else""",
    "Esc: popover, search, selection": """
        test_timeline_overlays.py::test_escape_closes_the_popover_and_keeps_the_selection
        test_search.py::test_escape_elsewhere_clears_the_search_before_the_selection
        test_search.py::test_escape_closes_the_list_then_the_search_then_the_selection_then_leaves""",
    "overview: handles, window, a new one, double click; ticks; breaks": """
        test_overview.py::test_dragging_a_handle_moves_that_edge_only
        test_overview.py::test_dragging_the_window_moves_it_and_keeps_its_length
        test_overview.py::test_a_drag_beside_the_window_draws_a_new_one
        test_overview.py::test_everything_is_fitted_as_the_timeline_itself_does
        test_overview.py::test_selected_entries_have_ticks_below_the_line
        test_search.py::test_the_overview_has_a_tick_where_something_shown_was_found
        test_input_table.py::test_a_tooltip_over_a_break_says_how_long_it_is""",
    "tooltips after 500 ms, 100 between neighbours, on keyboard focus too": """
        test_timeline_overlays.py::test_the_neighbour_s_tooltip_comes_sooner_and_leaving_takes_it_away
        test_timeline_overlays.py::test_keyboard_focus_brings_the_tooltip_too
        test_input_table.py::test_a_tooltip_waits_half_a_second_and_its_neighbour_a_tenth""",
    "a filter that leaves nothing in view offers to re-frame": """
        test_chips.py::test_a_filter_that_leaves_nothing_in_view_offers_to_show_it""",
}


@pytest.mark.parametrize("line", TABLE)
def test_every_line_of_the_table_is_tried(line: str) -> None:
    for named in TABLE[line].split():
        file, _, name = named.partition("::")
        tree = ast.parse((Path(__file__).parent / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, named


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return open_stand(qtbot)


def test_control_and_equals_enlarge_the_text_panel_with_the_focus(desk: Desk) -> None:
    text = desk.article().text
    text.setFocus()
    before, unit = text.document().size().height(), desk.window.timeline.stage.canvas.style.unit
    QTest.keyClick(text, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    assert text.document().size().height() > before
    assert desk.window.timeline.stage.canvas.style.unit == unit
    QTest.keyClick(text, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    assert text.document().size().height() == before


def test_a_right_click_opens_the_menu_of_what_lies_there(stand: Stand) -> None:
    row = stand.rows_in_view()[2]
    at = stand.at(row)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, stand.timeline.mapToGlobal(at))
    QApplication.sendEvent(stand.timeline, event)
    menu = stand.timeline._menu.menu
    assert menu is not None
    assert "Show in the article" in [action.text() for action in menu.actions()]
    menu.close()
    assert len(stand.session.selection) == 0


def test_a_tooltip_over_a_break_says_how_long_it_is(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = stand.overview._drawing
    assert drawing is not None
    piece = drawing.map.breaks[0]
    at = QPoint(round(stand.overview._left + (piece.x0 + piece.x1) / 2), 40)
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_more: said.append(text))
    for place in (at, QPoint(at.x() + 60, 40)):
        event = QHelpEvent(QEvent.Type.ToolTip, place, stand.overview.mapToGlobal(place))
        QApplication.sendEvent(stand.overview, event)
    assert said[0].startswith("Nothing for ")
    assert said[1] == ""


def test_a_tooltip_waits_half_a_second_and_its_neighbour_a_tenth(stand: Stand) -> None:
    first, second = stand.rows_in_view()[2:4]
    timer, tips = stand.timeline.stage.overlays.tooltips._timer, stand.timeline.stage.overlays.tooltips
    stand.hover(stand.at(first))
    assert (timer.isActive(), timer.interval()) == (True, 500)
    stand.bot.waitUntil(lambda: tips.text != "", timeout=2000)
    stand.hover(stand.at(second))
    assert (timer.isActive(), timer.interval()) == (True, 100)


def test_momentum_runs_down_the_lanes_too_and_stops_on_touch(stand: Stand) -> None:
    camera = stand.timeline.stage.camera
    stand.drag(QPoint(575, 500), QPoint(575, 380), rest=0)
    assert stand.moves()
    before = camera.view.scroll
    stand.bot.waitUntil(lambda: camera.view.scroll > before, timeout=1000)
    QTest.mousePress(stand.timeline, LEFT, NO_KEYS, QPoint(575, 300))
    held = camera.view.scroll
    QTest.qWait(50)
    assert camera.view.scroll == held
    QTest.mouseRelease(stand.timeline, LEFT, NO_KEYS, QPoint(575, 300))


def test_a_day_that_the_right_edge_cuts_can_be_seen_and_clicked(qtbot: QtBot) -> None:
    first = date(2020, 6, 1)
    stand = open_stand(qtbot, marks_of([Spec(f"Day {n}", first=first + timedelta(n), id=f"d{n}") for n in range(5)]))
    start = minutes_of(first)
    stand.session.span_requested.emit(start, start + 4 * 1440 + 200)
    stand.settle()
    row = stand.titled("Day 4")
    at = stand.at(row)
    assert at.x() < stand.timeline.width()
    stand.click(QPoint(min(at.x(), stand.timeline.width() - 3), at.y()))
    assert stand.session.selection.rows.tolist() == [row]


def test_an_end_before_its_start_is_drawn_on_its_first_day(qtbot: QtBot) -> None:
    spec = Spec("Backwards", first=date(2020, 6, 10), id="back")
    marks = marks_of([spec, Spec("Other", first=date(2020, 6, 12), id="other")])
    row = next(row for row in range(2) if marks.titles[row] == "Backwards")
    marks.latest[row] = marks.earliest[row] - 5 * 1440
    stand = open_stand(qtbot, marks)
    assert stand.drawn(row)
    stand.picture()
    stand.timeline.commands["fit"]()
    stand.settle()
    assert stand.drawn(row)
