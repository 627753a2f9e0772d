"""What an export is asked for, and what it tells when it is done. No SQLAlchemy here: windows ask for exports too."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, field

from db.dates import Date
from db.filters import Filter
from db.query_terms import Reader, as_words

When = Callable[[Date], str]
"""Says a date in words."""


class Rows(StrEnum):
    """What a row stands for: an entry, or one passage that an entry cites."""

    ENTRY = "entry"
    CITATION = "citation"


class Profile(StrEnum):
    """For whom: people with a spreadsheet, or programs that want every cell exact."""

    SPREADSHEET = "spreadsheet"
    DATA = "data"


class ExportOptions(Struct, frozen=True):
    """Which entries are written, and how.

    ``selection`` holds rows of :class:`db.marks.Marks` in any order, or None for all entries; ``filter`` must be met
    as well. ``quotations`` adds the words of attached originals, ``own`` what the user has put on entries. ``columns``
    names those of a table in the order wanted; none means all in their own order. ``when`` says dates to people, in
    EDTF unless another way is given. ``read`` understands what the filter searches for.
    """

    rows: Rows = Rows.ENTRY
    profile: Profile = Profile.SPREADSHEET
    quotations: bool = False
    filter: Filter = field(default_factory=Filter)
    selection: tuple[int, ...] | None = None
    own: bool = False
    columns: tuple[str, ...] = ()
    when: When = str
    read: Reader = as_words


class Written(Struct, frozen=True):
    """How many rows were written, and how many of the library's entries are not among them.

    ``undated`` counts those that were asked for and left out because the format has no place for what has no date,
    ``outside`` those that lie outside of what a picture shows. ``imported`` counts the entries written that the user
    imported, so that they are none of the dataset's.
    """

    count: int
    left_out: int
    undated: int = 0
    outside: int = 0
    imported: int = 0


Progress = Callable[[int, int], None]
"""Is told how many entries of how many are written; an exception out of it cancels the export."""


def untold(_done: int, _total: int) -> None:
    """Take no notice of progress."""
