"""Read the beginning of an export, to be looked at before it is written."""

import io

from msgspec import Struct
from msgspec.structs import replace

from db.export.columns import Column
from db.export.options import ExportOptions, Profile, Written, untold
from db.export.selecting import Read
from db.export.tables import TableExport
from db.export.writing import export_of
from db.formats import TRAITS, Format

LINES = 60
"""Lines of a text that are shown."""
LETTERS = 4_000


class Preview(Struct, frozen=True):
    """The beginning of an export: columns and rows of a table, or lines of a text.

    ``rows`` hold a cell for every column that there is, whichever are chosen.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""


def preview(
    form: Format,
    read: Read,
    options: ExportOptions,
    sample: tuple[int, ...],
    count: int,
    *,
    undated: int = 0,
    imported: int = 0,
) -> Preview:
    """Return how an export begins: of ``sample``, the first few rows of the ``count`` entries asked for.

    A text tells of the whole export, not of the sample; ``undated`` of the entries have no date, and
    ``imported`` of those that are written are the user's.
    """
    asked = replace(options, filter=type(options.filter)(), selection=sample, columns=(), profile=Profile.DATA)
    export = export_of(form, read, asked, untold)
    if isinstance(export, TableExport):
        rows = zip(*_cells(export, sample), strict=True)
        return Preview(export.columns, tuple(rows))
    without = undated if TRAITS[form].dated else 0
    export.whole = options, Written(count - without, export.reading.entries - count, without, imported=imported)
    stream = io.BytesIO()
    export.write(stream)
    text = _document(stream) if form is Format.DOCX else stream.getvalue().decode(errors="replace")
    return Preview(text="\n".join(text[:LETTERS].splitlines()[:LINES]))


def _cells(export: TableExport, sample: tuple[int, ...]) -> list[list[str]]:
    """Return the cells of the sample, column by column."""
    cells: list[list[str]] = [[] for _ in export.columns]
    for page in export.pages(sorted(sample), export.page):
        for column, more in zip(cells, page, strict=True):
            column.extend(more)
    return cells


def _document(stream: io.BytesIO) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(stream).paragraphs)
