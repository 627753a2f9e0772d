"""The strip beside the article's scroll bar: where the passages of the whole text are, each a way to itself."""

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from db.records import EntryHead
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.article.layout import SetPassage
from desktop.views.article.text import ArticleText
from desktop.widgets.mark import entry_colour

WIDTH = 10
EDGE = 2
LOWEST = 3
"""A passage is drawn no lower than this, however long the text is."""
REACH = 6
"""A click this far from a passage still means it."""


class Tick(Struct, frozen=True):
    """A passage on the strip: its place there, and the entries that pass the filter."""

    rect: QRectF
    passage: SetPassage
    lit: tuple[EntryHead, ...]


class PassageStrip(QWidget):
    """Draws the passages in their acts' colours, the selected ones in ink and last; a click jumps to one.

    The keyboard goes from passage to passage in the text itself.
    """

    jumped = Signal(int, int)
    """The half-open range of the passage that was clicked, in code points of the text."""

    def __init__(self, session: Session, appearance: Appearance, text: ArticleText, parent: QWidget) -> None:
        """Draw the passages of ``text`` from now on."""
        super().__init__(parent)
        self._session, self._appearance, self._text = session, appearance, text
        self.setObjectName("passage-strip")
        self.setAccessibleName(self.tr("Where the passages are"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        text.arranged.connect(self.update)
        session.selection_changed.connect(self.update)
        session.hovered_changed.connect(self.update)
        session.colouring_changed.connect(self.update)
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a narrow strip of any height."""
        return QSize(WIDTH, 0)

    def ticks(self) -> list[Tick]:
        """Return the passages that support an entry shown, from top to bottom."""
        whole = max(self._text.document().size().height(), float(self.height()), 1.0)
        scale = self.height() / whole
        found = []
        for passage in self._text.passages:
            lit = self._text.lit(passage.entries)
            if passage.lines and lit:
                top, last = passage.lines[0].top, passage.lines[-1]
                height = max((last.top + last.height - top) * scale, LOWEST)
                rect = QRectF(EDGE, min(top * scale, self.height() - height), WIDTH - 2 * EDGE, height)
                found.append(Tick(rect, passage, tuple(lit)))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the ticks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.theme["ground"])
        # False sorts first: what is selected lies on top of its neighbours.
        for tick in sorted(self.ticks(), key=self._is_selected):
            painter.fillRect(tick.rect, self._colour(tick))
        painter.end()

    def _is_selected(self, tick: Tick) -> bool:
        return any(head.row in self._session.selection for head in tick.lit)

    def _colour(self, tick: Tick) -> QColor:
        theme = self._appearance.theme
        return theme["ink"] if self._is_selected(tick) else entry_colour(self._session, tick.lit[0].row, theme)

    def _at(self, point: QPointF) -> Tick | None:
        """Return the passage at a height, or the nearest one within reach."""
        far = [(_distance(tick.rect, point.y()), number, tick) for number, tick in enumerate(self.ticks())]
        distance, _, nearest = min(far, default=(REACH + 1.0, 0, None))
        return nearest if distance <= REACH else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the passage under the pointer on both sides."""
        tick = self._at(event.position())
        self._session.hover(tick.lit[0].row if tick else -1)
        self.setCursor(Qt.CursorShape.PointingHandCursor if tick else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing once the pointer has left."""
        super().leaveEvent(event)
        self._session.hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the passage that was clicked; what is selected stays so."""
        tick = self._at(event.position())
        if tick is not None and event.button() is Qt.MouseButton.LeftButton:
            self.jumped.emit(tick.passage.passage.start, tick.passage.passage.end)

    def event(self, event: QEvent) -> bool:
        """Tell in a tooltip what the passage supports."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tick = self._at(QPointF(event.pos()))
            titles = "\n".join(head.title for head in tick.lit) if tick else ""
            QToolTip.showText(event.globalPos(), titles, self)
            return True
        return super().event(event)


def _distance(rect: QRectF, y: float) -> float:
    return max(rect.top() - y, y - rect.bottom(), 0.0)
