"""A chart of one actor's positions on one question over time; each point leads to its entry."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from db.dates import MINUTES_A_DAY, parse
from db.marks import Flag
from db.records import StanceSeries
from desktop.theme import Appearance, tokens
from desktop.views.detail.stance_layout import POINT, Point, StanceLayout, arrange
from desktop.vocabulary import named
from desktop.widgets.day_axis import DESCENT, EXTENT, axis_height, paint_date, paint_day_axis
from desktop.wording import date_words

TERM = 88
"""Width of the names of rows, as that of the panel's terms with their gap."""
REACH = 8.0
"""A click this far from a point still means it."""
HOLLOW_WIDTH = 1.7
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class StanceChart(QWidget):
    """Paints the positions; the arrows go from point to point in time, Enter and Space choose, as a click does."""

    chosen = Signal(int)
    """The row of the entry whose point was chosen."""

    def __init__(self, series: StanceSeries, title: str, row: int, appearance: Appearance, parent: QWidget) -> None:
        """Show ``series``, whose question has a ``title``; the entry of ``row`` stands in ink."""
        super().__init__(parent)
        self._series, self._row, self._appearance = series, row, appearance
        self._layout: StanceLayout | None = None
        self._hovered: Point | None = None
        self._focused = -1
        said = self.tr("Positions of {actor} on {question}: {n} entries")
        self._name = said.format(actor=series.actor.name, question=title, n=len(series.positions))
        self.setAccessibleName(self._name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrange(300)

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the points in order of time, where they stand."""
        return self._layout.points if self._layout is not None else ()

    def _arrange(self, width: int) -> None:
        top = axis_height(self._appearance.theme)
        self._layout = arrange(self._series.positions, TERM, max(width - TERM, 60), top)
        self.setFixedHeight(round(self._layout.height) + 4)

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(TERM + 200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the points out in the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._hovered = None
            self._arrange(event.size().width())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axis, rows and points."""
        made, theme = self._layout, self._appearance.theme
        if made is None:
            return
        painter = QPainter(self)
        paint_day_axis(painter, made.axis, theme, top=0, bottom=made.height)
        hair = 1 / self.devicePixelRatioF()
        font = theme.text_font("small")
        ascent = QFontMetricsF(font).ascent()
        for row in made.rows:
            painter.setFont(font)
            painter.setPen(theme["ink-2"])
            painter.drawText(QPointF(0, row.top + (row.height + ascent) / 2 - DESCENT / 4), named(row.value))
            painter.fillRect(QRectF(0, row.top + row.height, self.width(), hair), theme["line"])
        # False sorts first: what is selected or pointed at lies on top of its neighbours.
        for point in sorted(made.points, key=self._stands_out):
            self._paint_point(painter, point)
        if self.hasFocus() and 0 <= self._focused < len(made.points):
            self._paint_focus(painter, made.points[self._focused])
        painter.end()

    def _stands_out(self, point: Point) -> bool:
        return point.position.head.row == self._row or point is self._hovered

    def _paint_point(self, painter: QPainter, point: Point) -> None:
        """Paint a point, hollow where its day is not known, over the rule of its date."""
        theme = self._appearance.theme
        ink = theme["ink" if self._stands_out(point) else "control"]
        hollow = bool(point.placing.flags & Flag.HOLLOW)
        several_days = hollow or point.placing.latest - point.placing.earliest > MINUTES_A_DAY
        if several_days and self._layout is not None:
            paint_date(painter, self._layout.axis, point.placing, point.y - POINT / 2 - EXTENT - 1, ink)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, HOLLOW_WIDTH))
        painter.setBrush(theme["surface"] if hollow else ink)
        inset = HOLLOW_WIDTH / 2
        painter.drawEllipse(point.rect.adjusted(inset, inset, -inset, -inset))
        painter.restore()

    def _paint_focus(self, painter: QPainter, point: Point) -> None:
        width = float(tokens()["weight"]["focus"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._appearance.theme["accent"], width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(point.rect.adjusted(-3, -3, 3, 3))

    # Pointer

    def _at(self, place: QPointF) -> Point | None:
        far = [((point.x - place.x()) ** 2 + (point.y - place.y()) ** 2, n) for n, point in enumerate(self.points)]
        distance, number = min(far, default=(REACH**2 + 1, 0))
        return self.points[number] if distance <= REACH**2 else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the point under the pointer."""
        point = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if point else Qt.CursorShape.ArrowCursor)
        if point is not self._hovered:
            self._hovered = point
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing once the pointer has left."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the point that was clicked."""
        point = self._at(event.position())
        if point is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(point.position.head.row)

    def event(self, event: QEvent) -> bool:
        """Tell in a tooltip what a point stands for."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            point = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(point) if point else "", self)
            return True
        return super().event(event)

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the entry that is shown."""
        super().focusInEvent(event)
        if self._focused < 0:
            rows = [point.position.head.row for point in self.points]
            self._go(rows.index(self._row) if self._row in rows else 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point, choose the one in focus."""
        key, last = Qt.Key(event.key()), len(self.points) - 1
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._go(min(max(self._focused + STEPS[key], 0), last))
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self._go(0 if key is Qt.Key.Key_Home else last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if 0 <= self._focused <= last:
                self.chosen.emit(self.points[self._focused].position.head.row)
            case _:
                super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        self._focused = number if self.points else -1
        if self._focused >= 0:
            self.setAccessibleDescription(tip(self.points[number]).replace("\n", ", "))
        self.update()


def tip(point: Point) -> str:
    """Return what a point stands for: title, position and date."""
    head = point.position.head
    when = date_words().when(parse(head.date)) if head.date else ""
    return f"{head.title}\n{named(point.position.value)}, {when}"
