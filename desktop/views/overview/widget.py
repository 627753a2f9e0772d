"""The overview: all years on one line, with the window that the timeline shows of them."""

from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.ahead import Mask, Work
from desktop.session import Session
from desktop.states import Rows
from desktop.theme import Appearance, tokens
from desktop.timeline.index import Index
from desktop.timeline.indexes import Manner
from desktop.timeline.overview import Overview as Drawing
from desktop.timeline.overview import Standing, overview, standing
from desktop.timeline.scale import MINUTES_PER_DAY
from desktop.timeline.ticks import TickLabel
from desktop.views.overview.painting import (
    GROUND,
    HANDLE_WIDTH,
    NARROW_WINDOW,
    RIGHT,
    TOP,
    paint_focus,
    paint_heading,
    paint_hits,
    paint_line,
    paint_selected,
    paint_window,
)
from desktop.wording import entries, nothing_between

HEADER, HEADER_NARROW, GAP = 138, 120, 8
NARROWEST = 8.0
"""The window is never drawn narrower."""
NARROW = 980
"""Narrower ones leave less room for the heading, as the lanes above do."""
WINDOW_TOP, WINDOW_BOTTOM = 5.0, 45.0
REACH = 7.0
"""How far from an edge of the window a press still takes its handle."""
NOTCH = 120.0
ZOOM_NOTCH = 1.2
DRAG_FROM = 3.0
LABELS_TOP = 46.0
KEY_PART = 0.1
"""Part of the window that a key moves or cuts."""


class Grip(Enum):
    """What a press took hold of."""

    NOTHING = auto()
    START = auto()
    END = auto()
    WINDOW = auto()
    LINE = auto()
    LABEL = auto()
    """The names of years and months: a click frames one."""


class Overview(QWidget):
    """Shows where all entries lie; moves the timeline through the session."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Follow ``session``."""
        super().__init__(parent)
        self._session = session
        self._appearance = appearance
        self._composed: Drawing | None = None
        self._foreseen = session.ahead.foresee(self._plan)
        self._standing: tuple[Index, Standing] | None = None
        self._bars: QPixmap | None = None
        self._hits: list[int] = []
        self._selected: list[int] = []
        self._grip = Grip.NOTHING
        self._pressed = QPointF()
        self._span = session.span
        self._dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(appearance.theme.length("overview"))
        self.setAccessibleName(self.tr("Overview of all years"))
        session.index_changed.connect(self._recompose)
        session.span_changed.connect(self.update)
        session.hits_changed.connect(self._find)
        session.selection_changed.connect(self._note_selection)
        appearance.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return the size in the designs."""
        return QSize(1004, self.height())

    @property
    def _unit(self) -> float:
        """Size of a designed pixel: larger where the system's text is."""
        return self.height() / float(tokens()["size"]["overview"])

    @property
    def _left(self) -> float:
        return (HEADER if self.width() >= NARROW else HEADER_NARROW) + GAP

    @Slot()
    def _restyle(self) -> None:
        self.setFixedHeight(self._appearance.theme.length("overview"))
        self._recompose()

    @property
    def _drawing(self) -> Drawing | None:
        """What is drawn; composed when it is first asked for, as a window takes several widths before it is painted."""
        index = self._session.index
        if self._composed is None and index is not None:
            room, drawing = self._foreseen.take(index) or (0.0, None)
            fits = drawing is not None and room == self._room()
            self._composed = drawing if fits else self._composed_anew(index)
        return self._composed

    def _composed_anew(self, index: Index) -> Drawing:
        if self._standing is None or self._standing[0] is not index:
            self._standing = index, standing(index)
        return overview(index, self._room(), self._standing[1])

    @Slot()
    def _recompose(self) -> None:
        index = self._session.index
        self._composed = self._bars = None
        self._find()
        if index is not None:
            self.setAccessibleDescription(entries(len(index.shown)))
        self._selected = self._columns(self._session.selection.rows)
        self.update()

    def _room(self) -> float:
        """Return how long the line is."""
        return max(self.width() / self._unit - self._left - RIGHT, 1.0)

    def _plan(self, _manner: Manner) -> Work[tuple[float, Drawing]]:
        return partial(_foreseen, self._room())

    @Slot()
    def _find(self) -> None:
        """See where the shown entries lie that a search has found."""
        self._hits = self._columns(self._session.hits.rows)
        self.update()

    @Slot()
    def _note_selection(self) -> None:
        """See where the selected entries lie."""
        selected = self._columns(self._session.selection.rows)
        if selected != self._selected:
            self._selected = selected
            self.update()

    def _columns(self, rows: Rows) -> list[int]:
        """Return the pixel columns of the line in which some rows stand, as far as they are shown and dated."""
        marks = self._session.drawn
        if marks is None or not len(rows) or (drawing := self._drawing) is None:
            return []
        rows = rows[self._session.shown.mask[rows] & marks.dated[rows]]
        columns: list[int] = drawing.map.columns(marks.place[rows] + MINUTES_PER_DAY // 2).tolist()
        return columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the years anew for another width."""
        super().resizeEvent(event)
        self._recompose()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw for the screen on which the widget stands."""
        super().showEvent(event)
        self._recompose()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the kept bars, then the window over them."""
        painter = QPainter(self)
        theme = self._appearance.theme
        drawing = self._drawing
        if drawing is None:
            painter.fillRect(self.rect(), theme["surface"])
            return
        if self._bars is None:
            self._bars = self._paint_bars(drawing)
        painter.drawPixmap(QPoint(0, 0), self._bars)
        painter.scale(self._unit, self._unit)
        paint_window(painter, self._window(drawing), self._plot(), theme)
        if self.hasFocus():
            paint_focus(painter, self._window(drawing), theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.translate(self._left, 0)
        hair = 1 / (self.devicePixelRatioF() * self._unit)
        paint_selected(painter, self._selected, theme, hair)
        paint_hits(painter, self._hits, theme, hair)
        painter.end()

    def _plot(self) -> QRectF:
        return QRectF(self._left, TOP, self.width() / self._unit - self._left - RIGHT, GROUND - TOP)

    def _paint_bars(self, drawing: Drawing) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        theme = self._appearance.theme
        pixmap.fill(theme["surface"])
        painter = QPainter(pixmap)
        painter.scale(self._unit, self._unit)
        hair = 1 / (ratio * self._unit)
        painter.fillRect(QRectF(0, 0, self.width() / self._unit, hair), theme["line-strong"])
        index = self._session.index
        paint_heading(painter, theme, self.tr("All years"), entries(0 if index is None else len(index.shown)))
        painter.translate(self._left, 0)
        if index is not None:
            paint_line(painter, drawing, theme, index.tints.colouring, hair)
        painter.end()
        return pixmap

    def _window(self, drawing: Drawing) -> QRectF:
        """Return the window that the timeline shows, in units."""
        start, end = self._session.span
        x0, x1 = drawing.map.x(start), drawing.map.x(end)
        middle, half = (x0 + x1) / 2, max((x1 - x0) / 2, NARROWEST / 2)
        return QRectF(self._left + middle - half, WINDOW_TOP, 2 * half, WINDOW_BOTTOM - WINDOW_TOP)

    def _at(self, point: QPointF) -> QPointF:
        return point / self._unit

    def _grip_at(self, at: QPointF) -> Grip:
        if self._drawing is None or at.x() < self._left - REACH:
            return Grip.NOTHING
        if at.y() >= LABELS_TOP:
            return Grip.LABEL
        window = self._window(self._drawing)
        outside = HANDLE_WIDTH if window.width() < NARROW_WINDOW else 0.0
        inside = 0.0 if outside else min(REACH, window.width() / 3)
        if window.left() - outside - REACH <= at.x() <= window.left() + inside:
            return Grip.START
        if window.right() - inside <= at.x() <= window.right() + outside + REACH:
            return Grip.END
        return Grip.WINDOW if window.left() < at.x() < window.right() else Grip.LINE

    def _minute(self, x: float) -> float:
        return 0.0 if self._drawing is None else self._drawing.map.minute(x - self._left)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle, of the window, or begin a new one."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._at(event.position())
            self._grip = self._grip_at(self._pressed)
            self._span = self._session.span
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what was taken hold of; show what could be."""
        at = self._at(event.position())
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(self._grip_at(at))
            return
        self._dragged = self._dragged or abs(at.x() - self._pressed.x()) >= DRAG_FROM
        if self._dragged and self._grip is not Grip.NOTHING:
            start, end = self._moved_to(at.x())
            if end - start >= 1:
                self._session.span_requested.emit(start, end)

    def _moved_to(self, x: float) -> tuple[float, float]:
        """Return the span that a drag to ``x`` asks for."""
        start, end = self._span
        here, there = self._minute(self._pressed.x()), self._minute(x)
        match self._grip:
            case Grip.START:
                return min(there, end), end
            case Grip.END:
                return start, max(there, start)
            case Grip.WINDOW:
                return start + there - here, end + there - here
            case _:
                return min(here, there), max(here, there)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click beside the window brings it there."""
        if event.button() is Qt.MouseButton.LeftButton:
            if self._grip is Grip.LINE and not self._dragged:
                half = (self._span[1] - self._span[0]) / 2
                middle = self._minute(self._pressed.x())
                self._session.frame_requested.emit(middle - half, middle + half)
            elif self._grip is Grip.LABEL and not self._dragged:
                self._frame_named(self._minute(self._pressed.x()))
            self._grip = Grip.NOTHING

    def _frame_named(self, minute: float) -> None:
        """Glide to the year or month whose name stands at a moment; a month where both do."""
        labels = () if self._drawing is None else self._drawing.labels
        named = [label for label in labels if label.start <= minute < label.end]
        if named:
            least = min(named, key=_length)
            self._session.frame_requested.emit(float(least.start), float(least.end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the window with the arrows; with Ctrl its start, with Shift its end; plus, minus, Home."""
        start, end = self._session.span
        step = KEY_PART * (end - start)
        moves = {Qt.Key.Key_Left: (-step, -step), Qt.Key.Key_Right: (step, step)}
        zooms = {Qt.Key.Key_Plus: step, Qt.Key.Key_Equal: step, Qt.Key.Key_Minus: -step}
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if key in moves:
            first, last = moves[key]
            self._session.span_requested.emit(start + (0 if shift else first), end + (0 if control else last))
        elif key in zooms:
            self._session.span_requested.emit(start + zooms[key], end - zooms[key])
        elif key == Qt.Key.Key_Home:
            self._session.fit_requested.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit everything."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._session.fit_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom the timeline about the moment under the pointer."""
        start, end = self._session.span
        turn = (event.angleDelta().y() or event.angleDelta().x()) / NOTCH
        middle = self._minute(self._at(event.position()).x())
        if not start <= middle <= end:
            middle = (start + end) / 2
        factor = ZOOM_NOTCH**-turn
        self._session.span_requested.emit(middle - (middle - start) * factor, middle + (end - middle) * factor)
        event.accept()

    def _show_cursor(self, grip: Grip) -> None:
        match grip:
            case Grip.START | Grip.END:
                self.setCursor(Qt.CursorShape.SizeHorCursor)
            case Grip.WINDOW:
                self.setCursor(Qt.CursorShape.OpenHandCursor)
            case Grip.LINE:
                self.setCursor(Qt.CursorShape.CrossCursor)
            case Grip.LABEL:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            case Grip.NOTHING:
                self.unsetCursor()

    def break_words(self, x: float) -> str:
        """Return what the break at ``x`` (units) leaves out; empty where there is none."""
        if self._drawing is None:
            return ""
        for piece in self._drawing.map.breaks:
            if piece.x0 <= x - self._left <= piece.x1:
                return nothing_between(piece.start, piece.end)
        return ""

    def event(self, event: QEvent) -> bool:
        """Say over a break how long it is."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.break_words(self._at(QPointF(event.pos())).x()), self)
            return True
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._recompose()
        return super().event(event)


def _foreseen(room: float, index: Index, _mask: Mask) -> tuple[float, Drawing]:
    return room, overview(index, room)


def _length(label: TickLabel) -> int:
    return label.end - label.start
