"""A library is looked at from outside: what it is, how it is, and nothing in it changed."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.examining import examine
from db.identity import SCHEMA_VERSION, lock_path
from db.locking import LibraryLock
from db.store import Store
from tests.db.make_fixture import fixture
from tests.db.offering import attach_files

Open = Callable[..., Store]

LOST = (
    "UPDATE anchor SET state = 'lost', start = NULL, \"end\" = NULL"
    " WHERE (citation_number, number) = (SELECT citation_number, number FROM anchor LIMIT 1)"
)


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_library_is_told_with_what_is_in_it(library: Store, path: Path, originals: Path) -> None:
    attach_files(library, [originals], progress=lambda _done, _total: None)
    library.backup(path.with_name(f"{path.name}.backup-v1"))
    library.close()
    before = path.read_bytes()
    found = examine(path)
    assert found.faults == []
    told = "\n".join(found.notes)
    assert f"version {SCHEMA_VERSION}" in told
    assert "dataset bridge 1.0.0" in told
    assert "entry 8" in told
    assert "original 2" in told
    assert "anchors: 11 exact, 0 shifted, 0 altered, 0 lost" in told
    assert "copies kept beside it: 1, the last of 2" in told
    assert path.read_bytes() == before
    assert not lock_path(path).exists()


def test_where_there_is_none_none_is_made(path: Path) -> None:
    found = examine(path)
    assert (found.faults, len(found.notes)) == ([], 1)
    assert not path.exists()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_earlier_version_is_told_and_not_upgraded(path: Path, version: int) -> None:
    shutil.copy(fixture(version), path)
    before = path.read_bytes()
    found = examine(path)
    assert found.faults == []
    assert f"version {version}; it is upgraded to {SCHEMA_VERSION}" in found.notes[0]
    assert path.read_bytes() == before


def test_a_newer_version_is_told(library: Store, path: Path) -> None:
    library.close()
    change(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert "of a newer Démarche" in examine(path).notes[0]


def test_an_open_library_is_looked_at_all_the_same(library: Store, path: Path) -> None:
    found = examine(path)
    assert found.faults == []
    assert "another Démarche has it open" in found.notes[0]
    assert lock_path(path).exists()


def test_a_close_that_was_not_clean_is_told_and_stays_so(library: Store, path: Path) -> None:
    library.close()
    lock_path(path).touch()
    assert "its last close was not clean" in examine(path).notes[0]
    assert lock_path(path).exists()


def test_what_is_wrong_is_named(library: Store, path: Path) -> None:
    library.close()
    change(path, "INSERT INTO stance VALUES (99, 0, 0, 'for')", "UPDATE entry_search_content SET c0 = 'else'")
    assert examine(path).faults == [
        "a row of stance refers to no entry",
        "the search table entry_search is damaged; load the dataset again to mend it",
    ]


def test_a_lost_anchor_is_a_fault(library: Store, path: Path, originals: Path) -> None:
    attach_files(library, [originals], progress=lambda _done, _total: None)
    library.close()
    change(path, LOST)
    assert examine(path).faults == ["1 of its anchors are lost; 'demarche check' lists them"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is an empty file"),
        (b"a shopping list", "is not a library of Démarche"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "is a database of another program"),
    ],
)
def test_a_file_that_is_no_library_is_a_fault(path: Path, content: bytes, told: str) -> None:
    path.write_bytes(content)
    (fault,) = examine(path).faults
    assert told in fault
    assert path.read_bytes() == content


def test_a_damaged_library_is_a_fault(library: Store, path: Path) -> None:
    library.close()
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))
    assert examine(path).faults


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(
    library: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_library: Path) -> None:
        raise PermissionError(13, "Permission denied")

    library.close()
    monkeypatch.setattr(LibraryLock, "take", refuse)
    found = examine(path)
    assert found.faults == []
    assert found.notes[0] == "it cannot be written to (Permission denied), so it can only be read"


def test_a_file_that_cannot_be_looked_at_is_a_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_library: Path) -> None:
        raise OSError(5, "Input/output error")

    path.touch()
    monkeypatch.setattr("db.connecting.refuse_foreign", refuse)
    assert examine(path).faults == [f"{path} cannot be looked at: Input/output error."]
