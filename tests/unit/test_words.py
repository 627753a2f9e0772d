"""A word is the same word however a copy writes it, and stands where it is said to stand."""

import hashlib
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import NORMALISATION, normalise_word, take_words


def normal(text: str) -> list[str]:
    words = take_words(text)
    return [words.text(index, 1) for index in range(len(words))]


# Frozen: what stands here is hashed in datasets. A change to any line needs a new NORMALISATION.
VECTORS = {
    "Plain words, 2 of them.": ["plain", "words", "2", "of", "them"],
    "İzmir IZMIR izmir": ["izmir"] * 3,
    "ı is not i": ["ı", "is", "not", "i"],
    "Kalın Kalin": ["kalın", "kalin"],
    "Straße STRASSE ß": ["strasse", "strasse", "ss"],
    "U.N.-led UN-led UN‑led UN‐led UN–led UN−led": ["unled"] * 6,
    "UN-\nled UN-\r\n  led UN-\u200bled UN- \t\nled": ["unled"] * 4,
    "U.N. UN, U.N": ["un"] * 3,
    "U.N.'s UN’s": ["un's"] * 2,
    "p.m., a.m.-p.m.": ["pm", "ampm"],
    "U.S.Senate U.Senate Port.The Inc.'s J.-C.": ["us", "senate", "u", "senate", "port", "the", "inc's", "jc"],
    "two\u00a0words two\u202fwords two\u2009words": ["two", "words"] * 3,
    "cease\u00adfire cease\u200bfire cease\u2060fire \ufeffceasefire\u200e": ["ceasefire"] * 4,
    "cease-\nfire cease\u00ad\nfire cease\u200b\u00ad \n fire ceasefire": ["ceasefire"] * 4,
    "fire -\nfire fire-\n\nfire fire- fire": ["fire"] * 6,
    "“quoted” \"quoted\" ‘quoted’ 'quoted' «quoted» „quoted“": ["quoted"] * 6,
    "it's it’s it‘s it`s it´s itʼs it＇s": ["it's"] * 7,
    "we're were": ["we're", "were"],
    "the ports' ships": ["the", "ports", "ships"],
    "one—two one--two one — two one -- two one/two one_two": ["one", "two"] * 6,
    "1.5 2,000 2020-06-11 2020-06-\n11 3–2": ["1.5", "2,000", "2020-06-11", "2020-06-11", "3-2"],
    "14-month F-16 1.5m 5th 10:30": ["14month", "f16", "1.5m", "5th", "10", "30"],
    "A\u0301rpad Árpad \u0301": ["árpad", "árpad"],
    "ﬁne Ｆｕｌｌ x² ½": ["fine", "full", "x2", "1⁄2"],
    "ŉ ⒈a ﷺ": ["'n", "1a", "صلىاللهعليهوسلم"],
    "": [],
    "\ud800 *** …": [],
}


@pytest.mark.parametrize("text", VECTORS)
def test_vectors(text: str) -> None:
    assert NORMALISATION == 1
    assert normal(text) == VECTORS[text]


def test_the_hash_of_a_run_is_that_of_its_words_joined_by_spaces() -> None:
    words = take_words("The U.N.-led talks didn’t end.")
    assert words.hash(1, 3) == hashlib.blake2b(b"unled talks didn't", digest_size=16).hexdigest()
    assert words.hash(0, 5) == "229b61886177e0bf521e31cf8f183098"


def test_ranges_lie_on_the_raw_words() -> None:
    text = "  “The U.N.-led\u00a0talks”\u200b"
    words = take_words(text)
    assert [text[slice(*words.range(index, 1))] for index in range(3)] == ["The", "U.N.-led", "talks"]
    assert text[slice(*words.range(0, 3))] == "The U.N.-led\u00a0talks"


def test_finds_every_occurrence_overlapping_ones_too() -> None:
    words = take_words("on and on and on, then on")
    assert words.occurrences(0, 3) == (0, 2)
    assert words.occurrences(3, 2) == (1, 3)
    assert words.find(3, [words.hash(0, 3), "0" * 32]) == {words.hash(0, 3): (0, 2), "0" * 32: ()}


def test_a_run_longer_than_the_text_is_not_found() -> None:
    assert take_words("one two").find(8, ["0" * 32]) == {"0" * 32: ()}
    assert take_words("").find(8, ["0" * 32]) == {"0" * 32: ()}


@pytest.mark.parametrize(
    "signs",
    ["\u00ad", "\u0301", "\u0301\u0323", "\u0301b", "-", ".a", "-\n", ",1", "'", "\u200b-", " ", "\n", "\u00ad "],
)
@pytest.mark.timeout(10)
def test_a_flood_of_signs_takes_no_longer_than_its_length(signs: str) -> None:
    words = normal(f"a{signs * 200_000}b 1{signs * 200_000}2")
    assert words[0][0] in "aạá"
    assert words[-1].endswith("2")


READABLE = st.text(st.sampled_from("aBıİßéşU.N.-–—’'\"“ \n\u00a0\u00ad\u200b\u0301\u03079,5_/ﬁ"), max_size=80)


@given(READABLE | st.text(max_size=80))
def test_words_are_never_empty_hold_no_space_and_stay_as_they_are(text: str) -> None:
    for word in normal(text):
        assert word
        assert not any(char.isspace() for char in word)
        assert normalise_word(word) == word


@given(READABLE | st.text(max_size=80))
def test_ranges_rise_and_hold_a_word_each(text: str) -> None:
    words = take_words(text)
    end = 0
    for index in range(len(words)):
        start, stop = words.range(index, 1)
        assert end <= start < stop
        assert normal(text[start:stop]) == [words.text(index, 1)]
        end = stop


@given(
    st.lists(st.sampled_from(["UN-led", "cease-fire", "14-month", "3-2", "it's", "“talks”", "end.", "a"]), min_size=1),
    st.integers(12, 60),
)
def test_reflow_changes_no_word(pieces: list[str], width: int) -> None:
    text = " ".join(pieces)
    assert normal(textwrap.fill(text, width, break_on_hyphens=True)) == normal(text)
