"""Write CSV (RFC 4180), and beside a file its description (CSV on the Web)."""

import codecs
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from db.export.columns import Column, Content, Page
from db.export.csvw import description
from db.export.exporting import put
from db.export.options import ExportOptions, Profile, Progress, Written, untold
from db.export.selecting import Read
from db.export.tables import TableExport
from db.formats import Format

_RUN_BY_SPREADSHEETS = frozenset("=+-@\t\r")


def write_csv(read: Read, options: ExportOptions, target: Path | BinaryIO, progress: Progress = untold) -> Written:
    """Write the entries asked for, or their citations, in the chronology's order; return what was written.

    Raises ExportError where it cannot be written, db.filtering.FilterError for a period that is none, KeyError for a
    column that is none, and whatever ``progress`` raises.
    """
    return put(CsvExport(read, options, progress), target)


class CsvExport(TableExport):
    """Rows as lines of cells."""

    form = Format.CSV

    def write(self, file: BinaryIO) -> Written:
        """Write a header and a line a row."""
        guarded = self.options.profile == Profile.SPREADSHEET
        rows = self.rows()
        if guarded:
            file.write(codecs.BOM_UTF8)
        file.write(f"{','.join(column.name for column in self.columns)}\r\n".encode())
        count = 0
        for page in self.pages(rows, self.page):
            file.write(lines(self.columns, page, guarded=guarded).encode())
            count += len(page[0])
        return self.written(count, rows)

    def description(self, name: str, written: Written) -> bytes:
        """Return the description in CSV on the Web."""
        return description(self.reading.dataset, self.options, self.columns, name, written)


def lines(columns: Sequence[Column], page: Page, *, guarded: bool) -> str:
    """Return a page as lines; ``guarded`` against spreadsheets that would run a cell."""
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
