"""The rows of the filters: a section's heading, a facet's value with its count, the way to the undated entries."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QMenu, QSizePolicy, QWidget

from db.filters import FacetValue, Word
from db.labels import Label
from db.vocabularies import Kind
from desktop.icons import paint_icon
from desktop.own_signs import paint_label
from desktop.theme import Appearance, Theme
from desktop.vocabulary import value_name
from desktop.widgets.painting import paint_focus_ring
from desktop.wording import count, entries

EDGE = 12
BOX = 13
LABEL_X = 33
SHAPE = 16
SIGN = 14
BAR = QSize(28, 4)
BAR_RIGHT = 36
"""How far from the row's right edge the bars of counts end."""


class SectionHeading(QAbstractButton):
    """The name of a facet; a click opens or closes it."""

    def __init__(self, word: Word | None, title: str, appearance: Appearance, parent: QWidget, *, opened: bool) -> None:
        super().__init__(parent)
        self.word = word
        self._appearance = appearance
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.tr("Opens or closes this group of filters"))
        self.setCheckable(True)
        self.setChecked(opened)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFont(self._appearance.theme.font("small", bold=True))
        self.setFixedHeight(self._appearance.theme.length("section-heading"))

    def sizeHint(self) -> QSize:
        """Return a heading's height."""
        return QSize(120, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the name and a chevron."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme["ink-2"])
        painter.drawText(self.rect().adjusted(EDGE, 0, -EDGE, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        name = "chevron-down" if self.isChecked() else "chevron-right"
        square = QRectF(self.width() - EDGE - 15, (self.height() - 16) / 2, 16, 16)
        paint_icon(painter, square, name, theme["ink-2"])
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(6, 0, -6, 0), theme)
        painter.end()


class FacetRow(QCheckBox):
    """One value: its box, its name, and how many entries have it. Enter or a double click asks for it alone.

    Delete leaves it out; the menu offers all of this.
    """

    asked = Signal(str)
    """The value's box was clicked."""
    only_asked = Signal(str)
    left_out = Signal(str)
    all_asked = Signal()

    def __init__(self, word: Word, facet: FacetValue, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._word, self._appearance = word, appearance
        self._facet, self._most = facet, -1
        self._tint = ("act", -1)
        self._name = value_name(word, facet.value, facet.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.clicked.connect(self._ask)
        appearance.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFont(self._appearance.theme.font("label"))
        self.setFixedHeight(self._appearance.theme.length("facet-row"))

    @property
    def value(self) -> str:
        """Return the value as filters write it."""
        return self._facet.value

    def tell(self, facet: FacetValue, most: int, *, checked: bool) -> None:
        """Show another count, or another value; ``most`` is the facet's largest, the length of a full bar."""
        self.setChecked(checked)
        if (facet, most) == (self._facet, self._most):
            return
        self._facet, self._most = facet, most
        self._name = value_name(self._word, facet.value, facet.label)
        self.setAccessibleName(f"{self._name}, {entries(facet.count)}")
        self.setToolTip(
            self.tr("{name}: {entries}\nDouble click: only these").format(name=self._name, entries=entries(facet.count))
        )
        self.update()

    def colour(self, told: str, code: int) -> None:
        """Let the box carry a colour of what marks' colours tell, none for a code of -1: this is the legend."""
        if (told, code) != self._tint:
            self._tint = (told, code)
            self.update()

    def _ask(self) -> None:
        self.asked.emit(self.value)

    def sizeHint(self) -> QSize:
        """Return a row's height."""
        return QSize(160, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return a row's height; the name elides."""
        return QSize(120, self.height())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's virtual
        """Take clicks anywhere on the row."""
        return self.rect().contains(pos)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for this value alone; the first click of the two has toggled it already."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.only_asked.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for this value alone with Enter, for all but this one with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.only_asked.emit(self.value)
        elif event.key() == Qt.Key.Key_Delete:
            self.left_out.emit(self.value)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer this value alone, and all of them."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        only = menu.addAction(self.tr("Only {name}").format(name=self._name))
        only.triggered.connect(self._ask_only)
        out = menu.addAction(self.tr("All but {name}").format(name=self._name))
        out.triggered.connect(self._leave_out)
        menu.addAction(self.tr("All of them")).triggered.connect(self.all_asked)
        menu.popup(event.globalPos())

    def _ask_only(self) -> None:
        self.only_asked.emit(self.value)

    def _leave_out(self) -> None:
        self.left_out.emit(self.value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, outline of the kind, name, bar and count."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(4, 0, -4, 0), theme["hover"])
        self._paint_box(painter, theme)
        x = LABEL_X
        icon, text, after = self._sign()
        if icon:
            paint_icon(painter, QRectF(x, (self.height() - SHAPE) / 2, SHAPE, SHAPE), icon, theme["ink-2"])
            x += SHAPE + after
        elif self._word is Word.LABEL:
            # Between box and name, as the outlines of kinds stand.
            square = QRectF(x, (self.height() - SIGN) / 2, SIGN, SIGN)
            paint_label(painter, square, Label(self._facet.value), theme)
            x += SIGN + 5
        left = self._paint_bar(painter, theme)
        painter.setFont(self.font())
        painter.setPen(theme["ink"] if self._facet.count or self.underMouse() else theme["ink-3"])
        metrics = QFontMetricsF(self.font())
        name = metrics.elidedText(text, Qt.TextElideMode.ElideRight, left - 4 - x)
        painter.drawText(QRectF(x, 0, self.width() - x, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(theme["ink-2"] if self._facet.count or self.underMouse() else theme["ink-3"])
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, 0, self.width() - EDGE, self.height()), end, count(self._facet.count))
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(6, 0, -6, 0), theme)
        painter.end()

    def _sign(self) -> tuple[str, str, int]:
        """Return the icon before the name, or none, the name beside it, and the room between.

        A kind has the outline of its marks. A stance has its sign, so that a long question may elide.
        """
        if self._word is Word.KIND:
            return ("statement" if self.value == Kind.STATEMENT else "event"), self._name, 8
        position = self.value.rpartition(":")[2]
        if self._word is Word.STANCE and self._name.endswith(f": {position}"):
            return position, self._name.removesuffix(f": {position}"), 3
        return "", self._name, 0

    def _paint_box(self, painter: QPainter, theme: Theme) -> None:
        square = QRectF(EDGE, (self.height() - BOX) // 2, BOX, BOX)
        told, code = self._tint
        tint = theme.tints[told][code] if code >= 0 else None
        fill: QColor = tint if tint is not None and self.isChecked() else theme["raised"]
        painter.setPen(QPen(tint or theme["control"], 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if self.isChecked():
            ink = theme["ink"] if tint is None else theme.glyph
            painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            corner = square.topLeft()
            painter.drawPolyline([corner + QPointF(3.4, 6.8), corner + QPointF(5.6, 9), corner + QPointF(9.7, 4.4)])

    def _paint_bar(self, painter: QPainter, theme: Theme) -> float:
        """Paint the bar of the count and return its left end."""
        length = 0.0 if not self._facet.count else max(2.0, round(BAR.width() * self._facet.count / max(self._most, 1)))
        right = self.width() - max(
            BAR_RIGHT, EDGE + 8 + QFontMetricsF(self.font()).horizontalAdvance(count(self._most))
        )
        bar = QRectF(right - length, (self.height() - BAR.height()) / 2, length, BAR.height())
        painter.fillRect(bar, theme["line-strong"])
        return bar.left()


class UndatedRow(QAbstractButton):
    """How many of the shown entries have no date; a click opens their tray."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._count = 0
        self.setText(self.tr("Undated"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFont(self._appearance.theme.font("label"))
        self.setFixedHeight(self._appearance.theme.length("panel-header") + 4)

    def tell(self, number: int) -> None:
        """Show another count."""
        self._count = number
        self.setAccessibleName(f"{self.text()}, {entries(number)}")
        self.setEnabled(number > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the row's height."""
        return QSize(120, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, count and a chevron."""
        theme = self._appearance.theme
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme["hover"])
        painter.setFont(self.font())
        ink = theme["ink"] if self._count else theme["ink-3"]
        painter.setPen(ink)
        painter.drawText(self.rect().adjusted(EDGE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setPen(theme["ink-2"] if self._count else theme["ink-3"])
        painter.drawText(self.rect().adjusted(0, 0, -EDGE - 20, 0), end, count(self._count))
        square = QRectF(self.width() - EDGE - 15, (self.height() - 16) / 2, 16, 16)
        paint_icon(painter, square, "chevron-right", ink)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(4, 2, -4, -2), theme)
        painter.end()
