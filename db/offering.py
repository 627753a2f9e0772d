"""Attach whatever originals lie in the files and folders that a user offers, a transaction a file."""

from collections.abc import Callable, Iterable
from pathlib import Path

from db.attaching import attach
from db.originals import OriginalError, files_in, read_original
from db.records import AttachReport
from db.store import Store

Progress = Callable[[int, int], None]


def attach_files(store: Store, paths: Iterable[Path], progress: Progress) -> list[AttachReport]:
    """Attach the originals found and report on every file, in order.

    What is attached stays attached if ``progress``, told of every file, raises to stop. A file that could not
    be read has ``problem`` set, in words that continue its name. Raises StoreError where the library cannot
    be written.
    """
    files = files_in(paths)
    reports = []
    for done, file in enumerate(files):
        progress(done, len(files))
        reports.append(_attach(store, file))
    return reports


def _attach(store: Store, file: Path) -> AttachReport:
    try:
        original = read_original(file)
    except OriginalError as error:
        return AttachReport(str(file), None, {}, problem=str(error))
    with store.write() as connection:
        return attach(connection, str(file), original.text, original.encoding)
