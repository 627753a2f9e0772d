"""Movements of the view: glides for jumps, momentum after a drag. A timer runs only while something moves."""

import math
import time
from collections import deque

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.theme import motion
from desktop.timeline.scale import Scale

STEP = 8
"""ms between frames; the window system shows what it can."""
DECAY = 325.0
"""ms in which momentum falls to 1/e."""
SLOWEST = 0.02
"""px a ms: slower is standing still."""
MEMORY = 80.0
"""ms of a drag that tell how fast it was let go."""


class View(Struct, frozen=True):
    """What is looked at: the time scale, and how far the lanes are scrolled down."""

    scale: Scale
    scroll: float = 0.0


def between(first: View, last: View, part: float) -> View:
    """Return the view ``part`` of the way: zooming goes by factors about the one moment that keeps its place."""
    a, b = first.scale, last.scale
    scroll = first.scroll + (last.scroll - first.scroll) * part
    if part >= 1:
        return last
    if math.isclose(a.minutes_per_pixel, b.minutes_per_pixel, rel_tol=1e-6):
        return View(Scale(a.origin + (b.origin - a.origin) * part, b.minutes_per_pixel), scroll)
    per_pixel = a.minutes_per_pixel * (b.minutes_per_pixel / a.minutes_per_pixel) ** part
    fixed_x = (b.origin - a.origin) / (a.minutes_per_pixel - b.minutes_per_pixel)
    return View(Scale(a.minute(fixed_x) - fixed_x * per_pixel, per_pixel), scroll)


def eased(part: float) -> float:
    """Ease out: cubic."""
    return 1 - (1 - part) ** 3


class Velocity:
    """How fast a pointer moves, from the last moments of a drag."""

    def __init__(self) -> None:
        """Start at rest."""
        self._samples: deque[tuple[float, float, float]] = deque(maxlen=32)

    def add(self, x: float, y: float, now: float) -> None:
        """Note a position at ``now`` ms."""
        self._samples.append((now, x, y))

    def at(self, now: float) -> tuple[float, float]:
        """Return px a ms in both directions; none after a rest."""
        recent = [sample for sample in self._samples if now - sample[0] <= MEMORY]
        if len(recent) < 2 or recent[-1][0] - recent[0][0] < 1:
            return 0.0, 0.0
        (t0, x0, y0), (t1, x1, y1) = recent[0], recent[-1]
        return (x1 - x0) / (t1 - t0), (y1 - y0) / (t1 - t0)


def clock() -> float:
    """Return ms of a clock that never goes back."""
    return time.monotonic() * 1000


class Motion(QObject):
    """Moves a view from here to there, or lets it run out."""

    moved = Signal(object)
    """A View to be shown next."""
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        """Stand still."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._step)
        self._first = self._last = View(Scale(0.0, 1.0))
        self._speed: tuple[float, float] | None = None
        self._began = 0.0
        self._length = 0.0

    @property
    def active(self) -> bool:
        """Tell whether something moves."""
        return self._timer.isActive()

    @property
    def target(self) -> View | None:
        """Where a glide goes; None when none is under way."""
        return self._last if self.active and self._speed is None else None

    def glide(self, here: View, there: View) -> None:
        """Glide to a view; be there at once where the system asks for less motion."""
        self._length = float(motion("glide"))
        if self._length <= 0 or here == there:
            self._timer.stop()
            self.moved.emit(there)
            self.ended.emit()
            return
        self._first, self._last, self._speed, self._began = here, there, None, clock()
        self._timer.start()

    def fling(self, here: View, speed: tuple[float, float]) -> None:
        """Go on with ``speed`` (px a ms of what is seen, right and down), ever slower."""
        if motion("glide") <= 0 or math.hypot(*speed) < 10 * SLOWEST:
            self.ended.emit()
            return
        self._first, self._speed, self._began = here, speed, clock()
        self._timer.start()

    def stop(self) -> None:
        """Stand still here and now."""
        if self.active:
            self._timer.stop()
            self.ended.emit()

    @Slot()
    def _step(self) -> None:
        passed = clock() - self._began
        if self._speed is None:
            part = min(1.0, passed / self._length)
            self.moved.emit(between(self._first, self._last, eased(part)))
            done = part >= 1
        else:
            run = DECAY * (1 - math.exp(-passed / DECAY))
            dx, dy = (speed * run for speed in self._speed)
            self.moved.emit(View(self._first.scale.panned(dx), self._first.scroll - dy))
            done = math.hypot(*self._speed) * math.exp(-passed / DECAY) < SLOWEST
        if done:
            self._timer.stop()
            self.ended.emit()
