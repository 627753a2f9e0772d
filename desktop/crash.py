"""Meet faults that nobody foresaw: a log, and a dialog that says so and lets the user go on.

Errors that carry a sentence for the user (a store that cannot be opened, a faulty dataset) are handled where
they arise; whatever reaches this hook is a bug.
"""

import logging
import platform
import sqlite3
import sys
import threading
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

log = logging.getLogger(__name__)


def versions() -> str:
    """Return the versions that a report needs, a line each."""
    # Not above: it is rarely asked for, and the import takes longer than to read the answer.
    from importlib.metadata import version

    return "\n".join(
        (
            "Démarche " + version("demarche"),
            f"Python {platform.python_version()}, Qt {qVersion()}, PySide {PySide6.__version__}",
            f"SQLite {sqlite3.sqlite_version}, {platform.platform()}",
        )
    )


class CrashHook(QObject):
    """Catches what no code caught, in any thread, and shows it once on the GUI thread."""

    caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Install the hooks for the main and for every other thread."""
        super().__init__(parent)
        self._showing = False
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._meet
        threading.excepthook = self._meet_thread

    def _meet(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.critical("unforeseen fault\n%s", text)
        self.caught.emit(text)

    def _meet_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._meet(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(str)
    def _show(self, text: str) -> None:
        if self._showing:
            return
        self._showing = True
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(self.tr("Démarche"))
        box.setText(self.tr("Something went wrong that should not have."))
        box.setInformativeText(self.tr("Your library is safe. You can go on; the report below helps to mend it."))
        report = f"{versions()}\n\n{text}"
        box.setDetailedText(report)
        copy = box.addButton(self.tr("Copy the report"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(report)
        self._showing = False
