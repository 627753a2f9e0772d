"""Read a note, written in the everyday part of Markdown, as blocks of text for a panel. Nothing of it is ever run.

Headings, paragraphs, lists, quotations, code, strong and emphasised words, links to http and https. Everything else
is text as it was typed: a note is the user's own, and no sign in it is a fault.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

LONGEST_STYLED = 5_000
"""Letters of a block in which signs are looked for; a longer one is shown as it was typed."""


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTATION = "quotation"
    CODE = "code"


class Run(Struct, frozen=True):
    """Words of one look. ``link`` is an address of http or https, empty for none."""

    text: str
    strong: bool = False
    code: bool = False
    link: str = ""


class NoteBlock(Struct, frozen=True):
    """A block: its words, its depth among lists (from 0), and the sign before it in a list."""

    kind: BlockKind
    runs: tuple[Run, ...]
    depth: int = 0
    sign: str = ""


_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t#]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[-*+]|\d{1,9}[.)])[ \t]+(?P<words>.*)$")
_QUOTATION = re.compile(r" {0,3}> ?(?P<words>.*)$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<tick>`+)(?P<code>.+?)(?P=tick)(?!`)"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<target>https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
    r"|<?(?P<bare>https?://[^\s<>\"]+)>?"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<strongly>.+?)(?<=\S)(?P=strong)"
    r"|(?<!\w)(?P<mild>[*_])(?=\S)(?P<mildly>[^*_\n]+?)(?<=\S)(?P=mild)(?!\w)",
    re.DOTALL,
)
_AFTER_ADDRESS = ".,;:!?)]}'\""


def parse_note(text: str) -> tuple[NoteBlock, ...]:
    """Return the blocks of a note, in their order."""
    return tuple(_styled(kind, words, depth, sign) for kind, words, depth, sign in _blocks(text))


def _blocks(text: str) -> Iterator[tuple[BlockKind, str, int, str]]:
    """Yield what each block is, its words, its depth and its sign."""
    open_: list[str] = []
    current = (BlockKind.PARAGRAPH, 0, "")
    fenced = False
    for line in (*text.replace("\r\n", "\n").replace("\t", "    ").split("\n"), ""):
        if _FENCE.match(line):
            yield from _closed(current, open_)
            fenced, open_ = not fenced, []
            current = (BlockKind.CODE, 0, "") if fenced else (BlockKind.PARAGRAPH, 0, "")
            continue
        kind, depth, sign, words = (BlockKind.CODE, 0, "", line) if fenced else _read_line(line, current)
        goes_on = fenced or (words and not sign and kind in (current[0], BlockKind.PARAGRAPH) and open_)
        if not goes_on or BlockKind.HEADING in (kind, current[0]):
            yield from _closed(current, open_)
            current, open_ = (kind, depth, sign), []
        if words or fenced:
            open_.append(words)
    yield from _closed(current, open_)


def _read_line(line: str, current: tuple[BlockKind, int, str]) -> tuple[BlockKind, int, str, str]:
    if found := _HEADING.match(line):
        return BlockKind.HEADING, 0, "", found["words"]
    if found := _ITEM.match(line):
        sign = found["sign"] if found["sign"][0].isdigit() else "•"
        return BlockKind.ITEM, min(len(found["indent"]) // 2, 4), sign, found["words"]
    if found := _QUOTATION.match(line):
        return BlockKind.QUOTATION, 0, "", found["words"].strip()
    return BlockKind.PARAGRAPH, current[1], "", line.strip()


def _closed(current: tuple[BlockKind, int, str], lines: list[str]) -> Iterator[tuple[BlockKind, str, int, str]]:
    kind, depth, sign = current
    if lines or sign:
        yield kind, "\n".join(lines), depth if kind is BlockKind.ITEM else 0, sign


def _styled(kind: BlockKind, words: str, depth: int, sign: str) -> NoteBlock:
    plain = kind is BlockKind.CODE or len(words) > LONGEST_STYLED
    runs = (Run(words, code=kind is BlockKind.CODE),) if plain else tuple(_runs(words))
    return NoteBlock(kind, runs, depth, sign)


def _runs(words: str) -> Iterator[Run]:
    at = 0
    for token in _TOKEN.finditer(words):
        if token.start() > at:
            yield Run(words[at : token.start()])
        at = token.end()
        yield from _of(token)
    if at < len(words):
        yield Run(words[at:])


def _of(token: re.Match[str]) -> Iterator[Run]:
    if token["escaped"]:
        yield Run(token["escaped"])
    elif token["code"]:
        yield Run(token["code"].strip("`") or token["code"], code=True)
    elif token["words"]:
        yield Run(token["words"], link=token["target"])
    elif token["bare"]:
        address = token["bare"].rstrip(_AFTER_ADDRESS)
        yield Run(address, link=address)
        if rest := token["bare"][len(address) :]:
            yield Run(rest)
    else:
        yield from (replace(run, strong=True) for run in _runs(token["strongly"] or token["mildly"]))
