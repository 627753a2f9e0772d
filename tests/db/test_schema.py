"""Every version that ever was is upgraded to the present one, with a backup, wholly or not at all."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import schema, search, store
from db.daily import copies
from db.identity import SCHEMA_VERSION
from db.kept import Made
from db.store import Store
from tests.db.make_fixture import fixture

Open = Callable[..., Store]

STEP = (
    "CREATE TABLE colour (entry_id TEXT NOT NULL PRIMARY KEY, colour TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO colour SELECT entry_id, 'red' FROM star",
)


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def version_of(path: Path) -> int:
    with closing(connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_library_of_every_version_is_opened_with_all_that_is_the_users(
    opened: Open, path: Path, version: int
) -> None:
    """Fails for the present version when the tables were changed: then add a step, or (before its release) remake."""
    shutil.copy(fixture(version), path)
    library = opened()
    assert (library.read_only, library.check(thorough=True)) == ("", ())
    with library.read() as connection:
        assert connection.scalars(text("SELECT entry_id FROM star ORDER BY 1")).all() == ["flood", "gone"]
        assert connection.scalars(text("SELECT text FROM note")).all() == ["How high was it?"]
        assert connection.scalars(text("SELECT name FROM tag")).all() == ["boats"]
        assert connection.scalars(text("SELECT name FROM saved_view")).all() == ["March"]
        assert connection.scalars(text("SELECT title FROM departed")).all() == ["What was once here"]
    assert len(library.marks()) == 8
    library.close()
    assert version_of(path) == SCHEMA_VERSION
    with closing(connect(path)) as connection:
        assert schema.surplus_and_missing(connection) == ([], [])


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_what_the_user_wrote_is_found_in_a_library_of_every_version(opened: Open, path: Path, version: int) -> None:
    shutil.copy(fixture(version), path)
    library = opened()
    with library.read() as connection:
        assert [search.all_rows(connection, words).size for words in ("how high", "boats", "flood how")] == [1, 1, 1]
        assert search.all_rows(connection, "twelve barns").size == search.all_rows(connection, "barns").size


def test_labels_are_kept_from_the_third_version_on(opened: Open, path: Path) -> None:
    shutil.copy(fixture(3), path)
    with opened().read() as connection:
        assert connection.execute(text("SELECT * FROM label")).all() == [("flood", "ochre")]


def test_originals_of_the_first_version_are_taken_along(opened: Open, path: Path) -> None:
    shutil.copy(fixture(1), path)
    with closing(connect(path)) as connection:
        connection.execute("INSERT INTO original VALUES ('gazette-2021-03-04', 'Its words', 'g.txt', 'now')")
    library = opened()
    with library.read() as connection_:
        kept = connection_.execute(text("SELECT * FROM original")).all()
    assert [tuple(row) for row in kept] == [("gazette-2021-03-04", "Its words", "g.txt", "now", "")]


def test_there_is_a_step_for_every_version() -> None:
    assert len(schema.UPGRADES) == SCHEMA_VERSION - 1


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> int:
    """Act as the next version, which has one more table."""
    version = SCHEMA_VERSION + 1
    monkeypatch.setattr(store, "SCHEMA_VERSION", version)
    monkeypatch.setattr("db.connecting.SCHEMA_VERSION", version)
    monkeypatch.setattr("db.schema.UPGRADES", (*schema.UPGRADES, STEP))
    statements = (*schema.statements(), STEP[0])
    monkeypatch.setattr(schema, "statements", lambda: statements)
    return version


def test_an_upgrade_leaves_a_backup_and_the_users_things(opened: Open, path: Path, next_version: int) -> None:
    shutil.copy(fixture(SCHEMA_VERSION), path)
    library = opened()
    assert library.read_only == ""
    with library.read() as connection:
        assert connection.scalars(text("SELECT entry_id FROM colour ORDER BY 1")).all() == ["flood", "gone"]
    library.close()
    assert version_of(path) == next_version
    backup = path.with_name(f"{path.name}.backup-v{SCHEMA_VERSION}")
    assert version_of(backup) == SCHEMA_VERSION
    with closing(connect(backup)) as connection:
        assert connection.execute("SELECT text FROM note").fetchall() == [("How high was it?",)]


def test_the_copy_of_an_earlier_upgrade_is_kept(opened: Open, path: Path, next_version: int) -> None:
    for note in ("the first", "the second"):
        shutil.copy(fixture(SCHEMA_VERSION), path)
        with closing(connect(path)) as connection, connection:
            connection.execute("UPDATE note SET text = ?", (note,))
        opened().close()
    kept = [each.path for each in copies(path) if each.made is Made.UPGRADE]
    said = []
    for backup in kept:
        assert version_of(backup) == SCHEMA_VERSION
        with closing(connect(backup)) as connection:
            said += [text for (text,) in connection.execute("SELECT text FROM note")]
    assert sorted(said) == ["the first", "the second"]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ((*STEP, "INSERT INTO nowhere VALUES (1)"), "no such table: nowhere"),
        ((*STEP, "DELETE FROM actor"), "leaves a row of .* without its actor"),
    ],
)
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(path: Path, step: tuple[str, ...], reason: str) -> None:
    shutil.copy(fixture(1), path)
    with closing(connect(path)) as connection:
        before = schema.items(connection)
        with pytest.raises(sqlite3.Error, match=reason):
            schema.upgrade(connection, (step,))
        assert schema.items(connection) == before
        assert connection.execute("SELECT count(*) FROM actor").fetchone() == (4,)
    assert version_of(path) == 1


def test_an_upgrade_runs_only_the_steps_that_are_left(path: Path) -> None:
    shutil.copy(fixture(1), path)
    steps = (STEP, ("DROP TABLE colour",), ("CREATE TABLE shade (x)",))
    with closing(connect(path)) as connection:
        schema.upgrade(connection, steps[:1])
        schema.upgrade(connection, steps)
        names = {item.name for item in schema.items(connection)}
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert "shade" in names
    assert "colour" not in names
    assert version_of(path) == 4


def test_an_upgraded_file_that_is_not_as_it_should_be_is_refused(path: Path, next_version: int) -> None:
    shutil.copy(fixture(SCHEMA_VERSION), path)
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE strange (x)")
    with pytest.raises(store.StoreError, match="holds what no library has: table strange"):
        store.open_library(path)


def test_the_fixtures_hold_no_original() -> None:
    for file in fixture(1).parent.glob("*.sqlite3"):
        with closing(connect(file)) as connection:
            assert connection.execute("SELECT count(*) FROM original").fetchone() == (0,)
