"""The map between minutes and pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.timeline.scale import FINEST, Scale, kept, limits

MINUTES = st.floats(0, 5.3e9)
SCALES = st.builds(Scale, MINUTES, st.floats(FINEST, 1e6))
XS = st.floats(-1e4, 1e4)


@given(SCALES, XS)
def test_a_pixel_leads_to_a_minute_and_back(scale: Scale, x: float) -> None:
    assert scale.x(scale.minute(x)) == pytest.approx(x, abs=1e-4)


@given(SCALES, st.lists(st.integers(0, 5_300_000_000), max_size=5))
def test_columns_are_mapped_as_single_minutes_are(scale: Scale, minutes: list[int]) -> None:
    assert scale.x(np.array(minutes, np.int64)).tolist() == [scale.x(float(minute)) for minute in minutes]


@given(SCALES, XS, st.floats(0.01, 100))
def test_zooming_keeps_what_is_under_the_pointer(scale: Scale, x: float, factor: float) -> None:
    zoomed = scale.zoomed(x, factor, (FINEST, 1e6))
    assert zoomed.minute(x) == pytest.approx(scale.minute(x), abs=1e-3 * zoomed.minutes_per_pixel + 1e-3)
    assert FINEST <= zoomed.minutes_per_pixel <= 1e6


@given(SCALES, st.floats(-5000, 5000))
def test_panning_moves_everything_by_as_many_pixels(scale: Scale, dx: float) -> None:
    minute = scale.minute(100.0)
    assert scale.panned(dx).x(minute) == pytest.approx(100.0 + dx, abs=1e-4)


@given(MINUTES, st.floats(0, 1e8), st.floats(0, 4000))
def test_a_span_fits_and_is_centred(start: float, length: float, width: float) -> None:
    scale = Scale.spanning(start, start + length, width)
    width = max(width, 1.0)
    assert scale.minute(width / 2) == pytest.approx(start + length / 2, abs=1e-3)
    assert scale.end(width) - scale.minute(0.0) >= length - 1e-3


def test_the_finest_scale_shows_an_hour_on_a_wide_screen_and_gives_a_minute_25_pixels() -> None:
    assert Scale.spanning(0, 60, 1500).minutes_per_pixel == 60 / 1500
    assert Scale.spanning(0, 1, 1000).day_width == pytest.approx(1440 * 25)


@given(SCALES, st.integers(0, 10**9), st.integers(1, 10**9), st.floats(1, 4000))
def test_no_pan_leaves_all_data_behind(scale: Scale, start: int, length: int, width: float) -> None:
    found = kept(scale, (start, start + length), width)
    assert found.x(float(start)) <= 0.9 * width + 1
    assert found.x(float(start + length)) >= 0.1 * width - 1


def test_limits_hold_all_data_and_something_without_any() -> None:
    least, most = limits((0, 1_000_000), 500)
    assert least == FINEST
    assert most * 500 == 2_000_000
    assert limits(None, 0)[1] >= 1440
    assert kept(Scale(-1e6, 1.0), None, 100).x(0.0) <= 90
