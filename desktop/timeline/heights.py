"""How high lanes are, by their form and by how many rows and cards deep they are."""

from desktop.timeline.display import (
    BASELINE,
    CARD_GAP,
    CARD_HEIGHT,
    LANE_CLOSED,
    LANE_PAD,
    LANE_ROW,
    LANE_STRIP,
    Form,
)
from desktop.timeline.lanes import Layout

CARD_BASELINE = 28.0
CLOSED_BASELINE = 17.0
LANE_UNSEEN = 68.0
"""Height that a lane in rows is taken to have until it is looked at."""


def height_of(form: Form, rows: int, cards: int) -> tuple[float, float]:
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


def known_height(layout: Layout, lane: int, form: Form) -> float:
    """Tell how high a lane is as far as is known: one in rows as high as it was when it was last looked at."""
    return layout.heights.get(lane, LANE_UNSEEN) if form is Form.ROWS else height_of(form, 0, 0)[0]
