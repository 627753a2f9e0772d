"""Take a date as people write it apart, into what it names: year, month, day, day of the week."""

import re
from collections.abc import Mapping

from msgspec import Struct

Names = Mapping[str, int]
"""Numbers by their case-folded names, long and short."""

_NUMBERS = re.compile(r"(?P<a>\d{1,4})(?P<sign>[./-])(?P<b>\d{1,4})(?:(?P=sign)(?P<c>\d{1,4})|\.)?")
_TOKENS = re.compile(r"(\d+)((?:(?:st|nd|rd|th)\b)?)\.?|([^\W\d_]+)\.?|[\s,]+")
_PASSED_OVER = frozenset({"from", "of", "on", "the", "in"})
_YEAR_FIGURES = 4
_DAY_FIGURES = 2
"""Most figures of a day or a month; as many tell the year of this century behind both."""
_ORDERS = {
    "yd": ("year", "month"),
    "dy": ("month", "year"),
    "dd": ("day", "month"),
    "ydd": ("year", "month", "day"),
    "ddy": ("day", "month", "year"),
    "ddd": ("day", "month", "year"),
}
"""What numbers mean by their figures: a year's (y) or fewer (d)."""


class Part(Struct, frozen=True):
    """What a date, or one end of a range, names; None where it leaves something open. Monday is 1."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def fineness(self) -> tuple[bool, bool]:
        """Whether it names a month, and a day."""
        return self.month is not None, self.day is not None


def read_part(text: str, months: Names, weekdays: Names) -> Part | None:
    """Return what case-folded ``text`` names; None where any of it is not understood, or says one thing twice.

    Of two small numbers the first is the day. A number by itself is a year of four figures, or a day.
    """
    return _numbers(text) or _named(text, months, weekdays)


def _numbers(text: str) -> Part | None:
    """Read "8.7.2020", "8.7.20", "8/7", "2020-6-8", "2020/6", "6/2020"."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    figures = [part for part in found.group("a", "b", "c") if part is not None]
    kinds = "".join(_kind(part) for part in figures)
    order = _ORDERS.get(kinds)
    if order is None or (kinds == "ddd" and len(figures[2]) < _DAY_FIGURES):
        return None
    said = dict(zip(order, map(int, figures), strict=True))
    if kinds == "ddd":
        said["year"] += 2000
    return Part(**said)


def _kind(figures: str) -> str:
    return "y" if len(figures) == _YEAR_FIGURES else "d" if len(figures) <= _DAY_FIGURES else "?"


def _named(text: str, months: Names, weekdays: Names) -> Part | None:
    """Read names and numbers in any order: "Wednesday, 8th of July 2020", "July 8", "8", "2020"."""
    said: dict[str, int] = {}
    at = 0
    for token in _TOKENS.finditer(text):
        if token.start() != at:
            return None
        at = token.end()
        figures, ordinal, word = token.groups()
        if (figures or word) and word not in _PASSED_OVER:
            meant = _word(word, months, weekdays) if word else _figures(figures, ordinal)
            if meant is None or meant[0] in said:
                return None
            said[meant[0]] = meant[1]
    if at != len(text) or not said or ("weekday" in said and "day" not in said):
        return None
    return Part(**said)


def _figures(figures: str, ordinal: str) -> tuple[str, int] | None:
    if len(figures) <= _DAY_FIGURES:
        return "day", int(figures)
    return ("year", int(figures)) if len(figures) == _YEAR_FIGURES and not ordinal else None


def _word(word: str, months: Names, weekdays: Names) -> tuple[str, int] | None:
    for kind, names in (("month", months), ("weekday", weekdays)):
        number = _number_of(word, names)
        if number is not None:
            return kind, number
    return None


def _number_of(word: str, names: Names) -> int | None:
    """Return the number of a name or of the beginning of just one, from three letters on."""
    if word in names:
        return names[word]
    found = {number for name, number in names.items() if len(word) >= 3 and name.startswith(word)}
    return found.pop() if len(found) == 1 else None
