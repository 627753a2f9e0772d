"""The room that entries ask for in the rows of their lane: with a label, bare, or as a cluster.

What does not depend on levels is worked out once for a stretch, as its entries are packed several times.
"""

import numpy as np
from msgspec import Struct

from desktop.timeline.columns import Flags
from desktop.timeline.detail_level import CLUSTER_GAP, FIGURE, SMALL_DAY
from desktop.timeline.display import LABEL_GAP, MARK, MARK_SMALL, MARK_TO_LABEL
from desktop.timeline.geometry import RULE_LEAST, Spans
from desktop.timeline.grain import Grain
from desktop.timeline.index import Ints
from desktop.timeline.packing import Floats, Items


class Wish(Struct, frozen=True):
    """Entries that are to have a label, and ``reserve`` px for each."""

    entries: Ints
    reserve: Floats


class Wishes(Struct, frozen=True):
    """Columns of all entries of some stretches in pixels of the zoom step, and of their runs.

    ``at`` is where marks stand, ``left`` where a mark or its rule begins, ``ruled_to`` where a rule ends with its
    gap, minus infinity without one. ``bare_half`` is what a bare mark takes to either side, ``bare_right`` where it
    ends with its gap. ``cluster_left`` and ``cluster_right`` are those of the runs.
    """

    at: Floats
    left: Floats
    ruled_to: Floats
    bare_half: float
    bare_right: Floats
    cluster_left: Floats
    cluster_right: Floats

    @classmethod
    def of(cls, spans: Spans, at: Floats, figured: Flags, extents: tuple[Floats, Floats], grain: Grain) -> "Wishes":
        """Work them out; ``figured`` entries bear a figure unless marks are small."""
        start, end = spans.start / grain.per_pixel - spans.before, spans.end / grain.per_pixel + spans.beyond
        ruled = spans.ruled & (end - start >= RULE_LEAST)
        small = grain.day_width < SMALL_DAY
        half, figure = (MARK_SMALL / 2, 0.0) if small else (MARK / 2, FIGURE)
        return cls(
            at,
            np.where(ruled, np.minimum(at - MARK / 2, start), at - MARK / 2),
            np.where(ruled, end + LABEL_GAP, -np.inf),
            half,
            at + (half + CLUSTER_GAP) + figure * figured,
            extents[0],
            extents[1] + CLUSTER_GAP,
        )

    def items(self, labelled: Wish, alone: Ints, runs: Ints, heralds: tuple[Ints, Ints, Floats]) -> Items:
        """Ask rows for entries with labels, for bare ones, and for runs as clusters, in this order.

        Bare ones and clusters stand below the heralds' row. ``heralds`` are places among ``runs``, the entries that
        ask for a label above them, and how wide that is.
        """
        first, second = len(labelled.entries), len(labelled.entries) + len(alone)
        left, right, short_left, short_right, above_left, above_right = np.empty((6, second + len(runs)))
        mark = self.at[labelled.entries]
        short_left[:first] = mark - MARK / 2
        room = np.where(
            labelled.reserve > 0, labelled.reserve + (MARK / 2 + MARK_TO_LABEL + LABEL_GAP), MARK / 2 + LABEL_GAP
        )
        np.add(mark, room, out=short_right[:first])
        left[:first] = self.left[labelled.entries]
        np.maximum(short_right[:first], self.ruled_to[labelled.entries], out=right[:first])
        left[first:second], right[first:second] = self.at[alone] - self.bare_half, self.bare_right[alone]
        left[second:], right[second:] = self.cluster_left[runs], self.cluster_right[runs]
        short_left[first:], short_right[first:] = left[first:], right[first:]
        least = np.ones(second + len(runs), np.int64)
        least[:first] = 0
        above_left[:] = above_right[:] = np.nan
        there, entries, widths = heralds
        above_left[second + there] = self.at[entries] - MARK / 2
        above_right[second + there] = self.at[entries] + (MARK / 2 + MARK_TO_LABEL + LABEL_GAP) + widths
        return Items(left, right, short_left, short_right, least, above_left, above_right)
