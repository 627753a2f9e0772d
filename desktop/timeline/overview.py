"""The overview: all years on one line, with empty stretches of over a year cut to marked breaks."""

from dataclasses import dataclass

from desktop.timeline.display import SegmentItems
from desktop.timeline.index import Index
from desktop.timeline.ticks import TickLabel

BREAK = 24.0
STEP = 6.0
"""Width of a bar's step; the bar is 1 px narrower."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the map, linear from ``start`` to ``end`` (minutes) over ``x0`` to ``x1``; a break or not."""

    start: float
    end: float
    x0: float
    x1: float
    broken: bool


@dataclass(frozen=True, slots=True)
class OverviewMap:
    """A piecewise linear map between minutes and pixels; monotone, and invertible everywhere."""

    stretches: tuple[Stretch, ...]

    def x(self, minute: float) -> float:
        """Tell where a minute lies; beyond the ends, at the ends."""
        raise NotImplementedError

    def minute(self, x: float) -> float:
        """Tell the minute at ``x``."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview draws: bars (``segments`` grow up from y = 36), breaks in the map, labels."""

    map: OverviewMap
    segments: SegmentItems
    labels: tuple[TickLabel, ...]


def overview(index: Index, width: float) -> Overview:
    """Compose the overview of all entries for a line ``width`` px long."""
    raise NotImplementedError
