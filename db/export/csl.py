"""Write the sources as CSL-JSON, which reference managers and citation processors read."""

import json
from datetime import date
from typing import Any, BinaryIO

from db.dates import Date, Grain
from db.export.exporting import DescribedExport
from db.export.options import Written
from db.export.sources import Source
from db.export.sources_list import SourcesExport
from db.formats import Format

_PARTS = {Grain.YEAR: 1, Grain.MONTH: 2}
"""How many numbers a date of a grain has; every finer one has three."""


class CslExport(SourcesExport, DescribedExport):
    """An array of items of the type ``article-newspaper``; what it holds stands beside the file."""

    form = Format.CSL

    def write(self, file: BinaryIO) -> Written:
        """Write an item a source."""
        found, written = self.sources()
        items = [item(source) for source in found]
        file.write(f"{json.dumps(items, ensure_ascii=False, indent=2)}\n".encode())
        return written

    def description(self, name: str, written: Written) -> bytes:
        """Return what the file holds, as JSON."""
        told = {"file": name, **self.about(written, "sources").as_json()}
        return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode(errors="backslashreplace")


def item(source: Source) -> dict[str, Any]:
    """Return a source as an item of CSL."""
    told = {
        "id": source.slug,
        "type": "article-newspaper",
        "title": source.headline,
        "container-title": source.publisher,
        "author": [{"literal": source.byline}] if source.byline else None,
        "issued": issued(source.date),
        "URL": source.url,
        "language": source.language,
        "note": note(source),
    }
    return {name: value for name, value in told.items() if value}


def issued(when: Date) -> dict[str, Any]:
    """Return a date as CSL writes it: numbers of a day or of two, and whether it is only about then."""
    ends = [day for day in (when.first_day, when.last_day) if day is not None]
    if len(ends) < 2:
        return {"literal": when.text}
    first, last = (_parts(day, when.grain) for day in ends)
    told: dict[str, Any] = {"date-parts": [first] if first == last else [first, last]}
    if when.qualified:
        told["circa"] = True
    return told


def _parts(day: date, grain: Grain) -> list[int]:
    return [day.year, day.month, day.day][: _PARTS.get(grain, 3)]


def note(source: Source) -> str:
    """Return whose copy a source prints, and how its date is known."""
    agency = f"Agency: {source.agency}." if source.agency else ""
    return " ".join(part for part in (agency, " ".join(source.published_note.split())) if part)
