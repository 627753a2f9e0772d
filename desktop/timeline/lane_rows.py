"""The rows of one lane at one zoom step, packed as far as they have been looked at.

A lane of up to WHOLE entries is packed in one go. A larger one is packed in stretches of CHUNK px, onwards
to either side of where one has been, so that nothing moves while one pans, and no step costs more than the
stretches that come into view: at most ROWS items a tile have their labels packed one by one.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.timeline.chunk import Chunk, Grain, Packing
from desktop.timeline.detail_level import TILE
from desktop.timeline.index import Index, Ints
from desktop.timeline.packing import Frontier
from desktop.timeline.scale import MINUTES_PER_DAY

WHOLE = 512
CHUNK = 4 * TILE
CARD_CHUNK_DAYS = 1
SEEDS = 6
"""Spans under way where packing begins that are given rows; where there are more, none is."""
CHUNKS_MOST = 64
"""Stretches that are kept; beyond, packing begins anew at what is in view."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Positions of a lane as they are packed; columns as in :class:`desktop.timeline.chunk.Chunk`.

    ``chunk`` numbers the chunk in ``LaneRows.chunks`` whose ``groups`` an entry's group is in, -1 where the
    entry was under way before packing began and has no row.
    """

    positions: Ints
    chunk: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    card: npt.NDArray[np.bool_]
    cut: npt.NDArray[np.bool_]
    bare: npt.NDArray[np.bool_]
    natural: npt.NDArray[np.float32]
    group: npt.NDArray[np.int32]


class LaneRows:
    """The packed rows of ``lane``, ``most`` of them as far as may be; grows on demand."""

    def __init__(self, index: Index, lane: int, grain: Grain, most: int) -> None:
        self.index, self.lane, self.grain, self.most = index, lane, grain, most
        self.whole = index.counts()[lane] <= WHOLE
        self.chunk_minutes = CARD_CHUNK_DAYS * MINUTES_PER_DAY if grain.cards else CHUNK * grain.per_pixel
        self._clear()

    def _clear(self) -> None:
        self.chunks: list[Chunk] = []
        self._positions: list[Ints] = []
        self._frontier = Frontier()
        self._seeds = np.zeros(0, np.int64)
        self._first = self._last = 0

    def seen(self, positions: Ints, start: float, end: float) -> Seen:
        """Look up ``positions`` (ascending), all active in ``start`` to ``end``, after packing that far."""
        self._reach(start, end)
        return self._looked_up(positions)

    def _reach(self, start: float, end: float) -> None:
        if self.whole:
            if not self.chunks:
                self._add(*self.index.span(self.lane), 0.0, forward=True)
            return
        first, last = math.floor(start / self.chunk_minutes), math.floor(end / self.chunk_minutes) + 1
        far = first > self._last or last < self._first
        if not self.chunks or far or max(last, self._last) - min(first, self._first) > CHUNKS_MOST:
            self._begin(first)
        if self._last < last:
            self._extend(self._last, last, forward=True)
            self._last = last
        if self._first > first:
            self._extend(first, self._first, forward=False)
            self._first = first

    def _begin(self, first: int) -> None:
        """Begin at a stretch, with the spans under way there if they are few."""
        self._clear()
        self._first = self._last = first
        minute = first * self.chunk_minutes
        lo = self.index.started(self.lane, minute)
        under_way = self.index.within(self.lane, minute, minute + 1)
        under_way = under_way[under_way < lo]
        if len(under_way) <= SEEDS:
            self._seeds = under_way
            self._pack(under_way, minute, forward=True)

    def _extend(self, first: int, last: int, *, forward: bool) -> None:
        """Pack the stretches ``first`` to ``last`` (half-open) as one: most of the time goes by calls, not entries."""
        base, end = first * self.chunk_minutes, last * self.chunk_minutes
        self._add(self.index.started(self.lane, base), self.index.started(self.lane, end), base, forward=forward)

    def _add(self, lo: int, hi: int, base: float, *, forward: bool) -> None:
        positions = np.arange(lo, hi, dtype=np.int64)
        self._pack(positions[~np.isin(positions, self._seeds)], base, forward=forward)

    def _pack(self, positions: Ints, base: float, *, forward: bool) -> None:
        if not len(positions):
            return
        packing = Packing(self.index.marks, self.index.rows[positions], self.grain, base, self.most)
        frontier = self._frontier if forward else self._frontier.mirrored()
        chunk, frontier = packing.packed(frontier, forward=forward)
        self._frontier = frontier if forward else frontier.mirrored()
        self.chunks.append(chunk)
        self._positions.append(positions)

    def _looked_up(self, positions: Ints) -> Seen:
        count = len(positions)
        seen = Seen(
            positions,
            np.full(count, -1, np.int32),
            np.zeros(count, np.int32),
            np.zeros(count, np.bool_),
            np.zeros(count, np.bool_),
            np.zeros(count, np.bool_),
            np.zeros(count, np.float32),
            np.full(count, -1, np.int32),
        )
        for number, (chunk, held) in enumerate(zip(self.chunks, self._positions, strict=True)):
            if not count or held[-1] < positions[0] or held[0] > positions[-1]:
                continue
            at = np.searchsorted(held, positions)
            there = np.flatnonzero(at < len(held))
            there = there[held[at[there]] == positions[there]]
            at = at[there]
            seen.chunk[there] = number
            for name in ("row", "card", "cut", "bare", "natural", "group"):
                getattr(seen, name)[there] = getattr(chunk, name)[at]
        return seen
