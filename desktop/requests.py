"""What views ask the session for, and how an export would begin."""

from pathlib import Path

from msgspec import Struct

from db.formats import Format
from db.vocabularies import TextKind


class Reading(Struct, frozen=True):
    """A wish to read: an article in one of its texts, and the passage to scroll to and flash.

    ``passage`` is a half-open range of code points of that text; ``place`` is where to read on instead, as
    ``Session.place`` tells it.
    """

    article: str
    kind: TextKind
    passage: tuple[int, int] | None = None
    place: tuple[int, int] | None = None


class ExportRequest(Struct, frozen=True):
    """A wish to write a file: which entries, in which format, and how.

    ``selection`` holds the rows of :class:`db.marks.Marks` to export, or None for what is shown, or for
    ``everything``; only what is shown goes by the filter. ``citations`` asks a table for a row a citation, ``data``
    for the data profile, ``quotations`` for the originals' words, ``own`` for what the user has put on entries;
    ``columns`` are those of a table in the order wanted, none for all.
    """

    path: Path
    selection: tuple[int, ...] | None
    citations: bool
    data: bool
    quotations: bool
    own: bool = False
    form: Format = Format.CSV
    columns: tuple[str, ...] = ()
    everything: bool = False


class ExportPreview(Struct, frozen=True):
    """How an export begins: a table with all columns that there are and what they mean, or a text.

    ``problem`` says why it would not be written.
    """

    request: ExportRequest
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    problem: str = ""


class PictureRequest(Struct, frozen=True):
    """A wish for a picture of the timeline: of the ``window`` as it is, or of all that is shown.

    The latter takes ``across`` pages, or widths of the window. ``scale`` is in pixels of a PNG for one on screen;
    ``light`` asks for the colours of paper, whatever the window's are.
    """

    path: Path
    form: str
    window: bool
    across: int
    scale: float
    light: bool


class ImportRequest(Struct, frozen=True):
    """A wish to import a CSV file; ``keep_good`` asks for the rows that are in order where some are at fault."""

    path: Path
    keep_good: bool = False
