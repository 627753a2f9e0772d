"""A digest reads as plain text, its passages lie on the right words, and whatever else stands there is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.digests import Digest, DigestError, DigestFault, DigestPassage, parse_digest

HARBOUR = """\
# Two ports, one treaty

[The envoy of Norrland](#envoy-visit) came to the harbour on Monday
and [asked its council
for a berth](#berth-request+envoy-visit).

## What the council said
It was \\"not opposed\\" \\[as yet\\]; 3 \\* 4 ships.
"""


def words(text: str, passage: DigestPassage) -> str:
    return text[passage.start : passage.end]


def faults(markdown: str, first_line: int = 1) -> list[tuple[int, str]]:
    with pytest.raises(DigestError) as caught:
        parse_digest(markdown, first_line=first_line)
    return [(fault.line, fault.reason) for fault in caught.value.faults]


def test_reads_as_plain_text_with_blank_lines_between_the_blocks() -> None:
    digest = parse_digest(HARBOUR)
    assert digest.text == (
        "Two ports, one treaty\n\n"
        "The envoy of Norrland came to the harbour on Monday and asked its council for a berth.\n\n"
        "What the council said\n\n"
        'It was "not opposed" [as yet]; 3 * 4 ships.'
    )


def test_tells_headings_from_paragraphs() -> None:
    digest = parse_digest(HARBOUR)
    assert [(digest.text[b.start : b.end].split()[0], b.heading) for b in digest.blocks] == [
        ("Two", True),
        ("The", False),
        ("What", True),
        ("It", False),
    ]


def test_passages_lie_on_the_words_of_their_links_across_lines() -> None:
    digest = parse_digest(HARBOUR)
    assert [(words(digest.text, p), p.entries) for p in digest.passages] == [
        ("The envoy of Norrland", ("envoy-visit",)),
        ("asked its council for a berth", ("berth-request", "envoy-visit")),
    ]


def test_windows_line_ends_change_nothing() -> None:
    assert parse_digest(HARBOUR.replace("\n", "\r\n")) == parse_digest(HARBOUR)


def test_headings_part_paragraphs_without_blank_lines_and_may_hold_passages() -> None:
    digest = parse_digest("One.\n### [Two](#b)\nThree & four! ~5 #6")
    assert digest.text == "One.\n\nTwo\n\nThree & four! ~5 #6"
    assert [words(digest.text, p) for p in digest.passages] == ["Two"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("![a port](#x)", "pictures"),
        ("A <b>bold</b> port", "< is a sign"),
        ("a *port*", "* is a sign"),
        ("a _port_", "_ is a sign"),
        ("a `port`", "` is a sign"),
        ("a ~~port~~", "~~ is a sign"),
        ("a \\port", "\\ is a sign"),
        ("ports &amp; ships", "not &amp;"),
        ("[a port](https://port.example)", "not to 'https://port.example'"),
        ('[a port](#x "title")', "not to"),
        ("[a port](#Port)", "not to '#Port'"),
        ("[a port](#x+)", "not to"),
        ("[a port][x]", "comes the target"),
        ("[](#x)", "has words"),
        ("[a [port](#x) town](#y)", "inside another"),
        ("a port](#x)", "closes nothing"),
        ("[a port", "never closed"),
        ("[a port](#x+x)", "twice: x+x"),
        ("> a port", "quotations"),
        ("- a port", "lists"),
        ("+ a port", "lists"),
        ("12. a port", "lists"),
        ("    a port", "would be code"),
        ("\ta port", "would be code"),
        ("---", "a rule or a heading"),
        ("===", "a rule or a heading"),
        ("| a | port |", "tables"),
        ("a port  ", "neither spaces nor a backslash"),
        ("a port\\", "neither spaces nor a backslash"),
        ("#port", "one to six #"),
        ("##", "one to six #"),
        ("####### port", "one to six #"),
        ("## a port ##", "not closed with #"),
    ],
)
def test_whatever_else_markdown_knows_is_a_fault_with_its_line(line: str, reason: str) -> None:
    found = faults(f"A quiet line.\n\n{line}\n\nAnother one.")
    assert any(number == 3 and reason in told for number, told in found), found


def test_every_fault_is_told_by_the_line_of_the_file() -> None:
    markdown = "A port\nand [a ship](ship)\n\n*Two* ports\n\n[open"
    assert [line for line, _ in faults(markdown, first_line=11)] == [12, 14, 14, 16]
    with pytest.raises(DigestError, match=r"line 2: .*; line 4: .*; line 6: "):
        parse_digest(markdown)


def test_a_link_left_open_does_not_spill_into_the_next_paragraph() -> None:
    assert [line for line, _ in faults("[one\n\ntwo](#x)")] == [1, 3]


@pytest.mark.parametrize("markdown", ["", "\n \n\t\n"])
def test_an_empty_digest_is_a_fault(markdown: str) -> None:
    assert faults(markdown, first_line=4) == [(4, "the digest is empty")]


SIGNS = "\\[]()!<*_`~&#+-.>|="


@given(st.lists(st.text("ab é’" + SIGNS, min_size=1).filter(lambda text: text.strip() == text != ""), min_size=1))
def test_any_text_can_be_written_with_escapes(paragraphs: list[str]) -> None:
    def escape(text: str) -> str:
        return "".join(f"\\{char}" if char in SIGNS else char for char in text)

    markdown = "\n\n".join(f"[{escape(text)}](#p{number})" for number, text in enumerate(paragraphs))
    digest = parse_digest(markdown)
    assert digest.text == "\n\n".join(paragraphs)
    assert [words(digest.text, passage) for passage in digest.passages] == paragraphs


@given(st.text("ab #[]()+-\\*\n>&;1.", max_size=60))
def test_reads_or_names_faults_and_never_anything_else(markdown: str) -> None:
    digest, named = read(markdown)
    assert (digest is None) == bool(named)
    assert all(1 <= fault.line <= markdown.count("\n") + 1 for fault in named)
    if digest:
        assert all(digest.text[b.start : b.end].strip() for b in digest.blocks)


def read(markdown: str) -> tuple[Digest | None, tuple[DigestFault, ...]]:
    try:
        return parse_digest(markdown), ()
    except DigestError as error:
        return None, error.faults
