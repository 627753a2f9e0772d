"""A layout that sets widgets like words: in lines, from the leading edge, as many to a line as fit."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places its widgets in lines. A widget with an ``inset`` hangs out by it at both sides."""

    def __init__(self, *, gap: int = 4, line_gap: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's virtual
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's virtual
        """Return an item, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's virtual
        """Remove and return an item, or None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's virtual
        """Grow in no direction beyond what the lines take."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrower lines are more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines in ``width``."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Return the size of one long line."""
        widths = [item.sizeHint().width() - 2 * _inset(item.widget()) for item in self._items]
        height = max((item.sizeHint().height() for item in self._items), default=0)
        return self._with_margins(QSize(sum(widths) + self._gap * max(0, len(widths) - 1), height))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's virtual
        """Return the size of the widest widget that cannot be narrower."""
        width = max((item.minimumSize().width() for item in self._items), default=0)
        return self._with_margins(QSize(width, max((i.minimumSize().height() for i in self._items), default=0)))

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's virtual
        """Place the widgets within ``rect``."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        rect = rect.marginsRemoved(margins)
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget, hint = item.widget(), item.sizeHint()
            inset = _inset(widget)
            width = min(hint.width() - 2 * inset, max(rect.width(), 1))
            if line and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._line_gap, 0
            height = hint.height()
            if item.hasHeightForWidth():
                height = max(height, item.heightForWidth(width))
            if move and widget is not None:
                # The item itself would not let a widget hang out of what it lies in.
                widget.setGeometry(QRect(QPoint(x - inset, y), QSize(width + 2 * inset, height)))
            x += width + self._gap
            line = max(line, height)
        return y + line - rect.y() + margins.top() + margins.bottom()


def _inset(widget: QWidget | None) -> int:
    return int(getattr(widget, "inset", 0))
