"""The index over marks: what is in view, how many, what is nearest, in every lane at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.marks import Grouping, Marks

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Index:
    """Shown, dated entries in lane order (lane, earliest, row); a *position* is a place in that order.

    An entry that stands in several lanes has a position in each.
    """

    marks: Marks
    grouping: Grouping
    rows: Rows
    """Row at each position; int32[M]."""
    lane_starts: Ints
    """Positions of lane i are ``lane_starts[i]`` to ``lane_starts[i + 1]``."""

    @classmethod
    def build(cls, marks: Marks, grouping: Grouping, shown: npt.NDArray[np.bool_] | None = None) -> "Index":
        """Index the rows for which ``shown`` (bool[N], None for all) holds and that are dated."""
        raise NotImplementedError

    @property
    def lane_count(self) -> int:
        """How many lanes the grouping has, empty ones included."""
        raise NotImplementedError

    def lane_of(self, position: int) -> int:
        """Tell the lane of a position."""
        raise NotImplementedError

    def positions(self, row: int) -> Ints:
        """Tell every position of a row, in lane order; empty where it is not shown."""
        raise NotImplementedError

    def bounds(self) -> tuple[int, int] | None:
        """Tell the first and last known minute of all entries, half-open; None without entries."""
        raise NotImplementedError

    def lane_bounds(self, lane: int) -> tuple[int, int] | None:
        """Tell the same for one lane."""
        raise NotImplementedError

    def counts(self) -> Ints:
        """Count the entries of each lane; int64[L]."""
        raise NotImplementedError

    def around(self, start: float, end: float) -> tuple[Ints, Ints, Ints]:
        """Count per lane the entries before, active in and after ``start`` to ``end``; three int64[L]."""
        raise NotImplementedError

    def within(self, lane: int, start: float, end: float) -> Ints:
        """Find the positions of a lane's entries that are active in ``start`` to ``end``, in lane order."""
        raise NotImplementedError

    def density(self, edges: Ints) -> Ints:
        """Count the entries active between consecutive ``edges`` (minutes, int64[B + 1]); int64[L, B, 5] by act."""
        raise NotImplementedError

    def nearest(self, lane: int, minute: float) -> int | None:
        """Find the row of the lane whose mark stands nearest to ``minute``."""
        raise NotImplementedError

    def neighbour(self, row: int, lane: int, step: int) -> int | None:
        """Find the row ``step`` places further in the lane (negative: before); None beyond its ends."""
        raise NotImplementedError

    def chronological(self, row: int, step: int) -> int | None:
        """Find the shown row ``step`` places further in time, over all lanes."""
        raise NotImplementedError

    def run(self, row: int, other: int, lane: int) -> Rows:
        """List the rows from one to the other in the lane, both included, for Shift+click."""
        raise NotImplementedError

    def rectangle(self, lanes: range, start: float, end: float) -> Rows:
        """List the distinct rows of those lanes whose mark stands in ``start`` to ``end``, sorted."""
        raise NotImplementedError
