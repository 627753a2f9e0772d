"""PDF files as browsers, word processors and newspapers make them, of a text whose paragraphs stand apart."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.db.pages import paragraphs

PAGE = (420.0, 595.0)
MARGIN, LEADING, SIZE = 40.0, 13.0, 10.0
GUTTER = 14.0
DEJAVU = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf"),
    Path("/usr/share/fonts/TTF/DejaVuSans.ttf"),
)


def with_qt(text: str, file: Path) -> None:
    """Print a text as the Qt toolkit does; needs an application."""
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultFont(QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family(), 9))
    document.setHtml("".join(f"<p align=justify>{part}</p>" for part in paragraphs(text)))
    document.print_(writer)


def in_one_column(text: str, file: Path) -> None:
    """Print a text under a running header and over a footer that counts, with words divided at lines' ends."""
    canvas = _canvas(file)
    lines = _lines(text, PAGE[0] - 2 * MARGIN)
    for number, page in enumerate(_dealt(lines, 30), start=1):
        _frame(canvas, number)
        for row, line in enumerate(page):
            canvas.drawString(MARGIN, PAGE[1] - 70 - row * LEADING, line)
        canvas.showPage()
    canvas.save()


def in_two_columns(text: str, file: Path) -> None:
    """Print a text in two columns, one after the other."""
    _columns(text, file, across=False)


def across_two_columns(text: str, file: Path) -> None:
    """Print a text in two columns, but write them line by line across the page, as some programs do."""
    _columns(text, file, across=True)


def with_password(text: str, file: Path) -> None:
    """Print a text that nobody may read who does not know the word."""
    canvas = Canvas(str(file), pagesize=PAGE, encrypt=StandardEncryption("sesame", canPrint=0))
    canvas.drawString(MARGIN, 300, text[:40])
    canvas.save()


def on_a_turned_page(lines: list[str], file: Path, turned: int) -> None:
    """Print lines that stand upright once the page is turned clockwise by some degrees, as it asks to be."""
    canvas = Canvas(str(file), pagesize=PAGE)
    canvas.setPageRotation(turned)
    # ReportLab means the size of a page as it is seen.
    width, height = PAGE if turned in (0, 180) else PAGE[::-1]
    canvas.translate(width if turned in (90, 180) else 0, height if turned in (180, 270) else 0)
    canvas.rotate(turned)
    for row, line in enumerate(lines):
        canvas.drawString(60, 300 - row * LEADING, line)
    canvas.showPage()
    canvas.save()


def of_a_picture(file: Path) -> None:
    """Print a page that holds shapes and no letter, as a scanner does."""
    canvas = Canvas(str(file), pagesize=PAGE)
    canvas.rect(50, 50, 300, 400, fill=1)
    canvas.showPage()
    canvas.save()


PRINTS: dict[str, Callable[[str, Path], None]] = {
    "qt.pdf": with_qt,
    "column.pdf": in_one_column,
    "columns.pdf": in_two_columns,
    "across.pdf": across_two_columns,
}


def _columns(text: str, file: Path, *, across: bool) -> None:
    canvas = _canvas(file)
    width = (PAGE[0] - 2 * MARGIN - GUTTER) / 2
    for number, page in enumerate(_dealt(_lines(text, width), 60), start=1):
        _frame(canvas, number)
        placed = [(row % 30, row // 30, line) for row, line in enumerate(page)]
        for row, column, line in sorted(placed) if across else placed:
            canvas.drawString(MARGIN + column * (width + GUTTER), PAGE[1] - 70 - row * LEADING, line)
        canvas.showPage()
    canvas.save()


def _canvas(file: Path) -> Canvas:
    if "Sans" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Sans", font()))
    return Canvas(str(file), pagesize=PAGE)


def font() -> str:
    """Return a font of the system that has Turkish letters too, or else the one that comes with ReportLab."""
    return next((str(place) for place in DEJAVU if place.exists()), "Vera.ttf")


def _frame(canvas: Canvas, number: int) -> None:
    canvas.setFont("Sans", 8)
    canvas.drawString(MARGIN, PAGE[1] - 30, "The Quay, 3 April 2021")
    canvas.drawRightString(PAGE[0] - MARGIN, PAGE[1] - 30, "Harbours and bridges")
    canvas.drawCentredString(PAGE[0] / 2, 25, f"https://quay.example/news/1   Page {number}")
    canvas.setFont("Sans", SIZE)


def _lines(text: str, width: float) -> list[str]:
    """Return lines that are no wider, long words divided between small letters, with an empty one after a paragraph."""
    lines: list[str] = []
    for part in paragraphs(text):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}".strip()
            divided = f"{line} {word[:3]}-".strip()
            if _width(longer) <= width:
                line = longer
            elif len(word) > 7 and word.isalpha() and word.islower() and _width(divided) <= width:
                lines.append(divided)
                line = word[3:]
            else:
                lines.append(line)
                line = word
        lines += [_ligated(line), ""]
    return [_ligated(line) for line in lines]


def _width(line: str) -> float:
    return float(pdfmetrics.stringWidth(line, "Sans", SIZE))


def _ligated(line: str) -> str:
    return line.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def _dealt(lines: list[str], count: int) -> list[list[str]]:
    return [lines[first : first + count] for first in range(0, len(lines), count)]
