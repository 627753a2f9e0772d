"""A colour of the legend that no value of the facet has: no box, as nothing can be filtered by it."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Appearance
from desktop.views.filters.rows import BOX, EDGE, LABEL_X


class LegendRow(QWidget):
    """A disc in a colour of marks, and what it tells."""

    def __init__(self, told: str, code: int, text: str, appearance: Appearance, parent: QWidget) -> None:
        """Tell what the colour ``code`` means where colours tell ``told``."""
        super().__init__(parent)
        self._told, self._code, self._text = told, code, text
        self._appearance = appearance
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._fit)
        self._fit()
        self.setAccessibleName(text)
        self.setToolTip(text)

    @Slot()
    def _fit(self) -> None:
        self.setFont(self._appearance.theme.font("label"))
        self.setFixedHeight(self._appearance.theme.length("facet-row"))

    def sizeHint(self) -> QSize:
        """Return a row's height."""
        return QSize(160, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and the words."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tints[self._told][self._code])
        painter.drawEllipse(QRectF(EDGE + 1.5, (self.height() - BOX) // 2 + 1.5, BOX - 3, BOX - 3))
        painter.setFont(self.font())
        painter.setPen(theme["ink-2"])
        room = self.width() - LABEL_X - EDGE
        text = QFontMetricsF(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(LABEL_X, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
