"""``demarche``: open the window, or write its picture where there is no display."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop import crash, logbook
from desktop.app import Application, Start
from desktop.cli.named import database_of, dataset_of, is_library, originals_of
from desktop.cli.usage import CommandError
from desktop.collecting import spare_collector
from desktop.crash import CrashHook
from desktop.display import has_display
from desktop.last_words import LastWords, give_back, take_reports
from desktop.letterbox import Letter, Letterbox, hand_over
from desktop.libraries import Turn
from desktop.places import APPLICATION, DESKTOP_ID, name_application, state_folder
from desktop.settings_file import clean, settings_path

if TYPE_CHECKING:
    from desktop.cli.interrupts import Interrupts

ARTICLES = "DEMARCHE_ARTICLES"
PICTURE = "demarche.png"
UNPAINTED = 300
"""ms after which the library is opened even if the window was not painted, as when it is covered."""


def run(options: argparse.Namespace) -> int:
    """Open the window and return once it is closed; without a display, write its picture and say so."""
    originals, offered = _originals(options), _offered(options)
    if has_display():
        start = Start(database_of(options), dataset_of(options), originals, offered=offered)
        if hand_over(start.database, offered):
            print("demarche: This library is open in a window, which has taken over.", file=sys.stderr)
            return 0
        file = settings_path(APPLICATION)
        if file is not None:
            clean(file)
        return show(start, QSettings(APPLICATION, APPLICATION))
    for place in (*([originals] if originals is not None else []), *offered):
        _attach_first(options, place)
    return picture(database_of(options), dataset_of(options))


def _offered(options: argparse.Namespace) -> tuple[Path, ...]:
    """Return the originals that the window was opened with; each must be there."""
    files = originals_of(options)
    for file in files:
        if not file.exists():
            raise CommandError(f"There is no file or folder {file}.")
    return tuple(file.absolute() for file in files)


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
    from db.offering import Replace, attach_each
    from desktop.cli.attach import files_of, line
    from desktop.cli.opening import opened

    with opened(options, writing=True) as store:
        reports = list(attach_each(store, files_of([originals]), replace=Replace.NEVER))
    for report in reports:
        if report.article and not report.unchanged and not report.kept:
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
    qt.setDesktopFileName(DESKTOP_ID)
    with _watched(qt) as reports:
        sitting = _Sitting(qt, store, reports)
        with closing(sitting):
            sitting.open(start)
            qt.exec()
    return sitting.status


@contextmanager
def _watched(qt: QApplication) -> Iterator[list[str]]:
    """Log, and keep what nobody foresaw; lend the reports that earlier starts left behind.

    What is left of them in the end was not offered, as where no library could be opened.
    """
    logbook.begin()
    reports = take_reports(state_folder())
    words = LastWords.begin(state_folder())
    hook = CrashHook(qt, words)
    try:
        yield reports
    finally:
        hook.let_go()
        give_back(state_folder(), reports)
        if words is not None:
            words.end()
        logbook.end()


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
    """One time that the program runs: a window is filled once it can be seen, gives way to another, and ends.

    The status is that of the last one.
    """

    def __init__(self, qt: QApplication, store: QSettings, reports: list[str]) -> None:
        super().__init__(qt)
        self.status = 0
        self._qt = qt
        self._store = store
        self._reports = reports
        self._asked: list[Path] = []
        self._application: Application | None = None
        self._start: Start | None = None
        self._box: Letterbox | None = None
        self._interrupts: Interrupts | None = None
        if sys.platform == "darwin":
            # There, files to open come by an event, not by the command line; elsewhere every event would pass here.
            qt.installEventFilter(self)

    @Slot(object)
    def open(self, start: Start) -> None:
        """Open a window on a library, in the place of the one before, which has let its library go by then."""
        before, self.status = self._application, 0
        self._qt.setQuitOnLastWindowClosed(False)
        if before is not None:
            before.window.close()
        application = self._application = Application(self._qt, start, self._store, bare=True)
        application.failed.connect(self._fail)
        application.opened.connect(self._rest)
        application.turned.connect(self.open, Qt.ConnectionType.QueuedConnection)
        self._start = start
        # Importing what reads the library costs more than building the window, and must not come before it.
        first = _FirstPaint(application.window)
        first.painted.connect(self._be_reached)
        first.painted.connect(application.open)
        application.window.closing.connect(first.forget)
        application.window.show()
        self._qt.setQuitOnLastWindowClosed(True)
        if before is not None:
            for thing in (before.window, before, before.appearance):
                thing.deleteLater()

    @Slot()
    def _be_reached(self) -> None:
        """Hear of the system's signals and of second starts, now that the window can be seen."""
        if self._interrupts is None:
            # Not above: what it listens by takes longer to import than to use.
            from desktop.cli.interrupts import Interrupts

            self._interrupts = Interrupts(self._qt)
            self._interrupts.received.connect(self.end)
        self._close_box()
        if self._start is not None and self._start.kept:
            self._box = Letterbox(self._start.database, self)
            self._box.received.connect(self._take_letter)

    def close(self) -> None:
        """Take down the letterbox, as nobody will read what is dropped there, and leave signals alone."""
        self._close_box()
        if self._interrupts is not None:
            self._interrupts.close()

    def _close_box(self) -> None:
        if self._box is not None:
            self._box.close()
            self._box.deleteLater()
            self._box = None

    @Slot(object)
    def _take_letter(self, letter: Letter) -> None:
        if self._application is not None:
            if letter.token:
                os.environ["XDG_ACTIVATION_TOKEN"] = letter.token
            self._application.take_files(letter.files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the files that the system asks to open."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._open_file(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    def _open_file(self, file: Path) -> None:
        """Open a file that the system asks for; at a start it does so before there is anything that could."""
        if self._application is None or not self._application.window.filled:
            self._asked.append(file)
        elif is_library(file):
            self._application.session.libraries.turn_requested.emit(Turn(file))
        else:
            self._application.take_files([file])

    @Slot(str)
    def _fail(self, _sentence: str) -> None:
        self.status = 1
        spare_collector()

    @Slot()
    def _rest(self) -> None:
        spare_collector()
        asked, self._asked = self._asked, []
        for file in asked:
            self._open_file(file)
        if self._reports and self._application is not None:
            crash.offer(self._application.window, "\n".join(self._reports))
            self._reports.clear()

    @Slot(int)
    def end(self, number: int) -> None:
        """Close the window as the user would, dialogs and all, because of a signal."""
        self.status = 128 + number
        if self._application is not None:
            self._application.window.close()
        self._qt.exit()
