"""Say dates, spans and counts in words, as every panel and the timeline show them.

Words are those of the interface, order and figures those of the locale. Bounds are half-open minutes of
civil time since 0001-01-01T00:00, as in :mod:`db.dates`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from db.dates import END_OF_TIME, MINUTES_A_DAY, Date, Grain, Range, Shape, date_of, time_of
from db.marks import OPEN_FUTURE, OPEN_PAST, Drawing, Flag, Marks
from db.records import Origin

CONTEXT = "Wording"
UNSEEN = str.maketrans(dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "\ufffd"))
"""Controls by which a text of others may turn round what is read; each is shown as a sign that means nothing."""
LAST_DAY = END_OF_TIME // MINUTES_A_DAY - 1


@cache
def interface_locale() -> QLocale:
    """Return the locale that figures and the order of dates follow: our language in the user's territory."""
    territory = QLocale.system().territory()
    if QLocale.system().language() is QLocale.Language.C:
        territory = QLocale.Country.UnitedKingdom
    return QLocale(QLocale.Language.English, territory)


def _say(text: str, **values: str) -> str:
    return QCoreApplication.translate(CONTEXT, text).format(**values)


@lru_cache(4096)
def count(number: int, locale: QLocale | None = None) -> str:
    """Return a number with the locale's separators: "18,437"."""
    return (locale or interface_locale()).toString(number)


def entries(number: int, locale: QLocale | None = None) -> str:
    """Return "1 entry", "132 entries"."""
    return _say("1 entry") if number == 1 else _say("{n} entries", n=count(number, locale))


def left_out_words(filtered: int, undated: int, outside: int, locale: QLocale | None = None) -> tuple[str, ...]:
    """Return what a file has not got of a library, a clause each: "34 entries left out by the filters"."""
    told = {
        "{entries} left out by the filters": filtered,
        "{entries} left out for want of a date": undated,
        "{entries} outside of what is drawn": outside,
    }
    return tuple(_say(words, entries=entries(number, locale)) for words, number in told.items() if number)


def sources(number: int, locale: QLocale | None = None) -> str:
    """Return "1 source", "2 independent sources"."""
    return _say("1 source") if number == 1 else _say("{n} independent sources", n=count(number, locale))


def origin_lines(origins: Sequence[Origin]) -> tuple[str, ...]:
    """Return how many sources are independent and which; an agency's copy counts once, whoever carries it."""
    number = sources(len(origins))
    carried = any(origin.outlets != (origin.name,) for origin in origins)
    counted = _say("{number}; one agency's copy counts once", number=number) if carried else number
    return (counted, *(_origin(origin) for origin in origins))


def _origin(origin: Origin) -> str:
    if origin.outlets == (origin.name,):
        return origin.name
    return _say("{agency}, in {outlets}", agency=origin.name, outlets=", ".join(origin.outlets))


def distance(days: int, locale: QLocale | None = None) -> str:
    """Return how far two days lie apart: "same day", "1 day", "11 days"."""
    match abs(days):
        case 0:
            return _say("same day")
        case 1:
            return _say("1 day")
        case many:
            return _say("{n} days", n=count(many, locale))


def before_words(number: int) -> str:
    """Return "2 before": what a lane has earlier than the view."""
    return _say("{n} before", n=count(number))


def reported_words(days: str) -> str:
    """Return when the first article to do so reported something: "reported 11 June 2020?"; empty where none did."""
    return _say("reported {days}", days=days) if days else ""


def in_view_words(number: int) -> str:
    """Return how many entries of a lane are in view: "3 in view"."""
    return _say("{count} in view", count=count(number))


def after_words(number: int) -> str:
    """Return "1 after"."""
    return _say("{n} after", n=count(number))


def pinned_words() -> str:
    """Return what is said of a lane that stands above the others."""
    return _say("pinned to the top")


def more_words(number: int) -> str:
    """Return "51 more": what a short list leaves out."""
    return _say("{n} more", n=count(number))


_SPOKEN = {"speaker": "speaker", "addressee": "addressee", "both": "speaker, addressee"}
_DONE = {"speaker": "takes part", "addressee": "target", "both": "takes part, target"}


def part(role: str, *, spoken: bool = True) -> str:
    """Return the part that a lane has in what is selected, as connectors tell it; statements are spoken."""
    return _say((_SPOKEN if spoken else _DONE)[role])


_STEPS = {
    "day": "{n} a day",
    "week": "{n} a week",
    "month": "{n} a month",
    "year": "{n} a year",
    "hour": "{n} an hour",
}


def strip_key(number: int, unit: str) -> str:
    """Return what the height of a strip's bars stands for: "100 a week"."""
    return _say(_STEPS[unit], n=count(number))


_UNITS = (
    (700, 365.2425, "{n} years in view"),
    (93, 30.436875, "{n} months in view"),
    (14, 7, "{n} weeks in view"),
    (2, 1, "{n} days in view"),
)


def length_in_words(start: float, end: float, locale: QLocale | None = None) -> str:
    """Return how much time a span holds: "7 weeks in view"."""
    days = (end - start) / MINUTES_A_DAY
    for least, unit, text in _UNITS:
        if days >= least - 0.01:
            return _say(text, n=count(round(days / unit), locale))
    hours = max(1, round(days * 24))
    return _say("1 hour in view") if hours == 1 else _say("{n} hours in view", n=count(hours, locale))


@lru_cache
def _month_first(locale: QLocale) -> bool:
    """Tell whether a language writes months before days."""
    pattern = locale.dateFormat(QLocale.FormatType.LongFormat)
    return pattern.find("M") < pattern.find("d ") if "d " in pattern else pattern.find("M") < pattern.rfind("d")


@lru_cache(maxsize=1 << 12)
def _written(locale: QLocale, day: date, pattern: str) -> str:
    """Write a day; those that are in view are written for many entries and in every frame."""
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


class DateWords(Struct, frozen=True):
    """Dates in the words of the interface and the order of ``locale``. Days are inclusive here."""

    locale: QLocale

    @property
    def _month_first(self) -> bool:
        return _month_first(self.locale)

    def _put(self, day: date, day_first: str, month_first: str) -> str:
        return _written(self.locale, day, month_first if self._month_first else day_first)

    def full(self, day: date) -> str:
        """Return "Thursday 11 June 2020"."""
        return self._put(day, "dddd d MMMM yyyy", "dddd, MMMM d, yyyy")

    def day(self, day: date, *, year: bool = True, short: bool = False) -> str:
        """Return "11 June 2020", or less of it."""
        month = "MMM" if short else "MMMM"
        if year:
            return self._put(day, f"d {month} yyyy", f"{month} d, yyyy")
        return self._put(day, f"d {month}", f"{month} d")

    def weekday(self, day: date, *, short: bool = True) -> str:
        """Return "Wed 10 June", for tables and narrow places; the year stands elsewhere."""
        name = "ddd" if short else "dddd"
        return self._put(day, f"{name} d MMMM", f"{name}, MMMM d")

    def day_of_week(self, day: date, *, short: bool = False) -> str:
        """Return "Monday 8", for the axis."""
        name = "ddd" if short else "dddd"
        return self._put(day, f"{name} d", f"{name} d")

    def clock(self, hour: int, minute: int) -> str:
        """Return a time of day: "14:05"."""
        return self.locale.toString(QTime(hour, minute), QLocale.FormatType.ShortFormat)

    def month(self, day: date, *, year: bool = True, short: bool = False) -> str:
        """Return "June 2020", or less of it."""
        name = self.locale.standaloneMonthName(
            day.month, QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
        )
        return f"{name} {day.year}" if year else name

    def time(self, minute: int) -> str:
        """Return the time of day at a minute of civil time."""
        at = time_of(minute)
        return self.clock(at.hour, at.minute)

    def days(self, first: date, last: date, *, joiner: str = " – ", year: bool = True, short: bool = False) -> str:
        """Return the days from first to last as briefly as is clear: "2011", "June 2020", "6 – 10 June 2020"."""
        if first == last:
            return self.day(first, year=year, short=short)
        if whole := self._whole(first, last, joiner, year=year, short=short):
            return whole
        if first.year != last.year:
            return self.day(first, short=short) + joiner + self.day(last, short=short)
        if first.month != last.month:
            left = self.day(first, year=year and self._month_first, short=short)
            return left + joiner + self.day(last, year=year, short=short)
        if self._month_first:
            ended = f", {last.year}" if year else ""
            return f"{self.day(first, year=False, short=short)}{joiner}{last.day}{ended}"
        return f"{first.day}{joiner}{self.day(last, year=year, short=short)}"

    def _whole(self, first: date, last: date, joiner: str, *, year: bool, short: bool) -> str:
        """Return whole years or months by their names; empty where the days are no such thing."""
        if first.day != 1 or (last != date.max and (last + timedelta(1)).day != 1):
            return ""
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}{joiner}{last.year}"
        end = self.month(last, year=year, short=short)
        if (first.year, first.month) == (last.year, last.month):
            return end
        return self.month(first, year=year and first.year != last.year, short=short) + joiner + end

    def span(self, start: float, end: float) -> str:
        """Return the days that lie wholly in a span in view: "1 June to 18 July 2020"; hours within one day."""
        first, after = -int(-start // MINUTES_A_DAY), int(end // MINUTES_A_DAY)
        to = _say(" to ")
        if after <= first:
            days = date_of(_within(start)), date_of(_within(end - 1))
            if days[0] != days[1]:
                return self.days(*days, joiner=to)
            hours = self.time(_within(start)) + to + self.time(_within(end))
            return f"{self.full(days[0])}, {hours}"
        left, right = (date_of(_within(number * MINUTES_A_DAY)) for number in (first, after - 1))
        if after - first > 12 * 366:
            return f"{left.year}{to}{right.year}"
        if after - first > 183:
            return self.month(left) + to + self.month(right)
        return self.days(left, right, joiner=to)

    def touched(self, start: float, end: float) -> str:
        """Return the days that a span touches, whole or in part."""
        return self.days(date_of(_within(start)), date_of(_within(end - 1)))

    def when(self, value: Date) -> str:
        """Return a date as the detail panel and the tooltip say it."""
        text = self._unqualified(value)
        return _qualified(text, uncertain=value.uncertain, approximate=value.approximate)

    def _unqualified(self, value: Date) -> str:
        match value.shape:
            case Shape.EXACT:
                return self._exact(value)
            case Shape.PERIOD:
                return _say("some time in {days}", days=self._bounds(value, _say(" to ")))
            case Shape.EXTENT:
                return self._extent(value)
            case Shape.ONE_OF:
                return self._one_of(value)

    def _exact(self, value: Date) -> str:
        day = self.full(value.first_day or date.min)
        if value.grain is not Grain.MINUTE:
            return day
        return f"{day}, {self.time(value.mark)}{f' ({value.offset})' if value.offset else ''}"

    def _bounds(self, value: Date, joiner: str = " – ") -> str:
        return self.days(value.first_day or date.min, value.last_day or date.max, joiner=joiner)

    def _extent(self, value: Date) -> str:
        if value.start and value.end:
            return _all_of(self._bounds(value, _say(" to ")), value.first_day, value.last_day)
        if value.start:
            days = self._bounds(value.start)
            return (
                _say("since {days}, still going on", days=days)
                if value.open_end
                else _say("from {days}, end not known", days=days)
            )
        return _say("until {days}", days=self._bounds(value.end)) if value.end else ""

    def _one_of(self, value: Date) -> str:
        if value.earliest is None and value.last_day:
            return _say("on or before {day}", day=self.day(value.last_day))
        if value.latest is None and value.first_day:
            return _say("on or after {day}", day=self.day(value.first_day))
        if len(value.members) == 1 and isinstance(value.members[0], Range):
            return _say("some day, {days}", days=self._bounds(value))
        return self._choices([m for m in value.members if isinstance(m, Date)], value)

    def _choices(self, members: list[Date], value: Date) -> str:
        if len(members) != len(value.members) or not members:
            return _say("some day, {days}", days=self._bounds(value))
        same = len({(m.first_day or date.min).year for m in members}) == 1
        named = [self._bounds_of_member(m, year=not same or m is members[-1]) for m in members]
        return _say("{days} or {last}", days=", ".join(named[:-1]), last=named[-1]) if named[1:] else named[0]

    def _bounds_of_member(self, member: Date, *, year: bool) -> str:
        return self.days(member.first_day or date.min, member.last_day or date.max, year=year)

    def mark(self, marks: Marks, row: int, *, year: bool = True, short: bool = False) -> str:
        """Return the date of a row of the columns, which know bounds and drawing but not the text written."""
        flags = int(marks.flags[row])
        if not flags & Flag.DATED:
            return _say("no date")
        first, last = _day_at(int(marks.earliest[row])), _day_at(int(marks.latest[row]) - 1)
        drawing = Drawing(int(marks.drawing[row]))
        if first is None or last is None:
            return self._unbounded(first, last, drawing, year=year)
        days = self.days(first, last, year=year, short=short)
        match drawing:
            case Drawing.DAY if flags & Flag.TIMED:
                return f"{days}, {self.time(int(marks.place[row]))}"
            case Drawing.DAY:
                return days if short or not year else self.full(first)
            case Drawing.EXTENT:
                return days if short else _all_of(days, first, last)
            case Drawing.ONE_OF:
                return days if short else _say("some day, {days}", days=days)
            case Drawing.UNCERTAIN:
                return _qualified(days, uncertain=True, approximate=False)
            case Drawing.APPROXIMATE:
                return _qualified(_all_of(days, first, last), uncertain=False, approximate=True)

    def _unbounded(self, first: date | None, last: date | None, drawing: Drawing, *, year: bool) -> str:
        single = drawing is Drawing.ONE_OF
        if first:
            day = self.day(first, year=year)
            return _say("on or after {day}", day=day) if single else _say("since {days}", days=day)
        if last:
            day = self.day(last, year=year)
            return _say("on or before {day}", day=day) if single else _say("until {days}", days=day)
        return _say("no date")


def _all_of(days: str, first: date | None, last: date | None) -> str:
    """Tell that a named month or year is meant whole; days from and to say so by themselves."""
    months = first is not None and last is not None and first.day == 1 and (last + timedelta(1)).day == 1
    return _say("all of {days}", days=days) if months else days


def _qualified(text: str, *, uncertain: bool, approximate: bool) -> str:
    if approximate:
        text = _say("about {days}", days=text)
    return _say("{days}, uncertain", days=text) if uncertain else text


def _day_at(minute: int) -> date | None:
    return None if minute <= OPEN_PAST or minute >= OPEN_FUTURE - 1 else date_of(_within(minute))


def _within(minute: float) -> int:
    """Return the nearest minute of the years 1 to 9999."""
    return int(min(max(minute, 0), LAST_DAY * MINUTES_A_DAY + MINUTES_A_DAY - 1))


def nothing_between(start: float, end: float) -> str:
    """Return how long an empty stretch is, for the breaks of the overview."""
    months = round((end - start) / MINUTES_A_DAY / 30.436875)
    length = _say("{n} years", n=count(round(months / 12))) if months >= 24 else _say("{n} months", n=count(months))
    days = date_words().days(date_of(_within(start)), date_of(_within(end - 1)), joiner=_say(" to "))
    return _say("Nothing for {length}: {days}", length=length, days=days)


@cache
def month_names() -> Mapping[str, int]:
    """Return the months' names, long and short, in English and in the language of the user's system."""
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    names = {}
    for locale in (QLocale.system(), interface_locale(), QLocale.c()):
        for month in range(1, 13):
            for form in forms:
                names[locale.monthName(month, form).casefold().rstrip(".")] = month
                names[locale.standaloneMonthName(month, form).casefold().rstrip(".")] = month
    return names


@cache
def weekday_names() -> Mapping[str, int]:
    """Return the names of the days of the week, long and short, in the same languages; Monday is 1."""
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    return {
        locale.dayName(day, form).casefold().rstrip("."): day
        for locale in (QLocale.system(), interface_locale(), QLocale.c())
        for day in range(1, 8)
        for form in forms
    }


@cache
def date_words(locale: QLocale | None = None) -> DateWords:
    """Return the words for dates in a locale, by default the interface's."""
    return DateWords(locale or interface_locale())
