"""Let every lock on a file fail, as on a network folder without locks: at the system's call, below SQLite."""

from __future__ import annotations

import _sqlite3
import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator

SET_LOCK = 6
"""``F_SETLK`` of Linux."""
_Fields = list[tuple[str, type[ctypes.c_int] | type[ctypes.c_void_p]]]
_FIELDS: _Fields = [
    *(("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest_path", ctypes.c_int)),
    *((name, ctypes.c_void_p) for name in ("next", "name", "data", "open", "delete", "access", "full_path")),
    *((name, ctypes.c_void_p) for name in ("dl_open", "dl_error", "dl_sym", "dl_close", "randomness", "sleep")),
    *((name, ctypes.c_void_p) for name in ("current_time", "last_error", "current_time_64", "set_system_call")),
]
_CALL = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, use_errno=True)
_SET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)


class _FileSystem(ctypes.Structure):
    """SQLite's ``sqlite3_vfs``, as far as the exchange of system calls."""

    _fields_: ClassVar[_Fields] = _FIELDS


@contextmanager
def without_locks(error: int) -> Iterator[None]:
    """Let ``fcntl`` refuse SQLite every lock with this number of an error."""
    libc = ctypes.CDLL(None, use_errno=True)

    def answer(descriptor: int, command: int, argument: int | None) -> int:
        if command == SET_LOCK:
            ctypes.set_errno(error)
            return -1
        return int(libc.fcntl(descriptor, command, ctypes.c_void_p(argument)))

    call = _CALL(answer)
    find = ctypes.CDLL(_sqlite3.__file__).sqlite3_vfs_find
    find.restype, find.argtypes = ctypes.POINTER(_FileSystem), [ctypes.c_char_p]
    system = find(None)
    exchange = _SET(system.contents.set_system_call)
    assert exchange(ctypes.cast(system, ctypes.c_void_p), b"fcntl", ctypes.cast(call, ctypes.c_void_p)) == 0
    try:
        yield
    finally:
        exchange(ctypes.cast(system, ctypes.c_void_p), b"fcntl", None)
