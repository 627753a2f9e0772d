"""Write JSON Lines: an object a row, in the columns of CSV; beside a file, what it holds."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from db.export.columns import Column, Content, Page, values_of
from db.export.options import Rows, Written
from db.export.tables import TableExport
from db.formats import Format


class JsonLinesExport(TableExport):
    """Rows as objects: several values are a list, a number is a number, and what is unknown is null."""

    form = Format.JSONL

    def write(self, file: BinaryIO) -> Written:
        """Write a line a row."""
        rows = self.rows()
        count = 0
        for page in self.pages(rows, self.page):
            for row in _objects(self.columns, page):
                file.write(f"{json.dumps(row, ensure_ascii=False)}\n".encode())
                count += 1
        return self.written(count, rows)

    def description(self, name: str, written: Written) -> bytes:
        """Return what the file holds, and what its columns mean, as JSON."""
        rows = "entries" if self.options.rows == Rows.ENTRY else "citations"
        columns = [
            {"name": column.name, "meaning": column.meaning, "several": column.several} for column in self.columns
        ]
        told = {"file": name, **self.about(written, rows).as_json(), "columns": columns}
        return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode(errors="backslashreplace")


def _objects(columns: Sequence[Column], page: Page) -> Iterator[dict[str, Any]]:
    names = [column.name for column in columns]
    typed = [map(_reader(column), cells) for column, cells in zip(columns, page, strict=True)]
    for row in zip(*typed, strict=True):
        yield dict(zip(names, row, strict=True))


def _reader(column: Column) -> Callable[[str], Any]:
    if column.several:
        return values_of
    return _number if column.content is Content.NUMBER else _text


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _text(cell: str) -> str | None:
    return cell or None
