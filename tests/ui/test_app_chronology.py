"""What stands at the top of the chronology when filters hide entries and headers are clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.filters import Word
from db.own import Sign
from desktop.views.chronology.texts import Field
from tests.ui.desk import CONTROL, LEFT, NO_KEYS
from tests.ui.test_app_filters import in_view, opened

if TYPE_CHECKING:
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def in_sight(desk: Desk) -> list[int]:
    """Return the rows of the marks that the table shows whole, from its top; headings are left out."""
    table = desk.window.chronology.table
    whole = range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1)
    return [row for place in whole if (row := table.entries.row_at(place)) >= 0]


def only(desk: Desk, word: Word, value: str) -> None:
    row = in_view(desk, opened(desk, word)[value])
    row.setFocus()
    desk.key(Qt.Key.Key_Return)


def sort_by(desk: Desk, field: Field) -> None:
    header = desk.window.chronology.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(field) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, NO_KEYS, at)
    desk.idle()


def test_the_next_entry_takes_the_place_of_one_that_a_filter_hides(desk: Desk) -> None:
    top = in_sight(desk)[0]
    only(desk, Word.SIDE, "turkey")
    passing = desk.session.shown.mask.nonzero()[0]
    assert not desk.session.shown.mask[top]
    later = [int(row) for row in passing if row > top]
    assert len(later) > len(in_sight(desk)) > 3
    assert in_sight(desk)[:4] == later[:4]


def test_a_filter_that_leaves_only_what_came_before_shows_its_end(desk: Desk) -> None:
    desk.click_line(desk.marks.ids[len(desk.marks) - 1])
    only(desk, Word.TYPE, "ASSAULT")
    assert in_sight(desk)[-1] == desk.session.shown.mask.nonzero()[0][-1]


def test_closing_the_groups_leaves_the_one_at_the_top_there(desk: Desk) -> None:
    desk.run("gather-day")
    table = desk.window.chronology.table
    table.verticalScrollBar().setValue(900)
    top = table.entries.heading(table.rowAt(0))
    desk.run("groups-close")
    assert table.rowAt(0) > 0
    assert table.entries.heading(table.rowAt(0)) == top
    desk.run("groups-open")
    assert table.entries.heading(table.rowAt(0)) == top


def test_a_click_on_a_header_shows_the_top_of_the_new_order(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.click_mark(VISIT, CONTROL)
    desk.key(Qt.Key.Key_B, CONTROL)
    desk.session.clear_selection()
    table = desk.window.chronology.table
    table.scrollToBottom()
    sort_by(desk, Field.OWN)
    assert [desk.session.own.has(row, Sign.STARRED) for row in in_sight(desk)[:3]] == [True, True, False]
    table.scrollToBottom()
    sort_by(desk, Field.ENTRY)
    assert table.rowAt(0) == 0
    # A row that is selected and in sight stays there.
    desk.click_line(VISIT)
    sort_by(desk, Field.SOURCES)
    assert desk.row(VISIT) in in_sight(desk)
    # One that was out of sight does not lead away from the top.
    table.scrollToTop()
    assert desk.row(VISIT) not in in_sight(desk)
    sort_by(desk, Field.TYPE)
    assert table.rowAt(0) == 0


def test_a_filter_after_a_click_on_a_header_leaves_the_place_alone(desk: Desk) -> None:
    sort_by(desk, Field.ENTRY)
    table = desk.window.chronology.table
    table.verticalScrollBar().setValue(600)
    top = in_sight(desk)[0]
    only(desk, Word.KIND, "event" if desk.marks.kind[top] == 0 else "statement")
    assert in_sight(desk)[0] == top
