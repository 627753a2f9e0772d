"""What a search lists, counts and explains, on a real library; and how a filter lets go of what it hides."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db import loading, queries, search
from db.filters import Filter, Term, Word
from db.finding import Finder
from db.models import Entry
from db.query_terms import Dates, Found, Names
from db.showing import Showing
from db.store import Store, open_library
from db.synthetic import SyntheticLibrary
from db.vocabularies import Type
from tests.db.offering import attach_files


def finder(store: Store) -> Finder:
    with store.read() as connection:
        library = queries.library(connection)
    names = Names.of(library, {Type.CONSULT: "Consultation"})
    return Finder(names, Dates({"2021-03": (0, 0)}.get, ()), Showing(store.marks(), library).mask)


def ids(store: Store, found: Found) -> list[str]:
    with store.read() as connection:
        known = dict(connection.execute(select(Entry.row, Entry.id)).all())
    return [known[entry.row] for entry in found.entries]


def listed(store: Store, typed: str, *, ranked: bool = False) -> list[str]:
    with store.read() as connection:
        found = finder(store).best(connection, typed) if ranked else finder(store).first(connection, typed)
    return ids(store, found)


def test_the_list_stands_in_the_chronologys_order_and_then_best_first(library: Store) -> None:
    everything = listed(library, "bank")
    with library.read() as connection:
        rows = finder(library).rows(connection, "bank").tolist()
        assert rows == sorted(rows)
        assert len(rows) == len(everything)
    assert sorted(listed(library, "bank", ranked=True)) == sorted(everything)
    assert listed(library, "talks", ranked=True)[0] == "bridge-talks", "words in a title weigh most"


def test_an_entry_tells_by_what_it_was_found(library: Store) -> None:
    with library.read() as connection:
        found = finder(library).first(connection, "carsi").entries
    assert len(found) == 4
    for entry in found:
        shown = entry.passage
        assert [shown.text[start:end] for start, end in shown.spans] == ["Çarşı"]
        assert entry.title.spans == ()


def test_words_of_an_attached_original_are_shown_as_it_prints_them(library: Store, originals: Path) -> None:
    attach_files(library, [originals], lambda _done, _total: None)
    with library.read() as connection:
        found = finder(library).first(connection, '"no paper"').entries
    assert [entry.passage.text[a:b] for entry in found for a, b in entry.passage.spans]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("actor:kiyi", {"patrols", "bridge-talks", "joint-call", "flood"}),
        ("actor:kiyi watches", {"patrols"}),
        ("watches actor:kiyi", {"patrols"}),
        ("actor:kiyi type:consultation", {"bridge-talks"}),
        ("type:consult", {"bridge-talks"}),
        ("type:consult watches", set()),
        ("actor:nobody-at-all", set()),
        ('"" actor:carsi type:mobilize', {"patrols"}),
    ],
)
def test_terms_and_words_are_met_together(library: Store, typed: str, expected: set[str]) -> None:
    found = set(listed(library, typed))
    assert found == set(listed(library, typed, ranked=True))
    assert found == expected


def test_long_beginnings_list_what_short_ones_count(library: Store) -> None:
    with library.read() as connection:
        texts = connection.exec_driver_sql("SELECT title || ' ' || summary || ' ' || actors FROM entry_search")
        words = {word for (text,) in texts for word in text.split() if len(word) > 4}
        for beginning in sorted(
            {word[:4] for word in words} | {word[:5] for word in words} | {"quay xyzz", "bank coun"}
        ):
            rows = search.all_rows(connection, beginning).tolist()
            assert search.first_rows(connection, beginning) == rows
            assert rows or " " in beginning


@pytest.mark.parametrize("typed", ["harbour", "banks", '"the bank" council', "talksabout"])
def test_typing_on_and_taking_back_lists_what_a_search_by_itself_does(library: Store, typed: str) -> None:
    searched = finder(library)
    steps = [typed[:end] for end in range(1, len(typed) + 1)]
    with library.read() as connection:
        for step in (*reversed(steps), *steps, "patrols", *steps[::3]):
            assert searched.first(connection, step) == finder(library).first(connection, step)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a library of more entries than are ever looked at together."""
    source = SyntheticLibrary(1500)
    with closing(open_library(tmp_path_factory.mktemp("large") / "1500.demarche")) as store:
        with store.write() as connection:
            loading.load(connection, source.dataset, source.entries(), total=1500)
        yield store


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    part=st.sampled_from([0.0, 0.002, 0.05, 0.5, 1.0]),
    late=st.sampled_from([0, 70, 1400]),
    typed=st.sampled_from(["entries", "many entr", "envoys", "tolls", "acto", '"for a month"', "e", "xyzzy"]),
)
def test_words_among_some_entries_are_listed_as_they_are_counted(
    large: Store, seed: int, part: float, late: int, typed: str
) -> None:
    among = np.random.default_rng(seed).random(1500) < part
    among[:late] = False
    with large.read() as connection:
        rows = search.all_rows(connection, typed, among).tolist()
        assert search.first_rows(connection, typed, among) == rows[: search.LISTED]
        assert search.first_rows(connection, typed, among, 1500) == rows


@pytest.mark.parametrize("typed", ["", "  ", "actor:", '"', "...", "type: side:"])
def test_nothing_is_asked_for_yet(library: Store, typed: str) -> None:
    with library.read() as connection:
        found = finder(library).first(connection, typed)
        assert not found.asks
        assert found.entries == ()
        assert len(finder(library).rows(connection, typed)) == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters() | st.sampled_from("\"'*()-^:{}_ \0\tانactor:NEARkıyı")))
def test_any_text_can_be_searched_for_and_list_and_count_agree(library: Store, typed: str) -> None:
    searched = finder(library)
    with library.read() as connection:
        first, best = searched.first(connection, typed), searched.best(connection, typed)
        rows = searched.rows(connection, typed).tolist()
    assert sorted(entry.row for entry in first.entries) == rows == sorted(entry.row for entry in best.entries)


@pytest.mark.parametrize("typed", ["a " * 50_000, "NEAR(" * 20_000, "actor:kiyi " * 9_000, "\0ş" * 50_000])
def test_a_hundred_thousand_characters_are_listed(library: Store, typed: str) -> None:
    listed(library, typed)
    listed(library, typed, ranked=True)


KIYI = Term(Word.ACTOR, ("kiyi",))
CONSULT = Term(Word.TYPE, ("CONSULT",))


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter((KIYI,)), Filter((KIYI,))),
        (Filter((KIYI, CONSULT)), Filter((KIYI,))),
        (Filter((KIYI,), "2021-03", "2021-03"), Filter((KIYI,), "2021-03", "2021-03")),
        (Filter((CONSULT,), "1999", "1999", certainly=True), Filter()),
        (Filter((KIYI, Term(Word.ROLE, ("host",)))), Filter((KIYI,))),
        (Filter((Term(Word.ACTOR, ("kiyi",), excluded=True),)), Filter()),
        (Filter((Term(Word.SEARCH, ("watches",)),)), Filter((Term(Word.SEARCH, ("watches",)),))),
        (Filter((Term(Word.SEARCH, ("toll",)),)), Filter()),
    ],
)
def test_a_filter_lets_go_of_just_what_hides_an_entry(
    opened: Callable[..., Store], library: Store, wanted: Filter, kept: Filter
) -> None:
    with library.read() as connection:
        row = connection.scalars(select(Entry.row).where(Entry.id == "patrols")).one()
        assert queries.without_what_hides(connection, wanted, row) == kept
        assert row in queries.matching(connection, kept)
