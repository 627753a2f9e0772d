"""Calendar arithmetic on minutes since 0001-01-01T00:00, in the proleptic Gregorian calendar.

Whole columns at once through numpy's datetime64; years below 1 and above 9999 are no special case.
"""

import math
from enum import Enum
from functools import lru_cache

import numpy as np
from msgspec import Struct

from db.dates import END_OF_TIME
from desktop.timeline.index import Ints
from desktop.timeline.scale import MINUTES_PER_DAY

_EPOCH = np.datetime64("0001-01-01T00:00", "m")
_MONTHS_AT_EPOCH = int(_EPOCH.astype("datetime64[M]").astype(np.int64))

LAST_DAY = END_OF_TIME // MINUTES_PER_DAY - 1
DATES_KEPT = 4096
"""Moments whose parts are remembered: those of the axis are asked for in every frame."""


class Unit(Enum):
    """A calendar unit; the value is its usual length in minutes."""

    MINUTE = 1.0
    HOUR = 60.0
    DAY = 1440.0
    WEEK = 7 * 1440.0
    MONTH = 30.436875 * 1440
    YEAR = 365.2425 * 1440


class Date(Struct, frozen=True):
    """A civil moment in parts; ``weekday`` 1 is Monday."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    weekday: int


@lru_cache(DATES_KEPT)
def date_of(minute: int) -> Date:
    """Take a moment apart."""
    days, rest = divmod(minute, MINUTES_PER_DAY)
    day = _EPOCH.astype("datetime64[D]") + np.timedelta64(days, "D")
    month = day.astype("datetime64[M]")
    months = int(month.astype(np.int64)) - _MONTHS_AT_EPOCH
    day_of_month = int((day - month.astype("datetime64[D]")).astype(np.int64)) + 1
    return Date(months // 12 + 1, months % 12 + 1, day_of_month, rest // 60, rest % 60, days % 7 + 1)


def whole_days(start: float, end: float, slack: float = 0.0) -> tuple[int, int]:
    """Return the days of the years 1 to 9999 that a span touches, half-open in minutes; at least one.

    A day that it touches by no more than ``slack`` minutes, or a quarter of the day, at its ends is left out.
    """
    slack = min(slack, MINUTES_PER_DAY / 4, (end - start) / 3)
    first = min(max(math.floor((start + slack) / MINUTES_PER_DAY), 0), LAST_DAY)
    after = min(max(math.ceil((end - slack) / MINUTES_PER_DAY), first + 1), LAST_DAY + 1)
    return first * MINUTES_PER_DAY, after * MINUTES_PER_DAY


def month_start(months: Ints) -> Ints:
    """Tell the first minute of months counted from 0001-01."""
    starts = (months + _MONTHS_AT_EPOCH).astype("datetime64[M]").astype("datetime64[D]")
    days: Ints = (starts - _EPOCH.astype("datetime64[D]")).astype(np.int64)
    return days * MINUTES_PER_DAY


def edges(unit: Unit, every: int, start: float, end: float) -> Ints:
    """List the beginnings of every ``every``-th unit from the last at or before ``start`` to the first from ``end`` on.

    Weeks begin on Monday, and are counted from Monday 0001-01-01. Months and years are counted from the year 0,
    so that every tenth year ends in 0.
    """
    if unit in (Unit.MONTH, Unit.YEAR):
        months = every * (12 if unit is Unit.YEAR else 1)
        first = _month_of(start) + 12
        low = first // months * months - 12
        high = _month_of(end) + months + 1
        found = month_start(np.arange(low, high + 1, months, dtype=np.int64))
    else:
        length = int(unit.value) * every
        found = np.arange(int(start // length) * length, end + 2 * length, length, dtype=np.int64)
    return found[: int(np.searchsorted(found, end)) + 1]


def _month_of(minute: float) -> int:
    date = date_of(int(minute // 1))
    return (date.year - 1) * 12 + date.month - 1
