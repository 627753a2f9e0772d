"""The header of the chronology's table: the columns' names, and which one it is sorted by."""

from PySide6.QtCore import QItemSelection, QLineF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.icons import paint_icon
from desktop.theme import Appearance
from desktop.views.chronology.line import PAD, TITLE_X
from desktop.views.chronology.model import Chronology
from desktop.views.chronology.texts import Field
from desktop.widgets.painting import paint_hairline

LEAST = 60


class ChronologyHeader(QHeaderView):
    """The columns' names, with an arrow at the one that the table is sorted by."""

    def __init__(self, model: Chronology, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model, self._appearance = model, appearance
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST)
        self.setAccessibleName(self.tr("Columns of the chronology"))
        appearance.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._appearance.theme.length("table-header"))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's
        """Stay as it is: a header shows nothing of what is selected, and Qt would paint all of it anew."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's virtual
        """Paint one name."""
        theme, field = self._appearance.theme, Field(section)
        painter.save()
        painter.fillRect(rect, theme["ground"])
        y = rect.top() + rect.height() - 1 / self.devicePixelRatioF()
        paint_hairline(painter, QLineF(rect.left(), y, rect.left() + rect.width(), y), theme["line"])
        font = theme.font("small", bold=True)
        painter.setFont(font)
        painter.setPen(theme["ink-2"])
        name = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        room = rect.adjusted(TITLE_X if field is Field.ENTRY else PAD, 0, -PAD, 0)
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(
            room, self._model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole), shown
        )
        if field is self._model.field:
            up = self._model.order is Qt.SortOrder.AscendingOrder
            width = QFontMetricsF(font).horizontalAdvance(shown)
            x = room.right() - width - 16 if field is Field.SOURCES else room.left() + width + 3
            square = QRectF(x, rect.top() + (rect.height() - 12) / 2, 12, 12)
            paint_icon(painter, square, "sort-up" if up else "sort-down", theme["ink-2"])
        painter.restore()
