"""Which library and which dataset a command line means; nothing of them is read here."""

import argparse
from pathlib import Path

from db.identity import APPLICATION_ID
from desktop.assets import dataset_folder
from desktop.cli.usage import UsageError
from desktop.places import ENDING, default_database


def database_of(options: argparse.Namespace) -> Path:
    """Return the library's path: the one named, or else the user's own; raises UsageError where two are."""
    named = [file for file in getattr(options, "files", ()) if is_library(file)]
    if len(named) + (options.database is not None) > 1:
        raise UsageError("a window shows one library, and more than one is named")
    return options.database or next(iter(named), None) or default_database()


def originals_of(options: argparse.Namespace) -> tuple[Path, ...]:
    """Return the files that are named without an option and are no libraries: originals to attach."""
    return tuple(file for file in options.files if not is_library(file))


def is_library(file: Path) -> bool:
    """Tell whether a file is a library, or is to be one, by its ending or its first bytes."""
    if file.suffix == ENDING:
        return True
    try:
        with file.open("rb") as opened:
            head = opened.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION_ID.to_bytes(4, "big")


def dataset_of(options: argparse.Namespace) -> Path:
    """Return the dataset's folder: the one named, or else the one that ships with Démarche."""
    return options.dataset or dataset_folder()
