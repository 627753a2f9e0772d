"""``demarche attach``: attach the publishers' originals, and say what every file was taken for."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from db.damaged import DAMAGED, UNREADABLE
from db.offering import Replace, attach_each
from db.originals import USUAL, WINDOWS_1252, files_in
from db.records import AttachReport
from db.vocabularies import AnchorState
from desktop.cli.opening import opened
from desktop.cli.printing import out
from desktop.cli.usage import CommandError


def run(options: argparse.Namespace) -> int:
    """Attach files and folders, a line a file; 1 if none, or a file named by itself, was not recognised."""
    files = files_of(options.paths)
    named = {str(path) for path in options.paths if not path.is_dir()}
    replace = Replace.ALWAYS if options.replace else Replace.BETTER
    met: set[str] = set()
    recognised, missed = False, False
    with opened(options, writing=True) as store:
        for report in attach_each(store, files, replace=replace):
            out(line(report))
            for remark in remarks(report):
                print(remark, file=sys.stderr)
            if report.kept and report.article not in met:
                print(f"With --replace, {report.file} takes its place all the same.", file=sys.stderr)
            elif report.article is not None:
                met.add(report.article)
            recognised |= report.article is not None
            missed |= report.article is None and report.file in named
    if not recognised:
        raise CommandError(f"No article of the dataset was found in {_listed(options.paths)}.")
    return 1 if missed else 0


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are meant by files and folders; raises CommandError for a folder that cannot be read."""
    try:
        return files_in(paths)
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error


def line(report: AttachReport) -> str:
    """Return what a file was taken for, in a line."""
    if report.article is None:
        return f"{report.file}: no known article"
    return f"{report.file}: {report.article}: {_standing(report.counts)}"


def remarks(report: AttachReport) -> Iterator[str]:
    """Yield what is to be known of a file beside its line, in sentences."""
    if report.problem:
        yield f"{report.file} {report.problem}."
    elif report.encoding == WINDOWS_1252:
        yield f"{report.file} was read as {WINDOWS_1252}, as it is no UTF-8."
    elif DAMAGED in report.encoding:
        yield f"{report.file} was read as {report.encoding}: {UNREADABLE} stands for what is unreadable in it."
    elif report.article is not None and report.encoding != USUAL:
        yield f"{report.file} was read as {report.encoding}."
    if report.replaced:
        yield (
            f"{report.file} has taken the place of another version, {report.replaced}, "
            f"which had {_standing(report.other)}."
        )
    if report.kept:
        yield (
            f"{report.file} was left out: {report.kept}, which stays attached, holds as many of the passages of "
            f"{report.article} or more: {_standing(report.other)}."
        )


def _standing(counts: Mapping[AnchorState, int]) -> str:
    return ", ".join(f"{counts.get(state, 0)} {state}" for state in AnchorState)


def _listed(paths: Sequence[Path]) -> str:
    names = [str(path) for path in paths]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
