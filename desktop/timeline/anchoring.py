"""What stays where it is on the screen while the zoom changes: a lane, and in it an entry or a place."""

import numpy as np
from msgspec import Struct

from db.marks import Marks
from desktop.timeline.connections import CARD_MARK_CENTRE
from desktop.timeline.display import HAIRLINE, MARK_CENTRE, Band, DisplayList, Form, Hit, Target


class Anchor(Struct, frozen=True):
    """What is to lie ``y`` px below the top of the plot, as far as the lanes can be scrolled.

    That is the mark of ``row`` in the lane, or the cluster that holds it, as long as the entry is in view; else, or
    where ``row`` is -1, the place that divides the lane's height by ``part``: 0 is its top, 1 its lower edge.
    """

    lane: int
    y: float
    part: float
    row: int = -1


def anchor_at(display: DisplayList, marks: Marks, hit: Hit, y: float) -> Anchor | None:
    """Hold what was hit at ``y``: an entry, of a cluster the one nearest in time, else the lane; None where none is."""
    band = _band(display, hit.lane)
    if band is None:
        return None
    row = hit.row
    if hit.target is Target.CLUSTER and hit.item is not None:
        rows = display.clusters.rows[hit.item]
        row = int(rows[np.abs(marks.place[rows] - hit.minute).argmin()])
    return anchor_on(display, band.lane, row, y)


def anchor_on(display: DisplayList, lane: int | None, row: int | None, y: float | None = None) -> Anchor | None:
    """Hold an entry where it is, if it is in view; else what of its lane lies at ``y``, by default in its middle.

    None where the lane is not in view.
    """
    band = _band(display, lane)
    if band is None or band.y >= display.height or band.y + band.height <= 0:
        return None
    middle = (max(band.y, 0.0) + min(band.y + band.height, display.height)) / 2
    y = middle if y is None else y
    own = None if row is None or band.form is not Form.ROWS else _own(display, band.lane, row)
    part = (y - band.y) / band.height
    return Anchor(band.lane, y, part) if row is None or own is None else Anchor(band.lane, own, part, row)


def anchor_in_middle(display: DisplayList) -> Anchor | None:
    """Hold the lane in the middle of the plot; None where none is."""
    middle = display.height / 2
    lane = next((band.lane for band in display.bands if 0 <= middle - band.y < band.height + HAIRLINE), None)
    return anchor_on(display, lane, None, middle)


def lies_at(display: DisplayList, anchor: Anchor) -> float | None:
    """Tell how far down lies now what is held; None where its lane is none of the lanes."""
    band = _band(display, anchor.lane)
    if band is None:
        return None
    own = None if anchor.row < 0 or band.form is not Form.ROWS else _own(display, band.lane, anchor.row)
    return band.y + anchor.part * band.height if own is None else own


def _band(display: DisplayList, lane: int | None) -> Band | None:
    return next((band for band in display.bands if band.lane == lane), None)


def _own(display: DisplayList, lane: int, row: int) -> float | None:
    """Tell how far down the centre of an entry's mark lies, or that of its cluster; None where it is not in view."""
    found = None
    marks, clusters = display.marks, display.clusters
    at = np.flatnonzero((marks.row == row) & (marks.lane == lane) & (marks.x > 0) & (marks.x < display.width))
    card = next((card for card in display.cards if card.row == row and card.lane == lane), None)
    if len(at):
        found = float(marks.y[at[0]])
    elif card is not None:
        found = card.y + CARD_MARK_CENTRE
    else:
        mine = np.flatnonzero(clusters.lane == lane).tolist()
        tops = [float(clusters.y[number]) for number in mine if (clusters.rows[number] == row).any()]
        found = tops[0] + MARK_CENTRE if tops else None
    return found if found is not None and 0 <= found <= display.height else None
