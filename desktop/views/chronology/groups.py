"""Where groups and their entries stand in the table: arithmetic on whole columns, for a million rows."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Rows = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]


class Groups(Struct, frozen=True):
    """G groups over K entries in their order; a *place* is a line of the table, headings included.

    ``starts``, int64[G + 1], tells where each group's entries begin among the K; ``ids``, int32[G], which group it is;
    ``heads``, int64[G + 1], the places of the headings, and how many places there are in all.
    """

    starts: Places
    ids: Rows
    heads: Places

    @classmethod
    def of(cls, groups: Rows, closed: npt.NDArray[np.bool_]) -> "Groups":
        """Lay out entries whose groups are these, ascending; ``closed`` tells of each id if only its heading shows."""
        begins = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if len(groups) else np.empty(0, np.int64)
        starts = np.r_[begins, len(groups)].astype(np.int64)
        ids = groups[begins]
        lines = 1 + np.where(closed[ids], 0, np.diff(starts))
        return cls(starts, ids, np.r_[0, np.cumsum(lines)].astype(np.int64))

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def total(self) -> int:
        """How many places there are."""
        return int(self.heads[-1])

    def group_at(self, place: int) -> int:
        """Return the number of the group in which a place lies."""
        return int(np.searchsorted(self.heads, place, "right")) - 1

    def is_heading(self, place: int) -> bool:
        """Tell whether a group's heading stands at a place."""
        return 0 <= place < self.total and int(self.heads[self.group_at(place)]) == place

    def entries_at(self, places: Places) -> Places:
        """Return which of the K entries stand at these places, without headings."""
        group = np.searchsorted(self.heads, places, "right") - 1
        entry: Places = self.starts[group] + places - self.heads[group] - 1
        inside: Places = entry[places != self.heads[group]]
        return inside

    def places_of(self, entries: Places) -> Places:
        """Return where these of the K entries stand, -1 for those in closed groups."""
        group = np.searchsorted(self.starts, entries, "right") - 1
        place: Places = self.heads[group] + 1 + entries - self.starts[group]
        seen: Places = np.where(place < self.heads[group + 1], place, -1)
        return seen

    def size(self, group: int) -> int:
        """Return how many entries a group has."""
        return int(self.starts[group + 1] - self.starts[group])
