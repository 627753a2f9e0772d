"""Dates as people write them, and the period that each means."""

from datetime import date

import pytest

from db.dates import Grain, date_of, minutes_of
from desktop.timeline.goto import Near, read_place
from tests.unit.timeline_marks import Made, index_of

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul", "temmuz"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 1)
}
NEAR = minutes_of(date(2020, 6, 20))


def _days(text: str, near: float | Near = NEAR) -> tuple[date, date] | None:
    place = read_place(text, near if isinstance(near, Near) else Near(near), MONTHS, WEEKDAYS)
    return None if place is None else (date_of(place.start), date_of(place.end - 1))


@pytest.mark.parametrize(
    "text",
    [
        "8 July",
        "8 july 2020",
        "July 8",
        "July 8, 2020",
        "Wednesday 8 July 2020",
        "8th July",
        "8 Jul",
        "8. Temmuz 2020",
        "the 8th of July, 2020",
        "2020 July 8",
        "8july2020",
        "Wed 8 July",
        "2020-07-08",
        "2020-7-8",
        "8.7.2020",
        "8/7/2020",
        "8.7.20",
        "8.7.",
        "8/7",
        "  8  July  ",
    ],
)
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert _days(text) == (date(2020, 7, 8), date(2020, 7, 8))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-06", date(2020, 6, 1), date(2020, 6, 30)),
        ("April 2019", date(2019, 4, 1), date(2019, 4, 30)),
        ("apr 2019", date(2019, 4, 1), date(2019, 4, 30)),
        ("dece", date(2020, 12, 1), date(2020, 12, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-06-01/2020-07-18", date(2020, 6, 1), date(2020, 7, 18)),
        ("December 2020", date(2020, 12, 1), date(2020, 12, 31)),
        ("07-2020", date(2020, 7, 1), date(2020, 7, 31)),
        ("3/2020", date(2020, 3, 1), date(2020, 3, 31)),
        ("2020/6", date(2020, 6, 1), date(2020, 6, 30)),
    ],
)
def test_months_years_and_intervals_are_understood(text: str, first: date, last: date) -> None:
    assert _days(text) == (first, last)


def test_a_month_without_year_is_the_nearest_one() -> None:
    assert _days("December", minutes_of(date(2020, 1, 10))) == (date(2019, 12, 1), date(2019, 12, 31))
    assert _days("8 January", minutes_of(date(2019, 12, 20))) == (date(2020, 1, 8), date(2020, 1, 8))
    assert _days("29 February", minutes_of(date(2021, 6, 1))) == (date(2020, 2, 29), date(2020, 2, 29))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "soon",
        "31 June",
        "31 June 2020",
        "0/0",
        "13/13/2020",
        "2020-13",
        "99.99.9999",
        "../2020",
        "ma",
        "8 July 20",
        "8 July, 10:30",
        "32 July",
        "32/7",
        "8.7.999",
        "8.7.2",
        "8",
        "8th",
        "2020th July",
        "July 8 9",
        "8 July August",
        "mid July",
        "8 July or so",
        "8 July!",
        "Monday 8 July 2020",
        "Monday July",
        "December 9999",
        "0000",
    ],
)
def test_what_is_no_date_is_not_guessed_at(text: str) -> None:
    assert _days(text) is None


def test_the_unit_that_was_named_is_kept() -> None:
    for text, grain in (("8 July", Grain.DAY), ("2020-06", Grain.MONTH), ("2019", Grain.YEAR), ("July", Grain.MONTH)):
        place = read_place(text, Near(NEAR), MONTHS)
        assert place is not None
        assert place.grain is grain


@pytest.mark.parametrize("near", [-1e9, 0.0, 1e12])
def test_a_view_far_outside_the_calendar_does_no_harm(near: float) -> None:
    assert read_place("8 July", Near(near), MONTHS) is not None
    assert read_place("July", Near(near), MONTHS) is not None


@pytest.mark.parametrize("text", ["9" * 5000, "8 july " + "0" * 5000, "july " * 50_000])
def test_what_is_too_long_is_no_date(text: str) -> None:
    assert _days(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8-9 July", date(2020, 7, 8), date(2020, 7, 9)),
        ("8 – 9 July", date(2020, 7, 8), date(2020, 7, 9)),
        ("8./9. July 2020", date(2020, 7, 8), date(2020, 7, 9)),
        ("1 to 9 July 2020", date(2020, 7, 1), date(2020, 7, 9)),
        ("from Wednesday 1 until 9 July 2020", date(2020, 7, 1), date(2020, 7, 9)),
        ("July 8-9, 2020", date(2020, 7, 8), date(2020, 7, 9)),
        ("28 June to 3 July", date(2020, 6, 28), date(2020, 7, 3)),
        ("8.-10.7.2020", date(2020, 7, 8), date(2020, 7, 10)),
        ("8.7.2020 - 10.8.2020", date(2020, 7, 8), date(2020, 8, 10)),
        ("2020-06-09 to 2020-06-13", date(2020, 6, 9), date(2020, 6, 13)),
        ("2020-06-09/2020-06-13", date(2020, 6, 9), date(2020, 6, 13)),
        ("9 June 2019 to 13 July 2020", date(2019, 6, 9), date(2020, 7, 13)),
        ("June–July", date(2020, 6, 1), date(2020, 7, 31)),
        ("May to July 2019", date(2019, 5, 1), date(2019, 7, 31)),
        ("2019 to 2020", date(2019, 1, 1), date(2020, 12, 31)),
        ("2019-2020", date(2019, 1, 1), date(2020, 12, 31)),
        ("28 December to 3 January", date(2019, 12, 28), date(2020, 1, 3)),
        ("28 December to 3 January 2019", date(2018, 12, 28), date(2019, 1, 3)),
        ("28 December 2019 to 3 January", date(2019, 12, 28), date(2020, 1, 3)),
    ],
)
def test_ranges_are_understood_whatever_is_said_only_once(text: str, first: date, last: date) -> None:
    near = minutes_of(date(2020, 2, 1)) if "December" in text else NEAR
    assert _days(text, near) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["9-8 July", "8 June to July", "8 to 2020", "13-2020", "8-9-July", "July to", "8 to 9", "2020 to 2019"],
)
def test_what_is_no_range_is_not_taken_for_one(text: str) -> None:
    assert _days(text) is None


def _looking(first: date, last: date, *days: date) -> Near:
    """Look at two days and all between them, where on other days one entry each begins."""
    made = [Made(minutes_of(day), minutes_of(day) + 1440) for day in days]
    made.append(Made(minutes_of(date(2012, 1, 1)), minutes_of(date(2020, 12, 31))))
    return Near.looking((minutes_of(first), minutes_of(last)), index_of(made, 1))


def test_a_day_without_year_is_where_something_stands_on_it() -> None:
    near = _looking(date(2010, 1, 1), date(2021, 1, 1), date(2016, 3, 1), date(2019, 7, 20), date(2020, 7, 8))
    assert _days("8 July", near) == (date(2020, 7, 8), date(2020, 7, 8))
    assert _days("9 July", near) == (date(2019, 7, 9), date(2019, 7, 9)), "something stands in its month"
    assert _days("9 May", near) == (date(2016, 5, 9), date(2016, 5, 9)), "something stands in its year"
    assert _days("July", near) == (date(2019, 7, 1), date(2019, 7, 31))
    assert _days("7-9 July", near) == (date(2020, 7, 7), date(2020, 7, 9))


def test_the_only_day_of_that_name_in_view_is_meant_though_nothing_stands_on_it() -> None:
    near = _looking(date(2019, 6, 1), date(2019, 8, 1), date(2020, 7, 8))
    assert _days("8 July", near) == (date(2019, 7, 8), date(2019, 7, 8))
    assert _days("8 September", near) == (date(2020, 9, 8), date(2020, 9, 8))


def test_where_nothing_stands_at_all_the_nearest_day_is_meant() -> None:
    near = Near.looking((minutes_of(date(2010, 1, 1)), minutes_of(date(2021, 1, 1))), index_of([], 1))
    assert _days("8 July", near) == (date(2015, 7, 8), date(2015, 7, 8))
    assert _days("Wednesday 8 July", Near(NEAR - 3 * 365 * 1440)) == (date(2015, 7, 8), date(2015, 7, 8))
