"""One filter state, by real clicks and keys: facets count truly; timeline, table and counts change together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from db.dates import minutes_of
from db.filters import Filter, Word
from desktop.views.chips import NothingShown
from desktop.views.timeline.period_popover import PeriodPopover
from desktop.wording import entries
from tests.ui.desk import LEFT, holding

if TYPE_CHECKING:
    from desktop.views.filters.rows import FacetRow
    from tests.ui.desk import Desk

FACETS = (
    Word.SIDE,
    Word.ACTOR,
    Word.ROLE,
    Word.TYPE,
    Word.QUAD,
    Word.FORM,
    Word.CHANNEL,
    Word.STANCE,
    Word.ARTICLE,
    Word.PUBLISHER,
    Word.BASIS,
    Word.CERTAINTY,
    Word.KIND,
)


def opened(desk: Desk, word: Word) -> dict[str, FacetRow]:
    section = desk.filters().sections[word]
    if not section.heading.isChecked():
        desk.click(section.heading)
    return section.rows


def in_view(desk: Desk, widget: QWidget) -> QWidget:
    desk.filters()._area.ensureWidgetVisible(widget)
    desk.idle()
    return widget


def agree(desk: Desk) -> int:
    """Check that timeline, table, chips and status bar show the same entries; return how many."""
    shown = desk.session.shown
    assert desk.session.index is not None
    dated = shown.mask & desk.marks.dated
    assert np.array_equal(np.unique(desk.session.index.rows), dated.nonzero()[0])
    assert len(desk.window.chronology.table.entries.rows) == shown.count
    assert f"<b>{shown.count}</b> of {len(desk.marks)} shown" in desk.chip_counts()
    assert desk.counts().startswith(f"{shown.count} of {len(desk.marks)} shown")
    return shown.count


@pytest.mark.parametrize("word", FACETS)
def test_a_value_asked_for_alone_leaves_as_many_as_it_counted(desk: Desk, word: Word) -> None:
    rows = opened(desk, word)
    assert rows
    counted = {facet.value: facet.count for facet in desk.session.shown.facets[word]}
    value = max(rows, key=lambda each: counted[each])
    row = in_view(desk, rows[value])
    row.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert agree(desk) == counted[value]
    assert len(desk.chips()) == 1
    desk.click(_chip(desk))
    assert agree(desk) == len(desk.marks)


def _chip(desk: Desk) -> QWidget:
    from desktop.views.chips import Chip

    return next(chip for chip in desk.window.findChildren(Chip) if chip.isVisible())


def test_delete_leaves_a_value_out_and_a_click_takes_it_in_again(desk: Desk) -> None:
    rows = opened(desk, Word.ACTOR)
    value = next(iter(rows))
    count = next(facet.count for facet in desk.session.shown.facets[Word.ACTOR] if facet.value == value)
    in_view(desk, rows[value]).setFocus()
    desk.key(Qt.Key.Key_Delete)
    assert agree(desk) == len(desk.marks) - count
    assert not rows[value].isChecked()
    desk.click(in_view(desk, rows[value]))
    assert agree(desk) == len(desk.marks)


def test_any_or_all_of_the_actors(desk: Desk) -> None:
    rows = opened(desk, Word.ACTOR)
    names = ("recep-tayyip-erdogan", "donald-trump")
    assert set(names) <= set(rows)
    desk.session.filter_requested.emit(Filter().with_term(Word.ACTOR, names))
    desk.idle()
    any_of_them = agree(desk)
    desk.click(in_view(desk, desk.filters().joint))
    both = agree(desk)
    assert 0 < both < any_of_them
    assert " with " in desk.chips()[0]
    # A further one is counted beside the two.
    counts = {facet.value: facet.count for facet in desk.session.shown.facets[Word.ACTOR]}
    assert counts[names[0]] == counts[names[1]] == both
    desk.click(in_view(desk, desk.filters().joint))
    assert agree(desk) == any_of_them


def test_a_period_is_typed_and_both_counts_are_told(desk: Desk) -> None:
    period = desk.filters().period
    desk.click(in_view(desk, period.heading))
    assert period.possibly.told == ""
    for field, text in ((period.first, "8 June 2020"), (period.last, "2020-06-12")):
        in_view(desk, field).setFocus()
        QTest.keyClicks(field, text)
        desk.key(Qt.Key.Key_Return)
    assert desk.session.filter == Filter(first="2020-06-08", last="2020-06-12")
    possibly = agree(desk)
    assert period.possibly.told == str(possibly)
    surely = int(period.certainly.told)
    assert 0 < surely < possibly
    desk.click(in_view(desk, period.certainly))
    assert agree(desk) == surely
    assert desk.chips()[0].startswith("Date certainly in")
    assert period.possibly.told == str(possibly)
    desk.click(_chip(desk))
    assert (period.first.text(), period.last.text()) == ("", "")
    assert not period.certainly.isEnabled()


def test_certainly_means_that_part_of_it_lies_in_the_period_whatever_the_reading(desk: Desk) -> None:
    period = desk.filters().period
    desk.click(in_view(desk, period.heading))
    for field in (period.first, period.last):
        in_view(desk, field).setFocus()
        QTest.keyClicks(field, "2020-06-10")
        desk.key(Qt.Key.Key_Return)
    desk.click(in_view(desk, period.certainly))
    # It began in 2011 and goes on.
    assert "libya-fighting-since-2011" in desk.shown()
    assert period.certainly.text() == "Certainly meeting it"
    assert "part of an entry lies in the period" in period.certainly.toolTip()


@pytest.mark.parametrize(
    ("first", "last", "said"), [("soon", "", "“soon” is no date"), ("2020-07", "2020-06", "It ends before it begins")]
)
def test_a_period_that_is_none_is_told_and_nothing_changes(desk: Desk, first: str, last: str, said: str) -> None:
    period = desk.filters().period
    desk.click(in_view(desk, period.heading))
    for field, text in ((period.last, last), (period.first, first)):
        field.setFocus()
        QTest.keyClicks(field, text)
        desk.key(Qt.Key.Key_Return)
    assert period.told.isVisible()
    assert period.told.text() == said
    assert agree(desk) > 0


def test_nothing_left_says_what_to_drop_and_how_much_that_shows(desk: Desk) -> None:
    wanted = Filter(first="1990", last="1991", certainly=True).with_term(Word.KIND, ("event",))
    desk.session.filter_requested.emit(wanted)
    desk.idle()
    assert agree(desk) == 0
    said = desk.window.findChild(NothingShown)
    assert isinstance(said, NothingShown)
    assert said.isVisible()
    buttons = [each for each in said.findChildren(QPushButton) if each.isVisible()]
    events = next(f.count for f in _all_facets(desk)[Word.KIND] if f.value == "event")
    assert [each.accessibleName() for each in buttons] == [
        f"Without Date: certainly in 1990 – 1991: {events} entries",
        f"Without any filter: {len(desk.marks)} entries",
    ]
    QTest.mouseClick(buttons[0], LEFT)
    desk.idle()
    assert agree(desk) == events
    assert not said.isVisible()


def _all_facets(desk: Desk) -> dict[Word, tuple]:  # type: ignore[type-arg]
    assert desk.app._access is not None
    return desk.app._access.shown(Filter()).facets


def test_where_no_single_one_helps_that_is_said(desk: Desk) -> None:
    wanted = Filter(first="1990", last="1991", certainly=True).with_term(Word.SEARCH, ("nosuchwordanywhere",))
    desk.session.filter_requested.emit(wanted)
    desk.idle()
    said = desk.window.findChild(NothingShown)
    assert isinstance(said, NothingShown)
    buttons = [each for each in said.findChildren(QPushButton) if each.isVisible()]
    assert [each.accessibleName() for each in buttons] == [f"Without any filter: {len(desk.marks)} entries"]
    QTest.mouseClick(buttons[0], LEFT)
    desk.idle()
    assert agree(desk) == len(desk.marks)


def test_what_is_said_over_nothing_has_room_when_another_filter_leaves_nothing_too(desk: Desk) -> None:
    for last in ("1991", "1992", "1993"):
        desk.session.filter_requested.emit(Filter(first="1990", last=last, certainly=True))
        desk.idle()
        said = desk.window.findChild(NothingShown)
        assert isinstance(said, NothingShown)
        assert said.isVisible()
        assert said.size() == said.sizeHint()
        seen = [each for each in said.findChildren(QPushButton) if each.isVisible()]
        assert [said.rect().contains(each.geometry()) for each in seen] == [True, True]


def test_a_long_facet_lists_the_most_frequent_and_all_on_demand(desk: Desk) -> None:
    rows = opened(desk, Word.ACTOR)
    facets = desk.session.shown.facets[Word.ACTOR]
    assert len(rows) == 24 < len(facets)
    more = desk.filters().sections[Word.ACTOR].more
    assert more.text() == f"All {len(facets)}"
    desk.click(in_view(desk, more))
    assert len(desk.filters().sections[Word.ACTOR].rows) == len(facets)
    assert not more.isVisible()


def test_a_long_facet_lists_what_is_frequent_under_the_filter_in_order_for_eyes_and_keys(desk: Desk) -> None:
    before = set(opened(desk, Word.ACTOR))
    desk.session.filter_requested.emit(Filter().with_term(Word.SIDE, ("turkey",)))
    desk.idle()
    section = desk.filters().sections[Word.ACTOR]
    assert before - set(section.rows)
    assert before & set(section.rows)
    counted = [facet for facet in desk.session.shown.facets[Word.ACTOR] if facet.value in section.rows]
    said = [f"{facet.label}, {entries(facet.count)}" for facet in counted]
    assert [each.accessibleName() for each in section.rows.values()] == said
    assert all(each.isVisible() for each in section.rows.values())
    heights = [each.y() for each in section.rows.values()]
    assert heights == sorted(set(heights))
    first, *others = section.rows.values()
    in_view(desk, first).setFocus()
    for each in others:
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        assert desk.window.focusWidget() is each


class Watch(QObject):
    """Notes, whenever anything of a window is painted, how many entries all of its panels show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.seen: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and watched.window() is self._desk.window:
            self.seen.append(agree(self._desk))
        return False


def test_all_panels_change_in_one_frame(desk: Desk, qapp: QApplication) -> None:
    watch, everything = Watch(desk), agree(desk)
    qapp.installEventFilter(watch)
    desk.session.filter_requested.emit(Filter().with_term(Word.SIDE, ("turkey",)))
    desk.idle()
    desk.window.repaint()
    qapp.removeEventFilter(watch)
    assert watch.seen
    assert 0 < watch.seen[-1] < everything
    assert watch.seen == sorted(watch.seen, reverse=True)


def test_a_filter_that_is_cancelled_while_lanes_are_laid_out_changes_nothing(desk: Desk) -> None:
    before, everything = desk.session.filter, agree(desk)
    with holding(desk.app.jobs):
        desk.session.filter_requested.emit(Filter().with_term(Word.SIDE, ("turkey",)))
        desk.app.jobs.cancel("shown")
    desk.idle()
    assert desk.session.filter == before
    assert agree(desk) == everything


def _draw_axis(desk: Desk, first: date, last: date) -> PeriodPopover:
    timeline = desk.window.timeline
    scale, left = timeline.stage.camera.view.scale, timeline.stage.canvas.plot_x
    ends = [QPoint(round(left + scale.x(minutes_of(day))), 25) for day in (first, last + timedelta(1))]
    desk.stand.drag(ends[0], ends[1])
    popover = timeline.stage.overlays.popover
    assert isinstance(popover, PeriodPopover)
    return popover


def _choose(desk: Desk, popover: PeriodPopover, text: str) -> None:
    desk.click(next(button for button in popover.findChildren(QPushButton) if button.text() == text))


def test_days_drawn_on_the_axis_select_just_what_they_filter_to(desk: Desk) -> None:
    days = date(2020, 6, 8), date(2020, 6, 21)
    _choose(desk, _draw_axis(desk, *days), "Select")
    selected = desk.selected()
    assert len(desk.session.shown.mask) == desk.session.shown.count
    _choose(desk, _draw_axis(desk, *days), "Filter")
    assert (desk.session.filter.first, desk.session.filter.last) == ("2020-06-08", "2020-06-21")
    assert desk.shown() == selected
    desk.session.filter_requested.emit(Filter(first="2020-06-01", certainly=True))
    desk.idle()
    _choose(desk, _draw_axis(desk, *days), "Select")
    certain = desk.selected()
    assert set(certain) < set(selected)
    _choose(desk, _draw_axis(desk, *days), "Filter")
    assert desk.shown() == certain
