"""The lanes' order, their zoom steps, and what stays put while one pans."""

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from db.marks import Drawing
from desktop.timeline.index import Index, Rows
from desktop.timeline.lane_rows import WHOLE
from desktop.timeline.lanes import STEP, STEPS_KEPT, LaneOrder, Layout, step_of
from desktop.timeline.scale import Scale
from desktop.timeline.scene import compose
from tests.unit.timeline_marks import DAY, Made, at, day, index_of, many

KEYS = ("turkey", "russia", "egypt", "france")
JUNE = at(2020, 6, 1)


def same(rows: Rows) -> npt.NDArray[np.float32]:
    return np.full(len(rows), 100, np.float32)


def test_lanes_stand_as_the_user_put_them() -> None:
    order = LaneOrder()
    assert order.arranged(KEYS) == (0, 1, 2, 3)
    moved = order.moved(KEYS, "france", 1)
    assert moved.arranged(KEYS) == (0, 3, 1, 2)
    assert moved.arranged(("egypt", "libya", "france")) == (2, 0, 1)
    pinned = moved.with_pinned("egypt", pinned=True)
    assert pinned.arranged(KEYS) == (2, 0, 3, 1)
    assert pinned.with_pinned("egypt", pinned=False) == moved
    closed = order.with_collapsed("russia", collapsed=True)
    assert closed.collapsed == {"russia"}
    assert closed.with_collapsed("russia", collapsed=False) == order


@given(st.permutations(KEYS), st.sampled_from(KEYS), st.integers(0, 3))
def test_a_moved_lane_stands_where_it_was_put(keys: list[str], key: str, place: int) -> None:
    order = LaneOrder(tuple(keys)).moved(KEYS, key, place)
    assert KEYS[order.arranged(KEYS)[place]] == key


@given(st.floats(0.25, 1e6))
def test_a_zoom_step_is_never_finer_than_its_scales(per_pixel: float) -> None:
    step = STEP ** step_of(Scale(0.0, per_pixel))
    assert per_pixel <= step * (1 + 1e-6)
    assert step <= per_pixel * STEP * (1 + 1e-6)


def test_rows_do_not_jump_while_one_pans_a_large_lane_to_and_fro() -> None:
    marks = many(4000, 2, years=3)
    index = Index.build(marks, marks.groupings["side"])
    layout = Layout(index, same)
    assert index.counts()[0] > WHOLE
    scale = Scale.spanning(at(2012, 1, 1), at(2012, 1, 20), 858)
    places: dict[tuple[int, int], float] = {}
    for dx in [-300.0] * 5 + [300.0] * 12 + [-300.0] * 3:
        scale = scale.panned(dx)
        display = compose(layout, scale, 858, 1e6)
        tops = {band.lane: band.y for band in display.bands}
        # What stands at an edge for a drawing that has no room there has no row of its own yet.
        own = ~display.marks.cut_off
        columns = (display.marks.row[own], display.marks.lane[own], display.marks.y[own])
        for row, lane, y in zip(*(column.tolist() for column in columns), strict=True):
            assert places.setdefault((row, lane), y - tops[lane]) == y - tops[lane]
    assert len(places) > 100


def test_far_jumps_and_long_journeys_begin_anew() -> None:
    marks = many(3000, 1, years=3)
    layout = Layout(Index.build(marks, marks.groupings["side"]), same)
    scale = Scale.spanning(at(2011, 6, 1), at(2011, 6, 10), 858)
    packed = layout.rows(0, scale)
    compose(layout, scale, 858, 600)
    first = packed.lo
    compose(layout, scale.panned(-50_000), 858, 600)
    assert packed.lo > first
    for _ in range(100):
        scale = scale.panned(-700)
        compose(layout, scale, 858, 600)
    assert packed is layout.rows(0, scale)
    assert len(packed.columns) == packed.hi - packed.lo < 1500


def test_only_the_last_zoom_steps_are_remembered_and_a_new_order_keeps_them() -> None:
    layout = Layout(index_of([day(JUNE)]), same)
    first = layout.rows(0, Scale(0.0, 1.0))
    assert layout.rows(0, Scale(0.0, 1.0)) is first
    assert layout.reordered(LaneOrder(("lane-0",))).rows(0, Scale(0.0, 1.0)) is first
    for step in range(STEPS_KEPT):
        layout.rows(0, Scale(0.0, 2.0 * 1.5**step))
    assert layout.rows(0, Scale(0.0, 1.0)) is not first


def test_the_lane_beside_offers_its_nearest_mark_and_empty_ones_are_passed_over() -> None:
    index = index_of([day(JUNE), day(JUNE + 9 * DAY, lanes=(2,)), day(JUNE + 2 * DAY, lanes=(2,))], 3)
    layout = Layout(index, same)
    assert layout.beside(0, 0, 1) == (1, 2)
    assert layout.beside(1, 2, -1) == (0, 0)
    assert layout.beside(0, 0, -1) is None


def test_a_span_keeps_its_row_over_years_in_which_nothing_else_begins() -> None:
    entries = [Made(at(2012, 1, 1), at(2020, 1, 1), drawing=Drawing.EXTENT)]
    entries += [day(at(2013, 1, 1) + number % 300 * DAY) for number in range(600)]
    layout = Layout(index_of(entries), same)
    scale = Scale.spanning(at(2016, 1, 1), at(2016, 2, 1), 858)
    for _ in range(6):
        display = compose(layout, scale, 858, 600)
        assert display.marks.row.tolist() == [0]
        assert display.bands[0].rows == 1
        scale = scale.panned(-500)


def test_lanes_come_up_when_those_above_are_less_deep_than_they_were() -> None:
    crowd = [day(JUNE + 2 * DAY, lanes=(lane,)) for lane in range(4) for _ in range(16)]
    layout = Layout(index_of([*crowd, *(day(JUNE + 90 * DAY, lanes=(lane,)) for lane in range(4))], 4), same)
    busy, quiet = (Scale.spanning(JUNE + first * DAY, JUNE + (first + 30) * DAY, 858) for first in (0, 75))
    assert set(compose(layout, busy, 858, 300, whole=False).marks.lane.tolist()) == {0}
    assert compose(layout, quiet, 858, 300, whole=False).marks.lane.tolist() == [0, 1, 2, 3]


def test_crowds_just_beyond_the_plot_keep_no_lane_from_coming_up() -> None:
    beyond = [day(JUNE + 30 * DAY, lanes=(lane,)) for lane in range(4) for _ in range(16)]
    layout = Layout(index_of([*beyond, *(day(JUNE + 5 * DAY, lanes=(lane,)) for lane in range(4))], 4), same)
    scale = Scale.spanning(JUNE, JUNE + 30 * DAY, 858)
    assert compose(layout, scale, 858, 150, whole=False).marks.lane.tolist() == [0, 1, 2, 3]
