"""Put a backup in a library's place; what was there is kept aside, whatever state it is in."""

import shutil
from contextlib import closing
from pathlib import Path

from db import connecting
from db.backups import Progress, keep_aside, write_copy
from db.connecting import told
from db.errors import StoreError
from db.identity import SCHEMA_VERSION, real_path
from db.locking import LibraryLock
from db.settling import settle


def refuse_unfit(backup: Path) -> None:
    """Raise StoreError for a file that cannot be restored: no library, a damaged one, or a newer Démarche's."""
    if refuse_unopenable(backup, clean=False) > SCHEMA_VERSION:
        raise StoreError(f"The backup {backup} was written by a newer Démarche.")


def refuse_unopenable(path: Path, *, clean: bool = True) -> int:
    """Raise StoreError for a file that is no library; return its version. Unless ``clean``, every page is checked."""
    connecting.refuse_foreign(path)
    with told(path), closing(connecting.connect(path, writing=False)) as connection:
        return connecting.version_of(path, connection, clean=clean)


def restore(library: Path, backup: Path, progress: Progress | None = None) -> Path | None:
    """Put a copy of ``backup`` in the place of a library that is not open; return where the former one is kept.

    At every moment there is a whole library in the place. One of an earlier version is upgraded when it is opened.
    Raises StoreError and leaves the library as it was where the backup is unfit, the library is open, or the disk is
    full.
    """
    library = real_path(library)
    refuse_unfit(backup)
    growing = library.with_name(f".{library.name}.restored")
    try:
        if library.exists() and library.samefile(backup):
            raise StoreError("A library cannot be restored from itself: choose a backup.")
        lock = LibraryLock.take(library)
        if lock is None:
            raise StoreError(f"Another Démarche has {library} open.")
        try:
            with told(backup), closing(connecting.connect(backup, writing=False)) as source:
                write_copy(source, growing, progress)
            kept = keep_aside(library, "before-restore") if library.exists() else None
            growing.replace(library)
            settle(library.parent)
            # Nothing else would remind of one that a killed process had begun in the place of this.
            shutil.rmtree(connecting.rescue_folder(library), ignore_errors=True)
        except BaseException:
            # What is there still is as it was: if its last close was not clean, it is yet to be checked.
            lock.release(clean=lock.clean)
            raise
        finally:
            connecting.remove(growing)
        lock.release()
    except OSError as error:
        raise StoreError(f"{backup} cannot be restored: {error.strerror}.") from error
    return kept
