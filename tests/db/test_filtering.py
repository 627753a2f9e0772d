"""A filter leaves the entries that it describes, and says what it does not know."""

import numpy as np
import pytest
from msgspec.structs import replace
from sqlalchemy import select, text

from db import edits
from db.dates import parse
from db.filtering import FilterError, check, condition
from db.filters import Certainty, Filter, Word
from db.labels import Label
from db.models import Article, Citation, Entry
from db.store import Store
from tests.db.offering import attach
from tests.db.small import COURIER, GAZETTE

EVERYTHING = [
    "flood",
    "sluice-closed",
    "patrols",
    "bridge-talks",
    "lower-rejects-toll",
    "upper-demands-toll",
    "joint-call",
    "old-grievance",
]


def left(store: Store, wanted: Filter, rows: tuple[int, int] | None = None) -> list[str]:
    with store.read() as connection:
        found = connection.scalars(select(Entry.id).where(condition(wanted, rows=rows)).order_by(Entry.row))
        return list(found)


def asked(word: Word, *values: str) -> Filter:
    return Filter().with_term(word, values)


def refused(word: Word, *values: str) -> Filter:
    return Filter().with_term(word, values, excluded=True)


def test_the_empty_filter_leaves_everything(library: Store) -> None:
    assert left(library, Filter()) == EVERYTHING
    assert left(library, Filter(certainly=True)) == EVERYTHING


TERMS = [
    (Word.KIND, ("statement",), EVERYTHING[4:]),
    (Word.KIND, ("statement", "event"), EVERYTHING),
    (Word.TYPE, ("REQUEST", "ASSAULT"), ["flood", "upper-demands-toll", "joint-call"]),
    (Word.QUAD, ("statement",), ["old-grievance"]),
    (Word.QUAD, ("verbal-conflict",), ["lower-rejects-toll", "upper-demands-toll", "joint-call"]),
    (Word.QUAD, ("verbal-cooperation", "statement"), ["bridge-talks", "old-grievance"]),
    (Word.ACTOR, ("upper-council",), ["bridge-talks", "upper-demands-toll"]),
    (Word.ACTOR, ("upper-council", "kiyi"), ["flood", "patrols", "bridge-talks", "upper-demands-toll", "joint-call"]),
    (Word.ROLE, ("addressee",), ["lower-rejects-toll", "upper-demands-toll"]),
    (Word.ROLE, ("host", "on-behalf-of"), ["bridge-talks", "upper-demands-toll"]),
    (Word.SIDE, ("upper",), ["sluice-closed", "bridge-talks", "upper-demands-toll", "joint-call"]),
    (Word.SIDE, ("lower",), ["lower-rejects-toll", "old-grievance"]),
    (Word.SIDE, ("nobody",), []),
    (Word.ARTICLE, ("courier-2021-03-05",), ["flood", *EVERYTHING[4:]]),
    (Word.PUBLISHER, ("Gazette",), ["flood", "sluice-closed", "patrols", "bridge-talks", "upper-demands-toll"]),
    (Word.FORM, ("direct",), ["upper-demands-toll"]),
    (Word.FORM, ("mixed", "indirect"), ["lower-rejects-toll", "joint-call", "old-grievance"]),
    (Word.CHANNEL, ("radio",), ["upper-demands-toll"]),
    (Word.STANCE, ("toll:for",), ["upper-demands-toll"]),
    (Word.STANCE, ("toll:for", "toll:against"), ["lower-rejects-toll", "upper-demands-toll"]),
    (Word.STANCE, ("toll:conditional",), []),
    (Word.BASIS, ("inferred",), ["flood", "lower-rejects-toll", "joint-call"]),
    (Word.CERTAINTY, ("known",), ["bridge-talks", "upper-demands-toll"]),
    (Word.CERTAINTY, ("some-day",), ["sluice-closed", "lower-rejects-toll"]),
    (Word.CERTAINTY, ("rough", "open"), ["flood", "patrols", "joint-call"]),
    (Word.STARRED, ("yes",), ["flood", "joint-call"]),
    (Word.NOTED, ("yes",), ["flood"]),
    (Word.TAG, ("boats",), ["patrols", "joint-call"]),
    (Word.TAG, ("boats", "water"), ["flood", "patrols", "joint-call"]),
    (Word.LABEL, ("blue",), ["flood"]),
    (Word.LABEL, ("blue", "pink"), ["flood", "patrols"]),
    (Word.SEARCH, ("kiyi",), ["flood", "patrols", "bridge-talks", "joint-call"]),
    (Word.SEARCH, ("pier", "ferry"), ["flood", "old-grievance"]),
    (Word.SEARCH, ("",), []),
    (Word.ID, ("flood", "patrols"), ["flood", "patrols"]),
    (Word.ANCHOR, ("exact",), EVERYTHING[:-1]),
    (Word.ANCHOR, ("lost", "altered"), ["old-grievance"]),
]


@pytest.fixture
def used(library: Store) -> Store:
    """Return a library with two stars, one of them on what is gone, and originals, one of them changed."""
    with library.write() as connection:
        stars = "INSERT INTO star VALUES ('flood', 'now'), ('joint-call', 'now'), ('gone', 'now')"
        connection.execute(text(stars))
        ids = ("patrols", "joint-call", "gone")
        own = (edits.tag(ids, ["boats"]), edits.tag(("flood",), ["water"]), edits.note("flood", "How high?"))
        for each in (*own, edits.label(("flood",), Label.BLUE), edits.label(("patrols",), Label.PINK)):
            edits.carry_out(connection, each)
        attach(connection, "gazette.txt", GAZETTE)
        attach(connection, "courier.txt", COURIER.replace("ferry", "raft"))
    return library


@pytest.mark.parametrize(("word", "values", "expected"), TERMS)
def test_a_word_leaves_what_has_one_of_its_values_and_hides_the_rest(
    used: Store, word: Word, values: tuple[str, ...], expected: list[str]
) -> None:
    assert left(used, asked(word, *values)) == expected
    assert left(used, refused(word, *values)) == [each for each in EVERYTHING if each not in expected]


def test_every_word_is_tried() -> None:
    assert {word for word, _, _ in TERMS} == set(Word)


def test_certainty_is_counted_as_it_is_filtered(library: Store) -> None:
    marks = library.marks()
    for code, certainty in enumerate(Certainty):
        rows = np.flatnonzero(marks.dated & (marks.certainty == code))
        assert [marks.ids[row] for row in rows.tolist()] == left(library, asked(Word.CERTAINTY, certainty))


def test_all_actors_are_asked_for_together_where_that_is_wished(library: Store) -> None:
    both = asked(Word.ACTOR, "upper-council", "kiyi")
    assert left(library, both) == ["flood", "patrols", "bridge-talks", "upper-demands-toll", "joint-call"]
    assert left(library, replace(both, all_actors=True)) == ["bridge-talks"]
    assert left(library, replace(both.with_term(Word.ROLE, ("target",)), all_actors=True)) == []
    assert left(library, replace(asked(Word.ACTOR, "kiyi"), all_actors=True)) == left(
        library, asked(Word.ACTOR, "kiyi")
    )


def test_words_are_joined_by_and(library: Store) -> None:
    wanted = asked(Word.KIND, "statement").with_term(Word.ARTICLE, ("gazette-2021-03-04",))
    assert left(library, wanted) == ["upper-demands-toll"]
    assert left(library, asked(Word.TYPE, "REQUEST").with_term(Word.FORM, ("direct",), excluded=True)) == ["joint-call"]


def test_a_role_is_the_one_in_which_the_actor_is_meant(library: Store) -> None:
    lower = asked(Word.ACTOR, "lower-bank")
    assert left(library, lower) == ["bridge-talks", "lower-rejects-toll", "upper-demands-toll", "old-grievance"]
    assert left(library, lower.with_term(Word.ROLE, ("addressee",))) == ["upper-demands-toll"]
    assert left(library, lower.with_term(Word.ROLE, ("addressee", "lead"))) == ["bridge-talks", "upper-demands-toll"]
    assert left(library, lower.with_term(Word.ROLE, ("speaker", "addressee"), excluded=True)) == ["bridge-talks"]
    both = asked(Word.ROLE, "lead").with_term(Word.ROLE, ("host",), excluded=True)
    assert left(library, both) == ["flood", "sluice-closed", "patrols"]
    assert left(library, both.with_term(Word.ACTOR, ("kiyi",), excluded=True)) == ["sluice-closed"]


def test_a_joint_statement_stands_on_every_speakers_side(library: Store) -> None:
    with library.write() as connection:
        connection.execute(text("UPDATE actor SET lane_side_number = 2 WHERE id = 'kiyi'"))
    assert "joint-call" in left(library, asked(Word.SIDE, "upper"))
    assert "joint-call" in left(library, asked(Word.SIDE, "nobody"))
    assert "bridge-talks" not in left(library, asked(Word.SIDE, "lower")), "its second lead's"


@pytest.mark.parametrize(
    ("first", "last", "possibly", "certainly"),
    [
        ("2021-03-04", "2021-03-04", EVERYTHING[2:3] + EVERYTHING[4:6], ["patrols", "upper-demands-toll"]),
        ("2021-03-03", "2021-03-05", EVERYTHING[2:3] + EVERYTHING[4:7], EVERYTHING[2:3] + EVERYTHING[4:6]),
        ("2021-02", "2021-02", ["sluice-closed"], ["sluice-closed"]),
        ("2021-02-10", "2021-02", ["sluice-closed"], []),
        ("2020", "2021", EVERYTHING[:-1], EVERYTHING[1:6]),
        ("2022", None, ["patrols"], ["patrols"]),
        (None, "2020", ["flood"], []),
        (None, "2021-02-28", ["flood", "sluice-closed"], ["sluice-closed"]),
        (None, "2021-03-01", ["flood", "sluice-closed", "patrols"], ["sluice-closed", "patrols"]),
        ("2021-03-05", None, ["patrols", "lower-rejects-toll", "joint-call"], ["patrols"]),
    ],
)
def test_periods_include_both_their_ends(
    library: Store, first: str | None, last: str | None, possibly: list[str], certainly: list[str]
) -> None:
    assert left(library, Filter(first=first, last=last)) == possibly
    assert left(library, Filter(first=first, last=last, certainly=True)) == certainly


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-03-02", "2021-03-01", "ends .2021-03-01. before it begins .2021-03-02."),
        ("yesterday", None, "position 0"),
        (None, "2021-02-30", "2021-02 has 28 days"),
        ("2021-03?", None, "a day, a month or a year"),
        ("202X", None, "a day, a month or a year"),
        ("2021-03-01T10:00", None, "a day, a month or a year"),
        ("2021-03-01/2021-03-05", None, "a day, a month or a year"),
        ("[2021-03-01,2021-03-05]", None, "a day, a month or a year"),
        (None, "../2021", "a day, a month or a year"),
        ("", None, "position 0"),
    ],
)
def test_a_period_that_is_none_is_refused(library: Store, first: str | None, last: str | None, words: str) -> None:
    wanted = Filter(first=first, last=last)
    with pytest.raises(FilterError, match=words):
        condition(wanted)
    with library.read() as connection, pytest.raises(FilterError, match=words):
        check(connection, wanted)


def test_values_that_the_library_has_pass(used: Store) -> None:
    wanted = Filter(first="2021", last="2021-12-31")
    for word, values, _ in TERMS:
        wanted = wanted.with_term(word, values)
    with used.read() as connection:
        check(connection, wanted)


@pytest.mark.parametrize("excluded", [False, True])
@pytest.mark.parametrize(
    ("word", "known", "unknown"),
    [
        (Word.ACTOR, "kiyi", "Kıyı"),
        (Word.SIDE, "upper", "upper-bank"),
        (Word.ARTICLE, "gazette-2021-03-04", "gazette"),
        (Word.PUBLISHER, "Gazette", "gazette"),
        (Word.CHANNEL, "radio", ""),
        (Word.CHANNEL, "radio", "\udcff"),
        (Word.STANCE, "toll:for", "tolls:for"),
        (Word.ID, "flood", "talks-2021"),
    ],
)
def test_a_value_that_nothing_has_is_named(
    library: Store, word: Word, known: str, unknown: str, *, excluded: bool
) -> None:
    wanted = Filter().with_term(word, (known, unknown), excluded=excluded)
    with library.read() as connection, pytest.raises(FilterError) as caught:
        check(connection, wanted)
    assert f"--{word}" in str(caught.value)
    assert repr(unknown) in str(caught.value)


def test_only_some_rows_may_be_of_interest(library: Store) -> None:
    wanted = asked(Word.SEARCH, "kiyi")
    assert left(library, wanted, (1, 4)) == ["patrols", "bridge-talks"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-03-03", []),
        ("2021-03-04", ["flood", "patrols", "bridge-talks"]),
        ("2021-03-05", EVERYTHING),
        ("2021-03", EVERYTHING),
        ("2020", []),
    ],
)
def test_what_no_article_had_yet_reported_is_left_out(library: Store, day: str, expected: list[str]) -> None:
    known = left(library, Filter(known_on=day))
    assert set(expected) <= set(known)
    assert bool(known) is bool(expected)
    with library.read() as connection:
        published = dict(iter(connection.execute(select(Article.slug, Article.published))))
        articles = select(Entry.id, Article.slug).join(Citation, Citation.entry_row == Entry.row)
        cited = connection.execute(articles.join(Article, Article.number == Citation.article_number)).all()
    until = parse(day).latest
    assert until is not None
    early = {slug for slug, when in published.items() if (parse(when).earliest or 0) < until}
    assert set(known) == {entry for entry, slug in cited if slug in early}


@pytest.mark.parametrize("day", ["2020-06-31", "2021-03-04/2021-03-05", "..", "2021-03-04?", "soon"])
def test_a_day_of_knowledge_that_is_none_is_refused(library: Store, day: str) -> None:
    with pytest.raises(FilterError), library.read() as connection:
        check(connection, Filter(known_on=day))


def test_a_row_that_nobody_had_reported_is_shown_by_dropping_that_alone(library: Store) -> None:
    from db.queries import without_what_hides

    wanted = asked(Word.KIND, "event")
    with library.read() as connection:
        row = connection.scalar(select(Entry.row).where(Entry.id == "sluice-closed"))
        assert row is not None
        hidden = replace(wanted, known_on="2021-03-03")
        assert without_what_hides(connection, hidden, row) == wanted
