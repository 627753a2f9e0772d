"""Let words of a painted text be chosen with the mouse, and copied."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget


class WordChooser(QTextEdit):
    """Shows a document read-only over the widget that painted it, as large as that, on no ground of its own."""

    def __init__(self, document: QTextDocument, paint_signs: Callable[[QPainter], None], parent: QWidget) -> None:
        """Show ``document``, and keep it from here on; ``paint_signs`` paints over its words."""
        super().__init__(parent)
        self._paint_signs = paint_signs
        self.setObjectName("prose")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.viewport().setAutoFillBackground(False)
        self.setGeometry(parent.rect())
        self.setDocument(document)
        # Not gone before what shows it.
        document.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out in the new width."""
        super().resizeEvent(event)
        self.document().setTextWidth(self.width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the panel."""
        event.ignore()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's virtual
        """Return the selected words as plain text: colours and sizes are the panel's own matter."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, then what stands over them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_signs(painter)
        painter.end()
