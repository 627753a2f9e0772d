"""The state of the window as one object: what is shown, selected, in view and being read.

Views read it and announce wishes to it (``request_*``); the application carries them out and sets the
facts (``set_*``); every fact has a signal in the past tense. Rows are rows of :class:`db.marks.Marks`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from db.filters import Filter, Word
from db.marks import Marks
from db.own import Own
from db.own_facets import OWN_WORDS, asks_for_own, own_facets
from db.query_terms import Found
from db.records import AnchorHealth, Entry, EntryLine, Library, Passage, ReaderText
from db.reported import Clock
from desktop.ahead import Ahead
from desktop.libraries import Libraries
from desktop.requests import Reading
from desktop.states import NO_ROWS, Hits, Rows, Selection, Shown, as_rows
from desktop.timeline.colouring import Colouring
from desktop.timeline.index import Index
from desktop.timeline.indexes import Indexes, Manner
from desktop.timeline.ordering import Arrangement, Order

NO_NOTES: Mapping[str, str] = MappingProxyType({})
UNDONE = 500
"""So many steps of the user's writing can be taken back."""


class Session(QObject):
    """What the window shows, with a signal for every change."""

    library_changed = Signal()
    """Another library, or other marks, were loaded: ``library``, ``marks`` and ``shown`` are new."""
    filter_changed = Signal()
    """``filter`` and ``shown`` are new (together, so that all panels change in one frame)."""
    counts_changed = Signal()
    """``shown`` counts more than before, of the same entries under the same filter."""
    groupings_added = Signal()
    """``marks`` can be laid out by more than at first."""
    grouping_changed = Signal()
    clock_changed = Signal()
    """Entries are drawn by another of their dates from the next ``index`` on."""
    colouring_changed = Signal()
    """The colours of marks tell something else; ``index`` has them."""
    span_changed = Signal()
    """The visible span moved: ``span`` is half-open, in minutes since 0001-01-01T00:00."""
    index_changed = Signal()
    """``index`` holds what is shown, laid out by the present grouping."""
    selection_changed = Signal()
    hovered_changed = Signal()
    entry_changed = Signal()
    """``entry`` is the current entry, whole, or None."""
    reader_changed = Signal()
    """``reader`` holds the text that the article panel shows."""
    passage_shown = Signal(int, int)
    """A passage of ``reader`` is to be scrolled to and flashed: start, end (half-open, code points)."""
    place_shown = Signal(int, int)
    """``reader`` is to be read on where ``place`` was this."""
    health_changed = Signal()
    search_changed = Signal()
    """``searched`` is what is looked for now."""
    found_changed = Signal()
    """``found`` is the list of what was found, or None where nothing is looked for."""
    hits_changed = Signal()
    """``hits`` are all that was found, once typing has paused."""
    hidden_met = Signal(int)
    """A row was gone to that the filter hides."""
    said = Signal(str)
    """A sentence for the status bar."""
    lines_read = Signal(object)
    """Lines of the chronology that were asked for: tuple[EntryLine, ...]."""
    doubts_read = Signal(object)
    """The anchors that are not exact: tuple[Doubt, ...]."""
    own_changed = Signal()
    """``own`` is new, and with it the counts of what is the user's own in ``shown``."""
    write_failed = Signal(str)
    """Something could not be written, and nothing of it was: a sentence."""
    waiting_read = Signal(object)
    """Waiting: what was imported and is no entry now."""
    departed_read = Signal(object)
    """What is left of entries that are no longer in the dataset: tuple[DepartedEntry, ...]."""
    order_read = Signal(object, object)
    """An Arrangement and the Order of all rows by it."""

    grouping_requested = Signal(str)
    """Lay lanes out by another value: a key of ``marks.groupings``."""
    colouring_requested = Signal(str)
    """Let the colours of marks tell something else: one of :class:`Colouring`."""
    clock_requested = Signal(str)
    """Draw entries by when they happened or were reported: one of :class:`db.reported.Clock`."""
    filter_requested = Signal(object)
    """Filter: hide everything else."""
    selecting_requested = Signal(object)
    """Filter: select what it would show, without filtering."""
    reading_requested = Signal(object)
    """Reading: show an article and a passage in it."""
    place_requested = Signal()
    """Note in ``place`` where in ``reader`` one reads."""
    frame_requested = Signal(float, float)
    """Glide the timeline to the half-open span from minute to minute."""
    fit_requested = Signal()
    """Glide the timeline to where everything is in view."""
    span_requested = Signal(float, float)
    """Show the half-open span from minute to minute at once, as a pointer drags it."""
    passage_requested = Signal(int)
    """Show the first passage of a row in its article."""
    reveal_requested = Signal(int)
    """Bring a row into view on the timeline (and in the table), without selecting it."""
    lane_requested = Signal(str)
    """Show the lane with this key, and all that stands in it."""
    attach_requested = Signal(list)
    """Paths (list of str) of originals to attach."""
    detach_requested = Signal(str)
    """Slug of the article whose original is to be removed; the user has been asked."""
    doubts_requested = Signal()
    """Read the anchors that are not exact."""
    anchors_requested = Signal()
    """Open the report on the anchors."""
    address_requested = Signal(str)
    """Open an address in the browser."""
    lines_requested = Signal(object)
    """Rows (int32, ascending) whose EntryLine is wanted; a later wish repeats what earlier ones still want."""
    order_requested = Signal(object, object)
    """An Arrangement in which the chronology is to stand, and the ranks of all rows (int32[N]) where they are known."""
    table_copy_requested = Signal(object)
    """Rows (int32, ascending) to be copied as CSV."""
    search_requested = Signal(str)
    """List the first entries in which these words are found."""
    hits_requested = Signal(str)
    """Find all entries that hold these words, and list the best of them."""
    unhide_requested = Signal(int)
    """Drop what of the filter hides a row, and show it."""
    positions_requested = Signal()
    """Open or close the chart of the positions that the current entry's speakers took over time."""
    origins_requested = Signal(int)
    """A row whose independent sources are to be named."""
    origins_read = Signal(int, object)
    """A row and its independent sources: tuple[Origin, ...]."""
    wordings_requested = Signal()
    """Show the wordings of the current entry's sources beside each other."""
    stances_requested = Signal(int)
    """A row whose speakers' positions over time are wanted."""
    stances_read = Signal(int, object)
    """A row and its speakers' positions over time: tuple[StanceSeries, ...]."""
    find_requested = Signal(int)
    """Find in the text that is read: 0 opens the bar for that, 1 and -1 go to the next and previous find."""
    explain_date_requested = Signal()
    """Open or close the explanation of the current entry's date."""
    explain_published_requested = Signal()
    """Open the explanation of the day on which the article that is read appeared."""
    text_size_requested = Signal(int)
    """Make what is read in the text panels so many pixels larger, or smaller below 0."""
    writing_requested = Signal(object)
    """A wish of :mod:`db.wishes`: write something of the user's own."""
    note_typed = Signal(object)
    """NoteWriting: a note is another now, to be saved before long."""
    note_left = Signal()
    """The user has left a note: save it."""
    own_edit_requested = Signal(str)
    """Let the user type: "note" of the current entry, or "tags" of the selection; the detail panel is to be seen."""
    view_requested = Signal(str)
    """Show the saved view of this name."""
    waiting_requested = Signal()
    """Read what was imported and is no entry now."""
    departed_requested = Signal()
    """Read what is left of entries that are no longer in the dataset."""
    undated_requested = Signal(object)
    """Open the tray of undated entries above a QRect in global coordinates, or where it fits if None."""
    copy_requested = Signal(object)
    """Rows (int32, ascending) to be copied as text."""
    export_requested = Signal(object)
    """ExportRequest: write a file."""
    preview_requested = Signal(object)
    """ExportRequest: read how the file would begin."""
    preview_read = Signal(object)
    """ExportPreview."""
    picture_requested = Signal(object)
    """PictureRequest: draw the timeline into a file."""

    import_requested = Signal(object)
    """ImportRequest: make entries of a file."""
    forget_imported_requested = Signal()
    """Remove what was imported; the user has not been asked yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing loaded, no filter and nothing selected."""
        super().__init__(parent)
        self.libraries = Libraries(self)
        self.library: Library | None = None
        self.marks: Marks | None = None
        self.filter = Filter()
        self.shown = Shown(np.empty(0, bool), 0, 0)
        self.grouping = "side"
        self.clock: str = Clock.HAPPENED
        self.colouring: str = Colouring.ACT
        self.span: tuple[float, float] = (0.0, 0.0)
        self.index: Index | None = None
        self.ahead = Ahead()
        """What views have worked out of every index that is made for them elsewhere."""
        self.selection = Selection()
        self.hovered = -1
        self.entry: Entry | None = None
        self.reader: ReaderText | None = None
        self.place: tuple[int, int] | None = None
        self.pointed: tuple[int, int] | None = None
        """The passage of ``reader`` by which an entry is being selected: half-open, in code points."""
        """A code point of ``reader`` and how many pixels its line stands below the panel's top; None at the text's."""
        self.health: AnchorHealth | None = None
        self.searched = ""
        self.found: Found | None = None
        self.hits = Hits()
        self.own = Own()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDONE)
        self.unsaved_notes: set[str] = set()
        """Ids of entries whose note is not saved as it was typed."""

    @property
    def manner(self) -> Manner:
        """How entries are drawn: their grouping and their colouring."""
        return Manner(self.grouping, self.colouring)

    @property
    def writable(self) -> bool:
        """Tell whether the user can write: the library is open, and not only for reading."""
        library, marks = self.library, self.marks
        return library is not None and marks is not None and not library.read_only and len(self.own.signs) == len(marks)

    def set_own(self, own: Own, notes: Mapping[str, str] = NO_NOTES) -> None:
        """Announce the user's layer, and notes that are others now, by entry."""
        self.own = own
        if self.entry is not None and self.entry.head.id in notes:
            self.entry = replace(self.entry, note=notes[self.entry.head.id])
        stale = asks_for_own(self.filter)
        if not stale:
            others = {word: values for word, values in self.shown.facets.items() if word not in OWN_WORDS}
            self.shown = replace(self.shown, facets=others | own_facets(own, self.shown.mask))
            self.counts_changed.emit()
        self.own_changed.emit()
        if stale:
            self.filter_requested.emit(self.filter)

    def set_library(self, library: Library, marks: Marks, shown: Shown, index: Index | None = None) -> None:
        """Announce a loaded library. The selection is kept where its entries still exist.

        ``index`` is built here where it was not built elsewhere, as in the methods below.
        """
        kept = self._kept_rows(marks)
        self.library, self.marks, self.shown = library, marks, shown
        self.index = index if self._is_as_wanted(index) else self._indexed()
        self.selection = kept
        # What was found spoke of rows that may be others now; whoever searches does so again.
        self.found, self.hits = None, Hits()
        self.own = Own()
        self.library_changed.emit()
        self.index_changed.emit()
        self.selection_changed.emit()
        self.hits_changed.emit()

    def _is_as_wanted(self, index: Index | None) -> bool:
        """Tell whether an index is drawn in the manner in force: another one may have been wished for meanwhile."""
        if index is None or self.marks is None:
            return False
        wanted = self.marks.groupings[self.grouping]
        return index.tints.colouring == self.colouring and index.grouping.keys == wanted.keys

    def _indexed(self) -> Index | None:
        if self.marks is None:
            return None
        articles = self.library.articles if self.library is not None else ()
        return Indexes(self.marks, articles, self.clock).index(self.shown.mask, self.manner)

    @property
    def drawn(self) -> Marks | None:
        """The marks at the dates by which they are drawn: those of ``marks``, unless the clock is another."""
        return self.marks if self.index is None else self.index.marks

    def set_clock(self, clock: str) -> None:
        """Tell by which date entries are drawn from the next index on."""
        if clock != self.clock:
            self.clock = clock
            self.clock_changed.emit()

    def _kept_rows(self, marks: Marks) -> Selection:
        if self.marks is None or not len(self.selection):
            return Selection()
        wanted = {self.marks.ids[int(row)] for row in self.selection.rows}
        current = self.marks.ids[self.selection.current] if self.selection.current >= 0 else ""
        found = {marks.ids[row]: row for row in range(len(marks)) if marks.ids[row] in wanted}
        return Selection(np.array(sorted(found.values()), np.int32), found.get(current, -1))

    def set_filter(
        self, wanted: Filter, shown: Shown, index: Index | None = None, manner: Manner | None = None
    ) -> None:
        """Announce a filter together with what it leaves; hidden entries leave the selection.

        The ``manner`` changes with it where both were wished for; ``index`` is laid out by that then.
        """
        before = self._take(manner or self.manner)
        self.filter, self.shown = wanted, shown
        self.index = index or self._indexed()
        rows = self.selection.rows
        kept = rows[shown.mask[rows]] if len(rows) else rows
        self.filter_changed.emit()
        self._tell_manner(before)
        if len(kept) != len(rows):
            current = self.selection.current
            self._set_selection(kept, current if current in kept else -1)

    def set_manner(self, manner: Manner, index: Index | None = None) -> None:
        """Lay the same entries out by another value, or let their colours tell something else."""
        if manner != self.manner:
            before = self._take(manner)
            self.index = index or self._indexed()
            self._tell_manner(before)

    def _take(self, manner: Manner) -> Manner:
        """Draw in a manner from the next index on; return the one before."""
        before = self.manner
        self.grouping, self.colouring = manner.grouping, manner.colouring
        return before

    def _tell_manner(self, before: Manner) -> None:
        """Announce a new index, and what of its manner is another than before."""
        if before.grouping != self.grouping:
            self.grouping_changed.emit()
        if before.colouring != self.colouring:
            self.colouring_changed.emit()
        self.index_changed.emit()

    def set_counts(self, shown: Shown) -> None:
        """Announce the same entries with more of their counts."""
        self.shown = replace(shown, mask=self.shown.mask)
        self.counts_changed.emit()

    def set_grouping(self, grouping: str) -> None:
        """Lay lanes out by another value: a key of ``marks.groupings``."""
        self.set_manner(replace(self.manner, grouping=grouping))

    def colourings(self) -> list[str]:
        """Return what the colours of this library's marks can tell; nothing before it is loaded."""
        groupings = self.marks.groupings if self.marks is not None else {}
        needed = {
            Colouring.ACT: "side",
            Colouring.SIDE: "side",
            Colouring.STANCE: "stance",
            Colouring.CERTAINTY: "side",
        }
        return [str(each) for each in Colouring if needed[each] in groupings]

    def set_colouring(self, colouring: str) -> None:
        """Let the colours of marks tell something else: one of :class:`Colouring`."""
        self.set_manner(replace(self.manner, colouring=colouring))

    def set_span(self, start: float, end: float) -> None:
        """Tell what span the timeline shows; the timeline calls this as it moves."""
        if (start, end) != self.span:
            self.span = (start, end)
            self.span_changed.emit()

    def select(self, rows: Iterable[int] | Rows, current: int | None = None) -> None:
        """Select exactly these rows; ``current`` defaults to the only one, else to none."""
        chosen = as_rows(rows)
        if current is None:
            current = int(chosen[0]) if len(chosen) == 1 else -1
        self._set_selection(chosen, current)

    def add(self, rows: Iterable[int] | Rows, current: int | None = None) -> None:
        """Add rows to the selection."""
        joined = np.union1d(self.selection.rows, as_rows(rows)).astype(np.int32)
        self._set_selection(joined, self.selection.current if current is None else current)

    def toggle(self, row: int) -> None:
        """Add a row to the selection or take it out; an added one becomes current."""
        if row in self.selection:
            rows = self.selection.rows[self.selection.rows != row]
            current = self.selection.current
            self._set_selection(rows, -1 if current == row else current)
        else:
            self.add([row], current=row)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._set_selection(NO_ROWS, -1)

    def hides(self, row: int) -> bool:
        """Tell whether the filter hides a row."""
        return row < len(self.shown.mask) and not bool(self.shown.mask[row])

    def go_to(self, row: int) -> None:
        """Select a row and bring it into view; say so where the filter hides it."""
        self.select([row])
        self.reveal_requested.emit(row)
        if self.hides(row):
            self.hidden_met.emit(row)

    def search(self, typed: str) -> None:
        """Tell what is looked for from now on; nothing but white space ends the search."""
        if typed == self.searched:
            return
        self.searched = typed
        self.search_changed.emit()
        if not typed.strip():
            self.found, self.hits = None, Hits()
            self.found_changed.emit()
            self.hits_changed.emit()

    def set_found(self, found: Found) -> None:
        """Announce a list, unless something else is looked for now or a better list is there already."""
        known = self.found
        better = known is not None and known.typed == found.typed and known.ranked and not found.ranked
        if found.typed == self.searched and found.typed.strip() and not better:
            self.found = found
            self.found_changed.emit()

    def set_hits(self, hits: Hits) -> None:
        """Announce all that was found, unless something else is looked for now."""
        if hits.typed == self.searched and hits.typed.strip():
            self.hits = hits
            self.hits_changed.emit()

    def hits_outside(self) -> int:
        """Count the hits that the filter hides."""
        return int(np.count_nonzero(~self.shown.mask[self.hits.rows])) if len(self.hits) else 0

    def step_back(self) -> bool:
        """End the search, else select nothing; tell whether there was either."""
        if self.searched:
            self.search("")
        elif len(self.selection):
            self.clear_selection()
        else:
            return False
        return True

    def _set_selection(self, rows: Rows, current: int) -> None:
        before = self.selection
        if before.current == current and np.array_equal(before.rows, rows):
            return
        self.selection = Selection(rows, current)
        self.selection_changed.emit()

    def hover(self, row: int) -> None:
        """Tell which row the pointer is on, -1 for none."""
        if row != self.hovered:
            self.hovered = row
            self.hovered_changed.emit()

    def set_entry(self, entry: Entry | None) -> None:
        """Announce the current entry, whole."""
        self.entry = entry
        self.entry_changed.emit()

    def set_reader(
        self, reader: ReaderText, passage: tuple[int, int] | None, place: tuple[int, int] | None = None
    ) -> None:
        """Announce the text to read, and where in it to look or read on."""
        self.reader = reader
        self.reader_changed.emit()
        self.show_in_reader(passage, place)

    def show_in_reader(self, passage: tuple[int, int] | None, place: tuple[int, int] | None) -> None:
        """Lead to a passage of the text that is read, or to where it is to be read on."""
        if passage is not None:
            self.passage_shown.emit(*passage)
        elif place is not None:
            self.place_shown.emit(*place)

    def set_health(self, health: AnchorHealth) -> None:
        """Announce how the anchors of what is attached stand."""
        self.health = health
        self.health_changed.emit()

    def set_lines(self, lines: tuple[EntryLine, ...]) -> None:
        """Announce lines of the chronology that were asked for."""
        self.lines_read.emit(lines)

    def set_order(self, wish: Arrangement, order: Order) -> None:
        """Announce the order of all rows by a wish."""
        self.order_read.emit(wish, order)

    def request_passage(self, passage: Passage) -> None:
        """Ask to read a passage of a citation."""
        span = None if passage.start is None or passage.end is None else (passage.start, passage.end)
        self.reading_requested.emit(Reading(passage.article, passage.text, span))

    def filter_by(self, word: Word, value: str) -> None:
        """Ask to show only entries that have ``value`` (beside what is asked for already)."""
        values = (*self.filter.term(word), value)
        self.filter_requested.emit(self.filter.with_term(word, values))
