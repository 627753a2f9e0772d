"""Dates as people write them, and the period that each means."""

from datetime import date

import pytest

from db.dates import Grain, date_of, minutes_of
from desktop.timeline.goto import read_place

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
NEAR = minutes_of(date(2020, 6, 20))


def _days(text: str, near: float = NEAR) -> tuple[date, date] | None:
    place = read_place(text, near, MONTHS)
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
    ["", "  ", "soon", "31 June", "31 June 2020", "0/0", "13/13/2020", "2020-13", "99.99.9999", "../2020", "ma"],
)
def test_what_is_no_date_is_not_guessed_at(text: str) -> None:
    assert _days(text) is None


def test_the_unit_that_was_named_is_kept() -> None:
    for text, grain in (("8 July", Grain.DAY), ("2020-06", Grain.MONTH), ("2019", Grain.YEAR), ("July", Grain.MONTH)):
        place = read_place(text, NEAR, MONTHS)
        assert place is not None
        assert place.grain is grain


@pytest.mark.parametrize("near", [-1e9, 0.0, 1e12])
def test_a_view_far_outside_the_calendar_does_no_harm(near: float) -> None:
    assert read_place("8 July", near, MONTHS) is not None
    assert read_place("July", near, MONTHS) is not None


@pytest.mark.parametrize("text", ["9" * 5000, "8 july " + "0" * 5000, "july " * 50_000])
def test_what_is_too_long_is_no_date(text: str) -> None:
    assert _days(text) is None
