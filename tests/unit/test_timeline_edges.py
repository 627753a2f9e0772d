"""What the edges of the plot cut: in view at any span, to the minute, everything that is active is drawn once."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.marks import Drawing, Flag, Marks
from desktop.cli.bench.tally import active_rows, standing
from desktop.timeline.display import MARK, DisplayList, Form
from desktop.timeline.hits import hit
from desktop.timeline.index import Index
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale
from desktop.timeline.scene import compose
from tests.unit.test_timeline_scene import ENTRIES, JUNE, SCALES, assert_nothing_overlaps, laid_out, measured
from tests.unit.timeline_marks import DAY, Made, at, day, many

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def seen(display: DisplayList, lane: int) -> Counter[int]:
    """Count what can be seen inside of the plot of each row of a lane."""
    width, marks, rules = display.width, display.marks, display.rules
    ruled = set(rules.row[(rules.lane == lane) & (rules.x1 > 0) & (rules.x0 < width)].tolist())
    found: Counter[int] = Counter()
    for row, x, size, of, herald in zip(
        *(column.tolist() for column in (marks.row, marks.x, marks.size, marks.lane, marks.herald)), strict=True
    ):
        if of == lane and not herald and ((x + size / 2 > 0 and x - size / 2 < width) or row in ruled):
            found[row] += 1
    found.update(card.row for card in display.cards if card.lane == lane and card.x < width and card.x + card.width > 0)
    for cluster in display.clusters:
        if cluster.lane == lane and cluster.x1 > 0 and cluster.x0 < width:
            found.update(cluster.rows.tolist())
    return found


def clustered(display: DisplayList, lane: int) -> set[int]:
    return {row for cluster in display.clusters if cluster.lane == lane for row in cluster.rows.tolist()}


def assert_true(layout: Layout, display: DisplayList) -> None:
    """Everything active in view is seen once; what is not is at most a mark, or a rule's soft end, on its way out."""
    marks, scale, width = layout.index.marks, display.scale, display.width
    low, high = scale.minute(0.0), scale.minute(width)
    for band in display.bands:
        rows = np.array([r for r in layout.index.shown if band.lane in marks.groupings["side"].lanes[r]], np.int32)
        active = set(active_rows(marks, rows, low, high).tolist())
        assert band.active == len(active)
        if band.form is not Form.ROWS:
            continue
        found = seen(display, band.lane)
        assert {row: found[row] for row in active} == dict.fromkeys(active, 1)
        for row in set(found) - active - clustered(display, band.lane):
            x = display.marks.x[(display.marks.row == row) & (display.marks.lane == band.lane)]
            assert (x <= 1e-6).all() or (x >= width - 1e-6).all()


@given(ENTRIES, SCALES, st.lists(st.one_of(st.floats(-400, 400), st.floats(-20, 20)), max_size=6))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_all_that_is_active_is_seen_at_any_span(
    entries: list[Made], view: tuple[Scale, float], moves: list[float]
) -> None:
    scale, width = view
    layout = laid_out(entries, 3)
    for move in [0.0, *moves]:
        scale = scale.panned(move)
        display = compose(layout, scale, width, 1e6)
        assert_true(layout, display)
        assert_nothing_overlaps(display)


@given(st.integers(0, 10**6), st.sampled_from([30, 150, 700, 2500]), st.sampled_from([0.05, 0.4, 0.9]))
@settings(max_examples=20, deadline=None)
def test_all_that_is_active_is_seen_among_many(seed: int, count: int, spans: float) -> None:
    random = np.random.default_rng(seed)
    marks = many(count, 3, seed=seed, years=int(random.choice([1, 10])), spans=spans)
    layout = Layout(Index.build(marks, marks.groupings["side"]), measured)
    width = float(random.choice([40.0, 200.0, 858.0, 1262.0]))
    middle = random.uniform(marks.place.min(), marks.place.max())
    scale = Scale.spanning(middle, middle + 10 ** random.uniform(-1.5, 3.3) * DAY, width)
    for _ in range(6):
        display = compose(layout, scale, width, 1e6)
        assert_true(layout, display)
        assert_nothing_overlaps(display)
        scale = scale.panned(float(random.uniform(-1.5, 1.5) * random.choice([1.0, 30 / width])) * width)


MARKS = many(40_000, 5)
INDEX = Index.build(MARKS, MARKS.groupings["side"])


@given(st.floats(0, 1), st.floats(-1.4, 3.5), st.sampled_from([300.0, 1004.0, 1454.0]))
@settings(max_examples=20, deadline=None)
def test_bars_clusters_and_marks_together_stand_for_all_at_any_span(where: float, days: float, width: float) -> None:
    first, last = INDEX.bounds() or (0, 0)
    start = first + where * (last - first)
    scale = Scale.spanning(start, start + 10**days * DAY, width)
    display = compose(Layout(INDEX, measured), scale, width, 1e6)
    low, high = scale.minute(0.0), scale.minute(width)
    assert stands(display, MARKS, low, high) == len(active_rows(MARKS, INDEX.shown, low, high))


def stands(display: DisplayList, marks: Marks, low: float, high: float) -> int:
    return standing(display, marks, INDEX.grouping, INDEX.shown, low, high)


@given(ENTRIES, SCALES, st.floats(0.1, 12), st.floats(-300, 300))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_marks_follow_the_hand_and_never_overtake_it(
    entries: list[Made], view: tuple[Scale, float], by: float, begin: float
) -> None:
    scale, width = view
    layout = laid_out(entries, 3)
    scale = scale.panned(begin)
    before = compose(layout, scale, width, 1e6)
    after = compose(layout, scale.panned(by), width, 1e6)
    assert_moved(positions(before), positions(after), by)


def positions(display: DisplayList) -> dict[tuple[int, int], float]:
    marks = display.marks
    alone = ~marks.herald & ~marks.cut_off
    keys = zip(marks.lane[alone].tolist(), marks.row[alone].tolist(), strict=True)
    found = dict(zip(keys, marks.x[alone].tolist(), strict=True))
    return found | {(card.lane, card.row): card.x for card in display.cards}


def assert_moved(before: dict[tuple[int, int], float], after: dict[tuple[int, int], float], by: float) -> None:
    for key in set(before) & set(after):
        assert -1e-6 <= after[key] - before[key] <= by + 1e-6


def path_of(entry: Made, day_width: float, *, lead: float = 0.0) -> list[tuple[float, float]]:
    """Pan an entry through a plot of 858 px, half a pixel at a time: where its day lies, and where its mark."""
    layout = laid_out([entry])
    width, per_pixel = 858.0, DAY / day_width
    found = []
    for step in range(round(2 * (width + 2 * day_width))):
        scale = Scale(JUNE - (width + day_width - step / 2) * per_pixel + lead, per_pixel)
        display = compose(layout, scale, width, 600)
        xs = display.marks.x.tolist() + [card.x + card.width / 2 for card in display.cards]
        found += [(scale.x(float(JUNE)), x) for x in xs]
    return found


@pytest.mark.parametrize("day_width", [7.0, 18.0, 60.0, 120.0, 200.0])
def test_a_day_s_mark_never_jumps_on_its_way_through_the_plot(day_width: float) -> None:
    path = path_of(day(JUNE), day_width)
    lefts = [left for left, _ in path]
    assert min(lefts) <= -day_width + 1
    assert max(lefts) >= 858 - 1
    for (left, x), (other_left, other_x) in pairwise(path):
        assert 0 <= x - other_x <= left - other_left + 1e-6


def test_a_day_cut_by_an_edge_keeps_its_mark_in_its_column_and_in_view() -> None:
    layout = laid_out([day(JUNE)])
    wide = Scale(JUNE - (858 - 40) * DAY / 100, DAY / 100)
    (x,) = compose(layout, wide, 858, 600).marks.x.tolist()
    assert x == pytest.approx(858 - MARK / 2)
    narrow = Scale(JUNE - (858 - 10) * DAY / 100, DAY / 100)
    (x,) = compose(layout, narrow, 858, 600).marks.x.tolist()
    assert x == pytest.approx(858 - 10 + MARK / 2)
    leaving = Scale(JUNE + 70 * DAY / 100, DAY / 100)
    (x,) = compose(layout, leaving, 858, 600).marks.x.tolist()
    assert x == pytest.approx(MARK / 2)


def test_a_minute_is_in_view_only_from_that_minute_on() -> None:
    timed = Made(JUNE + 600, JUNE + 601, drawing=Drawing.DAY, flags=Flag.TIMED)
    layout = laid_out([timed])
    before = Scale(JUNE - 300, 1.0)
    assert compose(layout, before, 800, 600).bands[0].form is Form.CLOSED
    after = compose(layout, before, 901, 600)
    assert after.marks.x.tolist() == [900]


def test_of_a_cut_hour_all_are_counted_at_the_edge() -> None:
    many_there = [
        Made(at(2020, 6, 1, 10, minute), at(2020, 6, 1, 10, minute) + 1, flags=Flag.TIMED) for minute in range(60)
    ]
    layout = laid_out(many_there + [day(JUNE)] * 40)
    for cut in range(0, 24 * 60, 7):
        scale = Scale(JUNE - 3 * DAY, (3 * DAY + cut) / 858)
        display = compose(layout, scale, 858, 1e6)
        assert_true(layout, display)
        assert_nothing_overlaps(display)


def test_one_entry_that_has_no_room_at_an_edge_is_a_mark_there_and_not_a_count_of_one() -> None:
    marks = many(2500, 3, seed=3, years=2, spans=0.4)
    layout = Layout(Index.build(marks, marks.groupings["side"]), measured)
    ends = set()
    for days in (12, 100):
        for step in range(60):
            start = at(2011, 1, 5) + step * 1.7 * DAY
            scale = Scale.spanning(start, start + days * DAY, 858)
            display = compose(layout, scale, 858, 1e6)
            assert min((cluster.count for cluster in display.clusters), default=2) > 1
            assert_true(layout, display)
            assert_nothing_overlaps(display)
            items = display.marks
            for number in np.flatnonzero(items.cut_off).tolist():
                x, half = float(items.x[number]), float(items.size[number]) / 2
                assert half <= x <= 858 - half
                found = hit(display, x, float(items.y[number]))
                assert found.row == items.row[number]
                ends.add(x < 429)
    assert ends == {True, False}
