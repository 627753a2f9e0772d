"""``demarche export``: write entries, passages or sources to a file or to standard output, or draw the timeline."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace
from PySide6.QtCore import QLocale

from db.errors import ExportError
from db.export.options import ExportOptions, Profile, Rows, Written
from db.export.tables import columns_of
from db.export.writing import write
from db.filtering import FilterError
from db.formats import PICTURES, TRAITS, Format, formats_of
from db.store import Store
from desktop.cli.arguments import filter_of
from desktop.cli.opening import opened
from desktop.cli.searched import checked
from desktop.cli.usage import CommandError, UsageError
from desktop.wording import date_words, interface_locale, left_out_words

STANDARD_OUTPUT = "-"


def run(options: argparse.Namespace) -> int:
    """Export what the filters leave; how many rows that are, and what is left out, goes to standard error."""
    form = format_of(options)
    if form in PICTURES:
        return _draw(options, form)
    _refuse(options, ("span", "pages", "scale", "group", "theme"), PICTURES, form)
    asked = _asked(options, Format(form))

    def export(store: Store) -> Written:
        whole = replace(asked, read=checked(store, asked.filter))
        return write(Format(form), store.read, whole, target_of(options))

    print(told(_written(options, export)), file=sys.stderr)
    return 0


def _draw(options: argparse.Namespace, form: str) -> int:
    """Draw what the filters leave."""
    from desktop.cli.timeline_picture import write as draw
    from desktop.views.timeline.picture import PictureFormat

    _refuse(options, ("columns", "quotations", "own"), ("tables and documents",), form)
    wanted = filter_of(options)
    written = _written(options, lambda store: draw(options, PictureFormat(form), store, wanted, target_of(options)))
    print(told(written, "page"), file=sys.stderr)
    return 0


def _refuse(options: argparse.Namespace, names: Sequence[str], meant: Sequence[str], form: str) -> None:
    """Raise UsageError for an option that does nothing for this format."""
    for name in names:
        if getattr(options, name):
            raise UsageError(f"--{name} is for {', '.join(meant)}, not for {form}")


def _written(options: argparse.Namespace, export: Callable[[Store], Written]) -> Written:
    """Export from the library that the options name."""
    with opened(options) as store:
        try:
            return export(store)
        except FilterError as error:
            raise UsageError(str(error)) from error
        except ExportError as error:
            if isinstance(error.__cause__, BrokenPipeError):
                raise error.__cause__ from None
            raise CommandError(str(error)) from error


def format_of(options: argparse.Namespace) -> str:
    """Return the format asked for, or told by the file's ending; standard output is CSV unless another is asked for."""
    if options.format:
        return str(options.format)
    if options.output == STANDARD_OUTPUT:
        return Format.CSV
    ending = Path(options.output).suffix.removeprefix(".").lower()
    if ending in PICTURES:
        return ending
    meant = formats_of(options.output)
    if len(meant) > 1:
        names = ", ".join(str(form) for form in meant)
        raise UsageError(f"{options.output!r} may be any of {names}: say which with --format")
    if not meant:
        endings = [traits.endings[0] for traits in TRAITS.values() if traits.endings[0] != "json"]
        known = ", ".join(f".{ending}" for ending in (*endings, *PICTURES))
        raise UsageError(f"{options.output!r} does not tell the format: end it in {known}, or say --format")
    return meant[0]


def _asked(options: argparse.Namespace, form: Format) -> ExportOptions:
    traits, rows = TRAITS[form], Rows(options.rows)
    if not traits.table:
        tables = " and ".join(str(each) for each, other in TRAITS.items() if other.table)
        for name, given in (("--columns", options.columns), ("--rows", rows != Rows.ENTRY)):
            if given:
                raise UsageError(f"{name} is for {tables}, not for {form}")
    if options.quotations and not traits.quotes:
        raise UsageError(f"--quotations is not for {form}, which holds no passages")
    if options.own and not traits.own:
        raise UsageError(f"--own is not for {form}, which holds no entries")
    if options.quotations and traits.table and rows != Rows.CITATION:
        raise UsageError("--quotations is for a row a citation, which holds passages: say --rows citation as well")
    if options.own and rows == Rows.CITATION:
        raise UsageError("--own is for a row an entry, not for --rows citation")
    return ExportOptions(
        rows=rows,
        profile=Profile(options.profile),
        quotations=options.quotations,
        filter=filter_of(options),
        own=options.own,
        columns=_columns(options.columns, rows, own=options.own),
        when=date_words().when,
    )


def _columns(asked: str | None, rows: Rows, *, own: bool) -> tuple[str, ...]:
    """Return the columns that were named, which must be ones of these rows and each named once."""
    if asked is None:
        return ()
    names = tuple(name.strip() for name in asked.split(","))
    known = [column.name for column in columns_of(rows, own=own)]
    for name in names:
        if name not in known:
            whose = "an entry's" if rows == Rows.ENTRY else "a citation's"
            raise UsageError(f"--columns knows no {name!r}; {whose} row has {', '.join(known)}")
    if len(set(names)) < len(names):
        raise UsageError("--columns names a column twice")
    return names


def target_of(options: argparse.Namespace) -> Path | BinaryIO:
    """Return the file to write, or the stream of standard output."""
    return sys.stdout.buffer if options.output == STANDARD_OUTPUT else Path(options.output)


def told(written: Written, what: str = "row") -> str:
    """Return what is said of an export, in a line or a few."""
    lines = [f"1 {what}" if written.count == 1 else f"{written.count} {what}s"]
    plain = QLocale(interface_locale())
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return "\n".join([*lines, *left_out_words(written.left_out, written.undated, written.outside, plain)])
