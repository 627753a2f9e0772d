"""Entries drawn one by one: where their marks, rules and labels lie from left to right, before lanes have a top."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from db.marks import Marks
from desktop.timeline.columns import Flags
from desktop.timeline.detail_level import SMALL_DAY, count_widths
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
from desktop.timeline.edges import PINNED, Items, Order, shifts
from desktop.timeline.gathering import GroupsInView, Loose
from desktop.timeline.geometry import RULE_LEAST, Spans, spans
from desktop.timeline.packing import Floats
from desktop.timeline.scale import Scale

HALF = MARK / 2
FREE = 1e9
"""Pixels to the next mark of a row where there is none."""


class Across(Struct, frozen=True):
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


def across(
    marks: Marks, loose: Loose, groups: GroupsInView, scale: Scale, width: float, *, cards: bool
) -> tuple[Across, GroupsInView]:
    """Place marks and clusters, then give each label the room up to whatever comes next in its row."""
    span = spans(marks, loose.entry, cards=cards)
    start, end = scale.x(span.start) - span.before, scale.x(span.end) + span.beyond
    ruled = span.ruled & ~loose.cut & (end - start >= RULE_LEAST)
    at_home = scale.x(span.anchor) + span.offset
    left = np.where(ruled, np.minimum(start, at_home - HALF), at_home - HALF)
    wanted = np.minimum(loose.natural, LABEL_MAX).astype(np.float64)
    wanted[loose.bare & (scale.day_width < SMALL_DAY)] = 0.0
    order = Order.of(
        np.concatenate([loose.lane, groups.lane]),
        np.concatenate([loose.place, groups.row]),
        np.concatenate([left, groups.x0]),
    )
    shift = _shifts(span, at_home, ruled, start, end, groups, order, scale, width)
    x, groups = at_home + shift[: len(at_home)], _moved(groups, shift[len(at_home) :])
    left = np.where(ruled, np.minimum(start, x - HALF), x - HALF)
    following = _next(groups, left, order)
    label = x + HALF + MARK_TO_LABEL
    given = np.minimum(wanted, following - LABEL_GAP - label)
    taken = np.where(ruled, np.maximum(end, x + HALF), x + HALF)
    taken = np.where(given >= _least(wanted), np.maximum(taken, label + given), taken)
    before = order.before(np.concatenate([taken, groups.x1]), FREE)[: len(taken)]
    flipped = _flipped(loose, x, wanted, width, before) & (label + given > width)
    label = np.where(flipped, x - HALF - MARK_TO_LABEL - wanted, label)
    given = np.where(flipped, wanted, np.minimum(given, np.where(x > width, FREE, width - label)))
    shown = (given >= _least(wanted)) & (wanted > 0) & (x + HALF > 0)
    given = np.where(shown, given, 0.0)
    small = ~shown & (scale.day_width < SMALL_DAY)
    left = np.where(flipped & shown, np.minimum(left, label), left)
    told = ruled & shown & ~flipped
    second = _seconds(groups, left, order, told, label + given, width) if cards else np.zeros(len(x))
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
        ruled & (x > at_home),
        second,
        left,
        np.where(shown & ~flipped, np.maximum(taken, label + given), taken),
    ), groups


def _shifts(
    span: Spans,
    at_home: Floats,
    ruled: Flags,
    start: Floats,
    end: Floats,
    groups: GroupsInView,
    order: Order,
    scale: Scale,
    width: float,
) -> Floats:
    """Tell how far marks, and clusters behind them, slide to stay in view: within their day, or along their rule."""
    half = (MARK_SMALL if scale.day_width < SMALL_DAY else MARK) / 2
    left, right = at_home - half, at_home + half
    sizes = np.array([len(rows) for rows in groups.rows], np.int64)
    pinned = np.minimum(groups.x1 - groups.x0, np.maximum(count_widths(sizes), PINNED))
    items = Items(
        np.concatenate([left, groups.x0]),
        np.concatenate([right, groups.x1]),
        np.concatenate([scale.x(span.start), groups.low]),
        np.concatenate([scale.x(np.where(ruled, span.end, span.home)), groups.high]),
        np.concatenate([np.where(ruled, np.minimum(start, left), left), groups.x0]),
        np.concatenate([np.where(ruled, np.maximum(end, right), right), groups.x1]),
        np.concatenate([np.where(ruled, SLIDE + MARK, 2 * half), pinned]),
        np.concatenate([np.full(len(left), 2 * half), pinned]),
    )
    return shifts(items, order, width)


def _seconds(groups: GroupsInView, left: Floats, order: Order, told: Flags, end: Floats, width: float) -> Floats:
    """Tell the room for second texts behind labels that end at ``end``, where ``told``: labels may have flipped."""
    room = np.minimum(_next(groups, left, order) - LABEL_GAP, width) - (end + SECOND_GAP)
    return np.where(told & (room >= LABEL_MIN), room, 0.0)


def _moved(groups: GroupsInView, by: Floats) -> GroupsInView:
    return replace(groups, x0=groups.x0 + by, x1=groups.x1 + by) if by.any() else groups


def _least(wanted: Floats) -> Floats:
    return np.minimum(wanted, LABEL_MIN)


def _next(groups: GroupsInView, left: Floats, order: Order) -> Floats:
    """Tell for each entry where what stands behind it in its row begins, FREE where nothing does."""
    return order.following(np.concatenate([left, groups.x0]), FREE)[: len(left)]


def _flipped(loose: Loose, x: Floats, wanted: Floats, width: float, before: Floats) -> Flags:
    """Tell whose label has its whole room to the left of a mark that is in view."""
    begin = x - HALF - MARK_TO_LABEL - wanted
    return (wanted > 0) & ~loose.herald & (x + HALF <= width) & (begin >= np.maximum(before + LABEL_GAP, 0.0))
