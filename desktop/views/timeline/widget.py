"""The timeline: paints frames of the canvas, follows the session, and is steered by pointer and keys."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.session import Session
from desktop.theme import Appearance
from desktop.timeline.display import Connectors, Hit, Target
from desktop.timeline.index import Index
from desktop.timeline.lanes import LaneOrder
from desktop.timeline.scale import Scale
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import HEADER, Canvas
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.clicks import Clicks
from desktop.views.timeline.frame import Focus, Frame
from desktop.views.timeline.history import History
from desktop.views.timeline.keys import Keys, Run
from desktop.views.timeline.motion import View
from desktop.views.timeline.pointer import Gesture, Pointer, is_left
from desktop.views.timeline.steering import Steering
from desktop.views.timeline.style import AXIS

MOST_CONNECTED = 40
"""Selected entries whose connectors are drawn; more would say nothing."""


class Timeline(QWidget):
    """One painted widget over everything that is shown. It reads and asks through the session only."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Follow ``session``; nothing is drawn until it has marks."""
        super().__init__(parent)
        self._session = session
        self._appearance = appearance
        self.canvas = Canvas(appearance.theme, self.devicePixelRatioF())
        self.camera = Camera(self)
        self.steering = Steering(session, self.camera, self.canvas, self)
        self.choosing = Choosing(session, self.camera, self.canvas, self.steering, self)
        self.history = History(session, self.camera, self.steering, self)
        self.clicks = Clicks(session, self.camera, self.canvas, self.steering, self.choosing, self)
        self.pointer = Pointer(self.camera, self.canvas, self)
        self._hit: Hit | None = None
        self._rectangle: QRectF | None = None
        self._period: tuple[float, float] | None = None
        self._opened = False
        self._library = ""
        self._keyboard = False
        self._keys = Keys(self._commands())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._connect()

    def minimumSizeHint(self) -> QSize:
        """Ask for the headers, a little plot and two lanes."""
        return QSize(200, 120)

    def _connect(self) -> None:
        session = self._session
        session.library_changed.connect(self._load)
        session.filter_changed.connect(self._reindex)
        session.grouping_changed.connect(self._reindex)
        session.selection_changed.connect(self._selected)
        session.hovered_changed.connect(self.update)
        session.frame_requested.connect(self.steering.glide_to)
        session.span_requested.connect(self.steering.jump_to)
        session.reveal_requested.connect(self.steering.reveal)
        self._appearance.changed.connect(self._restyle)
        self.camera.moved.connect(self._moved)
        self.camera.settled.connect(self._settled)
        self.choosing.focus_changed.connect(self.update)
        pointer = self.pointer
        pointer.clicked.connect(self.clicks.clicked)
        pointer.axis_clicked.connect(self.clicks.axis_clicked)
        pointer.rectangle_changed.connect(self._draw_rectangle)
        pointer.rectangle_drawn.connect(self.choosing.choose_rectangle)
        pointer.period_changed.connect(self._draw_period)
        pointer.panning_changed.connect(self._show_cursor)
        self.clicks.lane_toggled.connect(self._toggle_lane)

    def _commands(self) -> dict[str, Run]:
        steering, choosing = self.steering, self.choosing
        return {
            "zoom-in": steering.zoom_in,
            "zoom-out": steering.zoom_out,
            "pan-left": steering.pan_left,
            "pan-right": steering.pan_right,
            "fit": steering.fit_all,
            "fit-selection": steering.fit_selection,
            "next": choosing.next_in_lane,
            "previous": choosing.previous_in_lane,
            "next-related": choosing.next_related,
            "previous-related": choosing.previous_related,
        }

    @Slot()
    def _load(self) -> None:
        library = self._session.library
        name = library.dataset.id if library else ""
        self._opened = self._opened and name == self._library
        self._library = name
        self.choosing.forget()
        self.history.forget_rows()
        self._reindex()

    @Slot()
    def _reindex(self) -> None:
        session = self._session
        if session.marks is None:
            return
        grouping = session.marks.groupings[session.grouping]
        index = Index.build(session.marks, grouping, session.shown.mask)
        self.canvas.load(index)
        self.camera.bounds = index.bounds()
        session.set_index(index)
        if not self._opened:
            self._open()
        self._moved()

    def _open(self) -> None:
        """Look at the focus period, once there is something and the widget has its size."""
        scale = self.steering.opening() if self.isVisible() else None
        if scale is not None:
            self._opened = True
            self.camera.place(View(scale))

    @Slot()
    def _restyle(self) -> None:
        self.canvas.restyle(self._appearance.theme, self.devicePixelRatioF())
        self._resized()

    @Slot()
    def _moved(self) -> None:
        self._session.set_span(*self.camera.span)
        self._compose()
        self.update()

    def _compose(self) -> None:
        width, height = self._size_in_units()
        display = self.canvas.compose(self.camera.view, width, height)
        if display is None:
            return
        self.camera.set_overflow(display.content_height - (height - AXIS))
        scroll = self.camera.clamped(self.camera.view.scroll)
        if scroll != self.camera.view.scroll:
            self.camera.view = View(self.camera.view.scale, scroll)
            self.canvas.compose(self.camera.view, width, height)

    @Slot()
    def _settled(self) -> None:
        self.history.arrived()
        self.update()

    @Slot()
    def _selected(self) -> None:
        if not self.camera.moving:
            self.history.note()
        self.update()

    def _size_in_units(self) -> tuple[float, float]:
        unit = self.canvas.style.unit
        return self.width() / unit, self.height() / unit

    def _at(self, point: QPointF) -> QPointF:
        return point / self.canvas.style.unit

    def _resized(self) -> None:
        width, height = self._size_in_units()
        start, end = self.camera.span
        before = self.camera.width
        self.camera.width = self.canvas.plot_width(width)
        self.steering.resize(width, height)
        if self._opened and before != self.camera.width:
            self.camera.place(View(Scale.spanning(start, end, self.camera.width), self.camera.view.scroll))
        elif not self._opened:
            self._open()
        self._moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the span in view; what is drawn follows the width."""
        super().resizeEvent(event)
        self._resized()

    def showEvent(self, event: QEvent) -> None:
        """Open the frame, now that the size is known."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._resized()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the present frame."""
        frame = self._frame()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        if frame is None or self.canvas.painter is None:
            painter.fillRect(self.rect(), self._appearance.theme["ground"])
            return
        painter.scale(self.canvas.style.unit, self.canvas.style.unit)
        self.canvas.painter.paint(painter, frame)
        painter.end()
        if self.canvas.painter.titles.missing:
            self.update()

    def _frame(self) -> Frame | None:
        canvas, marks, index = self.canvas, self._session.marks, self.canvas.index
        if marks is None or index is None or canvas.ticks is None or canvas.display is None:
            return None
        width, height = self._size_in_units()
        return Frame(
            display=canvas.display,
            ticks=canvas.ticks,
            marks=marks,
            names=index.grouping.names if canvas.header == HEADER else index.grouping.labels,
            width=width,
            height=height,
            header=canvas.header,
            selected=self._session.selection.rows,
            links=self._links(),
            hit=self._hit,
            hovered=self._session.hovered,
            focus=self.choosing.focus if self._keyboard and self.hasFocus() else Focus(),
            moving=self.camera.moving,
            rectangle=self._rectangle,
            period=self._period,
        )

    def _links(self) -> Connectors:
        rows = self._session.selection.rows[:MOST_CONNECTED]
        hovered = self._session.hovered
        if hovered >= 0:
            rows = np.union1d(rows, [hovered]).astype(np.int32)
        return self.canvas.links(rows)

    @Slot(object)
    def _draw_rectangle(self, rectangle: QRectF | None) -> None:
        self._rectangle = rectangle
        self.update()

    @Slot(object)
    def _draw_period(self, period: tuple[float, float] | None) -> None:
        self._period = period
        self.update()

    @Slot(int)
    def _toggle_lane(self, lane: int) -> None:
        index, order = self.canvas.index, self.canvas.order
        if index is not None:
            key = index.grouping.keys[lane]
            self.arrange(order.with_collapsed(key, collapsed=key not in order.collapsed))

    def arrange(self, order: LaneOrder) -> None:
        """Put lanes in another order, pin or close some."""
        self.canvas.rearrange(order)
        self._moved()

    @Slot()
    def _show_cursor(self) -> None:
        panning = self.pointer.gesture is Gesture.PANNING
        links = self._hit is not None and self._hit.target in (Target.BEFORE, Target.AFTER)
        shape = Qt.CursorShape.PointingHandCursor if links else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.ClosedHandCursor if panning else shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture; the keyboard's focus ring goes."""
        self._keyboard = False
        if is_left(event):
            self.pointer.press(self._at(event.position()), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or tell what is under the pointer."""
        at = self._at(event.position())
        self.pointer.move(at)
        if not event.buttons():
            self._point_at(self.canvas.hit(at.x(), at.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        if is_left(event):
            self.pointer.release(self._at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        at = self._at(event.position())
        hit = self.canvas.hit(at.x(), at.y())
        if is_left(event) and hit is not None:
            self.clicks.double_clicked(hit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, pan or scroll."""
        self.pointer.wheel(event, self._at(event.position()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, hit: Hit | None) -> None:
        if hit == self._hit or (hit and self._hit and _same_place(hit, self._hit)):
            return
        self._hit = hit
        self._session.hover(-1 if hit is None or hit.row is None else hit.row)
        self._show_cursor()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Zoom by a trackpad's pinch."""
        if isinstance(event, QNativeGestureEvent) and self.pointer.pinch(event, self._at(event.position())):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run a command of the table, or move the focus."""
        self.steering.held = self.steering.held + 1 if event.isAutoRepeat() else 0
        run = self._keys.find(event)
        if run is None:
            super().keyPressEvent(event)
            return
        self._keyboard = True
        run()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, if it came by the keyboard."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._keyboard = True
            self.choosing.enter()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self.update()


def _same_place(hit: Hit, other: Hit) -> bool:
    return (hit.target, hit.lane, hit.row, hit.item) == (other.target, other.lane, other.row, other.item)
