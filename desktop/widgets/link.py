"""A link in running text: a button that looks like its words."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme import Appearance
from desktop.widgets.painting import paint_focus_ring

INSET = 4
"""Room at either side for the ring of the focus; layouts let it hang out of the text's edge."""


class Link(QAbstractButton):
    """Words in the accent colour that do something when clicked; ``suffix`` follows them in ink.

    The words elide at the end where there is no room for them. Enter works as Space does.
    """

    def __init__(
        self, words: str, appearance: Appearance, parent: QWidget, *, suffix: str = "", size: str = "body"
    ) -> None:
        super().__init__(parent)
        self.inset = INSET
        self._appearance = appearance
        self._suffix = suffix
        self._size = size
        self.setText(words)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._refit)
        self._refit()

    @Slot()
    def _refit(self) -> None:
        theme = self._appearance.theme
        font = theme.text_font(self._size)
        self.setFont(font)
        self.setFixedHeight(theme.line_height(self._size, font))
        self.updateGeometry()
        self.update()

    def tell(self, words: str) -> None:
        """Say something else from now on."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room that the words, the suffix and the insets take."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text() + self._suffix)
        return QSize(int(width + 0.999) + 2 * INSET, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of a few letters: the words can elide."""
        return QSize(min(40, self.sizeHint().width()), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link with Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline the words under the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the underline away."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words, suffix and, with the focus, its ring."""
        theme = self._appearance.theme
        font = self.font()
        metrics = QFontMetricsF(font)
        painter = QPainter(self)
        room = self.width() - 2 * INSET - metrics.horizontalAdvance(self._suffix)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, max(room, 0) + 0.5)
        baseline = round((self.height() - metrics.height()) / 2 + metrics.ascent())
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme["accent"])
        painter.drawText(QPointF(INSET, baseline), words)
        if self._suffix:
            font.setUnderline(False)
            painter.setFont(font)
            painter.setPen(theme["ink"])
            painter.drawText(QPointF(INSET + metrics.horizontalAdvance(words), baseline), self._suffix)
        if self.hasFocus():
            width = metrics.horizontalAdvance(words) + 2 * INSET
            paint_focus_ring(painter, QRectF(0, 0, min(width, self.width()), self.height()), theme)
        painter.end()
