"""Take the text out of PDF files that hold one, with PDFium; nothing in them is executed, and nothing fetched.

PDFium says which letter lies where. Its own lines go wrong where a word is divided or columns stand side by side, so
the letters are put together here: in the order in which they were written, and, as a second reading, by columns.
"""

from collections.abc import Iterator
from ctypes import byref, c_double
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from db.pdf_lines import Piece, as_text, by_columns, without_running_lines
from db.readings import OriginalError, OriginalText, usable

MOST_LETTERS = 2_000_000
"""More than any article has; 250,000 words."""
BY_COLUMNS = "by columns"

_LIGATURES = str.maketrans({0xFB00 + n: text for n, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))})
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
"""What PDFium puts in place of a hyphen at a line's end."""
_APART = 0.45
"""Of the letters' height: letters that lie higher or lower than that belong to another line."""
_GAP = 0.7
_BACK = 3.0


def read_pdf(data: bytes) -> list[OriginalText]:
    """Return the readings of a PDF file, the likelier first; raises OriginalError."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise OriginalError("is protected by a password") from error
        raise OriginalError("is a damaged PDF file") from error
    pages = _pages(document)
    if not any(pages):
        raise OriginalError("holds no text that can be read, as scans of pages do not")
    pages = without_running_lines(pages) if any(without_running_lines(pages)) else pages
    written, columns = usable(as_text(pages)), usable(as_text(by_columns(page) for page in pages))
    found = [OriginalText(written, "PDF")]
    return found if columns == written else [*found, OriginalText(columns, f"PDF {BY_COLUMNS}")]


def _pages(document: pdfium.PdfDocument) -> list[list[Piece]]:
    """Return the pieces of lines on every page that can be read."""
    pages: list[list[Piece]] = []
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            # Of a damaged file the other pages are still there, and what was on this one is told as lost.
            continue
        letters += raw.FPDFText_CountChars(text)
        if letters > MOST_LETTERS:
            raise OriginalError("holds more text than any article")
        pages.append(_seen(page, text))
        text.close()
        page.close()
    return pages


def _seen(page: Any, text: Any) -> list[Piece]:
    """Return the pieces that lie on a page as it is seen: some programs write over its edges what the next repeats."""
    rotation = page.get_rotation()
    left, bottom, right, top = page.get_cropbox()
    edges = _upright(raw.FS_RECTF(left=left, bottom=bottom, right=right, top=top), left, bottom, rotation)
    begin, end, line, height = edges
    low, high = sorted((line, line + (height if rotation in (0, 270) else -height)))
    return [
        piece
        for piece in _pieces(text, rotation)
        if piece.text and low <= piece.base <= high and piece.right >= begin and piece.left <= end
    ]


def _pieces(text: Any, rotation: int) -> Iterator[Piece]:
    """Yield the letters of a page as runs of those that lie beside each other."""
    letters = ""
    left = right = base = size = 0.0
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, index)).translate(_HYPHENS)
        if raw.FPDFText_IsGenerated(text, index) == 1 or letter.isspace():
            letters += " " if letters else ""
            continue
        raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        raw.FPDFText_GetLooseCharBox(text, index, byref(box))
        begin, end, line, height = _upright(box, x.value, y.value, rotation)
        apart = abs(line - base) > _APART * max(height, size)
        if letters and (apart or begin - right > _GAP * height or begin < right - _BACK * height):
            yield _piece(letters, left, right, base, size)
            letters = ""
        if not letters:
            left, base, size = begin, line, height
        letters += letter
        right = end
    if letters:
        yield _piece(letters, left, right, base, size)


def _piece(letters: str, left: float, right: float, base: float, size: float) -> Piece:
    # Halves of letters beyond the Basic Multilingual Plane, as PDFium tells them, are joined.
    text = letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Piece(" ".join(text.translate(_LIGATURES).split()), left, right, base, size)


def _upright(box: Any, x: float, y: float, rotation: int) -> tuple[float, float, float, float]:
    """Return where a letter begins and ends, its baseline and height, as the page is seen."""
    match rotation:
        case 90:
            return box.bottom, box.top, -x, box.right - box.left
        case 180:
            return -box.right, -box.left, -y, box.top - box.bottom
        case 270:
            return -box.top, -box.bottom, x, box.right - box.left
        case _:
            return box.left, box.right, y, box.top - box.bottom
