"""Write an export in any format."""

from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from db.export.exporting import Export, put
from db.export.options import ExportOptions, Progress, Written, untold
from db.export.selecting import Read
from db.formats import Format

_WRITERS = {
    Format.CSV: ("csv", "CsvExport"),
    Format.JSONL: ("jsonl", "JsonLinesExport"),
    Format.MARKDOWN: ("markdown", "MarkdownExport"),
    Format.DOCX: ("word", "WordExport"),
    Format.CSL: ("csl", "CslExport"),
    Format.BIBTEX: ("bibtex", "BibtexExport"),
    Format.JSONLD: ("annotations", "AnnotationsExport"),
    Format.TIMELINEJS: ("timelinejs", "TimelineJsExport"),
    Format.ICALENDAR: ("icalendar", "CalendarExport"),
}
"""The module of this package and the class that write a format; imported when one is asked for."""


def export_of(form: Format, read: Read, options: ExportOptions, progress: Progress = untold) -> Export:
    """Return the export of a format, ready to be written; raises KeyError for a column that there is not."""
    module, name = _WRITERS[form]
    made: Export = getattr(import_module(f"db.export.{module}"), name)(read, options, progress)
    return made


def write(
    form: Format, read: Read, options: ExportOptions, target: Path | BinaryIO, progress: Progress = untold
) -> Written:
    """Write the entries asked for; return what was written.

    Raises ExportError where it cannot be written, db.filtering.FilterError for a period that is none, KeyError for a
    column that there is not, and whatever ``progress`` raises.
    """
    return put(export_of(form, read, options, progress), target)
