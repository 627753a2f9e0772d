"""The axis."""

from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.timeline.civil import Unit, date_of, edges
from desktop.timeline.scale import Scale
from desktop.timeline.ticks import APART, Naming, Ticks, Weight, ticks
from tests.unit.timeline_marks import DAY, at


def axis(start: float, end: float, width: float = 858.0) -> Ticks:
    return ticks(Scale.spanning(start, end, width), width)


@given(st.integers(0, at(9999, 12, 31)))
def test_moments_are_taken_apart_as_the_calendar_does(minute: int) -> None:
    date, expected = date_of(minute), datetime(1, 1, 1) + timedelta(minutes=minute)  # noqa: DTZ001 - civil time
    assert (date.year, date.month, date.day, date.hour, date.minute) == (
        expected.year, expected.month, expected.day, expected.hour, expected.minute,
    )  # fmt: skip
    assert date.weekday == expected.isoweekday()


@given(
    st.sampled_from(
        [(Unit.MINUTE, 30), (Unit.HOUR, 6), (Unit.DAY, 1), (Unit.WEEK, 2), (Unit.MONTH, 6), (Unit.YEAR, 50)]
    ),
    st.integers(at(2, 1, 1), at(3000, 1, 1)),
    st.floats(1, 400_000),
)
def test_edges_reach_over_both_ends(step: tuple[Unit, int], start: int, length: float) -> None:
    unit, every = step
    found = edges(unit, every, start, start + length)
    assert found[0] <= start
    assert found[-1] >= start + length
    assert found[-2] < start + length
    assert (np.diff(found) > 0).all()


@given(
    st.floats(at(1, 1, 1), at(4000, 1, 1)),
    st.one_of(st.floats(0.25, 50), st.floats(50, 3000), st.floats(3000, 2e6)),
    st.floats(1, 3000),
)
def test_labels_stand_in_order_and_far_enough_apart(origin: float, per_pixel: float, width: float) -> None:
    found = ticks(Scale(origin, per_pixel), width)
    for tier in (found.upper, found.lower):
        for one, other in pairwise(tier):
            assert other.x - one.x >= APART - 1e-3
            assert one.end <= other.start
        assert all(-1e-6 <= label.x < width for label in tier)
    for positions in (found.marks, [x for x, _ in found.lines]):
        assert all(one < other for one, other in pairwise(positions))
        assert all(0 <= x < width for x in positions)
    for weekend, later in pairwise(found.weekends):
        assert weekend[1] <= later[0]


def test_seven_weeks_name_months_over_mondays() -> None:
    found = axis(at(2020, 5, 31, 10), at(2020, 7, 20))
    assert [(label.naming, label.month) for label in found.upper] == [(Naming.MONTH_YEAR, 6), (Naming.MONTH, 7)]
    assert [label.day for label in found.lower] == [1, 8, 15, 22, 29, 6, 13]
    assert found.lower[0].naming is Naming.SHORT_WEEKDAY_DAY
    assert {label.naming for label in found.lower[1:]} == {Naming.DAY}
    assert [weight for _, weight in found.lines].count(Weight.MAJOR) == 2
    assert len(found.marks) == 49
    assert len(found.weekends) == 8


def test_five_days_are_named_with_their_weekdays() -> None:
    found = axis(at(2020, 6, 8), at(2020, 6, 13))
    assert [label.naming for label in found.upper] == [Naming.MONTH_YEAR]
    assert found.upper[0].x == 0
    assert [(label.naming, label.day) for label in found.lower] == [(Naming.WEEKDAY_DAY, day) for day in range(8, 13)]
    assert {weight for _, weight in found.lines} == {Weight.DAY}
    assert found.weekends == ()


def test_three_weeks_name_every_few_days_from_the_first_of_a_month() -> None:
    found = axis(at(2020, 6, 8), at(2020, 7, 3))
    assert [label.day for label in found.lower] == [10, 13, 16, 19, 22, 25, 28, 1]
    assert [weight for _, weight in found.lines] == [Weight.MINOR] * 3 + [Weight.MINOR, Weight.MAJOR]


def test_days_stand_over_hours_and_years_over_months() -> None:
    day = axis(at(2020, 6, 8, 5), at(2020, 6, 9, 3))
    assert [label.naming for label in day.upper] == [Naming.DATE_YEAR, Naming.DATE]
    assert [label.hour for label in day.lower] == [6, 9, 12, 15, 18, 21, 0]
    years = axis(at(2019, 1, 1), at(2020, 12, 31), 1230.0)
    assert [label.year for label in years.upper] == [2019, 2020]
    assert [label.month for label in years.lower] == [1, 3, 5, 7, 9, 11, 1, 3, 5, 7, 9, 11]
    assert years.weekends == ()


def test_january_tells_its_year() -> None:
    found = axis(at(2019, 12, 5), at(2020, 2, 20))
    assert [label.naming for label in found.upper] == [Naming.MONTH_YEAR, Naming.MONTH_YEAR, Naming.MONTH]


def test_a_month_that_is_nearly_gone_makes_room_for_the_next() -> None:
    found = axis(at(2020, 5, 30), at(2020, 7, 18))
    assert [label.month for label in found.upper] == [6, 7]


def test_a_millennium_has_only_years() -> None:
    found = axis(at(1000, 1, 1), at(2000, 1, 1))
    assert found.lower == ()
    assert all(label.naming is Naming.YEAR for label in found.upper)
    assert len(found.upper) >= 3


def test_a_label_spans_what_a_click_frames() -> None:
    (june, july) = axis(at(2020, 5, 31, 10), at(2020, 7, 20)).upper
    assert (june.start, june.end) == (at(2020, 6, 1), at(2020, 7, 1))
    assert july.end - july.start == 31 * DAY


@pytest.mark.parametrize("width", [0.0, 1.0])
def test_a_plot_of_no_width_is_no_fault(width: float) -> None:
    assert ticks(Scale(at(2020, 6, 1), 100.0), width).marks is not None


def test_beyond_the_table_the_coarsest_step_is_taken() -> None:
    assert len(ticks(Scale(0.0, 1e9), 100.0).upper) >= 1


@given(st.integers(-3000, 9000), st.integers(1, 13_000))
def test_no_year_is_named_that_no_date_can_have(first: int, years: int) -> None:
    found = axis(first * 365.2425 * DAY, (first + years) * 365.2425 * DAY)
    labels = [*found.upper, *found.lower]
    assert all(1 <= label.year <= 9999 for label in labels)
    assert all(later.x - earlier.x >= APART - 1e-6 for earlier, later in pairwise(found.upper))


def test_all_years_of_the_calendar_are_named_from_the_first_on() -> None:
    found = axis(-250 * 365 * DAY, at(9999, 12, 31) + 250 * 365 * DAY)
    assert [label.year for label in found.upper] == [1, 2000, 4000, 6000, 8000]
    assert [label.start for label in found.upper][:2] == [0, at(2000, 1, 1)]
