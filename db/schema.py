"""The library file's schema: its identity, its creation, and its upgrades in plain SQL.

A new file is made from :mod:`db.models`; one of an earlier version is taken through :data:`UPGRADES` and must
then be the same to the letter (one fixture database a version proves it). Everything here works on plain
``sqlite3`` connections in autocommit mode, before SQLAlchemy sees the file.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from db import models, user_models  # noqa: F401 (their tables are known once they are imported)
from db.folding import fold
from db.identity import APPLICATION_ID, SCHEMA_VERSION
from db.mapping import Base

SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE entry_search USING fts5(title, summary, actors, passages, own,"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')",
    "CREATE VIRTUAL TABLE article_search USING fts5(headline, digest, original,"
    " tokenize = 'unicode61 remove_diacritics 2')",
)
"""Full-text tables over text folded by :mod:`db.folding`; their row ids are ``Entry.row`` and ``Article.number``.

``entry_search.passages`` holds the words that an entry cites, of digests and of attached originals, ``own``
the user's note on it and its tags.
"""

Step = tuple[str, ...]

_ENCODINGS_KEPT: Step = (
    "ALTER TABLE original RENAME TO original_before",
    "CREATE TABLE original ( slug TEXT NOT NULL, text TEXT NOT NULL, file TEXT NOT NULL, attached TEXT NOT NULL,"
    " encoding TEXT DEFAULT '' NOT NULL, CONSTRAINT original_key PRIMARY KEY (slug) ) STRICT",
    "INSERT INTO original SELECT slug, text, file, attached, '' FROM original_before",
    "DROP TABLE original_before",
)

_LABELS_AND_OWN_WORDS: Step = (
    "CREATE TABLE label ( entry_id TEXT NOT NULL, label TEXT NOT NULL, CONSTRAINT label_key PRIMARY KEY (entry_id),"
    " CONSTRAINT label_label_in_vocabulary CHECK (label IN ('green', 'pink', 'ochre', 'blue', 'violet')) )"
    " WITHOUT ROWID, STRICT",
    "ALTER TABLE entry_search RENAME TO entry_search_before",
    "CREATE VIRTUAL TABLE entry_search USING fts5(title, summary, actors, passages, own,"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')",
    "INSERT INTO entry_search (rowid, title, summary, actors, passages, own)"
    " SELECT before.rowid, before.title, before.summary, before.actors, before.passages, fold(trim("
    "ifnull((SELECT text FROM note WHERE entry_id = entry.id), '') || char(10) ||"
    " ifnull((SELECT group_concat(name, char(10)) FROM tag WHERE entry_id = entry.id), ''), char(10)))"
    " FROM entry_search_before AS before JOIN entry ON entry.row = before.rowid",
    "DROP TABLE entry_search_before",
)

_IMPORTED_ENTRIES: Step = (
    "CREATE TABLE imported ( entry_id TEXT NOT NULL, undated INTEGER NOT NULL, earliest INTEGER NOT NULL,"
    " latest INTEGER NOT NULL, cells TEXT NOT NULL, file TEXT NOT NULL, added TEXT NOT NULL,"
    " CONSTRAINT imported_key PRIMARY KEY (entry_id) ) STRICT",
)

UPGRADES: tuple[Step, ...] = (_ENCODINGS_KEPT, _LABELS_AND_OWN_WORDS, _IMPORTED_ENTRIES)
"""Step i takes a file of version i + 1 to i + 2; its statements run in one transaction with all the others.

They may call ``fold``, which is that of :mod:`db.folding`."""

_SQLITES_OWN = frozenset(
    f"{table}_{part}"
    for table in ("entry_search", "article_search")
    for part in ("data", "idx", "content", "docsize", "config")
)


class Item(NamedTuple):
    """One table, index, trigger or view; ``sql`` without runs of white space."""

    type: str
    name: str
    table: str
    sql: str


def statements() -> tuple[str, ...]:
    """Return the statements that make an empty library of the current version."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in Base.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
    return (*made, *SEARCH_TABLES)


def checks() -> Iterator[tuple[str, str, str]]:
    """Yield every condition that the rows of a table meet: the table, the condition's name, its SQL."""
    for table in Base.metadata.sorted_tables:
        for each in sorted(table.constraints, key=lambda constraint: str(constraint.name)):
            if isinstance(each, CheckConstraint):
                yield table.name, str(each.name), str(each.sqltext)


def create(connection: sqlite3.Connection) -> None:
    """Make an empty library in an empty file, in one transaction."""
    connection.execute("BEGIN EXCLUSIVE")
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def upgrade(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Take a file from its version to the last of ``steps``, in one transaction. The caller has made a backup.

    Foreign keys are checked as a whole before the end: a step may rebuild a table that others refer to.
    Raises sqlite3.Error and leaves the file as it was if a step fails.
    """
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in steps[version - 1 :]:
            for statement in step:
                connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise sqlite3.IntegrityError(f"the upgrade leaves a row of {broken[0]} without its {broken[2]}")
        connection.execute(f"PRAGMA user_version = {len(steps) + 1}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")


def items(connection: sqlite3.Connection) -> frozenset[Item]:
    """Return what the file's schema holds, without SQLite's own tables and indexes.

    A full-text table's own tables are named but their statements left out: SQLite writes those, and a
    later one may word them otherwise.
    """
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return frozenset(
        Item(kind, name, table, "" if kind == "table" and name in _SQLITES_OWN else " ".join((sql or "").split()))
        for kind, name, table, sql in rows
        if not (kind == "index" and name.startswith("sqlite_autoindex_"))
        and not (kind == "table" and name.startswith("sqlite_stat"))
    )


def expected() -> frozenset[Item]:
    """Return what the schema of a file of the current version holds."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create(connection)
        return items(connection)
    finally:
        connection.close()


def surplus_and_missing(connection: sqlite3.Connection, *, exact: bool = True) -> tuple[list[str], list[str]]:
    """Compare a file's schema with ours and name what does not belong there and what is not there.

    Of a file of another version (not ``exact``) only triggers and views do not belong, and only columns can
    be missing.
    """
    found = items(connection)
    if not exact:
        return sorted(f"{i.type} {i.name}" for i in found if i.type in {"trigger", "view"}), _missing_columns(
            connection
        )
    wanted = expected()
    surplus = [f"{i.type} {i.name}" for i in found - wanted]
    missing = [f"{i.type} {i.name}" for i in wanted - found]
    return sorted(surplus), sorted(missing)


def _missing_columns(connection: sqlite3.Connection) -> list[str]:
    missing: list[str] = []
    for table in Base.metadata.sorted_tables:
        rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table.name,)).fetchall()
        there = {name for (name,) in rows}
        missing.extend(f"column {table.name}.{column.name}" for column in table.columns if column.name not in there)
    return sorted(missing)
