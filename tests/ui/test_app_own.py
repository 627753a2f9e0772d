"""Stars, labels, tags and notes by real keys and clicks: shown everywhere, saved at once, undone and redone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from db.labels import Label
from db.own import Sign
from desktop.views.detail.note import NoteField
from desktop.views.detail.note_text import NoteText
from desktop.views.detail.own import LabelButton, StarButton
from desktop.views.detail.tags import TagChip, TagField
from tests.ui.desk import CONTROL, SHIFT, Kind, answering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def kept(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Return what another program finds in the library's file."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        return connection.execute(query).fetchall()


def stars(folder: Path) -> list[object]:
    return [row[0] for row in kept(folder, "SELECT entry_id FROM star ORDER BY 1")]


def page(desk: Desk, kind: type[Kind]) -> Kind:
    """Return the one widget of a kind in the detail panel."""
    (found,) = [each for each in desk._page().findChildren(kind) if each.isVisibleTo(desk.window)]
    return found


def test_a_key_stars_the_selection_and_undo_takes_it_back(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    desk.click_mark(VISIT, CONTROL)
    desk.key(Qt.Key.Key_B, CONTROL)
    assert stars(tmp_path) == [CALL, VISIT]
    assert desk.window.commands["undo"].text() == "Undo star on 2 entries"
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert stars(tmp_path) == []
    assert desk.window.commands["redo"].text() == "Redo star on 2 entries"
    desk.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert stars(tmp_path) == [CALL, VISIT]
    desk.key(Qt.Key.Key_B, CONTROL)
    assert stars(tmp_path) == []


def test_stars_that_were_there_stay_when_a_mixed_selection_is_undone(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    desk.click(page(desk, StarButton))
    desk.click_mark(VISIT, CONTROL)
    desk.key(Qt.Key.Key_B, CONTROL)
    assert stars(tmp_path) == [CALL, VISIT]
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert stars(tmp_path) == [CALL]


def test_a_star_is_seen_on_the_mark_and_in_the_detail(desk: Desk) -> None:
    desk.click_mark(CALL)
    button = page(desk, StarButton)
    assert button.accessibleName() == "Give a star"
    desk.session.clear_selection()
    desk.idle()
    at = desk.stand.at(desk.row(CALL)) + QPoint(6, 5)
    before = desk.window.timeline.grab().toImage().pixelColor(at)
    desk.click_mark(CALL)
    desk.click(page(desk, StarButton))
    assert page(desk, StarButton).accessibleName() == "Remove the star"
    desk.session.clear_selection()
    desk.idle()
    after = desk.window.timeline.grab().toImage().pixelColor(at)
    assert after != before
    assert after.lightness() < 80, "a star in ink"


def test_a_label_is_chosen_from_a_menu_or_by_key(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    button = page(desk, LabelButton)
    desk.click(button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Ochre").trigger()
    menu.close()
    desk.idle()
    assert kept(tmp_path, "SELECT * FROM label") == [(CALL, "ochre")]
    assert desk.session.own.label(desk.row(CALL)) is Label.OCHRE
    desk.key(Qt.Key.Key_4, CONTROL | SHIFT)
    assert kept(tmp_path, "SELECT * FROM label") == [(CALL, "blue")]
    desk.run("label-none")
    assert kept(tmp_path, "SELECT * FROM label") == []
    desk.run("undo")
    desk.run("undo")
    assert kept(tmp_path, "SELECT * FROM label") == [(CALL, "ochre")]


def test_tags_are_typed_offered_and_removed(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    desk.key(Qt.Key.Key_T, CONTROL)
    field = QApplication.focusWidget()
    assert isinstance(field, TagField)
    QTest.keyClicks(field, "to check, Libya")
    desk.key(Qt.Key.Key_Return)
    assert kept(tmp_path, "SELECT name FROM tag ORDER BY 1") == [("Libya",), ("to check",)]
    desk.click_mark(VISIT)
    desk.key(Qt.Key.Key_T, CONTROL)
    field = QApplication.focusWidget()
    assert isinstance(field, TagField)
    QTest.keyClicks(field, "LIB")
    assert field.completer().currentCompletion() == "Libya"
    QTest.keyClicks(field, "YA")
    desk.key(Qt.Key.Key_Return)
    assert kept(tmp_path, "SELECT name FROM tag WHERE entry_id LIKE 'turkish%'") == [("Libya",)]
    (chip,) = desk._page().findChildren(TagChip)
    desk.click(chip)
    assert kept(tmp_path, "SELECT count(*) FROM tag") == [(2,)]
    desk.run("undo")
    assert kept(tmp_path, "SELECT count(*) FROM tag") == [(3,)]


def test_several_entries_get_a_tag_in_one_step(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    desk.click_mark(VISIT, CONTROL)
    desk.session.select(desk.session.selection.rows, current=-1)
    desk.idle()
    desk.key(Qt.Key.Key_T, CONTROL)
    QTest.keyClicks(focused(), "both")
    desk.key(Qt.Key.Key_Return)
    assert kept(tmp_path, "SELECT count(*) FROM tag") == [(2,)]
    desk.run("undo")
    assert kept(tmp_path, "SELECT count(*) FROM tag") == [(0,)]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_note(desk: Desk, text: str) -> NoteField:
    desk.key(Qt.Key.Key_M, CONTROL)
    field = QApplication.focusWidget()
    assert isinstance(field, NoteField)
    QTest.keyClicks(field, text)
    return field


def test_a_note_is_saved_while_it_is_typed_and_shown_as_markdown(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    field = type_note(desk, "Compare **both** with https://example.org/a")
    desk.bot.waitUntil(lambda: kept(tmp_path, "SELECT count(*) FROM note") == [(1,)], timeout=5000)
    assert QApplication.focusWidget() is field
    desk.key(Qt.Key.Key_Escape)
    shown = page(desk, NoteText)
    assert shown.toPlainText() == "Compare both with https://example.org/a"
    assert kept(tmp_path, "SELECT text FROM note") == [("Compare **both** with https://example.org/a",)]
    assert desk.session.own.has(desk.row(CALL), Sign.NOTED)


def test_a_sitting_is_undone_at_once_and_another_by_itself(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    type_note(desk, "one")
    desk.bot.waitUntil(lambda: kept(tmp_path, "SELECT text FROM note") == [("one",)], timeout=5000)
    QTest.keyClicks(focused(), " two")
    desk.key(Qt.Key.Key_Escape)
    type_note(desk, " three")
    desk.key(Qt.Key.Key_Escape)
    desk.idle()
    assert kept(tmp_path, "SELECT text FROM note") == [("one two three",)]
    desk.run("undo")
    assert kept(tmp_path, "SELECT text FROM note") == [("one two",)]
    assert page(desk, NoteText).toPlainText() == "one two"
    desk.run("undo")
    assert kept(tmp_path, "SELECT text FROM note") == []
    desk.run("redo")
    desk.run("redo")
    assert kept(tmp_path, "SELECT text FROM note") == [("one two three",)]
    assert page(desk, NoteText).toPlainText() == "one two three"


def test_choosing_another_entry_keeps_what_was_typed(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    type_note(desk, "half a")
    desk.click_mark(VISIT)
    desk.idle()
    assert kept(tmp_path, "SELECT entry_id, text FROM note") == [(CALL, "half a")]
    desk.click_mark(CALL)
    assert page(desk, NoteText).toPlainText() == "half a"


def test_closing_the_window_saves_what_was_just_typed_and_done(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desk = desks()
    desk.click_mark(CALL)
    type_note(desk, "last words")
    desk.window.commands["star"].trigger()
    QTest.keyClicks(focused(), "!")
    desk.close()
    assert kept(tmp_path, "SELECT text FROM note") == [("last words!",)]
    assert stars(tmp_path) == [CALL]


def test_notes_and_tags_are_found_by_the_search(desk: Desk) -> None:
    desk.click_mark(CALL)
    type_note(desk, "Ask the desk of ").insertPlainText("Zürich about it")
    desk.key(Qt.Key.Key_Escape)
    desk.run("search")
    QTest.keyClicks(focused(), "zurich")
    desk.idle()
    desk.bot.waitUntil(lambda: len(desk.session.hits) == 1, timeout=5000)
    assert desk.session.found is not None
    (entry,) = desk.session.found.entries
    (span,) = entry.passage.spans
    assert entry.passage.text[slice(*span)] == "Zürich"


def test_a_search_follows_what_is_written_meanwhile(desk: Desk) -> None:
    desk.run("search")
    QTest.keyClicks(focused(), "zebra")
    desk.idle()
    desk.bot.waitUntil(lambda: desk.session.found is not None and desk.session.found.ranked, timeout=5000)
    assert not len(desk.session.hits)
    desk.session.select([desk.row(CALL)])
    desk.idle()
    desk.run("tags")
    QTest.keyClicks(focused(), "zebra")
    desk.key(Qt.Key.Key_Return)
    assert desk.session.hits.rows.tolist() == [desk.row(CALL)]
    desk.run("undo")
    assert not len(desk.session.hits)


def test_a_filter_by_what_is_the_users_own_follows_undo(desk: Desk) -> None:
    from db.filters import Filter, Word

    desk.click_mark(CALL)
    desk.key(Qt.Key.Key_B, CONTROL)
    desk.session.filter_requested.emit(Filter().with_term(Word.STARRED, ("yes",)))
    desk.idle()
    assert desk.shown() == [CALL]
    desk.run("undo")
    assert desk.shown() == []
    desk.run("redo")
    assert desk.shown() == [CALL]


def test_a_second_window_only_reads(desks: Callable[..., Desk], tmp_path: Path) -> None:
    first = desks()
    first.click_mark(CALL)
    first.key(Qt.Key.Key_B, CONTROL)
    second = desks()
    assert second.session.library is not None
    assert second.session.library.read_only
    second.session.select([second.row(CALL)])
    second.idle()
    assert second.session.own.has(second.row(CALL), Sign.STARRED)
    button = page(second, StarButton)
    assert not button.isEnabled()
    assert not any(second.window.commands[name].isEnabled() for name in ("star", "note", "tags", "label-blue"))
    assert "Read-only here" in second.detail()


def test_what_cannot_be_written_leaves_no_step_and_one_sentence(desk: Desk, tmp_path: Path) -> None:
    failures: list[str] = []
    desk.session.write_failed.disconnect()
    desk.session.write_failed.connect(failures.append)
    desk.click_mark(CALL)
    desk.key(Qt.Key.Key_B, CONTROL)
    with closing(sqlite3.connect(tmp_path / "library.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.window.commands["label-blue"].trigger()
        desk.window.commands["star"].trigger()
        desk.idle()
        desk.run("undo")
        other.execute("ROLLBACK")
    assert len(failures) == 3
    assert all("try again" in sentence for sentence in failures)
    assert stars(tmp_path) == [CALL]
    assert desk.session.undo_stack.count() == 1
    assert desk.window.commands["undo"].text() == "Undo star on 1 entry"
    desk.run("undo")
    assert stars(tmp_path) == []


def test_what_cannot_be_saved_while_the_window_closes_is_shown(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desk = desks()
    desk.click_mark(CALL)
    with closing(sqlite3.connect(tmp_path / "library.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        type_note(desk, "nowhere to go")
        with answering(desk.bot, "Close", within=20_000) as seen:
            desk.close()
        other.execute("ROLLBACK")
    assert "try again" in seen[0].text
    assert seen[0].details.endswith("nowhere to go")


def test_a_link_in_a_note_is_shown_before_it_is_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    desk.click_mark(CALL)
    type_note(desk, "https://example.org/a and file:///etc/passwd")
    desk.key(Qt.Key.Key_Escape)
    shown = page(desk, NoteText)
    at = QPoint(20, 8)
    assert shown.anchorAt(at) == "https://example.org/a"
    assert shown.anchorAt(QPoint(230, 8)) == ""
    for button in ("Cancel", "Open"):
        with answering(desk.bot, button) as seen:
            QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        assert seen[0].more == "https://example.org/a"
    assert [url.toString() for url in opened] == ["https://example.org/a"]


def test_a_long_note_is_typed_and_kept_whole(desk: Desk, tmp_path: Path) -> None:
    desk.click_mark(CALL)
    text = "\n".join(f"Line {number} of *many* — Çok uzun" for number in range(3000))
    type_note(desk, "").setPlainText(text)
    desk.key(Qt.Key.Key_Escape)
    desk.idle()
    assert kept(tmp_path, "SELECT text FROM note") == [(text,)]
