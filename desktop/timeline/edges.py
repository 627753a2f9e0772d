"""Keep in view what the edges of the plot cut: a mark stays in its day's column, and in the plot as long as that does.

Marks and clusters slide along an edge inside of the time that they are known by, and never over what stands
beside them in their row; so nothing jumps while one pans, and what is active in view is seen in it.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from desktop.timeline.columns import Flags
from desktop.timeline.packing import Floats

APART = 4.0
"""Pixels that what slides keeps from its neighbour."""
PINNED = 16.0
"""Pixels of a cluster that are kept in view, at least."""


class Items(Struct, frozen=True):
    """What stands in rows, in pixels: from ``left`` to ``right``, known to lie between ``low`` and ``high``.

    ``reach_left`` to ``reach_right`` is all of an item that another may not cover, its rule included. ``pin_left``
    and ``pin_right`` are the pixels from either edge of the plot in which it is kept.
    """

    left: Floats
    right: Floats
    low: Floats
    high: Floats
    reach_left: Floats
    reach_right: Floats
    pin_left: Floats
    pin_right: Floats


class Order(Struct, frozen=True):
    """The order of items by row and from left to right.

    ``same`` tells of each place but the last whether the next item stands in the same row.
    """

    at: npt.NDArray[np.int64]
    same: Flags

    @classmethod
    def of(cls, lane: npt.NDArray[np.int32], place: npt.NDArray[np.int32], left: Floats) -> "Order":
        """Sort items of lanes and rows by where they begin."""
        row = (lane.astype(np.int64) << 32) + place
        at = np.lexsort((left, row))
        return cls(at, row[at[1:]] == row[at[:-1]])

    def following(self, begin: Floats, free: float) -> Floats:
        """Tell for each item where what stands behind it in its row begins, ``free`` where nothing does."""
        found = np.full(len(begin), free)
        found[self.at[:-1][self.same]] = begin[self.at[1:][self.same]]
        return found

    def before(self, end: Floats, free: float) -> Floats:
        """Tell for each item where what stands before it in its row ends, ``-free`` where nothing does."""
        found = np.full(len(end), -free)
        found[self.at[1:][self.same]] = end[self.at[:-1][self.same]]
        return found


def shifts(items: Items, order: Order, width: float) -> Floats:
    """Tell by how many pixels each item is to slide, to the right at the left edge and to the left at the right."""
    into = np.maximum(np.minimum(items.pin_left, items.high) - items.right, 0.0)
    if into.any():
        room = order.following(items.reach_left, np.inf) - APART - items.right
        into = np.minimum(into, np.maximum(room, 0.0))
    left = items.left + into
    back = np.minimum(np.maximum(width - items.pin_right, items.low) - left, 0.0)
    if back.any():
        taken = order.before(np.maximum(items.reach_right, items.right + into), np.inf) + APART
        back = np.maximum(back, np.minimum(taken - left, 0.0))
    return into + back
