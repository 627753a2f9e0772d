"""Keep the report of what ends the process at once, so that the next start can offer it.

Each process has a file of its own in the platform's state folder, in which Python writes where every thread was
should the process be ended by a fault of native code. One that ends properly takes its file away; an empty one of
a process that was killed says nothing and goes when it is old.
"""

import faulthandler
import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

log = logging.getLogger(__name__)

_PATTERN = "ended-*.txt"
_MOST = 100_000
"""Characters of a report that are offered: of a longer one, its end."""
_OLD = 30 * 24 * 3600
"""Seconds after which an empty file is of no process that still runs."""


class LastWords:
    """The file of this process."""

    def __init__(self, file: TextIO, path: Path) -> None:
        """Hold what :meth:`begin` has opened."""
        self._file = file
        self._path = path

    @classmethod
    def begin(cls, folder: Path) -> "LastWords | None":
        """Open this process's file and have faults of native code written to it; None, and a log, where that fails."""
        path = folder / f"ended-{os.getpid()}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = path.open("w", encoding="utf-8")
        except OSError as error:
            log.warning("reports of crashes cannot be kept: %s", error)
            return None
        faulthandler.enable(file)
        return cls(file, path)

    def add(self, text: str) -> None:
        """Write down what has not been shown yet."""
        self._file.write(text)
        self._file.flush()

    def forget(self) -> None:
        """Drop what the user has seen."""
        self._file.seek(0)
        self._file.truncate()

    def end(self) -> None:
        """Take the file away: the process ends as it should, and says no more than it has shown."""
        faulthandler.disable()
        said = self._file.tell() > 0
        self._file.close()
        if not said:
            self._path.unlink(missing_ok=True)


def give_back(folder: Path, reports: list[str]) -> None:
    """Leave reports that could not be offered for the next start."""
    if reports:
        path = folder / f"ended-{os.getpid()}-{time.time_ns()}.txt"
        try:
            path.write_text("\n".join(reports), encoding="utf-8")
        except OSError as error:
            log.warning("a report of a crash is lost: %s", error)


def take_reports(folder: Path) -> list[str]:
    """Return the reports that earlier processes left, and remove them: each is offered once.

    What is not offered is to be given back.
    """
    reports = []
    for path in sorted(folder.glob(_PATTERN)):
        # What another process still holds, or has just taken, is its own matter.
        with suppress(OSError):
            if path.stat().st_size:
                reports.append(path.read_text(encoding="utf-8", errors="replace")[-_MOST:])
                path.unlink()
            elif time.time() - path.stat().st_mtime > _OLD:
                path.unlink()
    return reports
