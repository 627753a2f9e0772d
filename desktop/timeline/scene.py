"""Marks, scale and lanes → a display list. The hit test and the connectors on it are named here too."""

from collections.abc import Iterator

import numpy as np

from db.marks import STATUSES, Flag, Marks
from db.vocabularies import Status
from desktop.timeline.anchoring import Anchor
from desktop.timeline.bands import Depths, forms_of, laid_out
from desktop.timeline.connections import connectors
from desktop.timeline.cut_off import carried_extent, coming_extent, unseen
from desktop.timeline.detail_level import SMALL_DAY, mix
from desktop.timeline.display import (
    BASELINE,
    CARD_GAP,
    CARD_HEIGHT,
    LANE_PAD,
    LANE_ROW,
    MARK,
    MARK_CENTRE,
    MARK_SMALL,
    SLIDE,
    Card,
    Cluster,
    ClusterItems,
    DashItems,
    DisplayList,
    Form,
    LabelItems,
    MarkItems,
    Places,
    RuleItems,
    Style,
)
from desktop.timeline.entries import HALF, Across
from desktop.timeline.gathering import Gathered
from desktop.timeline.geometry import CARD_MARK
from desktop.timeline.heights import card_top
from desktop.timeline.hits import bar_rows, enclosed, hit
from desktop.timeline.index import Index, Rows
from desktop.timeline.lanes import Layout
from desktop.timeline.packing import Floats
from desktop.timeline.rules import CARD_DASH_GAP, DASH_GAP, compose_rules
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.timeline.strips import strips

__all__ = ["bar_rows", "compose", "connectors", "enclosed", "hit", "style_of"]

CARD_EDGE = 3.0
"""A card's distance from the lines of its day."""
CARD_TEXT = 28.0
"""Left end of a card's text from its day's line."""
CARD_TEXT_LEAST = 100.0

_DASHED = np.array([status in (Status.PLANNED, Status.POSTPONED) for status in STATUSES])
_CLAIMED = np.array([status is Status.CLAIMED for status in STATUSES])


def compose(
    layout: Layout,
    scale: Scale,
    width: float,
    height: float,
    scroll: float = 0.0,
    *,
    whole: bool = True,
    anchor: Anchor | None = None,
) -> DisplayList:
    """Compose a frame for a plot of ``width`` x ``height`` px (lanes only) scrolled down by ``scroll`` px.

    Where an ``anchor`` is among the lanes, they are scrolled as that needs instead. Unless the ``whole`` is asked for,
    lanes below what is in view are left as high as they last were.
    """
    width = max(width, 1.0)
    forms = forms_of(layout, scale, width)
    laid = laid_out(layout, forms, scale, width, height, scroll, whole=whole, anchor=anchor)
    gathered, placed, depths, bands, content = laid.gathered, laid.placed, laid.depths, laid.bands, laid.content
    tops = np.zeros(layout.index.lane_count)
    for band in bands:
        tops[band.lane] = band.y
    striped = np.array(sorted(lane for lane, form in forms.items() if form is Form.STRIP), np.int64)
    drawn = strips(layout.index, striped, tops[striped], scale, width)
    marks, labels, rules, dashes, scrolled_away = _items(layout, gathered, placed, tops, scale, width, height)
    marks = _joined(marks, _cut_off(layout.index.marks, gathered, tops, depths, scale, width, height))
    return DisplayList(
        scale,
        width,
        height,
        laid.scroll,
        content,
        bands,
        marks,
        labels,
        rules,
        dashes,
        _cards(layout.index.marks, gathered, tops, depths, scale, width),
        _clusters(layout.index, gathered, tops, depths, width),
        drawn.bars,
        drawn.segments,
        drawn.peaks,
        drawn.key,
        scrolled_away,
    )


def _items(
    layout: Layout, gathered: Gathered, placed: Across, tops: Floats, scale: Scale, width: float, height: float
) -> tuple[MarkItems, LabelItems, RuleItems, DashItems, Places]:
    loose = gathered.loose
    top = tops[loose.lane] + LANE_PAD + LANE_ROW * loose.place
    in_height = (top > -LANE_ROW) & (top < height)
    reaching = (placed.right > 0) & (placed.x - HALF < width)
    behind, beyond = unseen(gathered, placed, width)
    across = (loose.active | reaching) & ~behind & ~beyond
    drawn, away = in_height & across, ~in_height & across
    scrolled_away = Places(loose.entry[away], loose.lane[away], placed.x[away], top[away] + MARK_CENTRE)
    marks = MarkItems(
        loose.entry[drawn],
        loose.lane[drawn],
        placed.x[drawn],
        top[drawn] + MARK_CENTRE,
        placed.size[drawn],
        style_of(layout.index.marks, loose.entry[drawn]),
        placed.given[drawn] == 0,
        loose.herald[drawn],
        np.zeros(int(drawn.sum()), np.bool_),
    )
    told = drawn & (placed.given > 0)
    labels = LabelItems(
        loose.entry[told],
        loose.lane[told],
        placed.label[told],
        top[told] + BASELINE,
        placed.given[told].astype(np.float32),
        placed.elided[told],
        placed.flipped[told],
        placed.sliding[told],
        placed.second[told].astype(np.float32),
    )
    ruled = drawn & placed.ruled
    gap = CARD_DASH_GAP if layout.grain(scale).cards else DASH_GAP
    rules, dashes = compose_rules(
        layout.index.marks,
        loose.entry[ruled],
        loose.lane[ruled],
        placed.start[ruled],
        placed.end[ruled],
        top[ruled],
        scale,
        width,
        gap,
    )
    return marks, labels, rules, dashes, scrolled_away


def style_of(marks: Marks, rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Tell how the marks of some rows are drawn, as :class:`Style`."""
    status = marks.status[rows]
    hollow = (marks.flags[rows] & Flag.HOLLOW.value) != 0
    style = Style.HOLLOW * hollow + Style.DASHED * _DASHED[status] + Style.CLAIMED * _CLAIMED[status]
    return np.asarray(style, np.uint8)


def _cards(
    marks: Marks, gathered: Gathered, tops: Floats, depths: Depths, scale: Scale, width: float
) -> tuple[Card, ...]:
    day = MINUTES_PER_DAY
    found = []
    styles = style_of(marks, gathered.card_entry)
    columns = (gathered.card_lane, gathered.card_entry, gathered.card_slot, styles)
    for lane, row, slot, style in zip(*(column.tolist() for column in columns), strict=True):
        x = scale.x(float(marks.place[row] // day * day))
        card_width = scale.day_width - 2 * CARD_EDGE
        text_width = card_width - (CARD_TEXT - CARD_EDGE)
        shift = min(max(SLIDE + HALF - (x + CARD_MARK), 0.0), max(text_width - CARD_TEXT_LEAST, 0.0))
        y = float(tops[lane]) + card_top(int(depths.rows[lane])) + slot * (CARD_HEIGHT + CARD_GAP)
        mark_x, text_x = x + CARD_MARK + shift, x + CARD_TEXT + shift
        left = _card_left(x, card_width, width)
        found.append(Card(row, lane, left, y, card_width, mark_x, text_x, text_width - shift, Style(style)))
    return tuple(found)


def _card_left(day: float, card_width: float, width: float) -> float:
    """Tell where a card begins: CARD_EDGE from its day's line, or on it where the plot's edge leaves no more of it."""
    left = max(day, min(day + CARD_EDGE, width - CARD_EDGE))
    return min(day + 2 * CARD_EDGE, max(left, CARD_EDGE - card_width))


def _clusters(index: Index, gathered: Gathered, tops: Floats, depths: Depths, width: float) -> ClusterItems:
    """Put the clusters in view in columns, and behind them those that are gathered at the edges of the plot."""
    groups = gathered.groups
    seen = np.flatnonzero((groups.x1 > 0) & (groups.x0 < width))
    within = ClusterItems(
        groups.lane[seen],
        [groups.rows[at] for at in seen.tolist()],
        np.stack([groups.x0[seen], groups.x1[seen], tops[groups.lane[seen]] + LANE_PAD + LANE_ROW * groups.row[seen]]),
        groups.mix[seen],
    )
    found = []
    for lane, rows, extent, y in _left_over(gathered, tops, depths, width):
        if len(rows) > 1:
            found.append(Cluster(lane, rows, *extent, y, mix(index.tints, rows), carried=True))
    return within.followed_by(found)


def _cut_off(
    marks: Marks, gathered: Gathered, tops: Floats, depths: Depths, scale: Scale, width: float, height: float
) -> MarkItems:
    """Put in columns the marks at the edges of the plot: of what is gathered there, where that is one entry."""
    alone = [
        (int(rows[0]), lane, sum(extent) / 2, y + MARK_CENTRE)
        for lane, rows, extent, y in _left_over(gathered, tops, depths, width)
        if len(rows) == 1 and -LANE_ROW < y < height
    ]
    row, lane, x, y = np.array(alone, np.float64).reshape(-1, 4).T
    rows, there = row.astype(np.int32), np.ones(len(alone), np.bool_)
    size = np.full(len(alone), MARK_SMALL if scale.day_width < SMALL_DAY else MARK, np.float32)
    return MarkItems(rows, lane.astype(np.int32), x, y, size, style_of(marks, rows), there, ~there, there)


def _joined(marks: MarkItems, others: MarkItems) -> MarkItems:
    if not len(others):
        return marks
    names = MarkItems.__struct_fields__
    return MarkItems(*(np.concatenate([getattr(marks, name), getattr(others, name)]) for name in names))


def _left_over(
    gathered: Gathered, tops: Floats, depths: Depths, width: float
) -> Iterator[tuple[int, Rows, tuple[float, float], float]]:
    """Yield what is gathered at the edges: lane, rows, from where to where it is drawn, and the top of its row."""
    for left_over, places, extent in (
        (gathered.carried, depths.carried, carried_extent),
        (gathered.coming, depths.coming, coming_extent),
    ):
        for lane, place in places.items():
            rows = left_over[lane]
            yield lane, rows, extent(len(rows), width), float(tops[lane]) + LANE_PAD + LANE_ROW * place
