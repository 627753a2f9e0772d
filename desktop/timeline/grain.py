"""What packing depends on beside the entries: the zoom step, how labels measure, and which days hold cards."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.marks import Marks
from desktop.timeline.colouring import Tints
from desktop.timeline.columns import Flags
from desktop.timeline.detail_level import TILE
from desktop.timeline.display import CARD_MIN_DAY
from desktop.timeline.geometry import carded
from desktop.timeline.index import Ints, Rows
from desktop.timeline.scale import MINUTES_PER_DAY

Measure = Callable[[Rows], npt.NDArray[np.float32]]
"""Rows → natural widths of their labels in px (title and source figure). Called with few rows at a time;
the view keeps what it has measured."""

CARDS_MOST = 6
"""Cards that one day of a lane stacks; a fuller day is drawn in rows."""
APART = 1 << 40
"""From the tiles of one stretch to those of the next, so that one number tells both."""


class Grain(Struct, frozen=True):
    """What packing depends on beside the entries: pixels of the zoom step, cards or not, and how labels measure.

    ``second`` px are kept free behind the labels of extents where cards are drawn; clusters mix ``tints``.
    """

    per_pixel: float
    measure: Measure
    second: float
    tints: Tints

    @property
    def day_width(self) -> float:
        """Pixels a day takes at the step."""
        return MINUTES_PER_DAY / self.per_pixel

    @property
    def cards(self) -> bool:
        """Tell whether days are wide enough for cards."""
        return self.day_width >= CARD_MIN_DAY

    @property
    def tile(self) -> float:
        """Minutes a tile takes."""
        return TILE * self.per_pixel


def day_slots(marks: Marks, rows: Rows, of: Ints, grain: Grain) -> tuple[Flags, npt.NDArray[np.int32]]:
    """Tell which rows, of the stretches ``of``, are drawn as cards, and the place of each in its day's column."""
    card = carded(marks, rows, grain.day_width)
    chosen = np.flatnonzero(card)
    slots = np.full(len(rows), -1, np.int32)
    if len(chosen):
        days = marks.place[rows[chosen]] // MINUTES_PER_DAY + of[chosen] * APART
        order = np.argsort(days, kind="stable")
        days, chosen = days[order], chosen[order]
        first = np.searchsorted(days, days)
        full = np.searchsorted(days, days, side="right") - first > CARDS_MOST
        slots[chosen] = np.arange(len(chosen)) - first
        card[chosen[full]] = False
        slots[chosen[full]] = -1
    return card, slots
