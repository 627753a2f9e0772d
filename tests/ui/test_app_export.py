"""Exporting from the window: which entries and how many is said, and what is written is what was chosen."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.filters import Word
from desktop.views.export_dialog import ExportDialog
from tests.db.small import write_dataset
from tests.ui.desk import CONTROL, answering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


def dialog(desk: Desk) -> ExportDialog:
    """Open the dialog with its key."""
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_E, CONTROL)
    return next(each for each in desk.window.findChildren(ExportDialog) if each.isVisible())


def name(sheet: ExportDialog, file: Path) -> None:
    """Write a file's name over the one that is offered."""
    field = sheet.file.edit
    field.selectAll()
    QTest.keyClicks(field, str(file))


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_selection_is_written_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    desk.click_line(VISIT)
    desk.click_line(CALL, CONTROL)
    sheet, file = dialog(desk), tmp_path / "out.csv"
    assert sheet.form.selected.isChecked()
    assert sheet.form.selected.text() == "The selection: 2 entries"
    assert sheet.form.shown.text() == f"Everything shown: {len(desk.marks)} entries"
    assert sheet.summary.text() == f"2 of {len(desk.marks)} entries"
    name(sheet, file)
    desk.click(sheet.export)
    rows = rows_of(file)
    assert [row["id"] for row in rows] == [CALL, VISIT]
    assert rows[0]["title"] == desk.title(CALL)
    assert rows[0]["date"] == "2020-06-08"
    assert desk.sentence() == "2 rows written to out.csv"


def test_what_is_shown_is_written_where_nothing_is_selected(desk: Desk, tmp_path: Path) -> None:
    desk.click(desk.filters().sections[Word.KIND].rows["event"])
    number = len(desk.shown())
    assert 0 < number < len(desk.marks)
    sheet, file = dialog(desk), tmp_path / "shown.csv"
    assert not sheet.form.selected.isVisible()
    assert sheet.summary.text() == f"{number} of {len(desk.marks)} entries"
    name(sheet, file)
    desk.click(sheet.export)
    rows = rows_of(file)
    assert sorted(row["id"] for row in rows) == sorted(desk.shown())
    assert {row["kind"] for row in rows} == {"statement"}
    assert [row["id"] for row in rows] == desk.shown()
    left_out = len(desk.marks) - number
    assert desk.sentence() == f"{number} rows written to shown.csv; {left_out} entries left out by the filters"


def test_everything_shown_can_be_written_beside_a_selection(desk: Desk, tmp_path: Path) -> None:
    desk.click_line(VISIT)
    sheet, file = dialog(desk), tmp_path / "all.csv"
    sheet.form.shown.click()
    name(sheet, file)
    desk.click(sheet.export)
    assert len(rows_of(file)) == len(desk.marks)
    assert desk.selected() == [VISIT]


def test_a_selection_that_the_filter_hides_is_written_as_its_preview_shows_it(desk: Desk, tmp_path: Path) -> None:
    desk.click(desk.filters().sections[Word.KIND].rows["event"])
    desk.run("search")
    QTest.keyClicks(desk.window.search, "qaddafi")
    desk.bot.waitUntil(lambda: desk.session.hits.typed == desk.session.searched != "")
    QTest.keyClick(desk.window.search, Qt.Key.Key_F3)
    desk.idle()
    (hidden,) = desk.selected()
    assert hidden not in desk.shown()
    sheet, file = dialog(desk), tmp_path / "hidden.csv"
    desk.idle()
    assert sheet.summary.text() == f"1 of {len(desk.marks)} entries"
    table = sheet.beginning.table.model()
    shown = [table.index(row, 0).data() for row in range(table.rowCount())]
    name(sheet, file)
    desk.click(sheet.export)
    assert [row["id"] for row in rows_of(file)] == shown == [hidden]
    described = json.loads(file.with_name("hidden.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["urn:x-demarche:filters"] == []
    assert described["urn:x-demarche:selection"] is True


def test_a_row_a_citation_names_article_and_passage(desk: Desk, tmp_path: Path) -> None:
    desk.click_line("turkey-supports-gna")
    sheet, file = dialog(desk), tmp_path / "cited.csv"
    sheet.form.by_citation.click()
    sheet.form.data.click()
    name(sheet, file)
    desk.click(sheet.export)
    assert not file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(file)
    assert {row["id"] for row in rows} == {"turkey-supports-gna"}
    assert len({row["article"] for row in rows}) == 4
    assert all(row["text"] == "digest" and row["passage"] for row in rows)


def test_a_folder_as_the_target_is_told_and_nothing_can_be_written(desk: Desk, tmp_path: Path) -> None:
    sheet = dialog(desk)
    name(sheet, tmp_path)
    assert sheet.note.text() == f"{tmp_path} is a folder."
    assert not sheet.export.isEnabled()
    name(sheet, tmp_path / "missing" / "out.csv")
    assert sheet.note.text() == f"There is no folder {tmp_path / 'missing'}."
    assert not sheet.export.isEnabled()
    name(sheet, tmp_path / "out.csv")
    assert sheet.export.isEnabled()
    sheet.reject()


def test_a_target_that_became_a_folder_is_told_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    sheet, file = dialog(desk), tmp_path / "late.csv"
    name(sheet, file)
    file.mkdir()
    before = sorted(tmp_path.iterdir())
    with answering(desk.bot, "OK") as seen:
        desk.click(sheet.export)
    assert str(file) in seen[0].text or file.name in seen[0].text
    assert "Traceback" not in seen[0].text
    assert sorted(tmp_path.iterdir()) == before
    assert "written" not in desk.sentence()


def test_a_disk_that_fails_midway_leaves_the_old_file_and_no_half_of_the_new(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept.csv"
    file.write_text("what was there before", encoding="utf-8")
    sheet = dialog(desk)
    name(sheet, file)
    assert sheet.note.text() == "The file exists; you will be asked."
    before = sorted(tmp_path.iterdir())

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr("pathlib.Path.replace", full)
    with answering(desk.bot, "Replace"):
        QTest.mouseClick(sheet.export, Qt.MouseButton.LeftButton)
    with answering(desk.bot, "OK") as seen:
        desk.idle()
    assert seen[0].text == f"{file} was not written: the disk is full."
    assert file.read_text(encoding="utf-8") == "what was there before"
    assert sorted(tmp_path.iterdir()) == before


def test_two_exports_in_a_row_are_both_told(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for file in (first, second):
        sheet = dialog_at_once(desk)
        name(sheet, file)
        QTest.mouseClick(sheet.export, Qt.MouseButton.LeftButton)
    desk.idle()
    assert len(rows_of(first)) == len(rows_of(second)) == len(desk.marks)
    total = len(desk.marks)
    assert desk.told[-2:] == [f"{total} rows written to first.csv", f"{total} rows written to second.csv"]


def dialog_at_once(desk: Desk) -> ExportDialog:
    """Open the dialog while a job may still run."""
    desk.window.commands["export"].trigger()
    return next(each for each in desk.window.findChildren(ExportDialog) if each.isVisible())


def test_a_calendar_begins_as_its_preview_says_and_undated_entries_are_told(
    desks: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = desks(dataset=write_dataset(tmp_path / "dataset"))
    assert (len(desk.marks), int(desk.marks.dated.sum())) == (8, 7)
    sheet, file = dialog(desk), tmp_path / "all.ics"
    name(sheet, file)
    desk.idle()
    told = "7 entries. Left out because they have no date: 1 entry."
    assert told in sheet.beginning.text.toPlainText().replace("\n ", "")
    desk.click(sheet.export)
    assert told in file.read_text(encoding="utf-8").replace("\n ", "")
    assert desk.sentence() == "7 rows written to all.ics; 1 entry left out for want of a date"
