"""Write CSV (RFC 4180), and beside a file its description (CSV on the Web)."""

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from db.export.citations import CitationTable
from db.export.columns import Column, Content, Page
from db.export.csvw import description
from db.export.entries import EntryTable
from db.export.files import is_stream, replacing, telling
from db.export.options import ExportOptions, Profile, Progress, Rows, Written, untold
from db.export.selecting import Read, Reading

ENTRIES_A_PAGE = 1_000
"""How many entries are read at once: a few milliseconds' work."""

_RUN_BY_SPREADSHEETS = frozenset("=+-@\t\r")


def write_csv(read: Read, options: ExportOptions, target: Path | BinaryIO, progress: Progress = untold) -> Written:
    """Write the entries asked for, or their citations, in the chronology's order; return what was written.

    A file and its description ``FILE-metadata.json`` are replaced whole or not at all; a stream has no description,
    nor has what is no plain file (a device, a pipe). ``read`` lends connections, each for one short read.

    Raises ExportError where it cannot be written, db.filtering.FilterError for a period that is none, and whatever
    ``progress`` raises.
    """
    export = _Export(read, options, progress)
    if not isinstance(target, Path):
        with telling("The stream"):
            return export.write(target)
    with telling(target):
        if is_stream(target):
            with target.open("wb") as stream:
                return export.write(stream)
        with replacing(target, target.with_name(f"{target.name}-metadata.json")) as (file, beside):
            written = export.write(file)
            beside.write(description(export.dataset, options, export.table.columns, target.name, written))
    return written


class _Export:
    """One export: what is read, and how it is written."""

    def __init__(self, read: Read, options: ExportOptions, progress: Progress) -> None:
        self._reading = Reading(read)
        self._options = options
        self._progress = progress
        entries = options.rows == Rows.ENTRY
        self.table = EntryTable(own=options.own) if entries else CitationTable(quotations=options.quotations)
        self.dataset = self._reading.dataset

    def write(self, file: BinaryIO) -> Written:
        """Write everything to an open file."""
        guarded = self._options.profile == Profile.SPREADSHEET
        rows = self._reading.selected(self._options)
        if guarded:
            file.write(codecs.BOM_UTF8)
        file.write(f"{','.join(column.name for column in self.table.columns)}\r\n".encode())
        count = 0
        for page in self._pages(rows):
            file.write(_lines(self.table.columns, page, guarded=guarded).encode())
            count += len(page[0])
        file.flush()  # here, where a full disk or a reader that has left can still be told
        return Written(count, self._reading.entries - len(rows))

    def _pages(self, rows: Sequence[int]) -> Iterator[Page]:
        self._progress(0, len(rows))
        for start in range(0, len(rows), ENTRIES_A_PAGE):
            asked = rows[start : start + ENTRIES_A_PAGE]
            with self._reading.step() as connection:
                page = self.table.page(connection, asked)
            yield page
            self._progress(start + len(asked), len(rows))


def _lines(columns: Sequence[Column], page: Page, *, guarded: bool) -> str:
    """Return a page as lines."""
    written = [_written(column, cells, guarded=guarded) for column, cells in zip(columns, page, strict=True)]
    return "".join([f"{line}\r\n" for line in map(",".join, zip(*written, strict=True))])


def _written(column: Column, cells: Sequence[str], *, guarded: bool) -> Sequence[str]:
    """Return a column's cells as they are written; where one must be quoted, all that are not empty are."""
    if not any(cells):
        return cells
    if guarded and column.content not in {Content.DAY, Content.NUMBER}:
        # Nothing from A on is run: most cells are done with one comparison.
        cells = [cell if cell >= "A" or cell[:1] not in _RUN_BY_SPREADSHEETS else f"'{cell}" for cell in cells]
    together = "".join(cells)
    if '"' in together:
        return ['"' + cell.replace('"', '""') + '"' if cell else "" for cell in cells]
    if any(sign in together for sign in ",\r\n"):
        return [f'"{cell}"' if cell else "" for cell in cells]
    return cells
