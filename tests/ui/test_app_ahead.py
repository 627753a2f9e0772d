"""What jobs work out for the views before they show it is what they would have worked out themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from db.filters import Filter, Word
from desktop.timeline.ordering import Arrangement, By, Gathered
from tests.ui.desk import holding, open_desk, put_away

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tests.ui.desk import Desk

TURKEY = Filter().with_term(Word.SIDE, ("turkey",))
EVENTS = Filter().with_term(Word.KIND, ("event",))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(qtbot, tmp_path)
    yield made
    put_away(made)


def pictures(desk: Desk) -> tuple[QImage, QImage, QImage]:
    """Return what timeline, overview and table look like, each text painted by itself."""
    window = desk.window
    window.timeline.stage.canvas.paint_anew()
    views = window.timeline, window.overview, window.chronology.table
    first, second, third = (view.grab().toImage() for view in views)
    return first, second, third


def agrees_with_views(desk: Desk) -> bool:
    """Tell whether all look as they do once they have worked everything out by themselves; nobody does it for them."""
    desk.idle()
    before = pictures(desk)
    session = desk.session
    session.set_filter(session.filter, session.shown)
    QApplication.processEvents()
    return before == pictures(desk)


@pytest.mark.parametrize("wanted", [TURKEY, EVENTS, Filter(first="1900", last="1901")])
def test_a_filter(desk: Desk, wanted: Filter) -> None:
    before = pictures(desk)
    desk.session.filter_requested.emit(wanted)
    assert agrees_with_views(desk)
    assert pictures(desk) != before
    desk.session.filter_requested.emit(Filter())
    assert agrees_with_views(desk)
    assert pictures(desk)[:2] == before[:2]


@pytest.mark.parametrize("grouping", ["actor", "position", "type"])
def test_a_grouping_whose_lane_headers_may_be_wider(desk: Desk, grouping: str) -> None:
    desk.session.grouping_requested.emit(grouping)
    assert agrees_with_views(desk)
    assert desk.session.grouping == grouping


@pytest.mark.parametrize("colouring", ["side", "stance", "certainty"])
def test_a_colouring(desk: Desk, colouring: str) -> None:
    desk.session.filter_requested.emit(EVENTS)
    desk.idle()
    desk.session.colouring_requested.emit(colouring)
    assert agrees_with_views(desk)
    assert desk.session.colouring == colouring


def test_a_clock(desk: Desk) -> None:
    before = pictures(desk)
    desk.session.clock_requested.emit("reported")
    assert agrees_with_views(desk)
    assert pictures(desk) != before


def test_lanes_in_an_order_of_the_users(desk: Desk) -> None:
    timeline = desk.window.timeline
    timeline.arrange(timeline.lane_order.with_collapsed("turkey", collapsed=True))
    desk.session.grouping_requested.emit("type")
    desk.idle()
    desk.session.grouping_requested.emit("side")
    assert agrees_with_views(desk)
    assert "turkey" in timeline.lane_order.collapsed


@pytest.mark.parametrize(
    "wish",
    [
        Arrangement(down=True),
        Arrangement(By.SOURCES, down=True),
        Arrangement(gathered=Gathered.ARTICLE),
        Arrangement(By.TITLE, gathered=Gathered.DAY),
    ],
)
def test_a_table_that_is_sorted_and_gathered(desk: Desk, wish: Arrangement) -> None:
    entries = desk.window.chronology.table.entries
    entries.arrange(wish)
    desk.idle()
    entries.set_all_closed(closed=True)
    desk.session.filter_requested.emit(EVENTS)
    desk.idle()
    assert sorted(set(entries.rows.tolist())) == np.flatnonzero(desk.session.shown.mask).tolist()
    assert agrees_with_views(desk)


def test_what_changes_in_a_view_while_the_job_runs_is_kept(desk: Desk) -> None:
    window, session = desk.window, desk.session
    start, end = session.span
    with holding(desk.app.jobs):
        session.filter_requested.emit(EVENTS)
        session.span_requested.emit(start - (end - start) / 3, end)
        window.chronology.table.entries.arrange(Arrangement(By.DATE, down=True))
        window.resize(window.width() - 80, window.height())
    assert agrees_with_views(desk)
    assert session.filter == EVENTS
    assert session.span[0] < start
    assert window.chronology.table.entries.rows[0] == np.flatnonzero(desk.marks.dated & session.shown.mask)[-1]


def test_neither_of_several_wishes_is_lost_to_another(desk: Desk) -> None:
    session = desk.session
    with holding(desk.app.jobs):
        session.clock_requested.emit("reported")
        session.filter_requested.emit(EVENTS)
        session.colouring_requested.emit("side")
        session.grouping_requested.emit("type")
        session.colouring_requested.emit("certainty")
    assert agrees_with_views(desk)
    assert (session.clock, session.filter, session.grouping) == ("reported", EVENTS, "type")
    assert session.colouring == "certainty"
    assert session.index is not None
    assert session.index.tints.colouring == "certainty"
    assert session.drawn is not session.marks


def test_a_colouring_that_is_taken_back_before_it_is_there_leaves_everything(desk: Desk) -> None:
    before = pictures(desk)
    with holding(desk.app.jobs):
        desk.session.colouring_requested.emit("side")
        desk.session.colouring_requested.emit("act")
    desk.idle()
    assert desk.session.colouring == "act"
    assert pictures(desk) == before


def test_a_colour_that_is_wished_for_while_the_clock_turns_waits_for_it(desk: Desk) -> None:
    session = desk.session
    session.clock_requested.emit("reported")
    desk.bot.waitUntil(lambda: session.clock == "reported")
    session.colouring_requested.emit("side")
    assert agrees_with_views(desk)
    assert session.drawn is not session.marks
    assert session.colouring == "side"
