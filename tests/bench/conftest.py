"""What measurements share: large libraries, and a table at the end that says what they come to, against which goal."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import loading
from db.store import open_library
from db.synthetic import SyntheticLibrary
from desktop.app import Application, Start

NAME = 44
MANY = int(os.environ.get("DEMARCHE_BENCH_ENTRIES", "1000000"))
"""Entries of the largest library that is loaded; it takes two minutes to make one of a million."""
TO_BE_READ = 120_000
"""ms in which a large library is opened."""


Libraries = Callable[[int], Path]
Opening = Callable[[Path, Path | None], Application]


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    """Return what makes a closed library of so many made-up entries, each size once."""
    made: dict[int, Path] = {}

    def library(count: int) -> Path:
        if count not in made:
            path = tmp_path_factory.mktemp("libraries") / f"{count}.demarche"
            source = SyntheticLibrary(count)
            with closing(open_library(path)) as store, store.write() as connection:
                loading.load(connection, source.dataset, source.entries(), total=count)
            made[count] = path
        return made[count]

    return library


@pytest.fixture
def application(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Opening]:
    """Return what opens a library, and perhaps a dataset, in a window of the designs' size."""
    opened: list[Application] = []

    def show(library: Path, dataset: Path | None) -> Application:
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        made = Application(qapp, Start(library, dataset, scheme="light"), settings, seen=False)
        opened.append(made)
        made.window.resize(1600, 900)
        made.window.show()
        with qtbot.waitSignal(made.opened, timeout=TO_BE_READ):
            made.open()
        qtbot.waitUntil(lambda: not made.jobs.busy(), timeout=TO_BE_READ)
        return made

    yield show
    for each in opened:
        each.window.close()
        each.window.deleteLater()


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what each measurement noted, a line each."""
    measured = getattr(config, "_benchmarksession", None)
    if measured is None or not measured.benchmarks:
        return
    terminalreporter.section("measured, in CPU time or as a ratio within one run")
    for each in measured.benchmarks:
        noted = dict(each.extra_info)
        goal = noted.pop("goal", None)
        found = ", ".join(f"{name} {value}" for name, value in noted.items())
        told = f"{each.name.removeprefix('test_').replace('_', ' '):{NAME}} {found}"
        terminalreporter.line(told if goal is None else f"{told}  (goal: {goal})")
