"""``demarche``: open the window, or write its picture where there is no display."""

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Application, Start
from desktop.cli.interrupts import Interrupts
from desktop.cli.named import database_of, dataset_of
from desktop.cli.usage import CommandError
from desktop.collecting import spare_collector
from desktop.crash import CrashHook
from desktop.display import has_display
from desktop.places import APPLICATION, name_application

ARTICLES = "DEMARCHE_ARTICLES"
PICTURE = "demarche.png"
UNPAINTED = 300
"""ms after which the library is opened even if the window was not painted, as when it is covered."""


def run(options: argparse.Namespace) -> int:
    """Open the window and return once it is closed; without a display, write its picture and say so."""
    originals = _originals(options)
    if has_display():
        start = Start(database_of(options), dataset_of(options), originals)
        return show(start, QSettings(APPLICATION, APPLICATION))
    if originals is not None:
        _attach_first(options, originals)
    return picture(database_of(options), dataset_of(options))


def _originals(options: argparse.Namespace) -> Path | None:
    """Return where originals are to be attached from; a place named for this start must be there."""
    if options.articles is not None:
        if not options.articles.exists():
            raise CommandError(f"There is no file or folder {options.articles}.")
        return Path(options.articles)
    named = os.environ.get(ARTICLES)
    if not named:
        return None
    if not Path(named).exists():
        print(f"demarche: {ARTICLES} names {named}, which is not there.", file=sys.stderr)
        return None
    return Path(named)


def _attach_first(options: argparse.Namespace, originals: Path) -> None:
    """Attach what the picture is to show, and say what is new; raises CommandError where nothing was recognised."""
    # Not above: these import SQLAlchemy, for which a window is not to wait.
    from desktop.cli.attach import attached, files_of, line
    from desktop.cli.opening import opened

    with opened(options, writing=True) as store:
        reports = list(attached(store, files_of([originals])))
    for report in reports:
        if report.article and not report.unchanged:
            print(line(report), file=sys.stderr)
    if not any(report.article for report in reports):
        raise CommandError(f"No article of the dataset was found in {originals}.")


def picture(database: Path, dataset: Path | None) -> int:
    """Write what the window would show to the current folder, and say so."""
    from desktop.cli.picture import Wish, take

    file = Path.cwd() / PICTURE
    take(database, dataset, Wish(), file)
    print(f"demarche: There is no display; what the window would show is in {file}.", file=sys.stderr)
    return 0


def show(start: Start, store: QSettings) -> int:
    """Open the window and return once it is closed; ``store`` holds how it was left, and will hold it."""
    name_application()
    qt = QApplication(["demarche"])
    qt.setApplicationDisplayName("Démarche")
    qt.setDesktopFileName(APPLICATION)
    CrashHook(qt)
    application = Application(qt, start, store, bare=True)
    sitting = _Sitting(qt, application)
    with closing(Interrupts(qt)) as interrupts:
        interrupts.received.connect(sitting.end)
        application.window.show()
        qt.exec()
    return sitting.status


class _FirstPaint(QObject):
    """Says once that a widget has been painted, or that it seems to be hidden."""

    painted = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self.painted)
        self._waiting.start(UNPAINTED)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait no longer once the widget is being painted; what follows comes after that."""
        if event.type() is QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self._waiting.start(0)
        return super().eventFilter(watched, event)

    @Slot()
    def forget(self) -> None:
        """Say nothing any more: the widget is closed, perhaps before it could be seen."""
        self._widget.removeEventFilter(self)
        self._waiting.stop()


class _Sitting(QObject):
    """One time that the window is open: it is filled once it can be seen, and ends with a status."""

    def __init__(self, qt: QApplication, application: Application) -> None:
        super().__init__(qt)
        self.status = 0
        self._qt = qt
        self._application = application
        application.failed.connect(self._fail)
        application.opened.connect(self._rest)
        # Importing what reads the library costs more than building the window, and must not come before it.
        first = _FirstPaint(application.window)
        first.painted.connect(application.open)
        application.window.closing.connect(first.forget)

    @Slot(str)
    def _fail(self, _sentence: str) -> None:
        self.status = 1

    @Slot()
    def _rest(self) -> None:
        spare_collector()

    @Slot(int)
    def end(self, number: int) -> None:
        """Close the window as the user would, dialogs and all, because of a signal."""
        self.status = 128 + number
        self._application.window.close()
        self._qt.exit()
