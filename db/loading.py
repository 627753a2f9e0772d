"""Load a dataset into a library, in the caller's one transaction.

The dataset's tables and what is derived from them are replaced as a whole. The user's tables stay: they follow
entries that were renamed, and what they say of entries that are gone is kept.
"""

from collections.abc import Callable, Iterable

import numpy as np
from sqlalchemy import CompoundSelect, Connection, delete, insert, select, text, union

from db import attaching, columns, edits, library, marks_file
from db.content import Dataset, DatasetEntry
from db.driver import driver
from db.facets import facets
from db.filters import Filter
from db.importing.kept import joined, number_kept
from db.mapping import Base
from db.marks import Marks
from db.marks_file import Kept
from db.models import Dataset as DatasetRow
from db.models import Entry, Formerly
from db.placing import place
from db.rows import EntryWriter, write_dataset
from db.schema import SEARCH_TABLES
from db.user_models import USER_TABLES, Departed, Label, Note, Star, Tag

Progress = Callable[[int, int], None]
"""Is called with (done, total); whatever it raises ends the work, and the transaction with it."""

_BATCH = 1_000
_WORDS_AT_ONCE, _WORDS_AS_EVER = 32 << 20, 1 << 20
"""Bytes of words while very many are loaded, where fewer segments have less to be merged, and SQLite's own number."""


def loaded_content(connection: Connection) -> str:
    """Return the hash of the dataset that is loaded, or an empty string where there is none."""
    return connection.scalar(select(DatasetRow.content)) or ""


def chronological(entries: Iterable[DatasetEntry]) -> list[DatasetEntry]:
    """Return entries in the order in which :func:`load` wants them: by earliest, latest and id, undated ones last."""
    return sorted(entries, key=_key)


def _key(entry: DatasetEntry) -> tuple[bool, int, int, str]:
    if entry.date is None:
        return True, 0, 0, entry.id
    placing = place(entry.date)
    return False, placing.earliest, placing.latest, entry.id


def load(
    connection: Connection,
    dataset: Dataset,
    entries: Iterable[DatasetEntry],
    *,
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    """Replace the dataset by this one. Entries come in the chronology's order and are not held.

    What the user imported is loaded with it.

    Both are taken as checked (see :mod:`db.dataset`). ``progress`` is told of every thousand entries of ``total``
    (0: unknown). Raises ValueError for an entry out of order; whatever is raised, the caller rolls back.
    """
    _remember_marked(connection)
    _clear(connection)
    write_dataset(connection, dataset)
    writer = EntryWriter(connection, dataset)
    entries = joined(connection, dataset, entries, _key)
    total = total and total + number_kept(connection)
    _gather_words(connection, _WORDS_AT_ONCE)
    for entry in entries:
        writer.add(entry)
        if writer.count % _BATCH == 0:
            writer.flush()
            if progress is not None:
                progress(writer.count, total)
    writer.finish()
    _gather_words(connection, _WORDS_AS_EVER)
    _follow_renamed(connection)
    _forget_returned(connection)
    attaching.resolve_all(connection)
    edits.index(connection)
    keep_marks(connection, columns.build(connection))
    connection.exec_driver_sql("ANALYZE")


def _gather_words(connection: Connection, size: int) -> None:
    """Let the search table hold words of so many bytes in memory, before it writes them as one segment."""
    statement = "INSERT INTO entry_search (entry_search, rank) VALUES ('hashsize', ?)"
    connection.exec_driver_sql(statement, (size,))


def keep_marks(connection: Connection, marks: Marks) -> None:
    """Keep marks beside the tables that they are computed from, with what they count of everything."""
    held = library.read(driver(connection))
    everything = np.ones(len(marks), np.bool_)
    counted = {} if held is None else facets(marks, held, Filter(), lambda _: everything)
    marks_file.write(driver(connection), Kept(marks, counted), "" if held is None else held.dataset.content)


def _clear(connection: Connection) -> None:
    """Empty all tables but the user's; those that refer to others first."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in USER_TABLES:
            connection.execute(delete(table))
    for statement in SEARCH_TABLES:
        # A full-text table is emptied row by row, but dropped at once.
        name = statement.split()[3]
        connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql(statement)


def _remember_marked(connection: Connection) -> None:
    """Note what the entries are that the user has marked, in case they are not there afterwards."""
    names = ("entry_id", "kind", "title", "date")
    marked = select(Entry.id, Entry.kind, Entry.title, Entry.date).where(Entry.id.in_(_marked_by_user()))
    connection.execute(insert(Departed).prefix_with("OR REPLACE").from_select(names, marked))


def _forget_returned(connection: Connection) -> None:
    """Drop what is remembered of entries that are there, or that the user has marked no longer."""
    there, marked = select(Entry.id), _marked_by_user()
    connection.execute(delete(Departed).where(Departed.entry_id.in_(there) | Departed.entry_id.not_in(marked)))


def _marked_by_user() -> CompoundSelect[str]:
    return union(select(Star.entry_id), select(Note.entry_id), select(Tag.entry_id), select(Label.entry_id))


def _follow_renamed(connection: Connection) -> None:
    """Take the user's stars, notes, tags and labels from an entry's earlier ids to its present one."""
    renamed = connection.execute(select(Formerly.id, Entry.id).join(Entry, Entry.row == Formerly.entry_row)).all()
    for former, present in renamed:
        names = {"former": former, "present": present}
        for statement in _MOVE:
            connection.execute(text(statement), names)


_MOVE = (
    "INSERT OR IGNORE INTO star SELECT :present, added FROM star WHERE entry_id = :former",
    "INSERT OR IGNORE INTO tag SELECT :present, name FROM tag WHERE entry_id = :former",
    "INSERT OR IGNORE INTO label SELECT :present, label FROM label WHERE entry_id = :former",
    # Where both ids have a note, neither is lost.
    "INSERT INTO note SELECT :present, text, changed FROM note WHERE entry_id = :former"
    " ON CONFLICT (entry_id) DO UPDATE SET text = note.text || char(10) || char(10) || excluded.text",
    "DELETE FROM star WHERE entry_id = :former",
    "DELETE FROM tag WHERE entry_id = :former",
    "DELETE FROM label WHERE entry_id = :former",
    "DELETE FROM note WHERE entry_id = :former",
)
