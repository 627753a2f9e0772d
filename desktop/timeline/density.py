"""How many entries are active between moments, by lane and colour, spanning ones included."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

SHIFT = 44
MINUTES = (1 << SHIFT) - 1
"""The part of a key that tells the minute."""
BIAS = 1 << 41
"""Added to every minute, so that keys hold no negative part."""


def keys(groups: Ints, minutes: Ints) -> Ints:
    """Return what sorts by group, then by minute."""
    return (groups << SHIFT) | (minutes + BIAS)


class Density:
    """Started less ended, by lane and code; sorted when it is first asked, or by :meth:`prepared`."""

    def __init__(self, starts: Ints, ends: Ints, code: npt.NDArray[np.uint8], count: int) -> None:
        """Take parallel columns: keys of lane and start, ends in minutes, codes under ``count``."""
        self._starts, self._ends, self._code, self._count = starts, ends, code, count
        self._sorted: tuple[Ints, Ints] | None = None
        self._last: tuple[Ints, Ints, Ints] | None = None

    def prepared(self) -> "Density":
        """Sort now, where nobody waits for it."""
        self._by_code()
        return self

    def _by_code(self) -> tuple[Ints, Ints]:
        if self._sorted is None:
            # In place as far as may be: most of the time would go into new memory.
            group = self._starts >> SHIFT
            group *= self._count
            group += self._code
            group <<= SHIFT
            starts = self._starts & MINUTES
            starts |= group
            ends = np.add(group, self._ends, out=group)
            ends += BIAS
            starts.sort()
            ends.sort()
            self._sorted = starts, ends
        return self._sorted

    def between(self, lanes: Ints, edges: Ints) -> Ints:
        """Count the entries of ``lanes`` (ascending) active between consecutive ``edges`` (minutes, ascending).

        Returns int64[len(lanes), len(edges) - 1, count], the last axis by code. What the last answer held is not
        counted anew: while one pans, few edges are.
        """
        active = self._extended(lanes, edges)
        self._last = lanes, edges, active
        return active

    def _extended(self, lanes: Ints, edges: Ints) -> Ints:
        # Another thread may ask at the same time: what it leaves is then another answer, but a whole one.
        last = self._last
        if last is None or not len(edges) or not np.array_equal(lanes, last[0]):
            return self._counted(lanes, edges)
        _, known, active = last
        lo, hi = np.searchsorted(edges, known[[0, -1]], side="left").tolist()
        common = edges[lo : hi + 1]
        at = int(np.searchsorted(known, edges[min(lo, len(edges) - 1)]))
        if len(common) < 2 or not np.array_equal(known[at : at + len(common)], common):
            return self._counted(lanes, edges)
        kept = active[:, at : at + len(common) - 1]
        before = self._counted(lanes, edges[: lo + 1])
        return np.concatenate([before, kept, self._counted(lanes, edges[lo + len(common) - 1 :])], axis=1)

    def _counted(self, lanes: Ints, edges: Ints) -> Ints:
        if len(edges) < 2:
            return np.zeros((len(lanes), 0, self._count), np.int64)
        starts, ends = self._by_code()
        groups = (lanes[:, None] * self._count + np.arange(self._count)).reshape(-1, 1)
        started = np.searchsorted(starts, keys(groups, edges[None, 1:]))
        ended = np.searchsorted(ends, keys(groups, edges[None, :-1]), side="right")
        active: Ints = (started - ended).reshape(len(lanes), self._count, len(edges) - 1).transpose(0, 2, 1)
        return np.ascontiguousarray(active)
