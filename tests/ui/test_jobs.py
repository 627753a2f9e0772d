"""Work off the GUI thread: results come back on it, the latest of a kind wins, long ones can be stopped."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.jobs import Jobs, Progress, WorkCancelledError


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


class Log:
    """Notes what came back, and on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[BaseException] = []
        self.threads: list[threading.Thread] = []

    def take(self, value: object) -> None:
        self.done.append(value)
        self.threads.append(threading.current_thread())

    def fail(self, error: BaseException) -> None:
        self.failed.append(error)
        self.threads.append(threading.current_thread())


def test_a_result_comes_back_on_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    log = Log()
    jobs.submit("read", lambda _: threading.current_thread(), log.take, log.fail)
    qtbot.waitUntil(lambda: bool(log.done))
    assert log.threads == [threading.main_thread()]
    assert log.done[0] is not threading.main_thread()


def test_an_error_comes_back_whole(jobs: Jobs, qtbot: QtBot) -> None:
    log = Log()

    def fall(_progress: Progress) -> None:
        raise ValueError("this and no other")

    jobs.submit("read", fall, log.take, log.fail)
    qtbot.waitUntil(lambda: bool(log.failed))
    assert str(log.failed[0]) == "this and no other"
    assert not jobs.busy()


def test_of_jobs_with_one_key_only_the_latest_reports(jobs: Jobs, qtbot: QtBot) -> None:
    log = Log()
    gate = threading.Event()
    jobs.submit("entry", lambda _: gate.wait(5) and "first", log.take, log.fail)
    jobs.submit("entry", lambda _: "second", log.take, log.fail)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert log.done == ["second"]


def test_a_long_job_does_not_hold_up_a_short_one(jobs: Jobs, qtbot: QtBot) -> None:
    log = Log()
    gate = threading.Event()
    jobs.submit("export", lambda _: gate.wait(5), log.take, log.fail, long=True)
    jobs.submit("entry", lambda _: "quick", log.take, log.fail)
    qtbot.waitUntil(lambda: log.done == ["quick"])
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_a_cancelled_job_stops_at_its_next_step(jobs: Jobs, qtbot: QtBot) -> None:
    log = Log()
    steps: list[int] = []
    started = threading.Event()

    def count(progress: Progress) -> None:
        for step in range(1_000_000):
            started.set()
            progress(step, 1_000_000)
            steps.append(step)

    jobs.submit("export", count, log.take, log.fail, long=True)
    assert started.wait(5)
    jobs.cancel("export")
    qtbot.waitUntil(lambda: bool(log.failed))
    assert isinstance(log.failed[0], WorkCancelledError)
    assert len(steps) < 1_000_000


def test_progress_is_told_on_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    log = Log()
    told: list[tuple[str, int, int]] = []
    jobs.progressed.connect(lambda *step: told.append(step))
    jobs.submit("export", lambda progress: progress(3, 10), log.take, log.fail)
    qtbot.waitUntil(lambda: bool(log.done))
    assert told == [("export", 3, 10)]
