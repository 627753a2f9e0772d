"""Put a backup in a library's place; what was there is kept aside, whatever state it is in."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db import connecting
from db.backups import Progress, write_copy
from db.connecting import COMPANIONS, told
from db.errors import StoreError
from db.identity import SCHEMA_VERSION
from db.locking import LibraryLock
from db.settling import settle, settle_file


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
            kept = _keep_aside(library) if library.exists() else None
            growing.replace(library)
            settle(library.parent)
        finally:
            connecting.remove(growing)
            lock.release()
    except OSError as error:
        raise StoreError(f"{backup} cannot be restored: {error.strerror}.") from error
    return kept


def _keep_aside(library: Path) -> Path:
    """Give the former library a second name, or where the file system knows no such thing, copy it."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = library.with_name(f"{library.name}.before-restore-{moment}")
    _finish(library)
    try:
        os.link(library, aside)
    except OSError:
        shutil.copy2(library, aside)
        settle_file(aside)
    for ending in COMPANIONS:
        companion = library.with_name(library.name + ending)
        if companion.exists():
            # It is part of what is damaged, and must never meet what comes in its place.
            companion.replace(aside.with_name(aside.name + ending))
    return aside


def _finish(library: Path) -> None:
    """Let SQLite undo what a killed process has left unfinished, so that the file is whole by itself."""
    try:
        with closing(connecting.connect(library, writing=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError:
        # It is damaged, which may be why another one is wanted: it is kept as it is.
        return
