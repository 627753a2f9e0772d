"""Open a library: create, lock, check and upgrade its file, bring its dataset up to date, and hand out connections.

All faults that are circumstances and not ours leave as :class:`db.errors.StoreError`, with a sentence for the user.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.orm import Session

from db import (
    attaching,
    backups,
    columns,
    connecting,
    daily,
    dataset,
    dataset_files,
    edits,
    loading,
    marks_file,
    rescuing,
    schema,
)
from db.connecting import told
from db.driver import driver
from db.errors import DatasetError, Fault, StoreError, UnlockableError
from db.identity import SCHEMA_VERSION, real_path
from db.loading import Progress
from db.locking import LibraryLock
from db.marks import Marks

__all__ = ["DatasetError", "Fault", "Store", "StoreError", "open_library"]

AS_ASKED = "This library was opened for reading only."
HELD = "Another Démarche has this library open, so it can only be read here."
UNLOCKABLE = (
    "Files cannot be locked in this folder, as in some on a network, so a library can only be read here:"
    " two at once could spoil it."
)
NEWER = "This library was written by a newer Démarche, so it can only be read here."
UNWRITABLE = "This library or its folder cannot be written to, so it can only be read."

_READERS = 4
"""Connections for reading at once: the window's and long reads, an export beside a count."""


class Store:
    """An open library.

    ``read_only`` says why nothing can be written, and is empty where it can. ``loaded`` tells that this
    opening brought in another state of the dataset, so that marks read before are out of date.
    """

    def __init__(self, path: Path, lock: LibraryLock | None, *, read_only: str = "") -> None:
        """Make the engines of a library that :func:`open_library` has checked."""
        self.path = path
        self.read_only = read_only
        self.loaded = False
        self._lock = lock
        self._reader = _engine(path, writing=False, locking=read_only != UNLOCKABLE)
        self._writer = None if lock is None else _engine(path, writing=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection that reads one state of the library; any number, from any thread."""
        with told(self.path), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Lend a session for reading mapped objects, none of which is to leave ``db``."""
        with told(self.path), Session(self._reader) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Lend the one writing connection in a transaction: committed at the end, undone by whatever is raised."""
        if self._writer is None:
            raise StoreError(self.read_only)
        with told(self.path), self._writer.begin() as connection:
            yield connection

    def marks(self) -> Marks:
        """Return the marks: those that the library keeps, or computed again where they are not up to date."""
        with self.read() as connection:
            kept = marks_file.read(driver(connection))
            if kept is not None:
                return kept.marks
            built = columns.build(connection)
        if not self.read_only:
            with self.write() as connection:
                loading.keep_marks(connection, built)
        return built

    def complete(self, kept: marks_file.Kept) -> bool:
        """Read what a first look has left out of the marks; tell whether they are what :meth:`marks` would return."""
        with self.read() as connection:
            return marks_file.read_rest(driver(connection), kept)

    def load(self, folder: Path, *, progress: Progress | None = None, anew: bool = False) -> bool:
        """Load the dataset in ``folder`` unless it is the one that is loaded (and not wanted ``anew``); tell if it was.

        Raises DatasetError with every fault; what was loaded before then stays.
        """
        content = dataset_files.content_of(folder)
        with self.read() as connection:
            if loading.loaded_content(connection) == content and not anew:
                return False
        read = dataset.read_dataset(folder)
        entries = loading.chronological(read.entries)
        with self.write() as connection:
            loading.load(connection, read.dataset, entries, total=len(entries), progress=progress)
        self.loaded = True
        return True

    def check(self, *, thorough: bool = False) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file, in its words; nothing where all is well.

        ``thorough`` goes through every index, foreign key and search table as well.
        """
        with self.read() as connection:
            if not thorough:
                lines = connection.exec_driver_sql("PRAGMA quick_check").scalars()
                return tuple(str(line) for line in lines if line != "ok")
            found = tuple(connecting.findings(driver(connection), "integrity_check"))
        return found + (() if self.read_only else self._search_faults())

    def backup(self, target: Path, progress: Progress | None = None) -> None:
        """Copy the library to ``target``, whole or not at all, replacing an earlier backup.

        Raises StoreError, for a file in the place that is another program's or open as well.
        """
        if target.exists():
            backups.refuse_to_replace(target, self.path)
        with self.read() as connection:
            backups.copy(driver(connection), target, progress)

    def keep_daily(self, today: date, progress: Progress | None = None) -> Path | None:
        """Make today's copy where the library has changed since the last; return where it lies. Raises StoreError."""
        if self.read_only:
            return None
        with self.read() as connection:
            return daily.keep(self.path, driver(connection), today, progress)

    def rescue(self, damaged: Path) -> dict[str, int]:
        """Take what can be read of the user's tables in a damaged library; return how many rows, by table."""
        with self.write() as connection:
            taken = rescuing.rescue(damaged, connection)
            attaching.resolve_all(connection)
            edits.index(connection)
        return taken

    def close(self) -> None:
        """Close all connections and let the library go."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()
        if self._lock is not None:
            self._lock.release()

    def _search_faults(self) -> tuple[str, ...]:
        found = []
        for name in ("entry_search", "article_search"):
            try:
                with self.write() as connection:
                    connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")  # noqa: S608
            except StoreError as error:
                if not error.unfit:
                    raise
                found.append(f"the search table {name} is damaged")
        return tuple(found)


def open_library(
    path: Path, dataset_folder: Path | None = None, *, read_only: bool = False, progress: Progress | None = None
) -> Store:
    """Open the library at ``path``, creating it where there is nothing, and load the dataset if it has changed.

    One that cannot be written to, is open in another Démarche, or was written by a newer one, is opened for
    reading, and ``Store.read_only`` says why; its dataset stays as it is. Raises StoreError for a file that is
    no library or damaged, DatasetError for a faulty dataset.
    """
    store = _open(real_path(path), read_only=read_only)
    try:
        if dataset_folder is not None and not store.read_only:
            store.load(dataset_folder, progress=progress)
    except BaseException:
        store.close()
        raise
    return store


def _open(path: Path, *, read_only: bool) -> Store:
    try:
        if read_only:
            return _open_for_reading(path, AS_ASKED)
        if path.exists():
            connecting.refuse_foreign(path)
        lock = _take_lock(path)
        if isinstance(lock, str):
            return _open_for_reading(path, lock)
        try:
            return _open_for_writing(path, lock)
        except BaseException:
            lock.release(clean=False)
            raise
    except OSError as error:
        raise StoreError(f"The library {path} cannot be opened: {error.strerror}.") from error


def _take_lock(path: Path) -> LibraryLock | str:
    """Return the right to write, or why it cannot be had."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = LibraryLock.take(path)
    except UnlockableError:
        return UNLOCKABLE
    except OSError:
        return UNWRITABLE
    if lock is not None and path.exists() and not os.access(path, os.W_OK):
        lock.release(clean=lock.clean)
        return UNWRITABLE
    return lock or HELD


def _open_for_writing(path: Path, lock: LibraryLock) -> Store:
    with told(path):
        if not path.exists():
            connecting.create(path)
        with closing(connecting.connect(path, writing=True)) as connection:
            version = connecting.version_of(path, connection, clean=lock.clean)
            if version < SCHEMA_VERSION:
                backups.copy(connection, backups.of_version(path, version))
                schema.upgrade(connection, schema.UPGRADES)
                connecting.compare_schema(path, connection, SCHEMA_VERSION)
            if not lock.clean and version <= SCHEMA_VERSION:
                connecting.tidy(path, connection)
        if version <= SCHEMA_VERSION:
            return Store(path, lock)
    lock.release(clean=lock.clean)
    return _open_for_reading(path, NEWER)


def _open_for_reading(path: Path, reason: str) -> Store:
    if not path.exists():
        raise StoreError(f"There is no library at {path}. {reason}")
    connecting.refuse_foreign(path)
    locking = reason != UNLOCKABLE
    with told(path), closing(connecting.connect(path, writing=False, locking=locking)) as connection:
        version = connecting.version_of(path, connection, clean=True)
    if version < SCHEMA_VERSION:
        raise StoreError(f"The library {path} was written by an earlier Démarche and must be upgraded first. {reason}")
    return Store(path, None, read_only=reason)


def _engine(path: Path, *, writing: bool, locking: bool = True) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=partial(connecting.connect, path, writing=writing, locking=locking),
        poolclass=QueuePool,
        pool_size=1 if writing else _READERS,
        max_overflow=0,
    )
    event.listen(engine, "begin", _begin_writing if writing else _begin_reading)
    return engine


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
