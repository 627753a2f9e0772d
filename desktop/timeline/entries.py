"""Entries drawn one by one: where their marks, rules and labels lie from left to right, before lanes have a top."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.marks import Marks
from desktop.timeline.columns import Flags
from desktop.timeline.detail_level import SMALL_DAY
from desktop.timeline.display import (
    LABEL_GAP,
    LABEL_MAX,
    LABEL_MIN,
    MARK,
    MARK_SMALL,
    MARK_TO_LABEL,
    SECOND_GAP,
    SLIDE,
)
from desktop.timeline.gathering import GroupsInView, Loose
from desktop.timeline.geometry import RULE_LEAST, spans
from desktop.timeline.packing import Floats
from desktop.timeline.scale import Scale

HALF = MARK / 2
FREE = 1e9
"""Pixels to the next mark of a row where there is none."""


@dataclass(frozen=True, slots=True)
class Across:
    """Columns parallel to those of :class:`desktop.timeline.gathering.Loose`, in pixels.

    ``start`` and ``end`` are those of the rule, where ``ruled``. Labels begin at ``label`` and are ``given``
    px wide, 0 for none; ``second`` is the width left behind them. ``left`` to ``right`` is all that is drawn.
    """

    x: Floats
    size: npt.NDArray[np.float32]
    start: Floats
    end: Floats
    ruled: Flags
    label: Floats
    given: Floats
    elided: Flags
    flipped: Flags
    sliding: Flags
    second: Floats
    left: Floats
    right: Floats


def across(marks: Marks, loose: Loose, groups: GroupsInView, scale: Scale, width: float, *, cards: bool) -> Across:
    """Place the marks, then give each label the room up to whatever comes next in its row."""
    span = spans(marks, loose.entry, cards=cards)
    start, end = scale.x(span.start) - span.before, scale.x(span.end) + span.beyond
    ruled = span.ruled & ~loose.cut & (end - start >= RULE_LEAST)
    at_home = scale.x(span.anchor) + span.offset
    x, sliding = _slid(at_home, end, ruled)
    left = np.where(ruled, np.minimum(start, x - HALF), x - HALF)
    wanted = np.minimum(loose.natural, LABEL_MAX).astype(np.float64)
    wanted[loose.bare & (scale.day_width < SMALL_DAY)] = 0.0
    following, order, same = _following(loose, groups, left)
    label = x + HALF + MARK_TO_LABEL
    given = np.minimum(wanted, following - LABEL_GAP - label)
    taken = np.where(ruled, np.maximum(end, x + HALF), x + HALF)
    taken = np.where(given >= _least(wanted), np.maximum(taken, label + given), taken)
    flipped = _flipped(loose, x, wanted, width, _before(taken, groups, order, same)) & (label + given > width)
    label = np.where(flipped, x - HALF - MARK_TO_LABEL - wanted, label)
    given = np.where(flipped, wanted, np.minimum(given, np.where(x > width, FREE, width - label)))
    shown = (given >= _least(wanted)) & (wanted > 0) & (x + HALF > 0)
    given = np.where(shown, given, 0.0)
    small = ~shown & (scale.day_width < SMALL_DAY)
    left = np.where(flipped & shown, np.minimum(left, label), left)
    # Once more, as labels may have flipped into the room before their marks.
    second = np.minimum(_next(groups, left, order, same) - LABEL_GAP, width) - (label + given + SECOND_GAP)
    return Across(
        x,
        np.where(small, MARK_SMALL, MARK).astype(np.float32),
        start,
        end,
        ruled,
        label,
        given,
        shown & (given < loose.natural - 0.01),
        flipped & shown,
        sliding,
        np.where(ruled & shown & ~flipped & (second >= LABEL_MIN) & cards, second, 0.0),
        left,
        np.where(shown & ~flipped, np.maximum(taken, label + given), taken),
    )


def _least(wanted: Floats) -> Floats:
    return np.minimum(wanted, LABEL_MIN)


def _slid(x: Floats, end: Floats, ruled: Flags) -> tuple[Floats, Flags]:
    """Keep the mark of a span that is in view at the plot's left edge, once it would stand before it.

    A mark never leaves its span's end.
    """
    edge = SLIDE + HALF
    slid = np.where(ruled & (x < edge), np.maximum(x, np.minimum(edge, end - HALF)), x)
    return slid, slid != x


def _following(loose: Loose, groups: GroupsInView, left: Floats) -> tuple[Floats, npt.NDArray[np.int64], Flags]:
    """Tell for each entry where the next mark, rule or cluster of its row begins, FREE where there is none.

    Also returns the order of all items, clusters behind the entries, by row and from left to right, and for
    each place in that order but the last whether the next item stands in the same row.
    """
    lane, place = np.concatenate([loose.lane, groups.lane]), np.concatenate([loose.place, groups.row])
    row = (lane.astype(np.int64) << 32) + place
    order = np.lexsort((np.concatenate([left, groups.x0]), row))
    same = row[order[1:]] == row[order[:-1]]
    return _next(groups, left, order, same), order, same


def _next(groups: GroupsInView, left: Floats, order: npt.NDArray[np.int64], same: Flags) -> Floats:
    """Tell for each entry where what stands behind it in its row begins, FREE where nothing does."""
    begin = np.concatenate([left, groups.x0])
    following = np.full(len(begin), FREE)
    following[order[:-1][same]] = begin[order[1:][same]]
    return following[: len(left)]


def _before(taken: Floats, groups: GroupsInView, order: npt.NDArray[np.int64], same: Flags) -> Floats:
    """Tell for each entry how far what stands before it in its row reaches."""
    reach = np.concatenate([taken, groups.x1])
    before = np.full(len(reach), -FREE)
    before[order[1:][same]] = reach[order[:-1][same]]
    return before[: len(taken)]


def _flipped(loose: Loose, x: Floats, wanted: Floats, width: float, before: Floats) -> Flags:
    """Tell whose label has its whole room to the left of a mark that is in view."""
    begin = x - HALF - MARK_TO_LABEL - wanted
    return (wanted > 0) & ~loose.herald & (x + HALF <= width) & (begin >= np.maximum(before + LABEL_GAP, 0.0))
