"""The labels of a time axis in words."""

from datetime import date

from desktop.timeline.ticks import Naming, TickLabel
from desktop.wording import DateWords


def tick_text(label: TickLabel, words: DateWords) -> str:
    """Return a label of the axis in words."""
    day = date(min(max(label.year, 1), 9999), label.month, label.day)
    match label.naming:
        case Naming.YEAR:
            return str(label.year)
        case Naming.MONTH_YEAR:
            return words.month(day)
        case Naming.MONTH | Naming.SHORT_MONTH:
            return words.month(day, year=False, short=label.naming is Naming.SHORT_MONTH)
        case Naming.DATE_YEAR:
            return words.full(day)
        case Naming.DATE:
            return words.weekday(day, short=False)
        case Naming.WEEKDAY_DAY | Naming.SHORT_WEEKDAY_DAY:
            return words.day_of_week(day, short=label.naming is Naming.SHORT_WEEKDAY_DAY)
        case Naming.DAY:
            return str(label.day)
        case Naming.TIME:
            return words.clock(label.hour, label.minute)
