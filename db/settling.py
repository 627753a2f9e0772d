"""See that what was written is on the disk before anything depends on it."""

import os
from pathlib import Path


def settle_file(path: Path) -> None:
    """Wait until a file's content is on the disk; raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Wait until a folder's new names are on the disk; only POSIX lets a folder be opened. Raises OSError."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
