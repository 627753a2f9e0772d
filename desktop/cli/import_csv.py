"""``demarche import``: a CSV file back into entries, all of it or nothing, with every faulty row told."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing

from db.errors import ImportFaultsError, RowFault
from db.export.columns import OWN_COLUMNS
from db.importing.bringing import import_csv
from db.records import ImportReport
from desktop.cli.named import dataset_of
from desktop.cli.opening import opened
from desktop.cli.printing import out
from desktop.cli.telling import Told
from desktop.cli.usage import CommandError

OWN_NAMES = frozenset(column.name for column in OWN_COLUMNS)
"""Columns that ``export --own`` adds; what an entry carries of the user's is not changed by an import."""
MOST_FAULTS = 1_000
"""Faults that are listed; nobody reads more."""


def run(options: argparse.Namespace) -> int:
    """Import a file; faults go to standard error, a line each, and without --keep-good nothing is imported then."""
    with opened(options, writing=True) as store:
        try:
            with closing(Told(_read)) as told:
                folder = dataset_of(options)
                report = import_csv(store, folder, options.file, keep_good=options.keep_good, progress=told)
        except ImportFaultsError as error:
            _list(options, error.faults)
            raise CommandError(f"{error} --keep-good imports the others.") from error
    _list(options, report.faults)
    own = [name for name in report.ignored if name in OWN_NAMES]
    if own:
        print(f"What is your own is not brought in: {', '.join(own)}.", file=sys.stderr)
    others = [name for name in report.ignored if name not in OWN_NAMES]
    if others:
        print(f"Columns that mean nothing here: {', '.join(others)}.", file=sys.stderr)
    if report.encoding == "Windows-1252":
        print(f"{options.file} was read as Windows-1252, as it is no UTF-8.", file=sys.stderr)
    out(line(report))
    return 0


def _read(done: int, total: int) -> str:
    return f"{done * 100 // max(1, total)} % read and judged"


def line(report: ImportReport) -> str:
    """Return what became of a file, in a line."""
    told = [f"{report.imported} {_entries(report.imported)} imported"]
    if report.unchanged:
        told.append(f"{report.unchanged} there already")
    rows = len({fault.line for fault in report.faults})
    if rows:
        told.append(f"{rows} faulty {'row' if rows == 1 else 'rows'} left out")
    return ", ".join(told)


def _entries(number: int) -> str:
    return "entry" if number == 1 else "entries"


def _list(options: argparse.Namespace, faults: Sequence[RowFault]) -> None:
    for fault in faults[:MOST_FAULTS]:
        print(f"{options.file}:{fault}", file=sys.stderr)
    if len(faults) > MOST_FAULTS:
        print(f"... and {len(faults) - MOST_FAULTS} more faults", file=sys.stderr)
