"""A passage is found wherever its words stand, and never where they only nearly do.

Everything is tried on changed copies: reflowed, retyped, cut, padded, reordered, misread and falsified ones.
"""

import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from db import anchors
from db.anchors import Locator, Resolution, make_locator, recognise, resolve
from db.locators import bounds_of_thirds
from db.reasons import Reason
from db.vocabularies import AnchorState
from db.words import Words, take_words
from tests.scans import RATES, find, measure, scan

EXACT, SHIFTED, ALTERED, LOST = AnchorState

HEADLINE = "Ferry talks resume after the long winter in Norrland"
PULL_QUOTE = "'We never asked for soldiers, we asked for lamps and a pilot who knows the rocks'"
PARAGRAPHS = (
    HEADLINE,
    HEADLINE,
    "SUNDHAVEN",
    "Envoys of Norrland and the Outer Isles met on a ferry this week, for the first time since the ice closed the "
    "strait, and agreed that a council-led commission would draw up rules for both harbours before midsummer.",
    "“Nobody should read this as a treaty,” the islands' spokeswoman, Ylva Brandt, told reporters on the quay, "
    "“it’s a timetable, and a timetable can be missed.” She added that the U.N.-backed survey of the channel was "
    "to begin in 14 days.",
    PULL_QUOTE,
    "Norrland’s minister for the sea, Édouard Lindqvist, said his government had no wish to close the strait again, "
    "but that patrols would go on until the last of the wrecks from the 2,000-tonne convoy had been lifted.",
    "‘Lamps, not guns’",
    "“We never asked for soldiers, we asked for lamps and a pilot who knows the rocks,” said the harbour master, "
    "whose father and grandfather kept the light. “The rest is for the capital.”",
    "The two sides are to meet again in June. Until then fishing boats from either shore may pass by day, and cargo "
    "vessels may do so only with a pilot from the other side on board and with their holds unsealed.",
)
ORIGINAL = "\n\n".join(PARAGRAPHS)
WORDS = take_words(ORIGINAL)
OTHER = (
    "The orchestra of Sundhaven opens its season with a programme that nobody has heard before, composed on the island "
    "by a retired surveyor of roads. Tickets are sold at the bakery, at the pharmacy and, if the weather allows, from "
    "a boat. The conductor, who fell ill last year, returns for one evening and asks for silence between movements."
)


def locate(passage: str, text: str = ORIGINAL, *, nth: int = 0) -> Locator:
    start = [found.start() for found in re.finditer(re.escape(passage), text)][nth]
    return make_locator(text, start, start + len(passage))


def lost(reason: Reason) -> Resolution:
    return Resolution(LOST, reason=reason)


def judge(text: str, *locators: Locator) -> list[Resolution]:
    return resolve(take_words(text), locators)


def one(text: str, locator: Locator) -> Resolution:
    """Judge one locator among those of the whole article, as a text is judged when it is attached."""
    return judge(text, locator, *SENTENCES)[0]


def at(text: str, resolution: Resolution) -> str:
    return text[slice(resolution.start, resolution.end)]


def normal(text: str) -> str:
    words = take_words(text)
    return words.text(0, len(words)) if len(words) else ""


def runs(words: Words, text: str, counts: tuple[int, ...], step: int) -> list[Locator]:
    return [
        make_locator(text, *words.range(first, count), words=words)
        for count in counts
        for first in range(0, len(words) - count + 1, step)
    ]


def passages(text: str, words: Words, locator: Locator) -> str:
    return text[slice(*words.range(locator.frame.at + locator.skip, locator.words))]


SENTENCES = [
    locate(paragraph, nth=number if paragraph == HEADLINE else 0) for number, paragraph in enumerate(PARAGRAPHS)
]
EVERYWHERE = runs(WORDS, ORIGINAL, (1, 3, 7, 8, 12, 23, 24, 31), 5)


def reflowed(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(part, width, break_long_words=False) for part in text.split("\n\n"))


def retyped(text: str) -> str:
    signs = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-"}
    return "".join(signs.get(char, char) for char in text)


def curled(text: str) -> str:
    text = re.sub(r"(?<!\w)'", "‘", text).replace("'", "’")
    return re.sub(r'(?<!\w)"', "“", text).replace('"', "”")


def spaced(text: str) -> str:
    return re.sub(r"e(?=[^\W_])", "e\u00ad", text).replace(" ", "\u00a0", 20).replace("s ", "s \u200b")


def padded(text: str) -> str:
    return f"Skip to main content\n\nSign in\n\n{text}\n\n© The Quay. All rights reserved. Read more »"


HARMLESS: tuple[Callable[[str], str], ...] = (
    retyped,
    curled,
    spaced,
    padded,
    str.upper,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("U.N.", "UN"),
    lambda text: text.replace("-", "‑"),
    lambda text: f"\ufeff{text}",
)


class TestHarmlessChanges:
    def test_every_passage_of_the_text_itself_is_exact(self) -> None:
        found = resolve(WORDS, EVERYWHERE)
        assert {resolution.state for resolution in found} == {EXACT}
        assert [at(ORIGINAL, resolution) for resolution in found] == [
            passages(ORIGINAL, WORDS, locator) for locator in EVERYWHERE
        ]

    @given(st.integers(20, 200), st.lists(st.sampled_from(HARMLESS), max_size=4))
    @settings(max_examples=50)
    def test_reflow_and_retyping_leave_all_exact(self, width: int, changes: list[Callable[[str], str]]) -> None:
        text = reflowed(ORIGINAL, width)
        for change in changes:
            text = change(text)
        found = judge(text, *EVERYWHERE)
        assert {resolution.state for resolution in found} == {EXACT}
        for locator, resolution in zip(EVERYWHERE, found, strict=True):
            assert normal(at(text, resolution)) == normal(passages(ORIGINAL, WORDS, locator))

    @given(st.lists(st.tuples(st.integers(0, len(PARAGRAPHS)), st.sampled_from(OTHER.split(". "))), max_size=6))
    def test_advertisements_between_paragraphs_leave_all_in_one_paragraph_exact(
        self, insertions: list[tuple[int, str]]
    ) -> None:
        paragraphs = list(PARAGRAPHS)
        for place, words in sorted(insertions, reverse=True):
            paragraphs.insert(place, f"ADVERTISEMENT: {words}")
        text = "\n\n".join(paragraphs)
        inside = [
            locator
            for locator in EVERYWHERE
            if "\n" not in ORIGINAL[slice(*WORDS.range(locator.frame.at, locator.frame.words))]
        ]
        assert len(inside) > 150
        assert {resolution.state for resolution in judge(text, *inside)} == {EXACT}

    @given(st.sets(st.integers(0, len(PARAGRAPHS) - 1), max_size=5))
    def test_what_was_dropped_is_lost_and_the_rest_is_not_or_says_why(self, dropped: set[int]) -> None:
        text = "\n\n".join(part for number, part in enumerate(PARAGRAPHS) if number not in dropped)
        for number, (sentence, resolution) in enumerate(zip(SENTENCES, judge(text, *SENTENCES), strict=True)):
            alone = sentence.frame.m == 1 and "\n" not in hidden(sentence)
            if alone:
                assert resolution.state is (LOST if number in dropped else EXACT)
            elif resolution.state is not LOST:
                assert normal(at(text, resolution)) == normal(PARAGRAPHS[number])


def hidden(locator: Locator) -> str:
    return ORIGINAL[slice(*WORDS.range(locator.frame.at, locator.frame.words))]


class TestRepetition:
    def test_each_of_two_headlines_is_found_in_its_place(self) -> None:
        first, second = SENTENCES[:2]
        assert (first.frame.k, second.frame.k, second.frame.m) == (1, 2, 2)
        found = resolve(WORDS, [first, second])
        assert [resolution.start for resolution in found] == [0, len(HEADLINE) + 2]

    def test_of_a_headline_printed_once_instead_of_twice_the_one_left_is_shifted(self) -> None:
        text = "\n\n".join(PARAGRAPHS[1:])
        assert [(r.state, at(text, r)) for r in judge(text, *SENTENCES)[:2]] == [(SHIFTED, HEADLINE)] * 2

    def test_of_a_headline_printed_three_times_instead_of_twice_none_is_taken(self) -> None:
        assert one(f"{HEADLINE}\n\n{ORIGINAL}", SENTENCES[0]) == lost(Reason.SEVERAL)

    def test_a_pull_quote_that_is_dropped_leaves_the_sentence_in_its_place(self) -> None:
        words = "We never asked for soldiers, we asked for lamps and a pilot who knows the rocks"
        text = ORIGINAL.replace(f"{PULL_QUOTE}\n\n", "")
        pulled, said = locate(words), locate(words, nth=1)
        assert (pulled.frame.m, said.frame.k) == (2, 2)
        assert one(text, pulled).state is LOST
        found = one(text, said)
        assert (found.state, at(text, found)) == (SHIFTED, words)

    def test_a_pull_quote_added_to_the_text_does_not_take_the_sentences_place(self) -> None:
        words = "Nobody should read this as a treaty"
        said = locate(f"“{words},” the islands' spokeswoman")
        extract = f"{words}, the islands' spokeswoman"
        text = f"{extract}\n\n{ORIGINAL}"
        found = one(text, said)
        assert found.state is SHIFTED
        assert at(text, found).startswith(f"{words},” the")

    def test_a_paragraph_printed_twice_in_a_row_is_lost_where_both_keep_the_order(self) -> None:
        paragraph = PARAGRAPHS[6]
        text = ORIGINAL.replace(paragraph, f"{paragraph}\n\n{paragraph}")
        assert one(text, SENTENCES[6]) == lost(Reason.SEVERAL)
        assert one(text, SENTENCES[7]).state is EXACT

    def test_a_paragraph_printed_again_at_the_end_is_found_in_its_old_place(self) -> None:
        found = one(f"{ORIGINAL}\n\n{PARAGRAPHS[4]}", SENTENCES[4])
        assert (found.state, found.start) == (SHIFTED, ORIGINAL.index(PARAGRAPHS[4]) + 1)

    def test_a_repeated_passage_of_which_the_wrong_one_left_its_place_is_found_by_the_order(self) -> None:
        first, *rest = PARAGRAPHS
        text = "\n\n".join((*rest, first))
        found = one(text, SENTENCES[1])
        assert (found.state, found.start) == (SHIFTED, 0)

    def test_repeated_passages_all_out_of_place_are_lost(self) -> None:
        text = "\n\n".join((*PARAGRAPHS[2:], HEADLINE, HEADLINE))
        assert one(text, SENTENCES[0]) == lost(Reason.ORDER)
        text = "\n\n".join((*PARAGRAPHS[2:], HEADLINE))
        assert one(text, SENTENCES[0]) == lost(Reason.ORDER)


class TestOrder:
    def test_a_paragraph_that_moved_is_shifted_and_the_others_are_not(self) -> None:
        *others, last = PARAGRAPHS
        text = "\n\n".join((*others[:3], last, *others[3:]))
        found = judge(text, *SENTENCES)
        assert (found[-1].state, normal(at(text, found[-1]))) == (SHIFTED, normal(last))
        assert {resolution.state for resolution in found[3:-1]} == {EXACT}

    @given(st.permutations(range(3, len(PARAGRAPHS))))
    def test_in_any_order_of_paragraphs_the_exact_ones_stand_in_theirs(self, order: list[int]) -> None:
        text = "\n\n".join((*PARAGRAPHS[:3], *(PARAGRAPHS[number] for number in order)))
        found = judge(text, *SENTENCES)
        places = [resolution.start for resolution in found if resolution.state is EXACT]
        assert places == sorted(places, key=lambda place: place or 0)
        for number in order:
            if SENTENCES[number].frame.m == 1 and "\n" not in hidden(SENTENCES[number]):
                assert found[number].state in (EXACT, SHIFTED)
                assert normal(at(text, found[number])) == normal(PARAGRAPHS[number])


LONG = PARAGRAPHS[3]
LONG_WORDS = take_words(LONG)
LONG_PASSAGE = locate(LONG)
THIRDS = [LONG[slice(*LONG_WORDS.range(begin, end - begin))] for begin, end in bounds_of_thirds(len(LONG_WORDS))]


def with_word(index: int, change: Callable[[str], str]) -> str:
    """Return the original with one word of its long sentence changed."""
    start, end = LONG_WORDS.range(index, 1)
    return ORIGINAL.replace(LONG, LONG[:start] + change(LONG[start:end]) + LONG[end:])


class TestFalsified:
    @given(st.integers(0, len(LONG_WORDS) - 1), st.sampled_from(["not {}", "{} never", "Sarma", "", "{}x"]))
    def test_a_negated_renamed_or_shortened_sentence_is_altered_where_it_changed(self, index: int, change: str) -> None:
        text = with_word(index, change.format)
        found = one(text, LONG_PASSAGE)
        if (change, index) in (("not {}", 0), ("{} never", len(LONG_WORDS) - 1)):
            assert (found.state, normal(at(text, found))) == (EXACT, normal(LONG))
            return
        assert found.state is ALTERED
        ((first, last),) = found.changed
        assert first <= index + 1 <= last or change in ("not {}", "{} never")
        assert first - 1 <= index + 1 <= last + 1
        assert normal(at(text, found)) in normal(text.split("\n\n")[3])

    @given(st.integers(0, len(WORDS) - 1), st.sampled_from(["not {}", "Sarma", ""]))
    @settings(max_examples=50)
    def test_no_passage_with_a_changed_word_is_exact_or_shifted(self, index: int, change: str) -> None:
        start, end = WORDS.range(index, 1)
        # A "not" beside one that stands there leaves the words of a passage that begins or ends with it unchanged.
        beside = {ORIGINAL[slice(*WORDS.range(max(number, 0), 1))] for number in (index - 1, index)}
        assume("not" not in change or "not" not in beside)
        text = ORIGINAL[:start] + change.format(ORIGINAL[start:end]) + ORIGINAL[end:]
        for locator, resolution in zip(EVERYWHERE, judge(text, *EVERYWHERE), strict=True):
            first = locator.frame.at + locator.skip
            inside = first + ("not" in change) <= index < first + locator.words
            if inside and locator.frame.m == 1:
                assert resolution.state in (ALTERED, LOST)
            elif resolution.state in (EXACT, SHIFTED):
                assert normal(at(text, resolution)) == normal(passages(ORIGINAL, WORDS, locator))

    @given(st.integers(0, len(WORDS) - 1), st.integers(1, 40))
    @settings(max_examples=50)
    def test_no_passage_whose_words_were_swapped_is_exact_or_shifted(self, first: int, apart: int) -> None:
        second = min(first + apart, len(WORDS) - 1)
        one_word, other = (ORIGINAL[slice(*WORDS.range(index, 1))] for index in (first, second))
        assume(normal(one_word) != normal(other))
        (start, end), (again, stop) = WORDS.range(first, 1), WORDS.range(second, 1)
        text = ORIGINAL[:start] + other + ORIGINAL[end:again] + one_word + ORIGINAL[stop:]
        for locator, resolution in zip(EVERYWHERE, judge(text, *EVERYWHERE), strict=True):
            begin = locator.frame.at + locator.skip
            touched = any(begin <= index < begin + locator.words for index in (first, second))
            if touched and locator.frame.m == 1:
                assert resolution.state in (ALTERED, LOST)
            elif resolution.state in (EXACT, SHIFTED):
                assert normal(at(text, resolution)) == normal(passages(ORIGINAL, WORDS, locator))

    def test_an_altered_passage_out_of_its_place_is_lost(self) -> None:
        text = with_word(1, lambda _: "Sarma")
        altered = text.split("\n\n")[3]
        moved = text.replace(f"{altered}\n\n", "") + f"\n\n{altered}"
        assert one(text, LONG_PASSAGE).state is ALTERED
        assert one(moved, LONG_PASSAGE) == lost(Reason.ORDER)

    def test_a_short_passage_whose_frame_was_changed_is_lost(self) -> None:
        assert one(ORIGINAL.replace("in June", "in May"), locate("Until then")) == lost(Reason.FRAME)
        assert one(ORIGINAL.replace("a timetable,", "no timetable,"), locate("timetable,")) == lost(Reason.FRAME)

    def test_words_put_between_two_thirds_are_told(self) -> None:
        third = len(LONG_WORDS) // 3
        text = with_word(third, "and, for the very first time, {}".format)
        found = one(text, LONG_PASSAGE)
        assert (found.state, found.changed, found.reason) == (ALTERED, ((third, third + 1),), Reason.BETWEEN)
        assert normal(at(text, found)) == normal(text.split("\n\n")[3])

    def test_words_put_between_all_three_thirds_are_told_twice(self) -> None:
        first, second = len(LONG_WORDS) // 3, 2 * len(LONG_WORDS) // 3
        text = with_word(second, "surely {}".format)
        start, _ = LONG_WORDS.range(first, 1)
        text = text.replace(LONG[start : start + 20], f"surely {LONG[start : start + 20]}")
        assert one(text, LONG_PASSAGE).changed == ((first, first + 1), (second, second + 1))

    def test_a_changed_end_is_not_part_of_the_passage(self) -> None:
        text = with_word(len(LONG_WORDS) - 1, lambda _: "harvest")
        found = one(text, LONG_PASSAGE)
        third = 2 * len(LONG_WORDS) // 3
        assert found.changed == ((third + 1, len(LONG_WORDS)),)
        assert found.reason is Reason.SOME
        assert normal(at(text, found)) == LONG_WORDS.text(0, third)

    def test_two_altered_copies_are_two_readings_so_it_is_lost(self) -> None:
        text = with_word(1, lambda _: "Sarma")
        altered = text.split("\n\n")[3]
        assert one(text.replace(altered, f"{altered}\n\n{altered}"), LONG_PASSAGE) == lost(Reason.SEVERAL)
        another = with_word(len(LONG_WORDS) - 1, lambda _: "harvest").split("\n\n")[3]
        assert one(text.replace(altered, f"{altered}\n\n{another}"), LONG_PASSAGE) == lost(Reason.SEVERAL)

    def test_a_third_that_stands_again_nearby_makes_two_readings(self) -> None:
        first, second, third = THIRDS
        found = one(ORIGINAL.replace(LONG, f"{first} {second} | {third}"), LONG_PASSAGE)
        assert found.state is EXACT
        assert one(ORIGINAL.replace(LONG, f"{first} boats {second}"), LONG_PASSAGE).state is ALTERED
        assert one(ORIGINAL.replace(LONG, f"{first} boats {second} {second}"), LONG_PASSAGE) == lost(Reason.SEVERAL)

    def test_thirds_too_far_apart_or_in_the_wrong_order_are_lost(self) -> None:
        first, second, third = THIRDS
        room = len(LONG_WORDS) // 2
        near, far = " boats" * room, " boats" * (room + 1)
        assert one(ORIGINAL.replace(LONG, f"{first}{near} {second} {third}"), LONG_PASSAGE).state is ALTERED
        assert one(ORIGINAL.replace(LONG, f"{first}{far} {third}"), LONG_PASSAGE).state is ALTERED
        assert one(ORIGINAL.replace(LONG, f"{first}{near}{far} {third}"), LONG_PASSAGE) == lost(Reason.GONE)
        assert one(ORIGINAL.replace(LONG, f"{third} boats {second} boats {first}"), LONG_PASSAGE) == lost(Reason.GONE)

    def test_one_third_is_not_enough(self) -> None:
        for third in THIRDS:
            assert one(ORIGINAL.replace(LONG, third), LONG_PASSAGE) == lost(Reason.GONE)

    @given(st.randoms(use_true_random=True), st.floats(0.001, 0.05))
    @settings(max_examples=40)
    def test_a_misread_scan_is_honest(self, chance: random.Random, rate: float) -> None:
        text = "".join(chance.choice("abcl1 ") if chance.random() < rate else char for char in ORIGINAL)
        for locator, resolution in zip(EVERYWHERE, judge(text, *EVERYWHERE), strict=True):
            if resolution.state in (EXACT, SHIFTED):
                assert normal(at(text, resolution)) == normal(passages(ORIGINAL, WORDS, locator))


class TestScans:
    KNOWN: ClassVar = {"ferry": EVERYWHERE, "orchestra": runs(take_words(OTHER), OTHER, (8, 12, 5), 9)}

    def test_of_a_scan_a_letter_is_told_where_it_was_read(self) -> None:
        read = scan(ORIGINAL, 0.05, 1)
        assert read.text != ORIGINAL
        assert len(read.places) == len(read.text)
        same = sum(ORIGINAL[place] == letter for place, letter in zip(read.places, read.text, strict=True))
        assert 0.93 < same / len(read.text) < 0.99

    @given(st.integers(0, 1 << 32), st.sampled_from(RATES))
    @settings(max_examples=60)
    def test_no_passage_of_a_scan_is_found_where_it_is_not(self, seed: int, rate: float) -> None:
        assert find(ORIGINAL, "ferry", self.KNOWN, rate, seed).wrong == 0

    @pytest.mark.parametrize("rate", [0.005, 0.01])
    def test_a_scan_of_which_one_letter_in_a_hundred_is_wrong_is_recognised(self, rate: float) -> None:
        findings = list(measure({"ferry": ORIGINAL, "orchestra": OTHER}, self.KNOWN, rate, 20))
        assert all(finding.recognised for finding in findings)
        assert any(finding.states[LOST] for finding in findings)

    def test_a_scan_that_cannot_be_read_is_lost_rather_than_wrong(self) -> None:
        findings = list(measure({"ferry": ORIGINAL}, self.KNOWN, 0.3, 5))
        assert {finding.wrong for finding in findings} == {0}
        assert not any(finding.recognised for finding in findings)


class TestRecognition:
    CANDIDATES: ClassVar = {"ferry": SENTENCES, "orchestra": runs(take_words(OTHER), OTHER, (8, 12, 5), 9), "empty": []}

    def test_each_article_is_known_by_its_words(self) -> None:
        assert recognise(WORDS, self.CANDIDATES) == "ferry"
        assert recognise(take_words(padded(reflowed(retyped(ORIGINAL), 50))), self.CANDIDATES) == "ferry"
        assert recognise(take_words(OTHER), self.CANDIDATES) == "orchestra"

    def test_other_texts_and_no_text_are_no_known_article(self) -> None:
        assert recognise(take_words("A text of nothing that anybody located. " * 9), self.CANDIDATES) is None
        assert recognise(take_words(""), self.CANDIDATES) is None
        assert recognise(WORDS, {}) is None

    def test_two_articles_in_one_file_are_none_unless_one_has_twice_as_many(self) -> None:
        many, few = EVERYWHERE, runs(take_words(OTHER), OTHER, (8,), 9)
        both = take_words(f"{ORIGINAL}\n\n{OTHER}")
        assert recognise(both, {"ferry": many, "orchestra": few}) == "ferry"
        eight = [locator for locator in many if locator.words == 8]
        assert recognise(both, {"ferry": eight[: len(few) * 2 - 1], "orchestra": few}) is None
        assert recognise(both, {"ferry": eight[: len(few) * 2], "orchestra": few}) == "ferry"

    def test_three_passages_and_a_tenth_of_them_must_stand(self) -> None:
        eight = [locator for locator in EVERYWHERE if locator.words == 8 and locator.frame.m == 1]
        start, end = WORDS.range(eight[0].frame.at, 8)[0], WORDS.range(eight[2].frame.at, 8)[1]
        piece = take_words(ORIGINAL[start:end])
        assert recognise(piece, {"ferry": eight[:30]}) == "ferry"
        assert recognise(piece, {"ferry": eight[:31]}) is None
        assert recognise(take_words(ORIGINAL[start : end - 10]), {"ferry": eight[:10]}) is None

    def test_passages_in_frames_do_not_count(self) -> None:
        framed = [locator for locator in EVERYWHERE if locator.framed]
        assert recognise(WORDS, {"ferry": framed}) is None

    def test_a_text_longer_than_any_article_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(anchors, "LONGEST_ARTICLE", len(WORDS) - 1)
        assert recognise(WORDS, self.CANDIDATES) is None


@pytest.mark.originals
def test_the_publishers_originals_resolve_in_changed_copies(articles: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in sorted(articles.glob("*.txt"))}
    assert texts
    located = {name: runs(take_words(text), text, (2, 6, 8, 15, 30), 11) for name, text in texts.items()}
    for name, text in texts.items():
        once = [locator for locator in located[name] if locator.frame.m == 1]
        for copy in (text, reflowed(text, 70), retyped(text), curled(text), padded(text), text.replace("U.N.", "UN")):
            words = take_words(copy)
            assert recognise(words, located) == name
            assert {resolution.state for resolution in resolve(words, located[name])} == {EXACT}
            assert all(
                normal(at(copy, resolution)) == normal(passages(text, take_words(text), locator))
                for locator, resolution in zip(once[::20], resolve(words, once)[::20], strict=True)
            )


@pytest.mark.originals
def test_a_negated_original_is_never_taken_for_the_original(articles: Path) -> None:
    for path in sorted(articles.glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        words = take_words(text)
        located = [locator for locator in runs(words, text, (4, 12, 26), 13) if locator.frame.m == 1]
        for locator in located[::4]:
            start, _ = words.range(locator.frame.at + locator.skip + locator.words // 2, 1)
            falsified = f"{text[:start]}not {text[start:]}"
            assert resolve(take_words(falsified), located)[located.index(locator)].state in (ALTERED, LOST)
