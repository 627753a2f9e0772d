"""Numbers as they are painted: whole, in the plot and clear of the bar at the right edge, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.timeline.display import MARK
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.views.timeline.counts import count_middle, peak_middle
from desktop.views.timeline.motion import View
from desktop.views.timeline.picture import Wish
from desktop.views.timeline.style import AXIS, SCROLL_ROOM
from desktop.views.timeline.titles import FIGURE_RAISE
from tests.ui.canvas import Stand, open_stand
from tests.ui.synthetic import synthetic_marks
from tests.ui.test_picture import VECTORS, Texts, drawn, texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.timeline.display import DisplayList

STEPS = range(0, 77, 7)


def look(stand: Stand, days: float, dx: float) -> DisplayList:
    """Look at so many days about the middle of the entries, moved by ``dx`` px."""
    camera = stand.timeline.stage.camera
    middle, half = float(np.median(stand.marks.place)), days * MINUTES_PER_DAY / 2
    camera.place(View(Scale.spanning(middle - half, middle + half, camera.width).panned(dx)))
    display = stand.timeline.stage.canvas.display
    assert display is not None
    return display


def in_plot(stand: Stand) -> Texts:
    """Return the texts painted right of the headers and below the axis; left and right in the plot."""
    left = stand.timeline.stage.canvas.plot_x
    found = texts(drawn(stand, Wish(VECTORS, window=True)))
    right, bottom = stand.timeline.width(), stand.timeline.height()
    kept = [text for text in found if AXIS < text[1] < bottom and text[2] > left - 8 and text[0] < right]
    return [(x0 - left, y, x1 - left, words) for x0, y, x1, words in kept]


def numbers(found: Texts) -> Texts:
    return [text for text in found if re.fullmatch(r"[\d,]+", text[3])]


def end_of(stand: Stand) -> float:
    return stand.timeline.width() - stand.timeline.stage.canvas.plot_x - SCROLL_ROOM


@pytest.mark.parametrize(("count", "days"), [(10_000, 600), (10_000, 90), (100_000, 60)])
def test_no_edge_makes_another_number_of_a_count(qtbot: QtBot, count: int, days: float) -> None:
    stand = open_stand(qtbot, synthetic_marks(count))
    cut = 0
    for dx in STEPS:
        display = look(stand, days, dx)
        painted = numbers(in_plot(stand))
        for left, _, right, words in painted:
            assert left >= -0.6, words
            assert right <= end_of(stand) + 0.6, words
        told = {(round(y), words) for _, y, _, words in painted}
        for cluster in display.clusters:
            if not 0 < cluster.y + 15 < stand.timeline.height() - AXIS - 1:
                continue
            seen = min(cluster.x1, display.width) - max(cluster.x0, 0.0)
            if seen >= 8 * len(f"{cluster.count:,}"):
                cut += seen < cluster.x1 - cluster.x0
                assert (round(AXIS + cluster.y + 15), f"{cluster.count:,}") in told
        for peak in display.peaks:
            cut += peak.x < 8 or peak.x > display.width - 8
            if 0 < peak.y < stand.timeline.height() - AXIS - 1:
                assert (round(AXIS + peak.y), f"{peak.count:,}") in told
    assert cut > 0


def test_labels_and_figures_end_before_the_bar_that_tells_of_lanes_below(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, synthetic_marks(300))
    ends = []
    for dx in STEPS:
        display = look(stand, 200, dx)
        assert display.content_height > display.height
        ends += [right for _, _, right, _ in in_plot(stand)]
    assert max(ends) > end_of(stand) - 20
    # Letters may be a little wider in a file than they were measured for the screen.
    assert max(ends) <= end_of(stand) + 1


@pytest.mark.parametrize(
    ("cluster", "text", "middle"),
    [
        ((100.0, 140.0), 12.0, 120.0),
        ((-30.0, 14.0), 12.0, 6.0),
        ((-30.0, 5.0), 12.0, None),
        ((490.0, 530.0), 10.0, 495.0),
        ((496.0, 530.0), 10.0, None),
        ((40.0, 46.0), 12.0, 43.0),
        ((0.0, 6.0), 12.0, 6.0),
    ],
)
def test_a_count_stands_under_what_is_in_view_of_its_cluster(
    cluster: tuple[float, float], text: float, middle: float | None
) -> None:
    assert count_middle(cluster, text, 500.0) == middle


def test_the_number_of_a_peak_is_moved_in_or_left_out() -> None:
    assert [peak_middle(x, 20.0, 300.0) for x in (-5.0, 4.0, 150.0, 299.0)] == [10.0, 10.0, 150.0, 290.0]
    assert peak_middle(5.0, 20.0, 15.0) is None


def test_no_figure_is_left_of_a_mark_that_has_gone_out_of_view(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, synthetic_marks(3000))
    gone = 0
    for dx in range(0, 24, 2):
        marks = look(stand, 80, dx).marks
        figured = marks.bare & (marks.size >= MARK) & (stand.marks.sources[marks.row] > 1)
        gone += int((marks.x[figured] <= -MARK / 2).sum())
        x, y = marks.x[figured] + MARK / 2 + 1, AXIS + marks.y[figured] - FIGURE_RAISE
        for left, baseline, _, words in numbers(in_plot(stand)):
            owners = (np.abs(x - left) < 1) & (np.abs(y - baseline) < 1)
            assert (marks.x[figured][owners] > -1).all(), words
    assert gone > 0
