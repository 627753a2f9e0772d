"""Packing in rows: nothing overlaps, forwards and backwards, and less detail where rows run out."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.timeline.detail_level import cluster_extents, crowding, rows_of
from desktop.timeline.packing import LONG, Frontier, Items, Placed, Room, first_fit
from desktop.timeline.runs import find_runs


def items(
    intervals: Sequence[tuple[float, float]], least: int = 0, heralds: Sequence[tuple[float, float]] = ()
) -> Items:
    left, right = (np.array([pair[i] for pair in intervals], float) for i in (0, 1))
    herald = np.array(heralds or [(np.nan, np.nan)] * len(intervals), np.float64).reshape(-1, 2)
    return Items(left, right, left, left + 10, np.full(len(left), least), herald[:, 0], herald[:, 1])


def fitted(items: Items, frontier: Frontier, most: int, long_rows: int = 6, *, forward: bool = True) -> Placed:
    facing = items.facing(np.full(len(items), forward))
    return first_fit(facing, np.zeros(len(items), np.int64), {0: Room(frontier, most, long_rows)})


INTERVALS = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(10, 600)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=60
)


def taken(packed: Items, placed: Placed) -> list[tuple[int, float, float]]:
    ends = np.where(placed.cut, packed.short_right, packed.right)
    return [(int(row), left, right) for row, left, right in zip(placed.rows, packed.left, ends, strict=True)]


def assert_apart(places: list[tuple[int, float, float]]) -> None:
    for i, (row, left, right) in enumerate(places):
        for other, begin, end in places[i + 1 :]:
            assert row != other or right <= begin or end <= left


@given(INTERVALS, INTERVALS)
def test_packing_goes_on_to_either_side_without_overlap(
    middle: list[tuple[int, int]], outer: list[tuple[int, int]]
) -> None:
    frontier = Frontier()
    first = items([(left + 10_000, right + 10_000) for left, right in middle])
    places = taken(first, fitted(first, frontier, 1 << 20))
    later = items([(left + 13_000, right + 13_000) for left, right in outer])
    places += taken(later, fitted(later, frontier, 1 << 20))
    earlier = items([(left + 7_000, right + 7_000) for left, right in outer])
    mirrored = frontier.mirrored()
    back = fitted(earlier, mirrored, 1 << 20, forward=False)
    places += [(int(row), left, right) for row, left, right in zip(back.rows, earlier.left, earlier.right, strict=True)]
    assert_apart(places)
    assert mirrored.mirrored().copy() == mirrored.mirrored()


def test_the_first_free_row_is_taken() -> None:
    placed = fitted(items([(0, 100), (50, 150), (100, 200)]), Frontier(), 10, 6)
    assert placed.rows.tolist() == [0, 1, 0]


def test_what_finds_no_row_is_left_out() -> None:
    placed = fitted(items([(0, 100), (10, 100), (20, 100)]), Frontier(), 2, 6)
    assert placed.rows.tolist() == [0, 1, -1]


def test_long_intervals_leave_rows_to_others_and_are_cut() -> None:
    long = [(i, i + 3 * LONG) for i in range(4)]
    placed = fitted(items(long), Frontier(), 10, 2)
    assert placed.cut.tolist() == [False, False, True, True]


def test_a_herald_stands_in_the_row_above_if_that_is_free() -> None:
    found = fitted(items([(0, 60)], 1, [(20, 150)]), Frontier(), 10, 6)
    assert (found.rows.tolist(), found.herald.tolist()) == ([1], [True])
    frontier = Frontier()
    fitted(items([(0, 100)]), frontier, 10, 6)
    found = fitted(items([(0, 60)], 1, [(20, 150)]), frontier.copy(), 10, 6)
    assert (found.rows.tolist(), found.herald.tolist()) == ([2], [True]), "it goes further down for it"
    found = fitted(items([(0, 60)], 1, [(20, 150)]), frontier, 2, 6)
    assert (found.rows.tolist(), found.herald.tolist()) == ([1], [False]), "and does without where rows end"


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 63)), max_size=40))
def test_runs_end_with_their_tile_and_where_marks_are_apart(pairs: list[tuple[int, float]]) -> None:
    tile = np.array([tile for tile, _ in pairs], np.int64)
    at = tile * 64 + np.array([offset for _, offset in pairs])
    cited = np.arange(len(pairs), dtype=np.uint8)
    runs = find_runs(tile, at, cited)
    assert sorted(runs.order.tolist()) == list(range(len(pairs)))
    for run in range(len(runs)):
        members = runs.members(run)
        assert (np.diff(at[members]) < 15).all()
        assert set(runs.of[members].tolist()) == {run}
        assert set(tile[members].tolist()) == {runs.tile[run]}
        assert runs.top[run] == members.max()
    lasts, firsts = runs.lasts(np.arange(len(runs))), runs.firsts(np.arange(len(runs)))
    for run in range(len(runs) - 1):
        assert runs.tile[run] != runs.tile[run + 1] or at[firsts[run + 1]] - at[lasts[run]] >= 15


@given(st.floats(0, 64), st.floats(0, 64), st.integers(1, 10_000_000))
def test_a_cluster_stays_in_its_tile(one: float, other: float, count: int) -> None:
    first, last = min(one, other), max(one, other)
    left, right = cluster_extents(
        np.array([first]), np.array([last]), np.array([0.0]), np.array([64.0]), np.array([count])
    )
    assert 3 - 1e-6 <= left[0] < right[0] <= 61 + 1e-6


def test_crowding_is_the_pace_of_a_lanes_greater_part() -> None:
    steady = np.arange(0, 100_000, 100)
    assert crowding(steady) == crowding(steady + 5)
    assert crowding(np.arange(10)) == np.inf
    burst = np.sort(np.concatenate([steady, np.full(5000, 50_000)]))
    assert crowding(burst) == 0
    assert rows_of(np.inf, 64.0, 512) > rows_of(np.inf, 64.0, 513) > rows_of(0.0, 64.0, 10_000)
