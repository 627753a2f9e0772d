"""Marks, scale and lanes → a display list. The hit test and the connectors on it are named here too."""

from dataclasses import dataclass

import numpy as np

from db.marks import STATUSES, Flag, Marks
from db.records import Status
from desktop.timeline.columns import Flags
from desktop.timeline.connections import connectors
from desktop.timeline.detail_level import DIGIT, mix
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
    MARK_CENTRE,
    SLIDE,
    Band,
    Card,
    Cluster,
    DashItems,
    DisplayList,
    Form,
    LabelItems,
    MarkItems,
    RuleItems,
    Style,
)
from desktop.timeline.entries import HALF, Across, across
from desktop.timeline.gathering import Gathered, depths_packed, gather
from desktop.timeline.geometry import CARD_MARK
from desktop.timeline.hits import bar_rows, enclosed, hit
from desktop.timeline.index import Index, Ints, Rows
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
CARD_BASELINE = 28.0
CLOSED_BASELINE = 17.0
CARRIED_LEAST = 16.0
LANE_UNSEEN = 68.0
"""Height that a lane in rows is taken to have until it is looked at."""

_DASHED = np.array([status in (Status.PLANNED, Status.POSTPONED) for status in STATUSES])
_CLAIMED = np.array([status is Status.CLAIMED for status in STATUSES])


@dataclass(frozen=True, slots=True)
class _Depths:
    """How many rows and how many cards deep each lane is; int64[L]. The row of what is carried, by lane."""

    rows: Ints
    cards: Ints
    dense: Flags
    carried: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Laid:
    """What lanes hold, where that lies from left to right, and from where to where the lanes lie."""

    gathered: Gathered
    placed: Across
    depths: _Depths
    bands: tuple[Band, ...]
    content: float


def compose(
    layout: Layout, scale: Scale, width: float, height: float, scroll: float = 0.0, *, whole: bool = True
) -> DisplayList:
    """Compose a frame for a plot of ``width`` x ``height`` px (lanes only) scrolled down by ``scroll`` px.

    Unless the ``whole`` is asked for, lanes below what is in view are left as high as they last were.
    """
    width = max(width, 1.0)
    forms = _forms(layout, scale, width)
    laid = _laid_out(layout, forms, scale, width, height, scroll, whole=whole)
    gathered, placed, depths, bands, content = laid.gathered, laid.placed, laid.depths, laid.bands, laid.content
    tops = np.zeros(layout.index.lane_count)
    for band in bands:
        tops[band.lane] = band.y
    striped = np.array(sorted(lane for lane, form in forms.items() if form is Form.STRIP), np.int64)
    drawn = strips(layout.index, striped, tops[striped], scale, width)
    marks, labels, rules, dashes = _items(layout, gathered, placed, tops, scale, width, height)
    return DisplayList(
        scale,
        width,
        height,
        scroll,
        content,
        bands,
        marks,
        labels,
        rules,
        dashes,
        _cards(layout.index.marks, gathered, tops, depths, scale),
        _clusters(layout.index, gathered, tops, depths),
        drawn.bars,
        drawn.segments,
        drawn.peaks,
        drawn.key,
    )


def _forms(layout: Layout, scale: Scale, width: float) -> dict[int, Form]:
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


def _laid_out(
    layout: Layout, forms: dict[int, Form], scale: Scale, width: float, height: float, scroll: float, *, whole: bool
) -> _Laid:
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
            return _Laid(gathered, placed, depths, *_bands(layout, scale, width, scroll, forms, depths))


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
    behind = _behind(gathered, placed)
    carried = dict(gathered.carried)
    for lane in np.unique(gathered.loose.lane[behind]).tolist():
        more = gathered.loose.entry[behind & (gathered.loose.lane == lane)]
        carried[lane] = np.concatenate([carried[lane], more])
    return Gathered(
        gathered.loose, gathered.card_lane, gathered.card_entry, gathered.card_slot, gathered.groups, carried
    )


def _behind(gathered: Gathered, placed: Across) -> Flags:
    """Tell which entries in view have nothing drawn in it: their marks stand before it, and they have no rule."""
    return gathered.loose.active & ~placed.ruled & (placed.x + placed.size / 2 <= 0)


def _depths(lanes: int, gathered: Gathered, placed: Across, width: float) -> _Depths:
    """Tell how deep lanes are by what of them is in view."""
    rows, cards, dense = np.zeros(lanes, np.int64), np.zeros(lanes, np.int64), np.zeros(lanes, np.bool_)
    behind = _behind(gathered, placed)
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
    return _Depths(rows, cards, dense, carried)


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
        return _card_top(rows) + cards * (CARD_HEIGHT + CARD_GAP) - CARD_GAP + LANE_PAD, baseline
    return 2 * LANE_PAD + LANE_ROW * max(rows, 1), baseline


def _card_top(rows: int) -> float:
    return 2 * LANE_PAD + LANE_ROW * rows


def _bands(
    layout: Layout, scale: Scale, width: float, scroll: float, forms: dict[int, Form], depths: _Depths
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


def _items(
    layout: Layout, gathered: Gathered, placed: Across, tops: Floats, scale: Scale, width: float, height: float
) -> tuple[MarkItems, LabelItems, RuleItems, DashItems]:
    loose = gathered.loose
    top = tops[loose.lane] + LANE_PAD + LANE_ROW * loose.place
    in_height = (top > -LANE_ROW) & (top < height)
    reaching = (placed.right > 0) & (placed.x - HALF < width)
    drawn = in_height & (loose.active | reaching) & ~_behind(gathered, placed)
    marks = MarkItems(
        loose.entry[drawn],
        loose.lane[drawn],
        placed.x[drawn],
        top[drawn] + MARK_CENTRE,
        placed.size[drawn],
        style_of(layout.index.marks, loose.entry[drawn]),
        placed.given[drawn] == 0,
        loose.herald[drawn],
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
    return marks, labels, rules, dashes


def style_of(marks: Marks, rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Tell how the marks of some rows are drawn, as :class:`Style`."""
    status = marks.status[rows]
    hollow = (marks.flags[rows] & Flag.HOLLOW) != 0
    style = Style.HOLLOW * hollow + Style.DASHED * _DASHED[status] + Style.CLAIMED * _CLAIMED[status]
    return np.asarray(style, np.uint8)


def _cards(marks: Marks, gathered: Gathered, tops: Floats, depths: _Depths, scale: Scale) -> tuple[Card, ...]:
    day = MINUTES_PER_DAY
    found = []
    styles = style_of(marks, gathered.card_entry)
    columns = (gathered.card_lane, gathered.card_entry, gathered.card_slot, styles)
    for lane, row, slot, style in zip(*(column.tolist() for column in columns), strict=True):
        x = scale.x(float(marks.place[row] // day * day))
        card_width = scale.day_width - 2 * CARD_EDGE
        text_width = card_width - (CARD_TEXT - CARD_EDGE)
        shift = min(max(SLIDE + HALF - (x + CARD_MARK), 0.0), max(text_width - CARD_TEXT_LEAST, 0.0))
        y = float(tops[lane]) + _card_top(int(depths.rows[lane])) + slot * (CARD_HEIGHT + CARD_GAP)
        mark_x, text_x = x + CARD_MARK + shift, x + CARD_TEXT + shift
        found.append(Card(row, lane, x + CARD_EDGE, y, card_width, mark_x, text_x, text_width - shift, Style(style)))
    return tuple(found)


def _clusters(index: Index, gathered: Gathered, tops: Floats, depths: _Depths) -> tuple[Cluster, ...]:
    found = []
    groups = gathered.groups
    top = tops[groups.lane] + LANE_PAD + LANE_ROW * groups.row
    edges = (column.tolist() for column in (groups.x0, groups.x1, top, groups.mix))
    minutes = (column.astype(np.int64).tolist() for column in (groups.first, groups.last))
    for lane, rows, x0, x1, y, acts, first, last in zip(
        groups.lane.tolist(), groups.rows, *edges, *minutes, strict=True
    ):
        found.append(Cluster(lane, rows, x0, x1, y, tuple(acts), first, last))
    for lane, rows in gathered.carried.items():
        if len(rows):
            x1 = carried_end(len(rows))
            y = float(tops[lane]) + LANE_PAD + LANE_ROW * depths.carried[lane]
            place = index.marks.place[rows]
            first, last = int(place.min()), int(place.max())
            found.append(Cluster(lane, rows, SLIDE, x1, y, mix(index.tints, rows), first, last, carried=True))
    return tuple(found)
