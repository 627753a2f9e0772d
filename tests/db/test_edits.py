"""What the user writes is kept, found and taken back, whatever else happens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from db import detail, edits, own_reading, search
from db.edits import Edits
from db.errors import StoreError
from db.labels import Label
from db.own import Own, Sign, clean_tag, tags_in
from db.store import Store
from tests.db.small import write_dataset

Open = Callable[..., Store]
Wish = tuple[str, list[str], Any]

IDS = ["flood", "sluice-closed", "patrols", "bridge-talks", "old-grievance", "gone"]
TABLES = ("star", "note", "tag", "label", "saved_view", "departed")


def do(store: Store, wanted: Edits) -> Edits:
    with store.write() as connection:
        return edits.carry_out(connection, wanted)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return the user's tables, and what the search finds of them."""
    with store.read() as connection:
        tables = {name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))] for name in TABLES}
        found = connection.execute(text("SELECT rowid, own FROM entry_search WHERE own <> '' ORDER BY 1"))
        return tables | {"search": [tuple(row) for row in found]}


def star(store: Store, *ids: str, starred: bool = True) -> Edits:
    with store.write() as connection:
        return edits.carry_out(connection, edits.star(connection, ids, starred=starred))


def found(store: Store, typed: str) -> list[str]:
    with store.read() as connection:
        return list(edits.ids_of(connection, search.all_rows(connection, typed).tolist()))


def layer(store: Store) -> Own:
    with store.read() as connection:
        return own_reading.read(connection, len(store.marks()))


def same(one: Own, other: Own) -> bool:
    pairs = [sorted(map(tuple, own.tagged.tolist())) for own in (one, other)]
    return (
        np.array_equal(one.signs, other.signs)
        and (one.tags, one.views, one.departed) == (other.tags, other.views, other.departed)
        and pairs[0] == pairs[1]
    )


def test_a_star_is_given_and_taken(library: Store) -> None:
    back = star(library, "flood", "patrols")
    assert [row[0] for row in contents(library)["star"]] == ["flood", "patrols"]
    again = do(library, back)
    assert contents(library)["star"] == []
    do(library, again)
    assert [row[0] for row in contents(library)["star"]] == ["flood", "patrols"]


def test_who_has_a_star_already_keeps_its_moment(library: Store) -> None:
    with library.write() as connection:
        connection.execute(text("INSERT INTO star VALUES ('flood', 'long ago')"))
    back = star(library, "flood", "patrols")
    assert ("flood", "long ago") in contents(library)["star"]
    do(library, back)
    assert contents(library)["star"] == [("flood", "long ago")]


def test_a_label_takes_the_place_of_another_and_gives_it_back(library: Store) -> None:
    do(library, edits.label(("flood",), Label.OCHRE))
    back = do(library, edits.label(("flood", "patrols"), Label.BLUE))
    assert contents(library)["label"] == [("flood", "blue"), ("patrols", "blue")]
    do(library, back)
    assert contents(library)["label"] == [("flood", "ochre")]
    do(library, edits.label(("flood",), None))
    assert contents(library)["label"] == []


def test_notes_and_tags_are_found_folded_together_with_what_an_entry_says(library: Store) -> None:
    do(library, edits.note("flood", "Ask Şükrü about the *pier*.\n\nTwice."))
    do(library, edits.tag(("flood", "patrols"), ["Çheck again", "river"]))
    assert found(library, "sukru") == ["flood"]
    assert found(library, "river sükru flood") == ["flood"], "its title and what was written together"
    assert found(library, '"check again"') == ["flood", "patrols"]
    do(library, edits.untag(("flood",), ["Çheck again"]))
    assert found(library, "check") == ["patrols"]
    do(library, edits.note("flood", "  \n"))
    assert found(library, "sukru") == []
    assert contents(library)["note"] == []


def test_the_words_that_were_found_in_a_note_are_shown(library: Store) -> None:
    do(library, edits.note("flood", "Compare with what the harbour master kept in his ledger."))
    with library.read() as connection:
        rows = edits.rows_of(connection, ["flood"])
        (entry,) = search.explained(connection, rows, "ledger")
    (span,) = entry.passage.spans
    assert entry.passage.text[slice(*span)] == "ledger"


def test_a_note_stands_in_the_entrys_detail(library: Store) -> None:
    do(library, edits.note("flood", "Line one\r\nline two\0"))
    star(library, "flood")
    with library.read() as connection:
        (row,) = edits.rows_of(connection, ["flood"])
        entry = detail.entry(connection, row)
    assert entry is not None
    assert (entry.note, entry.starred) == ("Line one\nline two", True)


def test_a_view_is_saved_renamed_and_dropped(library: Store) -> None:
    do(library, edits.save_view("June", "{}"))
    do(library, edits.save_view("Summer", '{"key": 1}', instead_of="June"))
    assert layer(library).views == (("Summer", '{"key": 1}'),)
    back = do(library, edits.drop_view("Summer"))
    assert layer(library).views == ()
    do(library, back)
    assert layer(library).views == (("Summer", '{"key": 1}'),)


def test_what_a_departed_entry_left_behind_is_told_and_forgotten_on_wish(library: Store, folder: Path) -> None:
    do(library, edits.note("patrols", "Who paid them?"))
    do(library, edits.tag(("patrols",), ["boats"]))
    do(library, edits.label(("patrols",), Label.PINK))
    assert layer(library).departed == 0
    renamed = [("events.toml", 'id = "patrols"', 'id = "w"'), ("articles/gazette-2021-03-04.md", "#patrols", "#w")]
    library.load(write_dataset(folder, renamed))
    assert layer(library).departed == 1
    with library.read() as connection:
        (left,) = own_reading.departed(connection)
    assert (left.id, left.title, left.kind, left.note) == (
        "patrols",
        "Patrols in the narrows",
        "event",
        "Who paid them?",
    )
    assert (left.starred, left.label, left.tags) == (False, Label.PINK, ("boats",))
    before = contents(library)
    with library.write() as connection:
        back = edits.carry_out(connection, edits.forget(connection, ["patrols"]))
    assert contents(library)["note"] == contents(library)["departed"] == []
    do(library, back)
    assert contents(library) == before


def test_nothing_is_written_to_a_library_that_is_read(opened: Open, library: Store) -> None:
    reader = opened(read_only=True)
    with pytest.raises(StoreError, match="reading only"):
        do(reader, edits.note("flood", "x"))


def test_what_fails_leaves_everything_as_it_was(library: Store) -> None:
    do(library, edits.note("flood", "kept"))
    before = contents(library)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), library.write() as connection:
        edits.carry_out(connection, (*edits.note("flood", "new"), *edits.tag(("flood",), ["t"])), stop)
    assert contents(library) == before


def test_the_marks_are_not_touched(library: Store) -> None:
    def kept() -> list[tuple[object, ...]]:
        with library.read() as connection:
            return [tuple(row) for row in connection.execute(text("SELECT * FROM marks"))]

    before = kept()
    star(library, *IDS)
    do(library, edits.note("flood", "x"))
    assert kept() == before
    assert library.check(thorough=True) == ()


def test_tags_are_read_from_a_line() -> None:
    assert tags_in(" to  check, Boats,, boats ,\tnew\n", ["boats"]) == ("to check", "boats", "new")
    assert tags_in("ÇHECK", ["çheck"]) == ("çheck",)
    assert clean_tag("x" * 500) == "x" * 80


def some_ids() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True)


WORDS = st.sampled_from(["", "one", "Two Þree", "x\ny", "ı İ ß", '"; DROP TABLE note'])
WISHES = st.one_of(
    st.tuples(st.just("star"), some_ids(), st.booleans()),
    st.tuples(st.just("label"), some_ids(), st.sampled_from([None, *Label])),
    st.tuples(st.just("tag"), some_ids(), st.lists(st.sampled_from("abc"), min_size=1, max_size=3)),
    st.tuples(st.just("untag"), some_ids(), st.lists(st.sampled_from("abc"), min_size=1, max_size=3)),
    st.tuples(st.just("note"), some_ids(), WORDS),
    st.tuples(st.just("view"), some_ids(), WORDS),
    st.tuples(st.just("forget"), some_ids(), st.none()),
)


def edits_of(connection: Connection, kind: str, ids: list[str], more: Any) -> Edits:
    match kind:
        case "star":
            return edits.star(connection, ids, starred=bool(more))
        case "label":
            return edits.label(ids, more)
        case "tag":
            return edits.tag(ids, more)
        case "untag":
            return edits.untag(ids, more)
        case "note":
            return edits.note(ids[0], more)
        case "view":
            return edits.save_view(ids[0], more, instead_of=ids[-1])
        case _:
            return edits.forget(connection, ids)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(WISHES, max_size=8))
def test_whatever_is_done_is_taken_back_step_by_step_and_done_again(library: Store, wishes: list[Wish]) -> None:
    start = contents(library)
    states, backs = [start], []
    own = layer(library)
    for kind, ids, more in wishes:
        with library.write() as connection:
            wanted = edits_of(connection, kind, ids, more)
            backs.append(edits.carry_out(connection, wanted))
        with library.read() as connection:
            own = own_reading.reread(connection, own, edits.rows_of(connection, edits.entries_of(wanted)))
            own = own_reading.with_views(connection, own)
        states.append(contents(library))
        assert same(own, layer(library))
    forward = []
    for back, before in zip(reversed(backs), reversed(states[:-1]), strict=True):
        forward.append(do(library, back))
        assert contents(library) == before
    for again, after in zip(reversed(forward), states[1:], strict=True):
        do(library, again)
        assert contents(library) == after
    with library.write() as connection:
        for name in TABLES:
            connection.execute(text(f"DELETE FROM {name}"))
        connection.execute(text("UPDATE entry_search SET own = ''"))


def test_columns_tell_of_a_row_what_is_on_it(library: Store) -> None:
    star(library, "flood")
    do(library, edits.note("flood", "x"))
    do(library, edits.label(("flood",), Label.VIOLET))
    do(library, edits.tag(("flood", "patrols"), ["b", "A"]))
    own = layer(library)
    with library.read() as connection:
        flood, patrols = edits.rows_of(connection, ["flood", "patrols"])
    assert own.has(flood, Sign.STARRED)
    assert own.has(flood, Sign.NOTED)
    assert not own.has(patrols, Sign.STARRED)
    assert (own.label(flood), own.label(patrols), own.label(-1)) == (Label.VIOLET, None, None)
    assert own.tags_of(flood) == ("A", "b")
    assert own.tags_among(np.array([flood, patrols], np.int32)) == {"A": 2, "b": 2}
    assert own.tags_among(np.array([patrols + 1], np.int32)) == {}
