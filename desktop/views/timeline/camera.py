"""Where the canvas looks: the only place that changes the view, kept within what there is to see."""

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal, Slot

from desktop.timeline.anchoring import Anchor
from desktop.timeline.scale import Scale, kept, limits
from desktop.views.timeline.motion import Motion, View

REST = 160
"""ms after the last step of a wheel until the view counts as at rest."""


class Camera(QObject):
    """Holds the view of a plot ``width`` units wide, and moves it."""

    moved = Signal()
    """The view is another one."""
    settled = Signal()
    """A movement has come to its end: what was left out for speed can be drawn."""

    def __init__(self, parent: QObject) -> None:
        """Look at the first day of the calendar until told better."""
        super().__init__(parent)
        self.view = View(Scale(0.0, 1.0))
        self.width = 1.0
        self.anchor: Anchor | None = None
        """What a zoom under way keeps where it is: where the lanes are scrolled to is then to be told by ``hold``."""
        self.bounds: tuple[int, int] | None = None
        self._overflow = 0.0
        self._motion = Motion(self)
        self._motion.moved.connect(self._show)
        self._motion.ended.connect(self.settled)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.settled)

    @property
    def moving(self) -> bool:
        """Tell whether a movement is under way: a glide, momentum, or a wheel that may still turn."""
        return self._motion.active or self._rest.isActive()

    @property
    def aim(self) -> View:
        """The view that a glide under way will end at, as far as is known, else the present one."""
        target = self._motion.target or self.view
        return target if self.anchor is None else View(target.scale, self.view.scroll)

    @property
    def span(self) -> tuple[float, float]:
        """The half-open span in view, in minutes."""
        return self.view.scale.origin, self.view.scale.end(self.width)

    @property
    def overflows(self) -> bool:
        """Tell whether there are more lanes than fit."""
        return self._overflow > 0

    def set_overflow(self, overflow: float) -> None:
        """Tell how far the lanes can be scrolled at this view."""
        self._overflow = max(0.0, overflow)

    @Slot(object)
    def _show(self, view: View) -> None:
        scale = kept(view.scale, self.bounds, self.width)
        view = View(scale, max(0.0, view.scroll) if self.anchor is None else self.view.scroll)
        if view != self.view:
            self.view = view
            self.moved.emit()

    def look(self, view: View, anchor: Anchor | None = None) -> None:
        """Look there at once; what moved stops. A run of such steps ends in ``settled``.

        With an ``anchor``, lanes are scrolled as that needs, not as the view tells.
        """
        self._halt()
        self.anchor = anchor
        self._rest.start()
        self._show(view)

    def place(self, view: View) -> None:
        """Look there at once, as the final view."""
        self._halt()
        self.anchor = None
        self._show(view)
        self.settled.emit()

    def glide(self, view: View, anchor: Anchor | None = None) -> None:
        """Glide there, lanes scrolled as an ``anchor`` needs, where there is one."""
        self._rest.stop()
        self.anchor = anchor
        self._motion.glide(self.view, view)

    def fling(self, speed: tuple[float, float]) -> None:
        """Let the view run on with the speed at which it was let go, in units a ms."""
        self._rest.stop()
        self.anchor = None
        self._motion.fling(self.view, speed)

    def stop(self) -> None:
        """Stand still: something was touched."""
        self._motion.stop()

    def rest(self) -> None:
        """Count as at rest from now on."""
        if self._rest.isActive():
            self._rest.stop()
            self.settled.emit()

    def _halt(self) -> None:
        with QSignalBlocker(self._motion):
            self._motion.stop()

    def zoomed(self, view: View, factor: float, about: float) -> View:
        """Return a view zoomed in by ``factor`` about the plot's x ``about``."""
        return View(view.scale.zoomed(about, factor, limits(self.bounds, self.width)), view.scroll)

    def panned(self, view: View, dx: float, dy: float = 0.0) -> View:
        """Return a view whose content lies ``dx`` and ``dy`` units further right and down."""
        return View(view.scale.panned(dx), self.clamped(view.scroll - dy))

    def hold(self, scroll: float) -> None:
        """Take over how far the lanes have been scrolled for the anchor."""
        self.view = View(self.view.scale, scroll)

    def let_go(self) -> None:
        """Keep nothing where it is any more."""
        self.anchor = None

    def keep_scroll(self) -> bool:
        """Scroll back where the lanes have become fewer; tell whether that was needed."""
        scroll = self.clamped(self.view.scroll)
        needed = scroll != self.view.scroll
        if needed:
            self.view = View(self.view.scale, scroll)
        return needed

    def clamped(self, scroll: float) -> float:
        """Keep a scroll position within what the lanes need."""
        return min(max(scroll, 0.0), self._overflow)
