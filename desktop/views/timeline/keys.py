"""Which key runs what on the canvas: the commands of the table, and the moving of the focus."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.commands import COMMANDS, Place

Run = Callable[[], object]


def command_keys() -> dict[int, str]:
    """Return the ids of the timeline's commands by key combination."""
    keys = {}
    for command in COMMANDS:
        if command.place is Place.TIMELINE:
            for key in command.keys:
                keys[_combined(key)] = command.id
    return keys


def _combined(key: str) -> int:
    """Return one key, as the table writes it, as key and modifiers in one number."""
    # PySide6 indexes a sequence by its keys; its stubs do not say so.
    combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]
    return combination.toCombined()


class Keys:
    """Runs commands for key events."""

    def __init__(self, commands: Mapping[str, Run]) -> None:
        """Look keys up in the table of commands; raises KeyError for a command that ``commands`` lacks."""
        self._by_key = {key: commands[identifier] for key, identifier in command_keys().items()}

    def find(self, event: QKeyEvent) -> Run | None:
        """Return what a key event runs. Signs that need Shift on some keyboards are found with and without it."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        found = self._by_key.get(QKeyCombination(modifiers, key).toCombined())
        sign = not Qt.Key.Key_A <= key <= Qt.Key.Key_Z and key < Qt.Key.Key_Escape
        if found is None and sign:
            bare = modifiers & ~Qt.KeyboardModifier.ShiftModifier
            found = self._by_key.get(QKeyCombination(bare, key).toCombined())
        return found
