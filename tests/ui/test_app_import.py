"""Import in the window: the entries are there at once, faults are listed with a way on, and all can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.views.import_dialog import ImportFaultsDialog
from tests.ui.desk import LEFT, answering

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.desk import Desk

HEADER = "id,kind,type,title,summary,date,date_basis,date_reason,participants,status,articles"
ROW = (
    "{id},event,AID,{title},A lamp is sent to Sarraj.,2020-06-09,inferred,It is made up.,turkey (lead),"
    "occurred,bloomberg-2020-06-11"
)


def chosen(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "own.csv"
    chosen(monkeypatch, made)
    return made


def write(file: Path, *rows: str) -> None:
    file.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")


def test_imported_entries_are_shown_found_and_read_at_once(desk: Desk, file: Path) -> None:
    before = len(desk.marks)
    write(file, ROW.format(id="lamp-sent", title="Turkey sends a lamp"))
    desk.run("import")
    assert desk.sentence() == "1 entry imported"
    assert len(desk.marks) == before + 1
    assert "Turkey sends a lamp" in desk.table_titles()
    desk.click_line("lamp-sent")
    assert "Turkey sends a lamp" in desk.detail()
    assert any("Bloomberg" in said for said in desk.detail())
    desk.run("import")
    assert desk.sentence() == "0 entries imported, 1 there already"


def test_faults_are_listed_and_nothing_or_the_rest_is_imported(desk: Desk, file: Path) -> None:
    before = len(desk.marks)
    bad = ROW.format(id="bad-day", title="A bad day").replace("2020-06-09", "some day")
    write(file, ROW.format(id="lamp-sent", title="Turkey sends a lamp"), bad)
    desk.run("import")
    dialog = shown(desk)
    assert dialog.heading.text() == "1 of 2 rows of own.csv are at fault. Nothing was imported."
    model = dialog.table.model()
    assert [model.index(0, column).data() for column in range(2)] == ["3", "date"]
    dialog.copy()
    assert QGuiApplication.clipboard().text().startswith("3: date: ")
    dialog.reject()
    assert len(desk.marks) == before
    desk.run("import")
    again = shown(desk)
    assert again.rest.text() == "Import the other 1"
    QTest.mouseClick(again.rest, LEFT)
    desk.idle()
    assert desk.sentence() == "1 entry imported, 1 faulty row left out"
    assert len(desk.marks) == before + 1


def shown(desk: Desk) -> ImportFaultsDialog:
    QApplication.processEvents()
    return next(each for each in desk.window.findChildren(ImportFaultsDialog) if each.isVisible())


def test_what_is_no_export_is_refused_in_a_sentence(desk: Desk, file: Path) -> None:
    file.write_text("nothing,of,ours\n1,2,3\n", encoding="utf-8")
    with answering(desk.bot, "OK") as seen:
        desk.run("import")
    assert seen[0].text == f"{file} has none of the columns of an export in its first line."


def test_what_was_imported_is_removed_after_a_question(desk: Desk, file: Path) -> None:
    before = len(desk.marks)
    desk.run("forget-imported")
    assert desk.sentence() == "Nothing was imported into this library."
    write(file, ROW.format(id="lamp-sent", title="Turkey sends a lamp"))
    desk.run("import")
    with answering(desk.bot, "Cancel"):
        desk.run("forget-imported")
    assert len(desk.marks) == before + 1
    with answering(desk.bot, "Remove") as seen:
        desk.run("forget-imported")
    desk.idle()
    assert seen[0].text == "Remove 1 entry that you imported?"
    assert len(desk.marks) == before
