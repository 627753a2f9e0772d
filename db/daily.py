"""Keep copies of a library beside it: one a day on which it was used, as many as are worth their room.

A daily copy carries the library's time of change: where the newest one's is the library's own, nothing has changed
since, and no other is made. The copies that upgrades make are kept beside them and never removed here.
"""

import glob
import os
import re
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

from db.backups import Progress, copy
from db.connecting import refuse_foreign
from db.errors import StoreError
from db.kept import Kept, Made

KEPT = 7
"""Daily copies that are kept at most."""
ROOM = 2 * 1024**3
"""Bytes that the daily copies may take together; the newest one is kept in any case."""

_ENDINGS = {
    Made.DAILY: re.compile(r"backup-\d{4}-\d\d-\d\d"),
    Made.UPGRADE: re.compile(r"backup-v\d+(-\d{8}-\d{6})?"),
    Made.RESTORE: re.compile(r"before-restore-\d{8}-\d{6}"),
}


def copies(library: Path) -> list[Kept]:
    """Return the copies beside a library, the newest first; raises OSError."""
    if not library.parent.is_dir():
        return []
    start = f"{library.name}."
    found = [
        _kept(path, made)
        for path in library.parent.iterdir()
        if path.name.startswith(start)
        for made, ending in _ENDINGS.items()
        if ending.fullmatch(path.name.removeprefix(start))
    ]
    return sorted(found, key=lambda kept: (kept.moment, kept.path.name), reverse=True)


def newest(library: Path) -> Kept | None:
    """Return the newest daily copy that looks like a library, or None where there is none that can be seen."""
    try:
        daily = [kept for kept in copies(library) if kept.made is Made.DAILY]
    except OSError:
        return None
    for kept in daily:
        try:
            refuse_foreign(kept.path)
        except StoreError:
            continue
        return kept
    return None


def keep(library: Path, connection: sqlite3.Connection, today: date, progress: Progress | None = None) -> Path | None:
    """Make today's copy unless there is one, or nothing has changed since the last; return where it lies.

    Older ones go where there are more than :data:`KEPT`, or more than has room. Raises StoreError.
    """
    target = library.with_name(f"{library.name}.backup-{today.isoformat()}")
    try:
        changed = library.stat()
        daily = [kept for kept in copies(library) if kept.made is Made.DAILY]
        if target.exists() or any(kept.path.stat().st_mtime_ns == changed.st_mtime_ns for kept in daily[:1]):
            return None
        for left in library.parent.glob(f".{glob.escape(library.name)}.backup-*.new*"):
            # A day's copy that a killed process had begun.
            left.unlink()
        copy(connection, target, progress)
        os.utime(target, ns=(changed.st_atime_ns, changed.st_mtime_ns))
        _thin_out(library)
    except OSError as error:
        raise StoreError(f"Today's copy of the library cannot be kept: {error.strerror}.") from error
    return target


def _thin_out(library: Path) -> None:
    room = ROOM
    daily = sorted(
        (kept for kept in copies(library) if kept.made is Made.DAILY), key=lambda kept: kept.path.name, reverse=True
    )
    for place, kept in enumerate(daily):
        room -= kept.size
        if place >= KEPT or (place > 0 and room < 0):
            kept.path.unlink()


def _kept(path: Path, made: Made) -> Kept:
    status = path.stat()
    return Kept(path, made, datetime.fromtimestamp(status.st_mtime, UTC), status.st_size)
