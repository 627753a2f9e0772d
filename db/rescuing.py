"""Take what is the user's out of a damaged library, or out of whatever lies in its place.

Nothing in such a file is trusted: only plain tables are read, only so far as their size explains, and only values
that a library may hold are taken.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, select

from db.connecting import connect
from db.importing.kept import placed_anew
from db.mapping import Base
from db.user_models import USER_TABLES

_STEPS_PER_BYTE = 20
"""SQLite's steps that reading a table in order may take for each byte of the file: rows of five bytes take as many."""
_STEPS_AT_LEAST = 1_000_000
_STEPS_AT_ONCE = 10_000

_Row = tuple[object, ...]


def rescue(damaged: Path, connection: Connection) -> dict[str, int]:
    """Take what can still be read of the user's tables into another library, in the caller's transaction.

    What is there already is kept. Return how many rows were taken, by table; a table of which nothing could
    be read, or that is none (a view, a virtual table, one with columns that are computed), has 0.
    """
    taken = {}
    for table in Base.metadata.sorted_tables:
        if table.name in USER_TABLES:
            statement = insert(table).prefix_with("OR IGNORE")
            before = _count(connection, table)
            for row in _readable(damaged, table):
                wanted = _as_kept(table, row)
                if wanted is not None:
                    connection.execute(statement, wanted)
            taken[table.name] = _count(connection, table) - before
    return taken


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _as_kept(table: Table, row: Mapping[str, object]) -> Mapping[str, Any] | None:
    """Return a row as a library keeps it, or None for one that no library holds."""
    for name, value in row.items():
        column = table.columns[name]
        if value is None:
            fits = bool(column.nullable)
        else:
            fits = type(value) is (int if isinstance(column.type, Integer) else str)
        if not fits:
            return None
    return placed_anew(row) if table.name == "imported" else row


def _readable(damaged: Path, table: Table) -> list[dict[str, object]]:
    """Return the rows of a table that can be read, from its beginning and from its end up to what is broken."""
    names = _columns(damaged, table)
    found: dict[_Row, None] = {}
    if names:
        for direction in ("ASC", "DESC"):
            for row in _rows(damaged, table, names, direction):
                found[row] = None
    return [dict(zip(names, row, strict=True)) for row in found]


def _columns(damaged: Path, table: Table) -> list[str]:
    """Return the columns of a table that the damaged library has: all, or those of an earlier version.

    There are none where SQLite takes the name for anything but a table whose columns are all stored.
    """
    try:
        with closing(_connect(damaged)) as connection:
            kinds = connection.execute(
                "SELECT type FROM pragma_table_list WHERE schema = 'main' AND lower(name) = ?", (table.name,)
            ).fetchall()
            if kinds != [("table",)]:
                return []
            rows = connection.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (table.name,)).fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return []
    if any(hidden for _, hidden in rows):
        return []
    there = {name for name, _ in rows}
    if not there.issuperset(column.name for column in table.primary_key):
        return []
    return [column.name for column in table.columns if column.name in there]


def _rows(damaged: Path, table: Table, columns: list[str], direction: str) -> Iterator[_Row]:
    names = ", ".join(f'"{name}"' for name in columns)
    keys = ", ".join(f'"{column.name}" {direction}' for column in table.primary_key)
    try:
        with closing(_connect(damaged)) as connection:
            yield from connection.execute(f'SELECT {names} FROM main."{table.name}" ORDER BY {keys}')  # noqa: S608
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        # Where it is broken, this way ends: what came before has been taken, the other way comes next.
        return


def _connect(damaged: Path) -> sqlite3.Connection:
    """Connect with an end to what may be read: damaged pages that refer to each other make rows without number."""
    connection = connect(damaged, writing=True)
    left = max(_STEPS_AT_LEAST, _STEPS_PER_BYTE * damaged.stat().st_size) // _STEPS_AT_ONCE

    def step() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(step, _STEPS_AT_ONCE)
    return connection
