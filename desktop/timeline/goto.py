"""Read the date or the days that somebody wants to see, in whatever way people write dates."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from db.dates import MINUTES_A_DAY, DateError, Grain, date_of, minutes_of, parse
from desktop.timeline.date_parts import Names, Part, read_part
from desktop.timeline.index import Index

_LONGEST = 80
"""Letters of a date; what is longer is none, and its figures may be too many for a number."""
_JOINERS = re.compile(r"\s+(?:to|until|till|through)\s+|\s*[-–—/]\s*")
_REACH = 8
"""So many years on either side there is a 29 February in any case."""
_LAST_YEAR = 9998
_NO_NAMES: Names = {}


class Place(Struct, frozen=True):
    """A period to go to, half-open in minutes, and the unit it was named by."""

    start: int
    end: int
    grain: Grain


class Near(Struct, frozen=True):
    """What decides about a date without its year: where one looks, and what stands where."""

    minute: float
    view: tuple[float, float] | None = None
    """The span in view, in minutes; None where nothing is looked at."""
    index: Index | None = None
    """The entries shown; None where they are no matter."""

    @classmethod
    def looking(cls, span: tuple[float, float], index: Index | None) -> "Near":
        """Look at a span of an index, which may not be there yet."""
        return cls(sum(span) / 2, span, index)

    def choose(self, in_year: Callable[[int], Place | None]) -> Place | None:
        """Return which of the places that ``in_year`` makes is meant; None where it makes none.

        It is the only one in view. Else it is, of those on whose days something begins, the nearest to the minute;
        where there are none, of those in whose month, then in whose year something does; else the nearest of all.
        """
        places = sorted((found for year in self._years() if (found := in_year(year))), key=self._distance)
        in_view = [place for place in places if self._sees(place)]
        if len(in_view) == 1:
            return in_view[0]
        return self._peopled(places) or (places[0] if places else None)

    def _peopled(self, places: list[Place]) -> Place | None:
        """Return the first on whose days, or in whose month, or in whose year something begins."""
        if self.index is None:
            return None
        for place in places:
            if self.index.begins_in(place.start, place.end):
                return place
        for wider in (_month_of, _year_of):
            for place in places:
                if self.index.begins_in(*wider(date_of(place.start))):
                    return place
        return None

    def _years(self) -> list[int]:
        here = _year_at(self.minute)
        years = set(range(here - _REACH, here + _REACH + 1))
        bounds = None if self.index is None else self.index.bounds()
        if bounds is not None:
            years |= set(range(_year_at(bounds[0]), _year_at(bounds[1] - 1) + 1))
        return [year for year in years if 1 <= year <= _LAST_YEAR]

    def _distance(self, place: Place) -> float:
        return abs((place.start + place.end) / 2 - self.minute)

    def _sees(self, place: Place) -> bool:
        return self.view is not None and self.view[0] <= place.start and place.end <= self.view[1]


def read_place(text: str, near: Near, months: Names, weekdays: Names = _NO_NAMES) -> Place | None:
    """Return what ``text`` names: EDTF, "8 July", "July 8, 2020", "8.7.2020", "April 2019", "3/2020"; else None.

    So are ranges of them: "8-9 July", "1 to 9 July 2020", "June to July", "8.7. - 9.8.2020". Where the year is
    missing, ``near`` decides. What is not understood to the last word is no date.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    return _edtf(text) or _written(text.casefold(), near, months, weekdays)


def _edtf(text: str) -> Place | None:
    try:
        found = parse(text)
    except DateError:
        return None
    if found.earliest is None or found.latest is None:
        return None
    return Place(found.earliest, found.latest, found.grain)


def _written(text: str, near: Near, months: Names, weekdays: Names) -> Place | None:
    """Read one date; else a range, where there is just one way to read it as such."""
    part = read_part(text, months, weekdays)
    if part is not None:
        return _between(part, part, near)
    found = set(_ranges(text, near, months, weekdays))
    return found.pop() if len(found) == 1 else None


def _ranges(text: str, near: Near, months: Names, weekdays: Names) -> Iterator[Place]:
    for joiner in _JOINERS.finditer(text):
        first = read_part(text[: joiner.start()], months, weekdays)
        last = read_part(text[joiner.end() :], months, weekdays)
        if first is not None and last is not None:
            place = _between(first, last, near)
            if place is not None:
                yield place


def _between(first: Part, last: Part, near: Near) -> Place | None:
    """Return the period from one end to the other, each of which may leave to the other what is said once."""
    start, end = _completed(first, last), _completed(last, first)
    if start.fineness != end.fineness or start.fineness == (False, True):
        # "8 June to July" may mean either end of July.
        return None
    # "28 December to 3 January" goes over into another year; "9-8 July" does not.
    turns = int(first.month is not None and last.month is not None and first.month > last.month)

    def in_year(year: int) -> Place | None:
        return _joined(_place(start, year - turns), _place(end, year))

    if first.year is not None and last.year is not None:
        return _joined(_place(start, first.year), _place(end, last.year))
    if last.year is not None:
        return in_year(last.year)
    if first.year is not None:
        return in_year(first.year + turns)
    return near.choose(in_year)


def _completed(part: Part, other: Part) -> Part:
    """Take over the month where there is only a day."""
    return replace(part, month=other.month) if part.month is None and part.day is not None else part


def _joined(first: Place | None, last: Place | None) -> Place | None:
    if first is None or last is None or last.start < first.start:
        return None
    return Place(first.start, last.end, first.grain)


def _place(part: Part, year: int) -> Place | None:
    """Return the day, month or year that is named; None where the calendar has none such."""
    try:
        first = date(year, 1 if part.month is None else part.month, 1 if part.day is None else part.day)
        if part.weekday not in (None, first.isoweekday()):
            return None
        if part.month is None:
            return Place(*_year_of(first), Grain.YEAR)
        if part.day is None:
            return Place(*_month_of(first), Grain.MONTH)
        return Place(*_day_of(first), Grain.DAY)
    except (ValueError, OverflowError):
        return None


def _year_at(minute: float) -> int:
    return date_of(int(min(max(minute, 0.0), minutes_of(date.max)))).year


def _day_of(day: date) -> tuple[int, int]:
    return minutes_of(day), minutes_of(day) + MINUTES_A_DAY


def _month_of(day: date) -> tuple[int, int]:
    first = day.replace(day=1)
    return minutes_of(first), minutes_of((first + timedelta(31)).replace(day=1))


def _year_of(day: date) -> tuple[int, int]:
    first = day.replace(month=1, day=1)
    return minutes_of(first), minutes_of(first.replace(year=first.year + 1))
