"""Keys that the user changes: the rules, the dialog, and what comes back at the next start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton

from desktop.commands import COMMANDS
from desktop.shortcuts import KeyTable, canonical
from desktop.views.keys_sheet import KeysSheet
from desktop.views.shortcuts_dialog import ShortcutsDialog
from tests.ui.desk import CONTROL, NO_KEYS, SHIFT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.desk import Desk

IDS = [each.id for each in COMMANDS]
KEYS = ["Ctrl+E", "Ctrl+Shift+E", "Ctrl+F", "F3", "F9", "W", "Alt+Left", "Ctrl+Alt+J", "+"]
CALL = "trump-erdogan-call-2020-06-08"


def all_keys(table: KeyTable) -> list[str]:
    return [key for each in IDS for key in table.keys(each)]


def test_without_changes_the_keys_are_those_of_the_table() -> None:
    for each in COMMANDS:
        assert KeyTable().keys(each.id) == tuple(map(canonical, each.keys))
    assert KeyTable().as_text() == ""


@given(st.lists(st.tuples(st.sampled_from(IDS), st.lists(st.sampled_from(KEYS), max_size=3)), max_size=8))
def test_no_key_ever_runs_two_commands_and_what_is_kept_comes_back(changes: list[tuple[str, list[str]]]) -> None:
    table = KeyTable()
    for identifier, keys in changes:
        table = table.with_keys(identifier, keys)
        assert set(table.keys(identifier)) == set(map(canonical, keys))
        assert len(all_keys(table)) == len(set(all_keys(table)))
    again = KeyTable.from_text(table.as_text())
    assert all(again.keys(each) == table.keys(each) for each in IDS)
    for identifier, _ in changes:
        table = table.reset(identifier)
    first = {identifier for identifier, _ in changes}
    assert all(table.keys(each) == KeyTable().keys(each) for each in first)


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        "[1, 2]",
        '{"export": "Ctrl+E"}',
        '{"export": ["no such key"]}',
        '{"export": ["Ctrl+K, Ctrl+L"]}',
        '{"export": ["Left"]}',
        '{"export": ["Alt+F"]}',
        '{"export": [7]}',
        '{"export": null}',
        '{"gone": ["F9"]}',
        '{"export": ["F5", "F6", "F7", "F8", "F9"]}',
    ],
)
def test_what_makes_no_sense_falls_back_and_is_logged(kept: str, caplog: pytest.LogCaptureFixture) -> None:
    table = KeyTable.from_text(kept)
    assert table == KeyTable()
    assert "unusable" in caplog.text


def test_one_key_kept_for_two_commands_runs_the_first(caplog: pytest.LogCaptureFixture) -> None:
    table = KeyTable.from_text('{"export": ["F9"], "copy": ["F9"], "goto": ["F8"]}')
    assert table.keys("export") == ("F9",)
    assert table.keys("copy") == ("Ctrl+C",)
    assert table.keys("goto") == ("F8",)
    assert "copy" in caplog.text


# The dialog


def dialog(desk: Desk) -> ShortcutsDialog:
    desk.run("change-keys")
    return next(each for each in desk.window.findChildren(ShortcutsDialog) if each.isVisible())


def choose(shown: ShortcutsDialog, typed: str) -> None:
    shown.sought.clear()
    QTest.keyClicks(shown.sought, typed)


def press(shown: ShortcutsDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
    shown.recorder.setFocus()
    QTest.keyClick(shown.recorder, key, modifiers)


def click(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def finish(shown: ShortcutsDialog, which: QDialogButtonBox.StandardButton) -> None:
    box = shown.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    click(box.button(which))
    # The offscreen platform has no window manager that would give the window its place back.
    window = shown.parentWidget()
    assert window is not None
    window.activateWindow()
    QApplication.processEvents()
    assert window.isActiveWindow()


OK, CANCEL = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel


def test_a_key_is_given_and_runs_its_command_at_once_and_at_the_next_start(desks: Callable[..., Desk]) -> None:
    desk = desks()
    shown = dialog(desk)
    choose(shown, "relations")
    press(shown, Qt.Key.Key_F9)
    assert shown.told.text() == ""
    click(shown.add)
    finish(shown, OK)
    for window in (desk, None):
        now = window or desks()
        now.window.timeline.setFocus()
        before = now.window.commands["relations"].isChecked()
        now.key(Qt.Key.Key_F9)
        assert now.window.commands["relations"].isChecked() is not before
        if window is not None:
            now.close()


def test_a_key_that_is_taken_is_told_and_taken_over(desk: Desk) -> None:
    shown = dialog(desk)
    choose(shown, "fit everything")
    press(shown, Qt.Key.Key_W)
    assert shown.told.text() == "W runs “Zoom in” now; it would lose this key."
    assert shown.add.text() == "Take it over"
    click(shown.add)
    finish(shown, OK)
    assert "W" not in desk.window.shortcuts.keys("zoom-in")
    desk.window.timeline.setFocus()
    desk.stand.click(desk.stand.ground())
    desk.run("fit-focus")
    desk.key(Qt.Key.Key_W)
    whole = desk.stand.span
    desk.run("fit")
    assert desk.stand.span == pytest.approx(whole)
    # Menu and key sheet tell what is so now.
    assert desk.window.commands["zoom-in"].text() == "Zoom in\t+"
    desk.run("keys")
    sheet = desk.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    assert "Shift+F  Home  W" in {label.text() for label in sheet.findChildren(QLabel)}


@pytest.mark.parametrize(
    ("key", "modifiers", "said"),
    [
        (Qt.Key.Key_Left, NO_KEYS, "moves about in every view"),
        (Qt.Key.Key_Escape, NO_KEYS, "moves about in every view"),
        (Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier, "opens the menu “File”"),
        (Qt.Key.Key_E, CONTROL, "runs this command already"),
    ],
)
def test_a_key_that_cannot_be_given_says_why(
    desk: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier, said: str
) -> None:
    shown = dialog(desk)
    choose(shown, "export")
    press(shown, key, modifiers)
    assert said in shown.told.text()
    assert not shown.add.isEnabled()


def test_a_key_is_taken_away_and_put_back(desk: Desk) -> None:
    shown = dialog(desk)
    choose(shown, "export…"[:-1])
    assert shown.name.text() == "Export"
    click(next(each for each in shown.given.findChildren(QPushButton) if "Ctrl+E" in each.text()))
    assert shown.draft.keys("export") == ()
    click(shown.reset)
    assert shown.draft.keys("export") == ("Ctrl+E",)
    assert not shown.reset.isEnabled()


def test_all_are_put_back_and_cancel_forgets(desk: Desk) -> None:
    desk.window.shortcuts.put_in_force(KeyTable().with_keys("export", ["F9"]).with_keys("copy", ["Ctrl+E"]))
    assert desk.window.commands["copy"].shortcut().toString() == "Ctrl+E"
    shown = dialog(desk)
    click(shown.reset_all)
    assert shown.draft == KeyTable()
    finish(shown, CANCEL)
    assert desk.window.shortcuts.keys("export") == ("F9",)
    shown = dialog(desk)
    click(shown.reset_all)
    finish(shown, OK)
    assert desk.window.shortcuts.table == KeyTable()
    assert desk.window.commands["copy"].shortcut().toString() == "Ctrl+C"


def test_the_list_is_sifted_by_names_and_keys(desk: Desk) -> None:
    shown = dialog(desk)
    choose(shown, "ctrl+e")
    items = [shown.list.topLevelItem(at) for at in range(shown.list.topLevelItemCount())]
    assert [item.text(0) for item in items if item is not None and not item.isHidden()] == ["Export"]


def test_the_key_sheet_leads_to_the_dialog(desk: Desk) -> None:
    desk.run("keys")
    sheet = desk.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    change = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Change keys…")
    click(change)
    QApplication.processEvents()
    assert any(each.isVisible() for each in desk.window.findChildren(ShortcutsDialog))


def test_keys_kept_as_nonsense_do_not_keep_the_window_from_opening(
    desks: Callable[..., Desk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("keys", json.dumps({"export": ["F9"], "copy": ["Left"]}))
    store.sync()
    desk = desks()
    assert desk.window.shortcuts.keys("export") == ("F9",)
    assert desk.window.shortcuts.keys("copy") == ("Ctrl+C",)
    assert "copy" in caplog.text


def test_another_key_leads_to_the_search(desk: Desk) -> None:
    desk.window.shortcuts.put_in_force(KeyTable().with_keys("search", ["Ctrl+Shift+F"]))
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is desk.window.timeline
    desk.key(Qt.Key.Key_F, CONTROL | SHIFT)
    assert QApplication.focusWidget() is desk.window.search
