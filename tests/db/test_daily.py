"""A day on which a library was changed leaves a copy; the older ones go, the newest never."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from db import daily, store
from db.kept import Made
from db.store import Store, StoreError

Open = Callable[..., Store]

FIRST = date(2026, 3, 1)


def change(library: Store, day: int) -> None:
    with library.write() as connection:
        connection.execute(text("INSERT INTO star VALUES (:entry, 'now')"), {"entry": f"entry-{day}"})
    # A file system may tell times by the second only.
    moment = (FIRST + timedelta(days=day)).toordinal() * 10**9
    os.utime(library.path, ns=(moment, moment))


def days(path: Path) -> list[str]:
    return sorted(kept.path.name.rpartition("backup-")[2] for kept in daily.copies(path) if kept.made is Made.DAILY)


def test_a_day_without_a_change_leaves_no_copy(library: Store, path: Path) -> None:
    first = library.keep_daily(FIRST)
    assert first == path.with_name(f"{path.name}.backup-2026-03-01")
    assert library.keep_daily(FIRST) is None
    assert library.keep_daily(FIRST + timedelta(days=1)) is None
    change(library, 2)
    assert library.keep_daily(FIRST + timedelta(days=2)) is not None
    assert days(path) == ["2026-03-01", "2026-03-03"]


def test_the_copy_of_a_day_holds_what_was_there_then(library: Store, path: Path) -> None:
    change(library, 0)
    kept = library.keep_daily(FIRST)
    change(library, 1)
    assert kept is not None
    with closing(store.open_library(kept)) as copy, copy.read() as connection:
        assert connection.scalars(text("SELECT entry_id FROM star")).all() == ["entry-0"]


def test_seven_days_are_kept_and_every_copy_of_an_upgrade(library: Store, path: Path) -> None:
    upgrade = path.with_name(f"{path.name}.backup-v1")
    library.backup(upgrade)
    diary = path.with_name(f"{path.name}.backup-of-my-own")
    diary.write_text("not ours")
    for day in range(10):
        change(library, day)
        assert library.keep_daily(FIRST + timedelta(days=day)) is not None
    assert days(path) == [f"2026-03-{day:02}" for day in range(4, 11)]
    assert upgrade.exists()
    assert diary.read_text() == "not ours"


def test_large_copies_leave_sooner_but_the_newest_stays(
    library: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "ROOM", path.stat().st_size * 2)
    for day in range(4):
        change(library, day)
        library.keep_daily(FIRST + timedelta(days=day))
    assert days(path) == ["2026-03-03", "2026-03-04"]
    monkeypatch.setattr(daily, "ROOM", 10)
    change(library, 4)
    library.keep_daily(FIRST + timedelta(days=4))
    assert days(path) == ["2026-03-05"]


def test_a_library_that_can_only_be_read_gets_no_copy(library: Store, opened: Open, path: Path) -> None:
    assert opened().keep_daily(FIRST) is None
    assert days(path) == []


def test_a_copy_that_cannot_be_kept_is_told(library: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "utime", refuse)
    with pytest.raises(StoreError, match="Today's copy of the library cannot be kept: No space left on device"):
        library.keep_daily(FIRST)


def test_a_folder_that_is_not_there_holds_no_copies(tmp_path: Path) -> None:
    assert daily.copies(tmp_path / "nowhere" / "library.demarche") == []


def test_the_newest_copy_of_a_day_is_one_that_looks_like_a_library(library: Store, path: Path) -> None:
    assert daily.newest(path) is None
    library.backup(path.with_name(f"{path.name}.backup-v1"))
    assert daily.newest(path) is None
    kept = []
    for day in range(2):
        change(library, day)
        kept.append(library.keep_daily(FIRST + timedelta(days=day)))
    found = daily.newest(path)
    assert found is not None
    assert found.path == kept[1]
    found.path.write_bytes(b"junk")
    found = daily.newest(path)
    assert found is not None
    assert found.path == kept[0]
