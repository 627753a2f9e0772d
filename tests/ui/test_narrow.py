"""The window at every width: what has no room gives way, nothing is out of reach, and all of it comes back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from tests.ui.desk import Desk


def in_the_bar(desk: Desk) -> list[QWidget]:
    """Return what stands in the toolbar, from left to right."""
    bar = desk.window.toolbar
    inside = [each for each in bar.children() if each.isWidgetType() and each.parent() is bar]
    widgets: list[QWidget] = [each for each in inside if each.isVisible()]  # type: ignore[attr-defined, misc]
    return sorted(widgets, key=lambda widget: widget.x())


def told(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "").split("\t")[0] for action in menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize("enlarged", [0, 3])
@pytest.mark.parametrize("width", [2000, 1400, 1280, 1100, 960, 800, 640, 480, 320, 200])
def test_nothing_in_the_bar_is_cut_or_lies_on_something_else(desk: Desk, width: int, enlarged: int) -> None:
    desk.window.resize(width, 700)
    for _ in range(enlarged):
        desk.run("window-larger")
    desk.idle()
    assert desk.window.width() == width
    bar = desk.window.toolbar
    assert bar.width() == width
    parts = in_the_bar(desk)
    assert parts[0] is desk.window.search
    for one, next_one in pairwise(parts):
        assert one.geometry().right() < next_one.x(), (one, next_one)
    assert parts[-1].geometry().right() < width
    for part in parts:
        if part is not desk.window.search:
            assert part.width() >= min(part.minimumSizeHint().width(), part.maximumWidth()), part


def test_the_bar_follows_the_length_in_view_without_being_measured_in_every_frame(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.window.resize(960, 700)
    desk.idle()
    bar, measured = desk.window.toolbar, []
    fit = bar._fit

    def note() -> None:
        measured.append(True)
        fit()

    monkeypatch.setattr(bar, "_fit", note)
    middle = desk.stand.middle
    for days in range(40, 4000, 40):
        desk.session.span_requested.emit(middle - days * 720, middle + days * 720)
        desk.window.grab()
        parts = in_the_bar(desk)
        assert all(one.geometry().right() < other.x() for one, other in pairwise(parts))
    assert len(measured) < 20


def test_what_the_bar_has_no_room_for_stands_in_its_menu(desk: Desk) -> None:
    toolbar = desk.window.toolbar
    desk.window.resize(1600, 700)
    desk.idle()
    assert not toolbar.more.isVisible()
    desk.window.resize(200, 700)
    desk.idle()
    assert in_the_bar(desk) == [desk.window.search, toolbar.more]
    menu = toolbar.more.menu()
    assert told(menu) == [
        *("Export…", "Filters", "Group by", "Back", "Forward"),
        *("Colour by", "Date", "Zoom out", "Fit everything", "Zoom in"),
    ]
    grouping = next(action for action in menu.actions() if action.text() == "Group by").menu()
    assert grouping is not None
    next(action for action in grouping.actions() if action.text() == "Actor").trigger()  # type: ignore[attr-defined]
    desk.idle()
    assert desk.session.grouping == "actor"


def test_a_very_narrow_window_is_the_timelines_and_a_wide_one_as_it_was(desk: Desk) -> None:
    desk.window.resize(1600, 900)
    desk.idle()
    docks = desk.window.panels.docks
    before = {name: dock.geometry() for name, dock in docks.items()}
    desk.window.resize(200, 700)
    desk.idle()
    assert [name for name, dock in docks.items() if dock.isVisible()] == ["chronology"]
    assert not desk.window.chronology.is_open()
    assert desk.window.timeline.width() == 200
    desk.window.resize(1600, 900)
    desk.idle()
    assert {name: dock.geometry() for name, dock in docks.items()} == before


def test_a_panel_that_was_closed_by_hand_stays_closed(desk: Desk) -> None:
    docks = desk.window.panels.docks
    desk.window.resize(1600, 900)
    desk.window.commands["panel-article"].trigger()
    desk.idle()
    for width in (500, 1600):
        desk.window.resize(width, 900)
        desk.idle()
        assert not docks["article"].isVisible()
    assert docks["detail"].isVisible()


def test_a_panel_that_is_opened_in_a_very_narrow_window_stays_open(desk: Desk) -> None:
    docks = desk.window.panels.docks
    desk.window.resize(600, 900)
    desk.idle()
    desk.window.commands["panel-detail"].trigger()
    desk.idle()
    assert docks["detail"].isVisible()
    desk.window.resize(640, 900)
    desk.idle()
    assert docks["detail"].isVisible()
    desk.window.resize(1600, 900)
    desk.idle()
    assert all(dock.isVisible() for dock in docks.values())
