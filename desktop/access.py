"""What the window asks of a library, each answer as records; every method runs in a job, off the GUI thread.

Importing this module imports SQLAlchemy, which costs more than Qt's widgets do: the first job does it,
after the window has been painted.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from db import daily, detail, own_reading, queries, reading, restoring, stances, writing
from db.attaching import detach
from db.dates import parse
from db.edits import Edits
from db.errors import ImportFaultsError, StoreError
from db.export.exporting import too_many
from db.export.options import ExportOptions, Profile, Rows, Written
from db.export.preview import preview
from db.export.selecting import imported_among
from db.export.writing import write
from db.filters import Filter
from db.finding import Finder
from db.formats import TRAITS, Format
from db.importing.bringing import forget_imported, import_csv
from db.importing.kept import number_kept
from db.importing.waiting import waiting
from db.kept import Kept
from db.marks import Marks
from db.masking import Mask
from db.offering import keep_offers, look_at_files
from db.own import DepartedEntry, Own, Waiting
from db.query_terms import Found, Query
from db.readings import Offer
from db.records import (
    AnchorHealth,
    AttachReport,
    Doubt,
    Entry,
    EntryHead,
    EntryLine,
    ImportReport,
    Library,
    Origin,
    ReaderText,
    StanceSeries,
)
from db.replacing import Replaced, replace_unfit
from db.showing import Showing
from db.store import Store, open_library
from db.verifying import doubts
from db.vocabularies import TextKind
from db.wishes import Wish
from db.writing import Outcome
from desktop.first_look import Look
from desktop.libraries import Turn
from desktop.requests import ExportPreview, ExportRequest
from desktop.searching import dates_near, names_in
from desktop.states import Hits, Shown
from desktop.timeline.index import Index, Progress, rows_where, untold
from desktop.timeline.indexes import Indexes, Manner
from desktop.timeline.ordering import TEXTS, Arrangement, By, Order, ordered
from desktop.wording import DateWords, date_words

SAMPLE = 12
"""Entries that a preview of an export shows."""


class Opened(Struct, frozen=True):
    """A library that is open: what the session needs of it first."""

    access: "Access"
    library: Library
    marks: Marks
    shown: Shown
    index: Index
    health: AnchorHealth
    own: Own


class Access:
    """One open library. Reads may come from any thread, writes only from the database's."""

    def __init__(self, store: Store, seen: Look | None = None) -> None:
        """Take over an open store; :meth:`close` closes it. What was ``seen`` of this dataset is not read again."""
        self._store = store
        with store.read() as connection:
            self._library = queries.library(connection, read_only=store.read_only)
        known = seen is not None and seen.library.dataset.content == self._library.dataset.content
        self._seen = seen if known and seen is not None and store.complete(seen.kept) else None
        self._marks = self._seen.marks if self._seen else store.marks()
        self._own = self._read_own()
        self._showing = Showing(self._marks, self._library, self._read_search)
        self._finder = self._make_finder()
        self._ranks: dict[By, npt.NDArray[np.int32]] = {}
        self._indexes = Indexes(self._marks, self._library.articles)

    @classmethod
    def open(cls, path: Path, dataset: Path | None, progress: Progress, seen: Look | None = None) -> "Access":
        """Open the library at ``path`` and bring its dataset up to date; raises StoreError and DatasetError."""
        store = open_library(path, dataset, progress=progress)
        with _closing_if_raised(store):
            return cls(store, seen)

    @classmethod
    def restore(cls, path: Path, backup: Path, progress: Progress) -> Path | None:
        """Put a backup in the place of a library that is not open; return where that is kept. Raises StoreError."""
        return restoring.restore(path, backup, progress)

    @classmethod
    def replace_unfit(cls, path: Path, dataset: Path | None, progress: Progress) -> tuple["Access", Replaced]:
        """Begin a library in the place of a damaged or foreign file, with what is the user's in it; keep that aside."""
        replaced = replace_unfit(path, dataset, progress)
        return cls.open(path, dataset, progress), replaced

    def first(self, manner: Manner) -> Opened:
        """Return what the session needs first: everything, laid out in a manner unless it was seen already."""
        if self._seen is None:
            return self.opened(Filter(), manner)
        shown = replace(self.shown(Filter()), mask=self._seen.shown.mask)
        return Opened(self, self._library, self._marks, shown, self._seen.index, self.health(), self._own)

    def opened(self, wanted: Filter, manner: Manner) -> Opened:
        """Return the same under a filter, after something has changed."""
        shown = self.shown(wanted)
        index = self.index(shown.mask, manner)
        return Opened(self, self._library, self._marks, shown, index, self.health(), self._own)

    def refresh(self, wanted: Filter, manner: Manner) -> Opened:
        """Read the library anew, after something was attached."""
        self._marks = self._store.marks()
        with self._store.read() as connection:
            self._library = queries.library(connection, read_only=self._store.read_only)
        self._own = self._read_own()
        self._showing = Showing(self._marks, self._library, self._read_search)
        self._finder = self._make_finder()
        self._ranks.clear()
        self._indexes = Indexes(self._marks, self._library.articles, self._indexes.clock)
        return self.opened(wanted, manner)

    def shown(self, wanted: Filter) -> Shown:
        """Return what a filter leaves, counted by facet; raises FilterError for a period that is none."""
        with self._store.read() as connection:
            found = self._showing.show(connection, wanted, self._own)
        undated = int(np.count_nonzero(found.mask & ~self._marks.dated))
        count = int(np.count_nonzero(found.mask))
        return Shown(found.mask, count, undated, found.facets, found.inside, found.ways)

    def rows_of(self, wanted: Filter) -> npt.NDArray[np.int32]:
        """Return the rows that a filter leaves, ascending; raises FilterError for a period that is none."""
        with self._store.read() as connection:
            return rows_where(self._showing.mask(connection, wanted))

    def index(
        self,
        mask: npt.NDArray[np.bool_],
        manner: Manner,
        progress: Progress = untold,
        present: Index | None = None,
    ) -> Index:
        """Lay out what is shown in a manner, at the dates of the clock in force.

        ``present`` is how it is laid out now, if that is known.
        """
        return self._indexes.index(mask, manner, progress, present)

    def turn(self, clock: str) -> str:
        """Lay everything out by another of its dates from now on; return the clock."""
        self._indexes.turn(clock)
        return clock

    def unhidden(self, row: int, wanted: Filter) -> Filter:
        """Return the filter without what of it hides a row."""
        with self._store.read() as connection:
            return queries.without_what_hides(connection, wanted, row)

    def found(self, typed: str) -> Found:
        """List the first entries in which words are found."""
        with self._store.read() as connection:
            return self._finder.first(connection, typed)

    def best(self, typed: str) -> Found:
        """List the entries that fit words best."""
        with self._store.read() as connection:
            return self._finder.best(connection, typed)

    def hits(self, typed: str) -> Hits:
        """Find every entry that holds words."""
        with self._store.read() as connection:
            return Hits(typed, self._finder.rows(connection, typed), self._finder.words(typed))

    def _make_finder(self) -> Finder:
        names = names_in(self._library, self._own.tags)
        return Finder(names, dates_near(self._library), self._showing.mask)

    def _read_search(self, typed: str) -> Query:
        return self._finder.read(typed)

    def _read_own(self) -> Own:
        with self._store.read() as connection:
            return own_reading.read(connection, len(self._marks))

    def write(self, wanted: Wish | Edits, progress: Progress) -> Outcome:
        """Write something of the user's own, or take it back: all of it or nothing; raises StoreError."""
        outcome = writing.write(self._store, self._own, wanted, progress)
        self._own = outcome.own
        # It may have learnt of a tag, and what it keeps of the last search may be another now.
        self._finder = self._make_finder()
        return outcome

    def departed(self) -> tuple[DepartedEntry, ...]:
        """Return what the user has put on entries that are no longer in the dataset."""
        with self._store.read() as connection:
            return own_reading.departed(connection)

    def waiting(self) -> Waiting:
        """Return what was imported and is no entry, because the dataset no longer has what it names."""
        with self._store.read() as connection:
            return waiting(connection)

    def entry(self, row: int) -> Entry | None:
        """Return an entry whole."""
        with self._store.read() as connection:
            return detail.entry(connection, row)

    def stances(self, row: int) -> tuple[StanceSeries, ...]:
        """Return what positions an entry's speakers took over time on its questions."""
        with self._store.read() as connection:
            return stances.stance_series(connection, row)

    def origins(self, row: int) -> tuple[Origin, ...]:
        """Return the independent sources of an entry."""
        with self._store.read() as connection:
            return queries.origins(connection, row)

    def reader(self, article: str, kind: TextKind) -> ReaderText | None:
        """Return a text of an article; None where no original is attached."""
        with self._store.read() as connection:
            return reading.reader_text(connection, article, kind)

    def lines(self, rows: Sequence[int]) -> tuple[EntryLine, ...]:
        """Return the chronology's lines for some rows."""
        with self._store.read() as connection:
            found = queries.lines(connection, rows)
        return tuple(found[row] for row in rows if row in found)

    def as_text(self, rows: Sequence[int]) -> str:
        """Return entries as text for the clipboard, a line each: date, title, who to whom, where, articles."""
        words = date_words()
        with self._store.read() as connection:
            heads = queries.heads(connection, rows)
        return "\n".join(_as_text(words, heads[line.row], line) for line in self.lines(rows))

    def as_csv(self, rows: tuple[int, ...], progress: Progress) -> str:
        """Return entries as CSV for the clipboard, as an export writes them for spreadsheets."""
        stream = BytesIO()
        write(Format.CSV, self._store.read, ExportOptions(selection=rows), stream, progress)
        return stream.getvalue().decode("utf-8-sig")

    def ordered(self, wish: Arrangement, ranks: npt.NDArray[np.int32] | None) -> Order:
        """Return the order of all rows; the ranks of texts are asked of the database once."""
        if ranks is None and wish.by in TEXTS:
            if wish.by not in self._ranks:
                with self._store.read() as connection:
                    self._ranks[wish.by] = queries.ranks(connection, wish.by, len(self._marks))
            ranks = self._ranks[wish.by]
        return ordered(self._marks, wish, ranks)

    def health(self) -> AnchorHealth:
        """Count the anchors of each state."""
        with self._store.read() as connection:
            return queries.health(connection)

    def look_at(self, paths: Sequence[Path], progress: Progress) -> list[Offer]:
        """Return what offered files are taken for, in order; nothing is attached yet. Raises StoreError."""
        if self._store.read_only:
            raise StoreError(self._store.read_only)
        return look_at_files(self._store, paths, progress)

    def attach(self, offers: Sequence[Offer], *, replace: Collection[str]) -> list[AttachReport]:
        """Attach what was recognised, all or nothing; of articles in ``replace`` even over another version."""
        return keep_offers(self._store, offers, replace=replace)

    def backup(self, target: Path, progress: Progress) -> None:
        """Write a copy of the library; raises StoreError."""
        self._store.backup(target, progress)

    def keep_daily(self, progress: Progress) -> str:
        """Keep today's copy if one is due; return why it could not be, or nothing."""
        try:
            self._store.keep_daily(date.today(), progress)  # noqa: DTZ011 - the user's own day
        except StoreError as error:
            return str(error)
        return ""

    def copies(self) -> tuple[Kept, ...]:
        """Return the copies beside the library, the newest first."""
        return tuple(daily.copies(self._store.path))

    def refuse_turn(self, wish: Turn) -> None:
        """Raise StoreError where another library cannot be opened, made or restored as is wished for."""
        if wish.restore is not None:
            restoring.refuse_unfit(wish.restore)
            if self._store.read_only:
                raise StoreError(self._store.read_only)
        elif wish.new and wish.database.exists():
            raise StoreError(f"{wish.database} is there already. Open it, or name another file.")
        elif wish.database.exists():
            restoring.refuse_unopenable(wish.database)

    def import_csv(
        self, file: Path, dataset: Path, progress: Progress, *, keep_good: bool
    ) -> ImportReport | ImportFaultsError:
        """Import a CSV file beside the entries of a dataset; faults that keep it out are returned, to be shown."""
        try:
            return import_csv(self._store, dataset, file, keep_good=keep_good, progress=progress)
        except ImportFaultsError as error:
            return error

    def imported(self) -> int:
        """Count what was imported."""
        with self._store.read() as connection:
            return number_kept(connection)

    def forget_imported(self, dataset: Path, progress: Progress) -> None:
        """Remove what was imported."""
        forget_imported(self._store, dataset, progress)

    def doubts(self) -> tuple[Doubt, ...]:
        """Return every anchor that is not exact."""
        with self._store.read() as connection:
            return tuple(doubts(connection))

    def detach(self, article: str) -> bool:
        """Remove an article's original; return whether there was one."""
        with self._store.write() as connection:
            return detach(connection, article)

    def export(self, request: ExportRequest, wanted: Filter, progress: Progress) -> Written:
        """Write a file; raises ExportError."""
        return write(request.form, self._store.read, _options(request, wanted), request.path, progress)

    def preview(self, request: ExportRequest, wanted: Filter, shown: Mask) -> ExportPreview:
        """Read how a file would begin; ``shown``, bool[N], is what the filter leaves."""
        if request.selection is not None:
            rows = np.array(request.selection, np.int32)
        else:
            rows = np.arange(len(self._marks), dtype=np.int32) if request.everything else rows_where(shown)
        count, traits = len(rows), TRAITS[request.form]
        if traits.most is not None and count > traits.most:
            return ExportPreview(request, problem=too_many(count, traits))
        dated = self._marks.dated[rows]
        with self._store.read() as connection:
            imported = imported_among(connection, (rows[dated] if traits.dated else rows).tolist())
        sample, undated = tuple(rows[:SAMPLE].tolist()), count - int(np.count_nonzero(dated))
        found = preview(
            request.form,
            self._store.read,
            _options(request, wanted),
            sample,
            count,
            undated=undated,
            imported=imported,
        )
        columns = tuple((column.name, column.meaning) for column in found.columns)
        return ExportPreview(request, columns, found.rows, found.text)

    def close(self) -> None:
        """Close the library."""
        self._store.close()


def _options(request: ExportRequest, wanted: Filter) -> ExportOptions:
    """Ask for what was selected whole, whatever the filter hides of it: so it is counted and previewed."""
    filtered = not request.everything and request.selection is None
    return ExportOptions(
        rows=Rows.CITATION if request.citations else Rows.ENTRY,
        profile=Profile.DATA if request.data else Profile.SPREADSHEET,
        quotations=request.quotations,
        filter=wanted if filtered else Filter(),
        selection=request.selection,
        own=request.own,
        columns=request.columns,
        when=date_words().when,
    )


@contextmanager
def _closing_if_raised(store: Store) -> Iterator[None]:
    """Close a store that nobody else will, so that it is not locked for the next who opens it."""
    try:
        yield
    except BaseException:
        store.close()
        raise


def _as_text(words: DateWords, head: EntryHead, line: EntryLine) -> str:
    when = words.when(parse(head.date)) if head.date else ""
    who = ", ".join(line.who) + (f" for {', '.join(line.behalf)}" if line.behalf else "")
    whom = f" → {', '.join(line.whom)}" if line.whom else ""
    return "\t".join((when, head.title, who + whom, line.where, ", ".join(line.articles)))
