"""Loading replaces the dataset as a whole or not at all, and leaves the user's things alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db import loading
from db.content import DatasetEntry
from db.dataset import read_dataset
from db.errors import DatasetError
from db.folding import fold
from db.marks import OPEN_PAST
from db.models import Actor, Citation, Entry, Participation, Reference
from db.store import Store
from db.vocabularies import Kind, Role, Type
from tests.db import made_up
from tests.db.small import write_dataset

Open = Callable[..., Store]
SQLITES_OWN_SIZE = 1 << 20


def scalars(store: Store, statement: str, **names: object) -> list[object]:
    with store.read() as connection:
        return list(connection.scalars(text(statement), names))


def write(store: Store, *statements: str) -> None:
    with store.write() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_entries_are_numbered_in_the_chronologys_order(library: Store) -> None:
    assert scalars(library, "SELECT id FROM entry ORDER BY row") == [
        "flood",
        "sluice-closed",
        "patrols",
        "bridge-talks",
        "lower-rejects-toll",
        "upper-demands-toll",
        "joint-call",
        "old-grievance",
    ]


def test_an_entry_can_be_read_back_whole(library: Store) -> None:
    with library.session() as session:
        demand = session.scalars(select(Entry).where(Entry.id == "upper-demands-toll")).one()
        assert [(part.actor.id, part.role) for part in demand.participations] == [
            ("upper-council", Role.SPEAKER),
            ("upper-bank", Role.ON_BEHALF_OF),
            ("lower-bank", Role.ADDRESSEE),
        ]
        assert [(stance.question.id, stance.value) for stance in demand.stances] == [("toll", "for")]
        assert [(each.relation, each.target.id) for each in demand.refers_to] == [("said_at", "bridge-talks")]
        assert {each.entry.id for each in demand.referred_by} == {"lower-rejects-toll"}
        gazette = demand.citations[0]
        assert [gazette.article.digest[p.start : p.end] for p in gazette.passages][1] == "four coins"
        assert (gazette.origin, demand.citations[1].origin) == ("Gazette", "Valley News")
        assert [block.heading for block in gazette.article.blocks] == [1, 0, 0]


def test_two_outlets_with_one_agencys_copy_are_one_source(library: Store) -> None:
    with library.read() as connection:
        counts = {entry: count for entry, count in connection.execute(select(Entry.id, Entry.sources))}  # noqa: C416
    assert (counts["flood"], counts["upper-demands-toll"]) == (1, 2)


def test_an_actor_without_a_side_stands_with_its_affiliation(library: Store) -> None:
    with library.session() as session:
        actors = {actor.id: actor for actor in session.scalars(select(Actor))}
        assert actors["upper-council"].side is None
        assert actors["upper-council"].lane_side_number == actors["upper-bank"].side_number == 0
        assert actors["kiyi"].lane_side_number is None
        assert [variant.name for variant in actors["kiyi"].variants] == ["Kıyı", "Çarşı quay"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kiyi", {"bridge-talks", "patrols", "flood", "joint-call"}),
        ("carsi", {"bridge-talks", "patrols", "flood", "joint-call"}),
        ("Çarşı", {"bridge-talks", "patrols", "flood", "joint-call"}),
        ("grievance", set()),
        ("ferry", {"old-grievance"}),
        ("broadcast", {"upper-demands-toll"}),
    ],
)
def test_titles_summaries_names_and_passages_are_searched(library: Store, typed: str, found: set[str]) -> None:
    statement = "SELECT id FROM entry WHERE row IN (SELECT rowid FROM entry_search WHERE entry_search MATCH :words)"
    assert set(scalars(library, statement, words=f'"{fold(typed)}"')) == found


def test_the_same_dataset_again_changes_nothing(opened: Open, folder: Path, path: Path) -> None:
    first = opened(folder)
    assert first.loaded
    first.close()
    before = path.read_bytes()
    again = opened(folder)
    assert not again.loaded
    again.close()
    assert path.read_bytes() == before


LOADED = ("entry", "participation", "citation", "passage", "locator", "reference", "marks", "entry_search")


def everything_loaded(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as connection:
        return {table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))] for table in LOADED}


def test_loading_the_same_records_again_gives_the_same_rows(library: Store, folder: Path) -> None:
    before = everything_loaded(library)
    read = read_dataset(folder)
    with library.write() as connection:
        loading.load(connection, read.dataset, loading.chronological(read.entries))
    assert everything_loaded(library) == before
    assert library.check(thorough=True) == ()


def test_stars_notes_and_tags_survive_and_follow_a_renamed_entry(opened: Open, folder: Path) -> None:
    first = opened(folder)
    write(
        first,
        "INSERT INTO star VALUES ('flood', '2021-01-01'), ('patrols', '2021-01-01')",
        "INSERT INTO note VALUES ('flood', 'High!', '2021-01-01')",
        "INSERT INTO tag VALUES ('flood', 'water'), ('patrols', 'boats')",
        "INSERT INTO label VALUES ('flood', 'blue'), ('patrols', 'pink')",
        "INSERT INTO saved_view VALUES ('mine', '{}', '2021-01-01')",
    )
    first.close()
    write_dataset(
        folder,
        [
            ("events.toml", 'id = "flood"', 'id = "high-water"\nformerly = ["flood"]'),
            ("articles/gazette-2021-03-04.md", "(#flood)", "(#high-water)"),
            ("articles/courier-2021-03-05.md", "(#flood)", "(#high-water)"),
        ],
    )
    second = opened(folder)
    assert scalars(second, "SELECT entry_id FROM star ORDER BY 1") == ["high-water", "patrols"]
    assert scalars(second, "SELECT entry_id || text FROM note") == ["high-waterHigh!"]
    assert scalars(second, "SELECT entry_id || name FROM tag ORDER BY 1") == ["high-waterwater", "patrolsboats"]
    assert scalars(second, "SELECT entry_id || label FROM label ORDER BY 1") == ["high-waterblue", "patrolspink"]
    written = (
        "SELECT id || ':' || own FROM entry_search JOIN entry ON row = entry_search.rowid WHERE own <> '' ORDER BY 1"
    )
    assert scalars(second, written) == ["high-water:high!\nwater", "patrols:boats"]
    assert scalars(second, "SELECT name FROM saved_view") == ["mine"]
    assert scalars(second, "SELECT * FROM departed") == []


def test_where_both_ids_are_marked_nothing_is_lost(opened: Open, folder: Path) -> None:
    library = opened(folder)
    write(
        library,
        "INSERT INTO star VALUES ('bridge-talks', 'early'), ('talks-2021', 'late')",
        "INSERT INTO note VALUES ('bridge-talks', 'one', 'early'), ('talks-2021', 'two', 'late')",
    )
    write_dataset(folder, [("dataset.toml", "1.0.0", "1.0.1")])
    assert library.load(folder)
    assert scalars(library, "SELECT entry_id || added FROM star") == ["bridge-talksearly"]
    assert scalars(library, "SELECT entry_id || ':' || text FROM note") == ["bridge-talks:one\n\ntwo"]


def test_what_a_departed_entry_was_is_remembered_until_it_returns(library: Store, folder: Path) -> None:
    write(library, "INSERT INTO star VALUES ('patrols', 'x'), ('flood', 'x')")
    write_dataset(
        folder,
        [
            ("events.toml", 'id = "patrols"', 'id = "watches"'),
            ("articles/gazette-2021-03-04.md", "(#patrols)", "(#watches)"),
        ],
    )
    library.load(folder)
    with library.read() as connection:
        assert connection.execute(text("SELECT * FROM departed")).all() == [
            ("patrols", "event", "Patrols in the narrows", "2021-03-01/..")
        ]
    assert scalars(library, "SELECT entry_id FROM star ORDER BY 1") == ["flood", "patrols"]
    library.load(write_dataset(folder))
    assert scalars(library, "SELECT entry_id FROM departed") == []


def test_a_faulty_dataset_leaves_what_was_there(library: Store, folder: Path) -> None:
    write_dataset(folder, [("events.toml", '"2021-02"', '"2021-00"')])
    with pytest.raises(DatasetError):
        library.load(folder)
    assert len(scalars(library, "SELECT id FROM entry")) == 8


class StoppedError(Exception):
    """What a cancelled progress raises."""


def test_progress_is_told_and_can_cancel(library: Store) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2_000:
            raise StoppedError

    with pytest.raises(StoppedError), library.write() as connection:
        loading.load(connection, made_up.many(), made_up.entries(3_000), total=3_000, progress=progress)
    assert told == [(1_000, 3_000), (2_000, 3_000)]
    assert len(scalars(library, "SELECT id FROM entry")) == 8
    assert scalars(library, "SELECT id FROM dataset") == ["bridge"]


def test_entries_out_of_order_are_refused(library: Store) -> None:
    unordered = list(made_up.entries(2))[::-1]
    with pytest.raises(ValueError, match="event-0000000 does not follow event-0000001"), library.write() as connection:
        loading.load(connection, made_up.many(), unordered)


def test_words_are_written_as_ever_once_many_entries_are_loaded(library: Store) -> None:
    (kept,) = scalars(library, "SELECT v FROM entry_search_config WHERE k = 'hashsize'")
    assert kept == SQLITES_OWN_SIZE


def test_a_date_without_a_beginning_comes_first_and_none_at_all_last() -> None:
    entries = [
        DatasetEntry(name, Kind.EVENT, Type.AID, name, name, date)
        for name, date in (("undated", None), ("b", "2021-01-02"), ("a", "2021-01-02"), ("open", "[..2021-01-05]"))
    ]
    assert [entry.id for entry in loading.chronological(entries)] == ["open", "a", "b", "undated"]
    assert OPEN_PAST < 0


def test_many_entries_are_loaded_without_being_held(library: Store) -> None:
    with library.write() as connection:
        loading.load(connection, made_up.many(), made_up.entries(2_500))
    with library.read() as connection:
        assert connection.scalars(select(Entry.id).order_by(Entry.row.desc())).first() == "event-0002499"
        assert len(connection.scalars(select(Citation.number)).all()) == 2_500
        assert len(connection.scalars(select(Participation.entry_row)).all()) == 2_500
        assert connection.scalars(select(Reference.entry_row)).all() == []
    assert len(library.marks()) == 2_500


KILLED = """
import os, signal, sys
from pathlib import Path
from db import attaching, loading, marks_file, offering, store
from db.originals import files_in
from tests.db import made_up

def die(*_arguments, **_names):
    os.kill(os.getpid(), signal.SIGKILL)

def die_late(done, total):
    if done == {at}:
        die()

{prepare}
library = store.open_library(Path(sys.argv[1]))
{act}
"""
LOAD = (
    "with library.write() as connection:\n"
    "    loading.load(connection, made_up.many(), made_up.entries(20_000), progress=die_late)"
)
MOMENTS = {
    "while rows are written": ("", 20_000, LOAD),
    "before the first row": ("loading.write_dataset = die", 0, LOAD),
    "while anchors are resolved": ("attaching.resolve_all = die", 0, LOAD),
    "while marks are kept": ("marks_file.write = die", 0, LOAD),
    "before the commit": ("", 0, LOAD + "\n    die()"),
    "while an original is attached": (
        "attaching._index_passages = die",
        0,
        "list(offering.attach_each(library, files_in([Path(sys.argv[2])]), replace=offering.Replace.BETTER))",
    ),
}


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_old_state_stays(
    opened: Open, folder: Path, originals: Path, path: Path, moment: str
) -> None:
    opened(folder).close()
    prepare, at, act = MOMENTS[moment]
    script = KILLED.format(prepare=prepare, at=at, act=act)
    done = subprocess.run([sys.executable, "-c", script, str(path), str(originals)], check=False, timeout=60)
    assert done.returncode == -9
    library = opened()
    assert not library.read_only
    assert library.check(thorough=True) == ()
    assert scalars(library, "SELECT id FROM dataset") == ["bridge"]
    assert len(scalars(library, "SELECT id FROM entry")) == len(library.marks()) == 8
    assert scalars(library, "SELECT slug FROM original") == []
