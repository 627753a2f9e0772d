"""The licences are shown, in a built program from the folder that comes with it; in a checkout with where they lie."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import licences
from desktop.views.licences_dialog import LicencesDialog
from tests.ui.desk import Desk, answering

ROOT = Path(__file__).parents[2]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take this for a built program, with the notices that are written when one is built."""
    folder = tmp_path / "demarche"
    (folder / "_internal" / "PySide6").mkdir(parents=True)
    subprocess.run([sys.executable, ROOT / "packaging" / "notices.py", folder], check=True, stdout=subprocess.DEVNULL)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "demarche"))
    return folder


def dialog(desk: Desk) -> LicencesDialog:
    (found,) = [each for each in desk.window.findChildren(LicencesDialog) if each.isVisible()]
    return found


def names(shown: LicencesDialog) -> list[str]:
    return [shown.list.item(row).text() for row in range(shown.list.count())]


def test_about_leads_to_the_notices_that_come_with_a_built_program(desk: Desk, built: Path) -> None:
    with answering(desk.bot, "Licences…") as seen:
        desk.run("about")
    assert sorted(seen[0].buttons) == ["Close", "Licences…"]
    shown = dialog(desk)
    assert names(shown) == ["NOTICES", "Demarche-MIT", "GPL-3.0", "LGPL-3.0"]
    assert "PySide6" in shown.text.toPlainText()
    assert "LGPL-3.0.txt" in shown.text.toPlainText()
    assert shown.where.text() == f"These texts lie in {built / 'licences'}."


def test_all_of_it_goes_by_keys(desk: Desk) -> None:
    desk.run("licences")
    shown = dialog(desk)
    assert names(shown) == ["LICENSE", "GPL-3.0", "LGPL-3.0"]
    assert "MIT License" in shown.text.toPlainText()
    assert ".dist-info" in shown.where.text()
    assert str(ROOT) in shown.where.text()
    QTest.keyClick(shown.list, Qt.Key.Key_End)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown.text.toPlainText()
    QTest.keyClick(shown.list, Qt.Key.Key_Tab)
    desk.bot.waitUntil(shown.text.hasFocus)
    before = shown.text.verticalScrollBar().value()
    QTest.keyClick(shown.text, Qt.Key.Key_PageDown)
    assert shown.text.verticalScrollBar().value() > before
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    desk.bot.waitUntil(lambda: not desk.window.findChildren(LicencesDialog))


def test_texts_that_are_missing_or_cannot_be_read_are_told(
    desk: Desk, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Path.read_text

    def read_text(self: Path, *arguments: str, **named: str) -> str:
        if self.name == "NOTICES.txt":
            raise PermissionError(13, "Permission denied")
        return really(self, *arguments, **named)

    monkeypatch.setattr(Path, "read_text", read_text)
    desk.run("licences")
    assert dialog(desk).text.toPlainText().endswith("NOTICES.txt cannot be read: Permission denied.")
    dialog(desk).reject()
    for file in (built / "licences").iterdir():
        file.unlink()
    desk.run("licences")
    assert dialog(desk).where.text().startswith("The texts of the licences are missing: they belong in ")


def test_a_wheel_shows_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "__file__", str(tmp_path / "desktop" / "licences.py"))
    found = licences.find_licences()
    assert all(file.name == "LICENSE" for file in found.texts)
    assert found.packages is not None
