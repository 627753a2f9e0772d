"""``demarche doctor``: say what there is, where it lies, and what is wrong with it.

Nothing is changed, no display is needed, and each part is looked at even where another one cannot be.
"""

import argparse
import os
import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from db.examining import examine
from desktop.cli.named import database_of, dataset_of
from desktop.cli.printing import out

PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "numpy", "msgspec", "python-dateutil")


def run(options: argparse.Namespace) -> int:
    """Print everything; return 1 where something is wrong, which standard error sums up."""
    faults = [*_versions(), *_dataset(dataset_of(options)), *_library(database_of(options)), *_qt()]
    for fault in faults:
        print(f"demarche: {fault}", file=sys.stderr)
    out(("1 fault" if len(faults) == 1 else f"{len(faults)} faults") if faults else "nothing is wrong")
    return 1 if faults else 0


def _versions() -> list[str]:
    out(f"Démarche {version('demarche')}")
    out(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.platform()}")
    missing = []
    for name in PACKAGES:
        try:
            out(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(f"The library {name} is not installed.")
    return missing


def _dataset(folder: Path) -> list[str]:
    from db.dataset import read_dataset
    from db.errors import DatasetError

    try:
        read = read_dataset(folder)
    except DatasetError as error:
        out(f"dataset {folder}: faulty")
        return [str(error)]
    out(f"dataset {folder}: {read.dataset.info.id} {read.dataset.info.version}, sound")
    return []


def _library(path: Path) -> list[str]:
    found = examine(path)
    state = "faulty" if found.faults else "sound" if path.exists() else "none"
    out(f"library {path}: {state}")
    for note in found.notes:
        out(f"  {note}")
    return found.faults


def _qt() -> list[str]:
    """Tell of Qt, its platform and its fonts; a library of the system that Qt lacks is a fault."""
    from desktop.display import has_display

    seen = has_display()
    # Whatever the display, nothing is shown on it here.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from desktop.cli import doctor_qt
    except ImportError as error:
        return [f"The window cannot be opened, as Qt lacks a library of this system: {error}."]
    return doctor_qt.look(seen=seen)
