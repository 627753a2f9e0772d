"""A copy is whole, a damaged file is moved aside with the user's consent, and what is the user's is rescued."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import backups, store
from db.backups import move_aside
from db.settling import settle_file
from db.store import Store, StoreError
from tests.db.offering import attach_files
from tests.db.small import GAZETTE

Open = Callable[..., Store]

NOTES = 2_000


@pytest.fixture
def marked(library: Store, originals: Path) -> Store:
    """Return a library in which much is the user's."""
    attach_files(library, [originals], progress=lambda _done, _total: None)
    with library.write() as connection:
        for statement in (
            "INSERT INTO star VALUES ('flood', 'now'), ('patrols', 'now')",
            "INSERT INTO tag VALUES ('flood', 'water')",
            "INSERT INTO label VALUES ('flood', 'blue')",
            "INSERT INTO saved_view VALUES ('mine', '{}', 'now')",
        ):
            connection.execute(text(statement))
        rows = [(f"entry-{number:05}", "a note of some length " * 4, "now") for number in range(NOTES)]
        connection.exec_driver_sql("INSERT INTO note VALUES (?, ?, ?)", rows)
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
    with pytest.raises(StoreError, match="cannot be opened"):
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


def test_a_file_is_moved_aside_with_what_lies_beside_it(library: Store, path: Path) -> None:
    library.close()
    path.with_name(f"{path.name}-journal").write_bytes(b"hot")
    aside = move_aside(path)
    assert aside.exists()
    assert not path.exists()
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"hot"
    assert sorted(file.name for file in path.parent.glob("library*")) == sorted((aside.name, f"{aside.name}-journal"))


def test_a_library_in_use_is_not_moved_aside(library: Store, path: Path) -> None:
    with pytest.raises(StoreError, match="Another Démarche has"):
        move_aside(path)
    assert path.exists()


def test_what_is_not_there_cannot_be_moved_aside(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be moved aside: No such file"):
        move_aside(path)


def damage_notes(path: Path) -> None:
    """Overwrite a page in the middle of the notes."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = path.read_bytes()
    place = data.index(b"entry-01000")
    assert place > page
    begin = place - place % size
    path.write_bytes(data[:begin] + b"\xff" * size + data[begin + size :])


def test_what_can_be_read_of_the_users_is_rescued_from_a_damaged_library(
    marked: Store, opened: Open, path: Path, folder: Path
) -> None:
    marked.close()
    damage_notes(path)
    aside = move_aside(path)
    library = opened(folder)
    taken = library.rescue(aside)
    assert {name: count for name, count in taken.items() if name != "note"} == {
        "departed": 0,
        "label": 1,
        "original": 2,
        "saved_view": 1,
        "imported": 0,
        "star": 2,
        "tag": 1,
    }
    assert NOTES - 100 < taken["note"] < NOTES
    with library.read() as connection:
        notes = set(connection.scalars(text("SELECT entry_id FROM note")))
        assert {"entry-00000", f"entry-{NOTES - 1:05}"} < notes
        assert "entry-01000" not in notes
        assert connection.scalar(text("SELECT text FROM original WHERE slug LIKE 'gazette%'")) == GAZETTE
        assert connection.scalar(text("SELECT count(*) FROM anchor")) == 11
        assert connection.scalar(text("SELECT count(*) FROM entry_search WHERE own <> ''")), "and found"


def test_originals_of_a_library_of_an_earlier_version_are_rescued(library: Store, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier"
    with closing(sqlite3.connect(earlier)) as connection, connection:
        connection.execute("CREATE TABLE original (slug TEXT PRIMARY KEY, text TEXT, file TEXT, attached TEXT)")
        connection.execute("INSERT INTO original VALUES ('gazette-2021-03-04', ?, 'g.txt', 'now')", (GAZETTE,))
    assert library.rescue(earlier)["original"] == 1
    with library.read() as connection_:
        kept = connection_.execute(text("SELECT slug, text, encoding FROM original")).one()
        assert tuple(kept) == ("gazette-2021-03-04", GAZETTE, "")
        assert connection_.scalar(text("SELECT count(*) FROM anchor")) == 6


def test_nothing_of_the_users_is_overwritten_by_a_rescue(marked: Store, opened: Open, path: Path) -> None:
    marked.close()
    aside = move_aside(path)
    library = opened()
    with library.write() as connection:
        connection.execute(text("INSERT INTO note VALUES ('entry-00001', 'newer', 'now')"))
    library.rescue(aside)
    with library.read() as connection:
        assert connection.scalar(text("SELECT text FROM note WHERE entry_id = 'entry-00001'")) == "newer"
        assert connection.scalar(text("SELECT count(*) FROM note")) == NOTES


def test_what_cannot_be_the_users_is_not_rescued(library: Store, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute("CREATE TABLE star (entry_id, added)")
        connection.execute("INSERT INTO star VALUES (x'00', 1), (NULL, 'now'), ('flood', 'now')")
        connection.execute("CREATE TABLE departed (entry_id, kind, title, date)")
        connection.execute("INSERT INTO departed VALUES ('gone', 'thing', 'x', NULL)")
    library.rescue(foreign)
    with library.read() as connection_:
        assert connection_.scalars(text("SELECT entry_id FROM star")).all() == ["flood"]
        assert connection_.scalars(text("SELECT entry_id FROM departed")).all() == []


def test_nothing_is_rescued_from_what_is_no_database(library: Store, tmp_path: Path) -> None:
    junk = tmp_path / "junk"
    junk.write_bytes(b"junk" * 1_000)
    assert set(library.rescue(junk).values()) == {0}
