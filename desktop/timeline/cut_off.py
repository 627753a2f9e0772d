"""Count at the edges of the plot what is in view while its own drawing is not, its neighbours leaving it no room."""

import numpy as np
from msgspec.structs import replace

from db.marks import Marks
from desktop.timeline.columns import Flags
from desktop.timeline.detail_level import DIGIT
from desktop.timeline.display import LABEL_GAP, SLIDE
from desktop.timeline.entries import Across
from desktop.timeline.gathering import Gathered
from desktop.timeline.index import Ints, Rows, known_bounds
from desktop.timeline.scale import Scale

LEAST = 16.0
"""Width of a cluster at an edge, at least."""


def with_cut_off(marks: Marks, gathered: Gathered, placed: Across, scale: Scale, width: float) -> Gathered:
    """Add to what is carried over the left edge, and to what comes over the right one, all that is not seen itself."""
    groups = gathered.groups
    behind, beyond = unseen(gathered, placed, width)
    hidden = (groups.x1 <= 0) | (groups.x0 >= width)
    if not (behind.any() or beyond.any() or hidden.any()):
        return gathered
    carried, coming = dict(gathered.carried), dict(gathered.coming)
    for found, cut in ((carried, behind), (coming, beyond)):
        for lane in sorted(set(gathered.loose.lane[cut].tolist())):
            _add(found, lane, gathered.loose.entry[cut & (gathered.loose.lane == lane)])
    for at in np.flatnonzero(hidden).tolist():
        start, end = known_bounds(marks, groups.rows[at])
        active = (start < scale.minute(width)) & (end > scale.minute(0.0))
        _add(carried if groups.x1[at] <= 0 else coming, int(groups.lane[at]), groups.rows[at][active])
    return replace(gathered, carried=carried, coming=coming)


def _add(found: dict[int, Rows], lane: int, rows: Rows) -> None:
    if len(rows):
        found[lane] = np.concatenate([found[lane], rows]) if lane in found else rows


def unseen(gathered: Gathered, placed: Across, width: float) -> tuple[Flags, Flags]:
    """Tell which entries in view have nothing drawn in it, having no rule: their marks stand before it, or beyond."""
    bare = gathered.loose.active & ~placed.ruled
    return bare & (placed.x + placed.size / 2 <= 0), bare & (placed.x - placed.size / 2 >= width)


def carried_extent(count: int, width: float) -> tuple[float, float]:
    """Tell from where to where the cluster at the left edge is drawn, SLIDE from the edge."""
    left = min(SLIDE, width / 2)
    return left, left + max(LEAST, DIGIT * len(f"{count:,}"))


def coming_extent(count: int, width: float) -> tuple[float, float]:
    """Tell the same at the right edge."""
    left, right = carried_extent(count, width)
    return width - right, width - left


def edge_rows(gathered: Gathered, placed: Across, width: float, rows: Ints) -> tuple[dict[int, int], dict[int, int]]:
    """Find a row, in each lane, for what is carried and for what is coming; ``rows`` grows where there was none."""
    carried: dict[int, int] = {}
    coming: dict[int, int] = {}
    for lane, left_over in gathered.carried.items():
        if len(left_over):
            _, end = carried_extent(len(left_over), width)
            carried[lane] = _free(lane, rows, gathered, placed, (0.0, end + LABEL_GAP), -1)
    for lane, left_over in gathered.coming.items():
        begin, _ = coming_extent(len(left_over), width)
        coming[lane] = _free(lane, rows, gathered, placed, (begin - LABEL_GAP, width), carried.get(lane, -1))
    return carried, coming


def _free(lane: int, rows: Ints, gathered: Gathered, placed: Across, room: tuple[float, float], other: int) -> int:
    """Find the first row of a lane in which ``room`` is free, and which is not the ``other`` edge's."""
    mine = (gathered.loose.lane == lane) & (placed.left < room[1]) & (placed.right > room[0])
    groups = gathered.groups
    taken = {other, *gathered.loose.place[mine].tolist()}
    taken |= set(groups.row[(groups.lane == lane) & (groups.x0 < room[1]) & (groups.x1 > room[0])].tolist())
    row = next(row for row in range(int(rows[lane]) + 2) if row not in taken)
    rows[lane] = max(rows[lane], row + 1)
    return row
