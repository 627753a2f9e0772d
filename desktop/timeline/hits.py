"""What lies under the pointer, and what a rectangle holds."""

import numpy as np

from desktop.timeline.display import (
    BASELINE,
    CARD_HEIGHT,
    HAIRLINE,
    HIT_WIDTH,
    LANE_GAP,
    LANE_ROW,
    MARK,
    MARK_CENTRE,
    Band,
    DisplayList,
    Form,
    Hit,
    Target,
)
from desktop.timeline.index import Index, Rows

LINK_WIDTH = 96.0
"""How far from either edge of the plot the "2 before" and "1 after" of a closed lane can be hit."""
LABEL_TOP = BASELINE
STRIP_REACH = 4.0


def hit(display: DisplayList, x: float, y: float) -> Hit:
    """Tell what lies at a point; targets are 24 px wide and the whole row high.

    Marks come before labels, so that a mark is never covered by its neighbour's label; of two marks, the
    nearer; of cards, the one that is drawn last.
    """
    minute = display.scale.minute(x)
    band = _band(display, y)
    if band is None:
        return Hit(Target.GROUND, minute)
    if x < -LANE_GAP:
        return Hit(Target.HEADER, minute, band.lane)
    if band.form in (Form.CLOSED, Form.COLLAPSED):
        return _on_closed(display, band, x, minute)
    found = _on_mark(display, band, x, y) or _on_label(display, band, x, y) or _on_card(display, band, x, y)
    found = found or _on_cluster(display, band, x, y) or _on_bar(display, band, x, y)
    target, row, item = found or (Target.GROUND, None, None)
    return Hit(target, minute, band.lane, row, item)


Found = tuple[Target, int | None, int | None] | None


def _band(display: DisplayList, y: float) -> Band | None:
    return next((band for band in display.bands if band.y <= y < band.y + band.height + HAIRLINE), None)


def _on_closed(display: DisplayList, band: Band, x: float, minute: float) -> Hit:
    reach = min(LINK_WIDTH, display.width / 2)
    if band.before and x < reach:
        return Hit(Target.BEFORE, minute, band.lane)
    if band.after and x >= display.width - reach:
        return Hit(Target.AFTER, minute, band.lane)
    return Hit(Target.GROUND, minute, band.lane)


def _on_mark(display: DisplayList, band: Band, x: float, y: float) -> Found:
    marks = display.marks
    away = np.abs(marks.x - x)
    top = marks.y - MARK_CENTRE
    near = np.flatnonzero((marks.lane == band.lane) & (away <= HIT_WIDTH / 2) & (top <= y) & (y < top + LANE_ROW))
    return (Target.MARK, int(marks.row[near[away[near].argmin()]]), None) if len(near) else None


def _on_label(display: DisplayList, band: Band, x: float, y: float) -> Found:
    labels = display.labels
    top = labels.y - LABEL_TOP
    within = (labels.x - MARK <= x) & (x < labels.x + labels.width + MARK / 4)
    there = np.flatnonzero((labels.lane == band.lane) & within & (top <= y) & (y < top + LANE_ROW))
    return (Target.LABEL, int(labels.row[there[0]]), None) if len(there) else None


def _on_card(display: DisplayList, band: Band, x: float, y: float) -> Found:
    for card in reversed(display.cards):
        if card.lane == band.lane and card.x <= x < card.x + card.width and card.y <= y < card.y + CARD_HEIGHT:
            return Target.CARD, card.row, None
    return None


def _on_cluster(display: DisplayList, band: Band, x: float, y: float) -> Found:
    best: tuple[float, int] | None = None
    for number, cluster in enumerate(display.clusters):
        if cluster.lane == band.lane and cluster.y <= y < cluster.y + LANE_ROW:
            slack = max(HIT_WIDTH - (cluster.x1 - cluster.x0), 0.0) / 2
            away = max(cluster.x0 - x, x - cluster.x1, 0.0)
            if away <= slack and (best is None or away < best[0]):
                best = (away, number)
    return (Target.CLUSTER, None, best[1]) if best else None


def _on_bar(display: DisplayList, band: Band, x: float, y: float) -> Found:
    bars = display.bars
    at = (bars.lane == band.lane) & (bars.x <= x) & (x < bars.x + bars.width + 1.0)
    there = np.flatnonzero(at & (bars.top - STRIP_REACH <= y) & (y < bars.bottom + STRIP_REACH))
    return (Target.BAR, None, int(there[0])) if len(there) else None


def enclosed(index: Index, display: DisplayList, x0: float, y0: float, x1: float, y1: float) -> Rows:
    """List the rows, ascending, of all whose mark or label has its middle in a rectangle: Shift+drag.

    Of clusters and bars, all entries that they stand for.
    """
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    marks, bars = display.marks, display.bars
    inside = (marks.x >= x0) & (marks.x <= x1) & (marks.y >= y0) & (marks.y <= y1)
    labels = display.labels
    across, down = labels.x + labels.width / 2, labels.y - BASELINE + MARK_CENTRE
    told = (across >= x0) & (across <= x1) & (down >= y0) & (down <= y1)
    cards = [
        card.row
        for card in display.cards
        if card.x < x1 and card.x + card.width > x0 and y0 <= card.y + CARD_HEIGHT / 2 <= y1
    ]
    clusters = [
        cluster.rows
        for cluster in display.clusters
        if x0 <= (cluster.x0 + cluster.x1) / 2 <= x1 and y0 <= cluster.y + MARK_CENTRE <= y1
    ]
    middle = bars.x + bars.width / 2
    struck = (middle >= x0) & (middle <= x1) & (bars.bottom >= y0) & (bars.top <= y1)
    counted = [bar_rows(index, display, bar) for bar in np.flatnonzero(struck).tolist()]
    single = [marks.row[inside], labels.row[told], np.array(cards, np.int32)]
    return np.unique(np.concatenate([*single, *clusters, *counted]))


def bar_rows(index: Index, display: DisplayList, item: int) -> Rows:
    """List the rows that are active in a bar."""
    bars = display.bars
    return index.rows[index.within(int(bars.lane[item]), float(bars.start[item]), float(bars.end[item]))]
