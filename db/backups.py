"""Copy libraries, and get damaged ones out of the way without losing what is the user's."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table, insert

from db.connecting import COMPANIONS, connect, refuse_damaged, refuse_foreign, remove, told
from db.errors import StoreError
from db.identity import lock_path
from db.locking import LibraryLock
from db.mapping import Base
from db.settling import settle, settle_file
from db.user_models import USER_TABLES

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


def rescue(damaged: Path, connection: Connection) -> dict[str, int]:
    """Take what can still be read of the user's tables into another library, in the caller's transaction.

    What is there already is kept. Return how many rows were taken, by table; a table of which nothing could
    be read has 0.
    """
    taken = {}
    for table in Base.metadata.sorted_tables:
        if table.name in USER_TABLES:
            statement = insert(table).prefix_with("OR IGNORE")
            names = _columns(damaged, table)
            found = _readable(damaged, table, names)
            rows = [row for row in found if all(type(value) in {str, type(None)} for value in row)]
            for row in rows:
                connection.execute(statement, dict(zip(names, row, strict=True)))
            taken[table.name] = len(rows)
    return taken


def _columns(damaged: Path, table: Table) -> list[str]:
    """Return the columns of a table that the damaged library has: all, or those of an earlier version."""
    try:
        with closing(connect(damaged, writing=True)) as connection:
            rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table.name,)).fetchall()
    except sqlite3.DatabaseError:
        return []
    there = {name for (name,) in rows}
    return [column.name for column in table.columns if column.name in there]


def _readable(damaged: Path, table: Table, names: list[str]) -> list[tuple[object, ...]]:
    """Return the rows of a table that can be read, from its beginning and from its end up to what is broken."""
    found: dict[tuple[object, ...], None] = {}
    for direction in ("ASC", "DESC"):
        for row in _rows(damaged, table, names, direction):
            found[row] = None
    return list(found)


def _rows(damaged: Path, table: Table, columns: list[str], direction: str) -> Iterator[tuple[object, ...]]:
    names = ", ".join(f'"{name}"' for name in columns)
    keys = ", ".join(f'"{column.name}" {direction}' for column in table.primary_key)
    try:
        with closing(connect(damaged, writing=True)) as connection:
            yield from connection.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {keys}')  # noqa: S608
    except sqlite3.DatabaseError:
        # Where it is broken, this way ends: what came before has been taken, the other way comes next.
        return
