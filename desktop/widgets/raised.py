"""What floats over the window: a raised ground with a rounded edge and a pointer towards what it tells of."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme import Appearance

RADIUS = 6.0
POINTER_WIDTH, POINTER_HEIGHT = 14, 7
GAP = 2
EDGE = 8
"""Room kept to the window's edges."""


class Raised(QWidget):
    """A child of the window that stands above or below a rectangle of another widget.

    It is no window of its own, so that it neither takes the focus by itself nor depends on what the window
    system thinks of tooltips.
    """

    def __init__(self, appearance: Appearance, host: QWidget) -> None:
        """Belong to the window of ``host``; hidden until it is shown for something."""
        super().__init__(host.window())
        self._appearance = appearance
        self._host = host
        self._below = True
        self._pointer_x = 0.0
        self._described = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()
        appearance.changed.connect(self.hide_now)

    def show_for(self, target: QRectF, *, below: bool = True) -> None:
        """Show for a rectangle of the host: below it, or above where that leaves no room."""
        window = self._host.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._below = below
        self._inset()
        self._fit()
        corner = self._host.mapTo(window, QPoint(0, 0))
        place = self._described = target.translated(QPointF(corner)).toAlignedRect()
        if below and place.bottom() + GAP + self.height() > window.height() - EDGE:
            self._below = False
        elif not below and place.top() - GAP - self.height() < EDGE:
            self._below = True
        self._inset()
        self._fit()
        self.move(self._corner(place, window.rect()))
        self._pointer_x = min(max(place.center().x() - self.x(), 16), self.width() - 16)
        self.show()
        self.raise_()
        self.update()

    def room(self) -> int:
        """Return how high it may be on its side of what it was shown for."""
        if self._below:
            return self._host.window().height() - EDGE - GAP - self._described.bottom() - 1
        return self._described.top() - GAP - EDGE

    def refit(self) -> None:
        """Take the size that its contents ask for now, on the same side."""
        self._fit()
        self.move(self._corner(self._described, self._host.window().rect()))
        self.update()

    def across(self) -> int:
        """Return how wide it may be."""
        return self._host.window().width() - 2 * EDGE

    def _fit(self) -> None:
        """Take the size that the contents ask for, but no more width than there is: they wrap or shrink then."""
        self.adjustSize()
        layout, across = self.layout(), self.across()
        if layout is not None and self.width() > across:
            high = layout.totalHeightForWidth(across) if layout.hasHeightForWidth() else self.height()
            self.resize(across, high)

    def _inset(self) -> None:
        """Keep the contents clear of the pointer."""
        top, bottom = (POINTER_HEIGHT, 0) if self._below else (0, POINTER_HEIGHT)
        self.setContentsMargins(1, 1 + top, 1, 1 + bottom)

    def _corner(self, place: QRect, room: QRect) -> QPoint:
        x = place.center().x() - min(self.width() // 2, 120)
        x = min(max(x, EDGE), max(EDGE, room.width() - self.width() - EDGE))
        y = place.bottom() + 1 + GAP if self._below else place.top() - GAP - self.height()
        return QPoint(x, min(max(y, EDGE), max(EDGE, room.height() - self.height() - EDGE)))

    @Slot()
    def hide_now(self) -> None:
        """Go away."""
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back: Qt would hand it on as the Tab key does, which shows where the keyboard is."""
        super().hideEvent(event)
        focused = QApplication.focusWidget()
        if focused is not None and (focused is self or self.isAncestorOf(focused)):
            self._host.setFocus(Qt.FocusReason.PopupFocusReason)

    def outline(self) -> QPainterPath:
        """Return the edge: a rounded rectangle with a pointer at its top or bottom."""
        top = POINTER_HEIGHT if self._below else 0
        body = QRectF(0.5, 0.5 + top, self.width() - 1, self.height() - 1 - POINTER_HEIGHT)
        path = QPainterPath()
        path.addRoundedRect(body, RADIUS, RADIUS)
        base = body.top() if self._below else body.bottom()
        tip = base - POINTER_HEIGHT if self._below else base + POINTER_HEIGHT
        half, x = POINTER_WIDTH / 2, self._pointer_x
        triangle = QPainterPath(QPointF(x - half, base))
        triangle.lineTo(x, tip)
        triangle.lineTo(x + half, base)
        triangle.closeSubpath()
        return path.united(triangle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme["line-strong"], 1))
        painter.setBrush(theme["raised"])
        painter.drawPath(self.outline())
        painter.end()
