"""Columns, presets and the beginning of an export, in the dialog on the open library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton

from db.filters import Word
from db.formats import Format
from desktop.export_choices import ExportChoices, PictureChoices, Preset
from desktop.views.export_dialog import ExportDialog
from tests.ui.desk import ALT, answering
from tests.ui.test_app_export import dialog, name, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.desk import Desk

VISIT = "turkish-delegation-tripoli-2020-06-17"


def reopened(desk: Desk) -> ExportDialog:
    """Open the dialog again, by its menu."""
    desk.run("export")
    return next(each for each in desk.window.findChildren(ExportDialog) if each.isVisible())


def header(sheet: ExportDialog) -> list[str]:
    table = sheet.beginning.table
    items = [table.horizontalHeaderItem(column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def only(sheet: ExportDialog, *names: str) -> None:
    """Check these columns and no other, with the keyboard."""
    sheet.columns.none.click()
    columns = sheet.columns.list
    for each in names:
        columns.setCurrentRow(columns.names().index(each))
        QTest.keyClick(columns, Qt.Key.Key_Space)


def typing(text: str) -> None:
    """Answer the question for a name that is about to be asked."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QInputDialog)
        box.setTextValue(text)
        box.accept()

    QTimer.singleShot(100, answer)


def test_the_first_rows_are_shown_as_they_will_be_written(desk: Desk) -> None:
    desk.click_line(VISIT)
    sheet = dialog(desk)
    assert sheet.beginning.pages.currentWidget() is sheet.beginning.table
    assert sheet.beginning.table.rowCount() == 1
    first = sheet.beginning.table.item(0, 0)
    assert first is not None
    assert first.text() == VISIT
    assert header(sheet)[:3] == ["id", "kind", "type"]
    sheet.form.shown.click()
    desk.idle()
    assert sheet.beginning.table.rowCount() == 12
    sheet.form.by_citation.click()
    desk.idle()
    assert "headline" in header(sheet)
    sheet.reject()


def test_columns_are_chosen_and_ordered_by_keys_and_so_written(desk: Desk, tmp_path: Path) -> None:
    sheet, file = dialog(desk), tmp_path / "few.csv"
    only(sheet, "title", "date")
    columns = sheet.columns.list
    columns.setCurrentRow(columns.names().index("date"))
    while columns.names().index("date") > columns.names().index("title"):
        QTest.keyClick(columns, Qt.Key.Key_Up, ALT)
    assert header(sheet) == ["date", "title"]
    name(sheet, file)
    desk.click(sheet.export)
    assert list(rows_of(file)[0]) == ["date", "title"]
    again = reopened(desk)
    assert again.columns.list.chosen() == ("date", "title")
    again.columns.all.click()
    assert len(again.request().columns) == len(again.columns.list.names())
    again.reject()


def test_columns_are_moved_by_dragging(desk: Desk) -> None:
    sheet = dialog(desk)
    columns = sheet.columns.list
    model = columns.model()
    # What a drop within the list does.
    assert model.moveRow(columns.rootIndex(), 2, columns.rootIndex(), 0)
    assert columns.names()[:3] == ["type", "id", "kind"]
    assert header(sheet)[:3] == ["type", "id", "kind"]
    assert sheet.request().columns[:3] == ("type", "id", "kind")
    sheet.reject()


def test_without_a_column_nothing_can_be_written(desk: Desk) -> None:
    sheet = dialog(desk)
    sheet.columns.none.click()
    assert sheet.note.text() == "Check at least one column."
    assert not sheet.export.isEnabled()
    sheet.form.form = Format.MARKDOWN
    desk.idle()
    assert sheet.export.isEnabled()
    sheet.reject()


def test_presets_are_kept_by_name_between_starts_and_deleted(desks: Callable[..., Desk]) -> None:
    desk = desks()
    sheet = dialog(desk)
    only(sheet, "id", "summary")
    typing("  Short   list ")
    sheet.columns.keep.click()
    assert sheet.columns.presets.currentText() == "Short list"
    sheet.columns.all.click()
    assert sheet.columns.presets.currentText() == "As chosen"
    sheet.reject()
    desk.close()

    desk = desks()
    sheet = dialog(desk)
    assert sheet.columns.list.chosen() == tuple(sheet.columns.list.names())
    sheet.columns.presets.setCurrentIndex(1)
    sheet.columns.presets.activated.emit(1)
    assert sheet.columns.list.chosen() == ("id", "summary")
    assert header(sheet) == ["id", "summary"]
    sheet.form.by_citation.click()
    desk.idle()
    assert sheet.columns.presets.count() == 1, "a preset of entries is none of citations"
    sheet.form.by_entry.click()
    desk.idle()
    sheet.columns.presets.activated.emit(1)
    sheet.columns.drop.click()
    assert sheet.columns.presets.count() == 1
    sheet.reject()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (Format.MARKDOWN, "# Diplomacy around a ceasefire"),
        (Format.DOCX, "Diplomacy around a ceasefire"),
        (Format.BIBTEX, "@article{"),
        (Format.ICALENDAR, "BEGIN:VCALENDAR"),
        (Format.JSONLD, "AnnotationCollection"),
    ],
)
def test_a_text_is_shown_as_it_begins_and_tells_of_all(desk: Desk, form: Format, words: str) -> None:
    sheet = dialog(desk)
    sheet.form.form = form
    desk.idle()
    text = sheet.beginning.text.toPlainText()
    assert words in text
    if form is Format.MARKDOWN:
        assert f"row-count: {len(desk.marks)}\n" in text
    assert sheet.beginning.pages.currentWidget() is sheet.beginning.text
    assert not sheet.columns.isEnabled()
    sheet.reject()


def test_the_ending_follows_the_format_and_the_format_the_ending(desk: Desk, tmp_path: Path) -> None:
    sheet = dialog(desk)
    name(sheet, tmp_path / "out.csv")
    sheet.form.form = Format.DOCX
    assert sheet.file.path == tmp_path / "out.docx"
    name(sheet, tmp_path / "out.ics")
    assert sheet.form.form is Format.ICALENDAR
    sheet.form.form = Format.CSL
    assert sheet.file.path == tmp_path / "out.json"
    sheet.form.form = Format.TIMELINEJS
    assert sheet.file.path == tmp_path / "out.json"
    sheet.reject()


def test_what_a_format_has_no_place_for_is_greyed(desk: Desk) -> None:
    form = dialog(desk).form
    assert form.spreadsheet.isEnabled()
    form.form = Format.JSONL
    assert (form.by_citation.isEnabled(), form.spreadsheet.isEnabled(), form.own.isEnabled()) == (True, False, True)
    form.form = Format.MARKDOWN
    assert (form.by_citation.isEnabled(), form.quotations.isEnabled(), form.own.isEnabled()) == (False, True, True)
    form.form = Format.BIBTEX
    assert (form.quotations.isEnabled(), form.own.isEnabled()) == (False, False)


def test_the_whole_library_is_written_in_spite_of_a_filter(desk: Desk, tmp_path: Path) -> None:
    desk.click(desk.filters().sections[Word.KIND].rows["event"])
    sheet, file = dialog(desk), tmp_path / "all.jsonl"
    sheet.form.everything.click()
    assert sheet.summary.text() == f"{len(desk.marks)} of {len(desk.marks)} entries"
    name(sheet, file)
    desk.click(sheet.export)
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(desk.marks)
    assert json.loads((tmp_path / "all.jsonl-metadata.json").read_text(encoding="utf-8"))["filters"] == []


def test_a_file_that_exists_is_asked_about_and_kept_on_cancel(desk: Desk, tmp_path: Path) -> None:
    sheet, file = dialog(desk), tmp_path / "kept.md"
    file.write_text("mine", encoding="utf-8")
    name(sheet, file)
    with answering(desk.bot, "Cancel") as seen:
        desk.click(sheet.export)
    assert seen[0].text == "kept.md exists. Replace it?"
    assert sheet.isVisible()
    assert file.read_text(encoding="utf-8") == "mine"
    with answering(desk.bot, "Replace"):
        desk.click(sheet.export)
    desk.idle()
    assert file.read_text(encoding="utf-8").startswith("---\n")


def test_what_was_chosen_last_is_offered_again_but_never_quotations(desk: Desk, tmp_path: Path) -> None:
    sheet = dialog(desk)
    sheet.form.by_citation.click()
    sheet.form.data.click()
    sheet.form.quotations.click()
    name(sheet, tmp_path / "out.jsonl")
    desk.click(sheet.export)
    again = reopened(desk)
    assert again.form.form is Format.JSONL
    assert again.form.by_citation.isChecked()
    assert again.form.data.isChecked()
    assert not again.form.quotations.isChecked()
    assert again.file.path.parent == tmp_path
    assert again.file.path.suffix == ".jsonl"
    again.reject()


def test_choices_survive_as_text_and_nonsense_is_refused() -> None:
    chosen = ExportChoices(form="ics", citations=True, picture=PictureChoices(form="pdf", across=3))
    chosen = chosen.with_preset(Preset("a", citations=True, columns=("id",)))
    assert ExportChoices.from_text(chosen.as_text()) == chosen
    assert ExportChoices.from_text("") == ExportChoices()
    for nonsense in ("{", "[]", '{"form": 3}', '{"picture": {"form": "gif"}}'):
        with pytest.raises(ValueError, match=r"."):
            ExportChoices.from_text(nonsense)


def test_many_presets_push_the_oldest_out() -> None:
    chosen = ExportChoices()
    for number in range(60):
        chosen = chosen.with_preset(Preset(f"p{number}", citations=False, columns=("id",)))
    assert [preset.name for preset in chosen.presets] == [f"p{number}" for number in range(10, 60)]


def test_settings_that_make_no_sense_are_said_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.window.exporting.kept = "nonsense"
    sheet = dialog(desk)
    assert sheet.form.form is Format.CSV
    assert "unusable" in caplog.text
    sheet.reject()


def test_the_tab_key_leads_through_everything(desk: Desk) -> None:
    sheet = dialog(desk)
    sheet.activateWindow()
    sheet.form.formats.setFocus()
    met = set()
    for _ in range(40):
        met.add(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Tab)
    wanted = {sheet.form.formats, sheet.form.shown, sheet.form.by_entry, sheet.form.spreadsheet, sheet.form.own}
    wanted |= {sheet.columns.presets, sheet.columns.keep, sheet.columns.list, sheet.columns.up, sheet.columns.down}
    wanted |= {sheet.beginning.table, sheet.file.edit, sheet.export}
    assert wanted <= met
    assert all(widget.accessibleName() or widget.text() for widget in sheet.findChildren(QPushButton))
    sheet.reject()
