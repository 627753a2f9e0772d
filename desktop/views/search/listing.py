"""The lines of the list below the search: mark, title and date, and the words by which an entry was found."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.matching import Excerpt, FoundEntry, FoundText, OwnText
from db.vocabularies import TextKind
from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.mark import SIZE, paint_entry
from desktop.wording import UNSEEN, date_words

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WIDTH = 520
EDGE = 12
GAP = 12
BAR = 3
TEXT_X = EDGE + SIZE + 8
_CUT = "…"


class FoundModel(QAbstractListModel):
    """The entries of a list, and below them texts of articles; the role of display is the title."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Start empty."""
        super().__init__(parent)
        self._session = session
        self.entries: tuple[FoundEntry | FoundText, ...] = ()

    def show(self, entries: tuple[FoundEntry | FoundText, ...]) -> None:
        """List these."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def place_of(self, row: int) -> int:
        """Return the number of the line of a row of the marks, or -1."""
        rows = (entry.row if isinstance(entry, FoundEntry) else -1 for entry in self.entries)
        return next((at for at, each in enumerate(rows) if each == row >= 0), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, or all that the line says for a screen reader."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = self.tr("article") if isinstance(entry, FoundText) else ""
            said = (kind, entry.title.text, self.date(entry), entry.passage.text.translate(UNSEEN), self.note(entry))
            return ", ".join(part for part in said if part)
        return None

    def date(self, found: FoundEntry | FoundText) -> str:
        """Return an entry's date in words; of an article, which of its texts it is."""
        marks = self._session.marks
        if isinstance(found, FoundText):
            return self.tr("in the digest") if found.kind is TextKind.DIGEST else self.tr("in the original")
        return "" if marks is None else date_words().mark(marks, found.row, short=True)

    def note(self, found: FoundEntry | FoundText) -> str:
        """Return what is to be said of an entry: that its words are the user's own, that the filter hides it."""
        if isinstance(found, FoundText):
            return ""
        whose = {OwnText.NOTE: self.tr("in your note"), OwnText.TAG: self.tr("in your tags"), None: ""}[found.own]
        hidden = self.tr("outside the filter") if self._session.hides(found.row) else ""
        return ", ".join(part for part in (whose, hidden) if part)


class FoundLine(QStyledItemDelegate):
    """Paints a line; what was found stands on the ground of hits."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget) -> None:
        """Paint in the theme in force."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for two lines of text."""
        return QSize(WIDTH, line_height(self._appearance))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        model, marks = index.model(), self._session.marks
        if not isinstance(model, FoundModel) or marks is None:
            return
        theme, entry = self._appearance.theme, model.entries[index.row()]
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "select-soft" if chosen else "hover" if hovered else "raised"
        painter.fillRect(box, theme[ground])
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme["ink"])
        half = box.height() / 2
        square = QRectF(box.left() + EDGE, box.top() + (half - SIZE) / 2 + 2, SIZE, SIZE)
        if isinstance(entry, FoundEntry):
            paint_entry(painter, square, self._session, entry.row, theme, ground)
        else:
            paint_icon(painter, square, "article", theme["ink-2"])
        upper = QRectF(box.left() + TEXT_X, box.top() + 4, box.width() - TEXT_X - EDGE, half - 2)
        lower = upper.translated(0, half - 4)
        small = theme.font("small")
        room = upper.width() - self._paint_end(painter, upper, model.date(entry), small)
        self._paint_found(painter, upper, room, entry.title, theme.font("label", bold=chosen), "ink")
        room = lower.width() - self._paint_end(painter, lower, model.note(entry), small)
        self._paint_found(painter, lower, room, entry.passage, small, "ink-2")

    def _paint_end(self, painter: QPainter, box: QRectF, text: str, font: QFont) -> float:
        """Paint a text at the right end of a line; return the room that it takes."""
        painter.setFont(font)
        painter.setPen(self._appearance.theme["ink-2"])
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return QFontMetricsF(font).horizontalAdvance(text) + GAP if text else 0.0

    def _paint_found(
        self, painter: QPainter, box: QRectF, room: float, excerpt: Excerpt, font: QFont, ink: str
    ) -> None:
        """Paint a text with grounds behind what was found in it, elided at the end of its room."""
        theme, metrics, text = self._appearance.theme, QFontMetricsF(font), excerpt.text.translate(UNSEEN)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        last = len(shown) - len(_CUT) if shown != text else len(shown)
        baseline = QPointF(box.left(), box.center().y() + (metrics.ascent() - metrics.descent()) / 2)
        painter.setFont(font)
        painter.setPen(theme[ink])
        painter.drawText(baseline, shown)
        painter.save()
        painter.setPen(theme["ink"])
        for start, end in excerpt.spans:
            if start < last:
                left = metrics.horizontalAdvance(shown[:start])
                right = metrics.horizontalAdvance(shown[: min(end, last)])
                ground = QRectF(box.left() + left, baseline.y() - metrics.ascent(), right - left, metrics.height())
                painter.fillRect(ground, theme["find"])
                painter.setClipRect(ground)
                painter.drawText(baseline, shown)
                painter.setClipping(False)
        painter.restore()


def line_height(appearance: Appearance) -> int:
    """Return the height of a line of the list: nearly two of a table's."""
    return 2 * appearance.theme.length("table-row") - 4
