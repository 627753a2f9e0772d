"""What an export can be written as, and what each format can hold. No SQLAlchemy here: windows ask for exports too."""

from enum import StrEnum
from pathlib import PurePath

from msgspec import Struct


class Format(StrEnum):
    """The formats, by the names that the command line takes."""

    CSV = "csv"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    DOCX = "docx"
    CSL = "csl-json"
    BIBTEX = "bibtex"
    JSONLD = "jsonld"
    TIMELINEJS = "timelinejs"
    ICALENDAR = "icalendar"


class Traits(Struct, frozen=True):
    """What a format is like.

    ``name`` is what people call it, ``endings`` are those of its files, the usual one first. A ``table`` has rows and
    columns to choose; one that ``quotes`` can hold originals' words, one with ``own`` what the user put on entries.
    ``most`` is how many entries it holds, where it must be built whole in memory; one that is ``dated`` has no place
    for entries without a date.
    """

    name: str
    endings: tuple[str, ...]
    table: bool = False
    quotes: bool = True
    own: bool = True
    most: int | None = None
    dated: bool = False


TRAITS = {
    Format.CSV: Traits("CSV", ("csv",), table=True),
    Format.JSONL: Traits("JSON Lines", ("jsonl", "ndjson"), table=True),
    Format.MARKDOWN: Traits("Markdown", ("md", "markdown")),
    Format.DOCX: Traits("Word", ("docx",), most=5_000),
    Format.CSL: Traits("CSL-JSON", ("json",), quotes=False, own=False),
    Format.BIBTEX: Traits("BibTeX", ("bib",), quotes=False, own=False),
    Format.JSONLD: Traits("Web Annotations", ("jsonld", "json"), own=False),
    Format.TIMELINEJS: Traits("TimelineJS", ("json",), most=10_000, dated=True),
    Format.ICALENDAR: Traits("iCalendar", ("ics",), most=20_000, dated=True),
}


PICTURES = ("png", "svg", "pdf")
"""The endings of pictures of the timeline, which the window's painter draws."""


def formats_of(name: str) -> tuple[Format, ...]:
    """Return the formats that a file's ending may mean: one, several (``.json``) or none."""
    ending = PurePath(name).suffix.removeprefix(".").lower()
    own = tuple(form for form, traits in TRAITS.items() if traits.endings[0] == ending and ending != "json")
    return own or tuple(form for form, traits in TRAITS.items() if ending in traits.endings)
