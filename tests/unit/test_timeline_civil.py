"""Whole days of spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import END_OF_TIME
from desktop.timeline.civil import whole_days
from tests.unit.timeline_marks import DAY, at

JUNE = at(2020, 6, 8)


@pytest.mark.parametrize(
    ("start", "end", "slack", "days"),
    [
        (0, DAY, 0, (0, 1)),
        (10, DAY + 10, 0, (0, 2)),
        (10, DAY + 10, 20, (0, 1)),
        (-10, DAY, 20, (0, 1)),
        (-400, DAY, 1e9, (-1, 1)),
        (700, 701, 20, (0, 1)),
        (700, 700, 20, (0, 1)),
    ],
)
def test_the_days_that_a_span_touches(start: float, end: float, slack: float, days: tuple[int, int]) -> None:
    assert whole_days(JUNE + start, JUNE + end, slack) == (JUNE + days[0] * DAY, JUNE + days[1] * DAY)


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12), st.floats(0, 1e6))
def test_they_are_whole_and_of_the_calendar(start: float, length: float, slack: float) -> None:
    first, after = whole_days(start, start + length, slack)
    assert 0 <= first < after <= END_OF_TIME
    assert first % DAY == after % DAY == 0
