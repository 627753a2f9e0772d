"""Running text that can be selected and copied, set on lines of a fixed height, as high as its text."""

import math

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QLineF, QRectF, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Appearance
from desktop.widgets.choosing_words import WordChooser

Range = tuple[int, int]
"""Half-open, in UTF-16 units of the text, as Qt's documents count."""


RULE = 2
"""Width of the rule beside a quotation."""
DOTS_BELOW = 3
"""How far below the baseline the dotted line under differing words stands."""
USUAL_WIDTH = 280


class LineFormat(Struct, frozen=True):
    """Lines of a fixed height: half of the leading stands above the letters, half below."""

    block: QTextBlockFormat
    above: int

    def lead(self, document: QTextDocument) -> None:
        """Give a document the leading above its first line."""
        document.setDocumentMargin(0)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(self.above)
        frame.setBottomMargin(-self.above)
        document.rootFrame().setFrameFormat(frame)


def line_format(height: int, font: QFont) -> LineFormat:
    """Return the format of lines of ``height`` pixels; letters that are higher get no leading."""
    leading = max(0, height - math.ceil(QFontMetricsF(font).height()))
    block = QTextBlockFormat()
    block.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    return LineFormat(block, leading // 2)


def cursor_x(line: QTextLine, at: int) -> float:
    """Return where in a line a position of its paragraph stands; PySide tells the position too, or does not."""
    x = line.cursorToX(at)
    return float(x[0]) if isinstance(x, tuple) else float(str(x))


class Prose(QWidget):
    """Read-only text. Ranges in ``dotted`` get a dotted line; a ``rule`` stands beside all of it.

    Nothing is ever read as markup: the text goes in letter by letter. It is only painted here; what lets words be
    chosen is built where they are first pressed on, as a panel holds many texts of which few are ever copied from.
    """

    def __init__(
        self,
        text: str,
        appearance: Appearance,
        parent: QWidget,
        *,
        size: str = "body",
        line: str = "",
        colour: str = "ink",
        bold: bool = False,
        serif: bool = False,
        indent: int = 0,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._size, self._line, self._colour = size, line or size, colour
        self._bold, self._serif, self._indent = bold, serif, indent
        self._dotted: tuple[Range, ...] = ()
        self._rule: QColor | None = None
        self._heights: dict[int, int] = {}
        self._chooser: WordChooser | None = None
        self._passes = False
        self._text = text
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        wrapped = QTextOption()
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(wrapped)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        self._set()
        appearance.changed.connect(self._set)
        if QAccessible.isActive():
            # A screen reader goes through a text word by word, which only what lets words be chosen tells it of.
            self._let_choose()

    def text(self) -> str:
        """Return the text."""
        return self._text

    @Slot()
    def _set(self) -> None:
        theme = self._appearance.theme
        font = theme.text_font(self._size, bold=self._bold, serif=self._serif)
        lines = line_format(theme.line_height(self._line, font), font)
        lines.block.setLeftMargin(self._indent)
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(theme[self._colour])
        document = self._document
        document.clear()
        document.setDefaultFont(font)
        lines.lead(document)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(lines.block)
        cursor.insertText(self._text, letters)
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def mark(self, *, dotted: tuple[Range, ...] = (), rule: QColor | None = None) -> None:
        """Say which words differ, and in which colour the rule beside the text stands."""
        self._dotted, self._rule = dotted, rule
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that narrower text is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text's lines in ``width``."""
        if width not in self._heights:
            document = self._document
            laid_out = document.textWidth()
            # Told of another size, what lets words be chosen would at once set the text in its own width again.
            silent = QSignalBlocker(document.documentLayout())
            document.setTextWidth(width)
            self._heights[width] = round(document.size().height())
            if self._chooser is not None:
                document.setTextWidth(laid_out)
            silent.unblock()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the size of the text in a panel of the usual width."""
        return QSize(USUAL_WIDTH, self.heightForWidth(USUAL_WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Return the room of a few words: the text can wrap."""
        return QSize(60, 1)

    # Painting

    def laid_out(self) -> QTextDocument:
        """Return the text as it stands in the present width."""
        if self._document.textWidth() != self.width():
            self._document.setTextWidth(self.width())
        return self._document

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the dotted lines and the rule."""
        if self._chooser is None:
            painter = QPainter(self)
            self.laid_out().drawContents(painter, QRectF(event.rect()))
            self.paint_signs(painter)
            painter.end()

    def paint_signs(self, painter: QPainter) -> None:
        """Paint the dotted lines and the rule."""
        if self._rule is not None:
            painter.fillRect(0, 0, RULE, self.height(), self._rule)
        pen = QPen(self._appearance.theme["ink-2"], 1)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1, 1])
        painter.setPen(pen)
        for start, end in self._dotted:
            for stroke in self._strokes(start, end):
                painter.drawLine(stroke)

    def _strokes(self, start: int, end: int) -> list[QLineF]:
        """Return a stroke below each line that the range touches."""
        layout = self._document.begin().layout()
        top = layout.position()
        strokes = []
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            # A range that ends in the blank at the line's end ends with its word.
            while last > first and self._document.characterAt(last - 1).isspace():
                last -= 1
            y = round(top.y() + line.y() + line.ascent()) + DOTS_BELOW + 0.5
            left, right = (top.x() + cursor_x(line, at) for at in (first, last))
            strokes.append(QLineF(left, y, right, y))
        return strokes

    # Choosing words

    def _let_choose(self) -> WordChooser:
        """Lay what lets words be chosen over the text, which stays where it is."""
        if self._chooser is None:
            self._chooser = WordChooser(self.laid_out(), self.paint_signs, self)
            self._chooser.setAccessibleName(self._text)
            self.setAccessibleName("")
            self.setFocusProxy(self._chooser)
            self._chooser.show()
        return self._chooser

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lets words be chosen as large as the text."""
        super().resizeEvent(event)
        if self._chooser is not None:
            self._chooser.setGeometry(self.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let words be chosen from here on."""
        if self._chooser is not None or event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._let_choose().setFocus(Qt.FocusReason.MouseFocusReason)
        self._passes = True
        self._pass_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pass on what belongs to the first press, which has been this widget's."""
        self._pass_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pass on the end of the first press; later ones meet what lets words be chosen by themselves."""
        self._pass_on(event)

    def _pass_on(self, event: QMouseEvent) -> None:
        if self._chooser is None or not self._passes:
            event.ignore()
            return
        # What is left undone there comes back here, and is nobody's.
        self._passes = False
        QCoreApplication.sendEvent(self._chooser.viewport(), event)
        self._passes = event.type() is not QEvent.Type.MouseButtonRelease
