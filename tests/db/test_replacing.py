"""A library is begun anew in the place of an unfit file, and whatever stops that, what is the user's is not lost."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import replacing
from db.errors import DatasetError
from db.examining import examine
from db.locking import LibraryLock
from db.replacing import replace_unfit
from db.store import Store, StoreError, open_library
from tests.db.marking import NOTES, mark, spoil_root
from tests.db.small import write_dataset

Open = Callable[..., Store]

TAKEN = {
    "departed": 0,
    "imported": 0,
    "label": 1,
    "note": NOTES,
    "original": 2,
    "saved_view": 1,
    "star": 2,
    "tag": 1,
}


@pytest.fixture
def damaged(library: Store, originals: Path, path: Path) -> Path:
    """Return a damaged library in which much is the user's, and can be read."""
    mark(library, originals)
    library.close()
    spoil_root(path, "entry")
    return path


def own(path: Path) -> list[int]:
    """Count what is the user's in a library, once it is found to be sound."""
    with closing(open_library(path)) as library, library.read() as connection:
        assert library.check(thorough=True) == ()
        assert connection.scalar(text("SELECT count(*) FROM entry")) == 8
        return [connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in sorted(TAKEN)]


def test_a_sound_library_takes_the_place_with_all_that_is_the_users(damaged: Path, folder: Path) -> None:
    content, mode = damaged.read_bytes(), 0o600
    damaged.chmod(mode)
    replaced = replace_unfit(damaged, folder)
    assert replaced.taken == TAKEN
    assert own(damaged) == [TAKEN[name] for name in sorted(TAKEN)]
    assert damaged.stat().st_mode & 0o777 == mode
    assert replaced.kept.read_bytes() == content
    names = {file.name for file in damaged.parent.iterdir()} - {"dataset", "originals"}
    assert names == {damaged.name, replaced.kept.name}


def test_a_file_that_was_moved_aside_is_told_when_the_library_is_examined(damaged: Path, folder: Path) -> None:
    kept = replace_unfit(damaged, folder).kept
    found = examine(damaged)
    assert found.faults == []
    assert f"files that were moved aside in its favour: {kept.name}" in found.notes
    kept.unlink()
    assert "moved aside" not in "".join(examine(damaged).notes)


def test_marks_follow_entries_that_were_renamed_meanwhile(damaged: Path, tmp_path: Path) -> None:
    newer = write_dataset(
        tmp_path / "newer", [("events.toml", 'id = "flood"', 'id = "high-water"\nformerly = ["flood"]')]
    )
    for file in newer.rglob("*"):
        if file.is_file():
            file.write_text(file.read_text(encoding="utf-8").replace("#flood", "#high-water"), encoding="utf-8")
    replace_unfit(damaged, newer)
    with closing(open_library(damaged)) as library, library.read() as connection:
        assert connection.scalars(text("SELECT entry_id FROM star ORDER BY 1")).all() == ["high-water", "patrols"]


class StoppedError(BaseException):
    """The process ends here."""


def stop(*_: object, **__: object) -> None:
    raise StoppedError


STEPS = ["keep_aside", "settle_file", "settle", "open_library"]


@pytest.mark.parametrize("step", STEPS)
def test_whatever_stops_it_leaves_all_that_is_the_users_within_reach(
    damaged: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(replacing, step, stop)
        # A process that is killed tidies nothing up.
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)
        patched.setattr(LibraryLock, "release", lambda lock, **_: lock._connection.close())
        with pytest.raises(StoppedError):
            replace_unfit(damaged, folder)
    if step != "settle":
        with closing(sqlite3.connect(damaged)) as connection, pytest.raises(sqlite3.DatabaseError):
            connection.execute("SELECT * FROM entry").fetchall()
        assert replace_unfit(damaged, folder).taken == TAKEN
    assert own(damaged) == [TAKEN[name] for name in sorted(TAKEN)]
    assert not list(damaged.parent.glob(".*"))


def test_a_faulty_dataset_leaves_the_file_where_it_is(damaged: Path, folder: Path) -> None:
    content = damaged.read_bytes()
    events = folder / "events.toml"
    sound = events.read_text(encoding="utf-8")
    events.write_text("[[", encoding="utf-8")
    with pytest.raises(DatasetError):
        replace_unfit(damaged, folder)
    assert damaged.read_bytes() == content
    assert {file.name for file in damaged.parent.iterdir()} == {damaged.name, "dataset", "originals"}
    events.write_text(sound, encoding="utf-8")
    assert replace_unfit(damaged, folder).taken == TAKEN


def test_what_lay_beside_the_file_never_meets_the_library_that_takes_its_place(path: Path, folder: Path) -> None:
    path.write_bytes(b"junk" * 1_000)
    for ending in ("-journal", "-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").write_bytes(b"hot")
    aside = replace_unfit(path, folder).kept
    assert aside.read_bytes() == b"junk" * 1_000
    assert [file.name for file in path.parent.glob(f"{path.name}-*")] == []
    assert sum(own(path)) == 0


def test_files_that_are_moved_aside_at_once_do_not_replace_each_other(path: Path) -> None:
    kept = []
    for number in range(3):
        path.write_bytes(bytes([number]) * 1_000)
        kept.append(replace_unfit(path, None).kept)
    assert [aside.read_bytes()[0] for aside in kept] == [0, 1, 2]


def test_a_library_in_use_is_not_moved_aside(library: Store, path: Path) -> None:
    with pytest.raises(StoreError, match="Another Démarche has"):
        replace_unfit(path, None)
    assert not list(path.parent.glob("*.aside-*"))


def test_what_is_not_there_cannot_be_moved_aside(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be moved aside"):
        replace_unfit(path, None)
    assert not list(path.parent.iterdir())
