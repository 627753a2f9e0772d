"""Searched text is folded so that nobody needs another keyboard, and without moving anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kalın", "kalin"),
        ("Çavuşoğlu", "cavusoglu"),
        ("İSTANBUL", "istanbul"),
        ("Al-Sarraj", "al-sarraj"),
        ("Đoković, Łódź, Ørsted", "dokovic, lodz, orsted"),
        ("Ⅷ ½ ﬁ ß", "Ⅷ ½ ﬁ ß"),
        ("plain\0text", "plain text"),
        ("über\0text", "uber text"),
    ],
)
def test_letters_are_folded_one_by_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_a_place_in_the_folded_text_is_the_same_place_in_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert [fold(character) for character in text] == list(fold(text))


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
