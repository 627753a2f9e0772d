"""Set an article's text as a document, and find where its passages stand in it.

The document holds the paragraphs of a :class:`db.records.ReaderText`, letter by letter; positions in the
text are code points, positions in the document UTF-16 units with one unit between paragraphs.
"""

from bisect import bisect_right

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from db.records import EntryHead, ReaderPassage, ReaderText
from desktop.theme import Theme
from desktop.widgets.prose import cursor_x, line_format
from desktop.widgets.units import Units
from desktop.wording import UNSEEN

TEXT_X = 44
"""Where lines begin: the panel's edge, and the margin of the marks."""
EDGE = 16
TOP = 8
PARAGRAPH_GAP = 10
_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufdd0\ufdd1", " "))
"""Characters at which Qt's documents would begin a paragraph or a frame; each becomes one blank."""


class LineRect(Struct, frozen=True):
    """A part of a line: from ``left`` to ``right`` in the document, its box from ``top``, its baseline."""

    left: float
    right: float
    top: float
    height: float
    baseline: float

    @property
    def rect(self) -> QRectF:
        """Return the box."""
        return QRectF(self.left, self.top, self.right - self.left, self.height)


class SetPassage(Struct, frozen=True):
    """A passage where it stands; ``level`` is the first of its rules below the baseline, from 0."""

    passage: ReaderPassage
    lines: tuple[LineRect, ...]
    level: int

    @property
    def entries(self) -> tuple[EntryHead, ...]:
        """Return the entries that the passage supports."""
        return self.passage.entries


class ArticleSetting:
    """One text set as a document. ``line_height`` is that of its lines, ``above`` the leading above the letters."""

    def __init__(self, reader: ReaderText, document: QTextDocument, theme: Theme) -> None:
        """Fill ``document`` with the text of ``reader``."""
        self.reader = reader
        self._document = document
        font = theme.text_font("reading", serif=True)
        self.line_height = theme.line_height("reading", font)
        lines = line_format(self.line_height, font)
        self.above = lines.above
        self._starts = [block.start for block in reader.blocks]
        self._units: list[Units] = []
        if document.defaultFont() != font:
            document.setDefaultFont(font)
        cursor = QTextCursor(document)
        # All of it is one change, so that it is laid out once, and what scrolls the text never meets an empty one.
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        lines.lead(document)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(TOP + lines.above)
        document.rootFrame().setFrameFormat(frame)
        format_ = lines.block
        format_.setLeftMargin(TEXT_X)
        format_.setRightMargin(EDGE)
        format_.setBottomMargin(PARAGRAPH_GAP)
        letters = {heading: self._letters(theme, heading=heading) for heading in (False, True)}
        for number, block in enumerate(reader.blocks):
            if number:
                cursor.insertBlock()
            text = reader.text[block.start : block.end]
            self._units.append(Units.of(text))
            cursor.setBlockFormat(format_)
            cursor.insertText(text.translate(_BREAKS).translate(UNSEEN), letters[block.heading])
        cursor.endEditBlock()

    def _letters(self, theme: Theme, *, heading: bool) -> QTextCharFormat:
        letters = QTextCharFormat()
        letters.setFont(theme.text_font("reading", serif=True, bold=heading))
        letters.setForeground(theme["ink"])
        return letters

    def document_position(self, point: int) -> int:
        """Return the position in the document of a code point of the text; between paragraphs, the next one's start."""
        number = max(0, bisect_right(self._starts, point) - 1)
        if number >= len(self.reader.blocks):
            return 0
        block = self.reader.blocks[number]
        inside = min(max(point - block.start, 0), block.end - block.start)
        return self._document.findBlockByNumber(number).position() + self._units[number].units(inside)

    def text_position(self, position: int) -> int:
        """Return the code point of the text at a position in the document."""
        found = self._document.findBlock(position)
        number = found.blockNumber()
        if not 0 <= number < len(self.reader.blocks):
            return 0
        return self.reader.blocks[number].start + self._units[number].points(position - found.position())

    def passages(self) -> list[SetPassage]:
        """Return every passage with its lines, as the document is laid out now."""
        found: list[SetPassage] = []
        running: list[SetPassage] = []
        for passage in self.reader.passages:
            running = [other for other in running if other.passage.end > passage.start]
            level = max((other.level + max(1, len(other.entries)) for other in running), default=0)
            placed = SetPassage(passage, tuple(self.lines(passage.start, passage.end)), min(level, 1))
            running.append(placed)
            found.append(placed)
        return found

    def lines(self, start: int, end: int) -> list[LineRect]:
        """Return the parts of lines that a half-open range of the text takes up."""
        first, last = self.document_position(start), self.document_position(end)
        rects: list[LineRect] = []
        block = self._document.findBlock(first)
        while block.isValid() and block.position() < last:
            rects += self._lines_in(block, first - block.position(), last - block.position())
            block = block.next()
        return rects

    def _lines_in(self, block: QTextBlock, first: int, last: int) -> list[LineRect]:
        # Asking for the block's rectangle makes sure that it is laid out.
        top_left = self._document.documentLayout().blockBoundingRect(block).topLeft()
        layout = block.layout()
        rects = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = max(first, line.textStart())
            end = min(last, line.textStart() + line.textLength())
            while end > start and self._document.characterAt(block.position() + end - 1).isspace():
                end -= 1
            if start >= end:
                continue
            left, right = cursor_x(line, start), cursor_x(line, end)
            y = top_left.y() + line.y()
            rects.append(
                LineRect(
                    top_left.x() + left,
                    top_left.x() + right,
                    y - self.above,
                    self.line_height,
                    round(y + line.ascent()),
                )
            )
        return rects
