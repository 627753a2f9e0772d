"""Copy libraries, and get damaged ones out of the way."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db.connecting import COMPANIONS, connect, refuse_damaged, refuse_foreign, remove, told
from db.errors import StoreError
from db.identity import lock_path
from db.locking import LibraryLock
from db.settling import settle, settle_file

Progress = Callable[[int, int], None]
"""Is called with (pages done, of how many); whatever it raises ends the copying."""

_STEP = 1_000
"""Pages copied at a time: between two steps the library can be written to."""


def copy(source: sqlite3.Connection, target: Path, progress: Progress | None = None) -> None:
    """Copy an open library to ``target``: whole, or not at all, replacing what was there. Raises StoreError.

    The copy is read through before it takes its place, has the rights of the library, and is on the disk at the end.
    """
    growing = target.with_name(f".{target.name}.new")
    try:
        write_copy(source, growing, progress)
        growing.replace(target)
        settle(target.parent)
    except OSError as error:
        raise StoreError(f"The copy {target} cannot be written: {error.strerror}.") from error
    finally:
        remove(growing)


def refuse_to_replace(target: Path, library: Path) -> None:
    """Raise StoreError unless what is there is an earlier backup, or an empty file, that no Démarche has open."""
    if target.samefile(library):
        raise StoreError("A library cannot be its own backup: name another file.")
    if target.is_dir() or target.stat().st_size:
        try:
            refuse_foreign(target)
        except StoreError as error:
            raise StoreError(f"{error} Name another file for the backup.") from error
    if lock_path(target).exists():
        raise StoreError(f"{target} is a library that is open. Name another file for the backup.")


def write_copy(source: sqlite3.Connection, growing: Path, progress: Progress | None = None) -> None:
    """Copy an open library to a file that takes another's place afterwards; raises StoreError and OSError."""

    def step(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    remove(growing)
    with told(growing), closing(sqlite3.connect(growing, isolation_level=None)) as copied:
        # What is begun here is never gone on with: there is nothing that a journal could undo.
        copied.execute("PRAGMA journal_mode = OFF")
        source.backup(copied, pages=_STEP, progress=step)
    (_, _, file) = source.execute("PRAGMA database_list").fetchone()
    shutil.copymode(file, growing)
    settle_file(growing)
    with told(growing), closing(connect(growing, writing=False)) as copied:
        refuse_damaged(growing, copied)


def move_aside(path: Path) -> Path:
    """Rename a damaged or foreign file, with what lies beside it, and return its new path.

    Only where the user agreed to it. Raises StoreError where a Démarche holds it or it cannot be moved.
    """
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.aside-{moment}")
    try:
        lock = LibraryLock.take(path)
        if lock is None:
            raise StoreError(f"Another Démarche has {path} open.")
        lock.release()
        path.rename(aside)
        for ending in COMPANIONS:
            companion = path.with_name(path.name + ending)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise StoreError(f"{path} cannot be moved aside: {error.strerror}.") from error
    return aside
