"""What a filter leaves of the chronology's order: whole columns, worked out in any thread."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from desktop.ahead import Mask
from desktop.timeline.index import Index, Rows, rows_where
from desktop.timeline.ordering import Order
from desktop.views.chronology.groups import Groups


class Arranged(Struct, frozen=True):
    """The entries in their order, int32[K], their groups, and where all rows stand, if that is known already."""

    rows: Rows
    groups: Groups | None
    places: Rows | None


class Plan(Struct, frozen=True):
    """An order of all rows, None for that of the marks, and which of its groups are ``closed``."""

    order: Order | None
    closed: npt.NDArray[np.bool_]

    def arranged(self, mask: Mask) -> Arranged:
        """Return what is left of it."""
        if self.order is None or not len(mask):
            return Arranged(rows_where(mask), None, None)
        kept = mask[self.order.rows]
        groups = None if self.order.groups is None else Groups.of(self.order.groups[kept], self.closed)
        return Arranged(self.order.rows[kept], groups, None)

    def foreseen(self, _index: Index, mask: Mask) -> tuple["Plan", Arranged]:
        """Return the same with where all rows stand, and what it was worked out by."""
        arranged = self.arranged(mask)
        return self, replace(arranged, places=places_of(arranged.rows, len(mask)))


def places_of(rows: Rows, total: int) -> Rows:
    """Return where each of all rows stands among these, -1 for nowhere; int32[total]."""
    places = np.full(total, -1, np.int32)
    # Of several places of one entry the first is kept.
    places[rows[::-1]] = np.arange(len(rows) - 1, -1, -1, dtype=np.int32)
    return places
