"""The display list: nothing overlaps, nothing vanishes, at any scale."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from db.marks import STATUSES, Drawing, Flag
from db.vocabularies import Status
from desktop.timeline.display import (
    CARD_HEIGHT,
    HAIRLINE,
    LABEL_GAP,
    LABEL_MAX,
    LABEL_MIN,
    LANE_CLOSED,
    LANE_STRIP,
    MARK,
    MARK_SMALL,
    Arrow,
    DisplayList,
    Form,
    RuleStyle,
    Style,
)
from desktop.timeline.index import Index, Rows, known_bounds
from desktop.timeline.lanes import LaneOrder, Layout
from desktop.timeline.scale import FINEST, Scale
from desktop.timeline.scene import compose
from tests.unit.timeline_marks import DAY, Made, at, day, index_of, many

JUNE = at(2020, 6, 1)
WIDTHS = np.random.default_rng(7).normal(150, 60, 100_000).clip(0, 700).astype(np.float32)


Piece = tuple[float, float, int, str]
"""Left, right, whose (a row; clusters below 0), what."""


def measured(rows: Rows) -> npt.NDArray[np.float32]:
    return WIDTHS[rows]


def laid_out(entries: Sequence[Made], lanes: int = 1) -> Layout:
    return Layout(index_of(entries, lanes), measured)


def made(
    draw_day: int, length: int, drawing: Drawing, lane: int, act: int, sources: int, open_side: str, timed: int | None
) -> Made:
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
    here = np.array([lane in marks.groupings["side"].lanes[row] for row in range(len(marks))], np.bool_)
    return set(rows[here & (earliest < end) & (latest > start)].tolist())


def stood_for(display: DisplayList, lane: int) -> Counter[int]:
    marks = display.marks
    found = Counter(marks.row[(marks.lane == lane) & ~marks.herald].tolist())
    found.update(card.row for card in display.cards if card.lane == lane)
    for cluster in display.clusters:
        if cluster.lane == lane:
            found.update(cluster.rows.tolist())
    return found


def pieces(display: DisplayList) -> dict[tuple[int, int], list[Piece]]:
    """Everything drawn by lane and row: (left, right, whose, what)."""
    tops = {band.lane: band.y for band in display.bands}
    rows: dict[tuple[int, int], list[Piece]] = defaultdict(list)

    def add(lane: int, y: float, left: float, right: float, whose: int, what: str) -> None:
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
        for beside in display.cards:
            if card is not beside and card.lane == beside.lane:
                apart = card.x + card.width <= beside.x or beside.x + beside.width <= card.x
                assert apart or abs(card.y - beside.y) >= CARD_HEIGHT + 6


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
def test_nothing_overlaps_and_nothing_vanishes_while_panning(
    entries: list[Made], seen: tuple[Scale, float], moves: list[float]
) -> None:
    scale, width = seen
    layout = laid_out(entries, 3)
    for move in [0.0, *moves]:
        scale = scale.panned(move)
        assert_sane(layout, compose(layout, scale, width, 1e6))


@given(st.integers(0, 10**6), st.sampled_from([30, 150, 700, 2500]), st.sampled_from([0.05, 0.4, 0.9]))
@settings(max_examples=25, deadline=None)
def test_nothing_overlaps_and_nothing_vanishes_among_many(seed: int, count: int, spans: float) -> None:
    random = np.random.default_rng(seed)
    marks = many(count, 3, seed=seed, years=int(random.choice([1, 10])), spans=spans)
    layout = Layout(Index.build(marks, marks.groupings["side"]), measured)
    width = float(random.choice([200.0, 858.0, 1262.0]))
    middle = random.uniform(marks.place.min(), marks.place.max())
    scale = Scale.spanning(middle, middle + 10 ** random.uniform(-1.5, 3.3) * DAY, width)
    for _ in range(4):
        assert_sane(layout, compose(layout, scale, width, 1e6))
        scale = scale.panned(float(random.uniform(-1.5, 1.5)) * width)


def test_nothing_overlaps_however_one_pans_a_large_lane() -> None:
    marks = many(6000, 2, years=3)
    layout = Layout(Index.build(marks, marks.groupings["side"]), measured)
    scale = Scale.spanning(at(2012, 3, 1), at(2012, 3, 20), 858)
    for dx in [500.0] * 8 + [-500.0] * 12:
        scale = scale.panned(dx)
        assert_sane(layout, compose(layout, scale, 858, 1e6))


@pytest.mark.parametrize("wide", range(40, 110, 4))
def test_no_label_is_cut_while_there_are_rows(wide: int) -> None:
    index = index_of([day(JUNE), day(JUNE + 6 * DAY), day(JUNE + 12 * DAY)])
    labels = compose(Layout(index, lambda rows: np.full(len(rows), wide, np.float32)), MONTH, 858, 600).labels
    assert labels.elided.tolist() == [False] * 3


MONTH = Scale.spanning(JUNE, JUNE + 48 * DAY, 858)
WEEK = Scale.spanning(JUNE, JUNE + 5 * DAY, 858)


def single(entry: Made, scale: Scale = MONTH, label: float = 100.0) -> DisplayList:
    layout = Layout(index_of([entry]), lambda rows: np.full(len(rows), label, np.float32))
    return compose(layout, scale, 858, 600)


def test_a_day_stands_in_the_middle_of_its_column_and_a_minute_at_its_minute() -> None:
    assert single(day(JUNE)).marks.x.tolist() == pytest.approx([MONTH.day_width / 2])
    timed = Made(JUNE + 60, JUNE + 61, flags=Flag.TIMED)
    assert single(timed).marks.x.tolist() == pytest.approx([MONTH.day_width / 24])


def test_a_lane_of_one_row_measures_as_designed() -> None:
    display = single(day(JUNE + DAY))
    (band,) = display.bands
    assert (band.y, band.height, band.baseline, band.rows) == (0, 28, 19, 1)
    assert display.content_height == 29
    assert display.marks.y.tolist() == [4 + 11]
    assert display.labels.y.tolist() == [4 + 15]
    assert display.labels.x[0] - display.marks.x[0] == pytest.approx(8 + 5)
    assert compose(Layout(index_of([day(JUNE)]), measured), MONTH, 858, 600, 10).bands[0].y == -10


@pytest.mark.parametrize(
    ("drawing", "style"),
    [
        (Drawing.EXTENT, RuleStyle.SOLID),
        (Drawing.ONE_OF, RuleStyle.DASHES),
        (Drawing.UNCERTAIN, RuleStyle.FADE),
        (Drawing.APPROXIMATE, RuleStyle.SOFT),
    ],
)
def test_rules_are_drawn_by_the_kind_of_their_date(drawing: Drawing, style: RuleStyle) -> None:
    rules = single(Made(JUNE + 2 * DAY, JUNE + 7 * DAY, drawing=drawing)).rules
    margin = 8 if drawing is Drawing.APPROXIMATE else 0
    assert rules.style.tolist() == [style]
    assert rules.y.tolist() == [4 + 1]
    assert rules.x0[0] == pytest.approx(MONTH.x(float(JUNE + 2 * DAY)) - margin)
    assert rules.x1[0] == pytest.approx(MONTH.x(float(JUNE + 7 * DAY)) + margin)
    assert rules.arrows.tolist() == [Arrow.NONE]


def test_some_day_of_these_has_a_dash_a_day() -> None:
    display = single(Made(JUNE + 2 * DAY, JUNE + 7 * DAY, drawing=Drawing.ONE_OF))
    assert len(display.dashes) == 5
    assert (display.dashes.x1 - display.dashes.x0).tolist() == pytest.approx([MONTH.day_width - 5] * 5)
    zoomed = single(Made(JUNE + 2 * DAY, JUNE + 4 * DAY, drawing=Drawing.ONE_OF), WEEK).dashes
    assert (zoomed.x1 - zoomed.x0).tolist() == pytest.approx([WEEK.day_width - 12] * 2)
    far = single(Made(JUNE, JUNE + 40 * DAY, drawing=Drawing.ONE_OF), Scale.spanning(JUNE, JUNE + 200 * DAY, 858))
    assert far.rules.style.tolist() == [RuleStyle.EVEN]
    assert len(far.dashes) == 0


def test_open_sides_end_in_arrow_heads_a_little_beyond_what_is_known() -> None:
    until = single(Made(None, JUNE + 9 * DAY, drawing=Drawing.ONE_OF, flags=Flag.HOLLOW))
    assert until.marks.x.tolist() == pytest.approx([MONTH.x(JUNE + 8.5 * DAY)])
    assert until.rules.arrows.tolist() == [Arrow.LEFT]
    assert until.rules.x0[0] == pytest.approx(MONTH.x(float(JUNE + 8 * DAY)) - 24)
    since = single(Made(JUNE + 9 * DAY, None, drawing=Drawing.EXTENT))
    assert since.rules.arrows.tolist() == [Arrow.RIGHT]
    assert since.rules.x1[0] == pytest.approx(MONTH.x(float(JUNE + 10 * DAY)) + 24)


def test_rules_too_short_to_be_seen_are_left_out() -> None:
    entry = Made(JUNE, JUNE + 2 * DAY, drawing=Drawing.EXTENT)
    assert len(single(entry, Scale.spanning(JUNE, JUNE + 1000 * DAY, 858)).rules) == 0


def test_the_mark_and_label_of_a_span_slide_until_it_ends() -> None:
    entry = Made(JUNE - 30 * DAY, JUNE + 10 * DAY, drawing=Drawing.EXTENT)
    display = single(entry)
    assert display.marks.x.tolist() == [14]
    assert display.labels.sliding.tolist() == [True]
    ending = single(entry, MONTH.panned(-MONTH.x(JUNE + 9.5 * DAY)))
    assert ending.marks.x[0] < 14
    assert ending.marks.x[0] + MARK / 2 == pytest.approx(ending.scale.x(float(JUNE + 10 * DAY)))


def test_labels_at_the_right_edge_flip_where_there_is_room() -> None:
    display = single(day(JUNE + 46 * DAY))
    assert display.labels.flipped.tolist() == [True]
    assert display.labels.x[0] + display.labels.width[0] == pytest.approx(display.marks.x[0] - 13)
    neighbour = [day(JUNE + 42 * DAY), day(JUNE + 46 * DAY)]
    found = compose(Layout(index_of(neighbour), lambda rows: np.full(len(rows), 20, np.float32)), MONTH, 858, 600)
    assert found.labels.row.tolist() == [0]
    assert found.marks.bare.tolist() == [False, True]


def test_labels_are_cut_at_284_and_never_without_saying_so() -> None:
    display = single(day(JUNE), label=5000.0)
    assert display.labels.width.tolist() == [LABEL_MAX]
    assert display.labels.elided.tolist() == [True]
    assert single(day(JUNE), label=0.0).marks.bare.tolist() == [True]


def test_no_label_stays_without_its_mark() -> None:
    assert len(single(day(JUNE), MONTH.panned(-40)).labels) == 0


def test_cards_fill_their_day_and_stack() -> None:
    entries = [day(JUNE + DAY), day(JUNE + DAY), day(JUNE + 2 * DAY)]
    display = compose(Layout(index_of(entries), measured), WEEK, 858, 600)
    one, two, other = sorted(display.cards, key=lambda card: (card.x, card.y))
    assert one.width == pytest.approx(WEEK.day_width - 6)
    assert (one.y, two.y, other.y) == (8, 78, 8)
    assert one.mark_x - MARK / 2 == pytest.approx(WEEK.day_width + 6)
    assert one.text_x == pytest.approx(WEEK.day_width + 28)
    assert display.bands[0].height == 8 + 64 + 6 + 64 + 4
    assert display.bands[0].baseline == 28


def test_a_card_that_began_before_the_plot_keeps_its_text_in_view() -> None:
    display = single(day(JUNE), WEEK.panned(-40))
    assert display.cards[0].mark_x == 14
    nearly_gone = single(day(JUNE), WEEK.panned(-160))
    assert nearly_gone.cards[0].text_width >= 100


def test_extents_keep_a_row_above_the_cards_with_room_for_a_second_text() -> None:
    entries = [Made(JUNE, JUNE + 3 * DAY, drawing=Drawing.ONE_OF, flags=Flag.HOLLOW), day(JUNE + DAY)]
    display = compose(Layout(index_of(entries), measured), WEEK, 858, 600)
    assert display.labels.second[0] >= LABEL_MIN
    assert display.cards[0].y == 4 + 20 + 4
    assert display.marks.x[0] == pytest.approx(14)


def test_a_day_of_too_many_cards_is_drawn_in_rows_and_minutes_leave_their_cards_when_hours_are_wide() -> None:
    crowded = compose(Layout(index_of([day(JUNE + DAY) for _ in range(7)]), measured), WEEK, 858, 600)
    assert (len(crowded.cards), len(crowded.marks)) == (0, 7)
    timed = Made(JUNE + 600, JUNE + 601, flags=Flag.TIMED)
    assert len(single(timed, WEEK).cards) == 1
    hours = Scale.spanning(JUNE, JUNE + DAY, 858)
    assert len(single(timed, hours).cards) == 0
    assert single(timed, hours).marks.x.tolist() == pytest.approx([hours.x(JUNE + 600.0)])


@pytest.mark.parametrize(
    ("status", "style"),
    [
        (Status.OCCURRED, Style(0)),
        (Status.PLANNED, Style.DASHED),
        (Status.POSTPONED, Style.DASHED),
        (Status.CLAIMED, Style.CLAIMED),
    ],
)
def test_status_shows_in_the_outline(status: Status, style: Style) -> None:
    made_ = day(JUNE, status=STATUSES.index(status), flags=Flag.HOLLOW, drawing=Drawing.UNCERTAIN)
    assert single(made_).marks.style.tolist() == [style | Style.HOLLOW]


def test_a_lane_with_nothing_in_view_closes_and_tells_what_lies_beyond() -> None:
    entries = [day(JUNE - 90 * DAY), day(JUNE - 80 * DAY), day(JUNE + 200 * DAY)]
    display = compose(Layout(index_of(entries), measured), MONTH, 858, 600)
    (band,) = display.bands
    assert (band.form, band.height, band.before, band.active, band.after) == (Form.CLOSED, LANE_CLOSED, 2, 0, 1)


def test_crowds_become_clusters_that_tell_count_and_mix() -> None:
    entries = [day(JUNE + 10 * DAY, act=i % 2, sources=1 + (i == 7)) for i in range(60)]
    display = compose(Layout(index_of(entries), measured), MONTH, 858, 600)
    (cluster,) = display.clusters
    assert cluster.count == 60
    assert cluster.mix == (30, 30, 0, 0, 0)
    assert display.bands[0].dense
    assert display.marks.row.tolist() == [7]
    assert display.marks.herald.tolist() == [True]
    assert display.labels.y[0] + 20 - 15 == cluster.y


def test_bare_marks_are_small_where_days_are_narrow() -> None:
    marks = many(1500, 1, years=3, spans=0.0)
    display = compose(
        Layout(Index.build(marks, marks.groupings["side"]), measured),
        Scale.spanning(at(2012, 1, 1), at(2012, 6, 1), 858),
        858,
        600,
    )
    assert display.scale.day_width < 10
    assert set(display.marks.size[display.marks.bare].tolist()) == {MARK_SMALL}
    assert set(display.marks.size[~display.marks.bare].tolist()) == {MARK}


def test_a_million_entries_on_one_day_are_one_bar() -> None:
    marks = many(1_000_000, 1, years=1, spans=0.0)
    start = np.full(len(marks), JUNE, np.int64)
    marks = replace(
        marks, earliest=start, latest=start + DAY, place=start, flags=np.full(len(marks), Flag.DATED, np.uint8)
    )
    layout = Layout(Index.build(marks, marks.groupings["side"]), measured)
    for scale in (MONTH, WEEK, Scale.spanning(JUNE, JUNE + 60, 858), Scale.spanning(0, 2 * JUNE, 858)):
        display = compose(layout, scale, 858, 600)
        assert display.bands[0].form is Form.STRIP
        assert display.bands[0].height == LANE_STRIP
        assert (display.bars.count.sum(axis=1) == 1_000_000).all()


def test_without_entries_every_lane_is_closed_and_without_lanes_there_is_nothing() -> None:
    display = compose(laid_out([], 2), MONTH, 858, 600)
    assert [band.form for band in display.bands] == [Form.CLOSED] * 2
    assert compose(laid_out([], 0), MONTH, 858, 600).content_height == 0


@pytest.mark.parametrize("entry", [Made(None, None, drawing=Drawing.EXTENT), Made(JUNE, JUNE - DAY, flags=Flag.TIMED)])
@pytest.mark.parametrize("width", [0.0, 1.0, 858.0])
def test_impossible_dates_and_plots_are_no_fault(entry: Made, width: float) -> None:
    layout = laid_out([entry])
    for scale in (MONTH, Scale(JUNE, FINEST), Scale.spanning(0, 2 * JUNE, 858)):
        assert_sane(layout, compose(layout, scale, width, 1e6))


def test_lanes_stand_in_the_users_order() -> None:
    index = index_of([day(JUNE, lanes=(0,)), day(JUNE, lanes=(1,))], 2)
    order = LaneOrder(pinned=frozenset({"lane-1"}))
    display = compose(Layout(index, measured, order), MONTH, 858, 600)
    assert [(band.key, band.pinned) for band in display.bands] == [("lane-1", True), ("lane-0", False)]
    assert display.marks.y[display.marks.lane == 1][0] < display.marks.y[display.marks.lane == 0][0]


def test_lanes_below_the_view_are_left_alone_until_the_whole_is_asked_for() -> None:
    marks = many(6000, 12, years=3)
    index = Index.build(marks, marks.groupings["side"])
    scale = Scale.spanning(at(2012, 3, 1), at(2012, 3, 20), 858)
    for scroll in (0.0, 250.0):
        layout = Layout(index, measured)
        hasty = compose(layout, scale, 858, 300, scroll, whole=False)
        packed = [lane for lane in range(12) if layout.rows(lane, scale).hi > layout.rows(lane, scale).lo]
        assert 0 < len(packed) < 12
        whole = compose(Layout(index, measured), scale, 858, 300, scroll)
        for name in ("row", "lane", "x", "y", "size"):
            assert getattr(hasty.marks, name).tolist() == getattr(whole.marks, name).tolist()
        for name in ("row", "x", "y", "width"):
            assert getattr(hasty.labels, name).tolist() == getattr(whole.labels, name).tolist()
        assert [band for band in hasty.bands if band.y < 300] == [band for band in whole.bands if band.y < 300]
        settled = compose(layout, scale, 858, 300, scroll)
        assert settled.content_height == whole.content_height
        assert settled.bands == whole.bands
