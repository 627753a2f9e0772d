"""Words that differ between passages of one utterance."""

import pytest

from desktop.views.detail.differences import NONE, differing_words


def marked(left: str, right: str) -> tuple[list[str], list[str]]:
    found = differing_words(left, right)
    return [left[a:b] for a, b in found.left], [right[a:b] for a, b in found.right]


@pytest.mark.parametrize(
    ("left", "right", "lacking", "added"),
    [
        (
            "The harbour will not open to ferries before spring, the mayor said",
            "Ferries, the mayor told a fair, would find the harbour open in spring",
            ["will not", "said"],
            ["told", "fair, would find"],
        ),
        (
            "Only the orchestra must leave the old hall",
            "Some of the orchestra might be asked out of the hall, which is old",
            ["Only", "must leave"],
            ["Some", "might", "asked"],
        ),
    ],
)
def test_words_that_turn_a_meaning_are_marked_in_another_order(
    left: str, right: str, lacking: list[str], added: list[str]
) -> None:
    assert marked(left, right) == (lacking, added)


def test_little_words_in_common_make_no_kin() -> None:
    assert differing_words("They must not all go", "Rain will not fall on all fields, must it") == NONE
