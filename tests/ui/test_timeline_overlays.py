"""What opens over the canvas: tooltips, the list of a cluster, the choices for a period, the field for a date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QWidget

from db.dates import date_of, minutes_of
from db.vocabularies import Kind, Type
from desktop.views.timeline.goto_field import GotoField
from desktop.views.timeline.group_popover import GroupModel, GroupPopover
from desktop.views.timeline.period_popover import PeriodPopover
from desktop.views.timeline.title_search import SLICE, TitleSearch
from desktop.widgets.link import Link
from desktop.widgets.raised import Raised
from desktop.widgets.words import WrappingWords
from desktop.wording import date_words
from tests.ui.canvas import LEFT, NO_KEYS, Stand, open_stand
from tests.ui.sample import SIDES, Spec, marks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.states import Rows
    from desktop.timeline.display import Cluster

CROWD = 40
P = TypeVar("P", bound=Raised)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    spoken = Spec(
        "An envoy welcomes it",
        Type.SUPPORT,
        Kind.STATEMENT,
        "Eastmark",
        date(2020, 6, 11),
        sources=2,
        addressee="Seaboard",
    )
    return open_stand(qtbot, marks_of([spoken, Spec("A call", side="Eastmark", first=date(2020, 6, 12)), *_others()]))


def _others() -> list[Spec]:
    return [Spec(f"Round {n}", first=date(2020, 6, 2) + timedelta(n)) for n in range(3)] + [
        Spec("Last", side="Seaboard", first=date(2020, 7, 20))
    ]


@pytest.fixture
def crowded(qtbot: QtBot) -> Stand:
    """So many entries so near to each other, in a view of years, that some are drawn as one."""
    crowd = [Spec(f"Round {n}", first=date(2020, 6, 2) + timedelta(n), id=f"r{n}") for n in range(CROWD)]
    stand = open_stand(qtbot, marks_of([*crowd, Spec("Long ago", first=date(2011, 3, 1), id="old")]))
    stand.timeline.commands["fit"]()
    stand.settle()
    return stand


def _biggest(stand: Stand) -> Cluster:
    display = stand.timeline.stage.canvas.display
    assert display is not None
    return max(display.clusters, key=lambda cluster: cluster.count)


def _cluster(stand: Stand) -> QPoint:
    canvas, cluster = stand.timeline.stage.canvas, _biggest(stand)
    return QPoint(round(canvas.plot_x + (cluster.x0 + cluster.x1) / 2), round(40 + cluster.y + 6))


def _popover(stand: Stand, kind: type[P]) -> P:
    popover = stand.timeline.stage.overlays.popover
    assert isinstance(popover, kind)
    assert popover.isVisible()
    return popover


def _list(popover: GroupPopover) -> QListView:
    return popover.findChildren(QListView)[0]


def _tip(stand: Stand) -> str:
    return stand.timeline.stage.overlays.tooltips.text


def test_a_tooltip_tells_title_date_who_to_whom_and_sources(stand: Stand) -> None:
    stand.hover(stand.at(stand.titled("An envoy welcomes it")))
    assert _tip(stand) == ""
    stand.bot.waitUntil(lambda: _tip(stand) != "", timeout=1500)
    assert _tip(stand).splitlines() == [
        "An envoy welcomes it",
        "Thursday 11 June 2020",
        "eastmark → seaboard",
        "2 independent sources",
    ]


def test_the_neighbour_s_tooltip_comes_sooner_and_leaving_takes_it_away(stand: Stand) -> None:
    stand.hover(stand.at(stand.titled("An envoy welcomes it")))
    stand.bot.waitUntil(lambda: _tip(stand) != "", timeout=1500)
    stand.hover(stand.at(stand.titled("A call")))
    stand.bot.waitUntil(lambda: _tip(stand).startswith("A call"), timeout=350)
    stand.hover(stand.ground())
    assert _tip(stand) == ""


def test_keyboard_focus_brings_the_tooltip_too(stand: Stand) -> None:
    stand.key(Qt.Key.Key_Space)
    stand.bot.waitUntil(lambda: _tip(stand).startswith("Round 0"), timeout=1500)
    stand.key(Qt.Key.Key_Escape)
    assert _tip(stand) == ""


def test_a_tooltip_stands_inside_the_window_and_off_its_mark(stand: Stand) -> None:
    row = stand.titled("Last")
    stand.hover(stand.at(row))
    stand.bot.waitUntil(lambda: _tip(stand) != "", timeout=1500)
    box = stand.timeline.stage.overlays.tooltips._box
    assert box is not None
    assert stand.window.rect().contains(box.geometry())
    assert not box.geometry().contains(stand.at(row))


def test_a_cluster_s_tooltip_says_how_many_and_from_when_to_when(crowded: Stand) -> None:
    rows = _biggest(crowded).rows
    assert len(rows) > 5
    crowded.hover(_cluster(crowded))
    crowded.bot.waitUntil(lambda: _tip(crowded) != "", timeout=1500)
    first, last = (date_of(int(crowded.marks.place[row])) for row in (rows.min(), rows.max()))
    assert _tip(crowded).splitlines() == [f"{len(rows)} entries", date_words().days(first, last)]


def test_a_click_on_a_cluster_lists_it_and_a_row_selects(crowded: Stand) -> None:
    crowded.click(_cluster(crowded))
    popover = _popover(crowded, GroupPopover)
    view = _list(popover)
    model = view.model()
    assert isinstance(model, GroupModel)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    titles = [crowded.marks.titles[row] for row in sorted(_biggest(crowded).rows.tolist())]
    assert [model.data(model.index(row, 0)) for row in range(model.rowCount())] == titles
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.visualRect(model.index(1, 0)).center())
    assert crowded.marks.titles[crowded.session.selection.current] == titles[1]


def test_the_list_is_short_until_more_is_asked_for(crowded: Stand) -> None:
    crowded.click(_cluster(crowded))
    popover = _popover(crowded, GroupPopover)
    view, links = _list(popover), {link.text(): link for link in popover.findChildren(Link)}
    before = view.height()
    links[f"{_biggest(crowded).count - 5} more"].click()
    assert view.height() > before
    assert crowded.window.rect().contains(popover.geometry())


def test_zoom_to_them_and_a_double_click_do_the_same(crowded: Stand) -> None:
    places = crowded.marks.place[_biggest(crowded).rows]
    crowded.click(_cluster(crowded))
    links = {link.text(): link for link in _popover(crowded, GroupPopover).findChildren(Link)}
    links["Zoom to them"].click()
    crowded.settle()
    zoomed = crowded.span
    assert minutes_of(date(2020, 5, 1)) < zoomed[0] < places.min()
    assert places.max() < zoomed[1]
    crowded.timeline.commands["fit"]()
    crowded.settle()
    crowded.double_click(_cluster(crowded))
    crowded.settle()
    assert crowded.span == pytest.approx(zoomed)
    assert not crowded.timeline.stage.overlays.open


def test_escape_closes_the_popover_and_keeps_the_selection(crowded: Stand) -> None:
    crowded.session.select([0])
    crowded.click(_cluster(crowded))
    popover = _popover(crowded, GroupPopover)
    QTest.keyClick(_list(popover), Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert crowded.timeline.hasFocus()
    assert len(crowded.session.selection) == 1


def test_control_and_click_add_all_of_a_cluster(crowded: Stand) -> None:
    crowded.click(_cluster(crowded), Qt.KeyboardModifier.ControlModifier)
    assert len(crowded.session.selection) == _biggest(crowded).count


def _draw_period(stand: Stand, first: date, last: date) -> PeriodPopover:
    scale, left = stand.timeline.stage.camera.view.scale, stand.timeline.stage.canvas.plot_x
    ends = [QPoint(round(left + scale.x(minutes_of(day))), 25) for day in (first, last + timedelta(1))]
    stand.drag(ends[0] + QPoint(2, 0), ends[1] - QPoint(2, 0))
    return _popover(stand, PeriodPopover)


def _press(popover: PeriodPopover, text: str) -> None:
    next(button for button in popover.findChildren(QPushButton) if button.text() == text).click()


def test_a_period_drawn_on_the_axis_filters(stand: Stand) -> None:
    popover = _draw_period(stand, date(2020, 6, 10), date(2020, 6, 20))
    with stand.bot.waitSignal(stand.session.filter_requested) as asked:
        _press(popover, "Filter")
    assert (asked.args[0].first, asked.args[0].last) == ("2020-06-10", "2020-06-20")
    assert stand.timeline.stage.frame().period is None  # type: ignore[union-attr]


def test_filter_and_selection_are_asked_for_the_same_entries(stand: Stand) -> None:
    popover = _draw_period(stand, date(2020, 6, 10), date(2020, 6, 20))
    assert "possibly inside" in [label.text() for label in popover.findChildren(QLabel)]
    with stand.bot.waitSignal(stand.session.filter_requested) as filtered:
        _press(popover, "Filter")
    with stand.bot.waitSignal(stand.session.selecting_requested) as selected:
        _press(_draw_period(stand, date(2020, 6, 10), date(2020, 6, 20)), "Select")
    assert selected.args == filtered.args


def test_a_period_is_drawn_and_zoomed_to_by_whole_days(stand: Stand) -> None:
    popover = _draw_period(stand, date(2020, 6, 10), date(2020, 6, 20))
    assert "10 – 20 June 2020" in [label.text() for label in popover.findChildren(QLabel)]
    assert _marked(stand) == (minutes_of(date(2020, 6, 10)), minutes_of(date(2020, 6, 21)))
    _press(popover, "Zoom")
    stand.settle()
    assert date_words().span(*stand.span) == "10 to 20 June 2020"


@pytest.mark.parametrize("text", ["Zoom", "Filter", "Select"])
def test_what_is_done_with_a_period_leads_the_keyboard_to_no_mark(stand: Stand, text: str) -> None:
    popover = _draw_period(stand, date(2020, 6, 10), date(2020, 6, 20))
    button = next(button for button in popover.findChildren(QPushButton) if button.text() == text)
    button.setFocus()
    QTest.mouseClick(button, LEFT)
    stand.settle()
    QTest.qWait(700)
    frame = stand.timeline.stage.frame()
    assert frame is not None
    assert frame.focus.row == -1
    assert _tip(stand) == ""
    assert stand.timeline.hasFocus()


def test_a_period_is_seen_until_its_popover_goes(stand: Stand) -> None:
    _draw_period(stand, date(2020, 6, 10), date(2020, 6, 20))
    assert stand.timeline.stage.frame().period is not None  # type: ignore[union-attr]
    stand.key(Qt.Key.Key_Escape)
    assert stand.timeline.stage.frame().period is None  # type: ignore[union-attr]


def _ask(stand: Stand, text: str) -> GotoField:
    stand.timeline.open_goto()
    field = _popover(stand, GotoField)
    QTest.keyClicks(field.field, text)
    return field


def _go_to(stand: Stand, text: str) -> None:
    QTest.keyClick(_ask(stand, text).field, Qt.Key.Key_Return)
    stand.settle()


def _marked(stand: Stand) -> tuple[float, float] | None:
    frame = stand.timeline.stage.frame()
    assert frame is not None
    return frame.period


def test_going_to_a_day_puts_it_in_the_middle_of_a_few_weeks_and_marks_it(stand: Stand) -> None:
    field = _ask(stand, "8 july")
    assert field.answer.text() == "Wednesday 8 July 2020"
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    stand.settle()
    day = minutes_of(date(2020, 7, 8))
    assert stand.middle == pytest.approx(day + 720, abs=60)
    assert 14 * 1440 < stand.length <= 28 * 1440
    assert stand.timeline.hasFocus()
    assert _marked(stand) == (day, day + 1440)
    canvas = stand.timeline.stage.canvas
    inside = canvas.plot_x + stand.timeline.stage.camera.view.scale.x(day + 720)
    assert stand.colour(QPoint(round(inside), 2)) == stand.appearance.theme["select-soft"]
    stand.wheel(stand.ground(), 120)
    assert _marked(stand) is None


def test_a_zoom_at_which_the_day_can_be_seen_is_kept(stand: Stand) -> None:
    stand.session.span_requested.emit(minutes_of(date(2020, 6, 1)), minutes_of(date(2020, 6, 11)))
    _go_to(stand, "18 june")
    assert stand.length == pytest.approx(10 * 1440)
    stand.session.span_requested.emit(minutes_of(date(2020, 6, 18)), minutes_of(date(2020, 6, 18)) + 60)
    _go_to(stand, "19 june 2020")
    assert stand.span[0] <= minutes_of(date(2020, 6, 19)) < minutes_of(date(2020, 6, 20)) <= stand.span[1]


def test_escape_takes_the_mark_away(stand: Stand) -> None:
    _go_to(stand, "8 july")
    stand.session.select([0])
    stand.key(Qt.Key.Key_Escape)
    assert _marked(stand) is None
    assert len(stand.session.selection) == 1


def test_a_date_goes_where_something_stands_and_brings_no_tooltip(crowded: Stand) -> None:
    crowded.key("+")
    field = _ask(crowded, "8 july")
    assert field.answer.text() == "Wednesday 8 July 2020"
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    crowded.settle()
    QTest.qWait(700)
    assert _tip(crowded) == ""
    frame = crowded.timeline.stage.frame()
    assert frame is not None
    assert frame.focus.row == -1


@pytest.mark.parametrize("text", ["8-13 July 2020", "2020-07-08/2020-07-13"])
def test_going_to_some_days_frames_and_marks_them(stand: Stand, text: str) -> None:
    _go_to(stand, text)
    days = minutes_of(date(2020, 7, 8)), minutes_of(date(2020, 7, 14))
    assert stand.span == pytest.approx(days, abs=720)
    assert stand.span[0] <= days[0] < days[1] <= stand.span[1]
    assert _marked(stand) == days


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8-9 july", "8 – 9 July 2020"),
        ("8 july 20", "not a date yet"),
        ("8 July 1950", "Saturday 8 July 1950, before the first entry"),
        ("2030", "2030, after the last entry"),
    ],
)
def test_the_field_says_what_it_understood(stand: Stand, text: str, answer: str) -> None:
    assert _ask(stand, text).answer.text() == answer


def test_going_to_a_month_frames_it(stand: Stand) -> None:
    QTest.keyClick(_ask(stand, "2020-06").field, Qt.Key.Key_Return)
    stand.settle()
    assert stand.span[0] == pytest.approx(minutes_of(date(2020, 6, 1)), abs=2 * 1440)
    assert stand.span[1] == pytest.approx(minutes_of(date(2020, 7, 1)), abs=2 * 1440)


def test_what_is_no_date_goes_nowhere_and_says_so(stand: Stand) -> None:
    span = stand.span
    field = _ask(stand, "soon")
    assert field.answer.text() == "not a date yet"
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert stand.span == span
    QTest.keyClick(field.field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def _assert_nothing_is_cut(stand: Stand, popover: Raised) -> None:
    assert stand.window.rect().contains(popover.geometry())
    for part in popover.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if part.isVisible():
            assert popover.contentsRect().contains(part.geometry()), part
        if isinstance(part, QPushButton):
            assert part.width() >= part.sizeHint().width()
        if isinstance(part, WrappingWords):
            assert part.width() >= part.minimumSizeHint().width()
            assert part.height() >= part.heightForWidth(part.width())


def test_a_tooltip_is_no_wider_than_a_narrow_window(qtbot: QtBot) -> None:
    title = "An envoy welcomes what the ministers have agreed upon"
    stand = open_stand(qtbot, marks_of([Spec(title, first=date(2020, 6, 12))]), width=260)
    stand.hover(stand.at(0))
    stand.bot.waitUntil(lambda: _tip(stand) != "", timeout=1500)
    box = stand.timeline.stage.overlays.tooltips._box
    assert box is not None
    assert stand.window.rect().contains(box.geometry())
    told = box.findChildren(QLabel)
    assert told[0].text().endswith("…")
    assert all(label.width() >= label.sizeHint().width() for label in told)


@pytest.mark.parametrize("width", [200, 260, 320, 400, 480])
def test_popovers_wrap_in_narrow_windows(qtbot: QtBot, width: int) -> None:
    stand = open_stand(qtbot, width=width, height=400)
    period = minutes_of(date(2019, 12, 28)), minutes_of(date(2020, 1, 4))
    stand.timeline.stage.overlays.open_period(*period)
    _assert_nothing_is_cut(stand, _popover(stand, PeriodPopover))
    field = _ask(stand, "28 December 1950 to 3 January 1951")
    assert field.answer.text() == "28 December 1950 – 3 January 1951, before the first entry"
    _assert_nothing_is_cut(stand, field)


@pytest.fixture
def teeming(qtbot: QtBot) -> Stand:
    """Return a stand with one cluster of forty, among them one with letters of its own."""
    day = date(2020, 6, 10)
    specs = [Spec(f"Call {n:02} on a truce", side=SIDES[0], first=day) for n in range(39)]
    specs.append(Spec("Çavuş visits the harbour", side=SIDES[0], first=day))
    specs += [Spec(f"Far {year}", side=SIDES[0], first=date(year, 1, 1)) for year in (2011, 2029)]
    stand = open_stand(qtbot, marks_of(specs, SIDES[:1]))
    stand.timeline.commands["fit"]()
    stand.settle()
    return stand


def test_a_long_list_has_a_field_that_finds_in_it_and_enter_selects(teeming: Stand) -> None:
    teeming.click(_cluster(teeming))
    popover = _popover(teeming, GroupPopover)
    model = _list(popover).model()
    assert isinstance(model, GroupModel)
    assert popover.field.hasFocus()
    QTest.keyClicks(popover.field, "cavus HARB")
    assert [model.data(model.index(row, 0)) for row in range(model.rowCount())] == ["Çavuş visits the harbour"]
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert teeming.marks.titles[teeming.session.selection.current] == "Çavuş visits the harbour"
    popover.field.clear()
    assert model.rowCount() == _biggest(teeming).count
    assert teeming.window.rect().contains(popover.geometry())


def test_the_arrows_lead_from_the_field_into_the_list(teeming: Stand) -> None:
    teeming.click(_cluster(teeming))
    popover = _popover(teeming, GroupPopover)
    view = _list(popover)
    QTest.keyClicks(popover.field, "truce")
    QTest.keyClick(popover.field, Qt.Key.Key_Down)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    with teeming.bot.waitSignal(teeming.session.passage_requested):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert teeming.marks.titles[teeming.session.selection.current] == "Call 01 on a truce"


def test_what_nothing_matches_leaves_an_empty_list_and_selects_nothing(teeming: Stand) -> None:
    teeming.click(_cluster(teeming))
    popover = _popover(teeming, GroupPopover)
    QTest.keyClicks(popover.field, "zzz")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert _list(popover).model().rowCount() == 0
    assert len(teeming.session.selection) == 0


@pytest.mark.parametrize("number", [2, 5, 20])
def test_a_short_list_has_a_field_too(qtbot: QtBot, number: int) -> None:
    stand = open_stand(qtbot)
    popover = GroupPopover(stand.session, stand.appearance, stand.timeline, np.arange(number, dtype=np.int32))
    popover.show_for(QRectF(300, 100, 20, 20))
    popover.setFocus()
    assert popover.field.hasFocus()
    title = stand.marks.titles[1]
    QTest.keyClicks(popover.field, title)
    model = _list(popover).model()
    assert [model.data(model.index(row, 0)) for row in range(model.rowCount())].count(title) >= 1
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert stand.marks.titles[stand.session.selection.current] == title


@pytest.mark.parametrize(("width", "height"), [(200, 630), (320, 260), (1004, 230), (200, 190)])
def test_nothing_of_a_list_is_cut_in_a_small_window(qtbot: QtBot, width: int, height: int) -> None:
    crowd = [Spec(f"Round {n}", first=date(2020, 6, 2) + timedelta(n)) for n in range(CROWD)]
    stand = open_stand(qtbot, marks_of([*crowd, Spec("Long ago", first=date(2011, 3, 1))]), width=width, height=height)
    stand.timeline.commands["fit"]()
    stand.settle()
    stand.click(_cluster(stand))
    popover = _popover(stand, GroupPopover)
    view, links = _list(popover), {link.text(): link for link in popover.findChildren(Link)}
    assert stand.window.rect().contains(popover.geometry())
    for part in (popover.field, view, links["Zoom to them"], links[f"{_biggest(stand).count - 5} more"]):
        assert popover.rect().contains(QRect(part.mapTo(popover, QPoint(0, 0)), part.size()))
    assert view.viewport().rect().contains(view.visualRect(view.model().index(0, 0)))
    links[f"{_biggest(stand).count - 5} more"].click()
    assert stand.window.rect().contains(popover.geometry())


def test_a_million_titles_are_searched_a_slice_at_a_time(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    rows = np.tile(np.arange(len(stand.marks), dtype=np.int32), 3 * SLICE // len(stand.marks))
    search = TitleSearch(stand.session, rows, stand.window)
    found: list[Rows] = []
    search.found.connect(found.append)
    title = stand.marks.titles[5]
    search.find(title)
    assert len(found) == 1
    qtbot.waitUntil(lambda: len(found) == 3, timeout=3000)
    assert {stand.marks.titles[row] for row in found[-1].tolist()} >= {title}
    search.find("")
    assert len(found[-1]) == len(rows)
