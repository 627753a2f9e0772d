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
        ends = self.ends
        for row in range(least, len(ends)):
            if ends[row] <= left:
                return row
        return max(least, len(ends))

    def take(self, row: int, left: float, right: float) -> None:
        """Take a row from ``left`` to ``right``."""
        while len(self.ends) <= row:
            self.begins.append(math.inf)
            self.ends.append(-math.inf)
        if left < self.begins[row]:
            self.begins[row] = left
        self.ends[row] = right

    def crowded(self, left: float, long_rows: int) -> bool:
        """Tell whether ``long_rows`` rows are taken far ahead of ``left``."""
        return sum(end > left + LONG for end in self.ends) >= long_rows


def first_fit(items: Items, frontier: Frontier, most: int, *, long_rows: int) -> Placed:
    """Give every item the first free row below ``most``, in the order of ``left``, and move ``frontier`` on.

    Beyond ``long_rows`` long intervals at one time, others are packed by their short form. Takes time in
    proportion to the number of items times ``most``.
    """
    count = len(items)
    rows, cut, herald = [-1] * count, [False] * count, [False] * count
    left, right, least = items.left.tolist(), items.right.tolist(), items.least.tolist()
    short_left, short_right = items.short_left.tolist(), items.short_right.tolist()
    herald_left, herald_right = items.herald_left.tolist(), items.herald_right.tolist()
    free, take, ends = frontier.free, frontier.take, frontier.ends
    for i in np.argsort(items.left, kind="stable").tolist():
        begin, end = left[i], right[i]
        row = free(begin, least[i])
        if row >= most or (end - begin > LONG and frontier.crowded(begin, long_rows)):
            begin, end = short_left[i], short_right[i]
            row = free(begin, least[i])
            if row >= most:
                continue
            cut[i] = True
        take(row, begin, end)
        rows[i] = row
        # Of an item that wants none, the left end is no number, and no comparison with that holds.
        if row and ends[row - 1] <= herald_left[i]:
            take(row - 1, herald_left[i], herald_right[i])
            herald[i] = True
    return Placed(np.array(rows, np.int64), np.array(cut, np.bool_), np.array(herald, np.bool_))
