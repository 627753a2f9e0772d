"""Selecting an entry until its detail and its passage in the article are on screen, in CPU time of all threads."""

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.assets import dataset_folder
from desktop.collecting import spare_collector
from tests.bench.conftest import Opening

GOAL = 50
STEP = 5


def test_selecting(benchmark: BenchmarkFixture, application: Opening, tmp_path: Path) -> None:
    shown = application(tmp_path / "library.sqlite3", dataset_folder())
    session, taken = shown.session, []
    assert session.marks is not None
    # As the program does once a library is open.
    spare_collector()
    # Every entry once, each far from the one before: neighbours often stand in the article that is open.
    rows = iter([row for first in range(STEP) for row in range(first, len(session.marks), STEP)])

    def select() -> None:
        row = next(rows)
        begun = time.process_time()
        session.select([row])
        while shown.jobs.busy() or session.entry is None or session.entry.head.row != row:
            # To wait for what a job sends costs nothing; to ask again and again would be measured with the rest.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        taken.append(time.process_time() - begun)

    benchmark.pedantic(select, rounds=len(session.marks))  # type: ignore[no-untyped-call]
    first, ordered = 1000 * taken[0], sorted(1000 * each for each in taken)
    benchmark.extra_info |= {
        "CPU ms": round(ordered[len(ordered) // 2], 1),
        "most": round(ordered[-1], 1),
        "first": round(first, 1),
        "goal": f"≤ {GOAL}",
    }
