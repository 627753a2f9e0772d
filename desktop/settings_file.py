"""Look at the settings file before Qt does, which builds objects from what it finds there and may be ended by it.

What we write is words, numbers and byte arrays. A value that would make anything else of itself was not written by us;
its size alone can be more than there is memory.
"""

import logging
import re
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths

log = logging.getLogger(__name__)

LARGEST = 1_000_000
"""Bytes; a settings file of ours has a few thousand."""

_CONTINUED = re.compile(rb"\\\r?\n")
_OBJECT = re.compile(rb'(?:=|,)[\s"]*(?:@|\\x0*40|\\0*100)(?!@|ByteArray\()', re.IGNORECASE)
"""Where a value, or a part of a list, begins with the sign of an object that is no byte array."""


def settings_path(application: str) -> Path | None:
    """Return where Qt keeps an application's settings, None where that is no file of lines."""
    if not sys.platform.startswith("linux"):
        return None
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / application / f"{application}.conf"


def clean(file: Path) -> None:
    """Take out of a settings file what is none of ours; where it cannot be read or is huge, it is put aside."""
    try:
        if not file.exists():
            return
        if file.stat().st_size > LARGEST:
            file.replace(file.with_name(f"{file.name}.aside"))
            log.warning("the settings file is larger than any of ours and was put aside: %s.aside", file)
            return
        lines = _CONTINUED.sub(b"", file.read_bytes()).splitlines(keepends=True)
        kept = [line for line in lines if not _OBJECT.search(line)]
        if len(kept) < len(lines):
            log.warning("%d lines of the settings make no sense and were dropped", len(lines) - len(kept))
            growing = file.with_name(f"{file.name}.new")
            growing.write_bytes(b"".join(kept))
            growing.replace(file)
    except OSError as error:
        log.warning("the settings cannot be looked at: %s", error)
