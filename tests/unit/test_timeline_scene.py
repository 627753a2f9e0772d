"""The display list: nothing overlaps, nothing vanishes, at any scale."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.marks import Drawing, Flag
from desktop.timeline.display import (
    CARD_HEIGHT,
    HAIRLINE,
    LABEL_GAP,
    DisplayList,
    Form,
)
from desktop.timeline.index import Index, known_bounds
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale
from desktop.timeline.scene import compose
from tests.unit.timeline_marks import DAY, Made, at, index_of

JUNE = at(2020, 6, 1)
WIDTHS = np.random.default_rng(7).normal(150, 60, 100_000).clip(0, 700).astype(np.float32)


def measured(rows):
    return WIDTHS[rows]


def laid_out(entries, lanes=1, *, second=120.0):
    return Layout(index_of(entries, lanes), measured, second=second)


def made(draw_day, length, drawing, lane, act, sources, open_side, timed):
    start = JUNE + draw_day * DAY
    lanes = (lane,)
    flags = Flag.HOLLOW if drawing > Drawing.EXTENT else 0
    if drawing is Drawing.DAY and timed is not None:
        return Made(start + timed, start + timed + 1, lanes, act, drawing, Flag.TIMED, sources=sources)
    if drawing is Drawing.DAY:
        return Made(start, start + DAY, lanes, act, drawing, sources=sources)
    bounds = {"start": (None, start + length * DAY), "end": (start, None)}.get(open_side, (start, start + length * DAY))
    return Made(*bounds, lanes, act, drawing, flags, sources=sources)


ENTRIES = st.lists(
    st.builds(
        made,
        st.one_of(st.integers(0, 40), st.integers(0, 3), st.integers(-500, 500)),
        st.one_of(st.integers(1, 9), st.integers(1, 400)),
        st.sampled_from(Drawing),
        st.integers(0, 2),
        st.integers(0, 4),
        st.integers(1, 4),
        st.sampled_from(["", "", "", "", "", "start", "end"]),
        st.one_of(st.none(), st.integers(0, DAY - 1)),
    ),
    max_size=150,
)
SCALES = st.builds(
    lambda first, days, width: (Scale.spanning(JUNE + first * DAY, JUNE + (first + days) * DAY, width), width),
    st.floats(-60, 60),
    st.one_of(st.floats(0.05, 3), st.floats(3, 120), st.floats(120, 4000)),
    st.sampled_from([1.0, 200.0, 858.0, 1262.0]),
)


def brute_active(index: Index, lane: int, scale: Scale, width: float) -> set[int]:
    marks, start, end = index.marks, scale.minute(0.0), scale.minute(width)
    rows = np.arange(len(marks), dtype=np.int32)
    earliest, latest = known_bounds(marks, rows)
    here = np.array([lane in marks.groupings["side"].lanes[row] for row in rows], bool)
    return set(rows[here & (earliest < end) & (latest > start)].tolist())


def stood_for(display: DisplayList, lane: int) -> Counter[int]:
    marks = display.marks
    found = Counter(marks.row[(marks.lane == lane) & ~marks.herald].tolist())
    found.update(card.row for card in display.cards if card.lane == lane)
    for cluster in display.clusters:
        if cluster.lane == lane:
            found.update(cluster.rows.tolist())
    return found


def pieces(display: DisplayList):
    """Everything drawn by lane and row: (left, right, whose, what)."""
    tops = {band.lane: band.y for band in display.bands}
    rows = defaultdict(list)

    def add(lane, y, left, right, whose, what):
        rows[lane, round((y - tops[lane] - 4) / 20)].append((left, right, whose, what))

    marks, labels, rules = display.marks, display.labels, display.rules
    for i in range(len(marks)):
        half = marks.size[i] / 2
        add(int(marks.lane[i]), marks.y[i] - 11, marks.x[i] - half, marks.x[i] + half, int(marks.row[i]), "mark")
    for i in range(len(labels)):
        left = float(labels.x[i])
        add(int(labels.lane[i]), labels.y[i] - 15, left, left + float(labels.width[i]), int(labels.row[i]), "label")
    for i in range(len(rules)):
        add(int(rules.lane[i]), rules.y[i] - 1, rules.x0[i], rules.x1[i], int(rules.row[i]), "rule")
    for i, cluster in enumerate(display.clusters):
        add(cluster.lane, cluster.y, cluster.x0, cluster.x1, -1 - i, "cluster")
    return rows


def assert_nothing_overlaps(display: DisplayList) -> None:
    for place, row in pieces(display).items():
        row.sort()
        for one, other in ((a, b) for a in row for b in row if a[2] != b[2] and a[0] <= b[0]):
            gap = LABEL_GAP if one[3] == "label" and other[3] in ("mark", "rule") else 0.0
            assert one[1] + gap <= other[0] + 0.01, (place, one, other)
    for card in display.cards:
        for other in display.cards:
            if card is not other and card.lane == other.lane:
                apart = card.x + card.width <= other.x or other.x + other.width <= card.x
                assert apart or abs(card.y - other.y) >= CARD_HEIGHT + 6


def assert_sane(layout: Layout, display: DisplayList) -> None:
    assert_nothing_overlaps(display)
    scale, width = display.scale, display.width
    for band in display.bands:
        active = brute_active(layout.index, band.lane, scale, width)
        assert band.active == len(active)
        assert band.before + band.active + band.after == band.count
        if band.form is Form.ROWS:
            found = stood_for(display, band.lane)
            assert {row: found[row] for row in active} == dict.fromkeys(active, 1)
        elif band.form is Form.CLOSED:
            assert not active
    for one, other in pairwise(display.bands):
        assert other.y == pytest.approx(one.y + one.height + HAIRLINE)


@given(ENTRIES, SCALES, st.lists(st.floats(-400, 400), max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nothing_overlaps_and_nothing_vanishes_while_panning(entries, seen, moves):
    scale, width = seen
    layout = laid_out(entries, 3)
    for move in [0.0, *moves]:
        scale = scale.panned(move)
        assert_sane(layout, compose(layout, scale, width, 1e6))
