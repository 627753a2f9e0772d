"""A library is opened, made or refused in one clear sentence, and nothing in it is changed by a refusal."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db import connecting, locking, queries, store
from db.identity import APPLICATION_ID, SCHEMA_VERSION, lock_path
from db.locking import LibraryLock
from db.store import AS_ASKED, HELD, NEWER, UNWRITABLE, Store, StoreError
from tests.db.small import write_dataset

Open = Callable[..., Store]

IDS = text("SELECT id FROM entry ORDER BY row")
TRIGGER = "CREATE TRIGGER t AFTER INSERT ON star BEGIN DELETE FROM note; END"
STAR = text("INSERT INTO star VALUES ('flood', 'now')")


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def ids(library: Store) -> list[str]:
    with library.read() as connection:
        return list(connection.scalars(IDS))


def overwrite(path: Path, offset: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(data)


def test_a_path_that_does_not_exist_is_created(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "library.demarche"
    with closing(store.open_library(path)) as library:
        assert (library.read_only, library.check(thorough=True), ids(library)) == ("", (), [])
    assert sorted(file.name for file in path.parent.iterdir()) == ["library.demarche"]
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")


def test_a_library_is_one_file_in_rollback_mode(library: Store) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
    with library.write() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert pragmas == ["delete", 2, 1, 0]


def make_foreign(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE theirs (x)")


def make_truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "is an empty file, not a library."),
    "random bytes": (lambda path: path.write_bytes(os.urandom(5_000)), "is not a library of Démarche."),
    "short": (lambda path: path.write_bytes(path.read_bytes()[:60]), "is not a library of Démarche."),
    "another program's": (make_foreign, "is a database of another program."),
    "truncated": (make_truncated, "is damaged."),
    "damaged inside": (lambda path: overwrite(path, 100, b"\xff" * 200), "is damaged."),
    "without version": (lambda path: change(path, "PRAGMA user_version = 0"), "is damaged: it has no version."),
    "trigger": (
        lambda path: change(path, TRIGGER),
        "holds what no library has: trigger t.",
    ),
    "view": (lambda path: change(path, "CREATE VIEW v AS SELECT 1"), "holds what no library has: view v."),
    "table": (lambda path: change(path, "CREATE TABLE t (x)"), "holds what no library has: table t."),
    "view for a table": (
        lambda path: change(path, "DROP TABLE star", "CREATE VIEW star AS SELECT '' AS entry_id, '' AS added"),
        "holds what no library has: view star.",
    ),
    "table missing": (lambda path: change(path, "DROP TABLE star"), "lacks what every library has: table star."),
    "index missing": (lambda path: change(path, "DROP INDEX tag_by_name"), "lacks what every library has: index tag"),
    "trigger in a newer one": (
        lambda path: change(path, "PRAGMA user_version = 9", TRIGGER),
        "holds what no library has: trigger t.",
    ),
    "newer one without a column": (
        lambda path: change(path, "PRAGMA user_version = 99", "ALTER TABLE note RENAME COLUMN text TO words"),
        "lacks what every library has: column note.text.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_sound_library_is_refused_untouched(
    library: Store, path: Path, kind: str, read_only: bool
) -> None:
    library.close()
    spoil, sentence = REFUSED[kind]
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=sentence.replace(".", r"\.")) as raised:
        store.open_library(path, read_only=read_only)
    assert str(path) in str(raised.value)
    assert raised.value.unfit
    assert path.read_bytes() == before


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder, not a library") as raised:
        store.open_library(tmp_path)
    assert not raised.value.unfit


def test_a_file_that_cannot_be_read_is_refused(library: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    library.close()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreError, match="cannot be read: Permission denied"):
        store.open_library(path)


def test_a_library_of_a_newer_version_is_read_and_says_so(library: Store, opened: Open, path: Path) -> None:
    library.close()
    change(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "ALTER TABLE star ADD COLUMN colour TEXT")
    newer = opened()
    assert newer.read_only == NEWER
    assert len(ids(newer)) == len(newer.marks()) == 8
    with pytest.raises(StoreError, match="newer Démarche"), newer.write():
        pass
    newer.close()
    assert not lock_path(path).exists()


def test_the_second_to_open_a_library_can_only_read_it_and_says_so(library: Store, opened: Open, folder: Path) -> None:
    write_dataset(folder, [("dataset.toml", "1.0.0", "2.0.0")])
    second = opened(folder)
    assert second.read_only == HELD
    assert not second.loaded
    assert (ids(second), len(second.marks()), second.check(thorough=True)) == (ids(library), 8, ())
    with pytest.raises(StoreError, match="Another Démarche"), second.write():
        pass
    second.close()
    library.close()
    third = opened(folder)
    assert (third.read_only, third.loaded) == ("", True)


def test_another_process_holds_a_library_until_it_ends(library: Store, opened: Open, path: Path) -> None:
    library.close()
    script = (
        "import sys; from pathlib import Path; from db import store;"
        "library = store.open_library(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script, str(path)], **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline().strip() == b"open"
        assert opened().read_only == HELD
        other.kill()
    assert opened().read_only == ""


def test_a_library_may_be_opened_for_reading_as_asked(library: Store, opened: Open, path: Path) -> None:
    library.close()
    reading = opened(read_only=True)
    assert (reading.read_only, len(ids(reading))) == (AS_ASKED, 8)
    assert not lock_path(path).exists()


def test_reading_what_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(StoreError, match="There is no library at"):
        store.open_library(path, read_only=True)
    assert not path.exists()


def test_a_path_below_a_file_is_refused(library: Store, path: Path) -> None:
    with pytest.raises(StoreError, match="There is no library at"):
        store.open_library(path / "below")


def test_a_folder_that_cannot_be_written_to_leaves_reading(
    library: Store, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    library.close()
    monkeypatch.setattr(Path, "touch", refuse)
    reading = opened()
    assert (reading.read_only, len(ids(reading))) == (UNWRITABLE, 8)


def test_a_file_that_cannot_be_written_to_leaves_reading(
    library: Store, opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    reading = opened()
    assert (reading.read_only, len(ids(reading))) == (UNWRITABLE, 8)
    assert not lock_path(path).exists()


def test_a_new_library_that_cannot_be_written_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="cannot be opened: No space left on device"):
        store.open_library(path)


def test_damage_is_looked_for_after_a_close_that_was_not_clean(library: Store, opened: Open, path: Path) -> None:
    library.close()
    size = path.stat().st_size
    for page in range(size - 4 * 4096, size, 4096):
        overwrite(path, page, b"\xff" * 4096)
    opened().close()
    lock_path(path).touch()
    for _ in range(2):
        with pytest.raises(StoreError, match="is damaged") as raised:
            store.open_library(path)
        assert raised.value.unfit


def test_a_sound_library_is_opened_after_a_close_that_was_not_clean(library: Store, opened: Open, path: Path) -> None:
    library.close()
    lock_path(path).touch()
    assert len(ids(opened())) == 8


def test_an_old_library_cannot_be_read_before_it_is_upgraded(
    library: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr(store, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(StoreError, match="must be upgraded first"):
        store.open_library(path, read_only=True)


def write_long_note(library: Store) -> None:
    with library.write() as connection:
        connection.execute(STAR)
        connection.execute(text("INSERT INTO note VALUES ('flood', :words, '')"), {"words": "x" * 10_000_000})


def test_a_full_disk_changes_nothing_and_is_told(library: Store) -> None:
    with library.write() as connection:
        # From here on the file cannot grow.
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match="The disk is full; nothing was changed"):
        write_long_note(library)
    with library.read() as connection:
        assert connection.scalars(text("SELECT entry_id FROM star")).all() == []


def test_a_library_that_another_program_writes_to_is_busy(
    library: Store, opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr(connecting, "_BUSY_SECONDS", 0.05)
    again = opened()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="being written to by another program"), again.write():
            pass
        other.execute("ROLLBACK")


def test_our_own_mistakes_are_not_dressed_up(library: Store) -> None:
    with pytest.raises(IntegrityError), library.write() as connection:
        connection.execute(text("INSERT INTO stance VALUES (99, 0, 0, 'for')"))


def test_what_is_raised_while_writing_undoes_all(library: Store) -> None:
    def fail() -> None:
        with library.write() as connection:
            connection.execute(STAR)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with library.read() as connection:
        assert connection.scalars(text("SELECT entry_id FROM star")).all() == []


def test_one_reads_while_another_writes(library: Store) -> None:
    with library.write() as writing, library.read() as reading:
        writing.execute(STAR)
        assert reading.scalars(text("SELECT entry_id FROM star")).all() == []


def test_a_library_with_a_faulty_dataset_is_let_go(path: Path, tmp_path: Path) -> None:
    with pytest.raises(store.DatasetError):
        store.open_library(path, tmp_path / "nothing")
    assert not lock_path(path).exists()


def test_broken_references_and_search_tables_are_found(library: Store, opened: Open, path: Path) -> None:
    library.close()
    change(path, "INSERT INTO stance VALUES (99, 0, 0, 'for')", "UPDATE entry_search_content SET c0 = 'else'")
    again = opened()
    assert again.check() == ()
    assert again.check(thorough=True) == (
        "a row of stance refers to no entry",
        "the search table entry_search is damaged",
    )


def test_a_foreign_file_in_the_locks_place_is_named(path: Path) -> None:
    lock_path(path).write_bytes(b"somebody's diary " * 100)
    with pytest.raises(StoreError, match="is in the way"):
        store.open_library(path)
    assert lock_path(path).read_bytes().startswith(b"somebody's diary")


def test_a_lock_that_was_removed_in_between_is_taken_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = locking._lock
    removed: list[Path] = []

    def lock(connection: sqlite3.Connection, place: Path) -> bool:
        if not removed:
            removed.append(place)
            place.unlink()
        return really(connection, place)

    monkeypatch.setattr(locking, "_lock", lock)
    held = LibraryLock.take(path)
    assert held is not None
    assert LibraryLock.take(path) is None
    held.release()


def test_a_lock_that_is_always_removed_is_not_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lock(_connection: sqlite3.Connection, place: Path) -> bool:
        place.unlink()
        return True

    monkeypatch.setattr(locking, "_lock", lock)
    assert LibraryLock.take(path) is None


def test_a_lock_is_let_go_where_open_files_cannot_be_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.unlink
    asked: list[Path] = []

    def unlink(self: Path, *, missing_ok: bool = False) -> None:
        asked.append(self)
        if len(asked) == 1:
            raise PermissionError(13, "The file is in use")
        really(self, missing_ok=missing_ok)

    held = LibraryLock.take(path)
    assert held is not None
    monkeypatch.setattr(Path, "unlink", unlink)
    held.release()
    assert not lock_path(path).exists()


def test_a_journal_without_its_library_is_not_taken_for_the_new_ones(path: Path, folder: Path) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 5000)
    with closing(store.open_library(path, folder)) as library:
        assert library.check(thorough=True) == ()


def test_what_a_killed_process_had_begun_goes_when_the_library_is_opened(
    library: Store, opened: Open, path: Path
) -> None:
    library.close()
    for name in (f".{path.name}.new", f".{path.name}.restored", f"{path.name}-journal", f".{path.name}.new-journal"):
        path.with_name(name).write_bytes(b"")
    lock_path(path).touch()
    assert len(ids(opened())) == 8
    assert sorted(each.name for each in path.parent.glob("*library*")) == [path.name, lock_path(path).name]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("UPDATE entry SET title = CAST(x'c328' AS TEXT) WHERE id = 'flood'", None),
        ("UPDATE actor SET kind = 'orgWnisation' WHERE number = 0", "a row of actor has a value that"),
    ],
)
def test_values_that_the_disk_has_spoilt_are_told_as_damage(
    library: Store, opened: Open, path: Path, spoil: str, told: str | None
) -> None:
    library.close()
    change(path, "PRAGMA ignore_check_constraints = ON", spoil)
    again = opened()
    assert _said_of_reading(again) == (f"The library {path} is damaged.", True)
    again.close()
    if told is not None:
        assert any(finding.startswith(told) for finding in opened().check(thorough=True))


@pytest.mark.parametrize("value", ["nobody", b"on-beh\xe4lf-of"])
def test_a_spoilt_value_is_found_though_an_index_holds_the_good_one(
    library: Store, opened: Open, path: Path, value: str | bytes
) -> None:
    library.close()
    name = "participation_by_actor_number_role_entry_row"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        index = connection.execute("SELECT * FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    change(path, "PRAGMA writable_schema = ON", f"DELETE FROM sqlite_schema WHERE name = '{name}'", "DELETE FROM marks")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE participation SET role = CAST(? AS TEXT) WHERE role = 'lead'", (value,))
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)
    again = opened()
    assert any(name in finding for finding in again.check(thorough=True))
    with pytest.raises(StoreError, match="is damaged") as refused:
        again.marks()
    assert refused.value.unfit


def _said_of_reading(library: Store) -> tuple[str, bool]:
    """Read all and return what is said of it; what was raised holds on to what it read, and is let go."""
    try:
        with library.read() as connection:
            connection.execute(text("SELECT title FROM entry")).all()
            queries.library(connection, read_only="")
    except StoreError as error:
        return str(error), error.unfit
    return "", False


def test_a_fault_of_ours_is_none_of_the_librarys(library: Store) -> None:
    with pytest.raises(ValueError, match="ours"), library.read():
        raise ValueError("ours")
