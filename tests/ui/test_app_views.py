"""Saved views: kept under a name, opened by menu and key, undone, renamed, overwritten, deleted; and what departed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem

from db.filters import Filter, Word
from db.labels import Label
from db.saved_views import ViewState
from db.wishes import Labelling, NoteWriting, Starring
from desktop.views.departed import DepartedDialog
from desktop.views.saved_views import SavedViewsDialog
from desktop.views.saving_view import SaveViewDialog
from desktop.views.views_menu import ViewsMenu
from tests.db.small import write_dataset
from tests.ui.desk import ALT, CONTROL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from tests.ui.desk import Desk

TURKEY = Filter().with_term(Word.SIDE, ("turkey",))


def names(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM saved_view ORDER BY 1")]


def dialog(desk: Desk, kind: type[QDialog]) -> QDialog:
    (found,) = [each for each in desk.window.findChildren(kind) if each.isVisible()]
    return found


def save(desk: Desk, name: str, key: int = 0) -> None:
    desk.run("save-view")
    asked = dialog(desk, SaveViewDialog)
    assert isinstance(asked, SaveViewDialog)
    asked.name.clear()
    QTest.keyClicks(asked.name, name)
    if key:
        asked.key.chosen.emit(str(key))
    desk.click(asked.button)


def item(shown: SavedViewsDialog | DepartedDialog, at: int) -> QTreeWidgetItem:
    found = shown.list.topLevelItem(at)
    assert found is not None
    return found


def look(desk: Desk) -> tuple[object, ...]:
    """Return what a saved view is to bring back; the span to the hour."""
    session, window = desk.session, desk.window
    hours = tuple(round(minute / 60) for minute in session.span)
    panels = [window.fitting.is_open(name) for name in ("filters", "detail", "article", "chronology")]
    order = window.timeline.lane_order
    return session.filter, session.grouping, session.colouring, hours, panels, order, session.clock


def arrange(desk: Desk) -> None:
    desk.session.filter_requested.emit(TURKEY)
    desk.session.grouping_requested.emit("type")
    desk.idle()
    desk.session.clock_requested.emit("reported")
    desk.idle()
    desk.session.set_colouring("stance")
    start, end = desk.session.span
    desk.session.span_requested.emit(start + 3 * 1440, end - 10 * 1440)
    desk.window.panels.docks["filters"].hide()
    desk.window.timeline.arrange(desk.window.timeline.lane_order.with_collapsed("CONSULT", collapsed=True))
    desk.idle()


def test_a_view_brings_everything_back_and_undo_what_was_before(desk: Desk, tmp_path: Path) -> None:
    first = look(desk)
    arrange(desk)
    arranged = look(desk)
    save(desk, "Turkey by type", key=3)
    assert names(tmp_path) == ["Turkey by type"]
    desk.session.filter_requested.emit(Filter())
    desk.session.grouping_requested.emit("side")
    desk.idle()
    desk.session.clock_requested.emit("happened")
    desk.idle()
    desk.session.set_colouring("act")
    desk.window.put_panels_back()
    desk.run("fit-focus")
    assert look(desk)[:3] == first[:3]
    before = look(desk)
    # Without a window manager nothing makes the window active again once a dialog has closed: keys reach nobody.
    assert desk.window.commands["view-3"].shortcut() == QKeySequence("Ctrl+Alt+3")
    desk.run("view-3")
    assert desk.told[-1] == "View “Turkey by type”"
    assert look(desk) == arranged
    assert desk.sentence() == "View “Turkey by type”"
    assert desk.window.commands["undo"].text() == "Undo opening the view “Turkey by type”"
    desk.run("undo")
    assert look(desk)[:5] == before[:5]
    desk.run("redo")
    assert look(desk) == arranged


def test_opening_a_view_is_a_step_of_the_way_back(desk: Desk) -> None:
    arrange(desk)
    save(desk, "x")
    desk.run("fit-focus")
    # Movements within a second are one step.
    desk.bot.wait(1100)
    here = look(desk)[3]
    desk.session.view_requested.emit("x")
    desk.idle()
    assert look(desk)[3] != here
    desk.run("back")
    assert look(desk)[3] == here


def test_the_menu_lists_views_with_their_keys(desk: Desk) -> None:
    (menu,) = desk.window.findChildren(ViewsMenu)
    assert not menu.menuAction().isEnabled()
    save(desk, "June & July", key=1)
    assert menu.menuAction().isEnabled()
    assert [action.text() for action in menu.actions()] == ["June && July\tCtrl+Alt+1"]
    desk.session.filter_requested.emit(TURKEY)
    desk.idle()
    menu.actions()[0].trigger()
    desk.idle()
    assert desk.session.filter == Filter()


def test_a_key_without_a_view_says_so(desk: Desk) -> None:
    desk.key(Qt.Key.Key_9, CONTROL | ALT)
    assert desk.sentence() == "No saved view has the key 9. Give it one when you save a view."


def test_views_are_renamed_overwritten_given_keys_and_deleted(desk: Desk, tmp_path: Path) -> None:
    save(desk, "one", key=1)
    save(desk, "two")
    desk.run("views")
    listed = dialog(desk, SavedViewsDialog)
    assert isinstance(listed, SavedViewsDialog)
    assert [item(listed, at).text(0) for at in range(2)] == ["one", "two"]
    listed.list.setCurrentItem(item(listed, 1))
    listed.key.chosen.emit("1")
    desk.idle()
    assert [ViewState.from_text(state).key for _, state in desk.session.own.views] == [0, 1]
    item(listed, 1).setText(0, "three")
    desk.idle()
    assert names(tmp_path) == ["one", "three"]
    desk.session.filter_requested.emit(TURKEY)
    desk.idle()
    listed.list.setCurrentItem(item(listed, 0))
    desk.click(listed.overwrite)
    assert ViewState.from_text(dict(desk.session.own.views)["one"]).filter == TURKEY
    desk.click(listed.delete)
    assert names(tmp_path) == ["three"]
    for _ in range(4):
        desk.run("undo")
    assert names(tmp_path) == ["one", "two"]
    assert [ViewState.from_text(state).key for _, state in desk.session.own.views] == [1, 0]


def test_a_name_in_use_is_said_to_be_replaced(desk: Desk) -> None:
    save(desk, "one")
    desk.run("save-view")
    asked = dialog(desk, SaveViewDialog)
    assert isinstance(asked, SaveViewDialog)
    assert not asked.button.isEnabled()
    QTest.keyClicks(asked.name, "one")
    assert asked.note.text() == "A view of this name is there; it will be replaced."
    asked.reject()


def test_a_view_of_another_time_opens_and_says_what_is_missing(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desks().close()
    asked = Filter().with_term(Word.ACTOR, ("nobody-at-all", "recep-tayyip-erdogan"))
    state = ViewState(asked, grouping="moon", colouring="taste", lanes="{")
    with closing(sqlite3.connect(tmp_path / "library.sqlite3", isolation_level=None)) as connection:
        connection.execute("INSERT INTO saved_view VALUES ('old', ?, 'then')", (state.as_text(),))
        connection.execute("INSERT INTO saved_view VALUES ('odd', ?, 'then')", (json.dumps({"format": 9}),))
    desk = desks()
    desk.session.view_requested.emit("old")
    desk.idle()
    assert desk.session.filter == asked
    assert (desk.session.grouping, desk.session.colouring) == ("side", "act")
    assert "no longer in the dataset: nobody-at-all, moon" in desk.sentence()
    desk.session.view_requested.emit("odd")
    desk.idle()
    assert desk.sentence() == "The view “odd” cannot be read."


def test_what_entries_left_behind_is_listed_copied_and_removed(desks: Callable[..., Desk], tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "dataset")
    desk = desks(dataset=folder)
    rows = np.array([desk.row("patrols")], np.int32)
    for wish in (
        Starring(rows, starred=True),
        Labelling(rows, Label.GREEN),
        NoteWriting("patrols", "Patrols", "Who paid?", 1),
    ):
        desk.session.writing_requested.emit(wish)
    desk.idle()
    desk.close()
    renamed = [("events.toml", 'id = "patrols"', 'id = "w"'), ("articles/gazette-2021-03-04.md", "#patrols", "#w")]
    write_dataset(folder, renamed)
    desk = desks(dataset=folder)
    assert any("No longer in the dataset, of what you marked: 1." in sentence for sentence in desk.told)
    desk.run("departed")
    shown = dialog(desk, DepartedDialog)
    assert isinstance(shown, DepartedDialog)
    left = item(shown, 0)
    assert [left.text(column) for column in (0, 2, 3, 5)] == ["Patrols in the narrows", "yes", "Green", "Who paid?"]
    left.setSelected(True)
    desk.click(shown.copy)
    assert "Who paid?" in QGuiApplication.clipboard().text()
    desk.click(shown.remove)
    assert shown.list.topLevelItemCount() == 0
    assert not desk.session.own.departed
    desk.run("undo")
    assert shown.list.topLevelItemCount() == 1
    assert all(button.accessibleName() or button.text() for button in shown.findChildren(QPushButton))
