"""Understand searches: the names on screen that terms may mean, and dates as people write them."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from db.dates import minutes_of, parse
from db.labels import Label
from db.query_terms import Dates, Names, Reader, read_query
from db.records import Library
from db.vocabularies import Type
from desktop.timeline.goto import Near, read_place
from desktop.vocabulary import named
from desktop.wording import month_names, weekday_names


def reader(library: Library, tags: Iterable[str]) -> Reader:
    """Return what reads a search in a library whose entries have these tags."""
    return partial(read_query, names=names_in(library, tags), dates=dates_near(library))


def names_in(library: Library, tags: Iterable[str]) -> Names:
    """Return the names that terms may mean."""
    return Names.of(library, {each: named(each) for each in Type}, tags, {each: named(each) for each in Label})


def dates_near(library: Library) -> Dates:
    """Read dates as people write them; one without its year is the nearest to the dataset's focus period."""
    focus = parse(library.dataset.focus) if library.dataset.focus else None
    near = Near(focus.mark if focus is not None else minutes_of(date.today()))  # noqa: DTZ011 - the user's own day
    months, weekdays = month_names(), weekday_names()

    def read(text: str) -> tuple[int, int] | None:
        place = read_place(text, near, months, weekdays)
        return None if place is None else (place.start, place.end)

    return Dates(read, frozenset(months))
