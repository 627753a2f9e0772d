"""One stretch of one lane at one zoom step: its entries divided into cards, marks and clusters, with rows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.marks import ACTS, Marks
from desktop.timeline.detail_level import (
    DENSE_ROWS,
    SMALL_DAY,
    TILE,
    Level,
    bare_items,
    cluster_extents,
    cluster_items,
    joined,
    label_items,
    reserved,
)
from desktop.timeline.display import CARD_MIN_DAY, LABEL_MAX
from desktop.timeline.geometry import carded, spans
from desktop.timeline.index import Ints, Rows
from desktop.timeline.packing import Floats, Frontier, Items, Placed, first_fit
from desktop.timeline.runs import find_runs
from desktop.timeline.scale import MINUTES_PER_DAY

Measure = Callable[[Rows], npt.NDArray[np.float32]]
"""Rows → natural widths of their labels in px (title and source figure). Called with few rows at a time;
the view keeps what it has measured."""

CARDS_MOST = 6
"""Cards that one day of a lane stacks; a fuller day is drawn in rows."""
PASSES = 6
"""Attempts at a stretch, each in less detail where rows ran out, before rows are no longer limited."""
CAREFUL = 2
"""So many of them begin with the largest crowds only; none does in lanes that are dense throughout."""
NEAR_TILES = 5
"""Tiles that the longest label reaches."""
UNLIMITED = 1 << 20


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster as it was packed. ``first`` and ``last`` are minutes, with the pixels to add to either.

    ``low`` and ``high`` bound its tile in minutes. ``herald`` is the row of the entry whose label stands
    above it, or -1; ``natural`` is that label's width.
    """

    rows: Rows
    mix: tuple[int, ...]
    first: float
    first_offset: float
    last: float
    last_offset: float
    low: float
    high: float
    row: int
    herald: int
    natural: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """Columns for consecutive positions of a lane. ``row`` is that in the lane, for cards their place in the day.

    ``group`` is the number of the entry's cluster in ``groups``, -1 for none. ``cut`` marks are drawn without
    their rule, ``bare`` ones small where a day is narrow. ``natural`` is the width of the label, 0 in clusters.
    """

    row: npt.NDArray[np.int32]
    card: npt.NDArray[np.bool_]
    cut: npt.NDArray[np.bool_]
    bare: npt.NDArray[np.bool_]
    natural: npt.NDArray[np.float32]
    group: npt.NDArray[np.int32]
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Grain:
    """What packing depends on beside the entries: pixels of the zoom step, cards or not, and how labels measure.

    ``second`` px are kept free behind the labels of extents where cards are drawn.
    """

    per_pixel: float
    measure: Measure
    second: float

    @property
    def day_width(self) -> float:
        """Pixels a day takes at the step."""
        return MINUTES_PER_DAY / self.per_pixel

    @property
    def cards(self) -> bool:
        """Tell whether days are wide enough for cards."""
        return self.day_width >= CARD_MIN_DAY

    @property
    def tile(self) -> float:
        """Minutes a tile takes."""
        return TILE * self.per_pixel


def day_slots(marks: Marks, rows: Rows, grain: Grain) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
    """Tell which rows are drawn as cards, and the place of each in its day's column."""
    card = carded(marks, rows, grain.day_width)
    chosen = np.flatnonzero(card)
    slots = np.zeros(len(rows), np.int32)
    if len(chosen):
        days = marks.place[rows[chosen]] // MINUTES_PER_DAY
        order = np.argsort(days, kind="stable")
        days, chosen = days[order], chosen[order]
        first = np.searchsorted(days, days)
        full = np.searchsorted(days, days, side="right") - first > CARDS_MOST
        slots[chosen] = np.arange(len(chosen)) - first
        card[chosen[full]] = False
    return card, slots


@dataclass(frozen=True, slots=True)
class Division:
    """What the present levels come to: entries with labels, entries left bare, runs drawn as clusters.

    Entries are indexes into the chunk's columns. ``heralds`` is parallel to ``several``: the entry that asks
    for a label above, -1 for none.
    """

    labelled: Ints
    alone: Ints
    several: Ints
    heralds: Ints


class Packing:
    """The work on one chunk: raises the level of tiles until their lane's rows hold them."""

    def __init__(self, marks: Marks, rows: Rows, grain: Grain, base: float, most: int) -> None:
        """Take the consecutive ``rows`` of a lane that may be ``most`` rows deep; tiles begin at minute ``base``."""
        self.marks, self.rows, self.grain, self.base, self.most = marks, rows, grain, base, most
        self.spans = spans(marks, rows, cards=grain.cards)
        self.at = self.spans.anchor / grain.per_pixel + self.spans.offset
        self.card, self.slots = day_slots(marks, rows, grain)
        self.loose = np.flatnonzero(~self.card)
        tile = np.floor((self.spans.start[self.loose] - base) / grain.tile)
        self.runs = find_runs(tile, self.at[self.loose], marks.sources[rows[self.loose]])
        self._divide_in_units()
        self.natural = np.zeros(len(rows), np.float32)
        self._measured = np.zeros(len(rows), np.bool_)

    def _divide_in_units(self) -> None:
        """Find what takes its level together: a tile, or in a tile of many, each run of it.

        The largest units of a tile of too many are clusters from the start, until its others may find rows.
        """
        tiles, tile_of = np.unique(self.runs.tile, return_inverse=True)
        held = np.bincount(tile_of, weights=self.runs.size, minlength=len(tiles))
        begins = np.diff(self.runs.tile, prepend=np.nan) != 0
        self.unit_of_run = np.cumsum(begins | (held[tile_of] > self.most // 2)) - 1
        self.sizes = np.bincount(self.unit_of_run, weights=self.runs.size)
        first = np.flatnonzero(np.diff(self.unit_of_run, prepend=-1))
        self.units = self.runs.tile[first]
        by_size = np.lexsort((-self.sizes, tile_of[first]))
        tile, sizes = tile_of[first][by_size], self.sizes[by_size]
        larger = np.cumsum(sizes) - sizes
        larger -= larger[np.searchsorted(tile, tile)]
        self.levels = np.full(len(first), Level.LABEL, np.int64)
        self.levels[by_size[held[tile] - larger > self.most]] = Level.CLUSTER

    def packed(self, frontier: Frontier, *, forward: bool) -> tuple[Chunk, Frontier]:
        """Pack beyond ``frontier`` (left as it is); return the chunk and the new frontier."""
        attempt = 0
        while True:
            division = self._divided()
            items = self._items(division)
            trial = frontier.copy()
            most = self.most if attempt < PASSES else UNLIMITED
            placed = first_fit(items if forward else items.mirrored(), trial, most, long_rows=self.most // 3)
            failed = np.flatnonzero(placed.rows < 0)
            if not len(failed):
                return self._chunk(division, placed), trial
            every = attempt >= CAREFUL or self.most == DENSE_ROWS
            raised = self._raised(self._in_the_way(division, failed), every=every)
            attempt = attempt + 1 if raised else PASSES

    def _divided(self) -> Division:
        clustered = self.levels[self.unit_of_run] == Level.CLUSTER
        several = np.flatnonzero(clustered & (self.runs.size > 1))
        alone = np.flatnonzero(clustered & (self.runs.size == 1))
        return Division(
            self.loose[~clustered[self.runs.of]],
            self.loose[self.runs.firsts(alone)],
            several,
            self._heralds(several),
        )

    def _heralds(self, several: Ints) -> Ints:
        """Choose the most cited entry of the clusters of each tile, at the place of its own cluster."""
        order = np.lexsort((several, -self.runs.cited[several].astype(np.int64), self.runs.tile[several]))
        best = order[np.diff(self.runs.tile[several][order], prepend=np.nan) != 0]
        heralds = np.full(len(several), -1, np.int64)
        heralds[best] = self.loose[self.runs.top[several[best]]]
        return heralds

    def _in_the_way(self, division: Division, failed: Ints) -> Ints:
        """Tell the units that lack rows, and those with labels near to clusters and bare marks that do."""
        labelled = division.labelled[failed[failed < len(division.labelled)]]
        others = np.concatenate([division.alone, self.loose[self.runs.firsts(division.several)]])
        crowded_out = others[failed[failed >= len(division.labelled)] - len(division.labelled)]
        tiles = self.runs.tile[self._runs_of(crowded_out)]
        near = np.abs(self.units[:, None] - tiles[None, :]).min(axis=1, initial=np.inf) <= NEAR_TILES
        near &= self.levels < Level.CLUSTER
        return np.union1d(self.unit_of_run[self._runs_of(labelled)], np.flatnonzero(near))

    def _runs_of(self, entries: Ints) -> Ints:
        return np.asarray(self.runs.of[np.searchsorted(self.loose, entries)], np.int64)

    def _raised(self, units: Ints, *, every: bool) -> bool:
        """Give less detail to units that lack rows; tell whether there were any.

        Of those that are near to one another only the largest, so that the others may find the rows it leaves,
        unless ``every`` one is to be drawn in less.
        """
        if not every:
            near = np.cumsum(np.diff(self.units[units], prepend=-np.inf) > NEAR_TILES)
            by_size = np.lexsort((-self.sizes[units], near))
            units = units[by_size[np.flatnonzero(np.diff(near[by_size], prepend=0))]]
        large = self.sizes[units] > self.most // 2
        self.levels[units] = np.where(large, Level.CLUSTER, self.levels[units] + 1)
        return bool(len(units))

    def _widths(self, members: Ints) -> npt.NDArray[np.float32]:
        """Measure labels, each once."""
        new = members[~self._measured[members]]
        if len(new):
            self.natural[new] = self.grain.measure(self.rows[new])
            self._measured[new] = True
        return self.natural[members]

    def _items(self, division: Division) -> Items:
        labelled, alone, heralds = division.labelled, division.alone, division.heralds
        levels = self.levels[self.unit_of_run[self._runs_of(labelled)]]
        reserve = reserved(self._widths(labelled), levels)
        if self.grain.cards:
            reserve = np.where(self.spans.ruled[labelled] & (reserve > 0), reserve + self.grain.second, reserve)
        self._widths(alone)
        there = heralds >= 0
        width = np.zeros(len(heralds))
        width[there] = np.minimum(self._widths(heralds[there]), LABEL_MAX)
        figured = self.marks.sources[self.rows[alone]] > 1
        left, right = self._extents(division.several)
        return joined(
            [
                label_items(self.spans, labelled, reserve, self.grain.per_pixel),
                bare_items(self.at[alone], figured, small=self.grain.day_width < SMALL_DAY),
                cluster_items(left, right, np.where(there, self.at[heralds], np.nan), width),
            ]
        )

    def _extents(self, several: Ints) -> tuple[Floats, Floats]:
        low = self.base / self.grain.per_pixel + self.runs.tile[several] * TILE
        first, last = self.loose[self.runs.firsts(several)], self.loose[self.runs.lasts(several)]
        return cluster_extents(self.at[first], self.at[last], low, low + TILE, self.runs.size[several])

    def _chunk(self, division: Division, placed: Placed) -> Chunk:
        row, cut = self.slots.copy(), np.zeros(len(self.rows), np.bool_)
        drawn = np.concatenate([division.labelled, division.alone])
        row[drawn] = placed.rows[: len(drawn)]
        cut[division.labelled] = placed.cut[: len(division.labelled)]
        bare = np.zeros(len(self.rows), np.bool_)
        bare[division.alone] = cut[division.alone] = True
        group_of_run = np.full(len(self.runs), -1, np.int32)
        group_of_run[division.several] = np.arange(len(division.several))
        group = np.full(len(self.rows), -1, np.int32)
        group[self.loose] = group_of_run[self.runs.of]
        heralds = np.where(placed.herald[len(drawn) :], division.heralds, -1)
        groups = self._groups(division.several, placed.rows[len(drawn) :], heralds)
        natural = np.where(group < 0, self.natural, np.float32(0))
        return Chunk(row, self.card, cut, bare, natural, group, groups)

    def _groups(self, several: Ints, places: Ints, heralds: Ints) -> list[Group]:
        """Make the clusters of some runs, each at its place, with its herald or -1; three parallel arrays."""
        rows = self.rows[self.loose]
        mixes = np.bincount(self.runs.of * len(ACTS) + self.marks.act[rows], minlength=len(self.runs) * len(ACTS))
        members = rows[self.runs.order]
        first, last = self.loose[self.runs.firsts(several)], self.loose[self.runs.lasts(several)]
        low = self.base + self.runs.tile[several] * self.grain.tile
        there = heralds >= 0
        columns = (
            self.runs.begin[several],
            self.runs.begin[several] + self.runs.size[several],
            mixes.reshape(-1, len(ACTS))[several],
            self.spans.anchor[first],
            self.spans.offset[first],
            self.spans.anchor[last],
            self.spans.offset[last],
            low,
            low + self.grain.tile,
            places,
            np.where(there, self.rows[heralds], -1),
            np.where(there, self.natural[heralds], 0.0),
        )
        return [
            Group(members[begin:end], tuple(mix), *others)
            for begin, end, mix, *others in zip(*(column.tolist() for column in columns), strict=True)
        ]
