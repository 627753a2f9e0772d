"""Two clocks: drawn by when it was reported, and as known on a day, in the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db.dates import date_of, parse
from db.filters import Filter, Word
from db.saved_views import ViewState
from desktop.requests import ExportRequest
from desktop.views.chips.bar import Chip
from desktop.views.timeline.style import AXIS
from tests.ui.desk import CONTROL, SHIFT, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CALL = "trump-erdogan-call-2020-06-08"
ROLE = "cavusoglu-ntv-us-role"
KEY = Qt.Key


def published(desk: Desk, identifier: str) -> int:
    """Return the minute of the day on which the first article to do so reported an entry."""
    entry = desk.session.entry
    assert entry is not None
    assert entry.head.id == identifier
    return min(parse(each.article.published).earliest or 0 for each in entry.citations)


def place(desk: Desk, identifier: str) -> int:
    drawn = desk.session.drawn
    assert drawn is not None
    return int(drawn.place[desk.row(identifier)])


def test_the_switch_draws_marks_on_the_day_of_the_first_article(desk: Desk) -> None:
    desk.click_mark(CALL)
    assert str(date_of(place(desk, CALL))) == "2020-06-08"
    table = desk.table_titles()
    desk.key(KEY.Key_R, CONTROL | SHIFT)
    assert desk.session.clock == "reported"
    assert place(desk, CALL) == published(desk, CALL)
    assert str(date_of(place(desk, CALL))) == "2020-06-11"
    assert desk.window.commands["clock-reported"].isChecked()
    assert "Reported" in desk.window.toolbar.clock.text()
    assert desk.selected() == [CALL]
    assert desk.table_titles() == table
    display = desk.window.timeline.stage.canvas.display
    assert display is not None
    row = desk.row(CALL)
    x = float(display.marks.x[display.marks.row.tolist().index(row)])
    assert date_of(int(display.scale.minute(x))) == date_of(place(desk, CALL))
    desk.run("clock-reported")
    assert desk.session.drawn is desk.session.marks


def test_the_toolbar_offers_both_and_agrees_with_the_menu(desk: Desk) -> None:
    menu = desk.window.toolbar.clock.findChildren(QMenu)[0]
    assert [action.text() for action in menu.actions()] == ["Happened", "Reported"]
    menu.actions()[1].trigger()
    desk.idle()
    assert desk.session.clock == "reported"
    assert desk.window.commands["clock-reported"].isChecked()


def test_a_hairline_leads_from_the_selected_mark_to_when_it_happened(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.run("clock-reported")
    desk.session.reveal_requested.emit(desk.row(CALL))
    desk.idle()
    canvas = desk.window.timeline.stage.canvas
    frame = desk.window.timeline.stage.frame()
    assert frame is not None
    (line,) = frame.clock_lines
    assert canvas.display is not None
    assert date_of(int(canvas.display.scale.minute(line.other))) == parse("2020-06-08").first_day
    middle = round((line.x + line.other) / 2 - 20 + canvas.plot_x)
    picture = desk.window.timeline.grab().toImage()
    ink = desk.app.appearance.theme["ink"].name()
    column = [picture.pixelColor(middle, round(AXIS + line.y) + dy).name() for dy in range(6, 12)]
    assert column.count(ink) == 1
    desk.session.clear_selection()
    desk.stand.hover(desk.stand.ground())
    desk.idle()
    frame = desk.window.timeline.stage.frame()
    assert frame is not None
    assert frame.clock_lines == ()


BY_A_LATER_DAY = (
    "russia-backs-haftar",
    "uae-egypt-back-haftar",
    "turkey-russia-dialogue",
    "turkey-russia-differences",
    "turkey-supports-gna",
)


@pytest.mark.parametrize("identifier", BY_A_LATER_DAY)
def test_no_hairline_leads_to_after_the_report(desk: Desk, identifier: str) -> None:
    desk.run("clock-reported")
    desk.session.go_to(desk.row(identifier))
    desk.idle()
    for _ in range(2):
        # First centred, then fitted: far out it may stand in a cluster with what else was reported that day.
        desk.run("fit-selection")
    frame = desk.window.timeline.stage.frame()
    assert frame is not None
    line, *_ = frame.clock_lines
    assert line.row == desk.row(identifier)
    assert line.other < line.x
    canvas = desk.window.timeline.stage.canvas
    picture = desk.window.timeline.grab().toImage()
    ink = desk.app.appearance.theme["ink"].name()

    def inked(x: float) -> int:
        column = [picture.pixelColor(round(x + canvas.plot_x), round(AXIS + line.y) + dy) for dy in range(-5, 12)]
        return [each.name() for each in column].count(ink)

    assert inked((line.x + line.other) / 2 - 3) == 1
    assert inked(line.other) < 2, "it leads to no day of its own"


def test_the_panel_says_that_it_tells_what_is_known_today(desk: Desk) -> None:
    desk.click_mark(CALL)
    assert not any("known today" in text for text in desk.detail())
    desk.session.filter_requested.emit(Filter(known_on="2020-06-15"))
    desk.idle()
    said = "Date, sources and their number are as known today, not as on 15 June 2020."
    assert said in desk.detail()
    desk.session.filter_requested.emit(Filter(known_on="2020-06-16"))
    desk.idle()
    assert said.replace("15", "16") in desk.detail()
    desk.session.filter_requested.emit(Filter())
    desk.idle()
    assert not any("known today" in text for text in desk.detail())


def test_a_tooltip_tells_both_dates(desk: Desk) -> None:
    desk.run("clock-reported")
    desk.session.reveal_requested.emit(desk.row(CALL))
    desk.idle()
    desk.stand.hover(desk.stand.at(desk.row(CALL)))
    tips = desk.window.timeline.stage.overlays.tooltips
    desk.bot.waitUntil(lambda: tips.text != "", timeout=2000)
    lines = tips.text.splitlines()
    assert lines[1] == "Monday 8 June 2020"
    assert lines[2].startswith("reported")
    assert "11 June 2020" in lines[2]


def test_filters_and_groupings_keep_the_clock(desk: Desk) -> None:
    desk.run("clock-reported")
    desk.session.grouping_requested.emit("article")
    desk.idle()
    drawn = desk.session.drawn
    assert drawn is not None
    assert drawn is not desk.session.marks
    desk.window.doing.clear_filter()
    desk.run("known-on")
    assert desk.window.known_on is not None
    desk.window.known_on.slider.setValue(desk.window.known_on.slider.days[1])
    desk.idle()
    assert desk.session.drawn is not desk.session.marks
    assert len(np.unique(drawn.place)) == 4


def test_the_clock_comes_back_after_a_new_start(desks: Callable[..., Desk]) -> None:
    first = desks()
    first.run("clock-reported")
    first.close()
    again = desks()
    again.idle()
    assert again.session.clock == "reported"
    assert again.window.commands["clock-reported"].isChecked()
    assert str(date_of(place(again, CALL))) == "2020-06-11"


def known(desk: Desk) -> str | None:
    return desk.session.filter.known_on


def opened(desk: Desk) -> None:
    desk.key(KEY.Key_Y, CONTROL | SHIFT)
    assert desk.window.known_on is not None
    assert desk.window.known_on.isVisible()
    assert desk.window.known_on.slider.hasFocus()


def test_the_slider_hides_what_no_article_had_reported(desk: Desk) -> None:
    opened(desk)
    bar = desk.window.known_on
    assert bar is not None
    assert bar.day.text() == "today: everything"
    total, seen = len(desk.marks), []
    for _ in range(5):
        QTest.keyClick(bar.slider, KEY.Key_PageDown)
        desk.idle()
        seen.append((known(desk), len(desk.shown())))
    assert [day for day, _ in seen] == ["2020-06-22", "2020-06-11", "2020-05-24", "2020-05-23", "2020-05-23"]
    numbers = [number for _, number in seen]
    assert total > numbers[0] > numbers[1] > numbers[2] > numbers[3] == 0
    QTest.keyClick(bar.slider, KEY.Key_PageUp)
    desk.idle()
    assert bar.day.text() == "Sunday 24 May 2020"
    assert desk.chips() == ["As known on 24 May 2020"]
    assert desk.chip_counts() == f"<b>{numbers[2]}</b> of {total} shown"
    assert len(desk.table_titles()) == numbers[2]
    assert desk.window.overview.accessibleDescription() == f"{numbers[2]} entries"
    articles = {each.value: each.count for each in desk.session.shown.facets[Word.ARTICLE]}
    assert max(articles.values()) == numbers[2]


def test_arrows_go_by_a_day_and_the_end_leaves_nothing_out(desk: Desk) -> None:
    opened(desk)
    bar = desk.window.known_on
    assert bar is not None
    QTest.keyClick(bar.slider, KEY.Key_Left)
    desk.idle()
    assert known(desk) == "2020-07-08"
    assert len(desk.shown()) < len(desk.marks)
    QTest.keyClick(bar.slider, KEY.Key_End)
    desk.idle()
    assert known(desk) is None
    assert len(desk.shown()) == len(desk.marks)
    assert desk.chips() == []


def test_the_mouse_drags_it_and_its_chip_takes_it_away(desk: Desk) -> None:
    opened(desk)
    bar = desk.window.known_on
    assert bar is not None
    right, y = bar.slider.width() - 6, bar.slider.height() // 2
    QTest.mousePress(bar.slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(right, y))
    for x in range(right, right // 2, -20):
        QTest.mouseMove(bar.slider, QPoint(x, y))
    QTest.mouseRelease(bar.slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(right // 2, y))
    desk.idle()
    assert known(desk) is not None
    shown = len(desk.shown())
    QTest.keyClick(bar.slider, KEY.Key_Escape)
    desk.idle()
    assert bar.isHidden()
    assert not desk.window.commands["known-on"].isChecked()
    assert len(desk.shown()) == shown
    chip = next(each for each in desk.window.findChildren(Chip) if each.text().startswith("As known on"))
    desk.click(chip)
    assert known(desk) is None
    desk.run("known-on")
    assert bar.day.text() == "today: everything"


def test_a_click_beside_the_handle_goes_to_the_day_under_it(desk: Desk) -> None:
    opened(desk)
    assert desk.window.known_on is not None
    slider = desk.window.known_on.slider
    for x, y in ((slider.width() // 3, 1), (2 * slider.width() // 3, slider.height() - 2), (slider.width() // 2, 9)):
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
        expected = slider.minimum() + (slider.maximum() - slider.minimum()) * x / slider.width()
        assert abs(slider.value() - expected) <= 2
        desk.idle()
        assert known(desk) is not None


def test_an_entry_not_yet_known_can_be_shown_in_spite_of_it(desk: Desk) -> None:
    opened(desk)
    assert desk.window.known_on is not None
    desk.window.known_on.slider.setValue(desk.window.known_on.slider.days[0])
    desk.idle()
    assert CALL not in desk.shown()
    desk.session.unhide_requested.emit(desk.row(CALL))
    desk.idle()
    assert known(desk) is None
    assert desk.selected() == [CALL]


def test_what_is_exported_is_what_was_known(desk: Desk, tmp_path: Path) -> None:
    opened(desk)
    assert desk.window.known_on is not None
    desk.window.known_on.slider.setValue(desk.window.known_on.slider.days[1])
    desk.idle()
    file = tmp_path / "known.csv"
    desk.session.export_requested.emit(
        ExportRequest(path=file, selection=None, citations=False, data=True, quotations=False)
    )
    desk.idle()
    assert len(file.read_text(encoding="utf-8").splitlines()) > 1
    assert f"{len(desk.shown())} rows written" in desk.sentence()


def test_positions_stand_in_lanes_of_actor_question_and_value(desk: Desk) -> None:
    desk.click_mark(ROLE)
    desk.run("position-lanes")
    assert desk.session.grouping == "position"
    index, entry = desk.session.index, desk.session.entry
    assert index is not None
    assert entry is not None
    display = desk.window.timeline.stage.canvas.display
    assert display is not None
    names = [index.grouping.names[band.lane] for band in display.bands]
    assert "Çavuşoğlu + Ceasefire" in names
    assert "Çavuşoğlu ± Ceasefire" in names
    assert names.index("Çavuşoğlu ± Ceasefire") == names.index("Çavuşoğlu + Ceasefire") + 1
    assert all(band.count for band in display.bands), "lanes of others are left out"
    assert desk.stand.drawn(desk.row(ROLE))
    lane = next(band.lane for band in display.bands if index.grouping.names[band.lane] == "Çavuşoğlu + Ceasefire")
    lo, hi = index.span(lane)
    assert desk.row(ROLE) in index.rows[lo:hi].tolist()
    assert desk.window.timeline.stage.canvas.header > 138


def test_an_entry_without_a_position_says_so(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.run("position-lanes")
    assert desk.sentence() == "This entry takes no position."
    assert desk.session.grouping == "side"


@pytest.mark.parametrize("grouping", ["position", "side"])
def test_headers_are_as_wide_as_names_need(desk: Desk, grouping: str) -> None:
    desk.session.grouping_requested.emit("position")
    desk.idle()
    span = desk.stand.span
    desk.session.grouping_requested.emit(grouping)
    desk.idle()
    assert desk.window.timeline.stage.canvas.header == (226 if grouping == "position" else 138)
    assert desk.stand.span == pytest.approx(span, abs=2)


def test_a_saved_view_brings_clock_and_knowledge_back(desk: Desk) -> None:
    desk.run("clock-reported")
    desk.session.filter_requested.emit(Filter(known_on="2020-06-15"))
    desk.idle()
    kept = desk.window.own.views.capture()
    assert ViewState.from_text(kept.as_text()) == kept
    desk.run("clock-reported")
    desk.run("clear-filter")
    assert (desk.session.clock, known(desk)) == ("happened", None)
    desk.window.own.views.show(kept)
    desk.idle()
    assert (desk.session.clock, known(desk)) == ("reported", "2020-06-15")
    assert desk.window.commands["clock-reported"].isChecked()
    assert desk.session.drawn is not desk.session.marks


@pytest.mark.parametrize(
    ("grouping", "first", "last"),
    [
        ("quad", "Verbal cooperation", "Plain statement"),
        ("type", "Agreement", "Plain statement"),
        ("channel", "", "None"),
    ],
)
def test_lanes_are_called_as_filters_call_their_values(desk: Desk, grouping: str, first: str, last: str) -> None:
    desk.session.grouping_requested.emit(grouping)
    desk.idle()
    frame = desk.window.timeline.stage.frame()
    assert frame is not None
    assert all(frame.names)
    assert frame.names[-1] == last
    assert not first or frame.names[0] == first
