"""Take a picture of the very window, on no screen: it is opened, left to come to rest, and painted into a file."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from msgspec import Struct
from PySide6.QtCore import (
    QBuffer,
    QEventLoop,
    QMessageLogContext,
    QObject,
    QSaveFile,
    QSettings,
    QTimer,
    QtMsgType,
    QVariantAnimation,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from db.dates import DateError, parse
from desktop.app import Application, Start
from desktop.cli.usage import CommandError, UsageError
from desktop.places import name_application

LOOK = 20
"""ms between two looks at whether anything still moves."""
LOOKS = 5
"""How many looks in a row must find everything at rest."""
PATIENCE = 30_000
"""ms that something may move while no job runs; nothing of ours moves for a second."""
WAITING = 1000
"""ms from which on a timer waits for the user: it moves nothing."""


class Wish(Struct, frozen=True):
    """What the picture is to show: ``size`` in device-independent pixels, ``select`` an entry's id.

    ``span`` is half-open, in minutes since 0001-01-01T00:00.
    """

    size: tuple[int, int] = (1600, 900)
    scheme: str = "light"
    select: str | None = None
    span: tuple[int, int] | None = None


def span_of(text: str) -> tuple[int, int]:
    """Return the period that an EDTF string covers; raises UsageError for one that is none, or has no end."""
    try:
        date = parse(text)
    except DateError as error:
        raise UsageError(f"--span takes an EDTF interval such as 2020-06-01/2020-06-30: {error}") from error
    if date.earliest is None or date.latest is None:
        raise UsageError(f"--span takes a period with a beginning and an end, which {text!r} lacks")
    return date.earliest, date.latest


def take(database: Path, dataset: Path | None, wish: Wish, file: Path) -> None:
    """Write the window as it looks on a library to a PNG file: whole, or not at all.

    The library's dataset is brought up to date, if one is given.
    Raises UsageError for an entry that the library does not have, CommandError where it cannot be opened or
    the file cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    name_application()
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(["demarche"])
    start = Start(database, dataset, scheme=wish.scheme)
    before = qInstallMessageHandler(pass_on)
    try:
        _sit(qt, start, wish, file)
    finally:
        qInstallMessageHandler(before)


def _sit(qt: QApplication, start: Start, wish: Wish, file: Path) -> None:
    with _faults() as faults:
        application = Application(qt, start, QSettings(), seen=False)
        with closing(application):
            _write(_Sitting(application, faults).show(wish), file)


def pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Print what Qt has to say, but for what is true of every window on no screen."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _write(picture: QPixmap, file: Path) -> None:
    encoded = QBuffer()
    encoded.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(encoded, "PNG")
    target = QSaveFile(str(file))
    opened = target.open(QSaveFile.OpenModeFlag.WriteOnly)
    if not (opened and target.write(encoded.data()) == encoded.size() and target.commit()):
        raise CommandError(f"{file} was not written: {target.errorString()}.")


class _Faults:
    """What was raised where no one could catch it, as Qt had called."""

    def __init__(self) -> None:
        self.first: BaseException | None = None

    def __call__(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.first = self.first or error


@contextmanager
def _faults() -> Iterator[_Faults]:
    """Keep the first fault in a slot, which nobody sees a dialog of, to be raised where it can be told."""
    before, sys.excepthook = sys.excepthook, (faults := _Faults())
    try:
        yield faults
    finally:
        sys.excepthook = before
    if faults.first is not None:
        raise faults.first


class _Sitting(QObject):
    """Lets a window come to rest, as one waits for a sitter before the picture is taken."""

    def __init__(self, application: Application, faults: _Faults) -> None:
        super().__init__(application)
        self._application = application
        self._faults = faults
        self._loop = QEventLoop(self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)
        self._failure = ""
        self._rested = 0
        self._moved = 0
        application.failed.connect(self._fail)

    def show(self, wish: Wish) -> QPixmap:
        """Open the window, lead it to what is wished for, and return its picture."""
        application, session = self._application, self._application.session
        window = application.window
        window.resize(*wish.size)
        window.show()
        application.open()
        self._rest()
        if wish.span is not None:
            session.span_requested.emit(*wish.span)
        if wish.select is not None:
            row = self._row(wish.select)
            session.select([row])
            if wish.span is None:
                session.reveal_requested.emit(row)
        self._rest()
        window.timeline.stage.canvas.paint_anew()
        return window.grab()

    def _row(self, entry: str) -> int:
        marks = self._application.session.marks
        rows = range(len(marks)) if marks is not None else range(0)
        for row in rows:
            if marks is not None and marks.ids[row] == entry:
                return row
        raise UsageError(f"--select knows no entry {entry!r}")

    def _rest(self) -> None:
        self._rested = self._moved = 0
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if self._faults.first is not None:
            raise self._faults.first
        if self._failure:
            raise CommandError(self._failure)

    @Slot()
    def _look(self) -> None:
        if self._application.jobs.busy():
            self._rested = self._moved = 0
        elif self._moves():
            self._rested = 0
            self._moved += LOOK
        else:
            self._rested += 1
        if self._moved > PATIENCE:
            self._failure = "The window does not come to rest, so that there is no picture of it."
        if self._rested >= LOOKS or self._failure or self._faults.first is not None:
            self._loop.exit()

    def _moves(self) -> bool:
        window = self._application.window
        timers = window.findChildren(QTimer)
        return any(timer.isActive() and timer.interval() < WAITING for timer in timers) or any(
            animation.state() is QVariantAnimation.State.Running for animation in window.findChildren(QVariantAnimation)
        )

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._failure = sentence
