"""Which keys run which command: those of the table, as far as the user has not changed them.

A key is one combination in Qt's portable spelling, such as ``Ctrl+Shift+P``. No key runs two commands: what the
user gave to one command is taken from every other.
"""

import logging
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.commands import COMMANDS, Menu, command, translated

log = logging.getLogger(__name__)

MOST = 4
"""Keys that one command can have."""
_MOVERS = ("Left", "Right", "Up", "Down")
_FIXED = frozenset(
    [*(mover + key for mover in ("", "Shift+", "Ctrl+", "Ctrl+Shift+") for key in _MOVERS)]
    + [shift + key for shift in ("", "Shift+") for key in ("Space", "Return", "Enter", "Tab", "Backtab", "Esc")]
    + ["Menu", "Shift+F10", "Ctrl+."]
)
"""Keys that move about in every view, and open its menus."""


def canonical(key: str) -> str:
    """Return a key in Qt's portable spelling; nothing for what is no single key."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    written = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return written if sequence.count() == 1 and written.isprintable() else ""


def native(key: str) -> str:
    """Return a key as this system's users write it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def is_fixed(key: str) -> bool:
    """Tell whether a key moves about in every view, so that no command can have it."""
    return key in _FIXED


def menu_opened_by(key: str) -> Menu | None:
    """Return the menu of the menu bar that a key opens."""
    for menu in Menu:
        _, _, rest = translated(menu.value).partition("&")
        if rest and key == f"Alt+{rest[0].upper()}":
            return menu
    return None


def usable(key: str) -> bool:
    """Tell whether a command can have a key at all."""
    return bool(canonical(key)) and not is_fixed(canonical(key)) and menu_opened_by(canonical(key)) is None


class KeyTable(Struct, frozen=True):
    """The keys of every command. ``changed`` holds the keys of the commands that the user gave others."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, identifier: str) -> tuple[str, ...]:
        """Return the keys that run a command."""
        if identifier in self.changed:
            return self.changed[identifier]
        taken = {key for keys in self.changed.values() for key in keys}
        return tuple(key for key in map(canonical, command(identifier).keys) if key not in taken)

    def owner(self, key: str) -> str | None:
        """Return the command that a key runs."""
        return next((each.id for each in COMMANDS if canonical(key) in self.keys(each.id)), None)

    def with_keys(self, identifier: str, keys: Iterable[str]) -> "KeyTable":
        """Give a command these keys and no others; who had one of them loses it."""
        given = tuple(dict.fromkeys(map(canonical, keys)))
        changed = {
            other: tuple(key for key in kept if key not in given)
            for other, kept in self.changed.items()
            if other != identifier
        }
        return _without_idle(KeyTable(changed | {identifier: given}))

    def reset(self, identifier: str) -> "KeyTable":
        """Give a command the keys of the table back, from whoever has them now."""
        return self.with_keys(identifier, command(identifier).keys)

    def as_text(self) -> str:
        """Return what was changed as text, to be kept between starts; nothing where nothing was."""
        if not self.changed:
            return ""
        # Most users have no keys of their own, and the window is not to wait for it.
        import json

        return json.dumps(dict(sorted(self.changed.items())))

    @staticmethod
    def from_text(text: str) -> "KeyTable":
        """Read what was kept. What makes no sense is passed over and said in the log, command by command."""
        table = KeyTable()
        for identifier, keys in _read(text).items():
            fault = _fault(table, identifier, keys)
            if fault:
                log.warning("the keys kept for command %r are unusable (%s): %r", identifier, fault, keys)
            else:
                table = replace(table, changed={**table.changed, identifier: tuple(map(canonical, keys))})
        return table


def _without_idle(given: KeyTable) -> KeyTable:
    """Forget changes that say what would be so without them."""
    table = given
    for identifier, keys in given.changed.items():
        rest = KeyTable({other: kept for other, kept in table.changed.items() if other != identifier})
        if rest.keys(identifier) == keys:
            table = rest
    return table


def _read(text: str) -> dict[str, list[str]]:
    if not text:
        return {}
    import json

    try:
        kept = json.loads(text)
    except ValueError:
        kept = None
    if isinstance(kept, dict):
        return kept
    log.warning("every command has its first keys: what was kept of them is unusable: %r", text)
    return {}


def _fault(table: KeyTable, identifier: str, keys: object) -> str:
    """Tell what makes kept keys unusable; nothing where they can be used."""
    if not any(each.id == identifier for each in COMMANDS):
        return "no such command"
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys) or len(keys) > MOST:
        return "no list of keys"
    if not all(map(usable, keys)):
        return "not every one is a key that a command can have"
    taken = {key for other in table.changed.values() for key in other}
    return "a key has another command already" if taken & {canonical(key) for key in keys} else ""


class Shortcuts(QObject):
    """The keys in force, with a signal for their changes."""

    changed = Signal()

    def __init__(self, kept: str = "", parent: QObject | None = None) -> None:
        """Begin with what was kept of the user's changes."""
        super().__init__(parent)
        self.table = KeyTable.from_text(kept)

    def put_in_force(self, table: KeyTable) -> None:
        """Let these keys run the commands from now on."""
        if table != self.table:
            self.table = table
            self.changed.emit()

    def keys(self, identifier: str) -> tuple[str, ...]:
        """Return the keys that run a command."""
        return self.table.keys(identifier)

    def spoken(self, identifier: str) -> list[str]:
        """Return the same as this system's users write them."""
        return [native(key) for key in self.keys(identifier)]
