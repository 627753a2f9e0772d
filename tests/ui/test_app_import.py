"""Import in the window: the entries are there at once, faults are listed with a way on, and all can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.views.detail.own import LabelButton, StarButton
from desktop.views.import_dialog import ImportFaultsDialog
from desktop.views.waiting import WaitingDialog
from tests.db.small import write_dataset
from tests.ui.desk import LEFT, answering

if TYPE_CHECKING:
    from collections.abc import Callable
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


BRIDGE_ROW = (
    "{id},event,AID,{title},A lamp is bought.,2021-03-05,inferred,It is made up.,kiyi (lead),"
    "occurred,gazette-2021-03-04"
)


def test_what_waits_for_a_lost_actor_is_said_once_and_listed(
    desks: Callable[..., Desk], tmp_path: Path, file: Path
) -> None:
    folder = write_dataset(tmp_path / "dataset")
    (folder / "actors.toml").write_text(with_quay(folder), encoding="utf-8")
    write(file, BRIDGE_ROW.format(id="lamp-bought", title="A lamp").replace("kiyi", "quay"))
    desk = desks(dataset=folder)
    desk.run("import")
    assert desk.sentence() == "1 entry imported"
    desk.run("waiting")
    assert waits(desk).note.text() == "Everything that you imported is among the entries."
    desk.close()
    write_dataset(folder)
    desk = desks(dataset=folder)
    told = [each for each in desk.told if "waiting for what the dataset no longer has" in each]
    assert told == [
        "Imported, but waiting for what the dataset no longer has: 1 entry. See File > Imported entries that wait…"
    ]
    desk.run("waiting")
    item = waits(desk).list.topLevelItem(0)
    assert item is not None
    said = [item.text(column) for column in range(4)]
    assert said == ["A lamp", "own.csv", "participants", "“quay” is no actor of this library"]
    QTest.mouseClick(waits(desk).copy, LEFT)
    assert QGuiApplication.clipboard().text().startswith("lamp-bought (own.csv): participants: ")
    assert len([each for each in desk.told if "waiting for" in each]) == 1


def with_quay(folder: Path) -> str:
    """Return the actors with one more."""
    actor = '[[actor]]\nid = "quay"\nname = "Quay"\nkind = "state"\nlabel = "Quay"\n'
    return (folder / "actors.toml").read_text(encoding="utf-8") + "\n" + actor


def waits(desk: Desk) -> WaitingDialog:
    desk.idle()
    return next(each for each in desk.window.findChildren(WaitingDialog) if each.isVisible())


def test_what_is_selected_keeps_its_own_star_when_imported_entries_go(desk: Desk, file: Path) -> None:
    last = max(desk.shown(), key=desk.row)
    rows = [ROW.format(id=f"lamp-{n}", title=f"Lamp {n}").replace("2020-06-09", "1990-06-09") for n in range(5)]
    write(file, *rows)
    desk.run("import")
    desk.click_line(last)
    desk.run("star")
    desk.run("label-pink")
    with answering(desk.bot, "Remove"):
        desk.run("forget-imported")
    desk.idle()
    assert desk.selected() == [last]
    star = next(each for each in desk.window.findChildren(StarButton) if each.isVisible())
    label = next(each for each in desk.window.findChildren(LabelButton) if each.isVisible())
    assert (star.accessibleName(), label.accessibleName()) == ("Remove the star", "Label: Pink")
    assert star.isEnabled()
    assert star.rows.tolist() == [desk.row(last)]


def test_passages_stand_for_the_same_entries_after_an_import(desk: Desk, file: Path) -> None:
    def told() -> list[tuple[str, int]]:
        return [(head.id, head.row) for passage in desk.article().text.passages for head in passage.entries]

    before = told()
    assert before
    write(file, *(ROW.format(id=f"lamp-{n}", title="A lamp").replace("2020-06-09", "1990-06-09") for n in range(5)))
    desk.run("import")
    desk.idle()
    assert [each for each, _ in told()] == [each for each, _ in before]
    assert all(row == desk.row(each) for each, row in told())
    assert told() != before
