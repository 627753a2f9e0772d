"""Look at a library from outside, as it lies, and say how it is; nothing in it is changed.

A damaged one, another program's, or one of another version is looked at as far as that goes.
"""

import glob
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct, field

from db import connecting, daily
from db.connecting import told
from db.errors import StoreError, UnlockableError
from db.identity import SCHEMA_VERSION, lock_path, real_path
from db.locking import LibraryLock
from db.schema import SEARCH_TABLES
from db.user_models import USER_TABLES

_MOST = 20
"""Faults of one kind that are told; a damaged file has as many as it likes."""


class Examination(Struct):
    """What was found: ``faults`` are what is wrong, ``notes`` what is worth knowing."""

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def examine(path: Path) -> Examination:
    """Examine the library at a path; raises nothing that circumstances cause."""
    found = Examination()
    path = real_path(path)
    try:
        if not path.exists():
            found.notes.append("there is none yet; it is made when it is first opened")
            return found
        connecting.refuse_foreign(path)
        _look_into(path, found)
        _look_beside(path, found)
    except StoreError as error:
        found.faults.append(str(error))
    except OSError as error:
        found.faults.append(f"{path} cannot be looked at: {error.strerror}.")
    return found


def _look_into(path: Path, found: Examination) -> None:
    """Look at the content, with the right to write where it can be had: a killed one's last change is undone first."""
    locking, lock = True, None
    try:
        lock = _lock(path, found)
    except UnlockableError:
        locking = False
        found.notes.append("files cannot be locked in its folder, as in some on a network, so it can only be read")
    try:
        with told(path), closing(connecting.connect(path, writing=lock is not None, locking=locking)) as connection:
            version = connecting.version_of(path, connection, clean=True)
            found.notes.append(_about_version(version))
            found.faults += connecting.findings(
                connection, "integrity_check", most=_MOST, values=version == SCHEMA_VERSION
            )
            if lock is not None and version == SCHEMA_VERSION:
                found.faults += _search_faults(connection)
            if version >= SCHEMA_VERSION:
                _count(connection, found)
    finally:
        if lock is not None:
            lock.release(clean=lock.clean)


def _lock(path: Path, found: Examination) -> LibraryLock | None:
    unclean = lock_path(path).exists()
    try:
        lock = LibraryLock.take(path)
    except UnlockableError:
        raise
    except OSError as error:
        found.notes.append(f"it cannot be written to ({error.strerror}), so it can only be read")
        return None
    if lock is None:
        found.notes.append("another Démarche has it open; its search tables were not checked")
    elif unclean:
        found.notes.append("its last close was not clean, so the next opening checks every page")
    return lock


def _about_version(version: int) -> str:
    if version < SCHEMA_VERSION:
        return f"version {version}; it is upgraded to {SCHEMA_VERSION} when it is opened, after a backup"
    if version > SCHEMA_VERSION:
        return f"version {version}, of a newer Démarche: it can only be read here"
    return f"version {version}"


def _search_faults(connection: sqlite3.Connection) -> Iterator[str]:
    for statement in SEARCH_TABLES:
        name = statement.split()[3]
        try:
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")  # noqa: S608
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            yield f"the search table {name} is damaged; load the dataset again to mend it"


def _count(connection: sqlite3.Connection, found: Examination) -> None:
    counts = {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        for name in ("entry", *sorted(USER_TABLES))
    }
    dataset = connection.execute("SELECT id, version FROM dataset").fetchone()
    found.notes.append(f"dataset {dataset[0]} {dataset[1]}" if dataset else "no dataset is loaded")
    found.notes.append(", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
    states = dict(connection.execute("SELECT state, count(*) FROM anchor GROUP BY state"))
    if states:
        told_states = ", ".join(f"{states.get(name, 0)} {name}" for name in ("exact", "shifted", "altered", "lost"))
        found.notes.append(f"anchors: {told_states}")
    if states.get("lost"):
        found.faults.append(f"{states['lost']} of its anchors are lost; 'demarche check' lists them")


def _look_beside(path: Path, found: Examination) -> None:
    kept = daily.copies(path)
    last = f", the last of {kept[0].moment:%Y-%m-%d %H:%M} UTC" if kept else ""
    found.notes.append(f"copies kept beside it: {len(kept)}{last}")
    aside = sorted(file.name for file in path.parent.glob(f"{glob.escape(path.name)}.aside-*[0-9]"))
    if aside:
        found.notes.append(f"files that were moved aside in its favour: {', '.join(aside[-_MOST:])}")
