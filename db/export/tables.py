"""What formats of rows and columns have in common: which table is read, and which of its columns are written."""

from collections.abc import Sequence

from sqlalchemy import Connection

from db.export.citations import CitationTable
from db.export.columns import CITATION_COLUMNS, ENTRY_COLUMNS, OWN_COLUMNS, Column, Page, chosen
from db.export.entries import EntryTable
from db.export.exporting import DescribedExport
from db.export.options import ExportOptions, Progress, Rows, untold
from db.export.selecting import Read


def columns_of(rows: Rows, *, own: bool = False) -> tuple[Column, ...]:
    """Return the columns of a row an entry, with what is the user's ``own`` or without, or of a row a citation."""
    if rows == Rows.CITATION:
        return CITATION_COLUMNS
    return (*ENTRY_COLUMNS, *OWN_COLUMNS) if own else ENTRY_COLUMNS


class TableExport(DescribedExport):
    """Entries or citations as rows, in the columns chosen."""

    def __init__(self, read: Read, options: ExportOptions, progress: Progress = untold) -> None:
        """Choose the columns; raises KeyError for one that there is not."""
        super().__init__(read, options, progress)
        entries = options.rows == Rows.ENTRY
        self._table = EntryTable(own=options.own) if entries else CitationTable(quotations=options.quotations)
        self.columns = chosen(self._table.columns, options.columns)
        names = [column.name for column in self._table.columns]
        self._places = [names.index(column.name) for column in self.columns]

    def page(self, connection: Connection, rows: Sequence[int]) -> Page:
        """Return the cells of these entries, given by ascending rows, in the columns chosen."""
        cells = self._table.page(connection, rows)
        return [cells[place] for place in self._places]
