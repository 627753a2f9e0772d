"""Export the small library in any format, and say dates as a person would."""

import io
from pathlib import Path

from db.dates import Date
from db.export.options import ExportOptions, Written
from db.export.writing import write
from db.formats import Format
from db.store import Store
from tests.db.offering import attach
from tests.db.small import ORIGINALS


def said(date: Date) -> str:
    """Say a date in words of this test's own."""
    return f"on {date.text}"


def exported(store: Store, form: Format, **options: object) -> bytes:
    """Return an export to a stream."""
    stream = io.BytesIO()
    write(form, store.read, ExportOptions(**({"when": said} | options)), stream)  # type: ignore[arg-type]
    return stream.getvalue()


def written_to(store: Store, form: Format, file: Path, **options: object) -> Written:
    """Export to a file."""
    return write(form, store.read, ExportOptions(**({"when": said} | options)), file)  # type: ignore[arg-type]


def attach_originals(store: Store) -> None:
    """Attach the originals of the small dataset."""
    for slug, text in ORIGINALS.items():
        with store.write() as connection:
            attach(connection, f"{slug}.txt", text)
