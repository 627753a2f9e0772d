"""Whatever a user types can be searched for, and finds what holds the words."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.matching import MAX_NEEDLES
from db.models import Entry
from db.search import first_rows, found, match_expression
from db.store import Store


def hits(store: Store, typed: str, rows: tuple[int, int] | None = None) -> list[str]:
    with store.read() as connection:
        return list(connection.scalars(select(Entry.id).where(found(typed, rows)).order_by(Entry.row)))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pier", ["flood"]),
        ("PIER ", ["flood"]),
        ("pie", ["flood"]),
        ("pie ", []),
        ("pie\t", []),
        ('"pie"', []),
        ("the pier water", ["flood"]),
        ("pier carts", []),
        ('"four coins"', ["upper-demands-toll"]),
        ('"coins four"', []),
        ('coins "of four" ', []),
        ("upper-council", []),
        ('four "coins', ["upper-demands-toll"]),
        ("kiyi", ["flood", "patrols", "bridge-talks", "joint-call"]),
        ("Kıyı", ["flood", "patrols", "bridge-talks", "joint-call"]),
        ("carsi quay", ["flood", "patrols", "bridge-talks", "joint-call"]),
        ("ÇARŞI", ["flood", "patrols", "bridge-talks", "joint-call"]),
        ("a ferry is missed", ["old-grievance"]),
    ],
)
def test_words_find_entries_by_title_summary_actors_and_passages(
    library: Store, typed: str, expected: list[str]
) -> None:
    assert hits(library, typed) == expected


@pytest.mark.parametrize("typed", ["", " ", '"', '""', "-", "*", '" "', "\0", "...", "()"])
def test_nothing_to_look_for_finds_nothing(library: Store, typed: str) -> None:
    assert match_expression(typed) == ""
    assert hits(library, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "pier AND",
        "pier OR",
        "NOT pier",
        "NEAR(pier",
        "title:pier",
        "pier*",
        "-pier",
        "{pier}",
        "^pier",
        "pier'",
        "pier;",
    ],
)
def test_signs_and_words_of_the_query_language_are_only_text(library: Store, typed: str) -> None:
    plain = typed.replace("AND", "and").replace("OR", "or").replace("NOT", "not").replace("NEAR", "near")
    assert hits(library, typed) == hits(library, plain)


def test_a_bar_between_words_asks_for_either(library: Store) -> None:
    either = sorted({*hits(library, "water "), *hits(library, "patrols ")})
    assert len(either) > len(hits(library, "water ")) > 0
    for typed in ("water|patrols ", "patrols|water", "nosuchword|patrols|water"):
        assert sorted(hits(library, typed)) == either
        with library.read() as connection:
            assert len(first_rows(connection, typed)) == len(either)
    assert hits(library, '"water|patrols"') == hits(library, '"water patrols"')


def test_only_the_last_word_may_be_unfinished(library: Store) -> None:
    assert hits(library, "pie water") == []
    assert hits(library, "water pie") == ["flood"]
    assert match_expression("ab abc ab") == '"ab" AND "abc"', "ab is asked for whole already"


def test_a_very_long_search_counts_to_its_first_words(library: Store) -> None:
    words = " ".join(f"word{number}" for number in range(100_000))
    assert match_expression(words).count(" AND ") == MAX_NEEDLES - 1
    assert not match_expression(words).endswith("*"), "the last that counts is not the last one typed"
    assert hits(library, words) == []
    assert hits(library, "water " * 20_000 + "pie") == ["flood"]


@pytest.mark.parametrize(
    "typed", ["x" * 100_000, '"' + "a " * 50_000 + '"', "a-" * 50_000, '"' * 100_000, "é" * 100_000]
)
def test_a_hundred_thousand_characters_are_searched_for(library: Store, typed: str) -> None:
    assert hits(library, typed) == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters() | st.sampled_from("\"'*()-^:{}_ \0\tانDOR")))
@example("_")
@example("_ pier")
@example("\ud800")
def test_any_text_can_be_searched_for(library: Store, typed: str) -> None:
    hits(library, typed)


def test_only_some_rows_are_searched(library: Store) -> None:
    assert hits(library, "kiyi", (0, 8)) == hits(library, "kiyi")
    assert hits(library, "kiyi", (1, 4)) == ["patrols", "bridge-talks"]
    assert hits(library, "kiyi", (4, 6)) == []
