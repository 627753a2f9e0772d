"""Stretches of lanes at one zoom step: their entries divided into cards, marks and clusters, with rows.

What comes into view at once is packed as one lot, of all lanes: most of the time goes by calls, not entries.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from db.marks import Marks
from desktop.timeline.columns import Columns, Flags, Groups
from desktop.timeline.detail_level import (
    DENSE_ROWS,
    TILE,
    Level,
    cluster_extents,
    reserved,
)
from desktop.timeline.display import LABEL_MAX
from desktop.timeline.geometry import spans
from desktop.timeline.grain import APART, Grain, day_slots
from desktop.timeline.index import Ints, Rows
from desktop.timeline.packing import Floats, Frontier, Items, Placed, Room, first_fit
from desktop.timeline.runs import beginnings, find_runs
from desktop.timeline.wishes import Wish, Wishes

PASSES = 6
"""Attempts at a stretch, each in less detail where rows ran out, before rows are no longer limited."""
CAREFUL = 2
"""So many of them begin with the largest crowds only; none does in lanes that are dense throughout."""
NEAR_TILES = 5
"""Tiles that the longest label reaches."""
UNLIMITED = 1 << 20


class Stretch(Struct, frozen=True):
    """Consecutive ``rows`` of a lane that are to be packed beyond ``frontier``, in at most ``most`` rows if that goes.

    Tiles begin at minute ``base``. Where it does not go ``forward``, the frontier looks backwards.
    """

    rows: Rows
    base: float
    most: int
    frontier: Frontier
    forward: bool


class Packed(Struct, frozen=True):
    """What became of a stretch: columns parallel to its rows, its clusters, and how far its rows are taken."""

    columns: Columns
    groups: Groups
    frontier: Frontier


class Division(Struct, frozen=True):
    """What the present levels come to: entries with labels, entries left bare, runs drawn as clusters.

    Entries are indexes into the columns. ``heralds`` is parallel to ``several``: the entry that asks for a label
    above, -1 for none. ``of`` tells the stretch of each, in this order.
    """

    labelled: Ints
    alone: Ints
    several: Ints
    heralds: Ints
    of: Ints


class Packing:
    """The work on some stretches: raises the level of tiles until their lanes' rows hold them."""

    def __init__(self, marks: Marks, grain: Grain, stretches: list[Stretch]) -> None:
        self.marks, self.grain, self.stretches = marks, grain, stretches
        self.rows = np.concatenate([stretch.rows for stretch in stretches])
        self.of = np.repeat(np.arange(len(stretches)), [len(stretch.rows) for stretch in stretches])
        self.base = np.array([stretch.base for stretch in stretches])
        self.most = np.array([stretch.most for stretch in stretches])
        self.forward = np.array([stretch.forward for stretch in stretches])
        self.spans = spans(marks, self.rows, cards=grain.cards)
        self.at = self.spans.anchor / grain.per_pixel + self.spans.offset
        self.card, self.slots = day_slots(marks, self.rows, self.of, grain)
        self.loose = np.flatnonzero(~self.card)
        of = self.of[self.loose]
        tile = np.floor((self.spans.start[self.loose] - self.base[of]) / grain.tile).astype(np.int64)
        self.runs = find_runs(tile + of * APART, self.at[self.loose], marks.sources[self.rows[self.loose]])
        self.of_run = (self.runs.tile + APART // 2) // APART
        self._divide_in_units()
        figured = marks.sources[self.rows] > 1
        self.wishes = Wishes.of(self.spans, self.at, figured, self._extents(), grain)
        self.natural = np.zeros(len(self.rows), np.float32)
        self._measured = np.zeros(len(self.rows), np.bool_)
        self._place()

    def _divide_in_units(self) -> None:
        """Find what takes its level together: a tile, or in a tile of many, each run of it.

        The largest units of a tile of too many are clusters from the start, until its others may find rows.
        """
        begins = beginnings(self.runs.tile)
        tile_of = np.cumsum(begins) - 1
        held = np.bincount(tile_of, weights=self.runs.size)
        begins |= held[tile_of] > self.most[self.of_run] // 2
        self.unit_of_run = np.cumsum(begins) - 1
        first = np.flatnonzero(begins)
        self.sizes = np.bincount(self.unit_of_run, weights=self.runs.size)
        self.units = self.runs.tile[first]
        by_size = np.lexsort((-self.sizes, self.units))
        tile, sizes = tile_of[first][by_size], self.sizes[by_size]
        larger = np.cumsum(sizes) - sizes
        larger -= larger[np.searchsorted(tile, tile)]
        self.levels = np.full(len(first), Level.LABEL, np.int64)
        most = self.most[self.of_run[first][by_size]]
        self.levels[by_size[held[tile] - larger > most]] = Level.CLUSTER

    def _place(self) -> None:
        """Start with nothing placed: entries without rows, and runs that are clusters without any."""
        self.columns = Columns.blank(len(self.rows))
        self.columns.row[:] = self.slots
        self.columns.card[:] = self.card
        self.run_row = np.zeros(len(self.runs), np.int64)
        self.run_herald = np.full(len(self.runs), -1, np.int64)

    def packed(self) -> list[Packed]:
        """Pack every stretch beyond its frontier, which is left as it is."""
        frontiers = [stretch.frontier for stretch in self.stretches]
        attempts = np.zeros(len(frontiers), np.int64)
        pending = np.ones(len(frontiers), np.bool_)
        while pending.any():
            division = self._divided(pending)
            most = np.where(attempts < PASSES, self.most, UNLIMITED).tolist()
            rooms = {
                number: Room(frontiers[number].copy(), most[number], self.stretches[number].most // 3)
                for number in np.flatnonzero(pending).tolist()
            }
            items = self._items(division).facing(self.forward[division.of])
            placed = first_fit(items, division.of, rooms)
            failed = np.flatnonzero(placed.rows < 0)
            lacking = np.zeros(len(frontiers), np.bool_)
            lacking[division.of[failed]] = True
            self._settle(division, placed, ~lacking)
            for number in np.flatnonzero(pending & ~lacking).tolist():
                frontiers[number] = rooms[number].frontier
            raised = self._raised(self._in_the_way(division, failed), attempts)
            attempts = np.where(raised, attempts + 1, PASSES)
            pending = lacking
        return self._told(frontiers)

    def _divided(self, pending: Flags) -> Division:
        clustered = self.levels[self.unit_of_run] == Level.CLUSTER
        asked = pending[self.of_run]
        crowd = clustered & asked
        several = np.flatnonzero(crowd & (self.runs.size > 1))
        alone = np.flatnonzero(crowd & (self.runs.size == 1))
        labelled = self.loose[(asked & ~clustered)[self.runs.of]]
        of = np.concatenate([self.of[labelled], self.of_run[alone], self.of_run[several]])
        return Division(labelled, self.loose[self.runs.firsts(alone)], several, self._heralds(several), of)

    def _heralds(self, several: Ints) -> Ints:
        """Choose the most cited entry of the clusters of each tile, at the place of its own cluster."""
        tiles = self.runs.tile[several]
        order = np.lexsort((-self.runs.cited[several].astype(np.int64), tiles))
        best = order[beginnings(tiles)]
        heralds = np.full(len(several), -1, np.int64)
        heralds[best] = self.loose[self.runs.top[several[best]]]
        return heralds

    def _in_the_way(self, division: Division, failed: Ints) -> Ints:
        """Tell the units that lack rows, and those with labels near to clusters and bare marks that do."""
        labelled = division.labelled[failed[failed < len(division.labelled)]]
        others = np.concatenate([division.alone, self.loose[self.runs.firsts(division.several)]])
        crowded_out = others[failed[failed >= len(division.labelled)] - len(division.labelled)]
        wanting = np.zeros(len(self.units), np.bool_)
        wanting[self.unit_of_run[self._runs_of(labelled)]] = True
        if len(crowded_out):
            tiles = np.sort(self.runs.tile[self._runs_of(crowded_out)])
            following = np.minimum(np.searchsorted(tiles, self.units - NEAR_TILES), len(tiles) - 1)
            near = np.abs(tiles[following] - self.units) <= NEAR_TILES
            wanting |= near & (self.levels < Level.CLUSTER)
        return np.flatnonzero(wanting)

    def _runs_of(self, entries: Ints) -> Ints:
        return np.asarray(self.runs.of[np.searchsorted(self.loose, entries)], np.int64)

    def _raised(self, units: Ints, attempts: Ints) -> Flags:
        """Give less detail to units that lack rows; tell of each stretch whether there were any.

        In the first attempts, of those that are near to one another only to the largest, so that the others may
        find the rows it leaves.
        """
        careful = (attempts < CAREFUL) & (self.most != DENSE_ROWS)
        of = (self.units[units] + APART // 2) // APART
        chosen = ~careful[of]
        among = np.flatnonzero(careful[of])
        if len(among):
            tiles = self.units[units[among]]
            near = np.cumsum(np.diff(tiles, prepend=tiles[0]) > NEAR_TILES)
            by_size = np.lexsort((-self.sizes[units[among]], near))
            chosen[among[by_size[beginnings(near)]]] = True
        units, of = units[chosen], of[chosen]
        large = self.sizes[units] > self.most[of] // 2
        self.levels[units] = np.where(large, Level.CLUSTER, self.levels[units] + 1)
        raised = np.zeros(len(attempts), np.bool_)
        raised[of] = True
        return raised

    def _widths(self, members: Ints) -> npt.NDArray[np.float32]:
        """Measure labels, each once."""
        new = members[~self._measured[members]]
        if len(new):
            self.natural[new] = self.grain.measure(self.rows[new])
            self._measured[new] = True
        return self.natural[members]

    def _items(self, division: Division) -> Items:
        labelled, alone, heralds = division.labelled, division.alone, division.heralds
        there = np.flatnonzero(heralds >= 0)
        self._widths(np.concatenate([labelled, alone, heralds[there]]))
        return self.wishes.items(
            Wish(labelled, self._reserve(labelled)),
            alone,
            division.several,
            (there, heralds[there], np.minimum(self.natural[heralds[there]], LABEL_MAX)),
        )

    def _reserve(self, labelled: Ints) -> Floats:
        """Tell how much room labels are to have at the levels of their tiles."""
        levels = self.levels[self.unit_of_run[self._runs_of(labelled)]]
        reserve = reserved(self.natural[labelled], levels)
        if not self.grain.cards:
            return reserve
        return np.where(self.spans.ruled[labelled] & (reserve > 0), reserve + self.grain.second, reserve)

    def _lows(self, runs: Ints) -> Floats:
        """Tell the minutes at which the tiles of some runs begin."""
        of = self.of_run[runs]
        return np.asarray(self.base[of] + (self.runs.tile[runs] - of * APART) * self.grain.tile, np.float64)

    def _extents(self) -> tuple[Floats, Floats]:
        """Tell from where to where each run is drawn, where it is drawn as a cluster."""
        runs = np.arange(len(self.runs))
        low = self._lows(runs) / self.grain.per_pixel
        first, last = self.loose[self.runs.firsts(runs)], self.loose[self.runs.lasts(runs)]
        return cluster_extents(self.at[first], self.at[last], low, low + TILE, self.runs.size)

    def _settle(self, division: Division, placed: Placed, done: Flags) -> None:
        """Note the places of stretches that are ``done``."""
        drawn = np.concatenate([division.labelled, division.alone])
        labels, count = len(division.labelled), len(drawn)
        settled = done[division.of]
        own, runs = settled[:count], settled[count:]
        self.columns.row[drawn[own]] = placed.rows[:count][own]
        self.columns.cut[drawn[own]] = (placed.cut[:count] | (np.arange(count) >= labels))[own]
        self.columns.bare[division.alone[own[labels:]]] = True
        several = division.several[runs]
        self.run_row[several] = placed.rows[count:][runs]
        self.run_herald[several] = np.where(placed.herald[count:], division.heralds, -1)[runs]

    def _days(self, several: Ints) -> tuple[Floats, Floats]:
        """Tell from when to when the days, or minutes, last on which the marks of some runs stand."""
        if not len(several):
            return np.zeros(0), np.zeros(0)
        members, begin = self.loose[self.runs.order], self.runs.begin
        starts = np.minimum.reduceat(self.spans.start[members], begin)
        ends = np.maximum.reduceat(self.spans.home[members], begin)
        return starts[several].astype(np.float64), ends[several].astype(np.float64)

    def _told(self, frontiers: list[Frontier]) -> list[Packed]:
        """Divide what was found by stretches."""
        several = np.flatnonzero((self.levels[self.unit_of_run] == Level.CLUSTER) & (self.runs.size > 1))
        group_of_run = np.full(len(self.runs), -1, np.int64)
        group_of_run[several] = np.arange(len(several))
        group = group_of_run[self.runs.of]
        self.columns.group[self.loose] = group
        natural = np.where(self.columns.group < 0, self.natural, np.float32(0))
        self.columns.natural[:] = natural
        groups = self._groups(several)
        numbers = np.arange(len(frontiers) + 1)
        entries = np.searchsorted(self.of, numbers).tolist()
        runs = np.searchsorted(self.of_run[several], numbers).tolist()
        loose = np.searchsorted(self.of[self.loose], numbers).tolist()
        return [
            _part(
                self.columns,
                groups,
                slice(*entries[i : i + 2]),
                slice(*runs[i : i + 2]),
                slice(*loose[i : i + 2]),
                each,
            )
            for i, each in enumerate(frontiers)
        ]

    def _groups(self, several: Ints) -> Groups:
        """Make the clusters of some runs."""
        rows = self.rows[self.loose]
        code, colours = self.grain.tints.code[rows], self.grain.tints.count
        mixes = np.bincount(self.runs.of * colours + code, minlength=len(self.runs) * colours)
        first, last = self.loose[self.runs.firsts(several)], self.loose[self.runs.lasts(several)]
        low, heralds = self._lows(several), self.run_herald[several]
        there = heralds >= 0
        return Groups(
            rows[self.runs.order],
            self.runs.begin[several],
            self.runs.size[several],
            mixes.reshape(-1, colours)[several],
            self.spans.anchor[first],
            self.spans.offset[first],
            self.spans.anchor[last],
            self.spans.offset[last],
            low,
            low + self.grain.tile,
            *self._days(several),
            self.run_row[several].astype(np.int32),
            np.where(there, self.rows[heralds], -1).astype(np.int32),
            np.where(there, self.natural[heralds], 0.0).astype(np.float32),
        )


def _part(columns: Columns, groups: Groups, entries: slice, runs: slice, members: slice, frontier: Frontier) -> Packed:
    """Cut out one stretch, so that numbers count from its own beginnings."""
    own, mine = columns.take(entries), groups.take(runs)
    np.subtract(own.group, runs.start, out=own.group, where=own.group >= 0)
    np.subtract(mine.begin, members.start, out=mine.begin)
    return Packed(own, replace(mine, members=groups.members[members]), frontier)
