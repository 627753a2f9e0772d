"""Runs: marks of one tile that are too near to each other to be told apart in one row."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from desktop.timeline.detail_level import CLUSTER_JOIN
from desktop.timeline.index import Ints
from desktop.timeline.packing import Floats


class Runs(Struct, frozen=True):
    """Some entries divided where tiles end and where marks are CLUSTER_JOIN px apart or more.

    ``order`` sorts the entries by tile and mark; run i is ``order[begin[i]:begin[i] + size[i]]``. ``tile`` is the
    number of its tile, ``top`` its most cited entry, ``cited`` how often that is. ``of`` tells each entry's run.
    """

    order: Ints
    begin: Ints
    size: Ints
    tile: Ints
    top: Ints
    cited: npt.NDArray[np.uint8]
    of: Ints

    def __len__(self) -> int:
        return len(self.begin)

    def members(self, run: int) -> Ints:
        """List a run's entries from left to right."""
        begin = self.begin[run]
        members: Ints = self.order[begin : begin + self.size[run]]
        return members

    def firsts(self, chosen: Ints) -> Ints:
        """Tell the leftmost entry of some runs."""
        return np.asarray(self.order[self.begin[chosen]], np.int64)

    def lasts(self, chosen: Ints) -> Ints:
        """Tell the rightmost entry of some runs."""
        return np.asarray(self.order[self.begin[chosen] + self.size[chosen] - 1], np.int64)


def find_runs(tile: Ints, at: Floats, sources: npt.NDArray[np.uint8]) -> Runs:
    """Divide entries by the numbers of their tiles and the pixels of their marks; ``sources`` is how cited they are."""
    order = np.lexsort((at, tile))
    sorted_tile, sorted_at = tile[order], at[order]
    cuts = beginnings(sorted_tile)
    cuts[1:] |= sorted_at[1:] - sorted_at[:-1] >= CLUSTER_JOIN
    begin = np.flatnonzero(cuts)
    size = np.diff(begin, append=len(order))
    of = np.empty(len(order), np.int64)
    of[order] = np.cumsum(cuts) - 1
    top = order[_first_highest(sources[order], begin)]
    return Runs(order, begin, size, sorted_tile[begin], top, sources[top], of)


def _first_highest(values: npt.NDArray[np.uint8], begin: Ints) -> Ints:
    """Tell where the first of the highest values of each run stands; runs begin at ``begin`` and leave no gap."""
    if not len(begin):
        return np.zeros(0, np.int64)
    count = len(values)
    ranked = values.astype(np.int64) * count + np.arange(count - 1, -1, -1)
    return np.asarray(count - 1 - np.maximum.reduceat(ranked, begin) % count, np.int64)


def beginnings(values: Ints | npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell where in a sorted column a new value begins."""
    begins = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins
