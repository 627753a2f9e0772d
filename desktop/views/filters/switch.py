"""A row of the filters that switches something on or off, or chooses one of two."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop.theme import Appearance, Theme
from desktop.views.filters.rows import BOX, EDGE, LABEL_X
from desktop.widgets.painting import paint_focus_ring
from desktop.wording import count, entries


def paint_box(painter: QPainter, square: QRectF, theme: Theme, *, checked: bool) -> None:
    """Paint an empty or a checked box."""
    painter.setPen(QPen(theme["control"], 1))
    painter.setBrush(theme["raised"])
    painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    if checked:
        painter.setPen(QPen(theme["ink"], 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        corner = square.topLeft()
        painter.drawPolyline([corner + QPointF(3.4, 6.8), corner + QPointF(5.6, 9), corner + QPointF(9.7, 4.4)])


def paint_disc(painter: QPainter, square: QRectF, theme: Theme, *, checked: bool) -> None:
    """Paint an empty or a filled disc, for one of several."""
    painter.setPen(QPen(theme["control"], 1))
    painter.setBrush(theme["raised"])
    painter.drawEllipse(square.adjusted(0.5, 0.5, -0.5, -0.5))
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["ink"])
        painter.drawEllipse(square.center(), 3, 3)


def _dress(button: QAbstractButton, text: str, appearance: Appearance) -> None:
    button.setText(text)
    button.setAccessibleName(text)
    button.setFont(appearance.theme.font("label"))
    button.setFixedHeight(appearance.theme.length("facet-row"))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class SwitchRow(QCheckBox):
    """A box with a name; a click anywhere on the row counts."""

    def __init__(self, text: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        _dress(self, text, appearance)

    def sizeHint(self) -> QSize:
        """Return a row's height."""
        return QSize(160, self.height())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's virtual
        """Take clicks anywhere on the row."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box and name."""
        _paint(self, self._appearance.theme, "")


class ChoiceRow(QRadioButton):
    """One of several, with how many entries it would leave; a click anywhere on the row counts."""

    def __init__(self, text: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._number: int | None = None
        _dress(self, text, appearance)

    def tell(self, number: int | None) -> None:
        """Show another count, or none."""
        self._number = number
        said = "" if number is None else f", {entries(number)}"
        self.setAccessibleName(f"{self.text()}{said}")
        self.update()

    @property
    def told(self) -> str:
        """The count on screen."""
        return "" if self._number is None else count(self._number)

    def sizeHint(self) -> QSize:
        """Return a row's height."""
        return QSize(160, self.height())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's virtual
        """Take clicks anywhere on the row."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint disc, name and count."""
        _paint(self, self._appearance.theme, self.told, disc=True)


def _paint(button: QAbstractButton, theme: Theme, end: str, *, disc: bool = False) -> None:
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if button.underMouse() and button.isEnabled():
        painter.fillRect(button.rect().adjusted(4, 0, -4, 0), theme["hover"])
    square = QRectF(EDGE, (button.height() - BOX) // 2, BOX, BOX)
    (paint_disc if disc else paint_box)(painter, square, theme, checked=button.isChecked())
    painter.setFont(button.font())
    painter.setPen(theme["ink"] if button.isEnabled() else theme["ink-3"])
    line = QRectF(LABEL_X, 0, button.width() - LABEL_X - EDGE, button.height())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, button.text())
    painter.setPen(theme["ink-2"])
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, end)
    if button.hasFocus():
        paint_focus_ring(painter, QRectF(button.rect()).adjusted(6, 0, -6, 0), theme)
    painter.end()
