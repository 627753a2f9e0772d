"""Copy libraries, and keep what was in the place of another aside."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.connecting import COMPANIONS, connect, refuse_damaged, refuse_foreign, remove, told
from db.errors import StoreError
from db.identity import lock_path, real_path
from db.settling import settle, settle_file

Progress = Callable[[int, int], None]
"""Is called with (pages done, of how many); whatever it raises ends the copying."""

_STEP = 1_000
"""Pages copied at a time: between two steps the library can be written to."""


def copy(source: sqlite3.Connection, target: Path, progress: Progress | None = None) -> None:
    """Copy an open library to ``target``: whole, or not at all, replacing what was there. Raises StoreError.

    The copy is read through before it takes its place, has the rights of the library, and is on the disk at the end.
    """
    target = real_path(target)
    growing = target.with_name(f".{target.name}.new")
    try:
        if not target.parent.is_dir():
            raise StoreError(f"There is no folder {target.parent}.")
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


def of_version(library: Path, version: int) -> Path:
    """Return a name, taken by nothing yet, for the copy that is made before a library of ``version`` is upgraded."""
    path = library.with_name(f"{library.name}.backup-v{version}")
    return _unused(library, f"backup-v{version}") if path.exists() else path


def _unused(library: Path, why: str) -> Path:
    moment = datetime.now(UTC)
    while (path := library.with_name(f"{library.name}.{why}-{moment:%Y%m%d-%H%M%S}")).exists():
        moment += timedelta(seconds=1)
    return path


def keep_aside(library: Path, why: str) -> Path:
    """Give what is in a library's place a second name, which tells ``why`` and when, and return that.

    Where the file system knows no such thing, it is copied. Raises OSError.
    """
    aside = _unused(library, why)
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
        with closing(connect(library, writing=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError:
        # It is damaged, which may be why another one is wanted: it is kept as it is.
        return
