"""What the pointer meets."""

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.timeline.display import LANE_GAP, DisplayList, Form, Target
from desktop.timeline.lanes import LaneOrder, Layout
from desktop.timeline.scale import Scale
from desktop.timeline.scene import bar_rows, compose, enclosed, hit
from tests.unit.timeline_marks import DAY, Made, at, day, index_of

JUNE = at(2020, 6, 1)
MONTH = Scale.spanning(JUNE, JUNE + 48 * DAY, 858)
WEEK = Scale.spanning(JUNE, JUNE + 5 * DAY, 858)


def composed(
    entries: Sequence[Made], lanes: int = 1, scale: Scale = MONTH, order: LaneOrder | None = None
) -> tuple[Layout, DisplayList]:
    layout = Layout(index_of(entries, lanes), lambda rows: np.full(len(rows), 100, np.float32), order)
    return layout, compose(layout, scale, 858, 600)


def test_a_mark_is_hit_in_a_target_larger_than_itself() -> None:
    _, display = composed([day(JUNE + 5 * DAY)])
    x, y = float(display.marks.x[0]), float(display.marks.y[0])
    for dx, dy in [(0, 0), (12, 0), (-12, 0), (0, 8), (0, -10)]:
        found = hit(display, x + dx, y + dy)
        assert (found.target, found.row, found.lane) == (Target.MARK, 0, 0)
    assert hit(display, x - 13, y).target is Target.GROUND
    assert hit(display, x, y).minute == pytest.approx(MONTH.minute(x))


def test_of_two_marks_the_nearer_is_hit_and_a_label_is_its_own_target() -> None:
    _, display = composed([day(JUNE + 5 * DAY), day(JUNE + 6 * DAY)])
    x, y = display.marks.x.tolist(), display.marks.y.tolist()
    assert hit(display, x[0] + 60, y[0]).target is Target.LABEL
    assert hit(display, x[0] + 60, y[0]).row == 0
    assert hit(display, x[1] + 60, y[1]).row == 1
    assert hit(display, x[0] + 200, y[0]).target is Target.GROUND


def test_a_card_is_hit_anywhere() -> None:
    _, display = composed([day(JUNE + DAY)], scale=WEEK)
    card = display.cards[0]
    found = hit(display, card.x + card.width - 2, card.y + 60)
    assert (found.target, found.row) == (Target.CARD, 0)
    assert hit(display, card.x + card.width + 20, card.y + 60).target is Target.GROUND
    _, display = composed([day(JUNE + DAY), day(JUNE + 2 * DAY, lanes=(1,))], 2, scale=WEEK)
    assert hit(display, display.cards[0].x + 5, display.cards[0].y + 60).row == 0
    assert hit(display, display.cards[1].x + 5, display.cards[0].y + 60).target is Target.GROUND


def test_a_cluster_is_hit_beyond_its_rule_if_that_is_short() -> None:
    _, display = composed([day(JUNE + 5 * DAY) for _ in range(40)])
    (cluster,) = display.clusters
    middle = (cluster.x0 + cluster.x1) / 2
    for x in (middle, middle - 12, middle + 12):
        assert hit(display, x, cluster.y + 10).item == 0
    assert hit(display, middle + 40, cluster.y + 10).target is not Target.CLUSTER
    crowds = [day(JUNE + (5 + 9 * i) * DAY, lanes=(i % 2,)) for i in range(4) for _ in range(40)]
    _, display = composed(crowds, 2)
    for number, cluster in enumerate(display.clusters):
        found = hit(display, (cluster.x0 + cluster.x1) / 2, cluster.y + 10)
        assert (found.item, found.lane) == (number, cluster.lane)


def test_headers_and_the_links_of_closed_lanes_are_hit() -> None:
    entries = [day(JUNE - 90 * DAY), day(JUNE + 200 * DAY), day(JUNE + 3 * DAY, lanes=(1,))]
    _, display = composed(entries, 2)
    closed, open_ = display.bands
    assert closed.form is Form.CLOSED
    assert hit(display, -LANE_GAP - 1, closed.y + 5).target is Target.HEADER
    assert hit(display, -LANE_GAP - 1, open_.y + 5).lane == 1
    assert hit(display, 20, closed.y + 5).target is Target.BEFORE
    assert hit(display, 850, closed.y + 5).target is Target.AFTER
    assert hit(display, 400, closed.y + 5).target is Target.GROUND
    assert hit(display, 400, 599).lane is None
    assert hit(display, 400, -1).target is Target.GROUND


def test_a_collapsed_lane_has_no_marks() -> None:
    _, display = composed([day(JUNE + 3 * DAY)], order=LaneOrder(collapsed=frozenset({"lane-0"})))
    assert display.bands[0].form is Form.COLLAPSED
    assert len(display.marks) == 0
    assert hit(display, 20, 5).target is Target.GROUND


def test_a_bar_is_hit_and_tells_its_rows() -> None:
    layout, display = composed([day(JUNE + (i % 30) * DAY) for i in range(6000)])
    assert display.bands[0].form is Form.STRIP
    bar = 3
    x = float(display.bars.x[bar] + 1)
    found = hit(display, x, float(display.bars.top[bar] + 1))
    assert (found.target, found.item) == (Target.BAR, bar)
    assert len(bar_rows(layout.index, display, bar)) == display.bars.count[bar].sum() == 200
    assert hit(display, x, 2).target is Target.GROUND
    assert len(enclosed(layout.index, display, 0, 0, 858, 68)) == 6000


def test_a_rectangle_holds_what_has_its_middle_in_it() -> None:
    entries = [day(JUNE + 5 * DAY), day(JUNE + 25 * DAY), *[day(JUNE + 40 * DAY) for _ in range(40)]]
    layout, display = composed(entries)
    x, y = display.marks.x.tolist(), display.marks.y.tolist()
    assert enclosed(layout.index, display, x[0] + 10, y[0] + 10, x[0] - 10, y[0] - 10).tolist() == [0]
    assert len(enclosed(layout.index, display, 0, 0, 858, 600)) == 42
    layout, display = composed([day(JUNE + DAY)], scale=WEEK)
    card = display.cards[0]
    assert enclosed(layout.index, display, card.x, card.y, card.x + 5, card.y + 40).tolist() == [0]
    assert enclosed(layout.index, display, card.x, card.y, card.x + 5, card.y + 5).tolist() == []


def test_a_rectangle_around_a_label_takes_its_entry_wherever_its_mark_stands() -> None:
    layout, display = composed([day(JUNE + 46 * DAY)])
    labels = display.labels
    assert labels.flipped.tolist() == [True]
    left, middle, y = float(labels.x[0]), float(labels.x[0] + labels.width[0] / 2), float(labels.y[0])
    assert enclosed(layout.index, display, left - 4, y - 14, middle + 4, y + 4).tolist() == [0]
    assert enclosed(layout.index, display, left - 4, y - 14, middle - 4, y + 4).tolist() == []
