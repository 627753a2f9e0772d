"""One stretch of one lane at one zoom step: its entries divided into cards, marks and clusters, with rows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.marks import Marks
from desktop.timeline.detail_level import (
    CLUSTER_JOIN,
    SMALL_DAY,
    TILE,
    Level,
    Run,
    bare_items,
    cluster_extent,
    cluster_items,
    joined,
    label_items,
    mix,
    reserved,
    runs,
)
from desktop.timeline.display import CARD_MIN_DAY, LABEL_MAX
from desktop.timeline.geometry import carded, spans
from desktop.timeline.index import Rows
from desktop.timeline.packing import Frontier, Items, Placed, first_fit
from desktop.timeline.scale import MINUTES_PER_DAY

Measure = Callable[[Rows], npt.NDArray[np.float32]]
"""Rows → natural widths of their labels in px (title and source figure). Called with few rows at a time;
the view keeps what it has measured."""

CARDS_MOST = 6
"""Cards that one day of a lane stacks; a fuller day is drawn in rows."""
PASSES = 12
"""Attempts at a stretch, each in less detail where rows ran out, before rows are no longer limited."""
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


def _sizes(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Tell for each element how many have its number."""
    return np.asarray(np.bincount(numbers)[numbers], np.int64)


class Packing:
    """The work on one chunk: raises the level of tiles until their lane's rows hold them."""

    def __init__(self, marks: Marks, rows: Rows, grain: Grain, base: float, most: int) -> None:
        """Take the consecutive ``rows`` of a lane that may be ``most`` rows deep; tiles begin at minute ``base``."""
        self.marks, self.rows, self.grain, self.base, self.most = marks, rows, grain, base, most
        self.spans = spans(marks, rows, cards=grain.cards)
        self.card, self.slots = day_slots(marks, rows, grain)
        self.loose = np.flatnonzero(~self.card)
        self.at = self.spans.anchor / grain.per_pixel + self.spans.offset
        self._divide_in_units()
        self.natural = np.zeros(len(rows), np.float32)
        self._measured = np.zeros(len(rows), np.bool_)

    def _divide_in_units(self) -> None:
        """Find what takes its level together: a tile, or in a tile of many, each run of it.

        ``units`` tells the tile of each unit, ``sizes`` how many it holds, ``unit_of`` the unit of each entry
        that is no card.
        """
        tile = np.floor((self.spans.start[self.loose] - self.base) / self.grain.tile)
        order = np.lexsort((self.at[self.loose], tile))
        tile, at = tile[order], self.at[self.loose][order]
        begins = np.diff(tile, prepend=np.nan) != 0
        full = _sizes(np.cumsum(begins)) > self.most // 2
        unit = np.cumsum(begins | (full & (np.diff(at, prepend=-np.inf) >= CLUSTER_JOIN))) - 1
        self.unit_of = np.empty(len(order), np.int64)
        self.unit_of[order] = unit
        _, first, self.sizes = np.unique(unit, return_index=True, return_counts=True)
        self.units = tile[first]
        self.levels = np.full(len(first), Level.LABEL, np.int64)
        self._cluster_largest()

    def _cluster_largest(self) -> None:
        """Cluster the largest units of each tile of too many, until its others may find rows."""
        counts = self.sizes
        tiles, which = np.unique(self.units, return_inverse=True)
        left = np.bincount(which, weights=counts, minlength=len(tiles))
        for tile in np.flatnonzero(left > self.most).tolist():
            mine = np.flatnonzero(which == tile)
            by_size = mine[np.argsort(-counts[mine], kind="stable")]
            before = left[tile] - np.cumsum(counts[by_size]) + counts[by_size]
            self.levels[by_size[before > self.most]] = Level.CLUSTER

    def packed(self, frontier: Frontier, *, forward: bool) -> tuple[Chunk, Frontier]:
        """Pack beyond ``frontier`` (left as it is); return the chunk and the new frontier."""
        attempt = 0
        while True:
            labelled, runs_ = self._divided()
            singles = [run for run in runs_ if len(run.members) == 1]
            several = [run for run in runs_ if len(run.members) > 1]
            items = self._items(labelled, singles, several)
            trial = frontier.copy()
            most = self.most if attempt < PASSES else UNLIMITED
            placed = first_fit(items if forward else items.mirrored(), trial, most, long_rows=self.most // 3)
            failed = np.flatnonzero(placed.rows < 0)
            if not len(failed):
                return self._chunk(labelled, singles, several, placed), trial
            attempt = attempt + 1 if self._raised(failed, labelled, every=attempt > PASSES // 2) else PASSES

    def _divided(self) -> tuple[npt.NDArray[np.int64], list[Run]]:
        """Divide what is no card into entries with labels and the runs of clustered tiles."""
        level = self.levels[self.unit_of]
        labelled = np.flatnonzero(level != Level.CLUSTER)
        found: list[Run] = []
        for unit in np.flatnonzero(self.levels == Level.CLUSTER).tolist():
            low = self.base + float(self.units[unit]) * self.grain.tile
            found += runs(self.loose[self.unit_of == unit], self.at, low, low + self.grain.tile)
        return labelled, found

    def _raised(self, failed: npt.NDArray[np.int64], labelled: npt.NDArray[np.int64], *, every: bool) -> bool:
        """Give less detail to units whose labels found no row; tell whether there were any.

        Of those that are near to one another only the largest, so that the others may find the rows it leaves,
        unless ``every`` one is to be drawn in less.
        """
        units = np.unique(self.unit_of[labelled[failed[failed < len(labelled)]]])
        if not every:
            near = np.cumsum(np.diff(self.units[units], prepend=-np.inf) > NEAR_TILES)
            by_size = units[np.lexsort((-self.sizes[units], near))]
            units = by_size[np.unique(np.sort(near), return_index=True)[1]]
        large = self.sizes[units] > self.most // 2
        self.levels[units] = np.where(large, Level.CLUSTER, self.levels[units] + 1)
        return bool(len(units))

    def _widths(self, members: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Measure labels, each once."""
        new = members[~self._measured[members]]
        if len(new):
            self.natural[new] = self.grain.measure(self.rows[new])
            self._measured[new] = True
        return self.natural[members]

    def _items(self, labelled: npt.NDArray[np.int64], singles: list[Run], several: list[Run]) -> Items:
        entries = self.loose[labelled]
        reserve = reserved(self._widths(entries), self.levels[self.unit_of[labelled]])
        if self.grain.cards:
            reserve = np.where(self.spans.ruled[entries] & (reserve > 0), reserve + self.grain.second, reserve)
        at, figured = self.at, self.marks.sources[self.rows] > 1
        alone = np.array([run.members[0] for run in singles], np.int64)
        self._widths(alone)
        heralds = self._heralds(several)
        there = heralds >= 0
        width = np.zeros(len(several))
        width[there] = np.minimum(self._widths(heralds[there]), LABEL_MAX)
        return joined(
            [
                label_items(self.spans, entries, reserve, self.grain.per_pixel),
                bare_items(at[alone], figured[alone], small=self.grain.day_width < SMALL_DAY),
                cluster_items([self._extent(run) for run in several], np.where(there, at[heralds], np.nan), width),
            ]
        )

    def _extent(self, run: Run) -> tuple[float, float]:
        at, per_pixel, members = self.at, self.grain.per_pixel, run.members
        return cluster_extent(
            float(at[members[0]]), float(at[members[-1]]), run.low / per_pixel, run.high / per_pixel, len(members)
        )

    def _heralds(self, several: list[Run]) -> npt.NDArray[np.int64]:
        """Choose the most cited entry of each tile: its index at its cluster, -1 at the tile's others."""
        best: dict[float, tuple[int, int]] = {}
        chosen = np.full(len(several), -1, np.int64)
        for i, run in enumerate(several):
            cited = self.marks.sources[self.rows[run.members]]
            most = int(cited.argmax())
            if run.low not in best or int(cited[most]) > best[run.low][0]:
                if run.low in best:
                    chosen[best[run.low][1]] = -1
                best[run.low] = (int(cited[most]), i)
                chosen[i] = run.members[most]
        return chosen

    def _chunk(self, labelled: npt.NDArray[np.int64], singles: list[Run], several: list[Run], placed: Placed) -> Chunk:
        row, cut = self.slots.copy(), np.zeros(len(self.rows), np.bool_)
        entries = self.loose[labelled]
        alone = np.array([run.members[0] for run in singles], np.int64)
        drawn = np.concatenate([entries, alone])
        row[drawn] = placed.rows[: len(drawn)]
        cut[entries] = placed.cut[: len(entries)]
        bare = np.zeros(len(self.rows), np.bool_)
        bare[alone] = cut[alone] = True
        group = np.full(len(self.rows), -1, np.int32)
        heralds = self._heralds(several)
        groups = []
        for i, run in enumerate(several):
            group[run.members] = i
            at = len(drawn) + i
            herald = int(heralds[i]) if placed.herald[at] else -1
            groups.append(self._group(run, int(placed.rows[at]), herald))
        natural = np.where(group < 0, self.natural, np.float32(0))
        return Chunk(row, self.card, cut, bare, natural, group, groups)

    def _group(self, run: Run, row: int, herald: int) -> Group:
        first, last = run.members[0], run.members[-1]
        anchor, offset = self.spans.anchor, self.spans.offset
        rows = self.rows[run.members]
        return Group(
            rows,
            mix(self.marks, rows),
            float(anchor[first]),
            float(offset[first]),
            float(anchor[last]),
            float(offset[last]),
            run.low,
            run.high,
            row,
            int(self.rows[herald]) if herald >= 0 else -1,
            float(self.natural[herald]) if herald >= 0 else 0.0,
        )
