"""The overview's map, bars and labels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.timeline.civil import Unit
from desktop.timeline.overview import BREAK, HIGH, overview, standing
from desktop.timeline.ticks import Naming
from tests.unit.timeline_marks import DAY, at, day, index_of

SPARSE = [day(at(2011, 2, 17)), day(at(2011, 10, 20)), day(at(2015, 12, 17), act=3)]
BUSY = [day(at(2019, 4, 4) + i * 3 * DAY, act=i % 5) for i in range(150)]


@given(st.lists(st.integers(at(1900, 1, 1), at(2100, 1, 1)), max_size=40), st.floats(1, 1500), st.floats(0, 1))
def test_the_map_is_increasing_and_invertible(minutes: list[int], width: float, part: float) -> None:
    line = overview(index_of([day(minute) for minute in minutes]), width).map
    for one, other in pairwise(line.stretches):
        assert (one.end, one.x1) == (other.start, other.x0)
    assert all(stretch.x0 < stretch.x1 and stretch.start < stretch.end for stretch in line.stretches)
    x = part * line.stretches[-1].x1
    assert line.x(line.minute(x)) == pytest.approx(x, abs=1e-3)
    assert [line.x(float(minute)) for minute in sorted(minutes)] == sorted(line.x(float(minute)) for minute in minutes)


def test_only_empty_stretches_of_over_a_year_are_broken() -> None:
    line = overview(index_of(SPARSE + BUSY), 858).map
    assert [(round(stretch.x1 - stretch.x0), stretch.broken) for stretch in line.breaks] == [(BREAK, True)] * 2
    assert line.stretches[-1].x1 == pytest.approx(858)
    assert line.x(-1e12) == 0
    assert line.x(1e12) == pytest.approx(858)
    assert line.minute(-5) == line.stretches[0].start


@given(st.lists(st.integers(at(1990, 1, 1), at(2030, 1, 1)), min_size=1, max_size=12, unique=True))
def test_every_empty_stretch_of_over_a_year_is_broken(minutes: list[int]) -> None:
    found = overview(index_of([day(minute) for minute in minutes]), 2000)
    long = [(one, other) for one, other in pairwise(sorted(minutes)) if other - one > Unit.YEAR.value]
    assert len(found.map.breaks) == len(long)
    for piece, (one, other) in zip(found.map.breaks, long, strict=True):
        assert one < piece.start
        assert piece.end <= other


def test_a_line_of_another_width_is_composed_of_what_is_known() -> None:
    index = index_of(SPARSE + BUSY)
    known = standing(index)
    assert known.place.tolist() == sorted(known.place.tolist())
    for width in (300, 858):
        again, anew = overview(index, width, known), overview(index, width)
        assert again.map == anew.map
        assert again.segments.height.tolist() == anew.segments.height.tolist()


def test_of_very_many_breaks_only_the_longest_are_cut() -> None:
    index = index_of([day(at(1000 + 2 * i, 1, 1)) for i in range(300)])
    assert len(overview(index, 200).map.breaks) == int(200 * 0.4 / BREAK)


def test_every_entry_is_in_a_bar_of_its_act() -> None:
    found = overview(index_of(SPARSE + BUSY), 858)
    segments = found.segments
    heights = {act: segments.height[segments.tint == act].sum() for act in range(5)}
    assert sum(heights.values()) == pytest.approx(4 * len(SPARSE + BUSY))
    assert heights[3] == pytest.approx(4 * 31)
    assert (segments.y >= -1e-6).all()
    assert (segments.y + segments.height <= HIGH + 1e-6).all()


def test_a_burst_is_scaled_to_the_height() -> None:
    segments = overview(index_of([day(at(2020, 6, 1))] * 500), 858).segments
    assert segments.height.tolist() == [HIGH]


def test_years_are_named_and_months_where_there_is_room() -> None:
    found = overview(index_of(BUSY), 858)
    assert {label.naming for label in found.labels} == {Naming.YEAR, Naming.SHORT_MONTH}
    assert [(label.year, label.month) for label in found.labels if label.naming is Naming.YEAR] == [
        (2019, 4),
        (2020, 1),
    ]
    assert [label.x for label in found.labels] == sorted(label.x for label in found.labels)
    months = overview(index_of([day(at(2018, 12, 5) + i * 20 * DAY) for i in range(16)]), 500).labels
    assert [(label.year, label.month) for label in months[:3]] == [(2018, 12), (2019, 1), (2019, 2)]
    tight = overview(index_of([day(at(2019, 11, 25) + i * 20 * DAY) for i in range(16)]), 400).labels
    assert all(other.x - one.x >= 30 for one, other in pairwise(tight))
    years = overview(index_of([day(at(1990 + i, 3, 1)) for i in range(30)]), 200).labels
    assert {label.naming for label in years} == {Naming.YEAR}
    assert all(other.x - one.x >= 30 for one, other in pairwise(years))


def test_nothing_to_show_is_an_empty_year() -> None:
    found = overview(index_of([]), 0)
    assert len(found.segments) == 0
    assert len(found.map.stretches) == 1


def test_where_nothing_stands_no_year_or_month_is_named() -> None:
    assert overview(index_of([]), 858).labels == ()
    assert [label.year for label in overview(index_of(SPARSE), 858).labels if label.naming is Naming.YEAR] != []
