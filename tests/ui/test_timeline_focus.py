"""Where the keyboard is among the marks: how it gets there, how it is seen, and what the mouse does to that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from db.marks import Drawing
from db.vocabularies import Kind, Type
from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import SIDES, Spec, marks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key


@pytest.fixture
def few(qtbot: QtBot) -> Stand:
    """Return a stand with entries in June, and in their first lane what began long before and goes on."""
    siege = Spec("A siege", first=date(2019, 4, 4), last=date(2020, 12, 1), drawing=Drawing.EXTENT, id="siege")
    calls = [Spec(f"Call {n}", first=date(2020, 6, day), id=f"a{n}") for n, day in enumerate((3, 8, 11, 20))]
    answer = Spec("An answer", Type.REJECT, Kind.STATEMENT, "Eastmark", date(2020, 6, 9), answers="a1", id="b0")
    last = Spec("Other", side="Eastmark", first=date(2020, 6, 21), id="b1")
    return open_stand(qtbot, marks_of([siege, *calls, answer, last]))


@pytest.fixture
def far(qtbot: QtBot) -> Stand:
    """Return a stand with an entry a fortnight in one lane, of which a few are in view."""
    days = [date(2020, 6, 1) + timedelta(14 * n) for n in range(12)]
    return open_stand(qtbot, marks_of([Spec(f"Round {n}", first=day) for n, day in enumerate(days)], SIDES[:1]))


def _ring(stand: Stand) -> str:
    """Return the title of what the next frame shows a focus ring around."""
    frame = stand.timeline.stage.frame()
    assert frame is not None
    return "" if frame.focus.row < 0 else str(stand.marks.titles[frame.focus.row])


def _tip(stand: Stand) -> str:
    return stand.timeline.stage.overlays.tooltips.text


def _tab_into(stand: Stand) -> None:
    stand.timeline.clearFocus()
    stand.timeline.setFocus(Qt.FocusReason.TabFocusReason)


def test_the_focus_goes_with_the_related_entry_and_on_from_there(few: Stand) -> None:
    few.click(few.at(few.titled("Call 1")))
    few.key("]")
    few.settle()
    assert _ring(few) == "An answer"
    few.key(".")
    few.settle()
    assert _ring(few) == few.marks.titles[few.session.selection.current] == "Other"
    few.key(",")
    few.key("[")
    few.settle()
    assert _ring(few) == "Call 1"
    few.key(".")
    assert _ring(few) == "Call 2"


def test_the_focus_goes_to_what_is_selected_in_another_panel(few: Stand) -> None:
    few.key(KEY.Key_Space)
    few.session.select([few.titled("An answer")])
    assert _ring(few) == "An answer"
    few.key(".")
    assert _ring(few) == "Other"


def test_the_focus_stays_on_what_it_takes_out_of_the_selection(few: Stand) -> None:
    few.click(few.at(few.titled("Call 1")))
    few.key(KEY.Key_Right, Qt.KeyboardModifier.ControlModifier)
    few.key(KEY.Key_Space)
    few.key(KEY.Key_Space)
    assert _ring(few) == "Call 2"
    assert few.session.selection.rows.tolist() == [few.titled("Call 1")]


def test_one_enters_at_the_first_mark_that_stands_in_view(few: Stand) -> None:
    assert few.drawn(few.titled("A siege"))
    start = few.span[0]
    _tab_into(few)
    assert _ring(few) == "Call 0"
    few.key(KEY.Key_Right)
    few.settle()
    assert _ring(few) == "Call 1"
    assert few.span[0] == start


def test_nothing_moves_for_an_entry_that_stands_in_view_at_the_beginning(qtbot: QtBot) -> None:
    specs = [Spec(f"Call {n}", first=date(2020, 6, 3)) for n in range(2)]
    stand = open_stand(qtbot, marks_of([*specs, Spec("Last", first=date(2020, 7, 20))]))
    start = stand.span[0]
    _tab_into(stand)
    stand.key(KEY.Key_Right)
    stand.settle()
    assert _ring(stand) == "Call 1"
    assert stand.span[0] == start


def test_one_enters_at_what_is_kept_at_the_edge_where_nothing_else_is_in_view(few: Stand) -> None:
    few.session.span_requested.emit(*(few.span[0] - days * 1440 for days in (90, 30)))
    few.settle()
    _tab_into(few)
    assert _ring(few) == "A siege"


def test_the_tooltip_of_the_focus_stands_at_its_mark_once_the_view_has_moved(far: Stand) -> None:
    _tab_into(far)
    start = far.span[0]
    while far.span[0] == start:
        far.key(".")
        far.settle()
    title = _ring(far)
    far.bot.waitUntil(lambda: _tip(far).startswith(title), timeout=1500)
    box = far.timeline.stage.overlays.tooltips._box
    assert box is not None
    place, at = box.geometry(), far.at(far.titled(title))
    assert place.left() <= at.x() <= place.right()
    assert abs(place.top() - at.y()) < 40 or abs(place.bottom() - at.y()) < 40


def test_the_tooltip_of_the_focus_goes_as_the_view_moves(far: Stand) -> None:
    _tab_into(far)
    far.bot.waitUntil(lambda: _tip(far).startswith("Round 0"), timeout=1500)
    far.key("d")
    far.settle()
    assert _tip(far) == ""


def test_moving_the_mouse_hides_the_ring_until_the_next_key(few: Stand) -> None:
    _tab_into(few)
    few.hover(few.at(few.titled("Call 2")))
    assert _ring(few) == ""
    few.bot.waitUntil(lambda: _tip(few).startswith("Call 2"), timeout=1500)
    few.key(KEY.Key_Right)
    assert _ring(few) == "Call 1"
    few.hover(few.at(few.titled("Call 2")))
    assert _ring(few) == "Call 1", "the mouse lies where it lay"
    few.hover(few.at(few.titled("Call 2")) + QPoint(1, 1))
    assert _ring(few) == ""
