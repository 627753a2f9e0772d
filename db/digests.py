"""Read a digest, written in a small part of Markdown, as plain text with its passages.

Paragraphs are parted by blank lines, and their lines joined by spaces. A line that begins with one to six ``#`` and a
space is a heading. ``[words](#entry+other-entry)`` marks the words as a passage that supports those entries. A
backslash before a punctuation mark takes it literally. Nothing else of Markdown is understood, and what Markdown
would render in another way is a fault rather than text: a digest reads the same in every viewer.
"""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from db.records import Block

BETWEEN_BLOCKS = "\n\n"

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_IDS = re.compile(r"#[a-z0-9-]+(?:\+[a-z0-9-]+)*")
_REFUSED_LINES = tuple(
    (re.compile(sign), reason)
    for sign, reason in (
        (r"(?: {4}| {0,3}\t)", "an indented line would be code: begin it at the margin"),
        (r" {0,3}#{1,6}(?!#)\S?.*\s#+\s*$", "a heading is not closed with #"),
        (r" {0,3}#{7}|^ {0,3}#+[^#\s]|^ {0,3}#+\s*$", "a heading is one to six #, a space and words"),
        (r" {0,3}>", "quotations are not used in digests"),
        (
            r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s|$)",
            "lists are not used in digests: write \\ before the sign if it is meant literally",
        ),
        (r" {0,3}(?:-[-\s]*|=+\s*)$", "a line of - or = would be a rule or a heading"),
        (r" {0,3}\|", "tables are not used in digests"),
        (r".*(?:\S  +|\\)$", "a line ends in neither spaces nor a backslash"),
    )
)
_TOKENS = re.compile(
    r"(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[)"
    r"|(?P<open>\[)"
    r"|(?P<close>\](?:\((?P<target>[^()\n]*)\))?)"
    r"|(?P<entity>&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)"
    r"|(?P<sign>[\\<*_`]|~~)"
    r"|(?P<end>\n)"
    r"|(?P<words>[^\\!\[\]&<*_`~\n]+|[!&~])"
)


class DigestPassage(Struct, frozen=True):
    """A range of a digest's text, half-open in code points, and the ids of the entries that it supports."""

    start: int
    end: int
    entries: tuple[str, ...]


class Digest(Struct, frozen=True):
    """A digest as plain text, its blocks parted by blank lines, with the passages in their order."""

    text: str
    blocks: tuple[Block, ...]
    passages: tuple[DigestPassage, ...]


class DigestFault(Struct, frozen=True, order=True):
    """One thing in a digest that cannot be: the line, from 1, and a sentence."""

    line: int
    reason: str


class DigestError(ValueError):
    """A digest that cannot be read; `faults` holds all that is wrong with it, by line."""

    def __init__(self, faults: tuple[DigestFault, ...]) -> None:
        super().__init__("; ".join(f"line {fault.line}: {fault.reason}" for fault in faults))
        self.faults = faults


class _Page(Struct):
    """What has been read so far."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    passages: list[DigestPassage] = field(default_factory=list)
    faults: list[DigestFault] = field(default_factory=list)
    opened: tuple[int, int] | None = None

    def write(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def blame(self, line: int, reason: str) -> None:
        self.faults.append(DigestFault(line, reason))


def parse_digest(markdown: str, *, first_line: int = 1) -> Digest:
    """Return the digest that a Markdown text holds.

    `first_line` is the number that the text's first line has in its file. Raises `DigestError` with every fault.
    """
    page = _Page()
    blocks: list[Block] = []
    for line, raw, heading in _blocks(markdown, first_line, page):
        if blocks:
            page.write(BETWEEN_BLOCKS)
        start = page.length
        _read_block(page, line, raw)
        blocks.append(Block(start, page.length, heading))
    if not blocks:
        page.blame(first_line, "the digest is empty")
    if page.faults:
        raise DigestError(tuple(sorted(page.faults)))
    return Digest("".join(page.parts), tuple(blocks), tuple(page.passages))


def _blocks(markdown: str, first_line: int, page: _Page) -> Iterator[tuple[int, str, bool]]:
    """Yield each block: its first line's number, its lines without marker and margins, whether it is a heading."""
    paragraph: list[str] = []
    lines = markdown.replace("\r\n", "\n").split("\n")
    for number, line in enumerate((*lines, ""), first_line):
        heading = _HEADING.match(line)
        if paragraph and (heading or not line.strip()):
            yield number - len(paragraph), "\n".join(paragraph), False
            paragraph = []
        if not line.strip():
            continue
        for sign, reason in _REFUSED_LINES:
            if sign.match(line):
                page.blame(number, reason)
        if heading:
            yield number, line[heading.end() :].strip(), True
        else:
            paragraph.append(line.strip())


def _read_block(page: _Page, line: int, raw: str) -> None:
    """Write the words of one block to the page, and note its passages and faults."""
    for token in _TOKENS.finditer(raw):
        match token.lastgroup:
            case "words":
                page.write(token[0])
            case "escaped":
                page.write(token[0][1])
            case "end":
                page.write(" ")
                line += 1
            case "open":
                _open_passage(page, line)
            case "close" | "target":
                _close_passage(page, line, token["target"])
            case "image":
                page.blame(line, "pictures are not used in digests")
            case "entity":
                page.blame(line, f"write the character itself, not {token[0]}")
            case _:
                page.blame(line, f"{token[0]} is a sign of Markdown: write \\{token[0]} if it is meant literally")
    if page.opened:
        page.blame(page.opened[0], "[ is never closed by ](#entry): write \\[ if it is meant literally")
        page.opened = None


def _open_passage(page: _Page, line: int) -> None:
    if page.opened:
        page.blame(line, "a passage cannot begin inside another")
    page.opened = (line, page.length)


def _close_passage(page: _Page, line: int, target: str | None) -> None:
    opened, page.opened = page.opened, None
    if not opened:
        page.blame(line, "] closes nothing: write \\] if it is meant literally")
    elif target is None:
        page.blame(line, "after [words] comes the target: (#entry) or (#entry+other-entry)")
    elif not _IDS.fullmatch(target):
        page.blame(line, f"a passage leads to #entry or #entry+other-entry, not to {target!r}")
    elif opened[1] == page.length:
        page.blame(line, "a passage has words")
    else:
        _note_passage(page, line, opened[1], tuple(target[1:].split("+")))


def _note_passage(page: _Page, line: int, start: int, entries: tuple[str, ...]) -> None:
    if len(set(entries)) < len(entries):
        page.blame(line, f"a passage names an entry twice: {'+'.join(entries)}")
    page.passages.append(DigestPassage(start, page.length, entries))
