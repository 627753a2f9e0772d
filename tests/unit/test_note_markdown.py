"""A note is read as people write them, and nothing in it is ever lost or run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.note_markdown import BlockKind, NoteBlock, Run, parse_note

P, H, Q, C = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTATION, BlockKind.CODE
ITEM = BlockKind.ITEM


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("", []),
        ("one\ntwo\n\nthree", [P, P]),
        ("# Title\nwords", [H, P]),
        ("- one\n- two\n  goes on\n\nwords", [ITEM, ITEM, P]),
        ("words\n1. one\n2) two", [P, ITEM, ITEM]),
        ("> said\n> so", [Q]),
        ("```\na  *b*\n\nc\n```\nd", [C, P]),
        ("~~~\nnever closed", [C]),
        ("-\nnot a list", [P]),
    ],
)
def test_blocks_are_told_apart(typed: str, kinds: list[BlockKind]) -> None:
    assert [block.kind for block in parse_note(typed)] == kinds


def runs(typed: str) -> list[Run]:
    (block,) = parse_note(typed)
    return list(block.runs)


def test_strong_and_emphasised_words_are_strong_and_code_is_code() -> None:
    assert runs("a **b** *c* d") == [Run("a "), Run("b", strong=True), Run(" "), Run("c", strong=True), Run(" d")]
    assert runs("`x*y*` \\*z\\*") == [Run("x*y*", code=True), Run(" "), Run("*"), Run("z"), Run("*")]
    assert runs("snake_case_name and 2 * 3 * 4") == [Run("snake_case_name and 2 * 3 * 4")]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("[there](https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("see https://example.org/x?y=1.", "https://example.org/x?y=1"),
        ("<http://example.org>", "http://example.org"),
        ("[there](javascript:alert(1))", ""),
        ("[there](file:///etc/passwd)", ""),
        ("![picture](https://example.org/p.png)", "https://example.org/p.png"),
    ],
)
def test_only_addresses_of_the_web_are_links(typed: str, link: str) -> None:
    assert "".join(run.link for run in runs(typed)) == link


def test_items_have_their_signs_and_depth() -> None:
    assert parse_note("- a\n  - b\n10. c") == (
        NoteBlock(ITEM, (Run("a"),), 0, "•"),
        NoteBlock(ITEM, (Run("b"),), 1, "•"),
        NoteBlock(ITEM, (Run("c"),), 0, "10."),
    )


@given(st.text(alphabet=st.sampled_from("ab *_`[]()<>#->\n\\!1.~ /:hpts"), max_size=200))
def test_no_letter_is_lost(typed: str) -> None:
    shown = "".join(run.text for block in parse_note(typed) for run in block.runs)
    letters = [letter for letter in typed if letter.isalpha()]
    told = [letter for letter in shown if letter.isalpha()]
    assert len(told) <= len(letters)
    if not any(sign in typed for sign in ("](http", "```", "~~~", "<http")):
        assert told == letters


def test_a_long_note_of_signs_is_read_at_once() -> None:
    assert parse_note("*" * 100_000)
    assert parse_note("[" * 4_999)
    assert parse_note("* " * 2_400)
