"""Read one year, month, day or minute as EDTF (ISO 8601-2) writes it; `db.dates` makes intervals and sets of them.

A qualifier may follow: ``?`` (uncertain), ``~`` (approximate), ``%`` (both). Last digits may be left open with ``X``.
"""

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import NoReturn

from msgspec import Struct

_WRITTEN = re.compile(
    r"(?P<year>[0-9X]{4})"
    r"(?:-(?P<month>[0-9X]{2})"
    r"(?:-(?P<day>[0-9X]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?P<offset>Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?"
    r"(?P<qualifier>[?~%])?"
)


class Grain(StrEnum):
    """The unit in which a date is written, from fine to coarse."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DateError(ValueError):
    """A text that is no date of the subset: what is wrong (`reason`), and where (`position`, from 0)."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(f"{text!r}, position {position}: {reason}")
        self.position = position
        self.reason = reason


class SimpleDate(Struct, frozen=True):
    """What one date says: the first and the last day that it may be, its minute of the day (None without a time)."""

    text: str
    grain: Grain
    first: date
    last: date
    minute: int | None
    offset: str
    qualifier: str


def read_simple(text: str, begin: int, end: int) -> SimpleDate:
    """Read text[begin:end] as one date; raises `DateError`, whose position counts from the start of `text`."""
    found = _WRITTEN.match(text, begin, end)
    if not found:
        _refuse_start(text, begin, end)
    if found.end() < end:
        _refuse_rest(text, found.end(), end)
    _check_unspecified(text, found)
    first, last = _days(text, found)
    return SimpleDate(
        text=found[0],
        grain=_grain(found),
        first=first,
        last=last,
        minute=_minute_of_day(text, found) if found["hour"] else None,
        offset=found["offset"] or "",
        qualifier=found["qualifier"] or "",
    )


def _grain(found: re.Match[str]) -> Grain:
    if found["hour"]:
        return Grain.MINUTE
    if found["day"]:
        return Grain.DAY
    return Grain.MONTH if found["month"] else Grain.YEAR


_NO_START = (
    (r"Y|[+-][0-9]", "a year has four digits and no sign"),
    (r"[\[{]", "a set stands in square brackets, alone"),
    (r"", "a date begins with a year of four digits"),
)
_NO_REST = (
    (r"-W", "ISO weeks are no EDTF: write the days of the week"),
    (r"-", "month and day have two digits each, and nothing follows them but a time"),
    (r"\]", "this set was never opened"),
    (r"T", "a time is written Thh:mm"),
    (r":", "a time goes to the minute"),
    (r"[?~%]", "one qualifier is enough: % is both ? and ~"),
    (r"\s", "no spaces here"),
    (r"\.\.", "a range stands in a set: [a..b]"),
)


def _refuse_start(text: str, position: int, end: int) -> NoReturn:
    raise DateError(text, position, next(reason for sign, reason in _NO_START if re.match(sign, text[position:end])))


def _refuse_rest(text: str, position: int, end: int) -> NoReturn:
    rest = text[position:end]
    reasons = [reason for sign, reason in _NO_REST if re.match(sign, rest)]
    raise DateError(text, position, reasons[0] if reasons else f"{rest!r} cannot follow")


def _check_unspecified(text: str, found: re.Match[str]) -> None:
    """See that X stands for last digits only, and not for the century."""
    written = found[0]
    unspecified = written.find("X")
    if unspecified < 0:
        return
    if unspecified < 2:
        raise DateError(text, found.start() + unspecified, "the first two digits of a year must be known")
    for place in range(unspecified, len(written)):
        if written[place].isdigit():
            raise DateError(text, found.start() + place, "after an X every digit is an X")


def _days(text: str, found: re.Match[str]) -> tuple[date, date]:
    """Return the first and the last day that a year, month or day may be."""
    years = _matching(found["year"], range(1, 10_000))
    if not years:
        raise DateError(text, found.start("year"), "there is no year 0000")
    months = _matching(found["month"] or "XX", range(1, 13))
    if not months:
        season = re.match("2[1-9]|3|4[01]", found["month"])
        reason = "seasons are not in the subset: write the months" if season else f"there is no month {found['month']}"
        raise DateError(text, found.start("month"), reason)
    length = calendar.monthrange(years[-1], months[-1])[1]
    days = _matching(found["day"] or "XX", range(1, length + 1))
    if not days:
        month = f"{years[-1]:04}-{months[-1]:02}"
        raise DateError(text, found.start("day"), f"{month} has {length} days, there is no day {found['day']}")
    return date(years[0], months[0], days[0]), date(years[-1], months[-1], days[-1])


def _matching(digits: str, numbers: range) -> range:
    """Return those of the numbers that have these digits, where X is any."""
    lowest, highest = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return range(max(lowest, numbers.start), min(highest + 1, numbers.stop))


def _minute_of_day(text: str, found: re.Match[str]) -> int:
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23:
        raise DateError(text, found.start("hour"), f"there is no hour {found['hour']}")
    if minute > 59:
        raise DateError(text, found.start("minute"), f"there is no minute {found['minute']}")
    hours, _, minutes = (found["offset"] or "Z").lstrip("Z+-").partition(":")
    if int(hours or 0) * 60 + int(minutes or 0) > 14 * 60 or int(minutes or 0) > 59:
        raise DateError(text, found.start("offset"), "an offset goes from -14:00 to +14:00")
    return hour * 60 + minute
