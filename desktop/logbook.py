"""Write down what happens, Qt's messages included, in a log of bounded size in the platform's state folder."""

import logging
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.places import state_folder

LARGEST = 1_000_000
"""Bytes of a log after which a new one is begun; the one before it is kept."""

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("qt")


def log_file() -> Path:
    """Return where the log lies."""
    return state_folder() / "demarche.log"


class Logbook(logging.FileHandler):
    """A log that turns its page: the full one gets another name, and takes the place of the one before."""

    def __init__(self, path: Path) -> None:
        """Go on in the log at ``path``; raises OSError where it cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path, encoding="utf-8")
        self.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        super().emit(record)
        if self.stream is not None and self.stream.tell() > LARGEST:
            self.close()
            # Where another Démarche writes to it, Windows lets nobody rename it: it grows on for now.
            with suppress(OSError):
                self._path.replace(self._path.with_suffix(".log.1"))


def begin() -> Logbook | None:
    """Log to the file, warnings to standard error as well, and Qt's messages with them.

    Where the log cannot be written, standard error is told, and is all there is.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    spoken = logging.StreamHandler(sys.stderr)
    spoken.setLevel(logging.WARNING)
    root.addHandler(spoken)
    qInstallMessageHandler(_take_message)
    try:
        book = Logbook(log_file())
    except OSError as error:
        root.warning("the log cannot be written: %s", error)
        return None
    root.addHandler(book)
    return book


def end() -> None:
    """Log nowhere any more."""
    qInstallMessageHandler(None)
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()


def _take_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(LEVELS[kind], "%s: %s", context.category or "default", message)
