"""Put the pieces of lines that lie on the pages of a PDF file together to a text.

A PDF file knows no lines, paragraphs or columns, only where each letter lies. Pure arithmetic: lengths in points,
heights from the bottom of the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

_ENDS = 3
"""How many lines at the top and at the bottom of a page may be its header and footer."""
_NEAR = 3.0
"""Points by which the same header may lie higher or lower on another page."""
_SAME_LINE = 0.45
_NEXT_LINE = 1.25
_SAME_SIZE = 0.15
_INDENT = 0.8
_FEWEST = 3
"""How many pieces make a column."""
_MOST = 600
"""Pieces of a page that may stand in columns; what has more is a table or a map."""
_FULL_STOP = re.compile(r"[.!?:…][\"'”’)\]]*$")
_HYPHEN = re.compile(r"(?<=[^\W_])[-\u2010\u00ad]$")


class Piece(Struct, frozen=True):
    """A piece of a line: its words, its left and right ends, its baseline and the height of its letters."""

    text: str
    left: float
    right: float
    base: float
    size: float


Page = Sequence[Piece]


def without_running_lines(pages: Sequence[Page]) -> list[list[Piece]]:
    """Return pages without the headers and footers that lie at the same height on two pages or more.

    Figures in them may differ: they count pages. A headline in the middle of the first page, which the headers of
    the others repeat, stays.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for masked, height in {(_masked(piece), round(piece.base / _NEAR)) for piece in _ends(page)}:
            seen.update({(masked, height + near) for near in (-1, 0, 1)})
    return [[piece for piece in page if not _runs(piece, page, seen)] for page in pages]


def _runs(piece: Piece, page: Page, seen: Counter[tuple[str, int]]) -> bool:
    return piece in _ends(page) and seen[_masked(piece), round(piece.base / _NEAR)] > 1


def _masked(piece: Piece) -> str:
    return re.sub(r"\d+", "#", piece.text.casefold())


def _ends(page: Page) -> list[Piece]:
    """Return what lies on the first and the last lines of a page."""
    heights = sorted({round(piece.base) for piece in page})
    outer = {*heights[:_ENDS], *heights[-_ENDS:]}
    return [piece for piece in page if round(piece.base) in outer]


def by_columns(page: Page) -> list[Piece]:
    """Return the pieces of a page column by column, where a gutter divides them, each from top to bottom.

    What lies across the gutter, as headlines do, divides the columns into those above and those below.
    """
    ordered = sorted(page, key=_from_top)
    gutter = _gutter(ordered)
    if gutter is None:
        return ordered
    found: list[Piece] = []
    band: list[Piece] = []
    for piece in [*ordered, None]:
        if piece is not None and not piece.left < gutter < piece.right:
            band.append(piece)
            continue
        left = [each for each in band if each.right <= gutter]
        right = [each for each in band if each.left >= gutter]
        found += [*by_columns(left), *by_columns(right)]
        if piece is not None:
            found.append(piece)
        band = []
    return found


def _from_top(piece: Piece) -> tuple[float, float]:
    return -round(piece.base), piece.left


def _gutter(page: Page) -> float | None:
    """Return where a column ends that stands beside another: the place that the fewest pieces lie across."""
    best: tuple[int, float] | None = None
    for place in {round(piece.right) + 0.5 for piece in page} if len(page) <= _MOST else ():
        left = [piece for piece in page if piece.right <= place]
        right = [piece for piece in page if piece.left >= place]
        across = len(page) - len(left) - len(right)
        beside = sum(1 for piece in left if any(abs(piece.base - other.base) < piece.size for other in right))
        if beside >= _FEWEST and across * 2 < beside and (best is None or (across, place) < best):
            best = across, place
    return None if best is None else best[1]


def as_text(pages: Iterable[Page]) -> str:
    """Return the pieces as a text in their order: a line for a paragraph, blank lines between paragraphs.

    A line's hyphen stays, as a soft one between small letters: nobody can tell whether the word has one elsewhere.
    """
    pieces = [piece for page in pages for piece in page]
    steps = [(a.base - b.base) / b.size for a, b in pairwise(pieces) if 0 < a.base - b.base < 3 * b.size]
    step = median(steps) if steps else 1.0
    text = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is None:
            text = piece.text
        elif _goes_on(before, piece, step):
            text = _joined(text, piece.text)
        else:
            text += f"\n\n{piece.text}"
    return text


def _goes_on(before: Piece, piece: Piece, step: float) -> bool:
    """Tell whether a piece goes on with the paragraph of the one before."""
    down = before.base - piece.base
    if abs(down) <= _SAME_LINE * max(before.size, piece.size) and piece.left >= before.left:
        return True
    if abs(piece.size - before.size) > _SAME_SIZE * before.size:
        return False
    if 0 < down <= _NEXT_LINE * step * piece.size and piece.left < before.right:
        return piece.left - before.left < _INDENT * piece.size
    elsewhere = down < 0 or piece.left >= before.right or down > 3 * piece.size
    return elsewhere and (_HYPHEN.search(before.text) is not None or _FULL_STOP.search(before.text) is None)


def _joined(text: str, more: str) -> str:
    if not _HYPHEN.search(text):
        return f"{text} {more}"
    if text[-2].islower() and more[:1].islower():
        return f"{text[:-1]}\u00ad{more}"
    return text + more
