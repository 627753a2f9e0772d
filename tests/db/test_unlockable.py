"""A library in a folder where files cannot be locked is read, and said why it is not written to."""

import errno
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import queries
from db.examining import examine
from db.locking import LibraryLock
from db.store import HELD, UNLOCKABLE, Store, StoreError, open_library
from tests.db.unlockable import without_locks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system's call is exchanged on Linux only")
Open = Callable[..., Store]


@pytest.fixture
def closed(library: Store) -> Path:
    library.marks()
    library.close()
    return library.path


@pytest.fixture(params=["ENOLCK", "EOPNOTSUPP", "ENOSYS", "EPERM"])
def unlockable(request: pytest.FixtureRequest, closed: Path) -> Iterator[Path]:
    with without_locks(getattr(errno, request.param)):
        yield closed


def test_it_is_opened_for_reading_and_said_why(unlockable: Path, opened: Open, folder: Path) -> None:
    store = opened(folder)
    assert store.read_only == UNLOCKABLE
    assert len(store.marks()) == 8
    with store.read() as connection:
        assert queries.library(connection, read_only=store.read_only).read_only == UNLOCKABLE
    with pytest.raises(StoreError, match="cannot be locked"), store.write():
        pass
    store.close()
    assert sorted(each.name for each in unlockable.parent.iterdir()) == ["dataset", unlockable.name]


def test_none_is_made_there(unlockable: Path) -> None:
    other = unlockable.with_name("other.demarche")
    with pytest.raises(StoreError, match=r"There is no library at .*other\.demarche\. Files cannot be locked"):
        open_library(other)
    assert sorted(each.name for each in unlockable.parent.iterdir()) == ["dataset", unlockable.name]


def test_it_is_examined_all_the_same(unlockable: Path) -> None:
    found = examine(unlockable)
    assert found.faults == []
    assert any("cannot be locked" in note for note in found.notes)
    assert any(note.startswith("entry 8") for note in found.notes)


def test_a_held_one_in_a_folder_that_cannot_be_written_to_is_held(
    closed: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = LibraryLock.take(closed)
    assert held is not None

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    assert opened().read_only == HELD
    held.release()


def test_one_that_another_holds_is_told_as_before(closed: Path, opened: Open) -> None:
    held = LibraryLock.take(closed)
    assert held is not None
    assert opened().read_only == HELD
    held.release()
