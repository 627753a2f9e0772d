"""Find the entries that an export is to hold."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, func, select

from db.driver import driver
from db.errors import ExportError
from db.export.options import ExportOptions
from db.export.reading import ByRows
from db.filtering import condition
from db.models import Dataset, Entry

Read = Callable[[], AbstractContextManager[Connection]]
"""Lends a connection that reads one state of the library, as :meth:`db.store.Store.read` does."""

DATASET_COLUMNS = (Dataset.id, Dataset.title, Dataset.version, Dataset.licence, Dataset.content)

ENTRIES_A_STEP = 10_000
"""How many entries are held against the filter in one read: short enough to keep nobody who writes waiting."""


_IMPORTED = "SELECT entry.row FROM imported CROSS JOIN entry ON entry.id = imported.entry_id"
"""The few that were imported are gone through, never a million entries: CROSS keeps the order of the tables."""


def imported_among(connection: Connection, rows: Iterable[int]) -> int:
    """Count the entries among some rows that the user imported."""
    imported = {row for (row,) in driver(connection).execute(_IMPORTED)}
    return len(imported.intersection(rows)) if imported else 0


class Reading:
    """One export's reads of a library, each a short transaction of its own, so that they block no one who writes.

    Raises ExportError where the dataset is replaced between two of them: rows would no longer mean the same entries.
    """

    def __init__(self, read: Read) -> None:
        """Remember what is loaded."""
        self._read = read
        with read() as connection:
            self.dataset = connection.execute(select(*DATASET_COLUMNS)).one_or_none()
            self.entries: int = connection.scalar(select(func.ifnull(func.max(Entry.row) + 1, 0))) or 0

    @contextmanager
    def step(self) -> Iterator[Connection]:
        """Read what belongs together."""
        with self._read() as connection:
            if connection.execute(select(*DATASET_COLUMNS)).one_or_none() != self.dataset:
                raise ExportError("The dataset was replaced while it was being exported; export it again.")
            yield connection

    def selected(self, options: ExportOptions) -> Sequence[int]:
        """Return the rows of the entries asked for, ascending, which is the chronology's order.

        Raises IndexError for a row that the library does not have, db.filtering.FilterError for a period that is none.
        """
        asked: Sequence[int] = range(self.entries)
        if options.selection is not None:
            asked = array("i", sorted(set(options.selection)))
            if asked and not 0 <= asked[0] <= asked[-1] < self.entries:
                raise IndexError("the selection holds rows that the library does not have")
        if not options.filter:
            return asked
        met = array("i")
        for start in range(0, len(asked), ENTRIES_A_STEP):
            met.extend(self._meeting(options, asked[start : start + ENTRIES_A_STEP]))
        return met

    def imported(self, rows: Sequence[int]) -> int:
        """Count the entries among some rows that the user imported."""
        with self.step() as connection:
            return imported_among(connection, rows)

    def _meeting(self, options: ExportOptions, asked: Sequence[int]) -> Iterator[int]:
        held = condition(options.filter, rows=(asked[0], asked[-1] + 1), read=options.read)
        query = ByRows(select(Entry.row).where(held).order_by(Entry.row), Entry.row)
        with self.step() as connection:
            found = query.tuples(connection, asked)
        return (row for (row,) in found)
