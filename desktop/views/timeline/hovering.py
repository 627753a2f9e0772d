"""What lies under the pointer: as it moves, and as the view moves under it."""

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Signal, Slot

from desktop.session import Session
from desktop.timeline.display import Hit, Target
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.frame import NOTHING
from desktop.views.timeline.overlays import Overlays


class Hovering(QObject):
    """Keeps where the pointer is, in units of the canvas, and what it is on."""

    changed = Signal()
    """The pointer is on something else than before."""
    area_changed = Signal(QRectF)
    """This part of the surface looks different now."""
    surface_changed = Signal()
    """All of it may."""

    def __init__(self, session: Session, canvas: Canvas, overlays: Overlays, parent: QObject) -> None:
        """Start with the pointer elsewhere."""
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._overlays = overlays
        self.at: QPointF | None = None
        """Where the pointer is; None while it is elsewhere."""
        self.hit: Hit | None = None
        self._row = -1
        self._outdated = False
        self.told = True
        """Whether the tooltip of what the pointer is on was asked for; if not, it will be as the pointer moves."""
        session.hovered_changed.connect(self._show_row)

    def move(self, at: QPointF) -> None:
        """Tell what is at a point to which the pointer was moved."""
        self.at = at
        self._point(self._canvas.hit(at.x(), at.y()))

    def leave(self) -> None:
        """Be on nothing: the pointer is elsewhere."""
        self.at = None
        self._point(None)

    def forget(self) -> None:
        """Be on nothing until the next look: what was hit means something else now."""
        self.hit = None

    def view_changed(self) -> None:
        """Look again before all of the surface is painted next."""
        self._outdated = True

    def look_again(self, *, moving: bool) -> None:
        """Tell what is under the pointer if the view has changed since; no tooltip comes of that.

        While it is ``moving`` nothing else lights up, but what has moved away goes dark.
        """
        outdated, self._outdated = self._outdated, False
        if outdated and self.at is not None:
            hit = self._canvas.hit(self.at.x(), self.at.y())
            self._take(None if moving and _place(hit) != _place(self.hit) else hit)
            self.told = False

    def _point(self, hit: Hit | None) -> None:
        before, told, self.told = self.hit, self.told, True
        changed = self._take(hit)
        if changed or not told:
            self._overlays.point_at(hit)
        # What was hit in an earlier view may be no more; all is painted anew then.
        for each in (before, hit) if changed and not self._outdated else ():
            if each is not None and each.row is None:
                self._repaint_around(each)

    def _take(self, hit: Hit | None) -> bool:
        """Be on something; return whether that is something else than before."""
        before, self.hit = self.hit, hit
        if _place(before) == _place(hit):
            return False
        self._session.hover(-1 if hit is None or hit.row is None else hit.row)
        self.changed.emit()
        return True

    def _repaint_around(self, hit: Hit) -> None:
        """Paint anew what looks different under the pointer, where that is no entry."""
        match hit.target:
            case Target.CLUSTER | Target.HEADER:
                ground = self._overlays.ground_of(hit)
                if ground is not None:
                    self.area_changed.emit(self._overlays.in_host(ground))
            case Target.BEFORE | Target.AFTER:
                self.surface_changed.emit()
            case _:
                pass

    @Slot()
    def _show_row(self) -> None:
        """Paint the hovered entry anew and the one before; all of the canvas only if connectors come or go."""
        before, self._row = self._row, self._session.hovered
        for row in (before, self._row):
            links = self._canvas.links(np.array([row], np.int32)) if row >= 0 else NOTHING
            if links or (row >= 0 and self._session.drawn is not self._session.marks):
                self.surface_changed.emit()
                return
            for ground in self._overlays.grounds_of(row):
                self.area_changed.emit(ground)


def _place(hit: Hit | None) -> tuple[object, ...]:
    return () if hit is None else (hit.target, hit.lane, hit.row, hit.item)
