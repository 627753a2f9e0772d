"""Names found by some of their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import fold
from desktop.views.palette.matching import fit

NAMES = (
    "Next hit",
    "Next in the lane",
    "Show in the article",
    "Star, or take the star",
    "Zoom in",
    "Export…",
    "Clear all filters",
    "Çavuş",
)


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("next hit", "Next hit"),
        ("nh", "Next hit"),
        ("nil", "Next in the lane"),
        ("zoom", "Zoom in"),
        ("sia", "Show in the article"),
        ("caf", "Clear all filters"),
        ("EXP", "Export…"),
        ("cavus", "Çavuş"),
        ("star", "Star, or take the star"),
    ],
)
def test_initials_and_beginnings_find_what_is_meant(typed: str, best: str) -> None:
    scores = {name: found.score for name in NAMES if (found := fit(typed, name)) is not None}
    assert max(scores, key=lambda name: scores[name]) == best


def test_letters_that_are_not_there_in_order_find_nothing() -> None:
    assert fit("tih", "hit") is None
    assert fit("x", "") is None


def test_letters_side_by_side_are_told_as_such() -> None:
    found = fit("hit", "Show in the high hit")
    assert found is not None
    assert found.places == (17, 18, 19)


def test_nothing_typed_fits_everything() -> None:
    found = fit("  ", "Zoom in")
    assert found is not None
    assert found.places == ()


@given(st.text(max_size=80), st.text(max_size=60))
def test_the_places_told_hold_the_letters_typed(typed: str, name: str) -> None:
    found = fit(typed, name)
    letters = fold("".join(typed.split()))[:64]
    if found is None:
        rest = iter(fold(name))
        assert not all(letter in rest for letter in letters)
        return
    assert "".join(fold(name)[at] for at in found.places) == letters
    assert list(found.places) == sorted(set(found.places))


@given(st.text(alphabet="abc -", min_size=1, max_size=12), st.text(alphabet="abc -", max_size=20))
def test_no_other_way_through_a_name_scores_more_than_a_run_at_its_start(typed: str, rest: str) -> None:
    letters = "".join(typed.split())
    if letters:
        whole, later = fit(letters, letters + rest), fit(letters, "zz" + letters + rest)
        assert whole is not None
        assert later is not None
        assert whole.score >= later.score
