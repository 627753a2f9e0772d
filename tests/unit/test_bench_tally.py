"""The count of what a drawing stands for: right for right drawings, and wrong for wrong ones."""

import numpy as np
import numpy.typing as npt
import pytest
from msgspec.structs import replace

from db.marks import Marks
from desktop.cli.bench.frames import panned, zoomed
from desktop.cli.bench.tally import active_rows, standing
from desktop.timeline.display import ClusterItems, DisplayList
from desktop.timeline.index import Index, Rows
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.timeline.scene import compose
from tests.unit.timeline_marks import at, day, index_of, many

WIDTH = 1454.0
TALL = 5000.0
MARKS = many(40_000, 5)
INDEX = Index.build(MARKS, MARKS.groupings["side"])
SPANS = {
    "whole": INDEX.bounds() or (0, 0),
    "month": (at(2013, 4, 1), at(2013, 5, 1)),
    "week": (at(2013, 4, 8), at(2013, 4, 15)),
    "day": (at(2013, 4, 10), at(2013, 4, 11)),
    "hour": (at(2013, 4, 10, 14), at(2013, 4, 10, 15)),
}


def measure(rows: Rows) -> npt.NDArray[np.float32]:
    return np.full(len(rows), 150, np.float32)


def composed(span: tuple[int, int]) -> DisplayList:
    return compose(Layout(INDEX, measure), Scale.spanning(*span, WIDTH), WIDTH, TALL)


def drawn(display: DisplayList, span: tuple[int, int], marks: Marks = MARKS) -> int:
    return standing(display, marks, INDEX.grouping, INDEX.shown, *span)


@pytest.mark.parametrize("name", SPANS)
def test_a_drawing_stands_for_all_that_is_active(name: str) -> None:
    span = SPANS[name]
    assert drawn(composed(span), span) == len(active_rows(MARKS, INDEX.shown, *span))


def test_what_is_active_is_found_by_looking_at_every_entry() -> None:
    low, high = SPANS["week"]
    slowly = [row for row in range(len(MARKS)) if MARKS.earliest[row] < high and MARKS.latest[row] > low]
    assert active_rows(MARKS, INDEX.shown, low, high).tolist() == slowly


def test_a_mark_that_is_missing_is_missed() -> None:
    span = SPANS["month"]
    display = composed(span)
    everything = drawn(display, span)
    inside = (display.marks.x > 10) & (display.marks.x < WIDTH - 10) & ~display.marks.herald
    gone = int(np.flatnonzero(inside)[0])
    fewer = {name: np.delete(getattr(display.marks, name), gone) for name in type(display.marks).__struct_fields__}
    rules = {name: getattr(display.rules, name)[:0] for name in type(display.rules).__struct_fields__}
    lacking = replace(display, marks=replace(display.marks, **fewer), rules=replace(display.rules, **rules))
    assert drawn(lacking, span) == everything - 1


def test_what_is_drawn_twice_in_a_lane_is_too_much() -> None:
    span = SPANS["week"]
    display = composed(span)
    assert drawn(replace(display, cards=(*display.cards, display.cards[0])), span) == drawn(display, span) + 1


def test_a_cluster_that_is_missing_is_missed() -> None:
    index = index_of([day(at(2020, 1, 1)) for _ in range(90)])
    span = (at(2019, 12, 1), at(2020, 2, 1))
    display = compose(Layout(index, measure), Scale.spanning(*span, WIDTH), WIDTH, TALL)
    assert display.clusters
    arguments = (index.marks, index.grouping, index.shown, *span)
    assert standing(display, *arguments) == 90
    all_of_them = display.clusters
    none = ClusterItems(all_of_them.lane[:0], [], all_of_them.edges[:, :0], all_of_them.mix[:0])
    assert standing(replace(display, clusters=none), *arguments) < 90


def test_a_bar_with_a_wrong_number_stands_for_nothing() -> None:
    span = SPANS["whole"]
    display = composed(span)
    assert len(display.bars)
    count = display.bars.count.copy()
    count[:, 0] += 1
    assert drawn(replace(display, bars=replace(display.bars, count=count)), span) < drawn(display, span)


def test_panning_leads_from_end_to_end() -> None:
    spans = panned((0.0, 1000.0), 100.0)
    assert (spans[0], spans[-1], len(spans)) == ((0.0, 100.0), (900.0, 1000.0), 200)
    assert panned((0.0, 50.0), 100.0)[-1] == (0.0, 100.0)


def test_zooming_goes_by_one_factor_from_everything_to_an_hour_about_the_busiest() -> None:
    spans = zoomed((0.0, 1000.0 * MINUTES_PER_DAY), 7200.0, 60.0)
    lengths = np.array([end - start for start, end in spans])
    assert len(spans) == 100
    assert spans[0] == pytest.approx((0.0, 1000.0 * MINUTES_PER_DAY))
    assert spans[-1] == pytest.approx((7170.0, 7230.0))
    assert lengths[1:] / lengths[:-1] == pytest.approx(np.full(99, (lengths[-1] / lengths[0]) ** (1 / 99)))
    assert all(start <= 7200.0 <= end for start, end in spans)
