"""Run work off the GUI thread; results and errors come back on it.

One thread does the database's writes and short reads in order, a second one the long reads (an export,
a count). Of several jobs with one key only the latest reports: "latest wins". What writes reports every time.
"""

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)


class WorkCancelledError(Exception):
    """Raised inside a job whose user cancelled it."""


class Progress:
    """What a long job calls as it goes on: tells how far it is, and raises WorkCancelledError when asked to stop."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        """Send every step to ``report`` as (done, total); a total of 0 is unknown."""
        self._report = report
        self._stop = Event()

    def __call__(self, done: int, total: int) -> None:
        """Report a step; raise WorkCancelledError if the user cancelled."""
        if self._stop.is_set():
            raise WorkCancelledError
        self._report(done, total)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()


class _Outcome(Struct, frozen=True):
    key: str
    number: int
    value: Any
    error: BaseException | None


class _Waiting(Struct, frozen=True):
    """A job that has not reported yet."""

    key: str
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    progress: Progress
    always: bool
    kept: bool
    future: Future[Any]


class Jobs(QObject):
    """Submits jobs and hands each outcome to its callback on the GUI thread."""

    progressed = Signal(str, int, int)
    """Key, done, total of a job that reports progress."""
    started = Signal(str)
    ended = Signal(str)
    finished = Signal(object)
    """An outcome on its way from a thread; only this class listens."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the two threads; :meth:`close` ends them."""
        super().__init__(parent)
        self._short = ThreadPoolExecutor(1, thread_name_prefix="demarche-database")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="demarche-reader")
        self._count = 0
        self._latest: dict[str, int] = {}
        self._pending: dict[int, _Waiting] = {}
        # Queued even where a job ends before it is watched: no callback inside submit, no result before its progress.
        self.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        key: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        *,
        long: bool = False,
        always: bool = False,
        kept: bool = False,
    ) -> None:
        """Run ``work``; call ``done`` or ``failed`` on the GUI thread, unless a later job of ``key`` was submitted.

        ``always`` is for what writes: nobody may miss how it ended. What is ``kept`` is carried out even if
        the window closes before.
        """
        self._count += 1
        number = self._count
        self._latest[key] = number
        progress = Progress(_Reporter(self, key))
        self.started.emit(key)
        pool = self._long if long else self._short
        future = pool.submit(work, progress)
        self._pending[number] = _Waiting(key, done, failed, progress, always, kept, future)
        future.add_done_callback(_Sender(self, key, number))

    def cancel(self, key: str) -> None:
        """Ask every job under ``key`` to stop at its next step."""
        for waiting in self._pending.values():
            if waiting.key == key:
                waiting.progress.cancel()

    def busy(self) -> bool:
        """Tell whether any job has not reported yet."""
        return bool(self._pending)

    def close(self) -> list[BaseException]:
        """Cancel what runs or waits, wait for what is kept, and end both threads; return what kept jobs failed with."""
        kept = []
        for waiting in self._pending.values():
            if waiting.kept:
                kept.append(waiting.future)
            else:
                waiting.progress.cancel()
                waiting.future.cancel()
        self._short.shutdown()
        self._long.shutdown()
        self._pending.clear()
        return [error for future in kept if (error := future.exception()) is not None]

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        waiting = self._pending.pop(outcome.number, None)
        if waiting is None:
            return
        self.ended.emit(outcome.key)
        if self._latest.get(outcome.key) != outcome.number and not waiting.always:
            return
        if outcome.error is None:
            waiting.done(outcome.value)
        else:
            waiting.failed(outcome.error)


class _Reporter(Struct, frozen=True):
    """Sends a job's steps to the GUI thread (a queued signal, as the sender lives in another thread)."""

    jobs: Jobs
    key: str

    def __call__(self, done: int, total: int) -> None:
        self.jobs.progressed.emit(self.key, done, total)


class _Sender(Struct, frozen=True):
    """Sends a finished job's outcome to the GUI thread."""

    jobs: Jobs
    key: str
    number: int

    def __call__(self, future: Future[Any]) -> None:
        try:
            outcome = _Outcome(self.key, self.number, future.result(), None)
        except CancelledError as error:
            outcome = _Outcome(self.key, self.number, None, error)
        except Exception as error:  # noqa: BLE001
            # A job's fault belongs to whoever asked for it: it is handed over whole, never swallowed here.
            log.debug("job %s ended with %r", self.key, error)
            outcome = _Outcome(self.key, self.number, None, error)
        self.jobs.finished.emit(outcome)
