"""Strips: true counts on one scale."""

import numpy as np
import pytest

from db.marks import ACTS
from desktop.timeline.civil import Unit
from desktop.timeline.display import STRIP_AXIS, STRIP_DOWN, STRIP_UP
from desktop.timeline.index import Index
from desktop.timeline.scale import Scale
from desktop.timeline.strips import PEAK_APART, PEAKS, Strips, bar_edges, bar_step, strips
from tests.unit.timeline_marks import DAY, at, day, index_of, many

JUNE = at(2020, 6, 1)


def of(index: Index, scale: Scale, width: float = 858.0, lanes: tuple[int, ...] = (0,)) -> Strips:
    return strips(index, np.array(lanes, np.int64), np.zeros(max(lanes, default=0) + 1), scale, width)


@pytest.mark.parametrize(
    ("day_width", "unit"),
    [(500, Unit.HOUR), (20, Unit.DAY), (5, Unit.DAY), (4.9, Unit.WEEK), (0.5, Unit.MONTH), (0.1, Unit.YEAR)],
)
def test_bars_take_the_least_step_that_is_wide_enough(day_width: float, unit: Unit) -> None:
    assert bar_step(Scale(0.0, DAY / day_width)) is unit


def test_even_years_may_be_too_narrow() -> None:
    unit, steps = bar_edges(Scale(0.0, 1e6), 858)
    assert unit is Unit.YEAR
    assert (np.diff(steps) / 1e6).min() >= 5


def test_every_bar_counts_what_is_active_in_it_and_its_segments_add_up() -> None:
    marks = many(20_000, 3)
    index = Index.build(marks, marks.groupings["side"])
    start, end = index.bounds() or (0, 0)
    scale = Scale.spanning(start, end, 858)
    found = of(index, scale, lanes=(0, 1, 2))
    for bar in range(0, len(found.bars), 17):
        lane, start, end = (int(getattr(found.bars, name)[bar]) for name in ("lane", "start", "end"))
        lo, hi = index.span(lane)
        rows = index.rows[lo:hi]
        active = rows[(marks.earliest[rows] < end) & (marks.latest[rows] > start)]
        assert found.bars.count[bar].tolist() == np.bincount(marks.act[active], minlength=5).tolist()
    per_entry = found.segments.height.sum() / found.bars.count.sum()
    by_act = [found.segments.height[found.segments.tint == act].sum() for act in range(len(ACTS))]
    assert by_act == pytest.approx((found.bars.count.sum(axis=0) * per_entry).tolist())
    axis = STRIP_AXIS
    assert (axis - found.bars.top).max() <= STRIP_UP + 1e-6
    assert (found.bars.bottom - axis).max() <= STRIP_DOWN + 1e-6
    assert found.key is not None
    assert found.key.height == pytest.approx(found.key.count * per_entry)
    assert found.key.height <= 20.1


def test_cooperation_goes_up_and_conflict_down_and_plain_statements_lie_astride() -> None:
    entries = [day(JUNE, act=act) for act in range(5) for _ in range(2)]
    found = of(index_of(entries), Scale.spanning(JUNE, JUNE + 30 * DAY, 858))
    spans = {
        ACTS[act]: (top - STRIP_AXIS, top + height - STRIP_AXIS)
        for act, top, height in zip(found.segments.tint, found.segments.y, found.segments.height, strict=True)
    }
    assert [spans[act] for act in ACTS] == [(-12, -4), (-20, -12), (4, 12), (12, 20), (-4, 4)]
    assert len(found.bars) == 1


def test_peaks_are_few_apart_and_higher_than_one() -> None:
    entries = [day(JUNE + i * DAY, act=0) for i in range(60) for _ in range(1 + i % 7)]
    found = of(index_of(entries), Scale.spanning(JUNE, JUNE + 60 * DAY, 858))
    x = sorted(peak.x for peak in found.peaks)
    assert len(x) == PEAKS
    assert np.diff(x).min() >= PEAK_APART
    assert {peak.count for peak in found.peaks} == {7}
    assert of(index_of([day(JUNE)]), Scale.spanning(JUNE, JUNE + 60 * DAY, 858)).peaks == ()


def test_no_strip_has_no_key() -> None:
    found = of(index_of([day(JUNE)]), Scale.spanning(JUNE, JUNE + DAY, 858), lanes=())
    assert found.key is None
    assert len(found.segments) == 0
