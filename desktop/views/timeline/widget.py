"""The timeline: the widget that paints the stage's frames and hands it what pointer and keys do."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from desktop.session import Session
from desktop.shortcuts import KeyTable
from desktop.theme import Appearance
from desktop.timeline.display import Target
from desktop.timeline.lane_orders import LaneOrders
from desktop.timeline.lanes import LaneOrder
from desktop.views.timeline.accessible import Narrator
from desktop.views.timeline.keys import Keys
from desktop.views.timeline.lane_menu import CanvasMenu
from desktop.views.timeline.lane_moves import LaneMoves
from desktop.views.timeline.pointer import Gesture, is_left
from desktop.views.timeline.stage import Stage

log = logging.getLogger(__name__)

MARGIN = 6.0
"""Around what is painted anew: room for a ring."""
NARROW = 980
"""Narrower canvases have shorter lane headers."""


class Timeline(QWidget):
    """One painted widget over everything that is shown. It reads and asks through the session only."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Follow ``session``; nothing is drawn until it has marks."""
        super().__init__(parent)
        self._session = session
        self._appearance = appearance
        self.stage = Stage(session, appearance, self)
        stage = self.stage
        lanes = LaneMoves(stage.canvas, stage.choosing, stage.steering, stage.arrange, self)
        self._keys = Keys(stage.steering, stage.choosing, stage.history, stage.overlays, lanes)
        self._menu = CanvasMenu(session, stage.steering, stage.choosing, stage.overlays, lanes, self)
        self._narrator = Narrator(session, stage, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        stage.changed.connect(self.update)
        stage.area_changed.connect(self._update_area)
        stage.pointer.panning_changed.connect(self._show_cursor)
        stage.hovering.changed.connect(self._show_cursor)

    def sizeHint(self) -> QSize:
        """Return the size in the designs."""
        return QSize(1004, 566)

    def minimumSizeHint(self) -> QSize:
        """Return room for the headers, a little plot and two lanes."""
        return QSize(200, 120)

    @property
    def commands(self) -> dict[str, Callable[..., object]]:
        """What the table of commands asks of the timeline, by a command's id."""
        return {**self._keys.commands, "wheel-zooms": self.set_wheel_zooms, "relations": self.set_relations}

    def take_keys(self, table: KeyTable) -> None:
        """Let these keys run the commands that belong to the timeline."""
        self._keys.take(table)

    @Slot()
    def open_goto(self) -> None:
        """Ask for a date to go to."""
        self.stage.overlays.open_goto()

    @Slot(bool)
    def set_wheel_zooms(self, zooms: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Let the wheel zoom without Ctrl, and scroll with it."""
        self.stage.pointer.wheel_zooms = zooms

    @Slot(bool)
    def set_relations(self, shown: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Draw the relations of everything in view."""
        self.stage.show_relations(shown=shown)

    @property
    def lane_order(self) -> LaneOrder:
        """What the user did with the lanes."""
        return self.stage.canvas.order

    def arrange(self, order: LaneOrder) -> None:
        """Put lanes in another order, pin or close some."""
        self.stage.arrange(order)

    @property
    def lane_orders(self) -> LaneOrders:
        """What the user did with the lanes of every library and grouping, to be kept between starts."""
        return self.stage.orders

    def restore_lanes(self, kept: str) -> None:
        """Take over orders as text, as they were left; what cannot be read is said in the log."""
        try:
            self.stage.keep_orders(LaneOrders.from_text(kept))
        except ValueError:
            log.warning("the lanes stand in their first order: what was kept of them is unusable: %r", kept)

    def keep_lanes(self, orders: LaneOrders) -> None:
        """Take over what was done with the lanes elsewhere."""
        self.stage.keep_orders(orders)

    def can_go_back(self) -> bool:
        """Tell whether there is somewhere to go back to."""
        return self.stage.history.trail.at > 0

    def can_go_forward(self) -> bool:
        """Tell whether one has come back from somewhere."""
        trail = self.stage.history.trail
        return trail.at + 1 < len(trail.stops)

    def _at(self, point: QPointF) -> QPointF:
        return point / self.stage.canvas.style.unit

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the span in view; what is drawn follows the width."""
        super().resizeEvent(event)
        self.stage.set_narrow(narrow=self.width() < NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Paint for the screen on which the widget stands."""
        super().showEvent(event)
        self.stage.restyle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still: nobody sees it."""
        super().hideEvent(event)
        self.stage.pointer.cancel()
        self.stage.camera.stop()
        self.stage.camera.rest()
        self.stage.fading.stop()
        self.stage.hovering.leave()
        self.stage.overlays.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the present frame."""
        self.stage.look_again()
        frame, canvas = self.stage.frame(QRectF(event.rect())), self.stage.canvas
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        if frame is None or canvas.painter is None:
            painter.fillRect(self.rect(), self._appearance.theme["ground"])
            return
        painter.scale(canvas.style.unit, canvas.style.unit)
        canvas.painter.paint(painter, frame)
        self.stage.fading.paint(painter, frame, canvas.style.ratio)
        painter.end()

    @Slot(QRectF)
    def _update_area(self, area: QRectF) -> None:
        self.update(area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).toAlignedRect())

    @Slot()
    def _show_cursor(self) -> None:
        hit = self.stage.hovering.hit
        if self.stage.pointer.gesture is Gesture.PANNING:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif hit is not None and hit.target in (Target.BEFORE, Target.AFTER):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture; the keyboard's focus ring goes."""
        self.stage.use_mouse()
        if is_left(event):
            self.stage.pointer.press(self._at(event.position()), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or tell what is under the pointer."""
        at, hovering = self._at(event.position()), self.stage.hovering
        self.stage.pointer.move(at)
        if at != hovering.at:
            self.stage.use_mouse()
        if not event.buttons():
            hovering.move(at)
        elif hovering.at is not None:
            hovering.at = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        if is_left(event):
            self.stage.pointer.release(self._at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        at = self._at(event.position())
        hit = self.stage.canvas.hit(at.x(), at.y())
        if is_left(event) and hit is not None:
            self.stage.overlays.dismiss()
            self.stage.clicks.double_clicked(hit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, pan or scroll."""
        self.stage.use_mouse()
        self.stage.hovering.at = self._at(event.position())
        self.stage.pointer.wheel(event, self._at(event.position()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the hover away: nothing is under the pointer any more."""
        super().leaveEvent(event)
        self.stage.hovering.leave()

    def event(self, event: QEvent) -> bool:
        """Zoom by a pinch on a trackpad or a touch screen; follow the widget to another screen."""
        if isinstance(event, QNativeGestureEvent) and self.stage.pointer.pinch(event, self._at(event.position())):
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
                self.stage.pointer.spread(pinch.scaleFactor(), self._at(at))
                event.accept(pinch)
                return True
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.stage.restyle()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run a command of the table, or move the focus."""
        self.stage.steering.held = self.stage.steering.held + 1 if event.isAutoRepeat() else 0
        run = self._escape if event.key() == Qt.Key.Key_Escape else self._keys.find(event)
        if self._asks_for_menu(event):
            self._open_menu_at_focus()
        elif run is None:
            super().keyPressEvent(event)
        else:
            self.stage.keyboard = True
            run()
            self.update()

    def _escape(self) -> None:
        """Close what is open, else give up the gesture, else leave the marks, else end the search or select nothing."""
        stage = self.stage
        if stage.overlays.dismiss() or stage.pointer.cancel():
            return
        if stage.choosing.focus.row >= 0:
            stage.choosing.set_focus(-1)
        else:
            self._session.step_back()

    def _asks_for_menu(self, event: QKeyEvent) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return event.key() == Qt.Key.Key_Menu or (control and event.key() == Qt.Key.Key_Period)

    def _open_menu_at_focus(self) -> None:
        choosing = self.stage.choosing
        if choosing.focus.row < 0:
            choosing.enter()
        focus = choosing.focus
        place = self.stage.overlays.place_of(focus)
        self._menu.open(self.mapToGlobal(place.bottomLeft().toPoint()), focus.row, focus.lane)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu for what was clicked."""
        at = self._at(QPointF(event.pos()))
        hit = self.stage.canvas.hit(at.x(), at.y())
        row = -1 if hit is None or hit.row is None else hit.row
        lane = -1 if hit is None or hit.lane is None else hit.lane
        self._menu.open(event.globalPos(), row, lane)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, if it came by the keyboard."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.stage.keyboard = True
            self.stage.choosing.enter()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self.stage.overlays.tooltips.dismiss()
        self.update()
