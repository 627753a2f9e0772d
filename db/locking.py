"""Let one Démarche write to a library at a time.

The lock is a file beside the library, locked through SQLite itself, so that it works wherever SQLite does and is
let go by the system when its holder dies. The file is removed when the library is closed: one that is there
without a holder tells that the last close was not clean.
"""

import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from db.errors import StoreError, UnlockableError
from db.identity import lock_path

_ATTEMPTS = 10
_NOT_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM})


class LibraryLock:
    """The right to write to one library, held until :meth:`release`.

    ``clean`` tells whether the last holder released it properly.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, clean: bool) -> None:
        """Hold what :meth:`take` has locked."""
        self._path = path
        self._connection = connection
        self.clean = clean

    @classmethod
    def take(cls, library: Path) -> "LibraryLock | None":
        """Lock a library for writing, or return None where another Démarche holds it.

        Raises OSError where no file can be made beside it, UnlockableError of these where none can be locked there,
        StoreError where there is a foreign one.
        """
        path = lock_path(library)
        for _ in range(_ATTEMPTS):
            clean = not path.exists()
            path.touch()
            made = path.stat().st_ino
            connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
            if not _lock(connection, path):
                connection.close()
                if not _can_lock(path.parent):
                    if clean:
                        path.unlink(missing_ok=True)
                    raise UnlockableError
                return None
            # Another one may have removed the file, as its last act, between our opening and locking it.
            if path.exists() and path.stat().st_ino == made:
                return cls(path, connection, clean=clean)
            connection.close()
        return None

    def release(self, *, clean: bool = True) -> None:
        """Let the library go: closed properly, or (not ``clean``) so that the next one to open it checks it."""
        if clean:
            self._remove()
        self._connection.close()
        if clean:
            # Windows removes no file that is open.
            self._remove()

    def _remove(self) -> None:
        with suppress(PermissionError):
            self._path.unlink(missing_ok=True)


def _lock(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _NOT_LOCKED:
            return False
        connection.close()
        raise StoreError(f"{path} is in the way: it is no file of Démarche.") from error
    return True


def _can_lock(folder: Path) -> bool:
    """Tell whether a file of our own, which nobody else can hold, can be locked in a folder.

    SQLite says of some systems' refusals that the file is held by another, and of the others that the disk has failed.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".demarche-", dir=folder) as own:
            connection = sqlite3.connect(Path(own) / "lock", timeout=0, isolation_level=None)
            with closing(connection):
                connection.execute("PRAGMA journal_mode = MEMORY")
                connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    except OSError:
        # Without a file of our own there nothing tells.
        return True
    return True
