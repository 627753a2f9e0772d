"""Read exported CSV back, as a program would."""

import csv
import io
import re
from pathlib import Path

from db.export.csv import write_csv
from db.export.options import ExportOptions
from db.store import Store

BOM = "\ufeff"


def read_rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows as dictionaries; cells stay as they are written."""
    text = data.decode().removeprefix(BOM)
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def values_of(cell: str) -> list[str]:
    """Return the values of a cell in which several may stand."""
    if not cell:
        return []
    parts = re.findall(r"(?:[^\\;]|\\.)+", cell, re.DOTALL)
    values = [parts[0], *(part.removeprefix(" ") for part in parts[1:])]
    return [re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in values]


def exported(store: Store, **options: object) -> list[dict[str, str]]:
    """Return the rows of an export to a stream."""
    return read_rows(exported_bytes(store, **options))


def exported_bytes(store: Store, **options: object) -> bytes:
    """Return an export to a stream."""
    stream = io.BytesIO()
    write_csv(store.read, ExportOptions(**options), stream)  # type: ignore[arg-type]
    return stream.getvalue()


def names_in(folder: Path) -> set[str]:
    """Return what lies in a folder."""
    return {path.name for path in folder.iterdir()}
