"""Calendar ticks in two tiers: months over days, years over months, days over hours. Data, not words."""

from dataclasses import dataclass
from enum import Enum

from desktop.timeline.scale import Scale


class Naming(Enum):
    """What a label says; the view puts it in words with its locale."""

    YEAR = "2020"
    MONTH_YEAR = "June 2020"
    MONTH = "July"
    SHORT_MONTH = "Jan"
    DATE_YEAR = "Wednesday 10 June 2020"
    DATE = "Wednesday 10 June"
    WEEKDAY_DAY = "Monday 8"
    SHORT_WEEKDAY_DAY = "Mon 1"
    DAY = "8"
    TIME = "14:30"


class Weight(Enum):
    """How strongly a line is drawn."""

    MAJOR = "major"
    """Begins what the upper tier names: `line`, from 2 px below the top of the axis."""
    MINOR = "minor"
    """Mondays and other labelled steps: `grid`."""


@dataclass(frozen=True, slots=True)
class TickLabel:
    """A label that begins at ``x`` (text 5 px right of it) and names ``start`` to ``end`` (minutes, half-open)."""

    naming: Naming
    x: float
    start: int
    end: int
    year: int
    month: int
    day: int
    hour: int
    minute: int
    weekday: int
    """1 is Monday, as in QDate."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The axis of one view: labels of both tiers, lines through the plot, 4 px ticks, weekend bands."""

    upper: tuple[TickLabel, ...]
    lower: tuple[TickLabel, ...]
    lines: tuple[tuple[float, Weight], ...]
    marks: tuple[float, ...]
    weekends: tuple[tuple[float, float], ...]


def ticks(scale: Scale, width: float) -> Ticks:
    """Compute the axis for a plot ``width`` px wide."""
    raise NotImplementedError
