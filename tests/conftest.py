"""What every test gets: no display, no leaked threads or timers, no articles found by chance."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

# Before the first import of Qt: the suite never needs a display. Tests of real windows start processes of their own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Where this is set, what processes never flush is written all the same, and nobody notices.
os.environ.pop("PYTHONUNBUFFERED", None)

import hypothesis
import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a build is judged, the same commit gets the same examples; at a desk, every run looks further.
hypothesis.settings.register_profile("judged", derandomize=True, deadline=None)
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("judged" if os.environ.get("CI") else "desk")

ARTICLES = "DEMARCHE_ARTICLES"
PATIENCE = 40
# Read once, then taken out of the environment: what tests start must not find the originals by itself.
FOLDER_OF_ARTICLES = os.environ.pop(ARTICLES, "")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what Windows has nothing of."""
    if os.name == "nt" and item.get_closest_marker("posix") is not None:
        pytest.skip("Windows has no such signals, rights, shell or links")


@pytest.fixture(scope="session")
def articles() -> Path:
    """Return the folder of the publishers' originals, or skip the test where none is named."""
    if not FOLDER_OF_ARTICLES:
        pytest.skip(f"{ARTICLES} does not name a folder with the publishers' originals")
    path = Path(FOLDER_OF_ARTICLES)
    assert path.is_dir(), f"{ARTICLES} names {path}, which is no folder"
    return path


@pytest.fixture(autouse=True)
def _settings_apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep settings and databases of this test, and of processes that it starts, out of the user's own folders."""
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}", str(folder))


@pytest.fixture(autouse=True)
def _no_leaked_threads(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a Python thread running: an executor that nobody shut down."""
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("no_leak_check"):
        return
    left = [thread.name for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    assert not left, f"threads still running after the test: {', '.join(left)}"


@pytest.fixture(autouse=True)
def _no_leaked_timers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of Qt that leaves a running QTimer behind its widgets' end."""
    yield
    if "qapp" not in request.fixturenames or request.node.get_closest_marker("no_leak_check"):
        return
    gc.collect()
    timers = _running()
    for _ in range(PATIENCE):
        if not timers:
            return
        # One shot that was still to come, as on a busy machine, is no leak; what goes on and on is.
        QTest.qWait(50)
        timers = _running()
    assert not timers, f"timers still running after the test: {', '.join(timers)}"


def _running() -> list[str]:
    return [_named(timer) for timer in _living_timers() if timer.isActive()]


def _living_timers() -> list[QTimer]:
    """Return every QTimer that Python can reach, and those that hang below the widgets and the application."""
    owners: list[QObject] = [*QApplication.topLevelWidgets(), QApplication.instance() or QObject()]
    below = [timer for owner in owners for timer in owner.findChildren(QTimer)]
    reached = [thing for thing in gc.get_objects() if isinstance(thing, QTimer)]
    return [timer for timer in {*below, *reached} if shiboken6.isValid(timer)]


def _named(timer: QTimer) -> str:
    owner = timer.parent()
    name = timer.objectName() or "a timer"
    return f"{name} of {type(owner).__name__}" if owner is not None else name


def pytest_sessionfinish() -> None:
    """Empty the clipboard: offscreen, Qt frees what was copied last when Python is gone already, and crashes."""
    if isinstance(QApplication.instance(), QApplication):
        QApplication.clipboard().clear()
