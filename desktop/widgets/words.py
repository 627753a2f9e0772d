"""Labels of one line, and hairlines."""

from PySide6.QtCore import QLineF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme import Appearance
from desktop.widgets.painting import paint_hairline


def words(
    text: str, appearance: Appearance, parent: QWidget, *, size: str = "label", role: str = "", bold: bool = False
) -> QLabel:
    """Return a line of plain text; ``role`` is "second", "third" or "warn" and picks its colour in the style sheet."""
    label = _Line(appearance, parent, size, bold=bold)
    label.setProperty("role", role)
    label.setText(text)
    return label


class _Line(QLabel):
    """One line of plain text that follows the sizes of text."""

    def __init__(self, appearance: Appearance, parent: QWidget, size: str, *, bold: bool) -> None:
        super().__init__(parent)
        self._appearance, self._size, self._bold = appearance, size, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        appearance.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        font = self._appearance.theme.text_font(self._size, bold=self._bold)
        self.setFont(font)
        self.setFixedHeight(self._appearance.theme.line_height(self._size, font))


class WrappingWords(QLabel):
    """Plain text on one line where there is room for it, else on several; it asks for ``least`` pixels at least."""

    def __init__(
        self, text: str, appearance: Appearance, parent: QWidget, *, size: str = "label", role: str = "", least: int = 0
    ) -> None:
        super().__init__(parent)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(appearance.theme.text_font(size))
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setText(text)

    def sizeHint(self) -> QSize:
        """Return the room that all of it takes on one line."""
        metrics = QFontMetrics(self.font())
        return QSize(max(metrics.horizontalAdvance(self.text()) + 2, self._least), metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of its longest word."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + 2, metrics.height())


class ElidedWords(QLabel):
    """One line of plain text that elides at its end; the tooltip then tells all of it."""

    def __init__(self, text: str, appearance: Appearance, parent: QWidget, *, size: str, role: str = "") -> None:
        super().__init__(parent)
        self._whole, self._note = text, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = appearance.theme.text_font(size)
        self.setFont(font)
        self.setFixedHeight(appearance.theme.line_height(size, font))
        self.setProperty("role", role)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def explain(self, note: str) -> None:
        """Add a note to the tooltip."""
        self._note = note

    def sizeHint(self) -> QSize:
        """Return the room that the whole text takes."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self._whole) + 1, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of a letter or two."""
        return QSize(24, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text to the new width."""
        super().resizeEvent(event)
        shown = QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        cut = "" if shown == self._whole else self._whole
        self.setToolTip("\n".join(part for part in (cut, self._note) if part))


class Hairline(QWidget):
    """A level line of one device pixel with room above and below it."""

    def __init__(
        self, appearance: Appearance, parent: QWidget, *, above: int = 0, below: int = 0, colour: str = "line"
    ) -> None:
        super().__init__(parent)
        self._appearance, self._above, self._colour = appearance, above, colour
        self.setFixedHeight(above + 1 + below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the line with its room."""
        return QSize(1, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        line = QLineF(0, self._above, self.width(), self._above)
        paint_hairline(painter, line, self._appearance.theme[self._colour])
        painter.end()
