"""The chronology gathered by day and article, its columns chosen and kept, and what is copied from it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.filters import Filter, Word
from db.folding import fold
from desktop.timeline.ordering import Gathered
from desktop.views.chronology.columns_dialog import ColumnsDialog
from desktop.views.chronology.kept import Columns, Kept, from_text
from desktop.views.chronology.texts import SHOWN, Field
from tests.ui.desk import CONTROL, LEFT, SHIFT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.views.chronology.model import Chronology
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def table(desk: Desk) -> Chronology:
    return desk.window.chronology.table.entries


def headings(desk: Desk) -> list[str]:
    entries = table(desk)
    return [entries.heading(place) for place in range(entries.rowCount()) if entries.is_heading(place)]


def heading_of(desk: Desk, text: str) -> int:
    entries = table(desk)
    return next(
        place
        for place in range(entries.rowCount())
        if entries.is_heading(place) and entries.heading(place).startswith(text)
    )


def click_heading(desk: Desk, text: str) -> None:
    view = desk.window.chronology.table
    index = view.entries.index(heading_of(desk, text), 0)
    view.scrollTo(index)
    desk.click(view.viewport(), view.visualRect(index).center())


def test_by_day_every_day_has_its_heading_with_its_number(desk: Desk) -> None:
    assert not desk.window.commands["groups-close"].isEnabled()
    desk.run("gather-day")
    assert desk.window.commands["groups-close"].isEnabled()
    said = headings(desk)
    assert "Monday 8 June 2020  ·  " in " ".join(said)
    assert sum(int(text.rpartition("·  ")[2].split()[0]) for text in said) == len(desk.marks)
    assert len(set(said)) == len(said)


def test_by_article_what_two_report_stands_with_both(desk: Desk) -> None:
    desk.run("gather-article")
    lanes = desk.marks.groupings["article"].lanes
    assert len(headings(desk)) == 5
    assert len(table(desk).rows) == len(lanes.members) > len(desk.marks)
    row = desk.row(CALL)
    assert len(table(desk).places_of(table(desk).rows[table(desk).rows == row][:1])) == len(lanes[row]) > 1
    # Chosen in one place, it is chosen in all.
    desk.click_line(CALL)
    assert set(desk.selected()) == {CALL}
    places = {index.row() for index in desk.window.chronology.table.selectionModel().selectedRows()}
    assert len(places) == len(lanes[row])


def test_a_group_is_closed_and_opened_by_mouse_and_keys(desk: Desk) -> None:
    desk.run("gather-day")
    before = table(desk).rowCount()
    desk.click_line(CALL)
    click_heading(desk, "Monday 8 June")
    closed = table(desk).rowCount()
    assert closed < before
    assert table(desk).place_of(desk.row(CALL)) == -1
    # What is chosen stays chosen, though its line is not there.
    assert desk.selected() == [CALL]
    view = desk.window.chronology.table
    view.setFocus()
    assert table(desk).is_heading(view.currentIndex().row())
    desk.key(Qt.Key.Key_Right)
    assert table(desk).rowCount() == before
    desk.key(Qt.Key.Key_Space)
    assert table(desk).rowCount() == closed
    desk.run("groups-close")
    assert table(desk).rowCount() == len(headings(desk))
    desk.session.reveal_requested.emit(desk.row(CALL))
    assert table(desk).place_of(desk.row(CALL)) >= 0
    desk.run("groups-open")
    assert table(desk).rowCount() == before


def test_arrows_pass_headings_and_left_leads_to_one(desk: Desk) -> None:
    desk.run("gather-day")
    desk.click_line(CALL)
    view = desk.window.chronology.table
    view.setFocus()
    desk.key(Qt.Key.Key_Left)
    assert table(desk).heading(view.currentIndex().row()).startswith("Monday 8 June")
    assert table(desk).is_closed(view.currentIndex().row())
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    assert len(desk.selected()) == 1
    assert desk.selected() != [CALL]


def test_filter_and_order_hold_in_groups(desk: Desk) -> None:
    desk.run("gather-article")
    desk.session.filter_requested.emit(Filter().with_term(Word.KIND, ("event",)))
    desk.idle()
    rows = table(desk).rows
    assert set(rows.tolist()) == {int(row) for row in desk.session.shown.mask.nonzero()[0]}
    table(desk).sort(Field.ENTRY)
    desk.idle()
    groups = table(desk).groups
    assert groups is not None
    for group in range(len(groups)):
        titles = [str(desk.marks.titles[int(row)]) for row in rows_of(desk, group)]
        assert titles == sorted(titles, key=fold)
    desk.run("gather-none")
    assert headings(desk) == []
    assert len(table(desk).rows) == desk.session.shown.count


def rows_of(desk: Desk, group: int) -> list[int]:
    groups = table(desk).groups
    assert groups is not None
    return [int(row) for row in table(desk).rows[groups.starts[group] : groups.starts[group + 1]]]


def test_control_click_changes_one_line_of_a_selection_that_the_table_cannot_show(desk: Desk) -> None:
    desk.click_line(CALL)
    desk.run("gather-day")
    click_heading(desk, "Monday 8 June")
    desk.click_line(VISIT, CONTROL)
    assert sorted(desk.selected()) == sorted([CALL, VISIT])
    desk.click_line(VISIT, CONTROL)
    assert desk.selected() == [CALL]


def test_a_heading_says_that_it_is_closed(desk: Desk) -> None:
    desk.run("gather-article")
    desk.run("groups-close")
    index = table(desk).index(0, Field.DATE)
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("entries, closed")
    assert not index.flags() & Qt.ItemFlag.ItemIsSelectable


# Columns


def dialog(desk: Desk) -> ColumnsDialog:
    desk.run("columns")
    return next(each for each in desk.window.findChildren(ColumnsDialog) if each.isVisible())


def names(desk: Desk) -> list[str]:
    """Return the columns from the left as they are seen."""
    header = desk.window.chronology.table.horizontalHeader()
    fields = [header.logicalIndex(place) for place in range(header.count())]
    said = table(desk).texts.names()
    return [said[Field(field)] for field in fields if not header.isSectionHidden(field)]


def test_columns_are_chosen_moved_and_come_back(desks: Callable[..., Desk]) -> None:
    desk = desks()
    shown = dialog(desk)
    listed = {shown.list.item(place).text(): shown.list.item(place) for place in range(shown.list.count())}
    listed["Where or how"].setCheckState(Qt.CheckState.Unchecked)
    listed["Type"].setCheckState(Qt.CheckState.Checked)
    shown.list.setCurrentItem(listed["Sources"])
    for _ in range(4):
        QTest.mouseClick(shown.up, LEFT)
    shown.accept()
    desk.idle()
    expected = ["Date", "Sources", "Entry", "Who → whom", "Article", "Yours", "Type"]
    assert names(desk) == expected
    desk.run("gather-article")
    table(desk).sort(Field.SOURCES, Qt.SortOrder.DescendingOrder)
    desk.idle()
    view = desk.window.chronology.table
    view.setColumnWidth(Field.TYPE, 222)
    assert sum(view.columnWidth(field) for field in Field) == view.viewport().width()
    desk.close()
    again = desks()
    assert names(again) == expected
    assert table(again).wish.gathered is Gathered.ARTICLE
    assert table(again).field is Field.SOURCES
    assert len(headings(again)) == 5
    assert abs(again.window.chronology.table.columnWidth(Field.TYPE) - 222) < 2


def test_the_last_column_cannot_be_taken_away(desk: Desk) -> None:
    shown = dialog(desk)
    for place in range(shown.list.count()):
        shown.list.item(place).setCheckState(Qt.CheckState.Unchecked)
    assert not shown.accept_button.isEnabled()
    shown.reject()
    assert names(desk) == [table(desk).texts.names()[field] for field in SHOWN]


def test_a_header_is_dragged_to_another_place(desk: Desk) -> None:
    view = desk.window.chronology.table
    header = view.horizontalHeader()
    start = QPoint(header.sectionViewportPosition(Field.SOURCES) + 20, 12)
    QTest.mousePress(header.viewport(), LEFT, pos=start)
    for x in (start.x() - 30, 200, 40, 20):
        QTest.mouseMove(header.viewport(), QPoint(x, 12))
        QApplication.processEvents()
    QTest.mouseRelease(header.viewport(), LEFT, pos=QPoint(20, 12))
    assert names(desk)[0] == "Sources"
    desk.click_line(CALL)
    image = view.viewport().grab().toImage()
    y = view.visualRect(view.entries.index(view.entries.place_of(desk.row(CALL)), 0)).center().y() - 6
    assert image.pixelColor(1, y) == desk.app.appearance.theme["ink"]


@pytest.mark.parametrize(
    "kept",
    [
        *("x", "[]", "{}", '{"columns": [["mood", 1, true]], "by": "date", "down": false, "gathered": "none"}'),
        '{"columns": [["date", 1, false]], "by": "date", "down": false, "gathered": "none"}',
        '{"columns": [["date", 1, true], ["date", 1, true]], "by": "date", "down": false, "gathered": "none"}',
        '{"columns": [["date", 1, true]], "by": "mood", "down": false, "gathered": "none"}',
        '{"columns": [["date", 1, true]], "by": "date", "down": 3, "gathered": "none"}',
    ],
)
def test_columns_kept_as_nonsense_stand_as_at_first(kept: str, caplog: pytest.LogCaptureFixture) -> None:
    assert from_text(kept) == Kept()
    assert "unusable" in caplog.text


def test_nonsense_in_the_settings_is_passed_over(desks: Callable[..., Desk], tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("chronology", "nonsense")
    store.sync()
    assert desks().window.chronology.table.columns().order == Columns().order


# Copies


def test_the_selection_is_copied_as_csv_and_as_text(desk: Desk) -> None:
    desk.click_line(CALL)
    desk.click_line(VISIT, CONTROL)
    desk.window.chronology.table.setFocus()
    desk.key(Qt.Key.Key_C, CONTROL | SHIFT)
    copied = QGuiApplication.clipboard().text()
    rows = list(csv.DictReader(copied.splitlines()))
    assert [row["id"] for row in rows] == [CALL, VISIT]
    assert rows[0]["title"] == desk.title(CALL)
    assert desk.sentence() == "2 entries copied"
    desk.key(Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert desk.title(CALL) in lines[0]


def test_nothing_breaks_while_another_order_is_awaited(desk: Desk) -> None:
    desk.run("gather-day")
    desk.window.commands["gather-article"].trigger()
    # The order by article is not known yet; what is painted now are days still.
    desk.window.chronology.table.grab()
    assert len(headings(desk)) > 5
    desk.idle()
    assert len(headings(desk)) == 5
