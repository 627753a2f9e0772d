"""Start something that opens a window, and print the CPU seconds that the process has taken when it is painted.

    python starting.py bare | painted | marks | kept  LIBRARY

``bare`` opens a QMainWindow with a label; ``painted`` opens Démarche and stops after its first paint, ``marks`` after
the first paint of the timeline with the library's marks on it, ``kept`` the same without the dataset that is shipped.
"""

import os
import sys
import time
from typing import Any


def stop() -> None:
    """Print the CPU time so far and leave at once: what ends a process is not measured."""
    sys.stdout.write(f"{time.process_time()}\n")
    sys.stdout.flush()
    os._exit(0)


def bare() -> None:
    """Open a window with nothing but a label."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                QTimer.singleShot(0, stop)
            return False

    qt = QApplication(["bare"])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Démarche"))
    window.resize(1600, 900)
    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    qt.exec()


def demarche(library: str, *, marks: bool, shipped: bool = True) -> None:
    """Open Démarche as its command does where there is a display; unless ``shipped``, a library of another dataset."""
    from desktop import __main__ as program
    from desktop.cli.arguments import parse

    options = parse(["--database", library])
    program.prepare_to_import()
    # Only now: the command is to find nothing imported that it imports itself.
    from PySide6.QtCore import QEvent, QObject, QTimer

    from desktop.app import Application
    from desktop.cli import window as command

    class Watched(Application):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            if not marks:
                self.window.installEventFilter(self)

        def _furnish(self) -> None:
            super()._furnish()
            self.window.timeline.installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and not (marks and self.session.marks is None):
                QTimer.singleShot(0, stop)
            return False

    vars(command).update(Application=Watched, has_display=always)
    if not shipped:
        vars(command).update(dataset_of=nothing)
    command.run(options)


def always() -> bool:
    """Tell that there is a display, whatever Qt is told to draw on."""
    return True


def nothing(_options: object) -> None:
    """Tell that no dataset is to be loaded."""


if __name__ == "__main__":
    match sys.argv[1]:
        case "bare":
            bare()
        case wanted:
            demarche(sys.argv[2], marks=wanted != "painted", shipped=wanted != "kept")
