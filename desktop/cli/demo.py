"""``demarche demo``: a library of very many made-up entries, to be looked at or to be measured."""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

from db.loading import load
from db.store import open_library
from db.synthetic import SyntheticLibrary
from desktop.cli.bench import measure
from desktop.cli.printing import out
from desktop.cli.telling import Told
from desktop.display import has_display


def run(options: argparse.Namespace) -> int:
    """Make the library in a temporary place, and open the window on it, write its picture, or measure it."""
    if options.database is not None or options.dataset is not None:
        sys.stderr.write("demarche demo: It makes a library of its own; --database and --dataset are left alone.\n")
    with _ending_orderly(), tempfile.TemporaryDirectory(prefix="demarche-demo-") as folder:
        database = Path(folder) / "demo.demarche"
        make(database, options.count)
        if options.bench:
            out(json.dumps(measured(database, options.count)))
            return 0
        return _show(database)


def make(database: Path, count: int) -> None:
    """Load ``count`` made-up entries into a new library; how far it is goes to standard error."""
    library = SyntheticLibrary(count)
    with closing(open_library(database)) as store, closing(Told(_made)) as told, store.write() as connection:
        load(connection, library.dataset, library.entries(), total=count, progress=told)


def _made(done: int, total: int) -> str:
    return f"{done:,} of {total:,} entries made"


def measured(database: Path, count: int) -> dict[str, Any]:
    """Return the figures of :func:`desktop.cli.bench.measure`, taken in a process that has done nothing else."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, database, count).result()


def _show(database: Path) -> int:
    # Not above: Qt's widgets are not needed where frames are measured, which another process does.
    from PySide6.QtCore import QSettings

    from desktop.app import Start
    from desktop.cli import window

    if not has_display():
        return window.picture(database, None)
    # The user's own window stays as it was left.
    store = QSettings(str(database.with_name("settings.ini")), QSettings.Format.IniFormat)
    return window.show(Start(database, None, kept=False), store)


@contextmanager
def _ending_orderly() -> Iterator[None]:
    """Let the temporary library be removed also where the session ends."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
