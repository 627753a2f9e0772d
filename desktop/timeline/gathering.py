"""What of the lanes drawn in rows is in view: looked up lane by lane, then put in columns as one lot."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from desktop.timeline.columns import Columns, Flags, Groups, joined, stacked
from desktop.timeline.detail_level import cluster_extents
from desktop.timeline.index import Index, Ints, Rows
from desktop.timeline.lane_rows import LaneRows, pack
from desktop.timeline.lanes import Layout
from desktop.timeline.packing import Floats
from desktop.timeline.scale import Scale

AROUND = 24.0
"""Pixels on either side of the plot from which marks and open rules may still reach into it."""


class Loose(Struct, frozen=True):
    """Entries drawn one by one: ``place`` is the row in the lane, ``entry`` the row of marks.

    ``natural``, ``cut`` and ``bare`` as in :class:`desktop.timeline.columns.Columns`; ``active`` ones are in the
    window, the others only reach into it with their labels.
    """

    lane: Rows
    entry: Rows
    place: Rows
    natural: npt.NDArray[np.float32]
    cut: Flags
    bare: Flags
    herald: Flags
    active: Flags


class GroupsInView(Struct, frozen=True):
    """Clusters that are in view, or have entries that are: their lanes, rows of marks and extents in pixels.

    ``low`` to ``high`` px are the days on which their marks stand. The other columns are as in
    :class:`desktop.timeline.columns.Groups`.
    """

    lane: Rows
    rows: tuple[Rows, ...]
    x0: Floats
    x1: Floats
    low: Floats
    high: Floats
    row: Rows
    mix: Ints


class Gathered(Struct, frozen=True):
    """What the lanes hold. Cards are three parallel columns: lane, row of marks and place in the day.

    ``carried`` gives for each lane the rows in view that nothing else stands for, their own drawing lying before the
    plot, ``coming`` those whose drawing lies beyond it.
    """

    loose: Loose
    card_lane: Rows
    card_entry: Rows
    card_slot: Rows
    groups: GroupsInView
    carried: dict[int, Rows]
    coming: dict[int, Rows]


class _Part(Struct, frozen=True):
    """One lane's part: entries looked at one by one, positions drawn as cards or marks, clusters that hold others."""

    packed: LaneRows
    first: int
    stop: int
    positions: Ints
    columns: Columns
    numbers: Ints
    groups: Groups


def gather(layout: Layout, lanes: list[int], scale: Scale, width: float) -> Gathered:
    """Look up what ``lanes`` show of the window, packing what has not been looked at before at this zoom."""
    index, low, high = layout.index, scale.minute(-AROUND), scale.minute(width + AROUND)
    packed = [layout.rows(lane, scale) for lane in lanes]
    pack(packed, low, high)
    first, stop = index.started_all(low).tolist(), index.started_all(high).tolist()
    parts = [_part(index, rows, low, first[rows.lane], stop[rows.lane]) for rows in packed]
    window = scale.minute(0.0), scale.minute(width)
    groups = stacked([part.groups for part in parts])
    x0, x1 = _extents(groups, scale)
    there = (x1 > 0) | (scale.x(groups.end) > 0)
    ends = np.cumsum([len(part.numbers) for part in parts])[:-1]
    gone = [part.numbers[~each] for part, each in zip(parts, np.split(there, ends), strict=True)] if parts else []
    carried = {part.packed.lane: _carried(index, part, left, window) for part, left in zip(parts, gone, strict=True)}
    loose, cards = _own(index, parts, groups, window)
    return Gathered(loose, *cards, _in_view(parts, groups, np.flatnonzero(there), x0, x1, scale), carried, {})


def depths_packed(layout: Layout, lanes: list[int], scale: Scale, width: float) -> list[tuple[int, int]]:
    """Pack what the window shows of some lanes, and tell about how many rows and how many cards deep each is."""
    index, low, high = layout.index, scale.minute(-AROUND), scale.minute(width + AROUND)
    packed = [layout.rows(lane, scale) for lane in lanes]
    pack(packed, low, high)
    first, stop = index.started_all(low).tolist(), index.started_all(high).tolist()
    return [rows.depth(first[rows.lane], stop[rows.lane]) for rows in packed]


def _part(index: Index, packed: LaneRows, low: float, first: int, stop: int) -> _Part:
    """Look at what began before ``low`` and goes on, and at the positions ``first`` to ``stop`` that began later."""
    earlier = index.earlier(packed.lane, low)
    own = packed.columns.group[first - packed.lo : stop - packed.lo]
    single = np.flatnonzero(own < 0) + first
    before, within = packed.at(earlier), packed.columns.take(single - packed.lo)
    columns = joined([before, within]) if len(earlier) else within
    met = np.zeros(len(packed.groups) + 1, np.bool_)
    met[own] = True
    met[before.group] = True
    numbers = np.flatnonzero(met[:-1])
    positions = np.concatenate([earlier, single])
    return _Part(packed, first, stop, positions, columns, numbers, packed.groups.take(numbers))


def _carried(index: Index, part: _Part, gone: Ints, window: tuple[float, float]) -> Rows:
    """List the rows in view that have no row in the lane, or whose cluster lies before the plot."""
    group, row = part.columns.group, part.columns.row
    left = part.positions[(group < 0) & (row < 0)]
    if len(gone):
        is_gone = np.zeros(len(part.packed.groups) + 1, np.bool_)
        is_gone[gone] = True
        own = part.packed.columns.group[part.first - part.packed.lo : part.stop - part.packed.lo]
        left = np.concatenate([left, part.positions[is_gone[group]], np.flatnonzero(is_gone[own]) + part.first])
    return index.rows[left[index.active(left, *window)]]


def _own(
    index: Index, parts: list[_Part], groups: Groups, window: tuple[float, float]
) -> tuple[Loose, tuple[Rows, Rows, Rows]]:
    """Put what is drawn one by one in columns: marks, with the heralds of clusters behind them, and cards."""
    columns = joined([Columns.blank(0), *(part.columns for part in parts)])
    positions = np.concatenate([np.zeros(0, np.int64), *(part.positions for part in parts)])
    lane = _lanes(parts, [len(part.positions) for part in parts])
    drawn = (columns.row >= 0) & (columns.group < 0)
    held = np.flatnonzero(drawn & columns.card)
    own = np.flatnonzero(drawn & ~columns.card)
    above = np.flatnonzero(groups.herald >= 0)
    no = np.zeros(len(above), np.bool_)
    loose = Loose(
        np.concatenate([lane[own], _lanes(parts, [len(part.numbers) for part in parts])[above]]),
        np.concatenate([index.rows[positions[own]], groups.herald[above]]),
        np.concatenate([columns.row[own], groups.row[above] - 1]),
        np.concatenate([columns.natural[own], groups.natural[above]]),
        np.concatenate([columns.cut[own], ~no]),
        np.concatenate([columns.bare[own], no]),
        np.arange(len(own) + len(above)) >= len(own),
        np.concatenate([index.active(positions[own], *window), no]),
    )
    return loose, (lane[held], index.rows[positions[held]], columns.row[held])


def _lanes(parts: list[_Part], counts: list[int]) -> Rows:
    """Tell the lane of so many items of each part."""
    return np.repeat(np.array([part.packed.lane for part in parts], np.int32), counts)


def _extents(groups: Groups, scale: Scale) -> tuple[Floats, Floats]:
    """Tell from where to where clusters are drawn at this scale."""
    first, last = scale.x(groups.first) + groups.first_offset, scale.x(groups.last) + groups.last_offset
    return cluster_extents(first, last, scale.x(groups.low), scale.x(groups.high), groups.size)


def _in_view(
    parts: list[_Part], groups: Groups, there: npt.NDArray[np.int64], x0: Floats, x1: Floats, scale: Scale
) -> GroupsInView:
    """Put the clusters together that do not lie before the plot."""
    rows = [each for part in parts for each in part.groups.rows()]
    lane = _lanes(parts, [len(part.numbers) for part in parts])
    return GroupsInView(
        lane[there],
        tuple(rows[at] for at in there.tolist()),
        x0[there],
        x1[there],
        scale.x(groups.start[there]),
        scale.x(groups.end[there]),
        groups.row[there],
        groups.mix[there],
    )
