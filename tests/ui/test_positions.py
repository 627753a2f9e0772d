"""The chart of one actor's positions on one question over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.marks import Flag
from db.records import EntryHead, Position
from db.vocabularies import Kind, StanceValue, Status, Type
from desktop.views.detail.stance_chart import StanceChart
from desktop.views.detail.stance_layout import APART, DEEPEST, arrange

if TYPE_CHECKING:
    from tests.ui.desk import Desk

KALIN = "kalin-haftar-unreliable"
PRESS = "cavusoglu-no-role-for-haftar"


def position(name: str, day: str | None, value: StanceValue = StanceValue.FOR, row: int = 0) -> Position:
    head = EntryHead(name, row, Kind.STATEMENT, Type.STATEMENT, name, day, Status.OCCURRED, 1)
    return Position(head, value)


def chart(desk: Desk) -> StanceChart:
    """Return the chart that stands in the detail panel."""
    found = [each for each in desk._page().findChildren(StanceChart) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def ids(desk: Desk, made: StanceChart) -> list[str]:
    return [point.position.head.id for point in made.points]


def test_the_link_beside_the_stances_opens_the_chart_and_closes_it(desk: Desk) -> None:
    desk.click_line(KALIN)
    assert not desk._page().findChildren(StanceChart)
    desk.click(desk.link("Over time"))
    made = chart(desk)
    assert "Positions of İbrahim Kalın on Haftar" in made.accessibleName()
    assert KALIN in ids(desk, made)
    assert len(made.points) > 2
    desk.click(desk.link("Close the chart"))
    assert not [each for each in desk._page().findChildren(StanceChart) if each.isVisible()]


def test_a_click_on_a_point_selects_its_entry_and_leads_to_its_passage(desk: Desk) -> None:
    desk.click_line(KALIN)
    desk.run("positions")
    made = chart(desk)
    other = next(point for point in made.points if point.position.head.id != KALIN)
    identifier = other.position.head.id
    desk.click(made, other.rect.center().toPoint())
    assert desk.selected() == [identifier]
    assert desk.passage_in_view(identifier)
    assert identifier in ids(desk, chart(desk))


def test_arrows_go_from_point_to_point_and_enter_selects(desk: Desk) -> None:
    desk.click_line(KALIN)
    desk.run("positions")
    made = chart(desk)
    made.setFocus()
    known = ids(desk, made)
    at = known.index(KALIN)
    assert desk.title(KALIN) in made.accessibleDescription()
    key, to = (Qt.Key.Key_Left, at - 1) if at else (Qt.Key.Key_Right, at + 1)
    QTest.keyClick(made, key)
    assert desk.title(known[to]) in made.accessibleDescription()
    QTest.keyClick(made, Qt.Key.Key_Return)
    desk.idle()
    assert desk.selected() == [known[to]]
    assert QApplication.focusWidget() is chart(desk)
    QTest.keyClick(chart(desk), Qt.Key.Key_Home)
    assert desk.title(known[0]) in chart(desk).accessibleDescription()
    QTest.keyClick(chart(desk), Qt.Key.Key_End)
    assert desk.title(known[-1]) in chart(desk).accessibleDescription()


def test_a_tooltip_tells_title_position_and_date(desk: Desk) -> None:
    desk.click_line(KALIN)
    desk.run("positions")
    made = chart(desk)
    point = next(point for point in made.points if point.position.head.id == KALIN)
    place = point.rect.center().toPoint()
    QApplication.sendEvent(made, QHelpEvent(QHelpEvent.Type.ToolTip, place, made.mapToGlobal(place)))
    assert QToolTip.text() == f"{desk.title(KALIN)}\nagainst, some day, 20 – 22 June 2020"


def test_the_current_entry_stands_in_ink_and_an_uncertain_day_is_hollow(desk: Desk) -> None:
    desk.click_line(PRESS)
    desk.run("positions")
    made, theme = chart(desk), desk.app.appearance.theme
    image = made.grab().toImage()
    darkest, lightest = {}, {}
    for point in made.points:
        assert bool(point.placing.flags & Flag.HOLLOW) == ("[" in str(point.position.head.date))
        left, middle = round(point.rect.left()), round(point.y)
        shades = [image.pixelColor(x, middle).lightness() for x in range(left, left + 10)]
        darkest[point.position.head.id], lightest[point.position.head.id] = min(shades), max(shades[3:7])
    ink, grey, ground = (theme[token].lightness() for token in ("ink", "control", "surface"))
    between = (ink + grey) / 2
    assert darkest.pop(PRESS) < between
    assert darkest
    assert all(shade > between for shade in darkest.values())
    assert lightest[PRESS] > ground - 10, "the day of the conference is not known"


def test_another_speaker_and_question_are_chosen_and_stay_chosen(desk: Desk) -> None:
    desk.click_line("cavusoglu-ntv-us-role")
    desk.run("positions")
    page = desk._page()
    content = chart(desk).parent()
    before = ids(desk, chart(desk))
    content.actors._menu.actions()[1].trigger()  # type: ignore[union-attr]
    content.questions._menu.actions()[1].trigger()  # type: ignore[union-attr]
    desk.idle()
    assert page is desk._page()
    assert "Positions of Turkey on" in chart(desk).accessibleName()
    assert ids(desk, chart(desk)) != before
    named = chart(desk).accessibleName().split(":")[0]
    desk.click_line("cavusoglu-us-protect-alliance")
    desk.click_line("cavusoglu-ntv-us-role")
    assert chart(desk).accessibleName().startswith(named)


def test_an_entry_without_a_stance_says_so(desk: Desk) -> None:
    desk.click_line("trump-erdogan-call-2020-06-08")
    desk.run("positions")
    assert desk.sentence() == "The selected entry takes no position."


def test_points_of_one_day_stand_below_each_other() -> None:
    same = [position(str(n), "2020-06-20", row=n) for n in range(3)]
    laid = arrange(same, 0, 200, 30)
    assert len({point.x for point in laid.points}) == 1
    assert len({point.y for point in laid.points}) == 3
    assert [row.value for row in laid.rows] == [StanceValue.FOR, StanceValue.CONDITIONAL, StanceValue.AGAINST]
    assert laid.rows[0].height > laid.rows[1].height


def test_no_two_points_overlap_while_there_are_lines_left() -> None:
    some = [position(str(n), f"2020-06-{n:02}", row=n) for n in range(1, 29)]
    laid = arrange(some, 0, 200, 30)
    for at, one in enumerate(laid.points):
        for other in laid.points[at + 1 :]:
            assert abs(one.x - other.x) >= APART or one.y != other.y
    crowd = arrange([position(str(n), "2020-06-20", row=n) for n in range(40)], 0, 200, 30)
    assert len({point.y for point in crowd.points}) == DEEPEST


def test_positions_without_a_date_are_counted_and_stand_nowhere() -> None:
    laid = arrange([position("a", "2020-06-20"), position("b", None)], 0, 200, 30)
    assert (len(laid.points), laid.undated) == (1, 1)
    empty = arrange([position("b", None)], 0, 200, 30)
    assert empty.points == ()


def test_points_stand_inside_the_chart_whatever_the_dates() -> None:
    dates = ["[2011..2020-07-09]", "2019", "/2020-06-11", "2020-07-08"]
    laid = arrange([position(day, day) for day in dates], 88, 240, 30)
    for point in laid.points:
        assert 88 <= point.x <= 88 + 240
