"""All hits at once, by real keys: selected, and made the filter; and terms for what is the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.filters import Filter, Term, Word
from db.labels import Label
from db.wishes import Labelling, NoteWriting, Starring
from tests.ui.desk import CONTROL, SHIFT
from tests.ui.test_search import field, hit_ids, press, type_in

if TYPE_CHECKING:
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def test_a_key_selects_all_hits_while_the_field_has_the_focus(desk: Desk) -> None:
    type_in(desk, "actor:kalin truce")
    assert len(hit_ids(desk)) > 1
    press(desk, Qt.Key.Key_H, CONTROL)
    assert desk.selected() == hit_ids(desk)
    assert field(desk).text() == "actor:kalin truce"


def test_hits_that_the_filter_hides_are_counted_and_left_alone(desk: Desk) -> None:
    desk.session.filter_requested.emit(Filter((Term(Word.KIND, ("event",)),)))
    desk.idle()
    type_in(desk, "kalin")
    shown = [each for each in hit_ids(desk) if each in desk.shown()]
    hidden = len(hit_ids(desk)) - len(shown)
    assert shown
    assert hidden
    desk.run("select-hits")
    assert desk.selected() == shown
    assert desk.sentence() == f"{len(shown)} selected, {hidden} outside the filter."
    desk.session.filter_requested.emit(Filter((Term(Word.ID, (CALL,)),)))
    desk.idle()
    type_in(desk, "x")
    desk.session.search("kalin type:reject")
    desk.run("select-hits")
    assert desk.selected() == []
    assert desk.sentence() == "All hits are outside the filter."


def test_only_hits_are_shown_and_what_was_filtered_stays(desk: Desk) -> None:
    type_in(desk, "after:2020-06-01 side:turkey truce")
    hits = hit_ids(desk)
    assert 0 < len(hits) < len(desk.marks)
    press(desk, Qt.Key.Key_H, CONTROL | SHIFT)
    assert desk.shown() == hits
    (chip,) = desk.chips()
    assert "after:2020-06-01 side:turkey truce" in chip
    desk.run("clear-filter")
    desk.session.filter_requested.emit(Filter((Term(Word.KIND, ("event",)),)))
    desk.idle()
    events = desk.shown()
    press(desk, Qt.Key.Key_H, CONTROL | SHIFT)
    assert desk.shown() == [each for each in hits if each in events]


def test_hits_that_are_not_known_yet_are_waited_for(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    QTest.keyClick(desk.window.timeline, Qt.Key.Key_Slash)
    QTest.keyClicks(field(desk), "kalin")
    assert desk.session.hits.typed != "kalin"
    QTest.keyClick(field(desk), Qt.Key.Key_H, CONTROL | SHIFT)
    desk.bot.waitUntil(lambda: bool(desk.session.filter), timeout=20_000)
    desk.idle()
    assert desk.shown() == hit_ids(desk)
    assert hit_ids(desk)


def test_nothing_searched_for_greys_the_commands_and_nothing_found_is_said(desk: Desk) -> None:
    commands = [desk.window.commands[each] for each in ("select-hits", "only-hits")]
    assert not any(each.isEnabled() for each in commands)
    type_in(desk, "nosuchwordanywhere")
    assert all(each.isEnabled() for each in commands)
    desk.run("only-hits")
    assert desk.sentence() == "Nothing was found."
    assert desk.session.filter == Filter()
    field(desk).clear()
    assert not any(each.isEnabled() for each in commands)


def test_what_is_the_users_own_is_searched_by_terms(desk: Desk) -> None:
    call, visit = desk.row(CALL), desk.row(VISIT)
    for wish in (
        Starring(np.array([call, visit], np.int32), starred=True),
        Labelling(np.array([visit], np.int32), Label.PINK),
        NoteWriting(CALL, "", "Look again", 1),
    ):
        desk.session.writing_requested.emit(wish)
        desk.idle()
    for typed, found in (
        ("starred:yes", [CALL, VISIT]),
        ("label:pink", [VISIT]),
        ("starred:yes noted:no", [VISIT]),
        ("starred:yes after:2020-06-10", [VISIT]),
        ("noted:yes", [CALL]),
    ):
        type_in(desk, typed)
        assert hit_ids(desk) == found, typed
        desk.run("only-hits")
        assert desk.shown() == found
        desk.run("clear-filter")
        field(desk).clear()
