"""What clicks on the canvas mean, by what lies under them."""

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot

from desktop.session import Session
from desktop.states import Rows
from desktop.timeline.display import Band, DisplayList, Form, Hit, Target
from desktop.timeline.hits import bar_rows
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.headers import chevron_rect
from desktop.views.timeline.steering import Steering

FARTHEST = float(1 << 40)


class Clicks(QObject):
    """Carries out clicks and double clicks; what opens a popover is announced."""

    group_clicked = Signal(object, object)
    """Rows (int32) of a cluster or bar that was clicked, and its Hit."""
    lane_toggled = Signal(int)
    """A lane's mark was clicked: close or open it."""

    def __init__(
        self, session: Session, camera: Camera, canvas: Canvas, steering: Steering, choosing: Choosing, parent: QObject
    ) -> None:
        """Act on what the canvas shows."""
        super().__init__(parent)
        self._session = session
        self._camera = camera
        self._canvas = canvas
        self._steering = steering
        self._choosing = choosing

    @Slot(object, object, QPointF)
    def clicked(self, hit: Hit, modifiers: Qt.KeyboardModifier, at: QPointF) -> None:
        """Select, open or follow what was clicked."""
        toggles = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        extends = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        match hit.target:
            case Target.MARK | Target.LABEL | Target.CARD:
                self._choose(hit, toggles=toggles, extends=extends)
            case Target.CLUSTER | Target.BAR:
                self._click_group(hit, adds=toggles or extends)
            case Target.HEADER:
                self._click_header(hit, at)
            case Target.BEFORE | Target.AFTER:
                self._follow(hit)
            case Target.GROUND:
                self._choosing.set_focus(-1)
                if not toggles and not extends:
                    self._session.clear_selection()

    def _choose(self, hit: Hit, *, toggles: bool, extends: bool) -> None:
        if hit.row is not None:
            lane = -1 if hit.lane is None else hit.lane
            self._choosing.choose(hit.row, lane, toggles=toggles, extends=extends)

    def _click_group(self, hit: Hit, *, adds: bool) -> None:
        rows = self.rows_of(hit)
        if adds:
            self._choosing.choose_rows(rows, adds=True)
        elif len(rows):
            self.group_clicked.emit(rows, hit)

    def rows_of(self, hit: Hit) -> Rows:
        """Return the rows of the cluster or bar that was hit, by time."""
        display, index = self._canvas.display, self._session.index
        if display is None or index is None or hit.item is None:
            return np.empty(0, np.int32)
        if hit.target is Target.CLUSTER:
            return np.sort(display.clusters[hit.item].rows)
        return np.sort(bar_rows(index, display, hit.item))

    def _click_header(self, hit: Hit, at: QPointF) -> None:
        band = band_of(self._canvas.display, hit.lane)
        if band is not None and (band.form is Form.COLLAPSED or chevron_rect(band, self._canvas.header).contains(at)):
            self.lane_toggled.emit(band.lane)

    def _follow(self, hit: Hit) -> None:
        """Glide to the entry of the lane that is nearest beyond the edge of the view."""
        index = self._session.index
        if index is None or hit.lane is None:
            return
        start, end = self._camera.span
        before = hit.target is Target.BEFORE
        found = index.within(hit.lane, -FARTHEST, start) if before else index.within(hit.lane, end, FARTHEST)
        places = index.marks.place[index.rows[found]]
        if len(places):
            self._steering.centre_on(float(places.max() if before else places.min()), hit.lane)

    def double_clicked(self, hit: Hit) -> None:
        """Read a mark's passage, zoom to a group, fit a lane."""
        match hit.target:
            case Target.MARK | Target.LABEL | Target.CARD:
                if hit.row is not None:
                    self._choosing.open(hit.row)
            case Target.CLUSTER | Target.BAR:
                self._steering.fit_rows(self.rows_of(hit))
            case Target.HEADER:
                if hit.lane is not None:
                    self._steering.fit_lane(hit.lane)
            case Target.BEFORE | Target.AFTER | Target.GROUND:
                pass

    @Slot(QPointF)
    def axis_clicked(self, at: QPointF) -> None:
        """Frame the month, or whatever step of the calendar was clicked."""
        ticks = self._canvas.ticks
        x = at.x() - self._canvas.plot_x
        if ticks is None or at.x() <= self._canvas.header:
            return
        minute = self._camera.view.scale.minute(x)
        for label in ticks.upper if at.y() < TIERS else ticks.lower:
            if label.start <= minute < label.end:
                self._steering.fit_period(label.start, label.end)
                return


TIERS = 22.0
"""Where the axis's upper tier ends."""


def band_of(display: DisplayList | None, lane: int | None) -> Band | None:
    """Return the band of a lane; None where it is not in the display list."""
    if display is None or lane is None:
        return None
    return next((band for band in display.bands if band.lane == lane), None)
