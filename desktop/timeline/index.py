"""The index over marks: what is in view, how many, what is nearest, in every lane at once.

One int64 key, lane << 44 | minute, sorts starts and ends of all lanes, so that one searchsorted answers
for every lane; ``active = started - ended`` counts spanning entries too.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from db.marks import OPEN_FUTURE, OPEN_PAST, Flag, Grouped, Grouping, Marks
from desktop.timeline.colouring import Colouring, Tints
from desktop.timeline.colouring import tints as tints_of
from desktop.timeline.density import BIAS, MINUTES, SHIFT, Density
from desktop.timeline.density import keys as _keys
from desktop.timeline.scale import MINUTES_PER_DAY

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
Value = TypeVar("Value", bound=np.generic)
Progress = Callable[[int, int], None]
"""Is called with (done, total)."""

FARTHEST = (1 << 41) - 1
STEPS = 4
"""Of building an index; each takes about as long as another."""
FINE, COARSE = 64, 4096
"""Positions whose latest end is kept as one number, at two levels."""


def untold(_done: int, _total: int) -> None:
    """Tell nobody."""


def known_bounds(marks: Marks, rows: Rows) -> tuple[Ints, Ints]:
    """Tell the known part of some entries, half-open, in minutes; an end is later than its start.

    An open side is known no further than the mark: what may have begun at any time before its last day
    stands on that day, and what goes on until nobody knows when, on its first.
    """
    start, end = marks.earliest[rows], marks.latest[rows]
    # Few sides are open: what is done for them is not done for all.
    past = np.flatnonzero(start <= OPEN_PAST)
    start[past] = marks.place[rows[past]]
    future = np.flatnonzero(end >= OPEN_FUTURE)
    on = rows[future]
    grain = np.where((marks.flags[on] & Flag.TIMED.value) != 0, 1, MINUTES_PER_DAY)
    end[future] = np.maximum(start[future], marks.place[on]) + grain
    return start, np.maximum(end, start + 1, out=end)


def known_span(marks: Marks, rows: Rows) -> tuple[int, int]:
    """Tell the known part of some entries taken together, half-open, in minutes; ValueError where there are none."""
    starts, ends = known_bounds(marks, rows)
    return int(starts.min()), int(ends.max())


def _ceil(minute: float) -> int:
    return math.ceil(min(max(minute, -FARTHEST), FARTHEST))


def _floor(minute: float) -> int:
    return math.floor(min(max(minute, -FARTHEST), FARTHEST))


def _block_maxima(values: Ints, block: int) -> Ints:
    if not len(values):
        return values
    return np.maximum.reduceat(values, np.arange(0, len(values), block))


def rows_where(mask: npt.NDArray[np.bool_]) -> Rows:
    """List the rows for which ``mask`` holds, ascending; int32[M]."""
    count = int(np.count_nonzero(mask))
    # Mostly those are the first, as undated ones are the last; numpy's own list of them is twice as large.
    return np.arange(count, dtype=np.int32) if mask[:count].all() else np.flatnonzero(mask).astype(np.int32)


def _standing(lanes: Grouped, visible: npt.NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """List the visible rows once for every lane that they stand in, ascending, and those lanes; two int32[M]."""
    count = int(np.count_nonzero(visible))
    if visible[:count].all():
        # As mostly, for undated rows are the last: nothing is picked from between others.
        offsets = lanes.offsets[: count + 1]
        return np.repeat(np.arange(count, dtype=np.int32), np.diff(offsets)), lanes.members[: offsets[-1]]
    rows = np.repeat(np.arange(len(visible), dtype=np.int32), np.diff(lanes.offsets))
    kept = visible[rows]
    return rows[kept], lanes.members[kept]


def _sort_lanes(lane_starts: Ints, keys: Ints, *others: npt.NDArray[Any]) -> None:
    """Put the entries of each lane in the order of ``keys``, of equal ones in theirs, in place; all columns alike.

    They are in that order but for what has no first day and what is drawn by another of its dates.
    """
    misplaced = np.flatnonzero(keys[1:] < keys[:-1]) + 1
    touched = np.zeros(len(lane_starts), np.bool_)
    touched[np.searchsorted(lane_starts, misplaced, side="right") - 1] = True
    for lane in np.flatnonzero(touched).tolist():
        lo, hi = lane_starts[lane : lane + 2].tolist()
        order = np.argsort(keys[lo:hi], kind="stable")
        for column in (keys, *others):
            column[lo:hi] = column[lo:hi][order]


class Index(Struct, frozen=True):
    """Shown, dated entries in lane order (lane, start, row); a *position* is a place in that order.

    An entry that stands in several lanes has a position in each. Start and end are those of
    :func:`known_bounds`; an entry is *active* in a span that they meet.
    """

    marks: Marks
    grouping: Grouping
    rows: Rows
    """Row at each position; int32[M]."""
    lane_starts: Ints
    """Positions of lane i are ``lane_starts[i]`` to ``lane_starts[i + 1]``."""
    ends: Ints
    """End of each position's entry in minutes; int64[M]."""
    shown: Rows
    """Distinct rows, ascending: the chronology's order."""
    tints: Tints
    """The colours of all rows of ``marks``."""
    _starts: Ints
    _ends: Ints
    _density: Density
    _fine: Ints
    _coarse: Ints

    @classmethod
    def build(
        cls,
        marks: Marks,
        grouping: Grouping,
        shown: npt.NDArray[np.bool_] | None = None,
        progress: Progress = untold,
        *,
        tints: Tints | None = None,
    ) -> "Index":
        """Index the rows for which ``shown`` (bool[N], None for all) holds and that are dated.

        Without ``tints``, colours tell the kind of act. ``progress`` is told of each of its STEPS; whatever it raises
        ends the work.
        """
        progress(0, STEPS)
        visible = marks.dated if shown is None else marks.dated & shown
        rows, lanes = _standing(grouping.lanes, visible)
        # Lanes are small numbers, which are not compared but counted where they are of few bytes.
        lanes = lanes.astype(np.min_scalar_type(len(grouping.keys)))
        order = np.argsort(lanes, kind="stable")
        rows, lanes = rows[order], lanes[order]
        numbers = np.arange(len(grouping.keys) + 1)
        lane_starts = np.searchsorted(lanes, numbers.astype(lanes.dtype))
        progress(1, STEPS)
        starts, ends = known_bounds(marks, rows)
        before = np.repeat(_keys(numbers[:-1], np.zeros_like(numbers[:-1])), np.diff(lane_starts))
        starts += before
        _sort_lanes(lane_starts, starts, ends, rows)
        progress(2, STEPS)
        sorted_ends = np.add(before, ends, out=before)
        sorted_ends.sort()
        progress(3, STEPS)
        colours = tints or tints_of(marks, Colouring.ACT)
        density = Density(starts, ends, colours.code[rows], colours.count).prepared()
        progress(STEPS, STEPS)
        return cls(
            marks,
            grouping,
            rows,
            lane_starts,
            ends,
            rows_where(visible),
            colours,
            starts,
            sorted_ends,
            density,
            _block_maxima(ends, FINE),
            _block_maxima(ends, COARSE),
        )

    def tinted(self, tints: Tints) -> "Index":
        """Return the same index in other colours, sorted by them."""
        if tints is self.tints:
            return self
        density = Density(self._starts, self.ends, tints.code[self.rows], tints.count).prepared()
        return replace(self, tints=tints, _density=density)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def lane_count(self) -> int:
        """How many lanes the grouping has, empty ones included."""
        return len(self.grouping.keys)

    def lane_of(self, position: int) -> int:
        """Tell the lane of a position."""
        return int(self._starts[position] >> SHIFT)

    def starts(self, lo: int, hi: int) -> Ints:
        """Tell the first minutes of the entries at positions ``lo`` to ``hi`` (half-open) of one lane."""
        return (self._starts[lo:hi] & MINUTES) - BIAS

    def span(self, lane: int) -> tuple[int, int]:
        """Tell the positions of a lane, half-open."""
        return int(self.lane_starts[lane]), int(self.lane_starts[lane + 1])

    def started(self, lane: int, minute: float) -> int:
        """Tell the first position of the lane whose entry starts at ``minute`` or later."""
        return int(np.searchsorted(self._starts, (lane << SHIFT) + _ceil(minute) + BIAS))

    def started_all(self, minute: float) -> Ints:
        """Tell the same for every lane; int64[L]."""
        lanes = np.arange(self.lane_count, dtype=np.int64) << SHIFT
        return np.asarray(np.searchsorted(self._starts, lanes + (_ceil(minute) + BIAS)), np.int64)

    def begins_in(self, start: float, end: float) -> bool:
        """Tell whether any entry begins from minute ``start`` on and before ``end``."""
        return bool((self.started_all(end) > self.started_all(start)).any())

    def positions(self, row: int) -> tuple[int, ...]:
        """Tell every position of a row, in the order of its lanes; none where it is not shown."""
        found = []
        for lane in self.grouping.lanes[row].tolist():
            start, _ = known_bounds(self.marks, np.array([row], np.int32))
            key = (lane << SHIFT) + int(start[0]) + BIAS
            lo, hi = np.searchsorted(self._starts, [key, key + 1])
            at = lo + np.searchsorted(self.rows[lo:hi], row)
            if at < hi and self.rows[at] == row:
                found.append(int(at))
        return tuple(found)

    def bounds(self) -> tuple[int, int] | None:
        """Tell the first and last known minute of all entries, half-open; None without entries."""
        return self._known(np.flatnonzero(self.counts()))

    def lane_bounds(self, lane: int) -> tuple[int, int] | None:
        """Tell the same for one lane."""
        lo, hi = self.span(lane)
        return self._known(np.array([lane])) if lo < hi else None

    def _known(self, lanes: Ints) -> tuple[int, int] | None:
        """Tell the same for some lanes that hold entries: the keys of each are sorted."""
        if not len(lanes):
            return None
        first, last = self._starts[self.lane_starts[lanes]], self._ends[self.lane_starts[lanes + 1] - 1]
        return int((first & MINUTES).min()) - BIAS, int((last & MINUTES).max()) - BIAS

    def of_shown(self, column: npt.NDArray[Value]) -> npt.NDArray[Value]:
        """Return what a column of ``marks`` holds for ``shown``; no copy where those rows are the column's first."""
        count = len(self.shown)
        return column[:count] if count and self.shown[-1] == count - 1 else column[self.shown]

    def counts(self) -> Ints:
        """Count the entries of each lane; int64[L]."""
        return np.asarray(self.lane_starts[1:] - self.lane_starts[:-1], np.int64)

    def around(self, start: float, end: float) -> tuple[Ints, Ints, Ints]:
        """Count per lane the entries before, active in and after ``start`` to ``end``; three int64[L]."""
        lanes = np.arange(self.lane_count, dtype=np.int64) << SHIFT
        started = np.searchsorted(self._starts, lanes + (_ceil(end) + BIAS)) - self.lane_starts[:-1]
        before = np.searchsorted(self._ends, lanes + (_floor(start) + BIAS), side="right") - self.lane_starts[:-1]
        return before, started - before, self.counts() - started

    def within(self, lane: int, start: float, end: float) -> Ints:
        """Find the positions of a lane's entries that are active in ``start`` to ``end``, in lane order."""
        first, stop = self.started(lane, start), self.started(lane, end)
        return np.concatenate([self.earlier(lane, start), np.arange(first, stop, dtype=np.int64)])

    def earlier(self, lane: int, minute: float) -> Ints:
        """Find the positions of a lane's entries that begin before ``minute`` and end after it, in lane order."""
        return self._ending_after(int(self.lane_starts[lane]), self.started(lane, minute), _floor(minute))

    def active(self, positions: Ints, start: float, end: float) -> npt.NDArray[np.bool_]:
        """Tell which positions' entries are active in ``start`` to ``end``."""
        begins = (self._starts[positions] & MINUTES) - BIAS
        return np.asarray((begins < end) & (self.ends[positions] > start), np.bool_)

    def _ending_after(self, lo: int, hi: int, minute: int) -> Ints:
        """Find positions in ``lo`` to ``hi`` whose entry ends after ``minute``, by blocks of latest ends."""
        if hi <= lo:
            return np.zeros(0, np.int64)
        coarse = np.arange(lo // COARSE, (hi - 1) // COARSE + 1)
        coarse = coarse[self._coarse[coarse] > minute]
        fine = (coarse[:, None] * (COARSE // FINE) + np.arange(COARSE // FINE)).ravel()
        fine = fine[fine < len(self._fine)]
        fine = fine[self._fine[fine] > minute]
        found = (fine[:, None] * FINE + np.arange(FINE)).ravel()
        found = found[(found >= lo) & (found < hi)]
        ending: Ints = found[self.ends[found] > minute]
        return ending

    def density(self, lanes: Ints, edges: Ints) -> Ints:
        """Count the entries of ``lanes`` (ascending) active between consecutive ``edges`` (minutes, ascending).

        Returns int64[len(lanes), len(edges) - 1, tints.count], the last axis by the codes of ``tints``.
        """
        return self._density.between(lanes, edges)

    def nearest(self, lane: int, minute: float) -> int | None:
        """Find the row of the lane whose mark stands nearest to ``minute``; of equals, the first."""
        lo, hi = self.span(lane)
        at = self.started(lane, minute)
        rows = self.rows[max(at - 1, lo) : min(at + 1, hi)]
        if not len(rows):
            return None
        return int(rows[np.abs(self.marks.place[rows] - minute).argmin()])

    def neighbour(self, row: int, lane: int, step: int) -> int | None:
        """Find the row ``step`` places further in the lane (negative: before); None beyond its ends."""
        lo, hi = self.span(lane)
        for at in self.positions(row):
            if lo <= at < hi and lo <= at + step < hi:
                return int(self.rows[at + step])
        return None

    def chronological(self, row: int, step: int) -> int | None:
        """Find the shown row ``step`` places further in time, over all lanes; None beyond the ends."""
        at = int(np.searchsorted(self.shown, np.int32(row))) + step
        return int(self.shown[at]) if 0 <= at < len(self.shown) else None

    def run(self, row: int, other: int, lane: int) -> Rows:
        """List the rows from one to the other in the lane, both included; none if one is not in it."""
        lo, hi = self.span(lane)
        ends = [at for each in (row, other) for at in self.positions(each) if lo <= at < hi]
        if len(ends) != 2:
            return np.zeros(0, np.int32)
        return self.rows[min(ends) : max(ends) + 1]

    def rectangle(self, lanes: range, start: float, end: float) -> Rows:
        """List the distinct rows of those lanes that are active in ``start`` to ``end``, ascending."""
        found = [self.rows[self.within(lane, start, end)] for lane in lanes]
        return np.unique(np.concatenate([np.zeros(0, np.int32), *found]))
