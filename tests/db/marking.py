"""Mark much in a library as its user would, and spoil it as a disk would."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from db.store import Store
from tests.db.offering import attach_files

NOTES = 2_000


def mark(library: Store, originals: Path) -> None:
    """Attach originals, and keep stars, a tag, a label, a view and very many notes."""
    attach_files(library, [originals], progress=lambda _done, _total: None)
    with library.write() as connection:
        for statement in (
            "INSERT INTO star VALUES ('flood', 'now'), ('patrols', 'now')",
            "INSERT INTO tag VALUES ('flood', 'water')",
            "INSERT INTO label VALUES ('flood', 'blue')",
            "INSERT INTO saved_view VALUES ('mine', '{}', 'now')",
        ):
            connection.execute(text(statement))
        rows = [(f"entry-{number:05}", "a note of some length " * 4, "now") for number in range(NOTES)]
        connection.exec_driver_sql("INSERT INTO note VALUES (?, ?, ?)", rows)


def spoil_root(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
