"""How a library file is known for what it is, before anything of it is read."""

import os
from pathlib import Path

APPLICATION_ID = 0x446D6368
"""``Dmch``, big-endian at offset 68 of the file."""

SCHEMA_VERSION = 4
"""The schema's number, in ``user_version``; raised with every step in :mod:`db.schema`."""


def real_path(path: Path) -> Path:
    """Return where a library lies whatever links lead there: beside it lie its lock, its copies, what replaces it."""
    return Path(os.path.realpath(path))


def lock_path(library: Path) -> Path:
    """Return the file that lies beside a library for as long as it is open for writing.

    One that is found without a Démarche holding it tells that the last close was not clean.
    """
    return library.with_name(f"{library.name}-open")


def read_only_uri(library: Path, *, locking: bool = True) -> str:
    """Return the address under which SQLite opens a library without ever writing to it.

    Not ``locking`` is for a folder in which files cannot be locked: nothing can be read there otherwise.
    """
    return f"{library.absolute().as_uri()}?mode=ro{'' if locking else '&nolock=1'}"
