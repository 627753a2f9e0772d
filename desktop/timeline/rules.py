"""Extent rules: from the bounds of a date to lines, dashes and arrow heads."""

import numpy as np

from db.marks import Drawing, Flag, Marks
from desktop.timeline.display import RULE_TOP, Arrow, DashItems, RuleItems, RuleStyle
from desktop.timeline.geometry import RULE_LEAST
from desktop.timeline.index import Rows
from desktop.timeline.packing import Floats
from desktop.timeline.scale import MINUTES_PER_DAY, Scale

OVER = 16.0
"""Pixels beyond the plot to which rules are cut, so that no soft end shows where there is none."""
DASH_GAP = 5.0
CARD_DASH_GAP = 12.0

_STYLES = np.zeros(len(Drawing), np.uint8)
_STYLES[Drawing.ONE_OF] = RuleStyle.DASHES
_STYLES[Drawing.UNCERTAIN] = RuleStyle.FADE
_STYLES[Drawing.APPROXIMATE] = RuleStyle.SOFT


def compose_rules(
    marks: Marks, rows: Rows, lanes: Rows, start: Floats, end: Floats, y: Floats, scale: Scale, width: float, gap: float
) -> tuple[RuleItems, DashItems]:
    """Compose the rules of ``rows`` from ``start`` to ``end`` px, whose rows of the lane begin at ``y``.

    ``gap`` is what a dash leaves of its day. An open side ends in an arrow head.
    """
    flags = marks.flags[rows]
    x0, x1 = np.maximum(start, -OVER), np.minimum(end, width + OVER)
    style = _STYLES[marks.drawing[rows]]
    if scale.day_width - gap < RULE_LEAST:
        style = np.where(style == RuleStyle.DASHES.value, np.uint8(RuleStyle.EVEN), style)
    arrows = np.where((flags & Flag.OPEN_START.value) != 0, Arrow.LEFT, 0) | np.where(
        (flags & Flag.OPEN_END.value) != 0, Arrow.RIGHT, 0
    )
    drawn = (x1 - x0 >= RULE_LEAST) & (x1 > 0) & (x0 < width)
    rules = RuleItems(
        rows[drawn],
        lanes[drawn],
        x0[drawn],
        x1[drawn],
        y[drawn] + RULE_TOP,
        start[drawn],
        end[drawn],
        style[drawn],
        arrows[drawn].astype(np.uint8),
    )
    return rules, _dashes(rules, scale, gap)


def _dashes(rules: RuleItems, scale: Scale, gap: float) -> DashItems:
    """Cut the rules of style DASHES into a dash for each of their days that is in view."""
    of = np.flatnonzero(rules.style == RuleStyle.DASHES.value)
    per_pixel = scale.minutes_per_pixel
    first = np.floor((scale.origin + rules.x0[of] * per_pixel) / MINUTES_PER_DAY + 1e-6).astype(np.int64)
    last = np.ceil((scale.origin + rules.x1[of] * per_pixel) / MINUTES_PER_DAY - 1e-6).astype(np.int64)
    days = last - first
    of, first = np.repeat(of, days), np.repeat(first, days)
    within = np.arange(len(of)) - np.repeat(np.cumsum(days) - days, days)
    x = scale.x((first + within) * MINUTES_PER_DAY)
    x0 = np.maximum(x + gap / 2, rules.x0[of])
    x1 = np.minimum(x + scale.day_width - gap / 2, rules.x1[of])
    long = x1 - x0 >= RULE_LEAST
    return DashItems(rules.row[of][long], x0[long], x1[long], rules.y[of][long])
