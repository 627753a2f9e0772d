"""A backup takes the library's place, and what was there is kept; or nothing is changed and a sentence says why."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import store
from db.connecting import rescue_folder
from db.identity import SCHEMA_VERSION, lock_path
from db.restoring import restore
from db.store import Store, StoreError
from tests.db.make_fixture import fixture

Open = Callable[..., Store]

STARS = text("SELECT entry_id FROM star ORDER BY 1")


def stars(path: Path) -> list[str]:
    with closing(store.open_library(path)) as library, library.read() as connection:
        assert library.check(thorough=True) == ()
        return list(connection.scalars(STARS))


def star(library: Store, entry: str) -> None:
    with library.write() as connection:
        connection.execute(text("INSERT INTO star VALUES (:entry, 'now')"), {"entry": entry})


@pytest.fixture
def backup(library: Store, tmp_path: Path) -> Path:
    """Return a backup with one star, of a library that has two by now and is closed."""
    star(library, "flood")
    kept = tmp_path / "kept.demarche"
    library.backup(kept)
    star(library, "patrols")
    library.close()
    return kept


def test_a_backup_takes_the_place_of_the_library_which_is_kept(backup: Path, path: Path) -> None:
    aside = restore(path, backup)
    assert aside is not None
    assert stars(path) == ["flood"]
    assert stars(aside) == ["flood", "patrols"]
    assert stars(backup) == ["flood"]
    assert not list(path.parent.glob(".*"))


def test_a_library_that_is_gone_comes_back(backup: Path, path: Path) -> None:
    path.unlink()
    assert restore(path, backup) is None
    assert stars(path) == ["flood"]


def test_where_a_file_has_one_name_only_it_is_copied(backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    aside = restore(path, backup)
    assert aside is not None
    assert (stars(path), stars(aside)) == (["flood"], ["flood", "patrols"])


def test_a_backup_of_an_earlier_version_is_upgraded_when_it_is_opened(path: Path, library: Store) -> None:
    library.close()
    restore(path, fixture(1))
    assert stars(path) == ["flood", "gone"]


def test_a_damaged_library_is_replaced_with_all_that_belongs_to_it(backup: Path, path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"of the damaged one")
    aside = restore(path, backup)
    assert aside is not None
    assert stars(path) == ["flood"]
    assert aside.stat().st_size == 5016
    assert not journal.exists()


def test_what_a_killed_process_has_begun_is_undone_before_it_is_kept(backup: Path, path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writing:
        writing.execute("PRAGMA cache_size = 1")
        writing.execute("BEGIN")
        writing.execute("DELETE FROM star")
        writing.execute("UPDATE entry SET summary = summary || zeroblob(3000)")
        for file in (path, path.with_name(f"{path.name}-journal")):
            shutil.copy(file, tmp_path / f"killed{file.name.removeprefix(path.name)}")
        writing.execute("ROLLBACK")
    for file in tmp_path.glob("killed*"):
        file.replace(path.with_name(f"{path.name}{file.name.removeprefix('killed')}"))
    aside = restore(path, backup)
    assert aside is not None
    assert stars(aside) == ["flood", "patrols"]


def spoil(path: Path, how: str) -> None:
    match how:
        case "empty":
            path.write_bytes(b"")
        case "another":
            path.unlink()
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE recipe (name TEXT)")
                connection.commit()
        case "damaged":
            with path.open("rb+") as file:
                file.seek(path.stat().st_size // 2)
                file.write(b"\xff" * 20_000)
        case "newer":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        case _:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TRIGGER t AFTER INSERT ON star BEGIN DELETE FROM note; END")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("empty", "is an empty file"),
        ("another", "is a database of another program"),
        ("damaged", "is damaged"),
        ("newer", "was written by a newer Démarche"),
        ("with a trigger", "holds what no library has: trigger t"),
    ],
)
def test_what_is_no_backup_changes_nothing(backup: Path, path: Path, how: str, told: str) -> None:
    spoil(backup, how)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=told):
        restore(path, backup)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.glob("library*")) == [path.name]


def test_a_library_is_not_restored_from_itself_nor_while_it_is_open(library: Store, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.demarche"
    library.backup(copy)
    with pytest.raises(StoreError, match="Another Démarche has"):
        restore(path, copy)
    library.close()
    with pytest.raises(StoreError, match="cannot be restored from itself"):
        restore(path, path)


def test_a_full_disk_leaves_the_library_in_its_place(backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.backups.settle_file", refuse)
    with pytest.raises(StoreError, match="cannot be restored: No space left on device"):
        restore(path, backup)
    assert stars(path) == ["flood", "patrols"]
    assert not list(path.parent.glob(".*"))


def test_a_library_that_was_not_closed_properly_is_still_known_as_such_where_nothing_was_restored(
    backup: Path, path: Path
) -> None:
    lock_path(path).touch()

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(path, backup, stop)
    assert lock_path(path).exists()
    restore(path, backup)
    assert not lock_path(path).exists()


def test_what_a_killed_rescue_had_begun_goes_where_a_backup_is_restored(backup: Path, path: Path) -> None:
    folder = rescue_folder(path)
    folder.mkdir()
    (folder / path.name).write_bytes(b"begun")
    restore(path, backup)
    assert not list(path.parent.glob(".*"))
    assert stars(path) == ["flood"]
