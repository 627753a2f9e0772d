"""Read dates written in a subset of EDTF (ISO 8601-2) and tell what they bound.

Level 0: year, month, day, a minute's time with an offset or without, intervals. Level 1: the qualifiers ``?``
(uncertain), ``~`` (approximate) and ``%`` (both), ``X`` for unspecified last digits, open (``..``) and unknown (empty)
ends of intervals. Level 2: one of ``[a,b]``, ``[a..b]``, ``[..b]``, ``[a..]`` and mixtures of them.

Time is civil time in whole minutes from 0001-01-01T00:00: a timed value belongs to the day written in it, its offset
is kept and never applied. Bounds are half-open. A set is not an interval: `[2020-06-29..2020-07-05]` is some day of
that week, `2020-06-29/2020-07-05` is all that week.
"""

from datetime import date, time
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from db.edtf import DateError, Grain, SimpleDate, read_simple

__all__ = [
    "END_OF_TIME",
    "FIRST_MINUTE",
    "MINUTES_A_DAY",
    "Date",
    "DateError",
    "Grain",
    "Range",
    "Shape",
    "date_of",
    "day_bounds",
    "minutes_of",
    "parse",
    "time_of",
]

MINUTES_A_DAY = 24 * 60
FIRST_MINUTE = 0
END_OF_TIME = date.max.toordinal() * MINUTES_A_DAY


class Shape(StrEnum):
    """What a date says of the time between its bounds.

    *exact*: this day or minute. *period*: some time in a month or year, or some day, month or year among those that
    the unspecified digits leave open. *extent*: all of an interval. *one_of*: one among the members of a set.
    """

    EXACT = "exact"
    PERIOD = "period"
    EXTENT = "extent"
    ONE_OF = "one_of"


class Date(Struct, frozen=True):
    """A date of the subset, parsed; `str` gives it back as written.

    `earliest` and `latest` are its half-open bounds in minutes, None where unbounded. `begun_by` and `lasts_to` decide
    what is certain: every reading has begun before `begun_by`, none is over before `lasts_to`. `mark` is the minute
    where its mark stands: its first possible minute, or where that is unbounded the first of the date that bounds it
    at the end. `grain` is that of the coarsest part written.

    An extent has `start` and `end` (None where open or unknown), a set its `members`; `offset` is that of one exact
    minute (`Z`, `+03:00`, or empty). A date is `uncertain` or `approximate` if any part of it is.
    """

    text: str
    shape: Shape
    grain: Grain
    earliest: int | None
    latest: int | None
    begun_by: int
    lasts_to: int
    mark: int
    uncertain: bool = False
    approximate: bool = False
    offset: str = ""
    start: "Date | None" = None
    end: "Date | None" = None
    members: "tuple[Date | Range, ...]" = ()
    open_start: bool = False
    open_end: bool = False
    unknown_start: bool = False
    unknown_end: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> Grain:
        """The grain of the coarsest part written, under the name that exports use."""
        return self.grain

    @property
    def qualified(self) -> bool:
        """Whether it is uncertain or approximate."""
        return self.uncertain or self.approximate

    @property
    def unspecified(self) -> bool:
        """Whether digits are left open with an X."""
        return "X" in self.text

    @property
    def sort_key(self) -> tuple[int, int]:
        """Earliest, then latest: the wider of two that may begin together comes after the narrower."""
        return (
            FIRST_MINUTE if self.earliest is None else self.earliest,
            END_OF_TIME if self.latest is None else self.latest,
        )

    @property
    def first_day(self) -> date | None:
        """The first possible day; None where unbounded."""
        return None if self.earliest is None else date_of(self.earliest)

    @property
    def last_day(self) -> date | None:
        """The last possible day, inclusive; None where unbounded."""
        return None if self.latest is None else date_of(self.latest - 1)

    def possibly_in(self, start: int | None, end: int | None) -> bool:
        """Tell whether the bounds meet the half-open period from `start` to `end` (None: unbounded)."""
        earliest, latest = self.sort_key
        return (end is None or earliest < end) and (start is None or start < latest)

    def certainly_in(self, start: int | None, end: int | None) -> bool:
        """Tell whether every reading meets the half-open period from `start` to `end` (None: unbounded).

        Every reading of a set, of a month or of unspecified digits does only if all lie inside; an extent does if some
        part of it that is known does. Its open end goes on, its unknown end may follow at once. Qualified dates never
        do.
        """
        begun = end is None or self.begun_by <= end
        lasts = start is None or start <= self.lasts_to
        return begun and lasts and not self.qualified


class Range(Struct, frozen=True):
    """The dates from `first` to `last` in a set, both included, not spelt out; None where open."""

    first: Date | None
    last: Date | None

    def __str__(self) -> str:
        return f"{self.first or ''}..{self.last or ''}"


def minutes_of(day: date) -> int:
    """Return the minute at which a civil day begins."""
    return (day.toordinal() - 1) * MINUTES_A_DAY


def date_of(minute: int) -> date:
    """Return the civil day in which a minute lies; raises ValueError outside the years 1 to 9999."""
    return date.fromordinal(minute // MINUTES_A_DAY + 1)


def time_of(minute: int) -> time:
    """Return the time of day at a minute."""
    return time(*divmod(minute % MINUTES_A_DAY, 60))


def day_bounds(day: date) -> tuple[int, int]:
    """Return the half-open bounds of a civil day in minutes."""
    begin = minutes_of(day)
    return begin, begin + MINUTES_A_DAY


def parse(text: str) -> Date:
    """Return the date that a text in the EDTF subset denotes; raises `DateError`."""
    if text.startswith("["):
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_simple(text, 0, len(text))


def _parse_interval(text: str) -> Date:
    slash = text.index("/")
    second = text.find("/", slash + 1)
    if second >= 0:
        raise DateError(text, second, "an interval has one slash")
    first, last = text[:slash], text[slash + 1 :]
    if first in ("", "..") and last in ("", ".."):
        raise DateError(text, 0, "an interval needs a date at one end at least")
    start = None if first in ("", "..") else _parse_simple(text, 0, slash)
    end = None if last in ("", "..") else _parse_simple(text, slash + 1, len(text))
    if start and end and end.begun_by <= start.lasts_to:
        raise DateError(text, slash + 1, f"{end} comes before {start}")
    return _extent(text, start, end)


def _extent(text: str, start: Date | None, end: Date | None) -> Date:
    """Build an extent; an unknown end may fall together with the other one, an open end never comes."""
    known = [part for part in (start, end) if part]
    unknown_start, unknown_end = text.startswith("/"), text.endswith("/")
    return Date(
        text=text,
        shape=Shape.EXTENT,
        grain=_coarsest(known),
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        begun_by=(known[0] if start or unknown_start else _ALWAYS).begun_by,
        lasts_to=(known[-1] if end or unknown_end else _ALWAYS).lasts_to,
        mark=known[0].mark,
        uncertain=any(part.uncertain for part in known),
        approximate=any(part.approximate for part in known),
        start=start,
        end=end,
        open_start=text.startswith(".."),
        open_end=text.endswith(".."),
        unknown_start=unknown_start,
        unknown_end=unknown_end,
    )


# What an open end of an extent stands for: begun before everything, lasting beyond everything.
_ALWAYS = Date("..", Shape.EXTENT, Grain.MINUTE, None, None, FIRST_MINUTE, END_OF_TIME, FIRST_MINUTE)


def _parse_set(text: str) -> Date:
    if not text.endswith("]"):
        close = text.find("]")
        raise DateError(text, len(text) if close < 0 else close + 1, "a set ends with its only ]")
    written = text[1:-1].split(",")
    members: list[Date | Range] = []
    begin = 1
    for number, member in enumerate(written):
        end = begin + len(member)
        begin = end - len(member.lstrip(" "))
        members.append(_parse_member(text, begin, end, first=number == 0, last=number == len(written) - 1))
        begin = end + 1
    return _one_of(tuple(members))


def _parse_member(text: str, begin: int, end: int, *, first: bool, last: bool) -> Date | Range:
    """Parse a date or a range; an open range between other members would swallow them."""
    dots = text.find("..", begin, end)
    if dots < 0:
        return _parse_simple(text, begin, end)
    low = _parse_simple(text, begin, dots) if dots > begin else None
    high = _parse_simple(text, dots + 2, end) if dots + 2 < end else None
    if not low and not high:
        raise DateError(text, begin, "a range needs a date at one end at least")
    if not low and not first:
        raise DateError(text, begin, "only the first member can be open at its start")
    if not high and not last:
        raise DateError(text, dots, "only the last member can be open at its end")
    if low and high and high.begun_by <= low.lasts_to:
        raise DateError(text, dots + 2, f"{high} comes before {low}")
    return Range(low, high)


def _one_of(members: tuple[Date | Range, ...]) -> Date:
    """Build a set, whose readings are certain only where all its bounds are."""
    ends = [(member.first, member.last) if isinstance(member, Range) else (member, member) for member in members]
    written = [part for pair in ends for part in pair if part]
    open_start, open_end = ends[0][0] is None, ends[-1][1] is None
    earliest = None if open_start else min(part.lasts_to for part in written)
    latest = None if open_end else max(part.begun_by for part in written)
    return Date(
        text=f"[{','.join(map(str, members))}]",
        shape=Shape.ONE_OF,
        grain=_coarsest(written),
        earliest=earliest,
        latest=latest,
        begun_by=END_OF_TIME if latest is None else latest,
        lasts_to=FIRST_MINUTE if earliest is None else earliest,
        mark=written[0].mark if earliest is None else earliest,
        uncertain=any(part.uncertain for part in written),
        approximate=any(part.approximate for part in written),
        members=members,
        open_start=open_start,
        open_end=open_end,
    )


def _coarsest(parts: list[Date]) -> Grain:
    order = list(Grain)
    return max((part.grain for part in parts), key=order.index)


def _parse_simple(text: str, begin: int, end: int) -> Date:
    """Parse a date that stands in a text; the same one stands in very many."""
    try:
        return _simple(text[begin:end])
    except DateError:
        # Once more where it stands, so that the error tells the place in the whole text.
        return _built(read_simple(text, begin, end))


@lru_cache(maxsize=1 << 14)
def _simple(text: str) -> Date:
    return _built(read_simple(text, 0, len(text)))


def _built(simple: SimpleDate) -> Date:
    earliest, latest = minutes_of(simple.first), minutes_of(simple.last) + MINUTES_A_DAY
    if simple.minute is not None:
        earliest += simple.minute
        latest = earliest + 1
    exact = simple.grain in (Grain.MINUTE, Grain.DAY) and "X" not in simple.text
    return Date(
        text=simple.text,
        shape=Shape.EXACT if exact else Shape.PERIOD,
        grain=simple.grain,
        earliest=earliest,
        latest=latest,
        begun_by=latest,
        lasts_to=earliest,
        mark=earliest,
        uncertain=simple.qualifier in ("?", "%"),
        approximate=simple.qualifier in ("~", "%"),
        offset=simple.offset,
    )
