"""What is to stay where it is on the canvas while the view changes."""

from collections.abc import Iterable

from msgspec.structs import replace
from PySide6.QtCore import QPointF

from desktop.session import Session
from desktop.states import Rows
from desktop.timeline.anchoring import Anchor, anchor_at, anchor_in_middle, anchor_on, lies_at
from desktop.timeline.display import DisplayList
from desktop.views.timeline.canvas import MOST_CONNECTED, Canvas
from desktop.views.timeline.frame import Focus
from desktop.views.timeline.style import AXIS

ROUNDED = 0.5
"""Lanes are scrolled by whole pixels."""


class Holding:
    """Chooses among what the canvas shows."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        """Look at what ``canvas`` has composed last, and at the selection."""
        self._session = session
        self._canvas = canvas
        self.focus = Focus()

    def under(self, at: QPointF, before: Anchor | None = None, *, going: bool = False) -> Anchor | None:
        """Hold what lies at a point of the canvas; on the axis, what is regarded. None where there is nothing.

        What was held there ``before`` is held on while it lies where it was wanted: nothing adds up then. While the
        same zoom is ``going`` on, so is an entry that the ends of the lanes keep from there, if its lane lies there.
        """
        display, index = self._canvas.display, self._canvas.index
        if display is None or index is None:
            return None
        hit = self._canvas.hit(at.x(), at.y())
        if hit is None:
            return self.regarded()
        found = anchor_at(display, index.marks, hit, at.y() - AXIS)
        if found is None or before is None or before.lane != found.lane:
            return found
        lies = lies_at(display, before)
        if lies is not None and abs(lies - before.y) <= ROUNDED:
            return before
        return replace(before, part=found.part) if going and before.row >= 0 else found

    def regarded(self) -> Anchor | None:
        """Hold the focused entry or a selected one, if its lane is in view; else the lane in the middle."""
        display, selection = self._canvas.display, self._session.selection
        if display is None:
            return None
        focused = anchor_on(display, self.focus.lane, self.focus.row) if self.focus.row >= 0 else None
        chosen = [selection.current, *selection.rows[:MOST_CONNECTED].tolist()]
        return focused or self._first(display, chosen) or anchor_in_middle(display)

    def one_of(self, rows: Rows) -> Anchor | None:
        """Hold one of some entries, if the lane of any is in view."""
        display = self._canvas.display
        return None if display is None else self._first(display, rows[:MOST_CONNECTED].tolist())

    def top_of(self, lane: int) -> Anchor | None:
        """Hold a lane by its top, or by what of it is highest in view."""
        display = self._canvas.display
        band = next((band for band in display.bands if band.lane == lane), None) if display is not None else None
        return None if display is None or band is None else anchor_on(display, lane, None, max(band.y, 0.0))

    def _first(self, display: DisplayList, rows: Iterable[int]) -> Anchor | None:
        index = self._canvas.index
        if index is None:
            return None
        found = (
            anchor_on(display, index.lane_of(position), row)
            for row in rows
            if row >= 0
            for position in index.positions(row)
        )
        return next((anchor for anchor in found if anchor is not None), None)
