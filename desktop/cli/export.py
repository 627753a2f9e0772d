"""``demarche export``: write entries or their citations to a file or to standard output."""

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

from db import filtering
from db.export.csv import write_csv
from db.export.options import ExportError, ExportOptions, Profile, Rows, Written
from db.filtering import FilterError
from desktop.cli.arguments import filter_of
from desktop.cli.opening import opened
from desktop.cli.usage import CommandError, UsageError

WRITERS = {"csv": write_csv}
"""How each format is written; a file's ending names its format."""

STANDARD_OUTPUT = "-"


def run(options: argparse.Namespace) -> int:
    """Export what the filters leave; how many rows that are, and what is left out, goes to standard error."""
    write = WRITERS[format_of(options)]
    asked = ExportOptions(
        rows=Rows(options.rows),
        profile=Profile(options.profile),
        quotations=options.quotations,
        filter=filter_of(options),
        own=options.own,
    )
    with opened(options) as store:
        try:
            with store.read() as connection:
                filtering.check(connection, asked.filter)
            written = write(store.read, asked, target_of(options))
        except FilterError as error:
            raise UsageError(str(error)) from error
        except ExportError as error:
            if isinstance(error.__cause__, BrokenPipeError):
                raise error.__cause__ from None
            raise CommandError(str(error)) from error
    print(told(written), file=sys.stderr)
    return 0


def format_of(options: argparse.Namespace) -> str:
    """Return the format asked for, or told by the file's ending; standard output is CSV unless another is asked for."""
    ending = Path(options.output).suffix.removeprefix(".").lower()
    chosen = options.format or ("csv" if options.output == STANDARD_OUTPUT else ending)
    if chosen not in WRITERS:
        known = ", ".join(f".{name}" for name in WRITERS)
        raise UsageError(f"{options.output!r} does not tell the format: end it in {known}, or say --format")
    return str(chosen)


def target_of(options: argparse.Namespace) -> Path | BinaryIO:
    """Return the file to write, or the stream of standard output."""
    return sys.stdout.buffer if options.output == STANDARD_OUTPUT else Path(options.output)


def told(written: Written) -> str:
    """Return what is said of an export, in a line or two."""
    rows = "1 row" if written.count == 1 else f"{written.count} rows"
    if not written.left_out:
        return rows
    entries = "1 entry" if written.left_out == 1 else f"{written.left_out} entries"
    return f"{rows}\n{entries} left out by the filters"
