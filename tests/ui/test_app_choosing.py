"""One selection for timeline and chronology, by mouse and keys; sorting, copying, and back and forward."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from db.dates import date_of, minutes_of
from desktop.views.chronology.kept import Columns
from desktop.views.chronology.texts import Field
from tests.ui.desk import ALT, CONTROL, LEFT, NO_KEYS, SHIFT

if TYPE_CHECKING:
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def sort_by(desk: Desk, field: Field) -> None:
    header = desk.window.chronology.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(field) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, NO_KEYS, at)
    desk.idle()


def column(desk: Desk, field: Field) -> list[str]:
    """Return a column's texts once the database has told them all."""
    entries = desk.window.chronology.table.entries
    cells = [entries.index(place, field) for place in range(entries.rowCount())]

    def told() -> bool:
        return all(cell.data() is not None for cell in cells) and any(cell.data() for cell in cells)

    for cell in cells:
        cell.data()
    desk.bot.waitUntil(told, timeout=5000)
    desk.idle()
    return [str(cell.data()) for cell in cells]


def go_to(desk: Desk, words: str) -> None:
    desk.key(Qt.Key.Key_G, CONTROL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, words)
    desk.key(Qt.Key.Key_Return)


def test_a_line_of_the_chronology_selects_its_mark_and_brings_its_detail(desk: Desk) -> None:
    desk.click_line(VISIT)
    assert desk.selected() == [VISIT]
    assert desk.title(VISIT) in desk.detail()
    ground = desk.app.appearance.theme["select"]
    at = desk.stand.at(desk.row(VISIT))
    picture = desk.window.timeline.grab().toImage()
    assert any(picture.pixelColor(at + QPoint(x, 6)) == ground for x in range(40))


def test_a_mark_selects_its_line_and_brings_it_into_view(desk: Desk) -> None:
    table = desk.window.chronology.table
    table.verticalScrollBar().setValue(0)
    desk.click_mark(VISIT)
    assert desk.table_selected() == [VISIT]
    place = table.entries.place_of(desk.row(VISIT))
    assert table.viewport().rect().contains(table.visualRect(table.entries.index(place, Field.ENTRY)))


def test_control_and_shift_choose_several_lines(desk: Desk) -> None:
    desk.click_line(CALL)
    desk.click_line(VISIT, CONTROL)
    assert sorted(desk.selected()) == sorted([CALL, VISIT])
    assert "2 selected" in desk.counts()
    assert "2 entries selected" in desk.detail()
    desk.click_line(CALL)
    desk.click_line(VISIT, SHIFT)
    places = desk.window.chronology.table.entries
    between = places.place_of(desk.row(VISIT)) - places.place_of(desk.row(CALL)) + 1
    assert len(desk.selected()) == between > 2


def test_control_click_on_marks_adds_and_takes_away(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.click_mark(VISIT, CONTROL)
    assert sorted(desk.table_selected()) == sorted([CALL, VISIT])
    desk.click_mark(VISIT, CONTROL)
    assert desk.table_selected() == [CALL]


@pytest.mark.parametrize("field", [field for field in Field if field is not Field.OWN])
def test_every_column_sorts_both_ways_and_keeps_the_selection(desk: Desk, field: Field) -> None:
    desk.window.chronology.table.set_columns(Columns(shown=frozenset(Field)))
    desk.click_line(VISIT)
    before = sorted(desk.table_titles())
    sort_by(desk, field)
    once = column(desk, field)
    sort_by(desk, field)
    twice = column(desk, field)
    assert sorted(desk.table_titles()) == before
    assert desk.table_selected() == [VISIT]
    if field is Field.DATE:
        # It is sorted by date at first, so the first click has turned it round.
        rows = desk.window.chronology.table.entries.rows.tolist()
        assert rows == sorted(rows)
    assert once != twice
    if field is Field.SOURCES:
        assert [int(text) for text in once] == sorted((int(text) for text in once), reverse=True)
        assert [int(text) for text in twice] == sorted(int(text) for text in twice)
    elif field is not Field.DATE:
        firsts = [text[:1].casefold() for text in once if text[:1].isascii() and text[:1].isalpha()]
        assert firsts == sorted(firsts)
        assert [text[:1].casefold() for text in twice if text[:1].isascii() and text[:1].isalpha()] == sorted(
            firsts, reverse=True
        )


def test_everything_shown_is_selected_by_a_key_and_nothing_by_another(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_A, CONTROL)
    assert len(desk.selected()) == len(desk.marks)
    assert len(desk.table_selected()) == len(desk.marks)
    desk.key(Qt.Key.Key_Escape)
    assert desk.selected() == []
    desk.window.chronology.table.setFocus()
    desk.key(Qt.Key.Key_A, CONTROL)
    assert len(desk.selected()) == len(desk.marks)
    desk.key(Qt.Key.Key_Escape)
    assert desk.selected() == []
    assert desk.table_selected() == []


@pytest.mark.parametrize("place", ["timeline", "chronology"])
def test_copying_puts_a_line_an_entry_on_the_clipboard(desk: Desk, place: str) -> None:
    desk.click_line(CALL)
    desk.click_line("cavusoglu-us-protect-alliance", CONTROL)
    focus = desk.window.timeline if place == "timeline" else desk.window.chronology.table
    focus.setFocus()
    desk.key(Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].split("\t")[:2] == ["Monday 8 June 2020", desk.title(CALL)]
    assert lines[1].split("\t")[:4] == [
        "Thursday 11 June 2020",
        desk.title("cavusoglu-us-protect-alliance"),
        "Çavuşoğlu for Turkey → United States",
        "NTV interview",
    ]
    assert desk.sentence() == "2 entries copied"


def test_copying_in_the_article_takes_the_passage_with_its_reference(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    desk.article().text.setFocus()
    desk.key(Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    entry, article = desk.session.entry, desk.article().article
    assert entry is not None
    assert article is not None
    assert entry.citations[0].digest[0].words in copied
    assert article.publisher in copied
    assert article.headline in copied


def test_copying_in_the_article_prefers_the_words_that_were_dragged_over(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-protect-alliance")
    text = desk.article().text
    text.setFocus()
    start = text.cursorRect(text.cursorForPosition(QPoint(60, 40))).center()
    QTest.mousePress(text.viewport(), LEFT, NO_KEYS, start)
    QTest.mouseMove(text.viewport(), start + QPoint(150, 0))
    QTest.mouseRelease(text.viewport(), LEFT, NO_KEYS, start + QPoint(150, 0))
    words = text.textCursor().selectedText()
    assert len(words) > 5
    desk.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().startswith(("“" + words, words, "‘" + words, '"' + words))
    assert desk.selected() == ["cavusoglu-us-protect-alliance"]


def test_back_and_forward_return_to_views_and_selections(desk: Desk) -> None:
    desk.click_mark(CALL)
    first = desk.session.span
    desk.bot.wait(50)
    desk.click_mark(VISIT)
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_Home)
    whole = desk.session.span
    assert whole[0] < first[0]
    desk.key(Qt.Key.Key_Left, ALT)
    assert desk.session.span[0] > whole[0]
    assert desk.selected() == [VISIT]
    for _ in range(3):
        if desk.selected() == [CALL]:
            break
        desk.key(Qt.Key.Key_Left, ALT)
    assert desk.selected() == [CALL]
    assert desk.title(CALL) in desk.detail()
    assert desk.session.span == pytest.approx(first)
    for _ in range(4):
        desk.key(Qt.Key.Key_Right, ALT)
    assert desk.session.span == pytest.approx(whole)
    assert desk.selected() == [VISIT]


def test_going_to_a_date_centres_it(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    go_to(desk, "8 July")
    start, end = desk.session.span
    assert date_of(int((start + end) / 2)).isoformat() == "2020-07-08"
    go_to(desk, "April 2019")
    start, end = desk.session.span
    assert start <= minutes_of(date(2019, 4, 1)) < minutes_of(date(2019, 5, 1)) <= end
    assert end - start < 60 * 1440
    assert desk.window.timeline.hasFocus()


def test_the_selection_is_centred_then_fitted_and_everything_fits(desk: Desk) -> None:
    desk.click_line("gaddafi-toppled-2011")
    desk.window.timeline.setFocus()
    length = desk.session.span[1] - desk.session.span[0]
    desk.key(Qt.Key.Key_F)
    start, end = desk.session.span
    assert end - start == pytest.approx(length)
    row = desk.row("gaddafi-toppled-2011")
    assert start < desk.marks.place[row] < end
    desk.key(Qt.Key.Key_F)
    assert desk.session.span != (start, end)
    desk.key(Qt.Key.Key_Home)
    start, end = desk.session.span
    assert all(start <= place < end for place in desk.marks.place)


def test_the_fit_leaves_room_for_what_is_drawn_at_its_ends(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_F, SHIFT)
    display = desk.window.timeline.stage.canvas.display
    assert display is not None
    assert display.clusters
    assert max(cluster.x1 for cluster in display.clusters) <= desk.window.timeline.stage.canvas.plot_width(
        desk.window.timeline.width()
    )


def test_single_keys_are_letters_while_a_text_field_has_the_focus(desk: Desk) -> None:
    desk.click_mark(CALL)
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_G, CONTROL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    before = desk.session.span
    QTest.keyClicks(field, "wasdf+-?.,[]")
    desk.idle()
    assert field.text() == "wasdf+-?.,[]"
    assert desk.session.span == before
    desk.key(Qt.Key.Key_Home)
    assert field.cursorPosition() == 0
    desk.key(Qt.Key.Key_A, CONTROL)
    assert field.selectedText() == "wasdf+-?.,[]"
    assert desk.selected() == [CALL]
    desk.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "wasdf+-?.,[]"
    assert desk.session.span == before
    desk.key(Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert desk.selected() == [CALL]


def test_a_pointer_in_table_or_article_lights_the_mark(desk: Desk) -> None:
    at = desk.line(CALL)
    desk.stand.move(desk.window.chronology.table.viewport(), at)
    assert desk.session.hovered == desk.row(CALL)
    desk.click_line("cavusoglu-un-process")
    desk.stand.move(desk.article().text.viewport(), desk.passage_of("cavusoglu-un-process"))
    assert desk.session.hovered == desk.row("cavusoglu-un-process")


def test_lanes_are_laid_out_by_another_value(desk: Desk) -> None:
    desk.click_mark(CALL)
    for grouping in desk.marks.groupings:
        desk.session.grouping_requested.emit(grouping)
        desk.idle()
        index = desk.session.index
        assert index is not None
        assert index.grouping is desk.marks.groupings[grouping]
        assert desk.selected() == [CALL]
        picture = desk.window.timeline.grab().toImage()
        assert len({picture.pixelColor(x, 60).rgb() for x in range(0, picture.width(), 3)}) > 1
