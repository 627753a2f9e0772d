"""One time that the program runs: what the system asks it to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFileOpenEvent

from db.store import open_library
from desktop.app import Application, Start
from desktop.assets import dataset_folder
from desktop.cli.window import _Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_file_that_the_system_asks_for_at_once_is_opened_once_there_is_a_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []

    def take(_application: Application, files: Sequence[Path]) -> None:
        taken.extend(files)

    monkeypatch.setattr(Application, "take_files", take)
    path, first, second = (tmp_path / name for name in ("library.demarche", "a.txt", "b.txt"))
    open_library(path, dataset_folder()).close()
    sitting = _Sitting(qapp, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat), [])
    assert sitting.eventFilter(qapp, QFileOpenEvent(str(first)))
    sitting.open(Start(path, dataset_folder(), kept=False))
    assert sitting.eventFilter(qapp, QFileOpenEvent(str(second)))
    assert taken == []
    qtbot.waitUntil(lambda: len(taken) == 2, timeout=20_000)
    assert taken == [first, second]
    application = sitting._application
    assert application is not None
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    third = tmp_path / "c.txt"
    assert sitting.eventFilter(qapp, QFileOpenEvent(str(third)))
    assert taken == [first, second, third]
    application.window.close()
    sitting.close()
    for thing in (application.window, application, application.appearance, sitting):
        thing.deleteLater()
