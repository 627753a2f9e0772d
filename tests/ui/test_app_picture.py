"""Ctrl+Shift+E: the dialog for a picture of the timeline, and the file that it leads to."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from db.filters import Word
from desktop.views.picture_dialog import PictureDialog
from tests.ui.desk import CONTROL, SHIFT, answering

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.desk import Desk


def dialog(desk: Desk) -> PictureDialog:
    """Open the dialog with its keys."""
    desk.window.timeline.setFocus()
    desk.key(Qt.Key.Key_E, CONTROL | SHIFT)
    return next(each for each in desk.window.findChildren(PictureDialog) if each.isVisible())


def name(sheet: PictureDialog, file: Path) -> None:
    sheet.file.edit.selectAll()
    QTest.keyClicks(sheet.file.edit, str(file))


def number_before(words: str, told: str) -> int:
    return int(told.split(words, maxsplit=1)[0].rsplit(maxsplit=1)[-1])


def number_after(words: str, told: str) -> int:
    return int(told.split(words)[1].split(maxsplit=1)[0])


def in_view(desk: Desk) -> int:
    """Count the entries whose days meet the span in view, in whatever lane."""
    start, end = desk.session.span
    marks = desk.marks
    return int((marks.dated & (marks.earliest < end) & (marks.latest > start)).sum())


def test_the_window_is_drawn_as_it_stands(desk: Desk, tmp_path: Path) -> None:
    sheet, file = dialog(desk), tmp_path / "now.png"
    assert sheet.window_view.text().startswith("What the window shows: 1 June to ")
    assert sheet.scale.lineEdit().width() > 40, "the number can be read"
    name(sheet, file)
    sheet.scale.setValue(1)
    desk.click(sheet.draw)
    image = QImage(str(file))
    timeline = desk.window.timeline
    assert (image.width(), image.height()) == (timeline.width(), timeline.height())
    told = image.text("Description")
    assert "In view: 1 June" in told
    drawn = number_before(" entries.", told)
    outside = number_after("Outside of what is drawn: ", told)
    assert drawn + outside == len(desk.marks)
    assert 0 < drawn <= in_view(desk) < len(desk.marks)
    assert desk.sentence() == f"Picture drawn: now.png; {outside} entries outside of what is drawn"


def test_everything_shown_goes_over_several_pages(desk: Desk, tmp_path: Path) -> None:
    desk.click(desk.filters().sections[Word.KIND].rows["event"])
    sheet, file = dialog(desk), tmp_path / "all.pdf"
    assert not sheet.across.isEnabled()
    sheet.whole.click()
    assert sheet.whole.text() == f"Everything shown, all lanes: {len(desk.shown())} entries"
    sheet.across.setValue(4)
    name(sheet, file)
    assert sheet.form == "pdf"
    assert not sheet.scale.isEnabled()
    desk.click(sheet.draw)
    reader = PdfReader(file)
    assert len(reader.pages) >= 4
    assert reader.metadata is not None
    assert "Filters: --not-kind event." in str(reader.metadata.title)
    left_out = f"{len(desk.marks) - len(desk.shown())} entries left out by the filters"
    assert desk.sentence().startswith(f"Picture drawn: all.pdf ({len(reader.pages)} pages); {left_out}")


def test_colours_for_paper_and_what_was_chosen_last(desk: Desk, tmp_path: Path) -> None:
    desk.app.appearance.force("dark")
    sheet, file = dialog(desk), tmp_path / "paper.svg"
    sheet.light.click()
    name(sheet, file)
    desk.click(sheet.draw)
    assert ET.parse(file).getroot().tag.endswith("svg")  # noqa: S314 - written a moment ago by the application
    assert b"#fbfaf7" in file.read_bytes()
    desk.run("picture")
    again = next(each for each in desk.window.findChildren(PictureDialog) if each.isVisible())
    assert again.forms["svg"].isChecked()
    assert again.light.isChecked()
    assert again.file.path.parent == tmp_path
    again.forms["pdf"].click()
    assert again.file.path.suffix == ".pdf"
    again.reject()


def test_a_picture_that_would_be_too_large_is_told_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    sheet, file = dialog(desk), tmp_path / "huge.png"
    sheet.whole.click()
    sheet.across.setValue(400)
    name(sheet, file)
    with answering(desk.bot, "OK") as seen:
        desk.click(sheet.draw)
    assert "more than fit in memory" in seen[0].text
    assert not file.exists()


def test_a_file_that_exists_is_asked_about_and_kept_where_the_disk_fails(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, file = dialog(desk), tmp_path / "kept.png"
    file.write_text("mine", encoding="utf-8")
    name(sheet, file)
    assert sheet.note.text() == "The file exists; you will be asked."

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with answering(desk.bot, "Replace"):
        QTest.mouseClick(sheet.draw, Qt.MouseButton.LeftButton)
    with answering(desk.bot, "OK") as seen:
        desk.idle()
    assert seen[0].text == f"{file} was not written: the disk is full."
    assert file.read_text(encoding="utf-8") == "mine"


def test_places_that_take_no_file_are_named(desk: Desk, tmp_path: Path) -> None:
    sheet = dialog(desk)
    name(sheet, tmp_path)
    assert sheet.note.text() == f"{tmp_path} is a folder."
    assert not sheet.draw.isEnabled()
    name(sheet, tmp_path / "nowhere" / "out.png")
    assert sheet.note.text() == f"There is no folder {tmp_path / 'nowhere'}."
    sheet.file.edit.clear()
    assert sheet.note.text() == "Name a file to write to."
    sheet.reject()
