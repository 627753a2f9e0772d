"""The menu of a mark offers what is the user's own, for the selection it is part of; the tooltip tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from db.own import Sign
from desktop.views.detail.note import NoteField
from desktop.views.detail.tags import TagField
from desktop.views.timeline.tooltip import tip_of_row
from tests.ui.desk import CONTROL

if TYPE_CHECKING:
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def choose(desk: Desk, identifier: str, text: str) -> None:
    """Open the menu of an entry's mark by key and choose a line of it."""
    desk.session.reveal_requested.emit(desk.row(identifier))
    desk.idle()
    timeline = desk.window.timeline
    timeline._menu.open(timeline.mapToGlobal(desk.stand.at(desk.row(identifier))), desk.row(identifier), -1)
    menu = timeline._menu.menu
    assert menu is not None
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    desk.idle()


def test_a_star_goes_to_the_mark_or_to_the_selection_it_is_part_of(desk: Desk) -> None:
    choose(desk, CALL, "Give a star")
    assert desk.session.own.has(desk.row(CALL), Sign.STARRED)
    assert not desk.selected()
    desk.click_mark(CALL)
    desk.click_mark(VISIT, CONTROL)
    choose(desk, VISIT, "Give a star")
    assert all(desk.session.own.has(desk.row(each), Sign.STARRED) for each in (CALL, VISIT))
    choose(desk, VISIT, "Remove the star")
    assert not any(desk.session.own.has(desk.row(each), Sign.STARRED) for each in (CALL, VISIT))


def test_a_note_and_tags_are_begun_from_the_menu(desk: Desk) -> None:
    choose(desk, CALL, "Note…")
    assert len(desk._page().findChildren(NoteField)) == 1
    assert desk.selected() == [CALL]
    choose(desk, VISIT, "Tags…")
    assert len(desk._page().findChildren(TagField)) == 1
    assert desk.selected() == [VISIT]


def test_a_hidden_detail_panel_opens_for_a_note(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.window.panels.docks["detail"].hide()
    desk.key(Qt.Key.Key_M, CONTROL)
    assert desk.window.panels.docks["detail"].isVisible()
    assert isinstance(QApplication.focusWidget(), NoteField)


def test_the_tooltip_tells_what_is_on_an_entry(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.run("star")
    desk.run("label-blue")
    assert "Yours: star, label blue" in tip_of_row(desk.session, desk.row(CALL)).lines
    desk.run("undo")
    desk.run("undo")
    assert not any(line.startswith("Yours") for line in tip_of_row(desk.session, desk.row(CALL)).lines)


def test_the_table_offers_a_star_too(desk: Desk) -> None:
    desk.click_line(CALL)
    table = desk.window.chronology.table
    at = desk.line(CALL)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "star").trigger()
    menu.close()
    desk.idle()
    assert desk.session.own.has(desk.row(CALL), Sign.STARRED)
