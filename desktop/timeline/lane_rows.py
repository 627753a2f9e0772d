"""The rows of one lane at one zoom step, packed as far as they have been looked at.

A lane of up to WHOLE entries is packed in one go. A larger one is packed in stretches of CHUNK px, onwards
to either side of where one has been, so that nothing moves while one pans, and no step costs more than the
stretches that come into view: at most ROWS items a tile have their labels packed one by one.
"""

import math

import numpy as np

from desktop.timeline.chunk import Packed, Packing, Stretch
from desktop.timeline.columns import Columns, Groups, joined, joined_groups
from desktop.timeline.detail_level import TILE
from desktop.timeline.grain import Grain
from desktop.timeline.index import Index, Ints
from desktop.timeline.packing import Frontier
from desktop.timeline.scale import MINUTES_PER_DAY

WHOLE = 512
CHUNK = 4 * TILE
CARD_CHUNK_DAYS = 1
SEEDS = 6
"""Spans under way where packing begins that are given rows; where there are more, none is."""
CHUNKS_MOST = 128
"""Stretches that are kept; beyond, packing begins anew at what is in view."""


class LaneRows:
    """The packed rows of ``lane``, ``most`` of them as far as may be; grows on demand.

    ``columns`` are those of the positions ``lo`` to ``hi``, ``groups`` the clusters among them.
    """

    def __init__(self, index: Index, lane: int, grain: Grain, most: int) -> None:
        self.index, self.lane, self.grain, self.most = index, lane, grain, most
        self.whole = index.counts()[lane] <= WHOLE
        self.chunk_minutes = CARD_CHUNK_DAYS * MINUTES_PER_DAY if grain.cards else CHUNK * grain.per_pixel
        self._begun = False
        self._first = self._last = 0
        self._clear(0)

    def _clear(self, position: int) -> None:
        self.lo = self.hi = position
        self.columns, self.groups = Columns.blank(0), Groups.none()
        self._frontier = Frontier()
        self._asked = self._seeds = np.zeros(0, np.int64)
        self._seeded = Columns.blank(0)

    def wanted(self, start: float, end: float) -> Stretch | None:
        """Tell what must be packed next, before ``start`` to ``end`` (minutes) can be looked up; None when all is.

        What it asks for is to be handed to :meth:`add` before it is asked again.
        """
        if self.whole:
            return self._all()
        first, last = math.floor(start / self.chunk_minutes), math.floor(end / self.chunk_minutes) + 1
        far = first > self._last or last < self._first
        if not self._begun or far or max(last, self._last) - min(first, self._first) > CHUNKS_MOST:
            self._begin(first)
        stretch = self._onwards(last) if self._last < last else None
        return stretch or (self._backwards(first) if self._first > first else None)

    def _all(self) -> Stretch | None:
        if self._begun:
            return None
        self._begun = True
        lo, hi = self.index.span(self.lane)
        self._clear(lo)
        return self._stretch(np.arange(lo, hi), 0.0, forward=True)

    def _begin(self, first: int) -> None:
        """Begin at a stretch, with the spans under way there if they are few."""
        minute = first * self.chunk_minutes
        self._clear(self.index.started(self.lane, minute))
        self._begun, self._first, self._last = True, first, first
        under_way = self.index.within(self.lane, minute, minute + 1)
        under_way = under_way[under_way < self.lo]
        if len(under_way) <= SEEDS:
            self._seeds = under_way

    def _onwards(self, last: int) -> Stretch | None:
        """Ask for what starts before the stretch ``last``, as one: most of the time goes by calls, not entries."""
        base, self._last = self._last * self.chunk_minutes, last
        hi = self.index.started(self.lane, last * self.chunk_minutes)
        seeds = self._seeds[len(self._seeded) :]
        return self._stretch(np.concatenate([seeds, np.arange(self.hi, hi)]), base, forward=True)

    def _backwards(self, first: int) -> Stretch | None:
        """Ask for what starts from the stretch ``first`` on; seeds among it have their rows."""
        base, self._first = first * self.chunk_minutes, first
        lo = self.index.started(self.lane, base)
        before = Columns.blank(self.lo - lo)
        among = np.flatnonzero((self._seeds >= lo) & (self._seeds < self.lo))
        before.put(self._seeds[among] - lo, self._seeded.take(among))
        self.columns, self.lo = joined([before, self.columns]), lo
        positions = np.arange(lo, lo + len(before))
        return self._stretch(positions[~np.isin(positions, self._seeds)], base, forward=False)

    def _stretch(self, positions: Ints, base: float, *, forward: bool) -> Stretch | None:
        if not len(positions):
            return None
        self._asked = positions
        frontier = self._frontier if forward else self._frontier.mirrored()
        return Stretch(self.index.rows[positions], base, self.most, frontier, forward)

    def add(self, stretch: Stretch, packed: Packed) -> None:
        """Take what became of the stretch that was asked for."""
        columns, asked = packed.columns, self._asked
        columns.group[columns.group >= 0] += len(self.groups)
        self.groups = joined_groups(self.groups, packed.groups)
        if stretch.forward:
            self._frontier = packed.frontier
            seeds = int(np.searchsorted(asked, self.hi))
            self._seeded = joined([self._seeded, columns.take(slice(seeds))])
            self.columns = joined([self.columns, columns.take(slice(seeds, None))])
            self.hi += len(asked) - seeds
            return
        self._frontier = packed.frontier.mirrored()
        self.columns.put(asked - self.lo, columns)

    def depth(self, first: int, stop: int) -> tuple[int, int]:
        """Tell how many rows and cards deep the lane is from position ``first`` to ``stop``, as it is packed."""
        seen = slice(first - self.lo, stop - self.lo)
        row, card, group = self.columns.row[seen], self.columns.card[seen], self.columns.group[seen]
        places = self.groups.row[group[group >= 0]]
        marks, cards = row[~card].max(initial=-1), row[card].max(initial=-1)
        return int(max(marks, places.max(initial=-1))) + 1, int(cards) + 1

    def place_of(self, row: int, start: float, end: float) -> tuple[int, bool] | None:
        """Tell in which row of the lane an entry is drawn, by itself or in its cluster, and whether as a card.

        Rows of cards are counted by themselves. None for what is not active in ``start`` to ``end`` (minutes), has no
        row or is not packed.
        """
        lo, hi = self.index.span(self.lane)
        for position in self.index.positions(row):
            at = np.array([position])
            if lo <= position < min(hi, self.hi) and self.index.active(at, start, end)[0]:
                found = self.at(at)
                group = int(found.group[0])
                place = int(self.groups.row[group]) if group >= 0 else int(found.row[0])
                return (place, group < 0 and bool(found.card[0])) if place >= 0 else None
        return None

    def at(self, positions: Ints) -> Columns:
        """Look up positions before ``hi``, ascending: those that began before packing did, by what is known of them."""
        found = Columns.blank(len(positions))
        before = int(np.searchsorted(positions, self.lo))
        found.put(np.arange(before, len(positions)), self.columns.take(positions[before:] - self.lo))
        if len(self._seeds) and before:
            at = np.minimum(np.searchsorted(self._seeds, positions[:before]), len(self._seeds) - 1)
            there = np.flatnonzero(self._seeds[at] == positions[:before])
            found.put(there, self._seeded.take(at[there]))
        return found


def pack(lanes: list[LaneRows], start: float, end: float) -> None:
    """Pack what of some lanes of one zoom step must be known to look up ``start`` to ``end``, all lanes at once."""
    while True:
        asked = [(lane, stretch) for lane in lanes if (stretch := lane.wanted(start, end)) is not None]
        if not asked:
            return
        packing = Packing(asked[0][0].index.marks, asked[0][0].grain, [stretch for _, stretch in asked])
        for (lane, stretch), packed in zip(asked, packing.packed(), strict=True):
            lane.add(stretch, packed)
