"""Places in one text of an article that answer to places in its other text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.records import Article, EntryHead, ReaderPassage, ReaderText
from db.vocabularies import Basis, Kind, Status, TextKind, Type
from desktop.views.article.finding import Findable, nearest
from desktop.views.article.steps import answering_point, answering_range

ARTICLE = Article("a", "A", "A", "A", "2020", Basis.EXPLICIT, "Printed.")


def head(name: str) -> EntryHead:
    return EntryHead(name, 0, Kind.EVENT, Type.CONSULT, name, None, Status.OCCURRED, 1)


def text(length: int, *passages: tuple[int, int, str]) -> ReaderText:
    lit = tuple(ReaderPassage(start, end, (head(name),)) for start, end, name in sorted(passages))
    return ReaderText(ARTICLE, TextKind.DIGEST, "x" * length, (), lit)


SHORT = text(100, (20, 30, "call"), (60, 70, "talks"))
LONG = text(1000, (300, 400, "call"), (900, 940, "talks"))


def test_inside_a_passage_that_both_have_its_words_answer() -> None:
    assert answering_point(SHORT, LONG, 20) == 300
    assert answering_point(SHORT, LONG, 25) == 350
    assert answering_point(LONG, SHORT, 920) == 65


def test_between_two_passages_the_place_is_in_proportion() -> None:
    assert answering_point(SHORT, LONG, 45) == 650
    assert answering_point(LONG, SHORT, 650) == 45


def test_before_the_first_and_after_the_last_passage_the_ends_answer() -> None:
    assert answering_point(SHORT, LONG, 10) == 150
    assert answering_point(SHORT, LONG, 85) == 970
    assert answering_point(SHORT, LONG, 100) == 1000


def test_where_the_texts_tell_things_in_another_order_the_nearer_passage_answers() -> None:
    turned = text(1000, (800, 900, "call"), (100, 200, "talks"))
    assert answering_point(SHORT, turned, 32) == 900
    assert answering_point(SHORT, turned, 58) == 100


def test_the_nth_passage_of_an_entry_answers_to_its_nth() -> None:
    twice = text(100, (10, 20, "call"), (50, 60, "call"))
    other = text(500, (100, 120, "call"), (400, 430, "call"))
    assert answering_range(twice, other, (50, 60), "call") == (400, 430)
    fewer = text(50, (5, 9, "call"))
    assert answering_range(twice, fewer, (10, 20), "call") == (5, 9)
    assert answering_range(twice, fewer, (50, 60), "call") is None
    assert answering_range(twice, fewer, (50, 60), "call", instead=True) == (5, 9)
    assert answering_range(twice, text(50), (50, 60), "call") is None


def test_texts_with_nothing_in_common_answer_in_proportion() -> None:
    assert answering_point(text(100), text(1000), 50) == 500
    assert answering_point(text(0), text(1000), 0) == 0


@given(st.integers(0, 100))
def test_an_answer_lies_in_the_other_text(point: int) -> None:
    assert 0 <= answering_point(SHORT, LONG, point) <= 1000


def test_finds_whatever_case_accents_quotes_and_line_breaks() -> None:
    found = Findable.of("Kalın told\nthem: “Çavuşoğlu’s plan”; kalin agreed")
    assert found.find("kalin") == ((0, 5), (37, 42))
    assert found.find("TOLD them") == ((6, 15),)
    assert found.find("\"cavusoglu's pl") == ((17, 32),)
    assert found.find("  ") == ()
    assert found.find("nobody") == ()


def test_figures_and_signs_are_found_as_they_are_typed() -> None:
    assert Findable.of("a.b (c) 1–2").find(".b (c) 1-2") == ((1, 11),)


def test_the_find_at_or_after_a_place_is_the_nearest() -> None:
    spans = ((5, 6), (20, 22))
    assert [nearest(spans, at) for at in (0, 5, 6, 20, 21)] == [0, 0, 1, 1, 0]
    assert nearest((), 3) == -1
