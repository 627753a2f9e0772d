"""Which entries are selected, and where the keyboard's focus goes among them."""

import numpy as np
from PySide6.QtCore import QObject, QRectF, Signal, Slot

from desktop.session import Session
from desktop.timeline.hits import enclosed
from desktop.timeline.index import Index
from desktop.timeline.scale import MINUTES_PER_DAY
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.frame import Focus
from desktop.views.timeline.steering import Steering
from desktop.views.timeline.style import AXIS


class Choosing(QObject):
    """Selects rows in the session; keeps the focus and the row that a Shift+click extends from."""

    focus_changed = Signal()

    def __init__(self, session: Session, camera: Camera, canvas: Canvas, steering: Steering, parent: QObject) -> None:
        """Choose among what the session's index holds."""
        super().__init__(parent)
        self._session = session
        self._camera = camera
        self._canvas = canvas
        self._steering = steering
        self._anchor = -1
        self._current = -1
        self.focus = Focus()
        session.selection_changed.connect(self._follow_current)

    @property
    def _index(self) -> Index | None:
        return self._session.index

    def set_focus(self, row: int, lane: int = -1) -> None:
        """Move the focus to a row in a lane, or to the ground (-1), as with a row that stands in none."""
        focus = Focus(row, lane) if lane >= 0 else Focus()
        if focus != self.focus:
            self.focus = focus
            self.focus_changed.emit()

    def choose(self, row: int, lane: int, *, toggles: bool = False, extends: bool = False) -> None:
        """Select one row; or toggle it; or all from the last chosen one to it, in time order within the lane."""
        self.set_focus(row, lane)
        index = self._index
        if extends and index is not None and self._anchor_in(lane):
            self._session.select(index.run(self._anchor, row, lane), current=row)
            return
        self._anchor = row
        if toggles:
            self._session.toggle(row)
        else:
            self._session.select([row])

    def _anchor_in(self, lane: int) -> bool:
        index = self._index
        if index is None or not 0 <= self._anchor < len(index.marks):
            return False
        return any(index.lane_of(int(position)) == lane for position in index.positions(self._anchor))

    def choose_rows(self, rows: np.ndarray, *, adds: bool = False) -> None:
        """Select rows, or add them to the selection."""
        if adds:
            self._session.add(rows)
        else:
            self._session.select(rows)

    @Slot(QRectF, bool)
    def choose_rectangle(self, rectangle: QRectF, adds: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Select every entry whose mark or label has its middle in a rectangle."""
        display, index = self._canvas.display, self._index
        if display is None or index is None:
            return
        left, top = self._canvas.plot_x, AXIS
        rows = enclosed(
            index,
            display,
            rectangle.left() - left,
            rectangle.top() - top,
            rectangle.right() - left,
            rectangle.bottom() - top,
        )
        self.choose_rows(rows, adds=adds)

    @Slot()
    def choose_shown(self) -> None:
        """Select everything that passes the filter, in view or not, undated entries too."""
        if self._session.marks is not None:
            self._session.select(np.flatnonzero(self._session.shown.mask))

    @Slot()
    def next_in_lane(self) -> None:
        """Select the next entry of the lane."""
        self.step(1)

    @Slot()
    def previous_in_lane(self) -> None:
        """Select the entry before in the lane."""
        self.step(-1)

    def step(self, step: int, *, selects: bool = True, extends: bool = False) -> None:
        """Move the focus along its lane, and the selection with it."""
        here = self._here()
        if here is None or self._index is None:
            return
        row = self._index.neighbour(here.row, here.lane, step)
        if row is not None:
            self._arrive(row, here.lane, selects=selects, extends=extends)

    def climb(self, step: int, *, selects: bool = True) -> None:
        """Move the focus to the entry nearest in time in the next lane above (-1) or below (1)."""
        here, layout = self._here(), self._canvas.layout
        found = None if here is None or layout is None else layout.beside(here.row, here.lane, step)
        if found is not None:
            self._arrive(*found, selects=selects)

    def _arrive(self, row: int, lane: int, *, selects: bool, extends: bool = False) -> None:
        if selects:
            self.choose(row, lane, extends=extends)
        else:
            self.set_focus(row, lane)
        self._steering.reveal(row)

    def _here(self) -> Focus | None:
        """Return where a step begins: the focus, the current entry, or the first mark in view."""
        if self.focus.row >= 0:
            return self.focus
        row = self._session.selection.current
        lane = self._lane_of(row) if row >= 0 else -1
        return Focus(row, lane) if lane >= 0 else self.first_in_view()

    def first_in_view(self) -> Focus | None:
        """Return the first mark that stands in view, by lane and time; without any, one that is kept at an edge."""
        display, index = self._canvas.display, self._canvas.index
        if display is None or index is None:
            return None
        marks = display.marks
        drawn = zip(marks.lane.tolist(), marks.x.tolist(), marks.y.tolist(), marks.row.tolist(), strict=True)
        found = [each for each in drawn if 0 <= each[1] <= display.width]
        found += [(card.lane, card.mark_x, card.y, card.row) for card in display.cards]
        if not found:
            return None
        places = index.marks.place[[row for *_, row in found]] + MINUTES_PER_DAY // 2
        at = display.scale.x(places).tolist()
        order = {band.lane: number for number, band in enumerate(display.bands)}
        keys = [
            (not (0 <= there <= display.width and 0 <= y <= display.height), order.get(lane, 0), x, row, lane)
            for (lane, x, y, row), there in zip(found, at, strict=True)
        ]
        *_, row, lane = min(keys)
        return Focus(row, lane)

    @Slot()
    def enter(self) -> None:
        """Put the focus on the current entry if it is shown, else on the first mark in view."""
        here = self._here()
        if here is not None:
            self.set_focus(here.row, here.lane)

    @Slot()
    def toggle_focused(self) -> None:
        """Add the focused entry to the selection, or take it out."""
        if self.focus.row >= 0:
            self.choose(self.focus.row, self.focus.lane, toggles=True)

    @Slot()
    def open_focused(self) -> None:
        """Select the focused entry and show its passage in the article."""
        row = self.focus.row if self.focus.row >= 0 else self._session.selection.current
        if row >= 0:
            self.open(row)

    def open(self, row: int) -> None:
        """Select a row and show its passage in the article."""
        self._session.select([row])
        self._session.passage_requested.emit(row)

    @Slot()
    def next_related(self) -> None:
        """Select the next later entry that is related to the current one."""
        self._relate(1)

    @Slot()
    def previous_related(self) -> None:
        """Select the next earlier entry that is related to the current one."""
        self._relate(-1)

    def _relate(self, step: int) -> None:
        current = self._session.selection.current
        rows = sorted(related_rows(self._session, current))
        later = [row for row in rows if row > current]
        earlier = [row for row in rows if row < current]
        found = later[:1] if step > 0 else earlier[-1:]
        for row in found:
            self._arrive(row, self._lane_of(row), selects=True)

    def _lane_of(self, row: int) -> int:
        """Return a lane in which a row stands, that of the focus if it can be; -1 where it stands in none."""
        index = self._index
        lanes = [] if index is None else [index.lane_of(at) for at in index.positions(row)]
        return self.focus.lane if self.focus.lane in lanes else next(iter(lanes), -1)

    @Slot()
    def _follow_current(self) -> None:
        """Let the focus go to another current entry, wherever that was selected."""
        before, self._current = self._current, self._session.selection.current
        if self.focus.row >= 0 and self._current not in (-1, before, self.focus.row):
            self.set_focus(self._current, self._lane_of(self._current))

    def forget(self) -> None:
        """Drop focus and anchor: rows mean other entries now."""
        self._anchor = -1
        self.set_focus(-1)


def related_rows(session: Session, row: int) -> set[int]:
    """Return the rows that a row refers to or that refer to it, and its neighbours between the same actors."""
    marks = session.marks
    if marks is None or row < 0:
        return set()
    pairs = marks.relations[:, :2]
    rows = {*pairs[pairs[:, 0] == row, 1].tolist(), *pairs[pairs[:, 1] == row, 0].tolist()}
    if session.entry is not None and session.entry.head.row == row:
        rows |= {other.head.row for other in session.entry.related}
    return {other for other in rows if other != row and session.shown.mask[other]}
