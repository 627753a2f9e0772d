"""Let the keys of commands win in one-line fields, over the editing keys that a platform gives these.

X11 gives a field Ctrl+E, Ctrl+U, Ctrl+D and Ctrl+K as a shell has them: the command of the same keys would do nothing,
and text would be lost. What everybody knows of a field stays the field's own.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.commands import COMMANDS, Place
from desktop.shortcuts import Shortcuts

_OWN = (
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)
_EDITING = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Insert,
    )
)
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class FieldKeys(QObject):
    """Watches each field of a window once it has the focus."""

    def __init__(self, shortcuts: Shortcuts, window: QWidget) -> None:
        """Follow ``shortcuts`` in every field of ``window``; dialogs are windows of their own."""
        super().__init__(window)
        self._shortcuts, self._window = shortcuts, window
        self._keys: frozenset[str] = frozenset()
        shortcuts.changed.connect(self._take)
        self._take()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)

    @Slot()
    def _take(self) -> None:
        places = (each.id for each in COMMANDS if each.place is Place.WINDOW)
        self._keys = frozenset(key for identifier in places for key in self._shortcuts.keys(identifier))

    @Slot(QWidget, QWidget)
    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit) and now.window() is self._window:
            now.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep a command's key from the field, also where the command has nothing to do now."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._runs(event):
            # Unclaimed by the field, the key goes to the command.
            event.ignore()
            return True
        return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._runs(event)

    def _runs(self, event: QKeyEvent) -> bool:
        if not event.modifiers() & _COMMANDING or event.key() in _EDITING or any(event.matches(key) for key in _OWN):
            return False
        written = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        return written in self._keys
