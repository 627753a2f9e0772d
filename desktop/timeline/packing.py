"""First-fit packing of intervals in rows, forwards and backwards in time.

Pixels here are those of a zoom step, which is at least as coarse as what is shown. Every distance that
must be kept is a constant number of pixels between two moments, and moments only move apart on a finer
scale, so what does not overlap at the step overlaps at no scale that the step stands for.
"""

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LONG = 1024.0
"""Pixels from which an interval counts as long."""


@dataclass(frozen=True, slots=True)
class Items:
    """Intervals to be packed, each from ``left`` to ``right`` with the gap that it keeps behind it.

    ``short_left`` to ``short_right`` is what an item makes do with where the whole finds no row. ``least`` is
    the first row that it may take. An item with a finite ``herald_left`` also asks for ``herald_left`` to
    ``herald_right`` in the row above its own, and does without if that is not free.
    """

    left: Floats
    right: Floats
    short_left: Floats
    short_right: Floats
    least: npt.NDArray[np.int64]
    herald_left: Floats
    herald_right: Floats

    def __len__(self) -> int:
        return len(self.left)

    def mirrored(self) -> "Items":
        """Turn time round, so that the last comes first."""
        return Items(
            -self.right,
            -self.left,
            -self.short_right,
            -self.short_left,
            self.least,
            -self.herald_right,
            -self.herald_left,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Rows given to items, -1 where none was free; whether only the short form fits; whether the herald stands."""

    rows: npt.NDArray[np.int64]
    cut: npt.NDArray[np.bool_]
    herald: npt.NDArray[np.bool_]


@dataclass(slots=True)
class Frontier:
    """From where to where each row is taken, so that packing can go on to either side."""

    begins: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def copy(self) -> "Frontier":
        """Make an independent frontier at the same place."""
        return Frontier(list(self.begins), list(self.ends))

    def mirrored(self) -> "Frontier":
        """Turn time round."""
        return Frontier([-end for end in self.ends], [-begin for begin in self.begins])

    def free(self, left: float, least: int) -> int:
        """Find the first row from ``least`` on that is free from ``left`` on; it may be a new one."""
        for row in range(least, len(self.ends)):
            if self.ends[row] <= left:
                return row
        return max(least, len(self.ends))

    def take(self, row: int, left: float, right: float) -> None:
        """Take a row from ``left`` to ``right``."""
        while len(self.ends) <= row:
            self.begins.append(math.inf)
            self.ends.append(-math.inf)
        self.begins[row] = min(self.begins[row], left)
        self.ends[row] = right

    def crowded(self, left: float, right: float, long_rows: int) -> bool:
        """Tell whether an interval is long, and ``long_rows`` rows are taken far ahead by such."""
        if right - left <= LONG:
            return False
        return sum(end > left + LONG for end in self.ends) >= long_rows


def first_fit(items: Items, frontier: Frontier, most: int, *, long_rows: int) -> Placed:
    """Give every item the first free row below ``most``, in the order of ``left``, and move ``frontier`` on.

    Beyond ``long_rows`` long intervals at one time, others are packed by their short form. Takes time in
    proportion to the number of items times ``most``.
    """
    placed = Placed(np.full(len(items), -1), np.zeros(len(items), np.bool_), np.zeros(len(items), np.bool_))
    left, right, least = items.left.tolist(), items.right.tolist(), items.least.tolist()
    wants_herald = np.isfinite(items.herald_left).tolist()
    for i in np.argsort(items.left, kind="stable").tolist():
        begin, end = left[i], right[i]
        row = frontier.free(begin, least[i])
        if row >= most or frontier.crowded(begin, end, long_rows):
            begin, end = float(items.short_left[i]), float(items.short_right[i])
            row = frontier.free(begin, least[i])
            if row >= most:
                continue
            placed.cut[i] = True
        frontier.take(row, begin, end)
        placed.rows[i] = row
        if wants_herald[i] and row and frontier.ends[row - 1] <= items.herald_left[i]:
            frontier.take(row - 1, float(items.herald_left[i]), float(items.herald_right[i]))
            placed.herald[i] = True
    return placed
