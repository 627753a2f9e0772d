"""What mouse, wheel and trackpad do to the canvas: pan, zoom, scroll, draw rectangles and periods, click."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent

from desktop.timeline.civil import whole_days
from desktop.timeline.display import LANE_ROW, Hit, Target
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.holding import Holding
from desktop.views.timeline.motion import Velocity, clock
from desktop.views.timeline.style import AXIS

if TYPE_CHECKING:
    from desktop.timeline.anchoring import Anchor

DRAG_FROM = 5.0
"""Units that a press may wander and still be a click."""
NOTCH = 120.0
ZOOM_NOTCH = 1.2
PAN_NOTCH = 0.1
"""Part of the window that a notch pans."""
SCROLL_NOTCH = 3 * LANE_ROW
PIXELS_NOTCH = 40.0
"""Pixels of a fine wheel that zoom as much as a notch."""

PERIOD_SLACK = 3.0
"""Units by which an end of a period may reach into a day that is not meant."""


class Gesture(Enum):
    """What a press has become."""

    NONE = auto()
    PRESSED = auto()
    PANNING = auto()
    RECTANGLE = auto()
    PERIOD = auto()
    LANE = auto()


class Pointer(QObject):
    """Turns events into movements of the camera and into facts; positions are units of the canvas."""

    clicked = Signal(object, object, QPointF)
    """A Hit, the keyboard modifiers, and where."""
    axis_clicked = Signal(QPointF)
    rectangle_changed = Signal(object)
    """The QRectF being drawn, or None."""
    rectangle_drawn = Signal(QRectF, bool)
    """A rectangle in the canvas, and whether it adds to the selection."""
    period_changed = Signal(object)
    """The period being drawn on the axis as (minute, minute), whole days; or None."""
    period_drawn = Signal(float, float)
    lane_dragged = Signal(object)
    """Where in the canvas a lane's header is dragged to (y), or None when that has ended."""
    lane_dropped = Signal(int, float)
    """A lane, and where its header was let go."""
    touched = Signal()
    """Something was pressed or turned: tooltips and popovers go."""
    panning_changed = Signal()

    def __init__(self, camera: Camera, canvas: Canvas, holding: Holding, parent: QObject) -> None:
        """Steer ``camera``; ask ``canvas`` what lies where, and ``holding`` what of it is to stay there."""
        super().__init__(parent)
        self.wheel_zooms = False
        self.gesture = Gesture.NONE
        self._camera = camera
        self._canvas = canvas
        self._holding = holding
        self._zoomed_at = QPointF()
        self._held: Anchor | None = None
        self._start = QPointF()
        self._from = camera.view
        self._hit: Hit | None = None
        self._velocity = Velocity()
        self._stopped = False
        self._modifiers = Qt.KeyboardModifier.NoModifier

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Begin a gesture; a touch stops what moves."""
        self._stopped = self._camera.moving
        self._camera.stop()
        self.touched.emit()
        self.gesture = Gesture.PRESSED
        self._start, self._from, self._modifiers = at, self._camera.view, modifiers
        self._hit = self._canvas.hit(at.x(), at.y())
        self._velocity = Velocity()
        self._velocity.add(at.x(), at.y(), clock())

    def move(self, at: QPointF) -> None:
        """Go on with a gesture."""
        away = at - self._start
        if self.gesture is Gesture.PRESSED and max(abs(away.x()), abs(away.y())) >= DRAG_FROM:
            self._become()
        match self.gesture:
            case Gesture.PANNING:
                self._velocity.add(at.x(), at.y(), clock())
                self._camera.look(self._camera.panned(self._from, away.x(), away.y()))
            case Gesture.RECTANGLE:
                self.rectangle_changed.emit(QRectF(self._start, at).normalized())
            case Gesture.PERIOD:
                self.period_changed.emit(self._period(at))
            case Gesture.LANE:
                self.lane_dragged.emit(at.y())
            case Gesture.NONE | Gesture.PRESSED:
                pass

    def _become(self) -> None:
        """Decide what a press that moves is."""
        if self._start.y() < AXIS and self._start.x() > self._canvas.header:
            self.gesture = Gesture.PERIOD
        elif self._hit is not None and self._hit.target is Target.HEADER:
            self.gesture = Gesture.LANE
        elif self._modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.gesture = Gesture.RECTANGLE
        else:
            self.gesture = Gesture.PANNING
            self.panning_changed.emit()

    def release(self, at: QPointF) -> None:
        """End a gesture."""
        gesture, self.gesture = self.gesture, Gesture.NONE
        match gesture:
            case Gesture.PRESSED:
                self._click(at)
            case Gesture.PANNING:
                self.panning_changed.emit()
                self._camera.rest()
                self._camera.fling(self._velocity.at(clock()))
            case Gesture.RECTANGLE:
                self.rectangle_changed.emit(None)
                adds = bool(self._modifiers & Qt.KeyboardModifier.ControlModifier)
                self.rectangle_drawn.emit(QRectF(self._start, at).normalized(), adds)
            case Gesture.PERIOD:
                self.period_drawn.emit(*self._period(at))
            case Gesture.LANE:
                self.lane_dragged.emit(None)
                if self._hit is not None and self._hit.lane is not None:
                    self.lane_dropped.emit(self._hit.lane, at.y())
            case Gesture.NONE:
                pass

    def _click(self, at: QPointF) -> None:
        if self._start.y() < AXIS:
            self.axis_clicked.emit(at)
        elif self._hit is not None and not self._stopped:
            self.clicked.emit(self._hit, self._modifiers, at)

    def cancel(self) -> bool:
        """Give up a rectangle, period or lane being dragged; tell whether there was one."""
        drawing = self.gesture in (Gesture.RECTANGLE, Gesture.PERIOD, Gesture.LANE)
        self.gesture = Gesture.NONE
        self.lane_dragged.emit(None)
        self.rectangle_changed.emit(None)
        self.period_changed.emit(None)
        return drawing

    def _period(self, at: QPointF) -> tuple[float, float]:
        scale, left = self._camera.view.scale, self._canvas.plot_x
        first, last = sorted((scale.minute(self._start.x() - left), scale.minute(at.x() - left)))
        return whole_days(first, last, PERIOD_SLACK * scale.minutes_per_pixel)

    def wheel(self, event: QWheelEvent, at: QPointF) -> None:
        """Zoom, pan or scroll, as modifiers, place and the user's setting say."""
        self.touched.emit()
        fine = event.phase() is not Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull()
        delta = QPointF(event.pixelDelta()) / PIXELS_NOTCH if fine else QPointF(event.angleDelta()) / NOTCH
        modifiers = event.modifiers()
        zooms = bool(modifiers & Qt.KeyboardModifier.ControlModifier) != self.wheel_zooms
        # Platforms turn a wheel with Shift or Alt into a horizontal one, or leave it to us.
        sideways = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        turn = delta.y() or delta.x()
        if at.y() < AXIS or (zooms and not sideways and delta.y()):
            self.zoom(ZOOM_NOTCH**turn, at)
        elif sideways or not delta.y():
            self._pan(turn, fine=fine)
        else:
            self._scroll(delta, fine=fine)

    def zoom(self, factor: float, at: QPointF) -> None:
        """Zoom about a point of the canvas: what lies there stays there, as far as it can."""
        about = max(0.0, at.x() - self._canvas.plot_x)
        before = self._held if at == self._zoomed_at else None
        self._zoomed_at, self._held = at, self._holding.under(at, before, going=self._camera.anchor is before)
        self._camera.look(self._camera.zoomed(self._camera.aim, factor, about), self._held)

    def _pan(self, notches: float, *, fine: bool) -> None:
        step = PIXELS_NOTCH if fine else PAN_NOTCH * self._camera.width
        self._camera.look(self._camera.panned(self._camera.aim, notches * step))

    def _scroll(self, notches: QPointF, *, fine: bool) -> None:
        if not self._camera.overflows:
            self._pan(notches.y() or notches.x(), fine=fine)
            return
        down = notches.y() * (PIXELS_NOTCH if fine else SCROLL_NOTCH)
        along = notches.x() * (PIXELS_NOTCH if fine else PAN_NOTCH * self._camera.width)
        self._camera.look(self._camera.panned(self._camera.aim, along, down))

    def spread(self, factor: float, at: QPointF) -> None:
        """Zoom as two fingers on a touch screen spread by ``factor``; what one finger had begun is given up."""
        self.touched.emit()
        self.gesture = Gesture.NONE
        if factor > 0:
            self.zoom(factor, at)

    def pinch(self, event: QNativeGestureEvent, at: QPointF) -> bool:
        """Zoom by a trackpad's pinch; tell whether the gesture was one."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.touched.emit()
        self.zoom(max(0.1, 1 + event.value()), at)
        return True


def is_left(event: QMouseEvent) -> bool:
    """Tell whether a press is of the main button; on touch screens all are."""
    return event.button() is Qt.MouseButton.LeftButton
