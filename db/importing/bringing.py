"""Import a CSV file into a library: all of it or nothing, or all rows that are in order; with every fault told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from sqlalchemy import Connection, delete, insert, select

from db import dataset, loading
from db.content import DatasetEntry
from db.errors import ImportFaultsError, RowFault
from db.export.columns import ENTRY_COLUMNS
from db.export.entries import EntryTable
from db.importing.judging import judge, values_of
from db.importing.kept import as_row
from db.importing.reading import Record, Source
from db.importing.waiting import context_in
from db.models import Entry
from db.records import ImportReport
from db.store import Store
from db.user_models import Imported
from db.vocabularies import Kind, Relation

Progress = Callable[[int, int], None]
"""Is called with (done, total); whatever it raises ends the import, and nothing is changed."""

_BATCH = 1_000
_COLUMNS = tuple(Imported.__table__.columns)
DERIVED = frozenset({"earliest", "latest", "precision", "publishers", "urls"})
"""Columns that follow from others, and are not looked at."""


class _Tally(Struct):
    rows: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each id that was met."""
    events: set[str] = field(default_factory=set)
    references: list[tuple[int, str, Relation, str]] = field(default_factory=list)
    """Line, id, relation and id referred to."""
    brought: set[str] = field(default_factory=set)
    former: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What rows with references replaced, by id."""

    def blame(self, line: int, column: str, reason: str) -> None:
        self.faults.append(RowFault(line, column, reason))


def import_csv(
    store: Store, folder: Path, file: Path, *, keep_good: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Make entries of a CSV file, beside those of the dataset in ``folder``, which is loaded anew with them.

    Raises ImportFileError for a file that cannot be read as such, ImportFaultsError with every faulty row unless
    ``keep_good``, StoreError where the library cannot be written to; nothing is changed then.
    """
    source = Source(file)
    read = dataset.read_dataset(folder)
    with store.write() as connection:
        bringing = _Bringing(connection, source, progress)
        tally = bringing.run()
        report = ImportReport(
            tally.rows,
            len(tally.brought),
            tally.unchanged,
            tuple(sorted(tally.faults)),
            source.format.encoding,
            source.format.ignored,
        )
        if report.faults and not keep_good:
            raise ImportFaultsError(file, report.faults, report.rows)
        if tally.brought:
            entries = loading.chronological(read.entries)
            loading.load(connection, read.dataset, entries, total=len(entries), progress=progress)
    return report


def forget_imported(store: Store, folder: Path, progress: Progress | None = None) -> int:
    """Remove everything that was imported, and load the dataset in ``folder`` without it; return how much it was."""
    read = dataset.read_dataset(folder)
    entries = loading.chronological(read.entries)
    with store.write() as connection:
        number = connection.execute(delete(Imported)).rowcount
        loading.load(connection, read.dataset, entries, total=len(entries), progress=progress)
    return number


class _Bringing:
    def __init__(self, connection: Connection, source: Source, progress: Progress | None) -> None:
        self._connection, self._source, self._progress = connection, source, progress
        self._context = context_in(connection)
        earlier = self._earlier = set(connection.scalars(select(Imported.entry_id)))
        found = connection.execute(select(Entry.id, Entry.row, Entry.kind)).all()
        self._there = {each.id: each.row for each in found}
        self._of_dataset = {each.id for each in found if each.id not in earlier}
        self._known_events = {each.id for each in found if each.kind is Kind.EVENT}
        self._known = set(self._there) | earlier
        self._table = EntryTable()
        self._moment = datetime.now(UTC).isoformat(timespec="seconds")
        self._tally = _Tally()

    def run(self) -> _Tally:
        records = self._source.records()
        while batch := list(islice(records, _BATCH)):
            self._take(batch)
            if self._progress is not None:
                self._progress(self._source.done, self._source.size)
        self._see_references()
        return self._tally

    def _take(self, batch: Sequence[Record | tuple[int, str]]) -> None:
        tally = self._tally
        tally.rows += len(batch)
        taken: list[tuple[Record, DatasetEntry]] = []
        for each in batch:
            if isinstance(each, Record):
                taken.extend(self._judged(each))
            else:
                tally.blame(each[0], "", each[1])
        same = self._same([(record, entry) for record, entry in taken if entry.id in self._there])
        rows = []
        for record, entry in taken:
            if entry.id in same:
                tally.unchanged += 1
            elif entry.id in self._of_dataset:
                reason = f"{entry.id} is an entry of the dataset, which an import does not change"
                tally.blame(record.line, "id", reason)
            else:
                rows.append(as_row(entry, record.cells, self._source.path.name, self._moment))
                self._bring(record, entry)
        if rows:
            self._connection.execute(insert(Imported).prefix_with("OR REPLACE"), rows)

    def _bring(self, record: Record, entry: DatasetEntry) -> None:
        tally = self._tally
        tally.brought.add(entry.id)
        if entry.kind is Kind.EVENT:
            tally.events.add(entry.id)
        if entry.references and entry.id in self._earlier:
            # What it replaces comes back if it turns out that it refers to nothing.
            found = self._connection.execute(select(*_COLUMNS).where(Imported.entry_id == entry.id)).mappings().one()
            tally.former[entry.id] = dict(found)
        tally.references.extend((record.line, entry.id, relation, target) for relation, target in entry.references)

    def _judged(self, record: Record) -> Iterator[tuple[Record, DatasetEntry]]:
        """Yield a row with its entry, if both it and its id are in order."""
        entry, complaints = judge(record.cells, self._context)
        for column, reason in complaints:
            self._tally.blame(record.line, column, reason)
        identifier = record.cells.get("id", "")
        before = self._tally.lines.setdefault(identifier, record.line)
        if identifier and before != record.line:
            self._tally.blame(record.line, "id", f"{identifier} is the id of line {before} already")
        elif entry is not None:
            yield record, entry

    def _same(self, taken: Sequence[tuple[Record, DatasetEntry]]) -> set[str]:
        """Return the ids of those rows that say what the library says already."""
        rows = sorted(self._there[entry.id] for _, entry in taken)
        if not rows:
            return set()
        page = self._table.page(self._connection, rows)
        names = [column.name for column in ENTRY_COLUMNS]
        present = {cells[0]: dict(zip(names, cells, strict=True)) for cells in zip(*page, strict=True)}
        return {entry.id for record, entry in taken if _agree(record.cells, present[entry.id])}

    def _see_references(self) -> None:
        """Blame the rows that refer to what is not there, and to what is not there because it is blamed itself."""
        tally = self._tally
        while blamed := self._without_target():
            tally.brought -= blamed
            tally.references = [each for each in tally.references if each[1] not in blamed]
            for identifier in blamed:
                self._connection.execute(delete(Imported).where(Imported.entry_id == identifier))
                if identifier in tally.former:
                    self._connection.execute(insert(Imported), [tally.former[identifier]])

    def _without_target(self) -> set[str]:
        """Blame rows whose target is no entry, or no event where it must be one; return their ids."""
        tally, blamed = self._tally, set[str]()
        events = (self._known_events - tally.brought) | (tally.events & tally.brought)
        for line, identifier, relation, target in tally.references:
            if target not in self._known and target not in tally.brought:
                tally.blame(line, str(relation), f"“{target}” is no entry")
                blamed.add(identifier)
            elif relation is Relation.SAID_AT and target not in events:
                tally.blame(line, str(relation), f"“{target}” is no event")
                blamed.add(identifier)
        return blamed


def _agree(cells: Mapping[str, str], present: Mapping[str, str]) -> bool:
    """Tell whether a row says the same as an entry, in all columns that do not follow from others.

    Articles stand in the order of their publication, whatever order they were written in.
    """
    told = set(present) - DERIVED - {"articles"} - ({"sources"} if "sources" not in cells else set())
    if any(cells.get(name, "") != present[name] for name in told):
        return False
    return set(values_of(cells.get("articles", ""))) == set(values_of(present["articles"]))
