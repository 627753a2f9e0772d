"""What the window asks and tells: all else goes on meanwhile, and what is answered is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.views.export_dialog import ExportDialog
from desktop.views.licences_dialog import LicencesDialog
from desktop.views.picture_dialog import PictureDialog
from tests.db.small import write_dataset, write_originals
from tests.ui.desk import LEFT
from tests.ui.test_app_import import HEADER, ROW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from tests.ui.desk import Desk

OTHERS = ("trump-erdogan-call-2020-06-08", "turkish-delegation-tripoli-2020-06-17")


@pytest.fixture
def bridge(desks: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Return the window on the small made-up dataset, with its originals attached and one of them open."""
    desk = desks(dataset=write_dataset(tmp_path / "dataset"))
    desk.drop([write_originals(tmp_path / "originals")])
    desk.idle()
    return desk


def goes_on(desk: Desk) -> None:
    """See that what is wished for is done while something is asked."""
    for identifier in ("patrols", "bridge-talks") if "patrols" in desk.shown() else OTHERS:
        desk.session.select([desk.row(identifier)])
        desk.idle()
        assert desk.title(identifier) in desk.detail()
    assert desk.dialog().isVisible()


def answer(desk: Desk, button: str) -> None:
    """Click a button of what is asked."""
    box = desk.dialog()
    QTest.mouseClick(next(each for each in box.buttons() if each.text().replace("&", "") == button), LEFT)
    desk.idle()


def silent(desk: Desk) -> bool:
    return not any(box.isVisible() for box in desk.window.findChildren(QMessageBox))


@pytest.mark.parametrize(("button", "left"), [("Cancel", 2), ("Detach", 1)])
def test_an_original_is_detached_once_that_is_answered(bridge: Desk, button: str, left: int) -> None:
    bridge.run("detach")
    goes_on(bridge)
    answer(bridge, button)
    assert silent(bridge)
    assert bridge.session.library is not None
    assert len(bridge.session.library.attached) == left


def test_an_original_stays_when_the_window_closes_over_the_question(
    bridge: Desk, desks: Callable[..., Desk], tmp_path: Path
) -> None:
    bridge.run("detach")
    bridge.close()
    assert not bridge.window.isVisible()
    again = desks(dataset=tmp_path / "dataset")
    assert again.session.library is not None
    assert len(again.session.library.attached) == 2


def test_the_names_of_articles_are_no_markup(bridge: Desk) -> None:
    bridge.run("detach")
    assert bridge.dialog().textFormat() is Qt.TextFormat.PlainText
    answer(bridge, "Cancel")


def test_about_stands_beside_all_else_and_leads_to_the_licences(desk: Desk) -> None:
    desk.run("about")
    goes_on(desk)
    answer(desk, "Licences…")
    assert silent(desk)
    (shown,) = [each for each in desk.window.findChildren(LicencesDialog) if each.isVisible()]
    shown.reject()
    desk.run("about")
    answer(desk, "Close")
    assert silent(desk)
    assert not [each for each in desk.window.findChildren(LicencesDialog) if each.isVisible()]


@pytest.mark.parametrize(
    ("command", "kind", "file"), [("export", ExportDialog, "out.csv"), ("picture", PictureDialog, "out.png")]
)
def test_a_file_is_written_over_once_that_is_answered(
    desk: Desk, command: str, kind: type[QDialog], file: str, tmp_path: Path
) -> None:
    path = tmp_path / file
    path.write_text("mine", encoding="utf-8")
    desk.run(command)
    sheet = next(each for each in desk.window.findChildren(kind) if each.isVisible())
    assert isinstance(sheet, ExportDialog | PictureDialog)
    sheet.file.edit.setText(str(path))
    write = sheet.export if isinstance(sheet, ExportDialog) else sheet.draw
    for button in ("Cancel", "Replace"):
        QTest.mouseClick(write, LEFT)
        goes_on(desk)
        assert path.read_text(encoding="utf-8") == "mine"
        answer(desk, button)
        assert any(each.isVisible() for each in desk.window.findChildren(kind)) is (button == "Cancel")
    assert path.read_bytes() != b"mine"
    assert file in desk.sentence()


def test_what_was_imported_goes_once_that_is_answered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = tmp_path / "own.csv", len(desk.marks)
    file.write_text("\n".join([HEADER, ROW.format(id="lamp-sent", title="Turkey sends a lamp"), ""]), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    desk.run("import")
    for button, left in (("Cancel", before + 1), ("Remove", before)):
        desk.run("forget-imported")
        goes_on(desk)
        answer(desk, button)
        assert len(desk.marks) == left


def test_a_fault_is_told_beside_all_else(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.csv"
    file.write_text("nothing,of,ours\n1,2,3\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    desk.run("import")
    goes_on(desk)
    answer(desk, "OK")
    assert silent(desk)


def test_an_address_is_opened_once_that_is_answered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    for button in ("Cancel", "Open"):
        desk.session.address_requested.emit("https://example.org/a")
        goes_on(desk)
        assert not opened
        answer(desk, button)
    assert [url.toString() for url in opened] == ["https://example.org/a"]
    desk.session.address_requested.emit("https://example.org/b")
    # It does no harm to open a page, so that Enter does it.
    QTest.keyClick(desk.dialog(), Qt.Key.Key_Return)
    assert len(opened) == 2
    desk.session.address_requested.emit("file:///etc/passwd")
    answer(desk, "OK")
    assert len(opened) == 2


def test_a_library_that_cannot_be_opened_is_asked_about_while_the_window_lives(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path
) -> None:
    library = tmp_path / "library.sqlite3"
    library.write_bytes(b"Dear aunt, ...")
    desk = desks(wait=False, dataset=write_dataset(tmp_path / "dataset"))
    desk.app.open()
    qtbot.waitUntil(lambda: not silent(desk), timeout=20_000)
    # Nothing waits: the window is resized as it is asked to be.
    desk.window.resize(1000, 700)
    qtbot.wait(20)
    assert desk.window.timeline.mapTo(desk.window, QPoint(desk.window.timeline.width(), 0)).x() <= 1000
    assert library.read_bytes() == b"Dear aunt, ..."
    with qtbot.waitSignal(desk.app.opened, timeout=20_000):
        answer(desk, "Move it aside and begin anew")
    desk.idle()
    answer(desk, "OK")
    assert desk.shown()


def test_a_library_is_opened_as_it_was_once_a_failed_restoring_is_read_of(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path
) -> None:
    dataset = write_dataset(tmp_path / "dataset")
    desks(dataset=dataset).close()
    desk = desks(dataset=dataset, wait=False, restore=tmp_path / "gone.demarche")
    desk.app.open()
    qtbot.waitUntil(lambda: not silent(desk), timeout=20_000)
    qtbot.wait(50)
    assert desk.session.marks is None
    with qtbot.waitSignal(desk.app.opened, timeout=20_000):
        answer(desk, "OK")
    desk.idle()
    assert desk.shown()
