"""Read files of formats that others define in a process of its own, which may hang, crash or eat memory by itself.

A parser of PDF or HTML meets whatever the world has made. Here it can be stopped at once, whatever it does, and a
fault in it ends neither the window nor a transaction.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO

from db.readings import OriginalError, OriginalText

SECONDS = 10
"""Of processor time; the longest that any file may take. Asleep or waiting, it may take six times as long."""
MEMORY = 2_000_000_000
"""Bytes that reading a file may take, address space included."""
_PATIENCE = 0.05
"""Seconds between two looks at whether to go on."""
_TOO_LONG = "takes too long to be read"


class Format(StrEnum):
    """What is read apart, by the names of `db.extracting`."""

    HTML = "html"
    MHTML = "mhtml"
    WEB_ARCHIVE = "webarchive"
    PDF = "pdf"


def read_apart(file: BinaryIO, form: Format, go_on: Callable[[], None]) -> list[OriginalText]:
    """Return the readings of a file that is open, the likelier first; raises OriginalError.

    ``go_on`` is called again and again; the process is stopped where it raises.
    """
    # Python itself on a module of ours; -P, so that nothing is imported from the current folder.
    command = [sys.executable, "-P", "-m", "db.extracting", form, str(SECONDS), str(MEMORY)]
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(  # noqa: S603 - nothing of the user's stands in the command
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=quiet
    ) as process:
        try:
            answer = _answer(process, go_on)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise OriginalError(_why(process.returncode))
    return _understood(answer)


def _answer(process: "subprocess.Popen[bytes]", go_on: Callable[[], None]) -> bytes:
    until = time.monotonic() + 6 * SECONDS
    while True:
        try:
            return process.communicate(timeout=_PATIENCE)[0]
        except subprocess.TimeoutExpired as late:
            go_on()
            if time.monotonic() > until:
                raise OriginalError(_TOO_LONG) from late


def _why(returncode: int) -> str:
    """Return what a process died of, in words."""
    if sys.platform != "win32" and returncode == -signal.SIGXCPU:
        return _TOO_LONG
    return "is damaged, or made so that it cannot be read"


def _understood(answer: bytes) -> list[OriginalText]:
    told = json.loads(answer)
    if "problem" in told:
        raise OriginalError(told["problem"])
    return [OriginalText(text, name) for text, name in told["readings"]]
