"""Open the window on no screen, and tell when its first complete frame is drawn."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.app import Application, Start
from desktop.cli.picture import pass_on
from desktop.cli.usage import CommandError
from desktop.collecting import spare_collector
from desktop.places import name_application
from desktop.session import Session
from desktop.views.timeline import Timeline

WINDOW = (1600, 900)
LOOK = 10
"""ms between two looks at whether the library is open."""


@contextmanager
def opened(database: Path) -> Iterator["Sitting"]:
    """Open the whole window on a library as its user would, wait until all is read, and close it at the end.

    Raises CommandError where the library cannot be opened.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    name_application()
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(["demarche"])
    before = qInstallMessageHandler(pass_on)
    try:
        application = Application(qt, Start(database, None, scheme="light"), QSettings(), seen=False)
        with closing(application):
            yield Sitting(application)
    finally:
        gc.unfreeze()
        qInstallMessageHandler(before)


class Sitting(QObject):
    """A window that has been opened; ``wall`` and ``cpu`` are the seconds at which its first frame was complete."""

    def __init__(self, application: Application) -> None:
        """Show the window, open the library, and return once no job is left."""
        super().__init__(application)
        self.wall = self.cpu = 0.0
        self._application = application
        self._loop = QEventLoop(self)
        self._opened = False
        self._failure = ""
        self._fault: BaseException | None = None
        application.opened.connect(self._note_opened)
        application.failed.connect(self._fail)
        self._wait_for_all()

    @property
    def session(self) -> Session:
        """What the window shows."""
        return self._application.session

    @property
    def timeline(self) -> Timeline:
        """The window's own timeline."""
        return self._application.window.timeline

    def _wait_for_all(self) -> None:
        window = self._application.window
        before, sys.excepthook = sys.excepthook, self._meet
        window.resize(*WINDOW)
        self.timeline.installEventFilter(self)
        window.show()
        self._application.open()
        looking = QTimer(self)
        looking.timeout.connect(self._look)
        looking.start(LOOK)
        self._loop.exec()
        looking.stop()
        sys.excepthook = before
        if self._fault is not None:
            raise self._fault
        if self._failure:
            raise CommandError(self._failure)
        spare_collector()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the clock after the timeline was painted with marks on it."""
        if event.type() is QEvent.Type.Paint and not self.wall and self.session.marks is not None:
            QTimer.singleShot(0, self, self._note_frame)
        return super().eventFilter(watched, event)

    @Slot()
    def _note_frame(self) -> None:
        if not self.wall:
            self.wall, self.cpu = time.perf_counter(), time.process_time()

    @Slot()
    def _note_opened(self) -> None:
        self._opened = True

    @Slot()
    def _look(self) -> None:
        # There is no job either between the first look at the library and its opening.
        done = self.wall and self._opened and not self._application.jobs.busy()
        if done or self._failure or self._fault is not None:
            self._loop.exit()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._failure = sentence

    def _meet(self, _kind: type[BaseException], error: BaseException, _trace: object) -> None:
        self._fault = self._fault or error
