"""Meet faults that nobody foresaw: a log, and a dialog that says so and lets the user go on.

Errors that carry a sentence for the user (a store that cannot be opened, a faulty dataset) are handled where
they arise; whatever reaches this hook is a bug. What ends the process at once leaves its report behind (see
:mod:`desktop.last_words`), and the next start offers that.
"""

import logging
import sqlite3
import sys
import threading
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.last_words import LastWords

log = logging.getLogger(__name__)


def versions() -> str:
    """Return the versions that a report needs, a line each."""
    # Not above: they are rarely asked for, and the import takes longer than to read the answer.
    import platform
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

    def __init__(self, parent: QObject | None = None, words: LastWords | None = None) -> None:
        """Install the hooks for the main and for every other thread; ``words`` keep what could not be shown."""
        super().__init__(parent)
        self._showing = False
        self._words = words
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._meet
        threading.excepthook = self._meet_thread
        sys.unraisablehook = self._meet_unraisable

    def let_go(self) -> None:
        """Put back the hooks that were there before, as nothing can be shown any more."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _meet(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            return
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.critical("unforeseen fault\n%s", text)
        if self._words is not None:
            self._words.add(text)
        self.caught.emit(text)

    def _meet_thread(self, arguments: threading.ExceptHookArgs) -> None:
        self._meet(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _meet_unraisable(self, arguments: "sys.UnraisableHookArgs") -> None:
        self._meet(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(str)
    def _show(self, text: str) -> None:
        if self._showing:
            return
        self._showing = True
        said = self.tr("Something went wrong that should not have.")
        more = self.tr("Your library is safe. You can go on; the report below helps to mend it.")
        # A loop of its own: nobody knows what of the program's is still to be relied on, and nothing else may go on
        # as if nothing had happened before this is read.
        _box(None, said, more, text).exec()
        self._showing = False
        if self._words is not None:
            self._words.forget()


def offer(parent: QWidget, text: str) -> None:
    """Offer the report of a process that ended at once, beside the window."""
    said = QCoreApplication.translate("CrashHook", "Démarche ended unexpectedly the last time.")
    more = QCoreApplication.translate(
        "CrashHook", "Your library is open again. The report below helps to mend the fault."
    )
    box = _box(parent, said, more, text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()


def _box(parent: QWidget | None, said: str, more: str, text: str) -> "_ReportBox":
    box = _ReportBox(f"{versions()}\n\n{text}", parent)
    box.setWindowTitle("Démarche")
    box.setText(said)
    box.setInformativeText(more)
    return box


class _ReportBox(QMessageBox):
    """A report, with a button that copies it."""

    def __init__(self, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._report = report
        self.setIcon(QMessageBox.Icon.Critical)
        self.setDetailedText(report)
        copy = self.addButton(
            QCoreApplication.translate("CrashHook", "Copy the report"), QMessageBox.ButtonRole.ActionRole
        )
        copy.clicked.connect(self._copy)
        self.setDefaultButton(self.addButton(QMessageBox.StandardButton.Close))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
