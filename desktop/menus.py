"""Make actions and menus of the table of commands."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.commands import COMMANDS, Command, Menu, Place, translated
from desktop.shortcuts import Shortcuts


def make_actions(window: QMainWindow, bound: Mapping[str, Callable[..., object]]) -> dict[str, QAction]:
    """Return an action a command, by id, that calls what is bound to it; :func:`tell_keys` gives it keys.

    Raise KeyError for a command that nothing is bound to.
    """
    return {command.id: _action(window, command, bound[command.id]) for command in COMMANDS}


def _action(window: QMainWindow, command: Command, run: Callable[..., object]) -> QAction:
    action = QAction(translated(command.text), window)
    action.setObjectName(command.id)
    action.setCheckable(command.checkable)
    if command.checkable:
        action.toggled.connect(run)
    else:
        action.triggered.connect(run)
    window.addAction(action)
    return action


def tell_keys(actions: Mapping[str, QAction], shortcuts: Shortcuts) -> None:
    """Give every action the keys that are in force, and let it tell the first of them.

    Keys of the timeline's commands are shown beside their text, but the timeline itself listens to them:
    a single letter must not be taken from a text field.
    """
    for command in COMMANDS:
        action, text = actions[command.id], translated(command.text)
        spoken = shortcuts.spoken(command.id)
        if command.place is Place.WINDOW:
            action.setShortcuts([QKeySequence(key) for key in shortcuts.keys(command.id)])
        else:
            action.setText(f"{text}\t{spoken[0]}" if spoken else text)
        action.setToolTip(f"{text.rstrip('…')}  {spoken[0]}" if spoken else text.rstrip("…"))


def make_menus(window: QMainWindow, actions: Mapping[str, QAction]) -> dict[Menu, QMenu]:
    """Fill the menu bar from the table and return the menus, for what only the window can add."""
    menus = {}
    for menu in Menu:
        made = window.menuBar().addMenu(translated(menu.value))
        within: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu is menu:
                if command.divider:
                    made.addSeparator()
                if command.within and command.within not in within:
                    within[command.within] = made.addMenu(translated(command.within))
                within.get(command.within, made).addAction(actions[command.id])
        menus[menu] = made
    return menus
