"""Grant what views wish to see: entries, texts, lines, what a filter leaves, what a search finds.

Wishes come from the session, the work is done in jobs, and the session announces what they bring. What imports
numpy is imported where it is needed, as in :mod:`desktop.app`.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from db.filters import Filter
from db.records import Entry, EntryLine, ReaderText
from db.vocabularies import TextKind
from desktop.jobs import Progress

if TYPE_CHECKING:
    from desktop.access import Access
    from desktop.ahead import Work
    from desktop.requests import Reading
    from desktop.session import Session
    from desktop.states import Hits, Shown
    from desktop.timeline.index import Index
    from desktop.timeline.indexes import Manner
    from desktop.timeline.ordering import Arrangement


class Ask(Protocol):
    """Submits a job on the open library; see :meth:`desktop.app.Application`."""

    def __call__(
        self,
        key: str,
        work: "Callable[[Access, Progress], Any]",
        done: Callable[[Any], None],
        *,
        long: bool = False,
        always: bool = False,
    ) -> None:
        """Run ``work`` under ``key`` and hand what it returns to ``done`` on the GUI thread."""


class Grants(QObject):
    """Everything that is read for the window, and nothing that changes the library."""

    def __init__(self, session: "Session", ask: Ask, parent: QObject) -> None:
        """Grant the wishes of ``session`` from now on."""
        super().__init__(parent)
        self._session = session
        self._ask = ask
        self._wished: tuple[Filter, Manner] | None = None
        self._staying_for = -1
        self._asked: Reading | None = None
        session.filter_requested.connect(self._filter)
        session.grouping_requested.connect(self._group)
        session.selecting_requested.connect(self._select)
        session.colouring_requested.connect(self._colour)
        session.clock_requested.connect(self._turn)
        session.passage_requested.connect(self._read_passage_of)
        session.selection_changed.connect(self.read_entry)
        session.reading_requested.connect(self._read_text)
        session.library_changed.connect(self._read_on)
        session.lines_requested.connect(self._read_lines)
        session.order_requested.connect(self._order)
        session.table_copy_requested.connect(self._copy_table)
        session.copy_requested.connect(self._copy)
        session.stances_requested.connect(self._read_stances)
        session.origins_requested.connect(self._read_origins)
        session.search_requested.connect(self._search)
        session.hits_requested.connect(self._find_all)
        session.unhide_requested.connect(self._unhide)

    def forget(self) -> None:
        """Forget a filter and a manner that could not be granted."""
        self._wished = None

    @Slot(object)
    def _filter(self, wanted: Filter) -> None:
        self._show(wanted, self._wish()[1])

    @Slot(object)
    def _select(self, wanted: Filter) -> None:
        self._ask("selecting", lambda access, _: access.rows_of(wanted), self._session.select)

    @Slot(str)
    def _group(self, grouping: str) -> None:
        wanted, manner = self._wish()
        self._draw(wanted, replace(manner, grouping=grouping))

    @Slot(str)
    def _colour(self, colouring: str) -> None:
        wanted, manner = self._wish()
        self._draw(wanted, replace(manner, colouring=colouring))

    def _draw(self, wanted: Filter, manner: "Manner") -> None:
        """Draw what is shown in another manner; filter as well where another filter was wished for before."""
        session = self._session
        if self._wished is None and manner == session.manner:
            return
        if wanted != session.filter:
            self._show(wanted, manner)
            return
        self._wished = wanted, manner
        mask, present, ahead = session.shown.mask, session.index, session.ahead.planned(manner)

        def work(access: "Access", progress: Progress) -> "Index":
            index = access.index(mask, manner, progress, present)
            ahead(index, mask)
            return index

        self._ask("shown", work, partial(self._take_drawn, manner))

    @Slot(str)
    def _turn(self, clock: str) -> None:
        """Draw by another date: nothing that was wished for meanwhile is lost."""
        self._ask("clock", lambda access, _: access.turn(clock), self._take_turned, always=True)

    def _take_turned(self, clock: str) -> None:
        self._session.set_clock(clock)
        self._show(*self._wish())

    def _wish(self) -> "tuple[Filter, Manner]":
        """Return the filter and the manner that were last wished for: neither is lost to the other."""
        return self._wished or (self._session.filter, self._session.manner)

    def _show(self, wanted: Filter, manner: "Manner") -> None:
        self._wished = wanted, manner
        work = partial(_shown, wanted, manner, self._session.ahead.planned(manner))
        self._ask("shown", work, partial(self._take_shown, wanted, manner))

    def _take_shown(self, wanted: Filter, manner: "Manner", outcome: "tuple[Shown, Index]") -> None:
        self._wished = None
        self._session.set_filter(wanted, *outcome, manner)

    def _take_drawn(self, manner: "Manner", index: "Index") -> None:
        self._wished = None
        self._session.set_manner(manner, index)

    @Slot(int)
    def _unhide(self, row: int) -> None:
        wanted, manner = self._wish()
        ahead = self._session.ahead.planned(manner)

        def work(access: "Access", progress: Progress) -> "tuple[Filter, tuple[Shown, Index]]":
            kept = access.unhidden(row, wanted)
            return kept, _shown(kept, manner, ahead, access, progress)

        self._ask("shown", work, partial(self._take_unhidden, row, manner))

    def _take_unhidden(self, row: int, manner: "Manner", outcome: "tuple[Filter, tuple[Shown, Index]]") -> None:
        self._take_shown(outcome[0], manner, outcome[1])
        self._session.go_to(row)

    @Slot(str)
    def _search(self, typed: str) -> None:
        self._ask("search", lambda access, _: access.found(typed), self._session.set_found)

    @Slot(str)
    def _find_all(self, typed: str) -> None:
        self._ask("hits", lambda access, _: access.hits(typed), self._take_hits, long=True)

    def _take_hits(self, hits: "Hits") -> None:
        self._session.set_hits(hits)
        self._ask("best", lambda access, _: access.best(hits.typed), self._session.set_found, long=True)

    @Slot(int)
    def _read_passage_of(self, row: int) -> None:
        """Lead to a row's passage, whether or not it is the current entry."""
        self._ask("passage", lambda access, _: access.entry(row), self._take_passage_of)

    def _take_passage_of(self, entry: Entry | None) -> None:
        if entry is not None:
            self._follow_in_article(entry)

    def stay_for(self, row: int) -> None:
        """Stay where one reads when this row is read next, and do not lead to its passage."""
        self._staying_for = row

    @Slot()
    def read_entry(self) -> None:
        """Read the current entry whole, if there is one, and lead to its passage."""
        row = self._session.selection.current
        if row < 0:
            if self._session.entry is not None:
                self._session.set_entry(None)
            return
        self._ask("entry", lambda access, _: access.entry(row), self._take_entry)

    def _take_entry(self, entry: Entry | None) -> None:
        if entry is not None and entry.head.row != self._session.selection.current:
            return
        self._session.set_entry(entry)
        staying, self._staying_for = self._staying_for, -1
        if entry is not None and entry.citations and entry.head.row != staying:
            self._follow_in_article(entry)

    def _follow_in_article(self, entry: Entry) -> None:
        """Show an entry's passage: in the article that is open where it is cited there, in the open kind of text."""
        reader = self._session.reader
        shown = reader.article.slug if reader else ""
        citation = next((c for c in entry.citations if c.article.slug == shown), entry.citations[0])
        original = [p for p in citation.original if p.start is not None]
        wanted = reader.kind if reader else TextKind.DIGEST
        passages = original if wanted is TextKind.ORIGINAL and original else citation.digest
        pointed, self._session.pointed = self._session.pointed, None
        if passages:
            # Of several, the one that was clicked: who reads is not thrown elsewhere.
            found = (passage for passage in passages if (passage.start, passage.end) == pointed)
            self._session.request_passage(next(found, passages[0]))

    @Slot(object)
    def _read_text(self, wanted: "Reading") -> None:
        reader = self._session.reader
        if reader is not None and (reader.article.slug, reader.kind) == (wanted.article, wanted.kind):
            self._session.show_in_reader(wanted.passage, wanted.place)
            return
        self.read_anew(wanted)

    def read_anew(self, wanted: "Reading") -> None:
        """Read a text even where it is the one that is open."""
        self._asked = wanted
        self._ask(
            "text", lambda access, _: access.reader(wanted.article, wanted.kind), partial(self._take_text, wanted)
        )

    @Slot()
    def _read_on(self) -> None:
        """Read the open text anew in a library that was just loaded: its passages told the rows of the one before.

        Where another text was asked for meanwhile, that is read.
        """
        from desktop.requests import Reading

        library, reader = self._session.library, self._session.reader
        if library is not None and reader is not None and reader.article in library.articles:
            self.read_anew(self._asked or Reading(reader.article.slug, reader.kind))

    def _take_text(self, wanted: "Reading", text: ReaderText | None) -> None:
        self._asked = None
        if text is not None:
            self._session.set_reader(text, wanted.passage, wanted.place)

    def read_first_article(self) -> None:
        """Open the first article, so that its panel does not stand empty."""
        from desktop.requests import Reading

        library = self._session.library
        if library is not None and library.articles and self._session.reader is None:
            self._read_text(Reading(library.articles[0].slug, TextKind.DIGEST))

    @Slot(object)
    def _read_lines(self, rows: Any) -> None:
        wanted = [int(row) for row in rows]
        self._ask("lines", lambda access, _: access.lines(wanted), self._take_lines)

    def _take_lines(self, lines: tuple[EntryLine, ...]) -> None:
        self._session.set_lines(lines)

    @Slot(object, object)
    def _order(self, wish: "Arrangement", ranks: Any) -> None:
        done = partial(self._session.set_order, wish)
        self._ask("order", lambda access, _: access.ordered(wish, ranks), done, long=True)

    @Slot(int)
    def _read_origins(self, row: int) -> None:
        self._ask("origins", lambda access, _: access.origins(row), partial(self._take_origins, row))

    def _take_origins(self, row: int, origins: Any) -> None:
        self._session.origins_read.emit(row, origins)

    @Slot(int)
    def _read_stances(self, row: int) -> None:
        self._ask("stances", lambda access, _: access.stances(row), partial(self._take_stances, row), long=True)

    def _take_stances(self, row: int, series: Any) -> None:
        self._session.stances_read.emit(row, series)

    @Slot(object)
    def _copy(self, rows: Any) -> None:
        wanted = [int(row) for row in rows]
        self._ask("copy", lambda access, _: access.as_text(wanted), partial(self._take_copied, len(wanted)))

    @Slot(object)
    def _copy_table(self, rows: Any) -> None:
        wanted = tuple(int(row) for row in rows)
        done = partial(self._take_copied, len(wanted))
        self._ask("copy", lambda access, progress: access.as_csv(wanted, progress), done, long=True)

    def _take_copied(self, count: int, text: str) -> None:
        from desktop.wording import entries

        QGuiApplication.clipboard().setText(text)
        self._session.said.emit(self.tr("{0} copied").format(entries(count)))


def _shown(
    wanted: Filter, manner: "Manner", ahead: "Work[None]", access: "Access", progress: Progress
) -> "tuple[Shown, Index]":
    """Return what a filter leaves, laid out, with all that views work out of that before they show it."""
    shown = access.shown(wanted)
    index = access.index(shown.mask, manner, progress)
    ahead(index, shown.mask)
    return shown, index
