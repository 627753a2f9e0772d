"""A copy is whole or there is none, and never takes the place of anything but a copy."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import backups, store
from db.settling import settle_file
from db.store import Store, StoreError
from tests.db.marking import NOTES, mark

Open = Callable[..., Store]


@pytest.fixture
def marked(library: Store, originals: Path) -> Store:
    """Return a library in which much is the user's."""
    mark(library, originals)
    return library


def test_a_backup_is_a_library_with_all_that_is_in_it(marked: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.demarche"
    marked.backup(copy)
    steps: list[tuple[int, int]] = []
    marked.backup(copy, lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] > 0
    with closing(store.open_library(copy)) as restored, restored.read() as connection:
        assert restored.check(thorough=True) == ()
        assert connection.scalar(text("SELECT count(*) FROM note")) == NOTES
        assert connection.scalar(text("SELECT count(*) FROM anchor")) == 11
    assert sorted(file.name for file in tmp_path.glob("*copy*")) == ["copy.demarche"]


def test_a_library_is_not_its_own_backup(library: Store, path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be its own backup"):
        library.backup(path)


def test_a_backup_that_cannot_be_written_leaves_no_half_of_it(library: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no folder"):
        library.backup(tmp_path / "no" / "folder" / "copy.demarche")
    occupied = tmp_path / "occupied"
    occupied.mkdir()
    with pytest.raises(StoreError, match=r"is a folder, not a library"):
        library.backup(occupied)
    assert list(tmp_path.glob(".*")) == []


def test_a_backup_never_takes_the_place_of_something_else(library: Store, tmp_path: Path, path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt, this is no library but it took me an hour, and it is longer than a header. " * 2)
    with pytest.raises(StoreError, match=r"is not a library of Démarche\. Name another file for the backup"):
        library.backup(letter)
    assert letter.read_text().startswith("Dear aunt")
    other = tmp_path / "other.demarche"
    with closing(store.open_library(other)), pytest.raises(StoreError, match="is a library that is open"):
        library.backup(other)
    placed = tmp_path / "placed.demarche"
    placed.touch()
    library.backup(placed)
    assert placed.stat().st_size == path.stat().st_size


def test_a_copy_that_the_disk_has_spoilt_is_no_backup(
    library: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = settle_file

    def spoil(file: Path) -> None:
        really(file)
        with file.open("rb+") as opened:
            opened.seek(file.stat().st_size // 2)
            opened.write(b"\xff" * 8192)

    monkeypatch.setattr(backups, "settle_file", spoil)
    with pytest.raises(StoreError, match="is damaged"):
        library.backup(tmp_path / "copy.demarche")
    assert list(tmp_path.glob("*copy*")) == []


def test_copying_can_be_cancelled_and_leaves_what_was_there(library: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.demarche"
    library.backup(copy)
    before = copy.read_bytes()

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.backup(copy, stop)
    assert copy.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []
