"""Calendar ticks in two tiers: months over days, years over months, days over hours. Data, not words."""

from datetime import date as civil_date
from enum import Enum
from itertools import pairwise
from operator import itemgetter

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from desktop.timeline.civil import Unit, date_of, edges
from desktop.timeline.index import Ints
from desktop.timeline.scale import MINUTES_PER_DAY, Scale

APART = 90.0
"""Pixels from label to label, at least, in either tier."""
WEEKEND_DAYS_MOST = 70
"""Ten weeks: with more in view, weekends are not hinted."""
TICK_LEAST = 6.0
"""Pixels from tick to tick, at least."""

END_OF_YEARS = civil_date.max.toordinal() * MINUTES_PER_DAY
"""The first minute behind the year 9999, the last that a date can have."""


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
    DAY = "day"
    """A day where every day is labelled: `line`, from the lower tier on."""
    MINOR = "minor"
    """Mondays and other labelled steps: `grid`."""


class TickLabel(Struct, frozen=True):
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


class Ticks(Struct, frozen=True):
    """The axis of one view: labels of both tiers, lines through the plot, 4 px ticks, weekend bands."""

    upper: tuple[TickLabel, ...]
    lower: tuple[TickLabel, ...]
    lines: tuple[tuple[float, Weight], ...]
    marks: tuple[float, ...]
    weekends: tuple[tuple[float, float], ...]


class Tier(Struct, frozen=True):
    """A row of the table: every ``every``-th ``unit``, and how its labels read."""

    unit: Unit
    every: int
    naming: Naming

    @property
    def minutes(self) -> float:
        """How near its labels may lie to each other; months and years differ in length."""
        slack = {Unit.MONTH: 3 * MINUTES_PER_DAY, Unit.YEAR: MINUTES_PER_DAY}.get(self.unit, 0)
        return self.unit.value * self.every - slack


class Pair(Struct, frozen=True):
    """Two tiers that belong together; ``first`` is how the first upper label in view reads.

    ``fine`` are the ticks between the labels, the first that is wide enough.
    """

    upper: Tier
    lower: Tier | None
    first: Naming
    fine: tuple[tuple[Unit, int], ...]


_DAYS = Tier(Unit.DAY, 1, Naming.DATE)
_MONTHS = Tier(Unit.MONTH, 1, Naming.MONTH)
_YEARS = Tier(Unit.YEAR, 1, Naming.YEAR)

TABLE: tuple[Pair, ...] = (
    *(
        Pair(_DAYS, Tier(unit, every, Naming.TIME), Naming.DATE_YEAR, fine)
        for unit, every, fine in (
            (Unit.MINUTE, 5, ((Unit.MINUTE, 1),)),
            (Unit.MINUTE, 10, ((Unit.MINUTE, 1), (Unit.MINUTE, 2))),
            (Unit.MINUTE, 15, ((Unit.MINUTE, 1), (Unit.MINUTE, 5))),
            (Unit.MINUTE, 30, ((Unit.MINUTE, 5), (Unit.MINUTE, 10))),
            (Unit.HOUR, 1, ((Unit.MINUTE, 10), (Unit.MINUTE, 15))),
            (Unit.HOUR, 2, ((Unit.MINUTE, 30),)),
            (Unit.HOUR, 3, ((Unit.HOUR, 1),)),
            (Unit.HOUR, 6, ((Unit.HOUR, 1),)),
        )
    ),
    Pair(_MONTHS, Tier(Unit.DAY, 1, Naming.WEEKDAY_DAY), Naming.MONTH_YEAR, ((Unit.DAY, 1),)),
    Pair(_MONTHS, Tier(Unit.DAY, 2, Naming.SHORT_WEEKDAY_DAY), Naming.MONTH_YEAR, ((Unit.DAY, 1),)),
    Pair(_MONTHS, Tier(Unit.DAY, 3, Naming.SHORT_WEEKDAY_DAY), Naming.MONTH_YEAR, ((Unit.DAY, 1),)),
    Pair(_MONTHS, Tier(Unit.WEEK, 1, Naming.DAY), Naming.MONTH_YEAR, ((Unit.DAY, 1),)),
    Pair(_MONTHS, Tier(Unit.WEEK, 2, Naming.DAY), Naming.MONTH_YEAR, ((Unit.DAY, 1), (Unit.WEEK, 1))),
    Pair(_YEARS, Tier(Unit.MONTH, 1, Naming.SHORT_MONTH), Naming.YEAR, ((Unit.WEEK, 1), (Unit.MONTH, 1))),
    Pair(_YEARS, Tier(Unit.MONTH, 2, Naming.SHORT_MONTH), Naming.YEAR, ((Unit.MONTH, 1),)),
    Pair(_YEARS, Tier(Unit.MONTH, 3, Naming.SHORT_MONTH), Naming.YEAR, ((Unit.MONTH, 1),)),
    Pair(_YEARS, Tier(Unit.MONTH, 6, Naming.SHORT_MONTH), Naming.YEAR, ((Unit.MONTH, 1),)),
    *(
        Pair(Tier(Unit.YEAR, every, Naming.YEAR), None, Naming.YEAR, ((Unit.MONTH, 3), (Unit.YEAR, every // 5 or 1)))
        for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
    ),
)


def ticks(scale: Scale, width: float) -> Ticks:
    """Compute the axis for a plot ``width`` px wide."""
    width = max(width, 1.0)
    pair = _pair(scale)
    upper = _labels(pair.upper, scale, width)
    majors = [label.x for label in upper if label.x >= 0]
    lower = _labels(pair.lower, scale, width) if pair.lower else ()
    lower = tuple(label for label in lower if label.x >= 0)
    if pair.lower and pair.lower.unit is Unit.WEEK and lower:
        lower = (replace(lower[0], naming=Naming.SHORT_WEEKDAY_DAY), *lower[1:])
    return Ticks(
        _named(_at_edge(upper), pair),
        lower,
        _lines(majors, pair, lower, scale, width),
        _fine(pair, scale, width),
        _weekends(scale, width),
    )


def _pair(scale: Scale) -> Pair:
    """Choose the finest row of the table whose labels are far enough apart."""
    fitting = (pair for pair in TABLE if (pair.lower or pair.upper).minutes / scale.minutes_per_pixel >= APART)
    return next(fitting, TABLE[-1])


def _starts(unit: Unit, every: int, scale: Scale, width: float) -> Ints:
    """List where a tier's labels begin, from one at or before the plot to one at or beyond its end."""
    start, end = scale.minute(0.0), scale.minute(width)
    if unit is Unit.DAY and every > 1:
        margin = 2 * every * MINUTES_PER_DAY
        return _counted_days(edges(unit, 1, start - margin, end + margin), every)
    return edges(unit, every, start, end)


def _counted_days(days: Ints, every: int) -> Ints:
    """Keep every so-manieth day of a month from its first, and none that is too near to the next month's first."""
    kept = []
    for day in days.tolist():
        this, ahead = date_of(day), date_of(day + (every - 1) * MINUTES_PER_DAY)
        if (this.day - 1) % every == 0 and this.month == ahead.month:
            kept.append(day)
    return np.array(kept, np.int64)


def _labels(tier: Tier, scale: Scale, width: float) -> tuple[TickLabel, ...]:
    """Make the labels of a tier whose spans meet the plot, within the calendar's years: there is no year 0."""
    starts = _starts(tier.unit, tier.every, scale, width)
    found = []
    for begun, (start, end) in zip(starts.tolist(), pairwise(np.clip(starts, 0, END_OF_YEARS).tolist()), strict=False):
        x, until = scale.x(float(start)), scale.x(float(end))
        # What begins with the year 1 instead of 0 may have lost the room for its label.
        narrow = start > begun and end < END_OF_YEARS and until - x < APART
        if start < end and x < width and until > 0 and not narrow:
            date = date_of(start)
            found.append(
                TickLabel(
                    tier.naming, x, start, end, date.year, date.month, date.day, date.hour, date.minute, date.weekday
                )
            )
    return tuple(found)


def _at_edge(upper: tuple[TickLabel, ...]) -> tuple[TickLabel, ...]:
    """Keep what began before the plot at its left edge, unless the next leaves it no room."""
    if not upper or upper[0].x >= 0:
        return upper
    if len(upper) > 1 and upper[1].x < APART:
        return upper[1:]
    return (replace(upper[0], x=0.0), *upper[1:])


def _named(upper: tuple[TickLabel, ...], pair: Pair) -> tuple[TickLabel, ...]:
    """Tell the year with the first label, and with every January."""
    return tuple(
        replace(label, naming=pair.first) if i == 0 or (label.naming is Naming.MONTH and label.month == 1) else label
        for i, label in enumerate(upper)
    )


def _lines(
    majors: list[float], pair: Pair, lower: tuple[TickLabel, ...], scale: Scale, width: float
) -> tuple[tuple[float, Weight], ...]:
    """Draw a line at all labels, but at Mondays only where days are counted by two or more."""
    weight = Weight.DAY if pair.lower and (pair.lower.unit, pair.lower.every) == (Unit.DAY, 1) else Weight.MINOR
    minors = [label.x for label in lower]
    if pair.lower and pair.lower.unit in (Unit.DAY, Unit.WEEK) and weight is Weight.MINOR:
        minors = scale.x(edges(Unit.WEEK, 1, scale.minute(0.0), scale.minute(width))).tolist()
    lines = [(x, weight) for x in minors if 0 <= x < width and x not in majors]
    return tuple(sorted([*lines, *((x, Weight.MAJOR) for x in majors)], key=itemgetter(0)))


def _fine(pair: Pair, scale: Scale, width: float) -> tuple[float, ...]:
    """Tell where the ticks stand: at the finest of the pair's steps that is wide enough."""
    for unit, every in pair.fine:
        if unit.value * every / scale.minutes_per_pixel >= TICK_LEAST:
            x = scale.x(edges(unit, every, scale.minute(0.0), scale.minute(width)))
            return tuple(x[(x >= 0) & (x < width)].tolist())
    return ()


def _weekends(scale: Scale, width: float) -> tuple[tuple[float, float], ...]:
    """Tell from where to where weekends lie in the plot."""
    if width > WEEKEND_DAYS_MOST * scale.day_width:
        return ()
    mondays = edges(Unit.WEEK, 1, scale.minute(0.0), scale.minute(width) + Unit.WEEK.value)
    bands = ((scale.x(float(monday - 2 * MINUTES_PER_DAY)), scale.x(float(monday))) for monday in mondays.tolist())
    return tuple((max(x0, 0.0), min(x1, width)) for x0, x1 in bands if x1 > 0 and x0 < width)
