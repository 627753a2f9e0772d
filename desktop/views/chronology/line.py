"""The lines of the chronology: entries on hairlines, and the headings of groups."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from db.own import Sign
from desktop.icons import paint_icon
from desktop.own_signs import paint_label, paint_star
from desktop.session import Session
from desktop.theme import Appearance, Theme
from desktop.views.chronology.model import Chronology, alignment
from desktop.views.chronology.texts import Field
from desktop.widgets.mark import SIZE, paint_entry
from desktop.widgets.painting import paint_focus_ring, paint_hairline

Index = QModelIndex | QPersistentModelIndex
PAD = 12
BAR = 3
SIGN = 14
"""Side of a sign of the user's own, and of a chevron."""
TITLE_X = PAD + SIZE + PAD


@dataclass(frozen=True, slots=True)
class Look:
    """What all cells share: the theme, the fonts of plain and of bold texts, and the outer columns that are shown."""

    theme: Theme
    fonts: tuple[QFont, QFont]
    metrics: tuple[QFontMetricsF, QFontMetricsF]
    first: int
    last: int


class ChronologyLine(QStyledItemDelegate):
    """Paints a cell. The selected row lies on the list's ground, with a bar of ink and a bold title."""

    def __init__(self, session: Session, appearance: Appearance, entries: Chronology, table: QTableView) -> None:
        super().__init__(table)
        self._session, self._appearance, self._entries = session, appearance, entries
        self._table, self._header = table, table.horizontalHeader()
        self._look = self._looked()

    def look(self) -> None:
        """See how cells are to look, once for all that are painted now."""
        self._look = self._looked()

    def _looked(self) -> Look:
        theme, header = self._appearance.theme, self._header
        fonts = theme.font("label"), theme.font("label", bold=True)
        places = (header.logicalIndex(place) for place in range(header.count()))
        shown = [section for section in places if not header.isSectionHidden(section)] or [-1]
        return Look(theme, fonts, (QFontMetricsF(fonts[0]), QFontMetricsF(fonts[1])), shown[0], shown[-1])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, text and hairline of a cell, the mark in the entry's."""
        theme, row, field = self._look.theme, self._entries.row_at(index.row()), Field(index.column())
        rect: QRect = option.rect
        if row < 0:
            self._paint_heading(painter, option, index)
            return
        selected = row in self._session.selection
        ground = "select-soft" if selected else "hover" if row == self._session.hovered else "ground"
        if ground != "ground":
            painter.fillRect(rect, theme[ground])
        if selected and field == self._look.first:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), theme["ink"])
        left = PAD
        if field is Field.ENTRY and self._session.marks is not None:
            square = QRectF(rect.left() + PAD, rect.top() + (rect.height() - SIZE) // 2, SIZE, SIZE)
            paint_entry(painter, square, self._session, row, theme, ground)
            left = TITLE_X
        elif field is Field.OWN:
            left += self._paint_own(painter, rect, row)
        bold = selected and field is Field.ENTRY
        self._paint_text(painter, rect.adjusted(left, 0, -PAD, -1), index, row, bold=bold)
        self._paint_line(painter, rect, field)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(rect), theme)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell's part of a group's heading, which runs across the table: a chevron, the group, its number."""
        theme, entries, cell = self._look.theme, self._entries, QRect(option.rect)
        painter.save()
        painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
        painter.fillRect(cell, theme["surface"])
        line = QRect(-self._header.offset(), cell.top(), self._header.length(), cell.height())
        y = line.top() + line.height() - 1 / painter.device().devicePixelRatio()
        paint_hairline(painter, QLineF(line.left(), y, line.left() + line.width(), y), theme["line"])
        square = QRectF(line.left() + PAD, line.top() + (line.height() - SIGN) / 2, SIGN, SIGN)
        name = "chevron-right" if entries.is_closed(index.row()) else "chevron-down"
        paint_icon(painter, square, name, theme["ink-2"])
        painter.setFont(self._look.fonts[True])
        painter.setPen(theme["ink"])
        room = line.adjusted(PAD + SIGN + 6, 0, -PAD, -1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, entries.heading(index.row()))
        if self._table.currentIndex().row() == index.row() and self._table.hasFocus():
            paint_focus_ring(painter, QRectF(line), theme)
        painter.restore()

    def _paint_own(self, painter: QPainter, rect: QRect, row: int) -> int:
        """Paint label and star; return the room that they take."""
        own, theme = self._session.own, self._look.theme
        label, taken = own.label(row), 0
        if label is not None or own.has(row, Sign.STARRED):
            square = QRectF(rect.left() + PAD, rect.top() + (rect.height() - SIGN) / 2, SIGN, SIGN)
            if label is not None:
                paint_label(painter, square, label, theme)
            if own.has(row, Sign.STARRED):
                paint_star(painter, square.translated(SIGN + 2, 0), theme["ink"], filled=True)
            taken = 2 * SIGN + 8
        return taken

    def _paint_text(self, painter: QPainter, room: QRect, index: Index, row: int, *, bold: bool) -> None:
        """Paint what a cell says; the title of a hit on the ground of hits."""
        theme, field, metrics = self._look.theme, Field(index.column()), self._look.metrics[bold]
        said = self._entries.texts.own_words(row) if field is Field.OWN else self._entries.said(index.row(), row, field)
        if not said:
            return
        painter.setFont(self._look.fonts[bold])
        text = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        if field is Field.ENTRY and row in self._session.hits:
            top, width = QRectF(room).center().y() - metrics.height() / 2, metrics.horizontalAdvance(text)
            painter.fillRect(QRectF(room.left() - 2, top, width + 4, metrics.height()), theme["find"])
        painter.setPen(theme["ink-2" if field in (Field.WHERE, Field.ARTICLE, Field.OWN) else "ink"])
        painter.drawText(room, alignment(field), text)

    def _paint_line(self, painter: QPainter, rect: QRect, field: Field) -> None:
        first, last = rect.left(), rect.left() + rect.width()
        first += PAD if field == self._look.first else 0
        last -= PAD if field == self._look.last else 0
        y = rect.top() + rect.height() - 1 / painter.device().devicePixelRatio()
        paint_hairline(painter, QLineF(first, y, last, y), self._look.theme["line"])
