"""Selecting an entry until its detail and its passage in the article are on screen, in CPU time of all threads."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.app import Application, Start
from desktop.assets import dataset_folder

GOAL = 50


@pytest.fixture
def application(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Application]:
    """Return the application with the shipped dataset open in a window of the designs' size."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Application(
        qapp, Start(tmp_path / "library.sqlite3", dataset_folder(), scheme="light"), settings, seen=False
    )
    made.window.resize(1600, 900)
    made.window.show()
    with qtbot.waitSignal(made.opened, timeout=30_000):
        made.open()
    qtbot.waitUntil(lambda: not made.jobs.busy(), timeout=30_000)
    yield made
    made.window.close()
    made.window.deleteLater()


def test_selecting(benchmark: BenchmarkFixture, application: Application, qtbot: QtBot) -> None:
    session, taken = application.session, []
    assert session.marks is not None
    rows = iter(range(0, len(session.marks), 5))

    def select() -> None:
        row = next(rows)
        begun = time.process_time()
        session.select([row])
        while application.jobs.busy() or session.entry is None or session.entry.head.row != row:
            # To wait for what a job sends costs nothing; to ask again and again would be measured with the rest.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        taken.append(time.process_time() - begun)

    benchmark.pedantic(select, rounds=20)  # type: ignore[no-untyped-call]
    ordered = sorted(1000 * each for each in taken)
    benchmark.extra_info |= {
        "CPU ms": round(ordered[len(ordered) // 2], 1),
        "most": round(ordered[-1], 1),
        "goal": GOAL,
    }
