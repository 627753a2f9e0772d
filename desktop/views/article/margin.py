"""The margin of an article's text: the marks of the entries whose passages begin on a line."""

import math

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from db.records import EntryHead
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.article.layout import SetPassage
from desktop.widgets.mark import SIZE, paint_entry

ALONE = 14
PAIR = (6, 25)
"""Where one mark stands in the margin, and where two do."""
RING = 2


class MarginMark(Struct, frozen=True):
    """A mark beside a line, or a figure that stands for several for which there is no room."""

    rect: QRectF
    entries: tuple[EntryHead, ...]


class Margin:
    """Places and paints the marks; entries that the filter hides have none."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        """Start without marks."""
        self._session, self._appearance = session, appearance
        self._lines: list[tuple[float, float, tuple[EntryHead, ...]]] = []

    def lit(self, entries: tuple[EntryHead, ...]) -> list[EntryHead]:
        """Return the entries that pass the filter."""
        mask = self._session.shown.mask
        return [head for head in entries if head.row < len(mask) and mask[head.row]]

    def arrange(self, passages: list[SetPassage]) -> None:
        """Gather for every line the entries whose passages begin there."""
        lines: dict[tuple[float, float], list[EntryHead]] = {}
        for passage in passages:
            if passage.lines and (lit := self.lit(passage.entries)):
                first = passage.lines[0]
                found = lines.setdefault((first.top, first.height), [])
                found += [head for head in lit if head not in found]
        self._lines = [(top, height, tuple(found)) for (top, height), found in lines.items()]

    def marks(self, shown: tuple[float, float] = (-math.inf, math.inf)) -> list[MarginMark]:
        """Return the marks of lines that meet ``shown``, from top to bottom.

        Of more than two on a line, there is the selected or first one, and a figure for the others.
        """
        placed: list[MarginMark] = []
        for top, height, entries in self._lines:
            if top + height < shown[0] or top > shown[1]:
                continue
            y = top + (height - SIZE) / 2
            if len(entries) == 1:
                placed.append(MarginMark(QRectF(ALONE, y, SIZE, SIZE), entries))
                continue
            # False sorts first: what is selected keeps its mark.
            ordered = sorted(entries, key=self._is_unselected) if len(entries) > len(PAIR) else list(entries)
            placed.append(MarginMark(QRectF(PAIR[0], y, SIZE, SIZE), (ordered[0],)))
            placed.append(MarginMark(QRectF(PAIR[1], y, SIZE, SIZE), tuple(ordered[1:])))
        return placed

    def _is_unselected(self, head: EntryHead) -> bool:
        return head.row not in self._session.selection

    def at(self, point: QPointF) -> MarginMark | None:
        """Return the mark at a point of the document."""
        return next((mark for mark in self.marks() if mark.rect.adjusted(-2, -4, 2, 4).contains(point)), None)

    def paint(self, painter: QPainter, shown: QRectF) -> None:
        """Paint the marks that ``shown`` meets, the selected ones in a ring of ink."""
        theme = self._appearance.theme
        for mark in self.marks((shown.top() - SIZE, shown.bottom() + SIZE)):
            if not mark.rect.adjusted(-RING, -RING, RING, RING).intersects(shown):
                continue
            if len(mark.entries) > 1:
                painter.setFont(theme.font("tiny", bold=True))
                painter.setPen(theme["ink-2"])
                painter.drawText(mark.rect, Qt.AlignmentFlag.AlignCenter, f"+{len(mark.entries)}")
                continue
            row = mark.entries[0].row
            if row in self._session.selection:
                self._paint_ring(painter, mark.rect, theme["ink"])
            elif row == self._session.hovered:
                painter.fillRect(mark.rect.adjusted(-RING, -RING, RING, RING), theme["hover"])
            paint_entry(painter, mark.rect, self._session, row, theme, "ground")

    def _paint_ring(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, RING))
        painter.setBrush(self._appearance.theme["ground"])
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 4, 4)
        painter.restore()
