"""A frameless button that names a choice and its value, such as "Group by  Side", and opens a menu.

Where there is little room it shows the value alone.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from desktop.theme import Appearance

GAP = 6
PADDING = 8
CHEVRON = 8


class ChoiceButton(QToolButton):
    """Shows ``label`` in regular and the chosen name in bold type, with a chevron."""

    chosen = Signal(str)
    """The key of the value that the user picked."""

    def __init__(self, label: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Start without choices; see :meth:`offer`."""
        super().__init__(parent)
        self.inset = PADDING
        self._label = label
        self._appearance = appearance
        self._value = ""
        self._menu = QMenu(label, self)
        self._group = QActionGroup(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.triggered.connect(self._picked)
        self.setAccessibleName(label)

    def offer(self, choices: Sequence[tuple[str, str]], current: str) -> None:
        """Offer (key, name) pairs, ``current`` being the key in force."""
        for action in self._group.actions():
            self._group.removeAction(action)
            self._menu.removeAction(action)
        for key, name in choices:
            action = QAction(name, self._menu)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.setData(key)
            self._group.addAction(action)
            self._menu.addAction(action)
        self._value = dict(choices).get(current, "")
        self.setAccessibleName(f"{self._label} {self._value}")
        self.setText(f"{self._label} {self._value}")
        self.updateGeometry()
        self.update()

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def sizeHint(self) -> QSize:
        """Return the room for both texts and the chevron."""
        regular, _ = self._metrics()
        return self.minimumSizeHint() + QSize(regular.horizontalAdvance(self._label) + GAP, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the value and the chevron."""
        _, bold = self._metrics()
        width = bold.horizontalAdvance(self._value) + CHEVRON + 8 + 2 * PADDING
        return QSize(width, self._appearance.theme.length("button"))

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        theme = self._appearance.theme
        return QFontMetrics(theme.font("label")), QFontMetrics(theme.font("label", bold=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the two texts on the ground, tinted while hovered or open, ringed while focused."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["hover"])
            painter.drawRoundedRect(self.rect(), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(theme["accent"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        regular, bold = self._metrics()
        left = PADDING
        label = self._label if self.width() >= self.sizeHint().width() else ""
        for text, metrics, weight, ink in ((label, regular, False, "ink-2"), (self._value, bold, True, "ink")):
            if not text:
                continue
            painter.setFont(theme.font("label", bold=weight))
            painter.setPen(theme[ink])
            width = metrics.horizontalAdvance(text)
            painter.drawText(QRect(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + GAP
        painter.setPen(QPen(theme["ink-2"], 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = left + 2.0, self.height() / 2 - 1.5
        painter.drawPolyline([QPointF(x, y), QPointF(x + 4, y + 4), QPointF(x + 8, y)])
        painter.end()
