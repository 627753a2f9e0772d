"""How the lanes lie below each other: their forms, how deep each is by what of it is in view, and their bands."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from desktop.timeline.columns import Flags
from desktop.timeline.cut_off import edge_rows, unseen, with_cut_off
from desktop.timeline.display import (
    BASELINE,
    CARD_GAP,
    CARD_HEIGHT,
    HAIRLINE,
    LANE_CLOSED,
    LANE_PAD,
    LANE_ROW,
    LANE_STRIP,
    Band,
    Form,
)
from desktop.timeline.entries import Across, across
from desktop.timeline.gathering import Gathered, depths_packed, gather
from desktop.timeline.index import Ints
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale

CARD_BASELINE = 28.0
CLOSED_BASELINE = 17.0
FURTHER = 1.2
LANE_UNSEEN = 68.0
"""Height that a lane in rows is taken to have until it is looked at."""


class Depths(Struct, frozen=True):
    """How many rows and how many cards deep each lane is; int64[L]. The rows of what is carried and coming, by lane."""

    rows: Ints
    cards: Ints
    dense: Flags
    carried: dict[int, int]
    coming: dict[int, int]


class Laid(Struct, frozen=True):
    """What lanes hold, where that lies from left to right, and from where to where the lanes lie."""

    gathered: Gathered
    placed: Across
    depths: Depths
    bands: tuple[Band, ...]
    content: float


def forms_of(layout: Layout, scale: Scale, width: float) -> dict[int, Form]:
    """Choose each lane's form, in the order in which lanes stand."""
    _, active, _ = layout.index.around(scale.minute(0.0), scale.minute(width))
    forms = {}
    for lane in layout.arranged:
        if layout.index.grouping.keys[lane] in layout.order.collapsed:
            forms[lane] = Form.COLLAPSED
        elif not active[lane]:
            forms[lane] = Form.CLOSED
        else:
            forms[lane] = Form.STRIP if layout.is_strip(lane, scale) else Form.ROWS
    return forms


def laid_out(
    layout: Layout, forms: dict[int, Form], scale: Scale, width: float, height: float, scroll: float, *, whole: bool
) -> Laid:
    """Look at the lanes in rows, from the top to the plot's lower edge at least."""
    looked: list[int] = []
    bottom = np.inf if whole else height
    # Heights are those that lanes had elsewhere. To pack a few lanes more at once costs less than some of them later.
    ahead = _reached(layout, forms, looked, bottom * FURTHER + scroll)
    depths_packed(layout, ahead, scale, width)
    while True:
        while more := _reached(layout, forms, looked, bottom + scroll):
            looked += more
            for lane, deep in zip(more, depths_packed(layout, more, scale, width), strict=True):
                layout.heights[lane] = _height(Form.ROWS, *deep)[0]
        gathered = gather(layout, looked, scale, width)
        cards = layout.grain(scale).cards
        placed, groups = across(layout.index.marks, gathered.loose, gathered.groups, scale, width, cards=cards)
        gathered = with_cut_off(layout.index.marks, replace(gathered, groups=groups), placed, scale, width)
        depths = _depths(layout.index.lane_count, gathered, placed, width)
        for lane in looked:
            layout.heights[lane] = _height(Form.ROWS, int(depths.rows[lane]), int(depths.cards[lane]))[0]
        if not _reached(layout, forms, looked, bottom + scroll):
            return Laid(gathered, placed, depths, *_bands(layout, scale, width, scroll, forms, depths))


def _reached(layout: Layout, forms: dict[int, Form], looked: list[int], bottom: float) -> list[int]:
    """List the lanes in rows above ``bottom`` that are not yet looked at, by what is known of heights."""
    y, found = 0.0, []
    for lane, form in forms.items():
        if y >= bottom:
            break
        if form is Form.ROWS and lane not in looked:
            found.append(lane)
        y += (layout.heights.get(lane, LANE_UNSEEN) if form is Form.ROWS else _height(form, 0, 0)[0]) + HAIRLINE
    return found


def _depths(lanes: int, gathered: Gathered, placed: Across, width: float) -> Depths:
    """Tell how deep lanes are by what of them is in view."""
    rows, cards, dense = np.zeros(lanes, np.int64), np.zeros(lanes, np.int64), np.zeros(lanes, np.bool_)
    behind, beyond = unseen(gathered, placed, width)
    there = (gathered.loose.active & ~behind & ~beyond) | ((placed.right > 0) & (placed.left < width))
    np.maximum.at(rows, gathered.loose.lane[there], gathered.loose.place[there] + 1)
    np.maximum.at(cards, gathered.card_lane, gathered.card_slot + 1)
    np.maximum.at(rows, gathered.groups.lane, gathered.groups.row + 1)
    dense[gathered.groups.lane] = True
    return Depths(rows, cards, dense, *edge_rows(gathered, placed, width, rows))


def _height(form: Form, rows: int, cards: int) -> tuple[float, float]:
    """Tell a lane's height and the baseline of its name."""
    if form is Form.STRIP:
        return LANE_STRIP, LANE_PAD + BASELINE
    if form is not Form.ROWS:
        return LANE_CLOSED, CLOSED_BASELINE
    baseline = LANE_PAD + BASELINE if rows else CARD_BASELINE
    if cards:
        return card_top(rows) + cards * (CARD_HEIGHT + CARD_GAP) - CARD_GAP + LANE_PAD, baseline
    return 2 * LANE_PAD + LANE_ROW * max(rows, 1), baseline


def card_top(rows: int) -> float:
    """Tell where the cards of a lane of so many rows begin, below its top."""
    return 2 * LANE_PAD + LANE_ROW * rows


def _bands(
    layout: Layout, scale: Scale, width: float, scroll: float, forms: dict[int, Form], depths: Depths
) -> tuple[tuple[Band, ...], float]:
    before, active, after = layout.index.around(scale.minute(0.0), scale.minute(width))
    counts, keys = layout.index.counts(), layout.index.grouping.keys
    bands = []
    y = -scroll
    for lane, form in forms.items():
        rows = int(depths.rows[lane])
        height, baseline = _height(form, rows, int(depths.cards[lane]))
        if form is Form.ROWS:
            height = layout.heights.get(lane, LANE_UNSEEN)
        bands.append(
            Band(
                lane,
                keys[lane],
                form,
                y,
                height,
                rows,
                int(counts[lane]),
                int(before[lane]),
                int(active[lane]),
                int(after[lane]),
                baseline,
                form is Form.STRIP or bool(depths.dense[lane]),
                keys[lane] in layout.order.pinned,
            )
        )
        y += height + HAIRLINE
    return tuple(bands), y + scroll
