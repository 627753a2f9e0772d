"""The table of commands: every one is bound, has a place in menus or on the canvas, and keys of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton

from desktop.commands import COMMANDS, Command, Menu, Place, command
from desktop.gestures import GESTURES
from desktop.shortcuts import KeyTable
from desktop.views.keys_sheet import KeysSheet
from desktop.views.timeline.keys import command_keys
from tests.ui.desk import ALT, CONTROL

if TYPE_CHECKING:
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"


def canonical(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def identifier(each: Command) -> str:
    return each.id


def test_ids_are_unique_and_texts_are_told_apart() -> None:
    assert max(Counter(each.id for each in COMMANDS).values()) == 1
    assert max(Counter(each.text for each in COMMANDS).values()) == 1


def test_no_key_runs_two_commands() -> None:
    keys = Counter(canonical(key) for each in COMMANDS for key in each.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(keys)


def test_single_letters_belong_to_the_timeline_alone() -> None:
    for each in COMMANDS:
        for key in each.keys:
            plain = len(key) == 1 and key.isalnum()
            assert not (plain and each.place is Place.WINDOW), each.id


def test_an_unknown_command_is_told() -> None:
    assert command("export").text == "Export…"
    with pytest.raises(KeyError):
        command("no such command")


@pytest.mark.usefixtures("qapp")
def test_every_command_is_in_a_menu_or_a_key_of_the_timeline() -> None:
    by_key = set(command_keys(KeyTable()).values())
    for each in COMMANDS:
        assert each.menu is not None or each.id in by_key, each.id


def _listed(menu: QMenu) -> list[str]:
    """Return the commands of a menu and its submenus, in their order."""
    listed: list[str] = []
    for action in menu.actions():
        within = action.menu()
        listed += [action.objectName()] if action.objectName() else []
        listed += _listed(within) if isinstance(within, QMenu) else []
    return listed


def test_menus_hold_the_table_in_its_order(desk: Desk) -> None:
    for menu in Menu:
        shown = _listed(desk.window.menus[menu])
        listed = [each for each in COMMANDS if each.menu is menu]
        # A submenu stands where its first command does, and gathers those that come later.
        first = {each.within: at for at, each in reversed(list(enumerate(listed))) if each.within}
        places = {each.id: (first.get(each.within, at), at) for at, each in enumerate(listed)}
        assert shown == sorted(places, key=places.__getitem__)
    bar = [action.text() for action in desk.window.menuBar().actions()]
    assert bar == [menu.value for menu in Menu]
    mnemonics = [text[text.index("&") + 1].casefold() for text in bar]
    assert len(set(mnemonics)) == len(mnemonics)


def test_no_menu_is_longer_than_a_small_screen(desk: Desk) -> None:
    for menu in desk.window.menus.values():
        lines = [action for action in menu.actions() if not action.isSeparator()]
        assert len(lines) <= 23, menu.title()
        assert menu.sizeHint().height() <= 800 - 60, menu.title()


def test_what_the_chronologys_rows_are_gathered_by_stands_in_a_submenu(desk: Desk) -> None:
    view = desk.window.menus[Menu.VIEW]
    within = next(each for each in view.findChildren(QMenu) if each.title() == "Rows of the chronology")
    assert within.menuAction() in view.actions()
    assert [action.objectName() for action in within.actions()] == [
        "columns",
        "gather-none",
        "gather-day",
        "gather-article",
        "groups-close",
        "groups-open",
    ]


def test_menus_tell_the_keys(desk: Desk) -> None:
    for each in COMMANDS:
        action = desk.window.commands[each.id]
        if each.keys and each.place is Place.WINDOW:
            assert action.shortcuts() == [QKeySequence(key) for key in each.keys]
        elif each.keys:
            assert action.shortcut().isEmpty()
            assert action.text().endswith(QKeySequence(each.keys[0]).toString(QKeySequence.SequenceFormat.NativeText))


OF_A_FIELD = ("Ctrl+A", "Ctrl+C", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")
"""Keys of commands that a field needs itself while it has the focus, as it does single signs."""


def _tell(desk: Desk) -> tuple[list[Command], list[str]]:
    """Let every command of the window tell that it was reached; return those with keys, and what was reached."""
    tried = [each for each in COMMANDS if each.place is Place.WINDOW and not each.checkable and each.keys]
    assert len(tried) > 12
    reached: list[str] = []
    for each in tried:
        # What asks or closes is tried elsewhere; here the action only has to be reached.
        desk.window.commands[each.id].triggered.disconnect()
        desk.window.commands[each.id].triggered.connect(_Teller(reached, each.id))
        desk.window.commands[each.id].setEnabled(True)
    return tried, reached


def test_every_window_key_runs_its_command_and_no_other(desk: Desk) -> None:
    """Ambiguous shortcuts run nothing in Qt: each key must reach its own action, wherever the focus is."""
    tried, reached = _tell(desk)
    desk.window.timeline.setFocus()
    for each in tried:
        for key in each.keys:
            reached.clear()
            _press(desk, key)
            assert reached == [each.id], f"{key} ran {reached}"


def test_the_same_keys_run_the_same_commands_while_one_types_in_a_field(desk: Desk) -> None:
    field = desk.window.search
    desk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(field, "truce talk")
    desk.idle()
    tried, reached = _tell(desk)
    for each in tried:
        for key in [key for key in each.keys if len(key) > 1 and key not in OF_A_FIELD]:
            reached.clear()
            field.setFocus()
            field.setCursorPosition(5)
            _press(desk, key)
            assert reached == [each.id], f"{key} ran {reached}"
            assert field.text() == "truce talk", f"{key} changed the text"


def test_what_is_a_fields_own_stays_so(desk: Desk) -> None:
    field = desk.window.search
    desk.key(Qt.Key.Key_F, CONTROL)
    tried, reached = _tell(desk)
    typed = [key for each in tried for key in each.keys if len(key) == 1]
    QTest.keyClicks(field, "".join(typed))
    assert field.text() == "".join(typed)
    _press(desk, "Ctrl+A")
    assert field.selectedText() == field.text()
    _press(desk, "Ctrl+C")
    assert QApplication.clipboard().text() == field.text()
    _press(desk, "Backspace")
    assert field.text() == ""
    _press(desk, "Ctrl+Z")
    assert field.text() == "".join(typed)
    assert reached == []


def test_a_command_with_nothing_to_do_leaves_the_text_alone(desk: Desk) -> None:
    field = desk.window.search
    desk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(field, "truce")
    desk.idle()
    assert not desk.window.commands["explain-date"].isEnabled()
    field.setCursorPosition(2)
    _press(desk, "Ctrl+D")
    assert field.text() == "truce"
    assert desk.session.entry is None


def test_a_key_given_to_a_command_works_in_a_field_too(desk: Desk) -> None:
    desk.window.shortcuts.put_in_force(KeyTable().with_keys("deselect", ["Ctrl+K"]))
    desk.click_mark(CALL)
    field = desk.window.search
    desk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(field, "truce")
    field.setCursorPosition(2)
    desk.key(Qt.Key.Key_K, CONTROL)
    assert (desk.selected(), field.text()) == ([], "truce")


class _Teller:
    def __init__(self, reached: list[str], identifier: str) -> None:
        self.reached, self.identifier = reached, identifier

    def __call__(self, _checked: bool = False) -> None:
        self.reached.append(self.identifier)


def _press(desk: Desk, key: str) -> None:
    combination = QKeySequence(key)[0]  # type: ignore[index]
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


@pytest.mark.parametrize("each", [each for each in COMMANDS if each.place is Place.TIMELINE], ids=identifier)
def test_every_timeline_key_does_something_on_the_canvas(desk: Desk, each: Command) -> None:
    desk.click_mark("cavusoglu-london-visit-2020-07-08" if "related" in each.id else CALL)
    desk.window.timeline.setFocus()
    for key in each.keys:
        # From a middle zoom and place, so that every direction is open.
        desk.session.span_requested.emit(float(desk.marks.place[0]), float(desk.marks.place[-1]) + 90_000)
        desk.idle()
        if each.id.startswith(("zoom", "pan")):
            desk.stand.click(desk.stand.ground())
        before = (desk.session.span, desk.selected(), desk.window.timeline.lane_orders)
        _press(desk, key)
        desk.idle()
        after = (desk.session.span, desk.selected(), desk.window.timeline.lane_orders)
        assert after != before, f"{key} did nothing"


def test_the_sheet_of_keys_lists_every_command_with_keys(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    QTest.keyClicks(desk.window.timeline, "?")
    sheet = next(iter(desk.window.findChildren(KeysSheet)))
    assert sheet.isVisible()
    told = {label.text() for label in sheet.findChildren(QLabel)}
    assert {each.text.rstrip("…") for each in COMMANDS if each.keys} <= told
    assert {gesture for gesture, _ in GESTURES} <= told
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_panels_are_hidden_and_shown_by_their_commands(desk: Desk) -> None:
    for name, dock in desk.window.panels.docks.items():
        action = desk.window.commands[f"panel-{name}"]
        assert action.isChecked() is dock.isVisible() is True
        desk.run(f"panel-{name}")
        assert dock.isHidden()
        assert not action.isChecked()
        desk.run(f"panel-{name}")
        assert dock.isVisible()
        assert action.isChecked()


def test_filters_that_are_hidden_leave_a_button(desk: Desk) -> None:
    assert not desk.window.toolbar.filters.isVisible()
    desk.run("panel-filters")
    assert desk.window.toolbar.filters.isVisible()
    desk.click(desk.window.toolbar.filters)
    assert desk.window.panels.docks["filters"].isVisible()
    assert not desk.window.toolbar.filters.isVisible()


def test_back_and_forward_are_open_only_where_they_lead_somewhere(desk: Desk) -> None:
    back, forward = desk.window.commands["back"], desk.window.commands["forward"]
    assert (back.isEnabled(), forward.isEnabled()) == (False, False)
    desk.click_mark(CALL)
    assert (back.isEnabled(), forward.isEnabled()) == (True, False)
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_Left, ALT)
    assert forward.isEnabled()


def test_what_has_nothing_to_do_is_grey_until_it_has(desk: Desk) -> None:
    wanting = ("read", "reveal", "publisher", "only-actors", "unhide", "deselect", "clear-filter", "detach")
    commands = desk.window.commands
    assert not any(commands[each].isEnabled() for each in wanting)
    desk.click_mark(CALL)
    assert all(commands[each].isEnabled() for each in wanting[:6])
    desk.run("only-actors")
    assert commands["clear-filter"].isEnabled()
    desk.run("clear-filter")
    desk.run("deselect")
    assert not any(commands[each].isEnabled() for each in wanting)


def test_commands_of_the_entry_lead_to_article_and_timeline(desk: Desk) -> None:
    desk.click_line(CALL)
    bar = desk.article().text.verticalScrollBar()
    bar.setValue(bar.maximum() if bar.value() < bar.maximum() // 2 else bar.minimum())
    desk.run("read")
    assert desk.passage_in_view(CALL)
    desk.session.frame_requested.emit(float(desk.marks.place[0]), float(desk.marks.place[0]) + 50_000)
    desk.idle()
    desk.run("reveal")
    start, end = desk.session.span
    assert start <= desk.marks.place[desk.row(CALL)] < end


def test_only_the_actors_of_an_entry_are_shown(desk: Desk) -> None:
    desk.click_line(CALL)
    desk.run("only-actors")
    assert 0 < len(desk.shown()) < len(desk.marks)
    assert CALL in desk.shown()
    assert desk.chips()
    desk.run("clear-filter")
    assert len(desk.shown()) == len(desk.marks)


def test_a_missing_address_is_told_and_nothing_opened(desk: Desk) -> None:
    desk.click_line(CALL)
    entry = desk.session.entry
    assert entry is not None
    assert not any(citation.article.url for citation in entry.citations)
    desk.run("publisher")
    assert desk.sentence() == "No address is known for this entry's articles."


def test_text_grows_and_shrinks_within_bounds(desk: Desk) -> None:
    desk.click_mark(CALL)

    def size() -> int:
        return desk.app.appearance.theme.text_font("reading", serif=True).pixelSize()

    before, height = size(), desk.article().text.document().size().height()
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_Plus, CONTROL)
    assert size() == before + 1
    assert desk.article().text.document().size().height() > height
    for _ in range(20):
        desk.run("text-larger")
    assert size() == before + 8
    for _ in range(30):
        desk.run("text-smaller")
    assert size() == before - 3
    assert desk.selected() == [CALL]
    assert desk.title(CALL) in desk.detail()


def test_the_wheel_zooms_where_that_is_wished(desk: Desk) -> None:
    at = QPoint(600, 200)
    before = desk.stand.length
    desk.stand.wheel(at, 120)
    desk.idle()
    assert desk.stand.length == pytest.approx(before)
    desk.run("wheel-zooms")
    desk.stand.wheel(at, 120)
    desk.idle()
    assert desk.stand.length == pytest.approx(before / 1.2, rel=0.02)


def test_docks_can_be_arranged_and_put_back(desk: Desk) -> None:
    docks = desk.window.panels.docks
    desk.run("arrange")
    # Bars of Qt's own, by which docks are dragged.
    assert all(dock.titleBarWidget() is None for dock in docks.values())
    docks["article"].setFloating(True)
    desk.idle()
    desk.run("arrange")
    desk.run("reset-panels")
    assert not docks["article"].isFloating()
    assert docks["article"].geometry().top() > docks["detail"].geometry().top()
    assert all(dock.titleBarWidget() is not None for dock in docks.values())


def test_about_tells_versions_and_licences(desk: Desk) -> None:
    desk.run("about")
    box = desk.dialog()
    assert "Démarche" in box.text()
    for told in ("MIT", "CC BY 4.0", "PySide6"):
        assert told in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Escape)


def test_toolbar_buttons_tell_their_keys(desk: Desk) -> None:
    buttons = {each.text(): each.toolTip() for each in desk.window.toolbar.findChildren(QToolButton)}
    assert buttons["Back"].endswith("Alt+Left")
    assert buttons["Fit"] == "Fit everything  Shift+F"
    assert buttons["Zoom in\t+"] == "Zoom in  +"


def test_the_theme_is_chosen_in_a_menu(desk: Desk) -> None:
    submenu = next(each for each in desk.window.menus[Menu.VIEW].findChildren(QMenu) if each.title() == "Theme")
    names = [action.text() for action in submenu.actions()]
    assert names == ["Theme as the system", "Light theme", "Dark theme"]
    submenu.actions()[2].trigger()
    assert desk.app.appearance.theme.dark
    assert desk.window.remember().scheme == "dark"
    submenu.actions()[1].trigger()
    assert [action.isChecked() for action in submenu.actions()] == [False, True, False]
    assert not desk.app.appearance.theme.dark
