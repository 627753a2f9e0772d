"""Read what the window shows first of a library, before the library is opened.

This module and what it imports do without SQLAlchemy, so that marks are on screen before that is imported.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from db import library, marks_file
from db.identity import APPLICATION_ID, SCHEMA_VERSION, lock_path, read_only_uri, real_path
from db.marks import Marks
from db.marks_file import Kept
from db.records import Library


class FirstLook(Struct, frozen=True):
    """A library as it was closed, and what it keeps of its marks."""

    library: Library
    kept: Kept

    @property
    def marks(self) -> Marks:
        """The marks that it keeps."""
        return self.kept.marks


def look(path: Path, grouping: str | None = None) -> FirstLook | None:
    """Return what a library shows, or None where that cannot be trusted as it stands.

    Where only a ``grouping`` is asked for, marks may lack others, see :func:`db.marks_file.read`.

    That is: no library of this version, one whose last close was not clean or that is open elsewhere, marks of
    another dataset than is loaded, columns that do not fit together. To open the library then tells why.
    """
    path = real_path(path)
    try:
        if lock_path(path).exists() or not path.is_file():
            return None
        with closing(sqlite3.connect(read_only_uri(path), uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("BEGIN")
            return _look_at(connection, grouping)
    except (sqlite3.Error, ValueError, OSError):
        return None


def _look_at(connection: sqlite3.Connection, grouping: str | None) -> FirstLook | None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != (APPLICATION_ID, SCHEMA_VERSION):
        return None
    found, kept = library.read(connection), marks_file.read(connection, grouping)
    return None if found is None or kept is None else FirstLook(found, kept)
