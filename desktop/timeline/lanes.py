"""The lanes: their order as the user left it, and what was worked out for them at each zoom step."""

import math

from msgspec import Struct
from msgspec.structs import replace

from desktop.timeline.detail_level import TILE, crowding, rows_of, strip_tiles
from desktop.timeline.grain import Grain, Measure
from desktop.timeline.index import Index
from desktop.timeline.lane_rows import LaneRows
from desktop.timeline.scale import Scale

STEP = 1.2**0.5
"""Ratio of two neighbouring zoom steps: two make a notch of the wheel."""
STEPS_KEPT = 6
MANY = 24
"""Of more lanes than so many, those in which nothing shown stands are left out."""


class LaneOrder(Struct, frozen=True):
    """What the user did with the lanes, by key, so that it outlives a new dataset and a new start."""

    order: tuple[str, ...] = ()
    """Keys in the user's order; lanes not named follow in the grouping's order."""
    pinned: frozenset[str] = frozenset()
    """Stand first."""
    collapsed: frozenset[str] = frozenset()

    def arranged(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        """Tell the numbers of the lanes in the order in which they stand."""
        named = {key: place for place, key in enumerate(self.order)}
        numbers = range(len(keys))
        return tuple(sorted(numbers, key=lambda n: (keys[n] not in self.pinned, named.get(keys[n], len(named) + n), n)))

    def moved(self, keys: tuple[str, ...], key: str, place: int) -> "LaneOrder":
        """Put the lane ``key`` at ``place`` in the order in which lanes stand now."""
        names = [keys[n] for n in self.arranged(keys)]
        names.remove(key)
        names.insert(place, key)
        return replace(self, order=tuple(names))

    def with_pinned(self, key: str, *, pinned: bool) -> "LaneOrder":
        """Pin a lane to the top, or let it go."""
        return replace(self, pinned=self.pinned | {key} if pinned else self.pinned - {key})

    def with_collapsed(self, key: str, *, collapsed: bool) -> "LaneOrder":
        """Close a lane to its header's line, or open it."""
        return replace(self, collapsed=self.collapsed | {key} if collapsed else self.collapsed - {key})


def step_of(scale: Scale) -> int:
    """Tell the zoom step of a scale: the next that is as coarse or coarser."""
    return math.ceil(math.log(scale.minutes_per_pixel) / math.log(STEP) - 1e-9)


class Layout:
    """What is laid out for one index, one way of measuring and one order; made anew when any of them changes.

    Remembers the rows it packed, per lane and zoom step. ``second`` px are kept free for the second text
    behind labels of extents where cards are drawn.
    """

    def __init__(
        self, index: Index, measure: Measure, order: LaneOrder | None = None, *, second: float = 120.0
    ) -> None:
        self.index, self.measure, self.second = index, measure, second
        self.order = order or LaneOrder()
        self.arranged = self._arranged()
        self._steps: dict[int, dict[int, LaneRows]] = {}
        self._crowding: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        """How high lanes in rows were when they were last looked at."""

    def _arranged(self) -> tuple[int, ...]:
        """Return the lanes in their order; of very many, only those in which something shown stands."""
        lanes = self.order.arranged(self.index.grouping.keys)
        if len(lanes) <= MANY:
            return lanes
        counts = self.index.counts()
        return tuple(lane for lane in lanes if counts[lane])

    def reordered(self, order: LaneOrder) -> "Layout":
        """Lay the same index out in another order, keeping what was packed."""
        other = Layout(self.index, self.measure, order, second=self.second)
        other._steps, other._crowding, other.heights = self._steps, self._crowding, self.heights
        return other

    def grain(self, scale: Scale) -> Grain:
        """Tell what packing at the step of ``scale`` depends on."""
        return Grain(STEP ** step_of(scale), self.measure, self.second, self.index.tints)

    def is_strip(self, lane: int, scale: Scale) -> bool:
        """Tell whether a lane holds too many entries, at this zoom, for anything but bars."""
        lo, hi = self.index.span(lane)
        return self._pace(lane) < strip_tiles(hi - lo) * TILE * STEP ** step_of(scale)

    def _pace(self, lane: int) -> float:
        if lane not in self._crowding:
            self._crowding[lane] = crowding(self.index.starts(*self.index.span(lane)))
        return self._crowding[lane]

    def rows(self, lane: int, scale: Scale) -> LaneRows:
        """Find the packed rows of a lane at the step of ``scale``; the least used steps are forgotten."""
        step = step_of(scale)
        lanes = self._steps.pop(step, {})
        self._steps[step] = lanes
        while len(self._steps) > STEPS_KEPT:
            del self._steps[next(iter(self._steps))]
        if lane not in lanes:
            grain = self.grain(scale)
            lo, hi = self.index.span(lane)
            lanes[lane] = LaneRows(self.index, lane, grain, rows_of(self._pace(lane), grain.tile, hi - lo))
        return lanes[lane]

    def beside(self, row: int, lane: int, step: int) -> tuple[int, int] | None:
        """Find the nearest row in time in the next lane up (-1) or down (1) that has one: (row, lane)."""
        minute = float(self.index.marks.place[row])
        at = self.arranged.index(lane) + step
        while 0 <= at < len(self.arranged):
            found = self.index.nearest(self.arranged[at], minute)
            if found is not None:
                return found, self.arranged[at]
            at += step
        return None
