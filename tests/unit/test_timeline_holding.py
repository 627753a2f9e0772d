"""Scrolling that keeps a lane, or an entry in it, where it was in another view."""

import numpy as np
import numpy.typing as npt
import pytest

from desktop.timeline.anchoring import Anchor, anchor_at, anchor_in_middle, anchor_on
from desktop.timeline.display import DisplayList, Hit, Target
from desktop.timeline.hits import hit
from desktop.timeline.index import Index, Rows
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale
from desktop.timeline.scene import compose
from tests.unit.timeline_marks import DAY, at, day, index_of, many

LANES = 8
WIDTH, HEIGHT = 858.0, 300.0
YEAR = Scale.spanning(at(2012, 1, 1), at(2013, 1, 1), WIDTH)
MARKS = many(1200, LANES, years=3)
INDEX = Index.build(MARKS, MARKS.groupings["side"])


def wide(rows: Rows) -> npt.NDArray[np.float32]:
    return np.full(len(rows), 140, np.float32)


def top(display: DisplayList, lane: int) -> float:
    return next(band.y for band in display.bands if band.lane == lane)


def high(display: DisplayList, lane: int) -> float:
    return next(band.height for band in display.bands if band.lane == lane)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("part", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("lane", range(LANES))
def test_a_place_in_a_lane_comes_to_lie_where_it_is_wanted(lane: int, part: float, whole: bool) -> None:
    display = compose(Layout(INDEX, wide), YEAR, WIDTH, HEIGHT, whole=whole, anchor=Anchor(lane, 120.0, part))
    assert display.scroll == round(display.scroll)
    assert 0 <= display.scroll <= display.content_height - HEIGHT
    lies = top(display, lane) + part * high(display, lane)
    if 0 < display.scroll < display.content_height - HEIGHT:
        assert lies == pytest.approx(120, abs=0.5)
    elif display.scroll == 0:
        assert lies <= 120.5
    else:
        assert lies >= 119.5


@pytest.mark.parametrize("days", [2, 9, 30, 90, 365, 1000])
def test_an_entry_comes_to_lie_where_it_is_wanted_however_it_is_drawn(days: int) -> None:
    layout = Layout(INDEX, wide)
    lane = LANES // 2
    row = int(INDEX.rows[sum(INDEX.span(lane)) // 2])
    middle = float(MARKS.place[row]) + DAY / 2
    scale = Scale.spanning(middle - days * DAY / 2, middle + days * DAY / 2, WIDTH)
    display = compose(layout, scale, WIDTH, HEIGHT / 2, anchor=Anchor(lane, 60.0, 0.0, row))
    held = anchor_on(display, lane, row)
    assert held is not None
    assert held.row == row
    assert held.y == pytest.approx(60, abs=0.5)


def test_without_the_entry_in_view_its_lane_is_held() -> None:
    lane = LANES // 2
    row = int(INDEX.rows[INDEX.span(lane)[0]])
    scale = Scale.spanning(float(MARKS.place[row]) + 300 * DAY, float(MARKS.place[row]) + 400 * DAY, WIDTH)
    display = compose(Layout(INDEX, wide), scale, WIDTH, HEIGHT, anchor=Anchor(lane, 90.0, 0.0, row))
    assert top(display, lane) == 90


def test_lanes_that_all_fit_are_not_scrolled_for_anything() -> None:
    layout = Layout(index_of([day(at(2020, 6, 1), lanes=(lane,)) for lane in range(3)], 3), wide)
    scale = Scale.spanning(at(2020, 5, 20), at(2020, 6, 20), WIDTH)
    assert compose(layout, scale, WIDTH, HEIGHT, anchor=Anchor(2, 10.0, 0.0)).scroll == 0


def test_a_lane_that_is_not_there_is_not_held() -> None:
    assert compose(Layout(INDEX, wide), YEAR, WIDTH, HEIGHT, 30.0, anchor=Anchor(99, 10.0, 0.0)).scroll == 30


def test_of_a_cluster_the_entry_nearest_to_the_pointer_is_held() -> None:
    display = compose(Layout(INDEX, wide), Scale.spanning(at(2011, 1, 1), at(2014, 1, 1), WIDTH), WIDTH, 1e6)
    number = max(range(len(display.clusters)), key=lambda at: display.clusters[at].count)
    cluster = display.clusters[number]
    x, y = cluster.x1 - 1, cluster.y + 4
    found = hit(display, x, y)
    assert found.item == number
    held = anchor_at(display, MARKS, found, y)
    assert held is not None
    assert held.row in cluster.rows
    away = np.abs(MARKS.place[cluster.rows] - found.minute)
    assert abs(int(MARKS.place[held.row]) - found.minute) == away.min()
    assert held.y == pytest.approx(cluster.y + 11)


def test_below_the_last_lane_nothing_is_held() -> None:
    display = compose(Layout(index_of([day(at(2020, 6, 1))]), wide), YEAR, WIDTH, HEIGHT)
    assert anchor_in_middle(display) is None
    assert anchor_at(display, MARKS, Hit(Target.GROUND, 0.0), 200.0) is None
