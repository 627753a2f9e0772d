"""The session's facts: selections that stay in order, and what becomes of them when entries are hidden or replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from db.filters import Filter, Word
from desktop.states import Shown
from tests.ui.panel_sample import sample_session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


def test_a_selection_is_ordered_and_holds_each_row_once(session: Session) -> None:
    session.select([5, 2, 5, 0])
    assert session.selection.rows.tolist() == [0, 2, 5]
    assert session.selection.current == -1
    assert len(session.selection) == 3
    assert 2 in session.selection
    assert 3 not in session.selection


def test_the_only_selected_row_is_the_current_one(session: Session) -> None:
    session.select([4])
    assert session.selection.current == 4


def test_toggling_adds_makes_current_and_takes_away(session: Session) -> None:
    session.select([1])
    session.toggle(3)
    assert (session.selection.rows.tolist(), session.selection.current) == ([1, 3], 3)
    session.toggle(1)
    assert (session.selection.rows.tolist(), session.selection.current) == ([3], 3)
    session.toggle(3)
    assert (len(session.selection), session.selection.current) == (0, -1)


def test_adding_keeps_what_is_current(session: Session) -> None:
    session.select([1])
    session.add([4, 2])
    assert (session.selection.rows.tolist(), session.selection.current) == ([1, 2, 4], 1)


def test_selecting_the_same_again_is_no_news(qtbot: QtBot, session: Session) -> None:
    session.select([1, 2])
    with qtbot.assertNotEmitted(session.selection_changed):
        session.select([2, 1])
    with qtbot.waitSignal(session.selection_changed):
        session.select([2, 1], current=2)


def test_a_hidden_row_leaves_the_selection_after_the_filter_is_told(session: Session) -> None:
    assert session.marks is not None
    session.select([0, 3], current=3)
    mask = np.ones(len(session.marks), bool)
    mask[3] = False
    told: list[str] = []
    session.filter_changed.connect(lambda: told.append("filter"))
    session.index_changed.connect(lambda: told.append("index"))
    session.selection_changed.connect(lambda: told.append("selection"))
    wanted = Filter().with_term(Word.KIND, ("event",))
    session.set_filter(wanted, Shown(mask, int(mask.sum()), 0))
    assert told == ["filter", "index", "selection"]
    assert (session.selection.rows.tolist(), session.selection.current) == ([0], -1)
    assert session.index is not None
    assert 3 not in session.index.shown
    assert session.filter == wanted


def test_a_span_and_a_hover_are_told_once(qtbot: QtBot, session: Session) -> None:
    session.set_span(10.0, 20.0)
    with qtbot.assertNotEmitted(session.span_changed):
        session.set_span(10.0, 20.0)
    session.hover(2)
    with qtbot.assertNotEmitted(session.hovered_changed):
        session.hover(2)


def test_filtering_by_a_value_is_a_wish_beside_what_is_asked_for(qtbot: QtBot, session: Session) -> None:
    assert session.marks is not None
    shown = Shown(np.ones(len(session.marks), bool), len(session.marks), 0)
    session.set_filter(Filter().with_term(Word.KIND, ("event",)), shown)
    with qtbot.waitSignal(session.filter_requested) as wish:
        session.filter_by(Word.ACTOR, "a")
    assert wish.args is not None
    assert wish.args[0].term(Word.KIND) == ("event",)
    assert wish.args[0].term(Word.ACTOR) == ("a",)
