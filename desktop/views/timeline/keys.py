"""Which key runs what on the canvas: the commands of the table, and the moving of the focus."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.commands import COMMANDS, Place
from desktop.shortcuts import KeyTable
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.history import History
from desktop.views.timeline.lane_moves import LaneMoves
from desktop.views.timeline.overlays import Overlays
from desktop.views.timeline.steering import Steering

Run = Callable[[], object]
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


def command_keys(table: KeyTable) -> dict[int, str]:
    """Return the ids of the timeline's commands by key combination."""
    return {
        _combined(key): command.id
        for command in COMMANDS
        if command.place is Place.TIMELINE
        for key in table.keys(command.id)
    }


def _combined(key: str) -> int:
    """Return one key, as the table writes it, as key and modifiers in one number."""
    # PySide6 indexes a sequence by its keys; its stubs do not say so.
    combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]
    return combination.toCombined()


class Keys:
    """Runs what a key event asks for."""

    def __init__(
        self, steering: Steering, choosing: Choosing, history: History, overlays: Overlays, lanes: LaneMoves
    ) -> None:
        """Look keys up in the table of commands; raise KeyError for a command that is bound to nothing here."""
        self._steering = steering
        self._choosing = choosing
        self._overlays = overlays
        self.commands: dict[str, Run] = {
            "zoom-in": steering.zoom_in,
            "zoom-out": steering.zoom_out,
            "pan-left": steering.pan_left,
            "pan-right": steering.pan_right,
            "fit": steering.fit_all,
            "fit-selection": steering.fit_selection,
            "fit-focus": steering.fit_focus,
            "back": history.back,
            "forward": history.forward,
            "goto": overlays.open_goto,
            "range": overlays.open_range,
            "next": choosing.next_in_lane,
            "previous": choosing.previous_in_lane,
            "next-related": choosing.next_related,
            "previous-related": choosing.previous_related,
            "select-shown": choosing.choose_shown,
            "lane-up": lanes.move_up,
            "lane-down": lanes.move_down,
            "lane-pin": lanes.pin,
            "lane-close": lanes.close,
        }
        self._by_key: dict[int, Run] = {}
        self.take(KeyTable())

    def take(self, table: KeyTable) -> None:
        """Let these keys run the commands from now on."""
        self._by_key = {key: self.commands[identifier] for key, identifier in command_keys(table).items()}

    def find(self, event: QKeyEvent) -> Run | None:
        """Return what a key event runs; None for a key that is nobody's here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        return self._command(key, modifiers) or self._movement(key, modifiers)

    def _command(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Run | None:
        """Find a command; signs that need Shift on some keyboards are found with and without it."""
        found = self._by_key.get(QKeyCombination(modifiers, key).toCombined())
        sign = key < Qt.Key.Key_Escape and not Qt.Key.Key_A <= key <= Qt.Key.Key_Z
        if found is None and sign:
            found = self._by_key.get(QKeyCombination(modifiers & ~_SHIFT, key).toCombined())
        return found

    def _movement(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Run | None:
        """Find what moves the focus; on the ground, arrows move the view."""
        if modifiers & ~(_SHIFT | _CONTROL):
            return None
        if self._choosing.focus.row < 0:
            return self._on_ground(key, modifiers)
        selects, extends = not modifiers & _CONTROL, bool(modifiers & _SHIFT)
        step, climb = partial(self._choosing.step, selects=selects, extends=extends), self._choosing.climb
        runs: dict[Qt.Key, Run] = {
            Qt.Key.Key_Right: partial(step, 1),
            Qt.Key.Key_Left: partial(step, -1),
            Qt.Key.Key_Down: partial(climb, 1, selects=selects),
            Qt.Key.Key_Up: partial(climb, -1, selects=selects),
            Qt.Key.Key_Space: self._choosing.toggle_focused,
            Qt.Key.Key_Return: self._choosing.open_focused,
            Qt.Key.Key_Enter: self._choosing.open_focused,
        }
        return runs.get(key)

    def _on_ground(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Run | None:
        if modifiers & _CONTROL:
            return None
        runs: dict[Qt.Key, Run] = {
            Qt.Key.Key_Right: self._steering.pan_right,
            Qt.Key.Key_Left: self._steering.pan_left,
            Qt.Key.Key_Up: self._steering.scroll_up,
            Qt.Key.Key_Down: self._steering.scroll_down,
            Qt.Key.Key_Space: self._choosing.enter,
            Qt.Key.Key_Return: self._choosing.enter,
            Qt.Key.Key_Enter: self._choosing.enter,
        }
        return runs.get(key)
