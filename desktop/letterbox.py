"""Let a second start on the same library hand over what it was given to the window that is open.

Each window that may write has a letterbox, a folder in the platform's state folder that is this user's on this machine;
a second start drops a letter there and waits until it is taken. There is no socket in it, so that nothing of Démarche
listens anywhere; who cannot reach the folder, another user or another machine, opens the library for reading.
"""

import logging
import os
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from desktop.places import state_folder

log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that a second start waits for its letter to be taken."""
LOOK = 0.02
OPENING = 10.0
"""Seconds in which a window that has put up its box may not hold its library yet."""
LARGEST = 1_000_000
"""Bytes of a letter."""
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Variables by which desktops let a window come to the front that another program was asked for."""


class Letter(Struct, frozen=True):
    """What a second start was given: files to attach, and the right to come to the front."""

    files: tuple[Path, ...] = ()
    token: str = ""

    def as_bytes(self) -> bytes:
        """Return what :meth:`from_bytes` reads."""
        import json

        return json.dumps({"files": [os.fspath(file.absolute()) for file in self.files], "token": self.token}).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Letter":
        """Read a letter; raise ValueError for what is none."""
        import json

        told = json.loads(data)
        if not isinstance(told, dict) or not isinstance(told.get("files"), list):
            raise ValueError("no letter")
        files = told["files"]
        if not all(isinstance(file, str) and file and "\0" not in file for file in files):
            raise ValueError("no names of files")
        return cls(tuple(Path(file) for file in files), str(told.get("token", "")))


def _boxes() -> Path:
    return state_folder() / "open"


def _folder(library: Path) -> Path:
    # Not above: a start that finds no box is painted before it needs these.
    import platform
    from hashlib import blake2b

    # A home may be shared by machines, of which each sees its own windows only.
    place = os.fsencode(platform.node()) + b"\0" + os.fsencode(library.resolve())
    name = blake2b(place, digest_size=12).hexdigest()
    return _boxes() / name


class Letterbox(QObject):
    """The letterbox of an open library, until :meth:`close`."""

    received = Signal(object)
    """A Letter."""

    def __init__(self, library: Path, parent: QObject) -> None:
        """Put up the box, and take what already lies in it; where there can be none, the log says so.

        The box of another window that holds the library, and did not answer in time, stays that window's.
        """
        super().__init__(parent)
        self._folder = _folder(library)
        self._watcher = QFileSystemWatcher(self)
        self._mine = not (self._folder.is_dir() and _is_held(library))
        if not self._mine:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            log.warning("a second start will not be noticed: %s", error)
            return
        self._watcher.addPath(str(self._folder))
        self._watcher.directoryChanged.connect(self._collect)
        self._collect()

    @Slot()
    def _collect(self) -> None:
        for path in sorted(self._folder.glob("*.letter")):
            with suppress(OSError):
                data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
                path.unlink()
                try:
                    self.received.emit(Letter.from_bytes(data))
                except ValueError as error:
                    log.warning("a letter that is none was thrown away: %s", error)

    def close(self) -> None:
        """Take the box down, if it is this window's."""
        if not self._mine:
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        with suppress(OSError):
            for path in self._folder.iterdir():
                path.unlink()
            self._folder.rmdir()


def hand_over(library: Path, files: tuple[Path, ...], patience: float = PATIENCE) -> bool:
    """Hand files over to the window that this user has open on a library; tell whether there is one that took them."""
    if not _boxes().is_dir() or not any(_boxes().iterdir()):
        return False
    folder = _folder(library)
    if not folder.is_dir() or _is_left_over(folder, library):
        return False
    token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")
    letter = folder / f"{os.getpid()}.letter"
    growing = letter.with_suffix(".growing")
    try:
        growing.write_bytes(Letter(files, token).as_bytes())
        growing.replace(letter)
        end = time.monotonic() + patience
        while letter.exists() and time.monotonic() < end:
            time.sleep(LOOK)
        letter.unlink()
    except FileNotFoundError:
        # Taken, or the window was closed just now: then its box is gone as well.
        return folder.is_dir()
    except OSError as error:
        log.warning("nothing could be handed over: %s", error)
    return False


def _is_left_over(folder: Path, library: Path) -> bool:
    """Tell whether a box is of a killed window: it has been there for a while, and nobody holds the library."""
    with suppress(OSError):
        return time.time() - folder.stat().st_mtime >= OPENING and not _is_held(library)
    return False


def _is_held(library: Path) -> bool:
    """Tell whether a window holds a library; True where that cannot be found out."""
    from db.errors import StoreError
    from db.locking import LibraryLock

    with suppress(OSError, StoreError):
        if (lock := LibraryLock.take(library)) is not None:
            lock.release(clean=lock.clean)
            return False
    return True
