"""First-fit packing of intervals in rows, forwards and backwards in time.

Pixels here are those of a zoom step, which is at least as coarse as what is shown. Every distance that
must be kept is a constant number of pixels between two moments, and moments only move apart on a finer
scale, so what does not overlap at the step overlaps at no scale that the step stands for.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BEGINNING = -1e300


@dataclass(frozen=True, slots=True)
class Items:
    """Intervals to be packed, each from ``left`` to ``right`` with the gap that it keeps behind it.

    ``least`` is the first row that an item may take. An item with a finite ``herald_left`` also asks for
    ``herald_left`` to ``herald_right`` in the row above its own, and does without if that is not free.
    """

    left: Floats
    right: Floats
    least: npt.NDArray[np.int64]
    herald_left: Floats
    herald_right: Floats

    def mirrored(self) -> "Items":
        """The same items seen from the other end of time."""
        return Items(-self.right, -self.left, self.least, -self.herald_right, -self.herald_left)


@dataclass(slots=True)
class Frontier:
    """How far each row is taken, in one direction."""

    ends: list[float] = field(default_factory=list)

    def copy(self) -> "Frontier":
        """An independent frontier at the same place."""
        return Frontier(list(self.ends))


def first_fit(items: Items, frontier: Frontier, most: int) -> tuple[list[int], list[bool]]:
    """Give every item the first row that is free for it, in the order of ``left``, and move ``frontier`` on.

    Returns the rows, -1 where no row below ``most`` is free, and whether each item's herald found room.
    Takes time in proportion to the items and ``most``.
    """
    count = len(items.left)
    rows, heralds = [-1] * count, [False] * count
    left, right, least = items.left.tolist(), items.right.tolist(), items.least.tolist()
    herald_left, herald_right = items.herald_left.tolist(), items.herald_right.tolist()
    ends = frontier.ends
    for i in np.argsort(items.left, kind="stable").tolist():
        row = least[i]
        while len(ends) < row:
            ends.append(BEGINNING)
        while row < len(ends) and ends[row] > left[i]:
            row += 1
        if row >= most:
            continue
        if row == len(ends):
            ends.append(BEGINNING)
        ends[row] = right[i]
        rows[i] = row
        if herald_left[i] == herald_left[i] and row and ends[row - 1] <= herald_left[i]:
            ends[row - 1] = herald_right[i]
            heralds[i] = True
    return rows, heralds
