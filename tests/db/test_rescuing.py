"""What is the user's is taken out of a damaged library, and nothing of what a file of another's would have run."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from db.importing.bringing import import_csv
from db.store import Store
from tests.db.marking import NOTES, mark, spoil_root
from tests.db.small import GAZETTE, LAMP

Open = Callable[..., Store]


@pytest.fixture
def marked(library: Store, originals: Path) -> Store:
    """Return a library in which much is the user's."""
    mark(library, originals)
    return library


def move_aside(path: Path) -> Path:
    return path.rename(path.with_name("damaged"))


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


def import_lamps(library: Store, folder: Path, file: Path) -> None:
    """Import two entries, one without a date."""
    undated = {**LAMP, "id": "lamp-lit", "date": "", "date_basis": "", "date_reason": ""}
    rows = [",".join(f'"{cell}"' for cell in cells.values()) for cells in (LAMP, undated)]
    file.write_text("\n".join([",".join(LAMP), *rows]) + "\n", encoding="utf-8")
    assert import_csv(library, folder, file).imported == 2


def test_imported_entries_are_rescued_and_stand_where_they_stood(
    library: Store, opened: Open, path: Path, folder: Path, tmp_path: Path
) -> None:
    import_lamps(library, folder, tmp_path / "lamps.csv")
    with library.read() as connection:
        before = connection.execute(text("SELECT id, title, date FROM entry ORDER BY row")).all()
    library.close()
    spoil_root(path, "entry")
    aside = move_aside(path)
    again = opened()
    assert again.rescue(aside)["imported"] == 2
    again.load(folder)
    with again.read() as connection:
        assert connection.execute(text("SELECT id, title, date FROM entry ORDER BY row")).all() == before


def test_what_was_never_imported_so_is_not_rescued_and_a_place_is_told_by_the_date(
    opened: Open, folder: Path, tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign"
    undated = {name: cell for name, cell in LAMP.items() if not name.startswith("date")} | {"id": "lamp-lit"}
    rows = [
        ("lamp-bought", 0, 7, 7, json.dumps(LAMP)),
        ("lamp-lit", 0, -5, 3, json.dumps(undated)),
        ("text-for-number", "0", 0, 0, json.dumps({**LAMP, "id": "text-for-number"})),
        ("other", 0, 0, 0, json.dumps(LAMP)),
        ("no-json", 0, 0, 0, "{"),
        ("list", 0, 0, 0, "[]"),
        ("number", 0, 0, 0, json.dumps({**LAMP, "id": "number", "title": 7})),
    ]
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute("CREATE TABLE imported (entry_id, undated, earliest, latest, cells, file, added)")
        connection.executemany("INSERT INTO imported VALUES (?, ?, ?, ?, ?, 'f', 'now')", rows)
    library = opened()
    assert library.rescue(foreign)["imported"] == 2
    library.load(folder)
    with library.read() as connection_:
        kept = connection_.execute(text("SELECT entry_id, undated, latest - earliest FROM imported ORDER BY 1")).all()
        assert [tuple(row) for row in kept] == [("lamp-bought", 0, 1440), ("lamp-lit", 1, 0)]
        found = connection_.scalars(text("SELECT id FROM entry WHERE id GLOB 'lamp-*' ORDER BY row")).all()
        assert found == ["lamp-bought", "lamp-lit"]


ENDLESS = (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
    "SELECT 'made-up' AS entry_id, 'now' AS added FROM n"
)


@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE VIEW star AS {ENDLESS}",
        f"CREATE VIEW STAR AS {ENDLESS}",
        "CREATE VIRTUAL TABLE star USING fts5(entry_id, added)",
        "CREATE TABLE star (entry_id TEXT, added TEXT AS ('now'))",
        "CREATE TABLE star (entry_id TEXT AS ('made-up') STORED, added TEXT)",
    ],
    ids=["view", "view in capitals", "virtual", "computed", "computed and stored"],
)
def test_only_a_table_of_stored_values_is_read(library: Store, tmp_path: Path, statement: str) -> None:
    foreign = tmp_path / "foreign"
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute(statement)
        if "VIEW" not in statement:
            columns = "entry_id, added" if "VIRTUAL" in statement else "added" if "STORED" in statement else "entry_id"
            values = "'flood', 'now'" if "," in columns else "'flood'"
            connection.execute(f"INSERT INTO star ({columns}) VALUES ({values})")
        connection.execute("CREATE TABLE tag (entry_id TEXT, name TEXT)")
        connection.execute("INSERT INTO tag VALUES ('flood', 'water')")
    taken = library.rescue(foreign)
    assert (taken["star"], taken["tag"]) == (0, 1)
    with library.read() as connection_:
        assert connection_.scalars(text("SELECT entry_id FROM star")).all() == []


def test_pages_that_hold_each_other_over_and_over_are_not_read_without_end(library: Store, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    with closing(sqlite3.connect(bomb)) as connection, connection:
        connection.execute("CREATE TABLE star (entry_id TEXT, added TEXT)")
        connection.executemany("INSERT INTO star VALUES (?, 'now')", [(f"entry-{number}",) for number in range(5_000)])
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'star'").fetchone()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    size = 4096
    data = bytearray(bomb.read_bytes())
    middle = [page for page in range(2, pages + 1) if page != root][:3]
    leaf = next(page for page in range(pages, 1, -1) if data[(page - 1) * size] == 13 and page not in middle)
    chain = [root, *middle, leaf]
    for page, below in pairwise(chain):
        data[(page - 1) * size : page * size] = _branching(below, 500, size)
    bomb.write_bytes(data)
    taken = library.rescue(bomb)
    assert taken["star"] < 5_000


def _branching(below: int, count: int, size: int) -> bytes:
    """Return an inner page of a table that refers to one page over and over."""
    cells = b"".join(below.to_bytes(4, "big") + b"\x01" for _ in range(count))
    start = size - len(cells)
    head = bytes([5, 0, 0]) + count.to_bytes(2, "big") + start.to_bytes(2, "big") + b"\x00" + below.to_bytes(4, "big")
    places = b"".join((start + 5 * number).to_bytes(2, "big") for number in range(count))
    return (head + places).ljust(start, b"\x00") + cells
