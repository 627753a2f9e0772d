"""Dates of entries that begin on one day, in the order of their bounds, of every kind that EDTF's subset has."""

from datetime import timedelta
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.dates import MINUTES_A_DAY, minutes_of
from db.marks import OPEN_FUTURE
from db.synthetic.pace import DAYS, FIRST_DAY

LONGEST = 240
"""Days that an extent takes at most."""
SHORTEST = 2
MIDDLE = 6.0
"""Days of the middle one."""


class Way(IntEnum):
    """How a date is written."""

    DAY = 0
    TIMED = 1
    EXTENT = 2
    ONE_OF = 3
    UNCERTAIN = 4
    UNCERTAIN_EXTENT = 5
    APPROXIMATE = 6
    APPROXIMATE_EXTENT = 7
    OPEN_END = 8
    MONTH = 9
    """On the first of a month only."""


PARTS = np.array([0.46, 0.175, 0.15, 0.07, 0.015, 0.03, 0.015, 0.04, 0.02, 0.025])
LONG = (Way.EXTENT, Way.ONE_OF, Way.UNCERTAIN_EXTENT, Way.APPROXIMATE_EXTENT)

_WRITTEN = {
    Way.DAY: "{0}",
    Way.EXTENT: "{0}/{1}",
    Way.ONE_OF: "[{0}..{1}]",
    Way.UNCERTAIN: "{0}?",
    Way.UNCERTAIN_EXTENT: "{0}?/{1}?",
    Way.APPROXIMATE: "{0}~",
    Way.APPROXIMATE_EXTENT: "{0}~/{1}~",
    Way.OPEN_END: "{0}/..",
}
_OFFSETS = ("", "", "", "Z", "+02:00", "+03:00")


class Whens(Struct, frozen=True):
    """Dates in EDTF, in the chronology's order, and how each is written."""

    texts: list[str]
    ways: list[int]
    order: npt.NDArray[np.int64]
    """Which of the drawn dates stands at each place."""


class Almanac:
    """Writes dates of the days from FIRST_DAY on."""

    def __init__(self) -> None:
        """Write every day once."""
        days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS + LONGEST + 32)]
        self._first = minutes_of(FIRST_DAY)
        self._days = [day.isoformat() for day in days]
        self._month_ends = [(day.replace(day=28) + timedelta(days=4)).replace(day=1) for day in days[:DAYS]]
        self._begins_month = [day.day == 1 for day in days]

    def day(self, number: int) -> str:
        """Return a day, counted from FIRST_DAY, in ISO 8601."""
        return self._days[number]

    def of_day(self, day: int, count: int, chance: np.random.Generator) -> Whens:
        """Draw ``count`` dates whose first possible moment lies in a day."""
        ways = chance.choice(len(PARTS), count, p=PARTS)
        if not self._begins_month[day]:
            ways[ways == Way.MONTH] = Way.EXTENT
        lengths = np.clip(chance.lognormal(np.log(MIDDLE), 1.0, count), SHORTEST, LONGEST).astype(np.int64)
        minutes = chance.integers(0, MINUTES_A_DAY, count)
        offsets = chance.integers(0, len(_OFFSETS), count)
        order = self._ordered(day, ways, lengths, minutes)
        drawn = zip(ways[order].tolist(), lengths[order].tolist(), minutes[order].tolist(), offsets[order], strict=True)
        texts = [self._written(day, way, length, minute, int(offset)) for way, length, minute, offset in drawn]
        return Whens(texts, ways[order].tolist(), order)

    def _ordered(
        self,
        day: int,
        ways: npt.NDArray[np.int64],
        lengths: npt.NDArray[np.int64],
        minutes: npt.NDArray[np.int64],
    ) -> npt.NDArray[np.int64]:
        begin = self._first + day * MINUTES_A_DAY
        timed = ways == Way.TIMED
        earliest = begin + np.where(timed, minutes, 0)
        latest = earliest + np.where(timed, 1, MINUTES_A_DAY)
        latest = np.where(np.isin(ways, LONG), begin + lengths * MINUTES_A_DAY, latest)
        latest = np.where(ways == Way.MONTH, minutes_of(self._month_ends[day]), latest)
        latest = np.where(ways == Way.OPEN_END, OPEN_FUTURE, latest)
        return np.asarray(np.lexsort((latest, earliest)), np.int64)

    def _written(self, day: int, way: int, length: int, minute: int, offset: int) -> str:
        first = self._days[day]
        if way == Way.TIMED:
            return f"{first}T{minute // 60:02}:{minute % 60:02}{_OFFSETS[offset]}"
        if way == Way.MONTH:
            return first[:7]
        return _WRITTEN[Way(way)].format(first, self._days[day + length - 1])
