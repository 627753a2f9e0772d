"""How the lanes lie below each other: their forms, how deep each is by what of it is in view, and their bands."""

from dataclasses import dataclass

import numpy as np

from desktop.timeline.columns import Flags
from desktop.timeline.detail_level import DIGIT
from desktop.timeline.display import (
    BASELINE,
    CARD_GAP,
    CARD_HEIGHT,
    HAIRLINE,
    LABEL_GAP,
    LANE_CLOSED,
    LANE_PAD,
    LANE_ROW,
    LANE_STRIP,
    SLIDE,
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
CARRIED_LEAST = 16.0
LANE_UNSEEN = 68.0
"""Height that a lane in rows is taken to have until it is looked at."""


@dataclass(frozen=True, slots=True)
class Depths:
    """How many rows and how many cards deep each lane is; int64[L]. The row of what is carried, by lane."""

    rows: Ints
    cards: Ints
    dense: Flags
    carried: dict[int, int]


@dataclass(frozen=True, slots=True)
class Laid:
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
    while True:
        while more := _reached(layout, forms, looked, bottom + scroll):
            looked += more
            for lane, deep in zip(more, depths_packed(layout, more, scale, width), strict=True):
                layout.heights[lane] = _height(Form.ROWS, *deep)[0]
        gathered = gather(layout, looked, scale, width)
        cards = layout.grain(scale).cards
        placed = across(layout.index.marks, gathered.loose, gathered.groups, scale, width, cards=cards)
        gathered = _with_left_behind(gathered, placed)
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


def _with_left_behind(gathered: Gathered, placed: Across) -> Gathered:
    """Count among the carried what goes on in view while its mark, drawn without a rule, stands before it."""
    behind = behind_plot(gathered, placed)
    carried = dict(gathered.carried)
    for lane in np.unique(gathered.loose.lane[behind]).tolist():
        more = gathered.loose.entry[behind & (gathered.loose.lane == lane)]
        carried[lane] = np.concatenate([carried[lane], more])
    return Gathered(
        gathered.loose, gathered.card_lane, gathered.card_entry, gathered.card_slot, gathered.groups, carried
    )


def behind_plot(gathered: Gathered, placed: Across) -> Flags:
    """Tell which entries in view have nothing drawn in it: their marks stand before it, and they have no rule."""
    return gathered.loose.active & ~placed.ruled & (placed.x + placed.size / 2 <= 0)


def _depths(lanes: int, gathered: Gathered, placed: Across, width: float) -> Depths:
    """Tell how deep lanes are by what of them is in view."""
    rows, cards, dense = np.zeros(lanes, np.int64), np.zeros(lanes, np.int64), np.zeros(lanes, np.bool_)
    behind = behind_plot(gathered, placed)
    there = (gathered.loose.active & ~behind) | ((placed.right > 0) & (placed.left < width))
    np.maximum.at(rows, gathered.loose.lane[there], gathered.loose.place[there] + 1)
    np.maximum.at(cards, gathered.card_lane, gathered.card_slot + 1)
    np.maximum.at(rows, gathered.groups.lane, gathered.groups.row + 1)
    dense[gathered.groups.lane] = True
    carried = {}
    for lane, left_over in gathered.carried.items():
        if len(left_over):
            carried[lane] = _free_at_edge(lane, int(rows[lane]), gathered, placed, carried_end(len(left_over)))
            rows[lane] = max(rows[lane], carried[lane] + 1)
    return Depths(rows, cards, dense, carried)


def carried_end(count: int) -> float:
    """Tell where the cluster of what is carried ends; it begins at SLIDE."""
    return SLIDE + max(CARRIED_LEAST, DIGIT * len(f"{count:,}"))


def _free_at_edge(lane: int, rows: int, gathered: Gathered, placed: Across, end: float) -> int:
    """Find the first row of a lane whose left end is free up to ``end`` and a gap; it may be a new one."""
    mine = (gathered.loose.lane == lane) & (placed.left < end + LABEL_GAP) & (placed.right > 0)
    taken = set(gathered.loose.place[mine].tolist())
    groups = gathered.groups
    taken |= set(groups.row[(groups.lane == lane) & (groups.x0 < end + LABEL_GAP)].tolist())
    return next(row for row in range(rows + 1) if row not in taken)


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
