"""Standard output, whose disk may be full and whose reader may have left."""

import io
import os
import sys

from desktop.cli.usage import CommandError


def prepare() -> None:
    """Let names of files and words that the terminal's encoding lacks be printed as escapes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def out(line: str) -> None:
    """Print a line at once.

    Raises CommandError where it cannot be written, BrokenPipeError where no one reads any more.
    """
    try:
        print(line, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(f"Standard output cannot be written to: {error.strerror}.") from error


def settle() -> None:
    """Write what is held back, and drop what cannot be written: the interpreter would complain of it at its end."""
    if sys.stdout is None:
        # It was closed before we were started.
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
