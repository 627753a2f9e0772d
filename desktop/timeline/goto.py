"""Read the date that somebody wants to see, in whatever way people write dates."""

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from db.dates import DateError, Grain, date_of, minutes_of, parse

Names = Mapping[str, int]
"""Months by their case-folded names, long and short."""

_WORDS = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)
_LONGEST = 80
"""Letters of a date; what is longer is none, and its figures may be too many for a number."""
_YEAR_LEAST = 32
"""Smaller numbers are days or months."""
_NUMBERS = re.compile(r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})(?:[./-](?P<c>\d{1,4})?)?")


class Place(Struct, frozen=True):
    """A period to go to, half-open in minutes, and the unit it was named by."""

    start: int
    end: int
    grain: Grain


def read_place(text: str, near: float, months: Names) -> Place | None:
    """Return what ``text`` names: EDTF, "8 July", "July 8, 2020", "8.7.2020", "April 2019", "2019"; else None.

    Where the year is missing, it is the one that brings the date nearest to minute ``near``. Of two small
    numbers the first is the day.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    return _edtf(text) or _numbers(text, near) or _named(text, near, months)


def _edtf(text: str) -> Place | None:
    try:
        found = parse(text)
    except DateError:
        return None
    if found.earliest is None or found.latest is None:
        return None
    return Place(found.earliest, found.latest, found.grain)


def _numbers(text: str, near: float) -> Place | None:
    """Read "8.7.2020", "8/7", "2020-6-8", "6/2020"."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    a, b, c = (int(part) if part else None for part in found.groups())
    if a is None or b is None:
        return None
    if a >= _YEAR_LEAST:
        return _month(a, b) if c is None else _day(a, b, c)
    if c is not None:
        return _day(_century(c), b, a)
    return _nearest_day(b, a, near)


def _named(text: str, near: float, months: Names) -> Place | None:
    """Read words and numbers in any order: a month's name, a day, a year; names of weekdays are passed over."""
    month = day = year = None
    for word in _WORDS.findall(text.casefold()):
        if word.isdecimal():
            number = int(word)
            if number >= _YEAR_LEAST:
                year = number
            else:
                day = number
        else:
            month = _month_of(word, months) or month
    if month is None:
        return None
    if day is not None:
        return _nearest_day(month, day, near) if year is None else _day(year, month, day)
    return _month(_nearest_year(month, near) if year is None else year, month)


def _month_of(word: str, months: Names) -> int | None:
    """Return the month of a name or of the beginning of just one, from three letters on."""
    if word in months:
        return months[word]
    found = {month for name, month in months.items() if len(word) >= 3 and name.startswith(word)}
    return found.pop() if len(found) == 1 else None


def _century(year: int) -> int:
    return 2000 + year if year < 100 else year


def _day(year: int, month: int, day: int) -> Place | None:
    try:
        start = minutes_of(date(year, month, day))
    except ValueError:
        return None
    return Place(start, start + 24 * 60, Grain.DAY)


def _month(year: int, month: int) -> Place | None:
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return Place(minutes_of(date(year, month, 1)), minutes_of(following), Grain.MONTH)


def _year_at(minute: float) -> int:
    return date_of(int(min(max(minute, 0.0), minutes_of(date.max)))).year


def _nearest_day(month: int, day: int, near: float) -> Place | None:
    here = _year_at(near)
    places = [place for year in (here - 1, here, here + 1) if (place := _day(year, month, day))]
    # 29 February may be three years away.
    places = places or [place for year in range(here - 4, here + 5) if (place := _day(year, month, day))]
    return min(places, key=lambda place: abs(place.start - near), default=None)


def _nearest_year(month: int, near: float) -> int:
    here = _year_at(near)
    years = range(max(1, here - 1), min(9998, here + 1) + 1)
    return min(years, key=lambda year: abs(minutes_of(date(year, month, 15)) - near))
