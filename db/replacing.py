"""Begin a library anew in the place of a file that is not fit to be one, with what is the user's in it."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from db.backups import Progress, keep_aside
from db.connecting import rescue_folder
from db.errors import StoreError
from db.identity import real_path
from db.locking import LibraryLock
from db.settling import settle, settle_file
from db.store import open_library


class Replaced(Struct, frozen=True):
    """What became of the file: where it is ``kept``, and how many rows were ``taken`` over from it, by table."""

    kept: Path
    taken: Mapping[str, int]


def replace_unfit(path: Path, dataset: Path | None, progress: Progress | None = None) -> Replaced:
    """Put a library with the user's part of an unfit file in its place; the file is kept aside under another name.

    Only where the user agreed to it. The library is complete before the file is touched: whatever ends this leaves one
    or the other in the place, never less. Raises StoreError where a Démarche holds the file or the disk refuses,
    DatasetError for a faulty dataset; the file then stays where it is.
    """
    path = real_path(path)
    try:
        lock = LibraryLock.take(path)
        if lock is None:
            raise StoreError(f"Another Démarche has {path} open.")
        try:
            replaced = _replace(path, dataset, progress)
        except BaseException:
            lock.release(clean=lock.clean)
            raise
        lock.release()
    except OSError as error:
        raise StoreError(f"{path} cannot be moved aside: {error.strerror or 'it cannot be locked'}.") from error
    return replaced


def _replace(path: Path, dataset: Path | None, progress: Progress | None) -> Replaced:
    folder = rescue_folder(path)
    shutil.rmtree(folder, ignore_errors=True)
    growing = folder / path.name
    try:
        folder.mkdir()
        taken = _take_over(path, growing, dataset, progress)
        kept = keep_aside(path, "aside")
        growing.replace(path)
        settle(path.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Replaced(kept, taken)


def _take_over(path: Path, growing: Path, dataset: Path | None, progress: Progress | None) -> dict[str, int]:
    """Make the library that is to come; the dataset comes last, so that all that is the user's is loaded with it."""
    with closing(open_library(growing)) as store:
        taken = store.rescue(path)
        if dataset is not None:
            store.load(dataset, progress=progress)
    shutil.copymode(path, growing)
    settle_file(growing)
    return taken
