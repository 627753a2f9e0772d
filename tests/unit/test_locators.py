"""A locator is made only of whole words, hides short passages in frames, and is written and read without loss."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from db.locators import Frame, Locator, LocatorError, format_locator, make_locator, parse_locator
from db.words import take_words

HASH = "0123456789abcdef" * 2
RUN = {"words": 9, "hash": HASH, "k": 1, "m": 2, "at": 40}
FRAMED = {"words": 3, "from": 4, "frame": RUN}
LONG = {**RUN, "words": 24, "thirds": [HASH] * 3}

TEXT = (
    "Harbour talks stall\n\nHarbour talks stall\n\n"
    "The envoy of Norrland left the island on Monday after U.N.-led talks about the two harbours, “a long road”.\n"
    "Its council had asked for more boats, fewer guns and a quiet winter before anything else would be signed.\n\n"
    "Nobody signed."
)


def locate(words: str, text: str = TEXT) -> Locator:
    start = text.index(words)
    return make_locator(text, start, start + len(words))


def hidden(locator: Locator, text: str = TEXT) -> str:
    words = take_words(text)
    assert words.hash(locator.frame.at, locator.frame.words) == locator.frame.hash
    return text[slice(*words.range(locator.frame.at, locator.frame.words))]


class TestMaking:
    def test_eight_words_are_hashed_themselves(self) -> None:
        locator = locate("The envoy of Norrland left the island on")
        assert (locator.words, locator.skip, locator.framed, locator.thirds) == (8, 0, False, ())
        assert hidden(locator) == "The envoy of Norrland left the island on"
        assert (locator.frame.k, locator.frame.m, locator.frame.at) == (1, 1, 6)

    def test_from_24_words_on_the_thirds_are_hashed_too(self) -> None:
        words = take_words(TEXT)
        locator = make_locator(TEXT, *words.range(6, 25))
        assert locator.thirds == (words.hash(6, 8), words.hash(14, 8), words.hash(22, 9))
        assert make_locator(TEXT, *words.range(6, 23)).thirds == ()

    def test_signs_around_the_words_make_no_difference(self) -> None:
        assert locate(", “a long road”.") == locate("a long road")
        assert locate("U.N.-led talks") == locate("U.N.-led talks ")

    def test_a_short_passage_hides_in_a_run_of_its_paragraph(self) -> None:
        assert hidden(locate("The envoy")) == "The envoy of Norrland left the island on"
        assert hidden(locate("long road")).endswith("the two harbours, “a long road")
        middle = locate("quiet winter")
        assert (middle.words, middle.frame.words, middle.skip) == (2, 8, 3)

    def test_a_line_end_is_crossed_only_where_it_must_be(self) -> None:
        assert "\n" not in hidden(locate("Its council"))
        assert "\n" in hidden(locate("road”.\nIts"))

    def test_a_blank_line_is_crossed_only_by_what_is_too_short_for_a_frame(self) -> None:
        assert (
            hidden(locate("Nobody"))
            == hidden(locate("Nobody signed"))
            == "before anything else would be signed.\n\nNobody signed"
        )
        assert hidden(locate("Harbour talks")).count("\n\n") == 2

    def test_a_frame_grows_until_it_stands_only_once(self) -> None:
        again = "the boats went out and came back in the night"
        text = f"First {again} of May. Then {again} of June."
        june = make_locator(text, text.rindex("night"), text.rindex("night") + 5)
        assert hidden(june, text).endswith("June")
        assert june.frame.m == 1

    def test_a_repeated_frame_says_which_it_is(self) -> None:
        line = "the boats went out and came back in the night\n\n"
        text = line * 3
        second = text.index("boats", len(line))
        locator = make_locator(text, second, second + 5)
        assert (locator.frame.k, locator.frame.m) == (2, 3)

    @pytest.mark.parametrize(
        ("start", "end", "reason"),
        [
            (5, 5, "no range"),
            (-1, 5, "no range"),
            (0, 100_000, "no range"),
            (3, 12, r"3 cuts through the word 'Harbour' \(0 to 7\)"),
            (0, 10, r"10 cuts through the word 'talks' \(8 to 13\)"),
            (7, 8, "no word between 7 and 8"),
            (19, 21, "no word"),
        ],
    )
    def test_a_range_that_is_none_is_refused(self, start: int, end: int, reason: str) -> None:
        with pytest.raises(LocatorError, match=reason):
            make_locator(TEXT, start, end)

    def test_a_text_of_seven_words_hides_nothing(self) -> None:
        with pytest.raises(LocatorError, match="the text has 7"):
            make_locator("one two three four five six seven", 0, 3)
        assert make_locator("one two three four five six seven eight", 0, 3).frame.words == 8

    @given(st.data())
    def test_any_run_of_words_can_be_located_written_and_read(self, data: st.DataObject) -> None:
        words = take_words(TEXT)
        first = data.draw(st.integers(0, len(words) - 1))
        count = data.draw(st.integers(1, len(words) - first))
        locator = make_locator(TEXT, *words.range(first, count), words=words)
        assert (locator.words, locator.frame.at + locator.skip) == (count, first)
        assert words.hash(locator.frame.at, locator.frame.words) == locator.frame.hash
        assert words.occurrences(locator.frame.at, locator.frame.words)[locator.frame.k - 1] == locator.frame.at
        assert parse_locator(tomllib.loads(f"it = {format_locator(locator)}")["it"]) == locator


class TestWriting:
    def test_is_one_inline_table(self) -> None:
        run = f'words = 9, hash = "{HASH}", k = 1, m = 2, at = 40'
        assert format_locator(parse_locator(RUN)) == f"{{ {run} }}"
        assert format_locator(parse_locator(FRAMED)) == f"{{ words = 3, from = 4, frame = {{ {run} }} }}"
        assert format_locator(parse_locator(LONG)).endswith(f', thirds = ["{HASH}", "{HASH}", "{HASH}"] }}')

    @pytest.mark.parametrize(
        ("table", "reason"),
        [
            ({}, "at is missing, hash is missing, k is missing, m is missing, words is missing"),
            (RUN | {"from": 0}, "from is no key of a locator"),
            (RUN | {"words": "9"}, "words is a whole number, not '9'"),
            (RUN | {"k": True}, "k is a whole number, not True"),
            (RUN | {"words": 7}, "at least 8 words, not 7"),
            (RUN | {"hash": HASH.upper()}, "32 hexadecimal digits"),
            (RUN | {"hash": 5}, "a string, not 5"),
            (RUN | {"k": 3}, "3 of 2"),
            (RUN | {"k": 0}, "0 of 2"),
            (RUN | {"at": -1}, "-1 cannot be"),
            (RUN | {"thirds": [HASH] * 3}, "3 for 9 words"),
            (RUN | {"words": 24}, "0 for 24 words"),
            (LONG | {"thirds": [HASH] * 2}, "2 for 24 words"),
            (LONG | {"thirds": HASH}, "array of three hashes"),
            (LONG | {"thirds": [HASH, HASH, 5]}, "a string, not 5"),
            (LONG | {"thirds": [HASH, HASH, "5"]}, "32 hexadecimal digits"),
            (FRAMED | {"frame": 5}, "a table, not 5"),
            (FRAMED | {"hash": HASH}, "hash is no key"),
            (FRAMED | {"from": 7}, "3 words from word 7 on do not lie in a frame of 9 words"),
            (FRAMED | {"from": -1}, "do not lie"),
            (FRAMED | {"words": 0}, "at least one word, not 0"),
            (FRAMED | {"words": 8, "from": 0}, "hashed itself"),
            (FRAMED | {"frame": RUN | {"words": 25}}, "at most 24 words, not 25"),
            (FRAMED | {"frame": RUN | {"colour": 1}}, "colour is no key"),
        ],
    )
    def test_what_cannot_be_is_refused(self, table: dict[str, object], reason: str) -> None:
        with pytest.raises(LocatorError, match=reason):
            parse_locator(table)

    def test_a_long_passage_is_its_own_frame(self) -> None:
        frame = Frame(9, HASH, 1, 1, 0)
        with pytest.raises(LocatorError, match="hashed itself"):
            Locator(9, replace(frame, words=10))
        with pytest.raises(LocatorError, match="hashed itself"):
            Locator(9, frame, skip=1)
