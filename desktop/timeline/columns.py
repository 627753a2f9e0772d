"""What packing found out of a lane, in columns: how each of its entries is drawn, and its clusters."""

from typing import Self

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from desktop.timeline.index import Ints, Rows
from desktop.timeline.packing import Floats

Flags = npt.NDArray[np.bool_]


class Columns(Struct, frozen=True):
    """Entries of a lane. ``row`` is that in the lane, for cards their place in the day, -1 for none.

    ``group`` is the number of the entry's cluster among the lane's, -1 for none. ``cut`` marks are drawn without
    their rule, ``bare`` ones small where a day is narrow. ``natural`` is the width of the label, 0 in clusters.
    """

    row: npt.NDArray[np.int32]
    card: Flags
    cut: Flags
    bare: Flags
    natural: npt.NDArray[np.float32]
    group: npt.NDArray[np.int32]

    @classmethod
    def blank(cls, count: int) -> Self:
        """Make columns of entries that have no row."""
        return cls(
            np.full(count, -1, np.int32),
            np.zeros(count, np.bool_),
            np.zeros(count, np.bool_),
            np.zeros(count, np.bool_),
            np.zeros(count, np.float32),
            np.full(count, -1, np.int32),
        )

    def __len__(self) -> int:
        return len(self.row)

    def take(self, at: Ints | slice) -> "Columns":
        """Choose some entries."""
        return Columns(self.row[at], self.card[at], self.cut[at], self.bare[at], self.natural[at], self.group[at])

    def put(self, at: Ints, columns: "Columns") -> None:
        """Overwrite some entries, in place."""
        for name in Columns.__struct_fields__:
            getattr(self, name)[at] = getattr(columns, name)


class Groups(Struct, frozen=True):
    """Clusters as they were packed; cluster i stands for ``members[begin[i]:begin[i] + size[i]]``, rows of marks.

    ``mix`` is int64[G, 5], its rows by act. ``first`` and ``last`` are the minutes of its outer marks, with the
    pixels to add to either; ``low`` and ``high`` bound its tile in minutes, ``start`` and ``end`` the days on which its
    marks stand. ``herald`` is the row of the entry
    whose label stands above it, or -1; ``natural`` is that label's width.
    """

    members: Rows
    begin: Ints
    size: Ints
    mix: Ints
    first: Floats
    first_offset: Floats
    last: Floats
    last_offset: Floats
    low: Floats
    high: Floats
    start: Floats
    end: Floats
    row: npt.NDArray[np.int32]
    herald: Rows
    natural: npt.NDArray[np.float32]

    @classmethod
    def none(cls) -> Self:
        """Make columns of no cluster."""
        whole, real, row = np.zeros(0, np.int64), np.zeros(0, np.float64), np.zeros(0, np.int32)
        mix = np.zeros((0, 5), np.int64)
        return cls(
            row, whole, whole, mix, real, real, real, real, real, real, real, real, row, row, real.astype(np.float32)
        )

    def __len__(self) -> int:
        return len(self.begin)

    def take(self, at: Ints | slice) -> "Groups":
        """Choose some clusters; they go on to share ``members``."""
        chosen = (getattr(self, name)[at] for name in Groups.__struct_fields__[1:])
        return Groups(self.members, *chosen)

    def rows(self) -> list[Rows]:
        """List the rows of marks that each cluster stands for."""
        ends = self.begin + self.size
        return [self.members[begin:end] for begin, end in zip(self.begin.tolist(), ends.tolist(), strict=True)]


def joined(parts: list[Columns]) -> Columns:
    """Put entries behind each other."""
    return Columns(*(np.concatenate([getattr(part, name) for part in parts]) for name in Columns.__struct_fields__))


def stacked(parts: list[Groups]) -> Groups:
    """Put the columns of clusters behind each other, without their members."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return Groups.none()
    columns = (np.concatenate([getattr(part, name) for part in parts]) for name in Groups.__struct_fields__[1:])
    return Groups(np.zeros(0, np.int32), *columns)


def joined_groups(one: Groups, other: Groups) -> Groups:
    """Put clusters behind others, with their members."""
    both = stacked([one, replace(other, begin=other.begin + len(one.members))])
    return replace(both, members=np.concatenate([one.members, other.members]))
