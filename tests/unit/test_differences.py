"""Words that differ between passages of one utterance."""

import pytest

from db.records import Article, Citation, Passage
from db.vocabularies import Basis, TextKind
from desktop.views.detail.differences import NONE, differing_words
from desktop.views.detail.quotes import Quoted, compare


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


def quoted(words: str) -> Quoted:
    article = Article("gazette", "Gazette", "Gazette", "", "2021-03-03", Basis.EXPLICIT, "")
    passage = Passage("gazette", TextKind.DIGEST, 0, 0, len(words), words)
    return Quoted(Citation(article, "Gazette", (passage,), ()), (passage,))


def test_of_three_what_the_base_alone_says_is_marked() -> None:
    said = ["The old bridge was closed on Monday by the guild", "The old bridge was shut on Monday by the guild"]
    said.append("The new bridge was shut on Monday by the guild")
    found = compare([quoted(words) for words in said])
    assert [said[0][a:b] for a, b in found[0].left] == ["closed"]
    assert [said[2][a:b] for a, b in found[2].left] == ["new", "shut"]
    assert compare([quoted(said[0]), quoted(said[0]), quoted(said[2])])[0].left == ()
    unlike = "Rain fell over all of the far hills"
    found = compare([quoted(said[0]), quoted(unlike), quoted(said[2])])
    assert [said[0][a:b] for a, b in found[0].left] == ["old", "closed"]
