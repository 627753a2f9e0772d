"""Where entries stand in time: centres of marks and bounds of rules, before any row is given."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.marks import Drawing, Flag, Marks
from desktop.timeline.display import CARD_MIN_DAY, MARK
from desktop.timeline.index import Rows, known_bounds
from desktop.timeline.scale import MINUTES_PER_DAY

SOFT_MARGIN = 8.0
"""How far the rule of an approximate date reaches beyond its bounds."""
OPEN_MARGIN = 24.0
"""How far a rule reaches beyond what is known on an open side, arrow head included."""
CARD_MARK = 6.0 + MARK / 2
"""Centre of a mark from its day's first pixel where cards are drawn."""
TIMED_CARD_MOST = 528.0
"""From this day width on, what is known to the minute stands at its minute, not on its day's card."""
RULE_LEAST = 4.0
"""Shorter rules are left out."""


class Spans(Struct, frozen=True):
    """Columns of some rows in minutes; where a rule is drawn at all, ``ruled`` holds."""

    rows: Rows
    anchor: npt.NDArray[np.float64]
    """Where the mark stands: its minute, the middle of its day, or with cards the start of its day."""
    offset: npt.NDArray[np.float64]
    """Pixels from ``anchor`` to the mark's centre."""
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    ruled: npt.NDArray[np.bool_]
    before: npt.NDArray[np.float64]
    """Pixels that the rule reaches out before ``start``."""
    beyond: npt.NDArray[np.float64]
    """Pixels that it reaches out beyond ``end``."""
    home: npt.NDArray[np.int64]
    """End of the day, or of the minute, on which the mark stands."""


def spans(marks: Marks, rows: Rows, *, cards: bool) -> Spans:
    """Tell where the marks and rules of some rows lie in time."""
    flags = marks.flags[rows]
    timed = (flags & Flag.TIMED.value) != 0
    drawing = marks.drawing[rows]
    soft = np.where(drawing == Drawing.APPROXIMATE.value, SOFT_MARGIN, 0.0)
    start, end = known_bounds(marks, rows)
    place = marks.place[rows]
    middle = 0 if cards else MINUTES_PER_DAY / 2
    return Spans(
        rows,
        np.asarray(place + np.where(timed, 0.0, middle), np.float64),
        np.where(timed, 0.0, CARD_MARK if cards else 0.0),
        start,
        end,
        drawing != Drawing.DAY.value,
        np.where((flags & Flag.OPEN_START.value) != 0, OPEN_MARGIN, soft),
        np.where((flags & Flag.OPEN_END.value) != 0, OPEN_MARGIN, soft),
        np.minimum(end, place + np.where(timed, 1, MINUTES_PER_DAY)),
    )


def carded(marks: Marks, rows: Rows, day_width: float) -> npt.NDArray[np.bool_]:
    """Tell which rows are drawn as cards where a day is ``day_width`` px wide: those of one known day."""
    if day_width < CARD_MIN_DAY:
        return np.zeros(len(rows), np.bool_)
    barred = Flag.HOLLOW if day_width < TIMED_CARD_MOST else Flag.HOLLOW | Flag.TIMED
    return np.asarray((marks.drawing[rows] == Drawing.DAY.value) & ((marks.flags[rows] & barred.value) == 0), np.bool_)
