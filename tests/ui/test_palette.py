"""The command palette, by keyboard and mouse, over the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.commands import COMMANDS
from desktop.views.palette import Palette
from tests.ui.desk import CONTROL, SHIFT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"


def palette(desk: Desk) -> Palette:
    found = desk.window.findChild(Palette)
    assert isinstance(found, Palette)
    return found


def opened(desk: Desk, typed: str = "") -> Palette:
    desk.window.timeline.setFocus()
    QTest.keyClick(desk.window.timeline, Qt.Key.Key_P, CONTROL | SHIFT)
    assert palette(desk).isVisible()
    assert QApplication.focusWidget() is palette(desk).field
    QTest.keyClicks(palette(desk).field, typed)
    return palette(desk)


def listed(desk: Desk) -> list[str]:
    model = palette(desk).model
    return [str(model.index(at).data()) for at in range(model.rowCount())]


def test_all_commands_are_listed_before_anything_is_typed(desk: Desk) -> None:
    opened(desk)
    assert listed(desk) == [each.text for each in COMMANDS if each.id != "palette"]


def test_a_few_letters_and_enter_run_a_command_and_the_focus_returns(desk: Desk) -> None:
    opened(desk, "relations")
    assert listed(desk)[0] == "Relations of everything in view"
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Return)
    desk.idle()
    assert not palette(desk).isVisible()
    assert desk.window.commands["relations"].isChecked()
    assert QApplication.focusWidget() is desk.window.timeline


def test_what_was_run_last_stands_first_and_still_does_at_the_next_start(desks: Callable[..., Desk]) -> None:
    first = desks()
    for typed in ("relations", "fit everything"):
        opened(first, typed)
        QTest.keyClick(palette(first).field, Qt.Key.Key_Return)
        first.idle()
    opened(first)
    assert listed(first)[:2] == ["Fit everything", "Relations of everything in view"]
    first.close()
    again = desks()
    opened(again)
    assert listed(again)[:2] == ["Fit everything", "Relations of everything in view"]


def test_a_command_is_found_by_other_words_for_it(desk: Desk) -> None:
    opened(desk, "export")
    first = listed(desk)[:3]
    assert first[0] == "Export…"
    assert set(first[1:]) == {"Picture of the timeline…", "Copy entries as CSV"}


def test_arrows_move_the_choice_and_go_round(desk: Desk) -> None:
    opened(desk, "panel")
    chosen = palette(desk).list
    last = len(listed(desk)) - 1
    assert last > 0
    assert chosen.currentIndex().row() == 0
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Up)
    assert chosen.currentIndex().row() == last
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Down)
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Down)
    assert chosen.currentIndex().row() == 1
    said = palette(desk).field.accessibleDescription()
    assert listed(desk)[1] in said


def test_keys_and_reasons_are_told_for_what_cannot_be_run(desk: Desk) -> None:
    opened(desk, "show in the article")
    model = palette(desk).model
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Show in the article, Entry, Select one entry first"
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Return)
    assert palette(desk).isVisible()
    assert "Select one entry first" in desk.told[-1]
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Escape)
    assert not palette(desk).isVisible()
    desk.click_mark(CALL)
    opened(desk, "show in the article")
    said = palette(desk).model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Show in the article, Entry, Ctrl+Return"


def test_a_click_chooses(desk: Desk) -> None:
    opened(desk, "zoom in")
    before = desk.stand.length
    view = palette(desk).list
    desk.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
    assert desk.stand.length < before


def test_an_actor_an_article_and_a_lane_are_gone_to(desk: Desk) -> None:
    opened(desk, "cavusoglu")
    assert "Çavuşoğlu" in listed(desk)[0]
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Return)
    desk.idle()
    assert any("Çavuşoğlu" in chip for chip in desk.chips())
    desk.run("clear-filter")
    opened(desk, "bloomberg")
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Return)
    desk.idle()
    reader = desk.session.reader
    assert reader is not None
    assert reader.article.slug == "bloomberg-2020-06-11"
    index = desk.session.index
    assert index is not None
    lane = next(n for n in reversed(range(len(index.grouping.keys))) if index.span(n)[0] < index.span(n)[1])
    desk.run("fit-focus")
    opened(desk, f"lane {index.grouping.names[lane]}")
    before = desk.stand.span
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Return)
    desk.idle()
    assert desk.stand.span != before


def test_letters_that_nothing_has_say_so(desk: Desk) -> None:
    opened(desk, "zzqqxx")
    assert listed(desk) == []
    assert palette(desk).nothing.isVisible()
    QTest.keyClick(palette(desk).field, Qt.Key.Key_Return)
    assert palette(desk).isVisible()


def test_its_key_closes_it_again_and_so_does_a_click_elsewhere(desk: Desk) -> None:
    opened(desk)
    QTest.keyClick(palette(desk).field, Qt.Key.Key_P, CONTROL | SHIFT)
    assert not palette(desk).isVisible()
    opened(desk)
    desk.window.chronology.table.setFocus()
    assert not palette(desk).isVisible()
    assert QApplication.focusWidget() is desk.window.chronology.table


@pytest.mark.parametrize("size", [(1280, 800), (760, 500)])
def test_it_stays_inside_the_window(desks: Callable[..., Desk], size: tuple[int, int]) -> None:
    desk = desks(size=size)
    opened(desk)
    assert desk.window.rect().contains(palette(desk).geometry())
    desk.window.resize(700, 480)
    desk.idle()
    assert desk.window.rect().contains(palette(desk).geometry())
