"""What a filter leaves is the same on the columns as in the database, and every count beside it is true."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import text

from db import queries
from db.filtering import FilterError
from db.filters import Certainty, Filter, Term, Word
from db.showing import Showing
from db.store import open_library
from db.vocabularies import Act, AnchorState, Basis, Form, Kind, Role, Type
from tests.db.offering import attach
from tests.db.small import COURIER, GAZETTE, write_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store import Store

VALUES: dict[Word, tuple[str, ...]] = {
    Word.KIND: tuple(Kind),
    Word.TYPE: tuple(Type),
    Word.QUAD: tuple(Act),
    Word.ACTOR: ("upper-council", "lower-council", "kiyi", "nobody"),
    Word.SIDE: ("upper", "lower", "nobody"),
    Word.ROLE: tuple(Role),
    Word.ARTICLE: ("courier-2021-03-05", "gazette-2021-03-04"),
    Word.PUBLISHER: ("Gazette", "Courier", "Nobody's"),
    Word.FORM: tuple(Form),
    Word.CHANNEL: ("radio", "letter"),
    Word.STANCE: ("toll:for", "toll:against", "toll:conditional"),
    Word.BASIS: tuple(Basis),
    Word.CERTAINTY: tuple(Certainty),
    Word.ANCHOR: tuple(AnchorState),
    Word.STARRED: ("yes",),
    Word.SEARCH: ("kiyi", "pier", ""),
    Word.ID: ("flood", "joint-call"),
}
DAYS = (None, "2021", "2021-03", "2021-03-02", "2021-03-04", "2020-12")


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("shown")
    with closing(open_library(folder / "library.demarche", write_dataset(folder / "dataset"))) as store:
        with store.write() as connection:
            connection.execute(text("INSERT INTO star VALUES ('flood', 'now'), ('joint-call', 'now')"))
            attach(connection, "gazette.txt", GAZETTE)
            attach(connection, "courier.txt", COURIER.replace("ferry", "raft"))
        yield store


@pytest.fixture(scope="module")
def showing(used: Store) -> Showing:
    with used.read() as connection:
        return Showing(used.marks(), queries.library(connection))


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    wanted = Filter(
        first=draw(st.sampled_from(DAYS)),
        last=draw(st.sampled_from(DAYS)),
        certainly=draw(st.booleans()),
        all_actors=draw(st.booleans()),
    )
    for word in draw(st.lists(st.sampled_from(list(VALUES)), max_size=4)):
        values = tuple(draw(st.lists(st.sampled_from(VALUES[word]), min_size=1, max_size=3, unique=True)))
        wanted = wanted.with_term(word, values, excluded=draw(st.booleans()))
    return wanted


many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(wanted=filters())
def test_columns_and_database_leave_the_same(used: Store, showing: Showing, wanted: Filter) -> None:
    with used.read() as connection:
        try:
            expected = queries.matching(connection, wanted)
        except FilterError:
            with pytest.raises(FilterError):
                showing.show(connection, wanted)
            return
        assert showing.show(connection, wanted).mask.nonzero()[0].tolist() == expected.tolist()


@settings(max_examples=25, deadline=None)
@given(wanted=filters())
def test_a_count_is_what_the_value_leaves_under_all_else(used: Store, showing: Showing, wanted: Filter) -> None:
    with used.read() as connection:
        try:
            outcome = showing.show(connection, wanted)
        except FilterError:
            return
        for word, values in outcome.facets.items():
            others = wanted.with_term(word, ()).with_term(word, (), excluded=True)
            asked = wanted.term(word) if word is Word.ACTOR and wanted.all_actors else ()
            for value in values:
                excluded = wanted.term(word, excluded=True) if asked else ()
                alone = others.with_term(word, (*asked, value.value)).with_term(word, excluded, excluded=True)
                found = len(queries.matching(connection, alone))
                assert value.count == found, f"{word} {value.value}"


def test_both_counts_of_a_period_are_told(used: Store, showing: Showing) -> None:
    with used.read() as connection:
        assert showing.show(connection, Filter()).inside is None
        for certainly in (False, True):
            wanted = Filter(first="2021-03-02", last="2021-03-04", certainly=certainly)
            possibly, surely = showing.show(connection, wanted).inside or (0, 0)
            assert possibly == len(queries.matching(connection, replace(wanted, certainly=False)))
            assert surely == len(queries.matching(connection, replace(wanted, certainly=True)))
            assert 0 < surely < possibly


def test_where_nothing_is_left_each_part_that_is_to_blame_is_named(used: Store, showing: Showing) -> None:
    wanted = Filter(first="1990", last="1991").with_term(Word.KIND, ("event",))
    with used.read() as connection:
        ways = showing.show(connection, wanted).ways
        assert [(way.dropped, way.filter) for way in ways] == [("period", Filter((Term(Word.KIND, ("event",)),)))]
        assert ways[0].count == len(queries.matching(connection, ways[0].filter)) > 0


def test_where_two_parts_are_to_blame_none_alone_is_named(used: Store, showing: Showing) -> None:
    wanted = Filter(first="1990", last="1991").with_term(Word.SIDE, ("nobody",))
    with used.read() as connection:
        assert showing.show(connection, wanted).ways == ()
        assert showing.show(connection, Filter(certainly=True)).ways == ()


def test_a_star_counts_as_soon_as_it_is_set(used: Store, showing: Showing) -> None:
    starred = Filter().with_term(Word.STARRED, ("yes",))
    with used.read() as connection:
        before = showing.show(connection, starred).mask.sum()
    with used.write() as connection:
        connection.execute(text("INSERT INTO star VALUES ('patrols', 'now')"))
    with used.read() as connection:
        outcome = showing.show(connection, starred)
        assert outcome.mask.sum() == before + 1
        assert [value.count for value in outcome.facets[Word.STARRED]] == [before + 1]
    with used.write() as connection:
        connection.execute(text("DELETE FROM star WHERE entry_id = 'patrols'"))
