"""Scroll the lanes while one of them is held near the upper or lower edge of the canvas."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.views.timeline.camera import Camera
from desktop.views.timeline.style import AXIS

ZONE = 28.0
"""Units from an edge within which lanes scroll, the faster the nearer to it."""
SLOWEST, FASTEST = 2.0, 14.0
"""Units a step."""
STEP = 16
"""ms from step to step."""


class EdgeScroll(QObject):
    """Follows where a lane is dragged to; lengths are units of the canvas."""

    scrolled = Signal(object)
    """The lanes have moved below the dragged one, which is where it was (y in the canvas)."""

    def __init__(self, camera: Camera, parent: QObject) -> None:
        """Scroll what ``camera`` looks at; the canvas's height comes with :meth:`resize`."""
        super().__init__(parent)
        self._camera = camera
        self._height = 0.0
        self._y = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._step)

    def resize(self, height: float) -> None:
        """Tell how high the canvas is."""
        self._height = height

    @Slot(object)
    def follow(self, y: float | None) -> None:
        """Scroll for a lane that is held at ``y``, until it is held elsewhere or let go (None)."""
        self._y = 0.0 if y is None else y
        if y is None or not self._pace():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _pace(self) -> float:
        """Return how far to scroll in a step: down above 0, up below."""
        above, below = AXIS + ZONE - self._y, self._y - (self._height - ZONE)
        if max(above, below) <= 0 or not self._camera.overflows:
            return 0.0
        pace = SLOWEST + (FASTEST - SLOWEST) * min(max(above, below) / ZONE, 1.0)
        return pace if below > above else -pace

    @Slot()
    def _step(self) -> None:
        view = self._camera.panned(self._camera.view, 0.0, -self._pace())
        if view.scroll == self._camera.view.scroll:
            self._timer.stop()
            return
        self._camera.look(view)
        self.scrolled.emit(self._y)
