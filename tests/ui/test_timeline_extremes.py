"""Input that no newspaper prints: the canvas draws what can be drawn, and does no more work than it shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt

from db.dates import MINUTES_A_DAY, minutes_of
from db.marks import Drawing, Grouped, Grouping, Marks, Strings
from desktop.cli.bench.tally import active_rows, standing
from desktop.timeline.display import LABEL_MAX, LANE_GAP, LANE_PAD, LANE_ROW, DisplayList
from desktop.views.timeline.style import AXIS
from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import Spec, marks_of, sample_specs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = date(2020, 6, 10)
MILLION = 1_000_000
ROWS = 24
ITEMS = 1_500
"""Things that a frame of this size draws at most, however much they stand for."""
MEASURED = 2_000


def display_of(stand: Stand) -> DisplayList:
    display = stand.timeline.stage.canvas.display
    assert display is not None
    return display


def items(display: DisplayList) -> int:
    lines = len(display.rules) + len(display.dashes) + len(display.bars) + len(display.segments)
    return lines + len(display.marks) + len(display.labels) + len(display.clusters) + len(display.cards)


def measured(stand: Stand) -> int:
    """Count the titles that were ever looked at."""
    painter = stand.timeline.stage.canvas.painter
    assert painter is not None
    return int(np.count_nonzero(~np.isnan(painter.titles._widths)))


def repeated(marks: Marks, count: int) -> Marks:
    """Return the one entry of ``marks`` so many times over."""
    assert len(marks) == 1
    columns = ("earliest", "latest", "place", "kind", "type", "act", "drawing", "flags", "status", "sources")
    many: dict[str, Any] = {name: np.repeat(getattr(marks, name), count) for name in columns}
    offsets = np.arange(count + 1, dtype=np.int32)
    (grouping,) = (grouping for key, grouping in marks.groupings.items() if key == "side")
    lanes = Grouped(offsets, np.repeat(grouping.lanes.members, count))
    title = marks.titles[0].encode()
    return replace(
        marks,
        **many,
        ids=Strings(b"e" * count, np.arange(count + 1)),
        titles=Strings(title * count, np.arange(count + 1) * len(title)),
        actors=Grouped(offsets * 0, np.zeros(0, np.int32)),
        roles=np.zeros(0, np.uint8),
        groupings={"side": Grouping(grouping.keys, grouping.names, grouping.labels, lanes)},
    )


def stands_for_all(stand: Stand) -> bool:
    """Tell whether the drawing of all lanes stands for all that is active in view."""
    index, canvas = stand.session.index, stand.timeline.stage.canvas
    assert index is not None
    tall = display_of(stand).content_height + AXIS + 1
    whole = canvas.composed_at(stand.timeline.stage.camera.view.scale, stand.timeline.stage.size[0], tall, 0.0)
    assert whole is not None
    found = standing(whole, index.marks, index.grouping, index.shown, *stand.span)
    return found == len(active_rows(index.marks, index.shown, *stand.span))


def look(stand: Stand, start: float, end: float) -> None:
    stand.session.span_requested.emit(start, end)
    stand.settle()
    stand.picture()


@pytest.fixture(scope="module")
def million() -> Marks:
    return repeated(marks_of([Spec("A call on a truce", first=DAY)]), MILLION)


@pytest.mark.parametrize("days", [3650, 60, 7, 1])
def test_a_million_entries_on_one_day_are_counted_and_not_walked_through(
    qtbot: QtBot, million: Marks, days: int
) -> None:
    stand = open_stand(qtbot, million)
    noon = minutes_of(DAY) + MINUTES_A_DAY // 2
    look(stand, noon - days * 720, noon + days * 720)
    display = display_of(stand)
    assert {cluster.count for cluster in display.clusters} | set(display.bars.count.sum(axis=1).tolist()) == {MILLION}
    assert stands_for_all(stand)
    assert items(display) < ITEMS
    assert measured(stand) < MEASURED


def test_within_the_day_of_a_million_they_are_still_one_number(qtbot: QtBot, million: Marks) -> None:
    stand = open_stand(qtbot, million)
    look(stand, minutes_of(DAY) + 600, minutes_of(DAY) + 660)
    assert items(display_of(stand)) < ITEMS
    assert measured(stand) < MEASURED
    assert stands_for_all(stand)


def test_ten_thousand_that_all_overlap_take_no_more_rows_than_a_lane_has(qtbot: QtBot) -> None:
    one = Spec("Talks go on", first=date(2020, 1, 1), last=date(2020, 12, 31), drawing=Drawing.EXTENT)
    stand = open_stand(qtbot, repeated(marks_of([one]), 10_000))
    for start, end in (
        (date(2019, 1, 1), date(2022, 1, 1)),
        (date(2020, 5, 1), date(2020, 6, 1)),
        (DAY, date(2020, 6, 11)),
    ):
        look(stand, minutes_of(start), minutes_of(end))
        display = display_of(stand)
        (band,) = (band for band in display.bands if band.active)
        assert band.height <= 2 * LANE_PAD + (ROWS + 1) * LANE_ROW
        assert items(display) < ITEMS
        assert stands_for_all(stand)


def test_ten_thousand_in_a_row_of_years_one_after_the_other_scroll_and_are_all_counted(qtbot: QtBot) -> None:
    marks = repeated(marks_of([Spec("A note", first=DAY)]), 10_000)
    days = minutes_of(date(2000, 1, 1)) + np.arange(10_000, dtype=np.int64) // 3 * MINUTES_A_DAY
    stand = open_stand(qtbot, replace(marks, earliest=days, place=days, latest=days + MINUTES_A_DAY))
    stand.timeline.commands["fit"]()
    stand.settle()
    assert stands_for_all(stand)
    assert items(display_of(stand)) < ITEMS


TITLES = {
    "long": "a word and another, " * 500,
    "unbroken": "x" * 10_000,
    "emoji": "👩‍👩‍👧‍👦 🇹🇷 🕊️ talks 🤝🏽",
    "arabic": "وزير الخارجية يدعو إلى وقف إطلاق النار",
    "mixed": "The minister: «هدنة» now, שלום later",
    "combining": "e" + "\u0301\u0323" * 400 + " after it",
    "zero width": "a\u200bb\u200d\u2060c\ufeff",
    "controls": "one\x00two\x07three\u202efour\u2066five",
    "lines": "one\ntwo\r\nthree\u2028four\tfive",
    "empty": "",
    "spaces": " \u00a0\u3000 ",
    "lone mark": "\u0301",
}


@pytest.mark.parametrize("name", TITLES)
def test_a_title_of_any_kind_is_one_line_in_its_room(qtbot: QtBot, name: str) -> None:
    specs = [Spec(TITLES[name], first=DAY, id="first"), Spec("A second one", first=date(2020, 6, 24), id="second")]
    stand = open_stand(qtbot, marks_of(specs))
    look(stand, minutes_of(date(2020, 6, 1)), minutes_of(date(2020, 7, 1)))
    display = display_of(stand)
    assert sorted(display.marks.row.tolist()) == [0, 1]
    assert (display.labels.width <= LABEL_MAX).all()
    for row, x, width in zip(display.labels.row, display.labels.x, display.labels.width, strict=True):
        others = display.marks.x[display.marks.row != row] - 8
        assert not ((others > x) & (others < x + width)).any()
    painter = stand.timeline.stage.canvas.painter
    assert painter is not None
    assert len(painter.titles.text(0)) <= 240
    for start, end in ((DAY, date(2020, 6, 12)), (date(2020, 6, 9), date(2020, 6, 14))):
        look(stand, minutes_of(start), minutes_of(end))


def test_a_lane_name_of_ten_thousand_letters_stays_in_its_header(qtbot: QtBot) -> None:
    name = "Northland " * 1000
    stand = open_stand(qtbot, marks_of([Spec("A call", side=name, first=DAY)], (name,)))
    picture = stand.picture()
    plot = round(stand.timeline.stage.canvas.plot_x)
    ground = stand.appearance.theme["ground"]
    gap = QRect(plot - round(LANE_GAP) + 2, round(AXIS) + 4, 3, 20)
    assert all(
        picture.pixelColor(x, y) == ground
        for x in range(gap.left(), gap.right())
        for y in range(gap.top(), gap.bottom())
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(1, 1, 1), date(9999, 12, 31)), (date(1, 1, 1), date(1, 1, 1)), (date(9999, 12, 31), date(9999, 12, 31))],
)
def test_the_first_and_the_last_year_there_are_can_be_looked_at(qtbot: QtBot, first: date, last: date) -> None:
    stand = open_stand(
        qtbot, marks_of([Spec("The beginning", first=first), Spec("The end", first=last, side="Eastmark")])
    )
    for keys in ("fit", "zoom-out", "zoom-out", "zoom-out", "pan-left", "pan-right", "pan-right"):
        stand.timeline.commands[keys]()
        stand.settle()
        stand.picture()
    for day in (first, last):
        start = minutes_of(day)
        for length in (60, MINUTES_A_DAY, 7 * MINUTES_A_DAY, 400 * MINUTES_A_DAY):
            look(stand, start, start + length)
            assert any(band.active for band in display_of(stand).bands)
        look(stand, start - 4000 * MINUTES_A_DAY, start + 4000 * MINUTES_A_DAY)
    assert stand.overview.grab().width() > 0


def test_a_window_200_pixels_wide_still_shows_marks_in_a_plot(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of(sample_specs()), width=200, height=300)
    assert stand.timeline.width() == 200
    canvas = stand.timeline.stage.canvas
    assert 0 < canvas.plot_x < 200
    stand.timeline.commands["fit"]()
    stand.settle()
    assert len(display_of(stand).marks) + len(display_of(stand).clusters)
    at = QPoint(170, 120)
    for dy in (120, 120, -240, -120):
        stand.wheel(at, dy=dy, keys=Qt.KeyboardModifier.ControlModifier)
        stand.settle()
        stand.picture()
    stand.click(at)
    stand.hover(at)
    stand.window.resize(1200, 700)
    stand.settle()
    assert display_of(stand).width > 900
    stand.window.resize(200, 160)
    stand.settle()
    assert stand.picture().width() == 200
