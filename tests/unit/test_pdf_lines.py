"""Letters that lie on pages become lines, paragraphs and columns, as a reader would take them."""

import pytest

from db.pdf_lines import Piece, as_text, by_columns, without_running_lines

HEIGHT = 10.0


def line(text: str, row: float, left: float = 40.0, *, size: float = HEIGHT) -> Piece:
    """Return a line on a row from the top of a page, five points a letter."""
    return Piece(text, left, left + 5 * len(text), 600 - 12 * row, size)


def test_lines_below_each_other_are_one_paragraph() -> None:
    page = [line("The bridge was", 1), line("closed at noon", 2), line("and stayed so.", 3)]
    assert as_text([page]) == "The bridge was closed at noon and stayed so."


def test_a_gap_a_larger_letter_and_an_indent_begin_a_paragraph() -> None:
    page = [
        line("A bridge is closed", 0, size=18),
        line("It was closed at noon, said", 2),
        line("the harbour master.", 3),
        line("He closed it himself.", 5),
        line("Nobody was asked.", 6, 52),
    ]
    assert as_text([page]).split("\n\n") == [
        "A bridge is closed",
        "It was closed at noon, said the harbour master.",
        "He closed it himself.",
        "Nobody was asked.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the cease-", "fire held", "the cease\u00adfire held"),
        ("the UN-", "led talks", "the UN-led talks"),
        ("the al-", "Sahel bridge", "the al-Sahel bridge"),
        ("in 2019-", "20 there", "in 2019-20 there"),
        ("the bridge -", "and the toll", "the bridge - and the toll"),
        ("cease\u00ad", "fire", "cease\u00adfire"),
    ],
)
def test_a_hyphen_at_a_lines_end_joins(first: str, second: str, joined: str) -> None:
    assert as_text([[line(first, 1), line(second, 2)]]) == joined
    assert as_text([[line(first, 40)], [line(second, 1)]]).replace("\n\n", " ") == joined


def test_pieces_of_one_line_stay_in_it() -> None:
    raised = Piece("2", 92, 96, 600 - 12 + 3, 6)
    assert as_text([[line("The bridge", 1), raised, line("was closed", 1, 100)]]) == "The bridge 2 was closed"


def test_a_sentence_goes_on_over_the_page() -> None:
    assert as_text([[line("The bridge was", 40)], [line("closed at noon.", 1)]]) == "The bridge was closed at noon."
    assert as_text([[line("It was closed.", 40)], [line("Nobody was asked.", 1)]]) == (
        "It was closed.\n\nNobody was asked."
    )


def test_headers_and_footers_that_repeat_are_dropped_and_a_headline_stays() -> None:
    pages = [
        [
            line("The Quay", 0),
            line("The Quay", 9, size=20),
            *(line(f"Line {word} of {('a', 'b')[page - 1]}", 10 + n) for n, word in enumerate(("one", "two", "three"))),
            line(f"Page {page}", 45),
        ]
        for page in (1, 2)
    ]
    pages[1][1] = line("On with it", 9)
    first, second = without_running_lines(pages)
    assert [piece.text for piece in first][:2] == ["The Quay", "Line one of a"]
    assert first[0].size == 20
    assert next(piece.text for piece in second) == "On with it"
    assert not [piece for piece in (*first, *second) if piece.text.startswith("Page")]


def test_nothing_runs_over_a_single_page() -> None:
    page = [line("The Quay", 0), line("Words", 10), line("Page 1", 45)]
    assert without_running_lines([page]) == [page]


def test_columns_are_read_one_after_the_other_below_what_lies_across() -> None:
    across = [line("A headline that lies across both of the columns of it", 0)]
    rows = [piece for n in range(1, 6) for piece in (line(f"left {n}", n), line(f"right {n}", n, 200))]
    below = [line("A caption that lies across both of the columns again", 6)]
    more = [piece for n in range(7, 10) for piece in (line(f"left {n}", n), line(f"right {n}", n, 200))]
    texts = [piece.text for piece in by_columns([*across, *rows, *below, *more])]
    assert texts[0].startswith("A headline")
    assert texts[1:11] == [f"left {n}" for n in range(1, 6)] + [f"right {n}" for n in range(1, 6)]
    assert texts[11].startswith("A caption")
    assert texts[12:] == [f"left {n}" for n in range(7, 10)] + [f"right {n}" for n in range(7, 10)]


def test_a_page_of_very_many_pieces_has_no_columns() -> None:
    page = [piece for n in range(400) for piece in (line("left", n), line("right", n, 200))]
    assert [piece.text for piece in by_columns(page)] == ["left", "right"] * 400


def test_no_pages_are_no_text() -> None:
    assert as_text([]) == ""
    assert as_text([[]]) == ""
