"""Run the installed command as a process, and say what is expected of its complaints."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

Result = subprocess.CompletedProcess[str]

INSTALLED = Path(sys.executable).with_name("demarche")
COMMAND = [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-m", "desktop"]

LIMITED = ("sh", "-c", 'ulimit -f "$1" && shift && exec "$@"', "sh")
"""Runs a program that can write no file longer than so many blocks of 512 bytes; it is not measured."""


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment without a display or a place of originals."""
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "DEMARCHE_ARTICLES"}
    return {name: value for name, value in os.environ.items() if name not in left_out} | more


def demarche(
    *arguments: str | Path,
    cwd: Path | None = None,
    before: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    status: int | None = 0,
) -> Result:
    """Run the command and return what it said; its exit status must be ``status`` unless that is None.

    ``before`` is a program that runs the command, with its own arguments.
    """
    known = dict(environment() if env is None else env)
    if tuple(before[: len(LIMITED)]) == LIMITED:
        # What measures coverage writes a file of its own, and would be the one to fail.
        known.pop("COVERAGE_PROCESS_CONFIG", None)
    result = subprocess.run(
        [*before, *COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=known,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert "Traceback" not in result.stderr, result.stderr
    assert status is None or result.returncode == status, (result.returncode, result.stdout, result.stderr)
    return result


def sentence(result: Result) -> str:
    """Return the one sentence on standard error."""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("demarche: "), result.stderr
    assert lines[0].endswith("."), result.stderr
    return lines[0].removeprefix("demarche: ")


def misused(result: Result) -> str:
    """Return what is said of a wrong call, in two lines at most."""
    assert 1 <= len(result.stderr.splitlines()) <= 2, result.stderr
    assert result.stdout == ""
    return result.stderr
