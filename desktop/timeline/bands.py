"""How the lanes lie below each other: their forms, how deep each is by what of it is in view, and their bands."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from desktop.timeline.anchoring import Anchor
from desktop.timeline.columns import Flags
from desktop.timeline.cut_off import edge_rows, unseen, with_cut_off
from desktop.timeline.display import HAIRLINE, Band, Form
from desktop.timeline.entries import Across, across
from desktop.timeline.gathering import Gathered, depths_packed, gather
from desktop.timeline.heights import height_of, known_height
from desktop.timeline.holding import Hold
from desktop.timeline.index import Ints
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale

FURTHER = 1.2


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
    scroll: float


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
    layout: Layout,
    forms: dict[int, Form],
    scale: Scale,
    width: float,
    height: float,
    scroll: float,
    *,
    whole: bool,
    anchor: Anchor | None = None,
) -> Laid:
    """Look at the lanes in rows, from the top to the plot's lower edge at least, unless to the last one.

    They are scrolled as far as is asked for, or as an ``anchor`` among them wants it.
    """
    looked: list[int] = []
    bottom = np.inf if whole else height
    hold = Hold(layout, forms, scale, width, height, scroll, anchor)
    # Heights are those that lanes had elsewhere. To pack a few lanes more at once costs less than some of them later.
    ahead = _reached(layout, forms, looked, bottom * FURTHER + hold.scroll())
    depths_packed(layout, ahead, scale, width)
    while True:
        while more := _reached(layout, forms, looked, bottom + hold.scroll()):
            looked += more
            for lane, deep in zip(more, depths_packed(layout, more, scale, width), strict=True):
                layout.heights[lane] = height_of(Form.ROWS, *deep)[0]
                hold.rows[lane] = deep[0]
        gathered = gather(layout, looked, scale, width)
        cards = layout.grain(scale).cards
        placed, groups = across(layout.index.marks, gathered.loose, gathered.groups, scale, width, cards=cards)
        gathered = with_cut_off(layout.index.marks, replace(gathered, groups=groups), placed, scale, width)
        depths = _depths(layout.index.lane_count, gathered, placed, width)
        for lane in looked:
            layout.heights[lane] = height_of(Form.ROWS, int(depths.rows[lane]), int(depths.cards[lane]))[0]
            hold.rows[lane] = int(depths.rows[lane])
        scroll = hold.scroll()
        if not _reached(layout, forms, looked, bottom + scroll):
            bands, content = _bands(layout, scale, width, scroll, forms, depths)
            return Laid(gathered, placed, depths, bands, content, scroll)


def _reached(layout: Layout, forms: dict[int, Form], looked: list[int], bottom: float) -> list[int]:
    """List the lanes in rows above ``bottom`` that are not yet looked at, by what is known of heights."""
    y, found = 0.0, []
    for lane, form in forms.items():
        if y >= bottom:
            break
        if form is Form.ROWS and lane not in looked:
            found.append(lane)
        y += known_height(layout, lane, form) + HAIRLINE
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


def _bands(
    layout: Layout, scale: Scale, width: float, scroll: float, forms: dict[int, Form], depths: Depths
) -> tuple[tuple[Band, ...], float]:
    before, active, after = layout.index.around(scale.minute(0.0), scale.minute(width))
    counts, keys = layout.index.counts(), layout.index.grouping.keys
    bands = []
    y = 0.0
    for lane, form in forms.items():
        rows = int(depths.rows[lane])
        height, baseline = known_height(layout, lane, form), height_of(form, rows, int(depths.cards[lane]))[1]
        bands.append(
            Band(
                lane,
                keys[lane],
                form,
                y - scroll,
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
    return tuple(bands), y
