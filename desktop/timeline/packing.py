"""First-fit packing of intervals in rows, forwards and backwards in time.

Pixels here are those of a zoom step, which is at least as coarse as what is shown. Every distance that
must be kept is a constant number of pixels between two moments, and moments only move apart on a finer
scale, so what does not overlap at the step overlaps at no scale that the step stands for.
"""

import math

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

Floats = npt.NDArray[np.float64]

LONG = 1024.0
"""Pixels from which an interval counts as long."""


class Items(Struct, frozen=True):
    """Intervals to be packed, each from ``left`` to ``right`` with the gap that it keeps behind it.

    ``short_left`` to ``short_right`` is what an item makes do with where the whole finds no row. ``least`` is
    the first row that it may take. An item with a finite ``herald_left`` also asks for ``herald_left`` to
    ``herald_right`` in the row above its own, goes further down for it, and does without if there is no such row.
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

    def facing(self, forward: npt.NDArray[np.bool_]) -> "Items":
        """Turn time round where packing does not go ``forward``, so that the last comes first."""
        if forward.all():
            return self
        return Items(
            np.where(forward, self.left, -self.right),
            np.where(forward, self.right, -self.left),
            np.where(forward, self.short_left, -self.short_right),
            np.where(forward, self.short_right, -self.short_left),
            self.least,
            np.where(forward, self.herald_left, -self.herald_right),
            np.where(forward, self.herald_right, -self.herald_left),
        )


class Placed(Struct, frozen=True):
    """Rows given to items, -1 where none was free; whether only the short form fits; whether the herald stands."""

    rows: npt.NDArray[np.int64]
    cut: npt.NDArray[np.bool_]
    herald: npt.NDArray[np.bool_]


class Frontier(Struct):
    """From where to where each row is taken, so that packing can go on to either side."""

    begins: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def copy(self) -> "Frontier":
        """Make an independent frontier at the same place."""
        return Frontier(list(self.begins), list(self.ends))

    def mirrored(self) -> "Frontier":
        """Turn time round."""
        return Frontier([-end for end in self.ends], [-begin for begin in self.begins])

    def deepen(self, row: int) -> None:
        """Add rows until there is ``row``."""
        while len(self.ends) <= row:
            self.begins.append(math.inf)
            self.ends.append(-math.inf)

    def crowded(self, left: float, long_rows: int) -> bool:
        """Tell whether ``long_rows`` rows are taken far ahead of ``left``."""
        return sum(end > left + LONG for end in self.ends) >= long_rows


class Room(Struct, frozen=True):
    """Rows to be filled: up to ``most`` of them beyond ``frontier``, ``long_rows`` with long intervals at one time."""

    frontier: Frontier
    most: int
    long_rows: int


def first_fit(items: Items, of: npt.NDArray[np.int64], rooms: dict[int, Room]) -> Placed:
    """Give every item the first free row of its room, in the order of ``left``, and move the frontiers on.

    ``of`` names the room of each item. Beyond ``long_rows`` long intervals at one time, others are packed by their
    short form. Takes time in proportion to the number of items times the rows.
    """
    count = len(items)
    filling = _Filling(
        items.left.tolist(),
        items.right.tolist(),
        items.short_left.tolist(),
        items.short_right.tolist(),
        items.least.tolist(),
        items.herald_left.tolist(),
        items.herald_right.tolist(),
        [-1] * count,
        [False] * count,
        [False] * count,
    )
    order = np.lexsort((items.left, of))
    ends = np.cumsum(np.bincount(of, minlength=max(rooms, default=-1) + 1)).tolist()
    places = order.tolist()
    for name, room in rooms.items():
        filling.fill(room, places[ends[name - 1] if name else 0 : ends[name]])
    rows, cut, herald = filling.rows, filling.cut, filling.herald
    return Placed(np.array(rows, np.int64), np.array(cut, np.bool_), np.array(herald, np.bool_))


class _Filling(Struct, frozen=True):
    """The columns of items and of where they are placed, as lists."""

    left: list[float]
    right: list[float]
    short_left: list[float]
    short_right: list[float]
    least: list[int]
    herald_left: list[float]
    herald_right: list[float]
    rows: list[int]
    cut: list[bool]
    herald: list[bool]

    def fill(self, room: Room, places: list[int]) -> None:
        """Place some items, in this order, in one room."""
        left, right, least, herald_left = self.left, self.right, self.least, self.herald_left
        frontier, most = room.frontier, room.most
        begins, ends = frontier.begins, frontier.ends
        for i in places:
            begin, end = left[i], right[i]
            row = _free(ends, begin, least[i])
            if 0 < row <= len(ends) and ends[row - 1] > herald_left[i]:
                row = _free_below(ends, begin, herald_left[i], row, most)
            if row >= most or (end - begin > LONG and frontier.crowded(begin, room.long_rows)):
                begin, end = self.short_left[i], self.short_right[i]
                row = _free(ends, begin, least[i])
                if row >= most:
                    continue
                self.cut[i] = True
            if row >= len(ends):
                frontier.deepen(row)
            if begin < begins[row]:
                begins[row] = begin
            ends[row] = end
            self.rows[i] = row
            # Of an item that wants none, the left end is no number, and no comparison with that holds.
            if row and ends[row - 1] <= herald_left[i]:
                begins[row - 1] = min(begins[row - 1], herald_left[i])
                ends[row - 1] = self.herald_right[i]
                self.herald[i] = True


def _free_below(ends: list[float], left: float, herald_left: float, first: int, most: int) -> int:
    """Find the first row from ``first`` on that is free together with the one above it, a herald's; else ``first``.

    It is one of ``most`` rows, and may be a new one.
    """
    for row in range(first, min(len(ends), most)):
        if ends[row] <= left and ends[row - 1] <= herald_left:
            return row
    new = len(ends) if ends[-1] <= herald_left else len(ends) + 1
    return new if new < most else first


def _free(ends: list[float], left: float, least: int) -> int:
    """Find the first row from ``least`` on that is free from ``left`` on; it may be a new one."""
    row = 0
    for end in ends:
        if end <= left and row >= least:
            return row
        row += 1
    return max(least, row)
