"""What is in view, how many, what is nearest, what is next."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from db.marks import Flag
from desktop.timeline.index import STEPS, Index, Rows, known_bounds
from tests.unit.timeline_marks import DAY, Made, at, day, index_of, many, marks_of

JUNE = at(2020, 6, 1)

ENTRIES = st.lists(
    st.builds(
        lambda start, length, lanes, act, side: Made(
            None if side == "start" else start * 60,
            None if side == "end" else (start + length) * 60,
            tuple(sorted(lanes)),
            act,
        ),
        st.integers(24, 3000),
        st.integers(1, 900),
        st.sets(st.integers(0, 3), min_size=1, max_size=3),
        st.integers(0, 4),
        st.sampled_from(["", "", "", "start", "end"]),
    ),
    max_size=80,
)
WINDOWS = st.tuples(st.floats(0, 300_000), st.floats(0.5, 200_000))


def expected(index: Index, lane: int, start: float, end: float) -> Rows:
    marks = index.marks
    rows = np.arange(len(marks), dtype=np.int32)
    first, last = known_bounds(marks, rows)
    member = np.array([lane in marks.groupings["side"].lanes[row] for row in range(len(marks))], np.bool_)
    return rows[member & (first < end) & (last > start)]


@given(ENTRIES, WINDOWS)
def test_a_window_holds_what_is_active_in_it(entries: list[Made], window: tuple[float, float]) -> None:
    index = index_of(entries, 4)
    start, end = window[0], window[0] + window[1]
    before, active, after = index.around(start, end)
    for lane in range(4):
        positions = index.within(lane, start, end)
        assert sorted(index.rows[positions].tolist()) == expected(index, lane, start, end).tolist()
        assert (np.diff(positions) > 0).all()
        assert all(index.lane_of(at_) == lane for at_ in positions.tolist())
        assert active[lane] == len(positions)
        assert before[lane] + active[lane] + after[lane] == index.counts()[lane]
        assert index.active(positions, start, end).all()


@given(ENTRIES, st.lists(st.integers(0, 250_000), min_size=2, max_size=6, unique=True).map(sorted))
def test_densities_count_spanning_entries_in_every_cell(entries: list[Made], edges: list[int]) -> None:
    index = index_of(entries, 4)
    lanes = np.array([0, 2, 3])
    found = index.density(lanes, np.array(edges, np.int64))
    for i, lane in enumerate(lanes):
        for cell in range(len(edges) - 1):
            rows = expected(index, lane, edges[cell], edges[cell + 1])
            assert found[i, cell].tolist() == np.bincount(index.marks.act[rows], minlength=5).tolist()


def test_windows_of_many_entries_are_found_through_blocks() -> None:
    marks = many(30_000, 3, spans=0.5)
    index = Index.build(marks, marks.groupings["side"])
    start, end = at(2015, 3, 1), at(2015, 3, 2)
    for lane in range(3):
        lo, hi = index.span(lane)
        rows = index.rows[lo:hi]
        wanted = rows[(marks.earliest[rows] < end) & (marks.latest[rows] > start)]
        assert sorted(index.rows[index.within(lane, start, end)].tolist()) == sorted(wanted.tolist())


def test_filtered_and_undated_entries_are_left_out() -> None:
    entries = [day(JUNE), day(JUNE + DAY), Made(0, 0, dated=False)]
    index = index_of(entries, 1, np.array([True, False, True]))
    assert index.shown.tolist() == [0]
    assert index.positions(1) == ()
    assert len(index) == 1


def test_bounds_are_those_that_are_known() -> None:
    entries = [Made(None, JUNE + DAY, (0,)), Made(JUNE + 3 * DAY, None, (1,))]
    index = index_of(entries, 3)
    assert index.bounds() == (JUNE, JUNE + 4 * DAY)
    assert index.lane_bounds(1) == (JUNE + 3 * DAY, JUNE + 4 * DAY)
    assert index.lane_bounds(2) is None
    assert index_of([], 1).bounds() is None


def test_an_end_before_its_start_is_the_minute_after_it() -> None:
    index = index_of([Made(JUNE, JUNE - DAY, (0,), flags=Flag.TIMED)])
    assert index.bounds() == (JUNE, JUNE + 1)
    assert index.within(0, JUNE, JUNE + 1).tolist() == [0]


def test_neighbours_stand_in_the_lane_and_in_time() -> None:
    entries = [day(JUNE + i * DAY, lanes=(i % 2,)) for i in range(6)]
    index = index_of(entries, 2)
    assert index.neighbour(2, 0, 1) == 4
    assert index.neighbour(2, 0, -1) == 0
    assert index.neighbour(0, 0, -1) is None
    assert index.neighbour(4, 0, 1) is None
    assert index.neighbour(1, 0, 1) is None
    assert index.chronological(2, 1) == 3
    assert index.chronological(5, 1) is None
    assert index.chronological(0, -1) is None


def test_the_nearest_mark_of_a_lane() -> None:
    index = index_of([day(JUNE), day(JUNE + 10 * DAY)], 2)
    assert index.nearest(0, JUNE + 4 * DAY) == 0
    assert index.nearest(0, JUNE + 6 * DAY) == 1
    assert index.nearest(0, JUNE - 100 * DAY) == 0
    assert index.nearest(0, JUNE + 100 * DAY) == 1
    assert index.nearest(1, JUNE) is None


def test_an_entry_of_several_lanes_has_a_position_in_each() -> None:
    index = index_of([day(JUNE, lanes=(0, 2)), day(JUNE, lanes=(2,))], 3)
    assert [index.lane_of(position) for position in index.positions(0)] == [0, 2]
    assert index.starts(0, 1).tolist() == [JUNE]


def test_a_run_holds_both_its_ends_and_what_lies_between_in_the_lane() -> None:
    index = index_of([day(JUNE + i * DAY, lanes=(i % 2,)) for i in range(8)], 2)
    assert index.run(6, 2, 0).tolist() == [2, 4, 6]
    assert index.run(2, 2, 0).tolist() == [2]
    assert index.run(1, 2, 0).tolist() == []


def test_a_rectangle_lists_each_row_once() -> None:
    index = index_of([day(JUNE, lanes=(0, 1)), day(JUNE + 5 * DAY, lanes=(1,)), day(JUNE, lanes=(2,))], 3)
    assert index.rectangle(range(2), JUNE, JUNE + DAY).tolist() == [0]
    assert index.rectangle(range(3), JUNE, JUNE + 9 * DAY).tolist() == [0, 1, 2]
    assert index.rectangle(range(0), JUNE, JUNE + 9 * DAY).tolist() == []


@pytest.mark.parametrize("window", [(-1e30, 1e30), (float("-inf"), float("inf"))])
def test_windows_beyond_all_time_are_no_fault(window: tuple[float, float]) -> None:
    assert index_of([day(JUNE)]).around(*window)[1].tolist() == [1]


def test_an_index_costs_few_bytes_a_mark() -> None:
    marks = many(50_000, 12)
    index = Index.build(marks, marks.groupings["side"])
    columns = [getattr(index, name) for name in Index.__struct_fields__]
    assert sum(column.nbytes for column in columns if isinstance(column, np.ndarray)) <= 60 * len(marks)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(2, 30), st.booleans()), min_size=1, max_size=12))
def test_density_is_the_same_however_one_came_there(stops: list[tuple[int, int, bool]]) -> None:
    marks = many(3000, 3, years=1)
    index = Index.build(marks, marks.groupings["side"])
    week = np.arange(80, dtype=np.int64) * 7 * DAY + at(2010, 12, 6)
    for first, count, all_lanes in stops:
        lanes = np.array([0, 1, 2] if all_lanes else [0, 2], np.int64)
        edges = week[first : first + count]
        fresh = Index.build(marks, marks.groupings["side"])
        assert index.density(lanes, edges).tolist() == fresh.density(lanes, edges).tolist()


def test_building_tells_how_far_it_is_and_ends_when_it_is_asked_to() -> None:
    marks, told = many(600, 3), []
    grouping = marks.groupings["side"]
    built = Index.build(marks, grouping, progress=lambda done, total: told.append((done, total)))
    assert len(built) >= 600
    assert [done for done, _ in told] == list(range(STEPS + 1))
    assert {total for _, total in told} == {STEPS}

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        Index.build(marks, grouping, progress=stop)


@pytest.mark.parametrize("hidden", [(), (3,), (0,), (0, 1, 2, 3)])
def test_a_column_of_what_is_shown_is_that_of_its_rows(hidden: tuple[int, ...]) -> None:
    shown = np.array([row not in hidden for row in range(4)], np.bool_)
    index = index_of([*(day(JUNE + i * DAY, act=i) for i in range(4)), Made(0, 0, dated=False)], 1, np.r_[shown, True])
    assert index.shown.tolist() == [row for row in range(4) if row not in hidden]
    assert index.of_shown(index.marks.act).tolist() == index.shown.tolist()


@given(st.lists(st.tuples(st.integers(0, 40), st.sets(st.integers(0, 3), min_size=1)), max_size=30), st.randoms())
def test_lanes_are_in_the_order_of_time_whatever_that_of_the_rows_is(
    entries: list[tuple[int, set[int]]], random: Random
) -> None:
    made = marks_of([day(JUNE + days * DAY, lanes=tuple(sorted(lanes))) for days, lanes in entries], 4)
    moved = made.place[np.array(random.sample(range(len(made)), len(made)), np.int64)]
    marks = replace(made, earliest=moved, latest=moved + DAY, place=moved)
    index = Index.build(marks, marks.groupings["side"])
    for lane in range(4):
        member = [row for row in range(len(marks)) if lane in marks.groupings["side"].lanes[row]]
        lo, hi = index.span(lane)
        assert index.rows[lo:hi].tolist() == sorted(member, key=lambda row: (int(moved[row]), row))
        assert index.starts(lo, hi).tolist() == sorted(int(moved[row]) for row in member)
        assert index.ends[lo:hi].tolist() == [int(moved[row]) + DAY for row in index.rows[lo:hi]]
