"""Kill a process in the middle of its work, again and again, and look at what it leaves.

What a process does is one of :data:`WORKS`; it tells of every action that it has finished. Each is run in a process
of its own, which a server forks once everything is imported, so that a kill costs little more than the work.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from multiprocessing import get_context
from typing import TYPE_CHECKING

from msgspec import Struct

from db import edits
from db.errors import StoreError
from db.export.csv import write_csv
from db.export.options import ExportOptions
from db.identity import SCHEMA_VERSION
from db.labels import Label
from db.replacing import replace_unfit
from db.restoring import restore
from db.store import open_library
from tests.db.make_fixture import fixture
from tests.db.marking import spoil_root
from tests.db.offering import attach_files
from tests.db.small import write_dataset, write_originals

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from db.store import Store

KEPT = ("kept-one", "kept-two")
"""Stars that are there before anything begins, and must be there whatever happens."""
HIDDEN = ".new", ".restored", ".rescued", ".part"
"""How the hidden files end in which something grows before it takes its place."""


class Place(Struct, frozen=True):
    """A folder with a library, two states of its dataset, originals, and where copies go."""

    folder: Path

    @property
    def library(self) -> Path:
        return self.folder / "library.demarche"

    @property
    def older(self) -> Path:
        return self.folder / "older"

    @property
    def newer(self) -> Path:
        return self.folder / "newer"

    @property
    def originals(self) -> Path:
        return self.folder / "originals"

    @property
    def export(self) -> Path:
        return self.folder / "out.csv"

    @property
    def backup(self) -> Path:
        return self.folder / "backup.demarche"


def furnish(folder: Path) -> Place:
    """Make a place with a library in it, in which something is the user's."""
    place = Place(folder)
    write_dataset(place.older)
    write_dataset(place.newer, [("dataset.toml", "1.0.0", "2.0.0")])
    write_originals(place.originals)
    with closing(open_library(place.library, place.older)) as store, store.write() as connection:
        edits.carry_out(connection, edits.star(connection, KEPT, starred=True))
    with closing(open_library(place.library)) as store:
        store.backup(place.backup)
    return place


def load(place: Place, tell: Callable[[int], None]) -> None:
    """Load one state of the dataset after the other."""
    with closing(open_library(place.library)) as store:
        tell(0)
        for number in range(1, 1000):
            store.load(place.newer if number % 2 else place.older)
            tell(number)


def attach(place: Place, tell: Callable[[int], None]) -> None:
    """Attach the originals, and detach them."""
    from db.attaching import detach

    with closing(open_library(place.library)) as store:
        tell(0)
        for number in range(1, 1000):
            if number % 2:
                attach_files(store, [place.originals], lambda _done, _total: None)
            else:
                with store.write() as connection:
                    for file in place.originals.iterdir():
                        detach(connection, file.stem)
            tell(number)


def edit(place: Place, tell: Callable[[int], None]) -> None:
    """Write a note, a tag, a label and a view for every number, in one transaction each."""
    with closing(open_library(place.library)) as store:
        with store.read() as connection:
            written = int(connection.exec_driver_sql("SELECT count(*) FROM note").scalar() or 0)
        tell(written)
        for number in range(written + 1, written + 1000):
            with store.write() as connection:
                entry = f"entry-{number}"
                wanted = (*edits.note(entry, f"note {number}"), *edits.tag([entry], ["mine"]))
                edits.carry_out(connection, (*wanted, *edits.label([entry], Label.BLUE)))
                edits.carry_out(connection, edits.save_view("where I was", str(number)))
            tell(number)


def upgrade(place: Place, tell: Callable[[int], None]) -> None:
    """Open a library of the first version, again and again."""
    for number in range(1000):
        shutil.copy(fixture(1), place.folder / "old")
        (place.folder / "old").replace(place.library)
        for backup in place.folder.glob("library.demarche.backup-*"):
            backup.unlink()
        tell(number)
        open_library(place.library, place.older).close()


def export(place: Place, tell: Callable[[int], None]) -> None:
    """Export everything over what was exported before."""
    with closing(open_library(place.library)) as store:
        tell(0)
        for number in range(1, 1000):
            write_csv(store.read, ExportOptions(), place.export)
            tell(number)


def back_up(place: Place, tell: Callable[[int], None]) -> None:
    """Back the library up over the backup before."""
    with closing(open_library(place.library)) as store:
        tell(0)
        for number in range(1, 1000):
            store.backup(place.backup)
            tell(number)


def put_back(place: Place, tell: Callable[[int], None]) -> None:
    """Restore the backup."""
    tell(0)
    for number in range(1, 1000):
        restore(place.library, place.backup)
        tell(number)


def begin_anew(place: Place, tell: Callable[[int], None]) -> None:
    """Spoil the library and begin one anew in its place."""
    tell(0)
    for number in range(1, 1000):
        spoil_root(place.library, "entry")
        replace_unfit(place.library, place.older)
        tell(number)


def mend(place: Place) -> None:
    """Agree to begin anew where the library is found to be damaged, as it may have been left."""
    try:
        with closing(open_library(place.library)) as store:
            damaged = store.check(thorough=True) != ()
    except StoreError as error:
        if not error.unfit:
            raise
        damaged = True
    if damaged:
        replace_unfit(place.library, place.older)


WORKS: dict[str, Callable[[Place, Callable[[int], None]], None]] = {
    "loading": load,
    "attaching": attach,
    "editing": edit,
    "upgrading": upgrade,
    "exporting": export,
    "backing up": back_up,
    "restoring": put_back,
    "rescuing": begin_anew,
}


def _work(name: str, folder: Path, told: Connection) -> None:
    WORKS[name](Place(folder), told.send)


class Killer:
    """Runs works and kills them at moments drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - moments, no secrets
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload([__name__])

    def kill(self, name: str, place: Place, *, within: float) -> int:
        """Let a work begin, kill it at some moment, and return the number of actions that it had finished."""
        reading, writing = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(name, place.folder, writing))
        process.start()
        writing.close()
        if not reading.poll(60):
            process.kill()
            raise TimeoutError(f"{name} did not begin")
        done = int(reading.recv())
        time.sleep(self._random.random() ** 2 * within)
        process.kill()
        process.join()
        try:
            while True:
                done = int(reading.recv())
        except EOFError:
            return done
        finally:
            reading.close()


def look(name: str, place: Place, done: int) -> None:
    """Assert that what a killed work left is sound, complete up to its last finished action, and nothing by half."""
    if name == "rescuing":
        mend(place)
    with closing(open_library(place.library)) as store:
        assert store.read_only == ""
        assert store.check(thorough=True) == ()
        _look_at_the_users(name, store, done)
        _look_at_the_rest(name, place, store, done)
    names = {path.name for path in place.folder.iterdir()}
    assert not [each for each in names if each.endswith(("-journal", "-open", "-wal"))], names
    assert all(each.startswith(".") for each in names if each.endswith(HIDDEN)), names


def _look_at_the_users(name: str, store: Store, done: int) -> None:
    kept = ("flood", "gone") if name == "upgrading" else KEPT
    with store.read() as connection:
        read = connection.exec_driver_sql
        assert tuple(read("SELECT entry_id FROM star ORDER BY 1").scalars()) == kept
        if name == "editing":
            notes = set(read("SELECT entry_id FROM note").scalars())
            assert {f"entry-{number}" for number in range(1, done + 1)} <= notes
            assert len(notes) <= done + 1
            assert notes == set(read("SELECT entry_id FROM tag").scalars())
            assert notes == set(read("SELECT entry_id FROM label").scalars())
            (view,) = read("SELECT state FROM saved_view").scalars().all() or ["0"]
            assert int(view) == len(notes)


def _look_at_the_rest(name: str, place: Place, store: Store, done: int) -> None:
    with store.read() as connection:
        read = connection.exec_driver_sql
        version = read("SELECT version FROM dataset").scalar()
        attached = read("SELECT count(*) FROM original").scalar()
        articles = read(
            "SELECT count(DISTINCT article_number) FROM citation JOIN anchor ON citation_number = citation.number"
        )
        assert attached == articles.scalar() or name == "upgrading"
        assert read("SELECT count(*) FROM entry").scalar() == 8
    assert len(store.marks()) == 8
    match name:
        case "loading":
            # What was loaded last, or what was being loaded: nothing else.
            assert version in {"1.0.0", "2.0.0"}
        case "attaching":
            assert attached in {0, 1, 2}
        case "upgrading":
            _look_at_backup(place)
        case "exporting" if place.export.exists():
            lines = place.export.read_text(encoding="utf-8-sig").splitlines()
            assert len(lines) == 9
        case "backing up" | "restoring":
            with closing(open_library(place.backup)) as backup:
                assert backup.check(thorough=True) == ()
        case _:
            pass


def _look_at_backup(place: Place) -> None:
    backup = place.folder / "library.demarche.backup-v1"
    with closing(sqlite3.connect(place.library)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
