"""Connect to library files with the settings that every connection has, and say what SQLite's refusals mean."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from db import schema
from db.errors import StoreError
from db.identity import APPLICATION_ID, SCHEMA_VERSION, read_only_uri
from db.reported import first_minute

_BUSY_SECONDS = 5.0
_CACHE_KIB = 65_536
"""As much of a library as a load may hold before it spills into the file and locks readers out."""

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a library, and what must never meet another one of the same name."""
_GROWING = (".new", ".restored")

_MAGIC = b"SQLite format 3\0"

_MEANINGS = {
    sqlite3.SQLITE_BUSY: "The library {} is being written to by another program; try again in a moment.",
    sqlite3.SQLITE_READONLY: "The library {} cannot be written to.",
    sqlite3.SQLITE_IOERR: "The disk did not read or write the library {} properly; nothing was changed.",
    sqlite3.SQLITE_CORRUPT: "The library {} is damaged.",
    sqlite3.SQLITE_FULL: "The disk is full; nothing was changed in the library {}.",
    sqlite3.SQLITE_CANTOPEN: "The library {} cannot be opened.",
    sqlite3.SQLITE_NOTADB: "{} is not a library of Démarche.",
}
_UNDECODED = "Could not decode to UTF-8"
"""How ``sqlite3`` says, without a code, that a text in the file is none."""
_UNFIT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise StoreError in place of what SQLite raises when circumstances are against it; let our own faults pass."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if _UNDECODED in str(cause):
            code = sqlite3.SQLITE_CORRUPT
        if code not in _MEANINGS:
            raise
        raise StoreError(_MEANINGS[code].format(path), unfit=code in _UNFIT) from error
    except UnicodeDecodeError as error:
        # Text in the file is none, be it a value or what SQLite quotes of a schema that it cannot read.
        raise StoreError(_MEANINGS[sqlite3.SQLITE_CORRUPT].format(path), unfit=True) from error
    except (ValueError, LookupError, TypeError) as error:
        # What was read makes no sense to us: if SQLite finds the reason in the file, it is no fault of ours.
        if not _is_damaged(path):
            raise
        raise StoreError(_MEANINGS[sqlite3.SQLITE_CORRUPT].format(path), unfit=True) from error


def _is_damaged(path: Path) -> bool:
    """Tell whether SQLite finds pages, indexes, values or references in a library that the schema forbids."""
    try:
        with closing(connect(path, writing=False)) as connection:
            surplus, _ = schema.surplus_and_missing(connection)
            return bool(surplus) or next(findings(connection, "integrity_check"), None) is not None
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return True


def findings(
    connection: sqlite3.Connection, check: str = "quick_check", *, most: int = 100, values: bool = True
) -> Iterator[str]:
    """Yield what SQLite finds wrong with a library, in its words, each reference to nothing and each forbidden value.

    The values are looked for here: under a schema that is not trusted, as any file's is at first, SQLite passes over
    them. They can be looked for (``values``) only in a library of the present version; one of which
    an index still holds the good value is found by ``integrity_check`` only.
    """
    for (line,) in connection.execute(f"PRAGMA {check}({most})").fetchall():
        if line != "ok":
            yield line
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(most):
        yield f"a row of {table} refers to no {parent}"
    for table, name, condition in schema.checks() if values else ():
        if connection.execute(f"SELECT 1 FROM {table} WHERE NOT ({condition}) LIMIT 1").fetchone():  # noqa: S608
            yield f"a row of {table} has a value that {name} forbids"


def connect(path: Path, *, writing: bool, locking: bool = True) -> sqlite3.Connection:
    """Return a connection in autocommit mode to a library that exists; raises sqlite3.Error."""
    uri = f"{path.absolute().as_uri()}?mode=rw" if writing else read_only_uri(path, locking=locking)
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS)
    try:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("edtf_earliest", 1, first_minute, deterministic=True)
        if writing:
            for pragma in ("journal_mode = DELETE", "synchronous = FULL", f"cache_size = -{_CACHE_KIB}"):
                connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def refuse_foreign(path: Path) -> None:
    """Raise StoreError for a file that can be seen from its first bytes to be no library."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a library.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    if not head:
        raise StoreError(f"{path} is an empty file, not a library.", unfit=True)
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise StoreError(f"{path} is not a library of Démarche.", unfit=True)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program.", unfit=True)


def is_database(path: Path) -> bool:
    """Tell whether a file begins as every database of SQLite does: in any other, nothing at all can be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def version_of(path: Path, connection: sqlite3.Connection, *, clean: bool) -> int:
    """Return the version of a library's schema; raise StoreError for one that is damaged or tampered with.

    One that was not closed properly is checked page by page. The schema of an older one is only looked
    through for what runs by itself: it is compared once it is upgraded.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 1:
        raise StoreError(f"The library {path} is damaged: it has no version.", unfit=True)
    if not clean:
        refuse_damaged(path, connection)
    compare_schema(path, connection, version)
    return int(version)


def refuse_damaged(path: Path, connection: sqlite3.Connection) -> None:
    """Raise StoreError unless SQLite finds every page of the library in order."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise StoreError(f"The library {path} is damaged.", unfit=True)


def compare_schema(path: Path, connection: sqlite3.Connection, version: int) -> None:
    """Raise StoreError for a schema that holds more or less than the one of its version."""
    surplus, missing = schema.surplus_and_missing(connection, exact=version == SCHEMA_VERSION)
    if surplus:
        raise StoreError(f"The library {path} holds what no library has: {', '.join(surplus)}.", unfit=True)
    if missing and version >= SCHEMA_VERSION:
        raise StoreError(f"The library {path} lacks what every library has: {', '.join(missing[:5])}.", unfit=True)


def create(path: Path) -> None:
    """Make an empty library at a path where there is nothing: whole, or not at all."""
    # A journal without its library would be taken for the new one's.
    remove(path)
    growing = path.with_name(f".{path.name}.new")
    remove(growing)
    with closing(sqlite3.connect(growing, isolation_level=None)) as connection:
        schema.create(connection)
    growing.replace(path)


def remove(path: Path) -> None:
    """Remove a file with all that SQLite may have left beside it; what is not there is no fault. Raises OSError."""
    for ending in ("", *COMPANIONS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def rescue_folder(path: Path) -> Path:
    """Return the hidden folder in which a library grows that is to take the place of an unfit file."""
    return path.with_name(f".{path.name}.rescued")


def tidy(path: Path, connection: sqlite3.Connection) -> None:
    """Remove what a killed process has begun and what stands for nothing: parts of copies, a journal never finished.

    SQLite has undone by now what was to be undone; while nobody else may write, what is left of a journal is none.
    """
    for ending in _GROWING:
        remove(path.with_name(f".{path.name}{ending}"))
    shutil.rmtree(rescue_folder(path), ignore_errors=True)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    finally:
        connection.execute("ROLLBACK")
