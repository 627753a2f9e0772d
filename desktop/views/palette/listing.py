"""The lines of the palette: what can be chosen, where it belongs, and its keys or why it cannot be run."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.icons import paint_icon
from desktop.theme import Appearance
from desktop.views.palette.choices import Found

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WIDTH = 600
EDGE = 12
GAP = 16
BAR = 3
CHECK = 14


class ChoiceModel(QAbstractListModel):
    """What is listed; the role of display is the text."""

    def __init__(self, parent: QObject) -> None:
        """Start empty."""
        super().__init__(parent)
        self.found: list[Found] = []

    def show(self, found: list[Found]) -> None:
        """List this."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text, or all that the line says for a screen reader."""
        if not index.isValid() or index.row() >= len(self.found):
            return None
        choice = self.found[index.row()].choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            switch = {True: self.tr("on"), False: self.tr("off"), None: ""}[choice.on]
            said = (choice.text, switch, choice.group, choice.missing or choice.keys)
            return ", ".join(part for part in said if part)
        return None


class ChoiceLine(QStyledItemDelegate):
    """Paints a line; the letters that were typed stand on the ground of hits."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        """Paint in the theme in force."""
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for a line of text."""
        return QSize(WIDTH, line_height(self._appearance))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        model = index.model()
        if not isinstance(model, ChoiceModel):
            return
        theme, found = self._appearance.theme, model.found[index.row()]
        choice, box = found.choice, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(box, theme["select-soft" if chosen else "hover" if hovered else "raised"])
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme["ink"])
        small = theme.font("small")
        second = "ink-2" if chosen or hovered else "ink-3"
        ink = second if choice.missing else "ink"
        inner = box.adjusted(EDGE + CHECK + 6, 0, -EDGE, 0)
        if choice.on:
            top = box.center().y() - CHECK / 2
            paint_icon(painter, QRectF(box.left() + EDGE, top, CHECK, CHECK), "check", theme[ink])
        inner.adjust(0, 0, -self._paint_end(painter, inner, choice.missing or choice.keys, small, "ink-2"), 0)
        inner.adjust(0, 0, -self._paint_end(painter, inner, choice.group, small, second), 0)
        self._paint_text(painter, inner, found, theme.font("label", bold=chosen), ink)

    def _paint_end(self, painter: QPainter, box: QRectF, text: str, font: QFont, ink: str) -> float:
        """Paint a text at the right end of a line; return the room that it takes."""
        painter.setFont(font)
        painter.setPen(self._appearance.theme[ink])
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return QFontMetricsF(font).horizontalAdvance(text) + GAP if text else 0.0

    def _paint_text(self, painter: QPainter, box: QRectF, found: Found, font: QFont, ink: str) -> None:
        metrics, text = QFontMetricsF(font), found.choice.text
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        last = len(text) if shown == text else len(shown) - 1
        top = box.center().y() - metrics.height() / 2
        for at in found.places:
            if at < last:
                left = box.left() + metrics.horizontalAdvance(shown[:at])
                right = box.left() + metrics.horizontalAdvance(shown[: at + 1])
                painter.fillRect(QRectF(left, top, right - left, metrics.height()), self._appearance.theme["find"])
        painter.setFont(font)
        painter.setPen(self._appearance.theme["ink" if found.places and not found.choice.missing else ink])
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def line_height(appearance: Appearance) -> int:
    """Return the height of a line: as high as in the menus."""
    return appearance.theme.length("table-row") + 2
