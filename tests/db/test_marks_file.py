"""Marks are what the tables say, are read back at once, and never where they cannot be trusted."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from db import marks_file, queries
from db.dates import minutes_of, parse
from db.filters import Filter, Word
from db.first_look import look
from db.identity import lock_path
from db.marks import KINDS, OPEN_FUTURE, RELATIONS, ROLES, TYPES, Drawing, Flag, Marks
from db.own import Own
from db.showing import Showing
from db.store import Store
from db.vocabularies import Kind, Relation, Role, Type

Open = Callable[..., Store]


def rows_of(marks: Marks) -> dict[str, int]:
    return {marks.ids[row]: row for row in range(len(marks))}


def lanes_of(marks: Marks, grouping: str) -> dict[str, list[str]]:
    chosen = marks.groupings[grouping]
    return {name: [chosen.keys[lane] for lane in chosen.lanes[row]] for name, row in rows_of(marks).items()}


def test_marks_say_what_the_entries_are(library: Store) -> None:
    marks = library.marks()
    demand = rows_of(marks)["upper-demands-toll"]
    minute = parse("2021-03-04T09:30").earliest
    assert minute is not None
    assert (marks.earliest[demand], marks.latest[demand], marks.place[demand]) == (minute, minute + 1, minute)
    assert (KINDS[marks.kind[demand]], TYPES[marks.type[demand]]) == (Kind.STATEMENT, Type.REQUEST)
    assert marks.titles[demand] == "Upper bank: four coins a cart"
    assert marks.sources[demand] == 2
    named = [marks.actor_ids[actor] for actor in marks.actors[demand]]
    assert named == ["upper-council", "upper-bank", "lower-bank"]
    begin = marks.actors.offsets[demand]
    assert [ROLES[role] for role in marks.roles[begin : begin + 3]] == [Role.SPEAKER, Role.ON_BEHALF_OF, Role.ADDRESSEE]


def test_dates_are_drawn_as_what_they_are(library: Store) -> None:
    marks = library.marks()
    drawn = {name: (Drawing(marks.drawing[row]), Flag(marks.flags[row])) for name, row in rows_of(marks).items()}
    assert drawn == {
        "flood": (Drawing.APPROXIMATE, Flag.DATED | Flag.HOLLOW),
        "sluice-closed": (Drawing.ONE_OF, Flag.DATED | Flag.HOLLOW),
        "patrols": (Drawing.EXTENT, Flag.DATED | Flag.OPEN_END),
        "bridge-talks": (Drawing.DAY, Flag.DATED),
        "lower-rejects-toll": (Drawing.ONE_OF, Flag.DATED | Flag.HOLLOW),
        "upper-demands-toll": (Drawing.DAY, Flag.DATED | Flag.TIMED),
        "joint-call": (Drawing.UNCERTAIN, Flag.DATED | Flag.HOLLOW),
        "old-grievance": (Drawing.DAY, Flag(0)),
    }
    rows = rows_of(marks)
    assert marks.latest[rows["patrols"]] == OPEN_FUTURE
    assert marks.dated.tolist() == [True] * 7 + [False]
    first_of_march = parse("2021-03-01").first_day
    assert first_of_march is not None
    assert marks.place[rows["patrols"]] == minutes_of(first_of_march)


def test_an_event_stands_in_its_first_leads_side_and_a_statement_in_each_speakers(library: Store) -> None:
    assert lanes_of(library.marks(), "side") == {
        "flood": [""],
        "sluice-closed": ["upper"],
        "patrols": [""],
        "bridge-talks": ["upper"],
        "lower-rejects-toll": ["lower"],
        "upper-demands-toll": ["upper"],
        "joint-call": ["upper"],
        "old-grievance": ["lower"],
    }
    assert lanes_of(library.marks(), "actor")["joint-call"] == ["upper-bank", "kiyi"]


def test_lanes_that_nobody_stands_in_are_left_out(library: Store) -> None:
    sides = library.marks().groupings["side"]
    assert (sides.keys, sides.names, sides.labels) == (
        ("upper", "lower", ""),
        ("Upper bank", "Lower bank", ""),
        ("Upper", "Lower", ""),
    )
    types = library.marks().groupings["type"]
    assert types.keys == ("CONSULT", "REQUEST", "REJECT", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT")


def test_articles_channels_and_stances_group_too(library: Store) -> None:
    marks = library.marks()
    assert lanes_of(marks, "article")["flood"] == ["gazette-2021-03-04", "courier-2021-03-05"]
    assert lanes_of(marks, "channel")["joint-call"] == ["letter"]
    assert lanes_of(marks, "channel")["flood"] == [""]
    assert lanes_of(marks, "stance")["lower-rejects-toll"] == ["toll:against"]
    assert lanes_of(marks, "quad")["flood"] == ["material-conflict"]
    assert marks.groupings["stance"].names == ("Toll: for", "Toll: against", "")
    assert lanes_of(marks, "position")["lower-rejects-toll"] == ["toll:lower-bank:against"]
    assert marks.groupings["position"].names[-1] == ""
    assert all(" + Toll" in name or " − Toll" in name for name in marks.groupings["position"].names[:-1])


def test_relations_go_from_the_referring_entry(library: Store) -> None:
    marks = library.marks()
    told = {(marks.ids[a], marks.ids[b], RELATIONS[code]) for a, b, code in marks.relations}
    assert told == {
        ("upper-demands-toll", "bridge-talks", Relation.SAID_AT),
        ("lower-rejects-toll", "upper-demands-toll", Relation.RESPONDS_TO),
        ("lower-rejects-toll", "upper-demands-toll", Relation.CONTRADICTS),
        ("patrols", "sluice-closed", Relation.PART_OF),
    }


def test_a_library_without_a_dataset_has_no_marks(opened: Open) -> None:
    marks = opened().marks()
    assert len(marks) == len(marks.ids) == len(marks.relations) == 0
    assert marks.groupings["side"].keys == ()


def test_marks_are_read_back_as_they_were(library: Store, path: Path) -> None:
    built = library.marks()
    library.close()
    found = look(path)
    assert found is not None
    read = found.marks
    for name in (
        "earliest",
        "latest",
        "place",
        "kind",
        "type",
        "act",
        "drawing",
        "flags",
        "status",
        "sources",
        "roles",
    ):
        assert np.array_equal(getattr(read, name), getattr(built, name)), name
    assert [read.ids[i] for i in range(8)] == [built.ids[i] for i in range(8)]
    assert [read.titles[i] for i in range(8)] == [built.titles[i] for i in range(8)]
    assert read.actor_ids == built.actor_ids
    for key in built.groupings:
        assert lanes_of(read, key) == lanes_of(built, key)


def test_the_first_look_shows_the_library_as_it_was_closed(library: Store, path: Path) -> None:
    with library.read() as connection:
        closed = queries.library(connection)
    library.close()
    found = look(path)
    assert found is not None
    assert found.library == closed
    assert found.library.actors["upper-council"].affiliation == "upper-bank"


def test_reading_marks_imports_no_sqlalchemy(library: Store, path: Path) -> None:
    library.close()
    script = (
        "import sys; from pathlib import Path; from db.first_look import look;"
        "assert len(look(Path(sys.argv[1])).marks) == 8;"
        "assert not [name for name in sys.modules if name.startswith(('sqlalchemy', 'PySide6'))]"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, timeout=60)


def spoil(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def seal(path: Path) -> None:
    """Let the header tell the checksums of the columns as they are now, as a hand that knows how would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = dict(connection.execute("SELECT name, data FROM marks"))
        header = json.loads(columns.pop("header"))
        header["checksums"] = {name: marks_file.checksum(data) for name, data in columns.items()}
        connection.execute("UPDATE marks SET data = ? WHERE name = 'header'", (json.dumps(header).encode(),))


def beginning(column: str, data: str) -> str:
    """Return the statement that replaces a column's first bytes by others, in hexadecimal digits."""
    rest = len(data) // 2 + 1
    return f"UPDATE marks SET data = cast(x'{data}' || substr(data, {rest}) AS BLOB) WHERE name = '{column}'"


HEADER = "UPDATE marks SET data = cast(replace(cast(data AS TEXT), '{}', '{}') AS BLOB) WHERE name = 'header'"
MISFITS = {
    "a column missing": "DELETE FROM marks WHERE name = 'place'",
    "a column short": "UPDATE marks SET data = zeroblob(8) WHERE name = 'place'",
    "a column odd": "UPDATE marks SET data = zeroblob(9) WHERE name = 'place'",
    "roles short": "UPDATE marks SET data = zeroblob(1) WHERE name = 'roles'",
    "roles that are none": beginning("roles", "7f"),
    "kinds that are none": beginning("kind", "7f"),
    "acts that are none": beginning("act", "05"),
    "offsets descending": "UPDATE marks SET data = zeroblob(36) WHERE name = 'actors.offsets'",
    "titles elsewhere": "UPDATE marks SET data = zeroblob(36) WHERE name = 'titles.offsets'",
    "lanes out of range": beginning("lanes.side.members", "09000000"),
    "lanes before the first": beginning("lanes.side.members", "ffffffff"),
    "lanes of another grouping out of range": beginning("lanes.stance.members", "09000000"),
    "relations out of range": beginning("relations", "ff000000"),
}
SPOILT = MISFITS | {
    "another dataset's": "UPDATE dataset SET content = 'other'",
    "no header": "DELETE FROM marks WHERE name = 'header'",
    "no JSON": "UPDATE marks SET data = x'00' WHERE name = 'header'",
    "another format": HEADER.format('format": 4', 'format": 3'),
    "no counts": HEADER.format('"counted"', '"counting"'),
    "counts of nothing": HEADER.format('"counted": {', '"counted": {"nothing": [], '),
    "another minute": beginning("place", "01"),
    "another kind": beginning("kind", "01"),
    "another title": beginning("titles", "41"),
    "another lane": beginning("lanes.stance.members", "01"),
    "another version": "PRAGMA user_version = 99",
    "another program": "PRAGMA application_id = 1",
    "no such table": "DROP TABLE marks",
}


@pytest.mark.parametrize("how", SPOILT)
def test_marks_that_do_not_fit_are_not_read(library: Store, path: Path, how: str) -> None:
    library.close()
    spoil(path, SPOILT[how])
    assert look(path) is None


@pytest.mark.parametrize("how", MISFITS)
def test_marks_that_do_not_fit_are_not_read_though_their_checksums_do(library: Store, path: Path, how: str) -> None:
    library.close()
    seal(path)
    assert look(path) is not None
    spoil(path, MISFITS[how])
    seal(path)
    assert look(path) is None


def test_a_first_look_counts_what_the_opened_library_does(library: Store, path: Path) -> None:
    with library.read() as connection:
        opened = Showing(library.marks(), queries.library(connection)).show(connection, Filter(), Own()).facets
    library.close()
    found = look(path)
    assert found is not None
    assert found.kept.counted[Word.SIDE] == opened[Word.SIDE]
    assert dict(found.kept.counted) == {word: opened[word] for word in found.kept.counted}


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every library for a large one."""
    monkeypatch.setattr(marks_file, "LARGE", 0)


@pytest.mark.usefixtures("_large")
def test_of_a_large_library_what_nothing_is_drawn_from_is_read_once_it_is_open(
    library: Store, opened: Open, path: Path
) -> None:
    built = library.marks()
    library.close()
    found = look(path, "type")
    assert found is not None
    marks = found.marks
    assert set(marks.groupings) == {"type", "side", "stance", "channel"}
    assert lanes_of(marks, "type") == lanes_of(built, "type")
    assert "actor" not in marks.groupings
    going_through = iter(marks.groupings)
    next(going_through)
    assert opened().complete(found.kept)
    assert len(list(going_through)) == 3
    assert set(marks.groupings) == set(built.groupings)
    for key in built.groupings:
        assert lanes_of(marks, key) == lanes_of(built, key)


def test_of_a_small_library_everything_is_read_at_once(library: Store, path: Path) -> None:
    groupings = set(library.marks().groupings)
    library.close()
    found = look(path, "type")
    assert found is not None
    assert set(found.marks.groupings) == groupings


LATE = {
    "another lane": beginning("lanes.article.members", "01"),
    "a lane more": "UPDATE marks SET data = cast(data || x'00000000' AS BLOB) WHERE name = 'lanes.actor.members'",
    "a column missing": "DELETE FROM marks WHERE name = 'lanes.article.offsets'",
    "a column odd": "UPDATE marks SET data = zeroblob(9) WHERE name = 'lanes.article.offsets'",
    "other marks": HEADER.format('"rows"', ' "rows"'),
    "no marks": "DELETE FROM marks",
}


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("how", LATE)
def test_what_is_damaged_behind_the_first_look_is_not_read_and_computed_again(
    library: Store, opened: Open, path: Path, how: str
) -> None:
    built = library.marks()
    library.close()
    found = look(path, "side")
    spoil(path, LATE[how])
    assert found is not None
    assert look(path, "side") is not None or how in ("other marks", "no marks")
    store = opened()
    assert not store.complete(found.kept)
    assert "article" not in found.marks.groupings
    marks = store.marks()
    assert lanes_of(marks, "article") == lanes_of(built, "article")
    store.close()
    again = look(path)
    assert again is not None
    assert lanes_of(again.marks, "article") == lanes_of(built, "article")


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("column", ["members", "offsets"])
def test_lanes_out_of_range_are_not_read_late_though_their_checksums_fit(
    library: Store, opened: Open, path: Path, column: str
) -> None:
    library.close()
    spoil(path, beginning(f"lanes.article.{column}", "09000000"))
    seal(path)
    found = look(path, "side")
    assert found is not None
    assert not opened().complete(found.kept)


@pytest.mark.parametrize("how", ["no header", "a column short"])
def test_marks_that_do_not_fit_are_computed_again_and_kept(library: Store, opened: Open, path: Path, how: str) -> None:
    library.close()
    spoil(path, SPOILT[how])
    reading = opened(read_only=True)
    assert len(reading.marks()) == 8
    reading.close()
    assert look(path) is None
    again = opened()
    assert len(again.marks()) == 8
    again.close()
    assert look(path) is not None


def test_marks_are_not_read_where_there_is_no_library(path: Path, tmp_path: Path) -> None:
    assert look(path) is None
    path.write_bytes(b"no database, " * 100)
    assert look(path) is None
    assert look(tmp_path) is None


def test_marks_are_not_read_while_a_library_is_open_or_was_left_open(library: Store, path: Path) -> None:
    assert lock_path(path).exists()
    assert look(path) is None
    library.close()
    assert look(path) is not None
    lock_path(path).touch()
    assert look(path) is None
