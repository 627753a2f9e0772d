"""What of the lanes drawn in rows is in view: looked up lane by lane, then put in columns as one lot."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.timeline.chunk import Group
from desktop.timeline.detail_level import cluster_extents
from desktop.timeline.index import Index, Rows
from desktop.timeline.lane_rows import LaneRows, Seen
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale

Flags = npt.NDArray[np.bool_]

AROUND = 24.0
"""Pixels on either side of the plot from which marks and open rules may still reach into it."""


@dataclass(frozen=True, slots=True)
class Loose:
    """Entries drawn one by one: ``place`` is the row in the lane, ``entry`` the row of marks.

    ``natural``, ``cut`` and ``bare`` as in :class:`desktop.timeline.chunk.Chunk`; ``active`` ones are in the
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

    def __len__(self) -> int:
        return len(self.lane)


@dataclass(frozen=True, slots=True)
class GroupInView:
    """A cluster that is in view, or has entries that are: its lane and its extent in pixels."""

    lane: int
    group: Group
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the lanes hold. Cards are three parallel columns: lane, row of marks and place in the day.

    ``carried`` gives for each lane the rows of spans in view that nothing else stands for.
    """

    loose: Loose
    card_lane: Rows
    card_entry: Rows
    card_slot: Rows
    groups: tuple[GroupInView, ...]
    carried: dict[int, Rows]


@dataclass(slots=True)
class _Lane:
    """One lane's part."""

    loose: Loose
    cards: tuple[Rows, Rows, Rows]
    groups: list[GroupInView]
    carried: Rows


def gather(layout: Layout, lanes: list[int], scale: Scale, width: float) -> Gathered:
    """Look up what ``lanes`` show of the window, packing what has not been looked at before at this zoom."""
    parts = [_of_lane(layout.index, layout.rows(lane, scale), scale, width) for lane in lanes]
    return Gathered(
        _joined([part.loose for part in parts]),
        np.concatenate([_none(), *(part.cards[0] for part in parts)]),
        np.concatenate([_none(), *(part.cards[1] for part in parts)]),
        np.concatenate([_none(), *(part.cards[2] for part in parts)]),
        tuple(group for part in parts for group in part.groups),
        {lane: part.carried for lane, part in zip(lanes, parts, strict=True)},
    )


def group_extents(groups: list[Group], scale: Scale) -> list[tuple[float, float]]:
    """Tell from where to where clusters are drawn at this scale."""
    columns = [(g.first, g.first_offset, g.last, g.last_offset, g.low, g.high, len(g.rows)) for g in groups]
    first, first_offset, last, last_offset, low, high, count = np.array(columns).reshape(-1, 7).T
    left, right = cluster_extents(
        scale.x(first) + first_offset, scale.x(last) + last_offset, scale.x(low), scale.x(high), count.astype(np.int64)
    )
    return list(zip(left.tolist(), right.tolist(), strict=True))


def _of_lane(index: Index, packed: LaneRows, scale: Scale, width: float) -> _Lane:
    low, high = scale.minute(-AROUND), scale.minute(width + AROUND)
    seen = packed.seen(index.within(packed.lane, low, high), low, high)
    entry = index.rows[seen.positions]
    active = index.active(seen.positions, scale.minute(0.0), scale.minute(width))
    left = active & (seen.chunk < 0)
    groups: list[GroupInView] = []
    names, found = _groups(packed, seen)
    for name, group, (x0, x1) in zip(names, found, group_extents(found, scale), strict=True):
        if x1 < 0:
            left |= active & _is_in(seen, name)
        else:
            groups.append(GroupInView(packed.lane, group, x0, x1))
    heralds = [group for group in found if group.herald >= 0]
    own = (seen.chunk >= 0) & (seen.group < 0)
    held = own & seen.card
    cards = (np.full(int(held.sum()), packed.lane, np.int32), entry[held], seen.row[held])
    return _Lane(_loose(packed.lane, entry, seen, own & ~seen.card, active, heralds), cards, groups, entry[left])


def _groups(packed: LaneRows, seen: Seen) -> tuple[list[int], list[Group]]:
    """List the clusters that hold any of what is seen, each with a name made of its chunk and number."""
    grouped = np.flatnonzero(seen.group >= 0)
    names = np.unique((seen.chunk[grouped].astype(np.int64) << 32) | seen.group[grouped]).tolist()
    return names, [packed.chunks[name >> 32].groups[name & 0xFFFFFFFF] for name in names]


def _is_in(seen: Seen, name: int) -> Flags:
    return np.asarray((seen.chunk == name >> 32) & (seen.group == name & 0xFFFFFFFF), np.bool_)


def _loose(lane: int, entry: Rows, seen: Seen, own: Flags, active: Flags, heralds: list[Group]) -> Loose:
    count, more = int(own.sum()), len(heralds)
    no = np.zeros(more, np.bool_)
    return Loose(
        np.full(count + more, lane, np.int32),
        np.concatenate([entry[own], np.array([group.herald for group in heralds], np.int32)]),
        np.concatenate([seen.row[own], np.array([group.row - 1 for group in heralds], np.int32)]),
        np.concatenate([seen.natural[own], np.array([group.natural for group in heralds], np.float32)]),
        np.concatenate([seen.cut[own], ~no]),
        np.concatenate([seen.bare[own], no]),
        np.arange(count + more) >= count,
        np.concatenate([active[own], no]),
    )


def _joined(parts: list[Loose]) -> Loose:
    parts = [_loose(0, _none(), _nothing_seen(), np.zeros(0, np.bool_), np.zeros(0, np.bool_), []), *parts]
    return Loose(*(np.concatenate([getattr(part, name) for part in parts]) for name in Loose.__slots__))


def _none() -> Rows:
    return np.zeros(0, np.int32)


def _nothing_seen() -> Seen:
    no = np.zeros(0, np.bool_)
    return Seen(np.zeros(0, np.int64), _none(), _none(), no, no, no, np.zeros(0, np.float32), _none())
