"""Needles are found in texts where they stand, and cut out with what is around them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.matching import Haystack as Hay
from db.matching import Needle, all_spans, beginning, best_excerpt, in_full, needles

ANY = st.text(st.characters() | st.sampled_from("\"'*()-^:{}_ \0\tانDORİıß"))


def marked(text: str, typed: str) -> list[str]:
    found = in_full(text, needles(typed))
    return [found.text[start:end] for start, end in found.spans]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("kalin", "Kalın to AFP", ["Kalın"]),
        ("cavus", "Çavuşoğlu on NTV", ["Çavuş"]),
        ("cavus ", "Çavuşoğlu on NTV", []),
        ('"us role" libya', "The US role in Libya, a role", ["US role", "Libya"]),
        ("u.s.", "A U.S. envoy", ["U.S"]),
        ("al-sarraj", "Fayez al-Sarraj", ["al-Sarraj"]),
        ("a ab", "a ab abc", ["a", "ab", "ab"]),
        ("a-b", "a b, b, c a bc", ["a b", "a b"]),
        ('"b a" c', "a b c a b a, b", ["c", "b a"]),
        ("truce|toll", "A toll for trucers, no tolls", ["toll", "truce"]),
        ("truce|toll ", "A toll for trucers, no tolls", ["toll"]),
        ('"a|b" c|', "a b, a, or c", ["a b", "c"]),
        ("NOT here", "not there, here", ["not", "here"]),
        ("", "anything", []),
        ("_", "under_score", []),
    ],
)
def test_words_are_found_where_they_stand_in_the_text_itself(typed: str, text: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_finds_that_touch_are_one() -> None:
    spans = all_spans(Hay.of("one two"), (Needle("one two"), Needle("two"), Needle("tw", unfinished=True)))
    assert spans == ((0, 7),)


def test_the_text_that_holds_most_is_cut_around_its_first_find() -> None:
    poor, rich = "Talks were held.", "word " * 30 + "Talks about a truce went on " + "for days " * 20
    cut = best_excerpt([poor, rich], needles("talks truce "))
    assert cut.text.startswith("…word")
    assert cut.text.endswith("…")
    assert [cut.text[a:b] for a, b in cut.spans] == ["Talks", "truce"]
    assert len(cut.text) < 140
    assert best_excerpt([poor, "Talks of others"], needles("talks ")).text == poor, "the earlier of equal ones"
    assert best_excerpt([poor], needles("nothing ")).text == ""


def test_a_beginning_ends_with_a_word() -> None:
    assert beginning("Short.").text == "Short."
    assert beginning("letters " * 40).text.endswith("letters…")


@given(text=ANY, typed=ANY)
@example("x" * 500 + " y", "y")
@example("İİ" * 200, "ii")
def test_what_is_marked_lies_in_what_is_shown(text: str, typed: str) -> None:
    wanted = needles(typed)
    for found in (in_full(text, wanted), best_excerpt([text], wanted), beginning(text)):
        last = 0
        for start, end in found.spans:
            assert last <= start < end <= len(found.text)
            last = end
