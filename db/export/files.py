"""Replace files whole or not at all."""

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from db.errors import ExportError
from db.settling import settle

ABANDONED = 24 * 3600
"""Seconds in which nobody has written to a part of an export: its process was killed."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}


@contextmanager
def replacing(*targets: Path) -> Iterator[tuple[BinaryIO, ...]]:
    """Open a new file for each target, and put them in their places at the end.

    Until then they lie under other names in the same folders; whatever is raised before, the targets stay as they
    were and the new files go; should only a later one not be replaced, the error names it. A link is followed.

    Raises ExportError where a folder is in the way, a target is read-only or cannot be replaced, and OSError.
    """
    ends = [Path(os.path.realpath(target)) for target in targets]
    for end in ends:
        if end.is_dir():
            raise ExportError(f"{end} is a folder: name a file.")
        if end.exists() and not end.stat().st_mode & _WRITABLE:
            raise ExportError(f"{end} was not written: it is read-only.")
    with contextlib.ExitStack() as stack:
        opened = [_open_beside(end, stack) for end in ends]
        yield tuple(file for file, _ in opened)
        for file, _ in opened:
            file.flush()
            os.fsync(file.fileno())
            file.close()
        for (_, temporary), end in zip(opened, ends, strict=True):
            with telling(end):
                temporary.replace(end)
        for folder in {end.parent for end in ends}:
            settle(folder)


def put_bytes(data: bytes, target: Path | BinaryIO) -> None:
    """Write to a stream, or replace a file whole or not at all; raises ExportError where it cannot be written."""
    if not isinstance(target, Path):
        with telling("The stream"):
            target.write(data)
            target.flush()
        return
    with telling(target):
        if is_stream(target):
            target.write_bytes(data)
            return
        with replacing(target) as (file,):
            file.write(data)


@contextmanager
def telling(target: Path | str) -> Iterator[None]:
    """Raise ExportError with a sentence for the user in place of an OSError."""
    try:
        yield
    except OSError as error:
        raise ExportError(_sentence(error, target)) from error


def is_stream(path: Path) -> bool:
    """Tell whether a path leads to a device or a pipe, which is written to and not replaced; raises OSError."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _open_beside(end: Path, stack: contextlib.ExitStack) -> tuple[BinaryIO, Path]:
    """Open a new file that takes over the rights of the one it is to replace."""
    _clear_away(end.parent)
    temporary = end.with_name(f".demarche-{secrets.token_hex(8)}.part")
    file = stack.enter_context(temporary.open("xb"))
    stack.callback(temporary.unlink, missing_ok=True)
    if end.exists():
        temporary.chmod(stat.S_IMODE(end.stat().st_mode))
    return file, temporary


def _clear_away(folder: Path) -> None:
    """Remove what killed exports have begun in a folder, once nobody can be writing it any more."""
    for left in folder.glob(".demarche-*.part"):
        # Another export may end, or another program hold it, just now.
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                left.unlink()


def _sentence(error: OSError, target: Path | str) -> str:
    match error.errno:
        case code if code in _FULL:
            reason = "the disk is full"
        case code if code in _FORBIDDEN:
            reason = "its folder is read-only, or another program holds it"
        case code if code in _NO_FOLDER:
            reason = "there is no such folder"
        case errno.EPIPE:
            reason = "its reader went away"
        case _:
            reason = error.strerror or str(error)
    return f"{target} was not written: {reason}."
