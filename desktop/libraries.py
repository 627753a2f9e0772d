"""What the window wishes to be done with whole libraries, and what is known of them; beside :mod:`desktop.session`."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, QSettings, Signal

RECENT = "libraries"
MOST_RECENT = 8


class Turn(Struct, frozen=True):
    """A wish for another library in this window's place; ``restore`` is a backup that is put in its place first.

    ``new`` tells that there is to be none yet at ``database``.
    """

    database: Path
    restore: Path | None = None
    new: bool = False


class Libraries(QObject):
    """Wishes and facts about the files of libraries; ``current`` is the one on screen."""

    backup_requested = Signal(object)
    """Path: write a copy there."""
    copies_requested = Signal()
    """Look for the copies that lie beside the library."""
    copies_read = Signal(object)
    """tuple[Kept, ...]: the copies beside the library, the newest first."""
    turn_requested = Signal(object)
    """Turn: close this library and open another."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Know of no library yet."""
        super().__init__(parent)
        self.current = Path()
        self.recent: tuple[Path, ...] = ()


def read_recent(store: QSettings) -> tuple[Path, ...]:
    """Return the libraries that were open last, the latest first; what is no list of names is none."""
    value = store.value(RECENT)
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(Path(name) for name in names if isinstance(name, str) and name)[:MOST_RECENT]


def note_recent(store: QSettings, library: Path) -> None:
    """Put a library first among those that were open last."""
    kept = [path for path in read_recent(store) if path != library.absolute()]
    store.setValue(RECENT, [str(path) for path in (library.absolute(), *kept)][:MOST_RECENT])
