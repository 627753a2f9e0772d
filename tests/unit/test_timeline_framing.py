"""What a frame shows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.marks import Drawing
from desktop.timeline import framing
from desktop.timeline.grain import Measure
from desktop.timeline.scale import FINEST, Scale
from tests.unit.timeline_marks import DAY, Made, at, day, index_of

JUNE, AUGUST = at(2020, 6, 1), at(2020, 8, 1)
FOCUS = (JUNE, AUGUST)


def wide(width: float) -> Measure:
    return lambda rows: np.full(len(rows), width, np.float32)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.floats(400, 2000), st.floats(0, 600))
def test_the_opening_frame_begins_with_the_first_day_and_holds_every_label(
    days: list[int], width: float, label: float
) -> None:
    index = index_of([day(JUNE + each * DAY) for each in days] + [day(at(2019, 4, 1))])
    scale = framing.opening(index, FOCUS, width, wide(label))
    assert scale.x(float(JUNE + min(days) * DAY)) == pytest.approx(10)
    end = scale.x(JUNE + max(days) * DAY + DAY / 2) + 8 + 5 + min(label, 284)
    assert end <= width - 8 + 1e-3


def test_the_opening_frame_is_as_the_design_shows_it() -> None:
    index = index_of([day(JUNE), day(at(2020, 7, 8))])
    scale = framing.opening(index, FOCUS, 858, wide(180))
    assert scale.day_width == pytest.approx(17, abs=0.5)
    assert scale.minute(858) == pytest.approx(at(2020, 7, 20), abs=2 * DAY)


def test_without_entries_in_focus_everything_is_framed() -> None:
    index = index_of([day(at(2019, 4, 1)), day(at(2019, 9, 1))])
    assert framing.opening(index, FOCUS, 858, wide(100)) == framing.everything(index, 858)
    assert framing.opening(index, None, 858, wide(100)) == framing.everything(index, 858)


def test_everything_lies_in_the_plot_with_a_margin() -> None:
    index = index_of([day(at(2019, 4, 1)), Made(at(2020, 1, 1), None)])
    scale = framing.everything(index, 858)
    assert scale.x(float(at(2019, 4, 1))) == pytest.approx(24)
    assert scale.x(float(at(2020, 1, 2))) == pytest.approx(834)
    assert framing.everything(index_of([]), 858).minutes_per_pixel > FINEST


def test_rows_and_lanes_are_framed_and_nothing_undated_is() -> None:
    index = index_of([day(JUNE, lanes=(0,)), day(JUNE + 30 * DAY, lanes=(1,)), Made(0, 0, dated=False)], 3)
    one = framing.rows(index, np.array([1], np.int32), 858, wide(100))
    assert one is not None
    assert one.x(float(JUNE + 30 * DAY)) == pytest.approx(10)
    assert one.day_width <= 858 / 2
    assert framing.rows(index, np.array([2], np.int32), 858, wide(100)) is None
    assert framing.lane(index, 1, 858, wide(100)) == one
    assert framing.lane(index, 2, 858, wide(100)) is None


def test_a_long_span_lies_in_its_frame() -> None:
    index = index_of([Made(JUNE, JUNE + 90 * DAY, drawing=Drawing.EXTENT)])
    scale = framing.rows(index, np.array([0], np.int32), 858, wide(100))
    assert scale is not None
    assert scale.x(float(JUNE + 90 * DAY)) <= 858


def test_centring_keeps_the_zoom() -> None:
    scale = framing.period(JUNE, AUGUST, 858)
    moved = framing.centred(scale, float(JUNE), 858)
    assert moved.x(float(JUNE)) == pytest.approx(429)
    assert moved.minutes_per_pixel == scale.minutes_per_pixel
    assert framing.period(JUNE, AUGUST, 1).minutes_per_pixel > 0


@pytest.mark.parametrize("days", [1, 2, 14, 400])
def test_whole_days_are_framed_and_no_other_day_is_in_view_as_a_whole(days: int) -> None:
    scale = framing.days(JUNE, JUNE + days * DAY, 858)
    assert JUNE - DAY < scale.origin <= JUNE
    assert JUNE + days * DAY <= scale.end(858) < JUNE + (days + 1) * DAY


@pytest.mark.parametrize(("before", "after"), [(3650.0, 21.0), (21.0, 21.0), (9.0, 9.0), (0.1, 2.0)])
def test_a_day_is_seen_among_its_neighbours(before: float, after: float) -> None:
    scale = framing.moment(Scale.spanning(0, before * DAY, 858), JUNE, JUNE + DAY, 858)
    assert scale.end(858) - scale.origin == pytest.approx(after * DAY)
    assert scale.x(float(JUNE + DAY // 2)) == pytest.approx(429)
