"""Where to look next: zooming, panning and framing, for keys, menus and wishes of other panels."""

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Slot

from db.dates import parse
from db.marks import Flag
from desktop.session import Session
from desktop.timeline import framing
from desktop.timeline.anchoring import Anchor
from desktop.timeline.display import DisplayList
from desktop.timeline.index import Index, known_bounds
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.holding import Holding
from desktop.views.timeline.motion import View
from desktop.views.timeline.style import AXIS

KEY_ZOOM = 1.2
KEY_PAN = 0.1
"""Part of the window that a key pans; scrolling goes by rows."""
KEY_SCROLL = 60.0
FASTEST = 3.0
"""How many times a held key's first step its later ones may be."""
MARGIN = 0.12
"""Part of the window at its end that does not count as in view, as a label has no room there."""


class Steering(QObject):
    """Moves the camera to what was asked for."""

    def __init__(self, session: Session, camera: Camera, canvas: Canvas, holding: Holding, parent: QObject) -> None:
        """Steer a camera over the session's index; the plot's size comes with :meth:`resize`."""
        super().__init__(parent)
        self._session = session
        self._camera = camera
        self._canvas = canvas
        self._holding = holding
        self._size = (1.0, 1.0)
        self.held = 0
        """How many times the key that is down has repeated."""

    def resize(self, width: float, height: float) -> None:
        """Tell the size of the canvas in units."""
        self._size = (width, height)

    @property
    def _pace(self) -> float:
        return min(1 + self.held / 8, FASTEST)

    def _go(self, scale: Scale | None, scroll: float | None = None, anchor: Anchor | None = None) -> None:
        """Glide to a scale: scrolled that far, or as the ``anchor`` needs, or so that what is regarded stays."""
        if scale is None:
            return
        view = View(scale, self._camera.aim.scroll if scroll is None else scroll)
        self._camera.glide(view, (anchor or self._kept(scale)) if scroll is None else None)

    def _kept(self, scale: Scale) -> Anchor | None:
        """Return what stays where it is at another zoom; while one looks at the top, that stays in view instead.

        What a zoom under way holds is held on, so that nothing adds up from one step of many to the next.
        """
        before = self._camera.aim
        panned = math.isclose(scale.minutes_per_pixel, before.scale.minutes_per_pixel, rel_tol=1e-6)
        return None if panned or before.scroll <= 0 else self._camera.anchor or self._holding.regarded()

    @Slot()
    def zoom_in(self) -> None:
        """Zoom in about the middle."""
        self._zoom(KEY_ZOOM**self._pace)

    @Slot()
    def zoom_out(self) -> None:
        """Zoom out about the middle."""
        self._zoom(KEY_ZOOM**-self._pace)

    def _zoom(self, factor: float) -> None:
        view = self._camera.zoomed(self._camera.aim, factor, self._camera.width / 2)
        self._camera.glide(view, self._camera.anchor or self._holding.regarded())

    @Slot()
    def pan_left(self) -> None:
        """Show what is earlier."""
        self._pan(1, 0)

    @Slot()
    def pan_right(self) -> None:
        """Show what is later."""
        self._pan(-1, 0)

    @Slot()
    def scroll_up(self) -> None:
        """Show the lanes above."""
        self._pan(0, 1)

    @Slot()
    def scroll_down(self) -> None:
        """Show the lanes below."""
        self._pan(0, -1)

    def _pan(self, along: int, down: int) -> None:
        dx = along * KEY_PAN * self._camera.width * self._pace
        self._camera.glide(self._camera.panned(self._camera.aim, dx, down * KEY_SCROLL * self._pace))

    @property
    def _index(self) -> Index | None:
        return self._session.index

    def _measure(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        painter = self._canvas.painter
        return np.zeros(len(rows), np.float32) if painter is None else painter.titles.measure(rows)

    @Slot()
    def fit_all(self) -> None:
        """Show everything."""
        if self._index is not None and self._index.bounds() is not None:
            self._go(framing.everything(self._index, self._camera.width), 0.0)

    def opening(self) -> Scale | None:
        """Return the scale to open with: the dataset's focus period, or everything."""
        if self._index is None or self._session.library is None or self._index.bounds() is None:
            return None
        return framing.opening(self._index, focus_of(self._session), self._camera.width, self._measure)

    @Slot()
    def fit_focus(self) -> None:
        """Show the dataset's focus period, as when it was opened."""
        self._go(self.opening(), 0.0)

    def fit_lane(self, lane: int) -> None:
        """Show all entries of a lane."""
        if self._index is not None:
            scale = framing.lane(self._index, lane, self._camera.width, self._measure)
            self._go(scale, anchor=self._holding.top_of(lane))

    @Slot(str)
    def go_to_lane(self, key: str) -> None:
        """Show all entries of the lane with this key, and the lane itself."""
        index = self._index
        lane = index.grouping.keys.index(key) if index is not None and key in index.grouping.keys else -1
        if index is None or lane < 0:
            return
        scale = framing.lane(index, lane, self._camera.width, self._measure)
        if scale is not None:
            first = int(index.rows[index.span(lane)[0]])
            self._go(scale, self._in_height(scale, self._camera.aim.scroll, first))

    def fit_rows(self, rows: npt.NDArray[np.int32]) -> None:
        """Show some entries with their labels."""
        if self._index is not None:
            scale = framing.rows(self._index, rows, self._camera.width, self._measure)
            self._go(scale, anchor=self._holding.one_of(rows))

    def fit_period(self, start: float, end: float) -> None:
        """Show a period, such as a month that was clicked."""
        self._go(framing.period(round(start), round(end), self._camera.width))

    def fit_days(self, start: float, end: float) -> None:
        """Show whole days, and no other day as a whole."""
        self._go(framing.days(round(start), round(end), self._camera.width))

    def visit(self, start: int, end: int) -> None:
        """Show a moment or a day in the middle, among days that can be told apart; frame what is longer."""
        if end - start > MINUTES_PER_DAY:
            self.fit_days(start, end)
        else:
            self._go(framing.moment(self._camera.aim.scale, start, end, self._camera.width))

    @Slot(float, float)
    def glide_to(self, start: float, end: float) -> None:
        """Show the half-open span from minute to minute."""
        self._go(Scale.spanning(start, end, self._camera.width))

    @Slot(float, float)
    def jump_to(self, start: float, end: float) -> None:
        """Show a span at once."""
        view = View(Scale.spanning(start, end, self._camera.width), self._camera.view.scroll)
        self._camera.look(view, self._kept(view.scale))

    def centre_on(self, minute: float, lane: int | None = None) -> None:
        """Keep the zoom and put a moment in the middle; a ``lane`` stays where it is."""
        anchor = None if lane is None else self._holding.top_of(lane)
        self._go(framing.centred(self._camera.aim.scale, minute, self._camera.width), anchor=anchor)

    @Slot()
    def centre_selection(self) -> None:
        """Put the middle of the selection in the middle."""
        middle = self._middle_of_selection()
        if middle is not None:
            self.centre_on(middle)

    def _middle_of_selection(self) -> float | None:
        """Return the middle of the time that is known of what is selected; of its marks, where that is too long."""
        marks, rows = self._session.drawn, self._session.selection.rows
        if marks is None or not len(rows):
            return None
        dated = rows[(marks.flags[rows] & Flag.DATED.value) != 0]
        if not len(dated):
            return None
        starts, ends = known_bounds(marks, dated)
        first, last = int(starts.min()), int(ends.max())
        if last - first > self._camera.width * self._camera.aim.scale.minutes_per_pixel:
            places = marks.place[dated]
            first, last = int(places.min()), int(places.max()) + MINUTES_PER_DAY
        return (first + last) / 2

    @Slot()
    def fit_selection(self) -> None:
        """Centre the selection; if it is in the middle already, fit it; once it is fitted, stay."""
        middle, rows = self._middle_of_selection(), self._session.selection.rows
        if middle is None or self._index is None:
            return
        scale, width = self._camera.aim.scale, self._camera.width
        fitted = framing.rows(self._index, rows, width, self._measure)
        if fitted is not None and framing.alike(scale, fitted, width):
            return
        if abs(scale.x(middle) - width / 2) > 1:
            self.centre_on(middle)
        else:
            self.fit_rows(rows)

    @Slot(int)
    def reveal(self, row: int) -> None:
        """Bring a row into view, moving no more than is needed."""
        marks, index = self._session.drawn, self._index
        if marks is None or index is None or not len(index.positions(row)):
            return
        view = self._camera.aim
        scale = self._in_time(view.scale, float(marks.place[row]) + MINUTES_PER_DAY / 2)
        scroll = self._in_height(scale, view.scroll, row)
        if (scale, scroll) != (view.scale, view.scroll):
            self._camera.glide(View(scale, scroll))

    def _in_time(self, scale: Scale, minute: float) -> Scale:
        if framing.EDGE <= scale.x(minute) <= (1 - MARGIN) * self._camera.width:
            return scale
        return framing.centred(scale, minute, self._camera.width)

    def _in_height(self, scale: Scale, scroll: float, row: int) -> float:
        """Return how far to scroll so that a row's mark is seen, or its lane where it is not drawn by itself."""
        display = self._canvas.composed_at(scale, *self._size, scroll)
        extent = None if display is None else _extent_of(display, row, self._lanes_of(row))
        if display is None or extent is None:
            return scroll
        top, bottom = extent
        height = self._size[1] - AXIS
        if top < 0:
            return max(0.0, scroll + top)
        if bottom > height:
            return min(scroll + bottom - height, max(0.0, display.content_height - height))
        return scroll

    def _lanes_of(self, row: int) -> set[int]:
        index = self._index
        return set() if index is None else {index.lane_of(int(position)) for position in index.positions(row)}


def _extent_of(display: DisplayList, row: int, lanes: set[int]) -> tuple[float, float] | None:
    at = np.flatnonzero(display.marks.row == row)
    if len(at):
        y = float(display.marks.y[at[0]])
        return y - 12, y + 12
    for card in display.cards:
        if card.row == row:
            return card.y - 4, card.y + 68
    for band in display.bands:
        if band.lane in lanes:
            return band.y, band.y + band.height
    return None


def focus_of(session: Session) -> tuple[int, int] | None:
    """Return the bounds of the dataset's focus period in minutes; None where it has none or it is open."""
    if session.library is None or not session.library.dataset.focus:
        return None
    focus = parse(session.library.dataset.focus)
    return None if focus.earliest is None or focus.latest is None else (focus.earliest, focus.latest)
