"""Scroll bars that lie over the edge of what they scroll, so that nothing moves when they appear."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class OverlaidScrollArea(QScrollArea):
    """Scrolls a column of its own width up and down; the bar lies over the column's right edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().rangeChanged.connect(self._overlay)

    def setWidget(self, widget: QWidget) -> None:  # noqa: N802 - Qt's
        """Show another column, laid out in the width that it has in the end."""
        super().setWidget(widget)
        layout = widget.layout()
        # A bar that goes with the column before changes this one's width while Qt tells it of its first: the second
        # is then not told of.
        if layout is not None and layout.geometry() != widget.contentsRect():
            layout.setGeometry(widget.contentsRect())

    @Slot()
    def _overlay(self) -> None:
        bar = self.verticalScrollBar()
        needed = bar.maximum() > bar.minimum()
        self.setViewportMargins(0, 0, -bar.sizeHint().width() if needed else 0, 0)
