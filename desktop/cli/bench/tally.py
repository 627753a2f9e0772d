"""Count the entries that a drawing stands for, and those that it has to stand for.

What has to be drawn is found in the columns of the marks themselves, without the index and whatever else the
drawing is made from. A bar whose number is wrong stands for nothing; what is drawn twice in a lane counts twice.
"""

import numpy as np
import numpy.typing as npt

from db.marks import Grouping, Marks
from desktop.timeline.display import BarItems, DisplayList
from desktop.timeline.index import Ints, Rows, known_bounds


def active_rows(marks: Marks, rows: Rows, low: float, high: float) -> Rows:
    """Return those of ``rows`` (dated) that are active in the half-open span ``low`` to ``high``, in minutes."""
    start, end = known_bounds(marks, rows)
    return rows[(start < high) & (end > low)]


def standing(display: DisplayList, marks: Marks, grouping: Grouping, shown: Rows, low: float, high: float) -> int:
    """Count the entries active in ``low`` to ``high`` that something in sight stands for.

    ``display`` is of all lanes; an entry of several lanes has to be drawn in each of them.
    """
    rows = active_rows(marks, shown, low, high)
    pairs = _pairs(grouping, rows)
    drawn = np.concatenate([_one_by_one(display), _counted(display, marks, grouping, shown)])
    drawn = drawn[np.isin(drawn, pairs)]
    distinct = np.unique(drawn)
    left_out = np.unique(np.setdiff1d(pairs, distinct) & 0xFFFFFFFF)
    return len(rows) - len(left_out) + len(drawn) - len(distinct)


def _pairs(grouping: Grouping, rows: Rows) -> Ints:
    """Return every lane of every row, as lane << 32 | row."""
    offsets, members = grouping.lanes.offsets, grouping.lanes.members
    numbers = (offsets[rows + 1] - offsets[rows]).astype(np.int64)
    first = np.repeat(offsets[rows] - (np.cumsum(numbers) - numbers), numbers)
    lanes = members[first + np.arange(len(first))].astype(np.int64)
    return np.asarray((lanes << 32) | np.repeat(rows, numbers), np.int64)


def _one_by_one(display: DisplayList) -> Ints:
    """Return the pairs of the marks, cards and clusters that can be seen."""
    marks, width = display.marks, display.width
    seen = (marks.x + marks.size / 2 > 0) & (marks.x - marks.size / 2 < width)
    ruled = _keys(display.rules.lane, display.rules.row)[(display.rules.x1 > 0) & (display.rules.x0 < width)]
    keys = _keys(marks.lane, marks.row)
    # A herald is one of those that the cluster below it counts.
    found = [keys[~marks.herald & (seen | np.isin(keys, ruled))]]
    cards = [(card.lane, card.row) for card in display.cards if card.x + card.width > 0 and card.x < width]
    found += [np.array([(lane << 32) | row for lane, row in cards], np.int64)]
    found += [
        (np.int64(cluster.lane) << 32) | cluster.rows.astype(np.int64)
        for cluster in display.clusters
        if cluster.x1 > 0 and cluster.x0 < width
    ]
    return np.concatenate(found)


def _keys(lanes: Rows, rows: Rows) -> Ints:
    return np.asarray((lanes.astype(np.int64) << 32) | rows, np.int64)


def _counted(display: DisplayList, marks: Marks, grouping: Grouping, shown: Rows) -> Ints:
    """Return the pairs of all that the bars in sight count, where they count right."""
    bars, found = display.bars, [np.zeros(0, np.int64)]
    if not len(bars):
        return found[0]
    pairs = _pairs(grouping, shown)
    for lane in np.unique(bars.lane).tolist():
        rows = (pairs[pairs >> 32 == lane] & 0xFFFFFFFF).astype(np.int32)
        start, end = known_bounds(marks, rows)
        mine = np.flatnonzero((bars.lane == lane) & (bars.x + bars.width > 0) & (bars.x < display.width))
        right = mine[_count_right(bars, mine, start, end)]
        if len(right):
            order = right[np.argsort(bars.start[right])]
            first = np.minimum(np.searchsorted(bars.end[order], start, side="right"), len(order) - 1)
            counted = (bars.end[order][first] > start) & (bars.start[order][first] < end)
            found.append((np.int64(lane) << 32) | rows[counted].astype(np.int64))
    return np.concatenate(found)


def _count_right(bars: BarItems, chosen: Ints, start: Ints, end: Ints) -> npt.NDArray[np.bool_]:
    """Tell which bars say how many entries are active in them, those that go through them included."""
    begun = np.searchsorted(np.sort(start), bars.end[chosen])
    over = np.searchsorted(np.sort(end), bars.start[chosen], side="right")
    return np.asarray(bars.count[chosen].sum(axis=1) == begun - over, np.bool_)
