"""What is under the pointer, when the view moves and the pointer does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import SIDES, Spec, filter_to, marks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.timeline.display import Hit

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return open_stand(qtbot)


@pytest.fixture
def few(qtbot: QtBot) -> Stand:
    """Return a stand with one lane, all of which fits."""
    specs = [Spec(f"Round {n}", side=SIDES[0], first=date(2020, 6, 1) + timedelta(3 * n)) for n in range(20)]
    return open_stand(qtbot, marks_of(specs, SIDES[:1]))


def _lit(stand: Stand) -> str:
    """Return the title of what the next frame shows as hovered."""
    stand.picture()
    frame = stand.timeline.stage.frame()
    assert frame is not None
    return "" if frame.hovered < 0 else str(stand.marks.titles[frame.hovered])


def _beneath(stand: Stand, at: QPoint) -> str:
    """Return the title of what a click at a point would take."""
    hit = stand.timeline.stage.canvas.hit(at.x(), at.y())
    return "" if hit is None or hit.row is None else str(stand.marks.titles[hit.row])


def test_a_wheel_under_a_still_pointer_leaves_nothing_lit_that_has_moved_away(stand: Stand) -> None:
    row = stand.rows_in_view()[5]
    at = stand.at(row)
    stand.hover(at)
    assert _lit(stand) == stand.marks.titles[row]
    stand.wheel(at, dy=-120)
    assert _beneath(stand, at) != stand.marks.titles[row]
    assert _lit(stand) == ""
    stand.settle()
    assert _lit(stand) == _beneath(stand, at)


@pytest.mark.parametrize("key", ["D", "S"])
def test_what_comes_to_lie_under_the_pointer_lights_up_and_is_what_a_click_takes(few: Stand, key: str) -> None:
    at = few.at(few.titled("Round 12"))
    few.hover(at)
    seen = {_lit(few)}
    for _ in range(6):
        few.key(key)
        few.settle()
        assert _lit(few) == _beneath(few, at)
        seen.add(_lit(few))
    assert len(seen) > 2
    lit = _lit(few)
    few.click(at)
    chosen = few.session.selection.current
    assert ("" if chosen < 0 else few.marks.titles[chosen]) == lit


def test_another_filter_under_a_still_pointer_shows_what_is_there_now(few: Stand) -> None:
    at = few.at(few.titled("Round 12"))
    few.hover(at)
    assert _lit(few) == "Round 12"
    mask = np.ones(len(few.marks), bool)
    mask[few.titled("Round 12")] = False
    filter_to(few.session, mask)
    few.settle()
    assert _lit(few) == _beneath(few, at) != "Round 12"


def test_zooming_over_groups_and_moving_on_is_no_fault(few: Stand) -> None:
    few.timeline.commands["fit"]()
    few.settle()
    at = QPoint(575, 60)
    for turn in (-120, 120):
        for _ in range(14):
            few.hover(at)
            few.wheel(at, dy=turn, keys=CONTROL)
            few.hover(at + QPoint(3, 0))
            assert _lit(few) in ("", _beneath(few, at + QPoint(3, 0)))


def test_the_tooltip_goes_as_the_view_moves_and_another_comes_only_as_the_pointer_does(few: Stand) -> None:
    at = few.at(few.titled("Round 12"))
    few.hover(at)
    tooltips = few.timeline.stage.overlays.tooltips
    few.bot.waitUntil(lambda: tooltips.text.startswith("Round 12"), timeout=1500)
    beside = next(row for row in few.rows_in_view() if few.at(row).y() == at.y() and few.at(row).x() > at.x())
    camera = few.timeline.stage.camera
    moved = camera.view.scale.panned(at.x() - few.at(beside).x())
    few.session.frame_requested.emit(moved.origin, moved.end(camera.width))
    few.bot.waitUntil(lambda: tooltips.text == "", timeout=1500)
    few.settle()
    assert _lit(few) == few.marks.titles[beside]
    assert not tooltips.awaited
    few.hover(at + QPoint(1, 0))
    few.bot.waitUntil(lambda: tooltips.text.startswith(few.marks.titles[beside]), timeout=1500)


def test_an_idle_timeline_does_not_look(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    canvas, hit = stand.timeline.stage.canvas, stand.timeline.stage.canvas.hit

    def look(x: float, y: float) -> Hit | None:
        looked.append(x)
        return hit(x, y)

    monkeypatch.setattr(canvas, "hit", look)
    at = stand.at(stand.rows_in_view()[5])
    stand.hover(at)
    stand.wheel(at, dy=-120)
    stand.settle()
    stand.picture()
    assert looked
    looked.clear()
    stand.picture()
    stand.timeline.update()
    stand.bot.wait(50)
    assert looked == []
