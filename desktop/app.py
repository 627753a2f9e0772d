"""Build the application and connect it: what views wish for, jobs do, and the session announces.

Nothing here draws or reads: views draw, :mod:`desktop.access` reads, off the GUI thread. What imports numpy is
imported where it is needed, so that a bare window is painted before that.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from db.records import AttachReport, Entry, EntryLine, Filter, ReaderText, TextKind
from desktop import faults
from desktop import settings as stored
from desktop.jobs import Jobs, Progress, WorkCancelledError
from desktop.theme import Appearance
from desktop.window import Window

if TYPE_CHECKING:
    from desktop.access import Access, Opened
    from desktop.first_look import Look
    from desktop.session import ExportRequest, Hits, Reading, Shown
    from desktop.timeline.index import Index

log = logging.getLogger(__name__)

PAINTING = 20
"""ms in which the marks are painted, before what opening the library imports competes with that."""


@dataclass(frozen=True, slots=True)
class Start:
    """What to open. ``originals`` are attached first; ``scheme`` overrules the remembered one.

    Without ``dataset``, what the library holds is shown as it is.
    """

    database: Path
    dataset: Path | None
    originals: Path | None = None
    scheme: str | None = None


class Application(QObject):
    """One window on one library."""

    opened = Signal()
    """The library is on screen for the first time."""
    failed = Signal(str)
    """The library could not be opened: a sentence. The user has been told, unless nobody can see the window.

    Where nobody can, whatever else could not be done is told in this way too."""

    def __init__(
        self, qt: QApplication, start: Start, store: QSettings, *, seen: bool = True, bare: bool = False
    ) -> None:
        """Build the window; :meth:`open` fills it. ``seen`` is False where no one is there to answer a dialog.

        A ``bare`` one is built at once, as nothing is imported for it, and has no panels until it is opened.
        """
        super().__init__(qt)
        self._start = start
        self._store = store
        self._seen = seen
        self._access: Access | None = None
        self._waiting: dict[str, Callable[[], None]] = {}
        self._wished: tuple[Filter, str] | None = None
        self._look: Look | None = None
        self._painting = QTimer(self)
        self._painting.setInterval(PAINTING)
        self._painting.setSingleShot(True)
        self._painting.timeout.connect(self._open_looked_at)
        remembered = stored.load(store) if seen else stored.Settings()
        scheme = start.scheme or remembered.scheme
        self.appearance = Appearance(qt, None if scheme == "system" else scheme)
        self.appearance.set_text_steps(remembered.text_steps)
        self.jobs = Jobs(self)
        self.window = Window(self.appearance, remembered)
        self.window.closing.connect(self.close)
        if not bare:
            self._furnish()

    def _furnish(self) -> None:
        from desktop.session import Session

        self.session = Session(self)
        self.window.furnish(self.session, self.jobs)
        self._connect()

    def _connect(self) -> None:
        session = self.session
        session.filter_requested.connect(self._filter)
        session.grouping_requested.connect(self._group)
        session.passage_requested.connect(self._read_passage_of)
        session.selection_changed.connect(self._read_entry)
        session.reading_requested.connect(self._read_text)
        session.lines_requested.connect(self._read_lines)
        session.ranks_requested.connect(self._rank)
        session.attach_requested.connect(self._attach_wanted)
        session.detach_requested.connect(self._detach)
        session.doubts_requested.connect(self._read_doubts)
        session.copy_requested.connect(self._copy)
        session.export_requested.connect(self._export)
        session.address_requested.connect(self._open_address)
        session.search_requested.connect(self._search)
        session.hits_requested.connect(self._find_all)
        session.unhide_requested.connect(self._unhide)

    def open(self) -> None:
        """Open the library in a job; :attr:`opened` or :attr:`failed` follows."""
        if not self.window.furnished:
            self._furnish()
        work = partial(_look, self._start.database, self._start.dataset, self.session.grouping)
        self.jobs.submit("open", work, self._take_look, self._meet_unopened)

    def _take_look(self, found: "Look | None") -> None:
        """Show what the library is seen to hold, and open it."""
        if found is not None:
            self.session.set_library(found.library, found.marks, found.shown, found.index)
        self._look = found
        self._painting.start()

    @Slot()
    def _open_looked_at(self) -> None:
        found, self._look = self._look, None
        work = partial(self._open, self._start.dataset, self.session.grouping, found)
        self.jobs.submit("open", work, self._take_opened, self._meet_unopened)

    def _open(self, dataset: Path | None, grouping: str, seen: "Look | None", progress: Progress) -> "Opened":
        from desktop.access import Access

        return self._look_into(Access.open(self._start.database, dataset, progress, seen), grouping)

    def _replace_unfit(self, grouping: str, progress: Progress) -> "Opened":
        from desktop.access import Access

        return self._look_into(Access.replace_unfit(self._start.database, self._start.dataset, progress), grouping)

    def _look_into(self, access: "Access", grouping: str) -> "Opened":
        """Read first, in the job that opened the library; from then on it is closed even if the window is gone."""
        try:
            found = access.first(grouping)
        except BaseException:
            access.close()
            raise
        self._access = access
        return found

    @Slot()
    def close(self) -> None:
        """Remember the window, end the jobs and close the library."""
        if self._seen:
            stored.save(self._store, self.window.remember())
        self._painting.stop()
        self.jobs.close()
        if self._access is not None:
            self._access.close()
            self._access = None

    def _take_opened(self, found: "Opened") -> None:
        if found.marks is not self.session.marks:
            # What was wished for spoke of rows that are others now.
            self._waiting.clear()
        self._announce(found)
        self._grant_waiting()
        self._read_first_article()
        if self._start.originals is not None:
            self._attach([str(self._start.originals)], told=False)
        self.opened.emit()

    def _announce(self, found: "Opened") -> None:
        shown = self.session.index
        if shown is None or found.index.shown is not shown.shown or found.library != self.session.library:
            self.session.set_library(found.library, found.marks, found.shown, found.index)
        self.session.set_health(found.health)
        if found.library.read_only:
            # The sentence leaves the status bar again; the title stays.
            self.window.setWindowTitle(self.tr("Démarche (read-only)"))
            self.session.said.emit(found.library.read_only)

    def _meet_unopened(self, error: BaseException) -> None:
        if isinstance(error, WorkCancelledError):
            return
        from db.first_look import look

        sentence = faults.sentence(error)
        if self._seen:
            match faults.ask_about_unopened(self.window, error, held=look(self._start.database) is not None):
                case faults.Answer.MOVE_ASIDE:
                    work = partial(self._replace_unfit, self.session.grouping)
                    self.jobs.submit("open", work, self._take_opened, self._meet_unopened)
                    return
                case faults.Answer.WITHOUT_DATASET:
                    work = partial(self._open, None, self.session.grouping, None)
                    self.jobs.submit("open", work, self._take_opened, self._meet_unopened)
                    return
                case faults.Answer.LEAVE:
                    self.window.close()
        self.failed.emit(sentence)

    def _ask(
        self,
        key: str,
        work: Callable[["Access", Progress], Any],
        done: Callable[[Any], None],
        *,
        long: bool = False,
        always: bool = False,
    ) -> None:
        """Submit a job on the open library; until it is open, the latest wish of each key waits for that."""
        access = self._access
        if access is None:
            self._waiting[key] = partial(self._ask, key, work, done, long=long, always=always)
        else:
            self.jobs.submit(key, partial(work, access), done, self._meet, long=long, always=always)

    def _grant_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for wish in waiting.values():
            wish()

    def _meet(self, error: BaseException) -> None:
        self._wished = None
        if isinstance(error, WorkCancelledError):
            self.session.said.emit(self.tr("Cancelled; nothing was changed."))
            return
        sentence = faults.sentence(error)
        if self._seen:
            faults.tell(self.window, sentence)
        else:
            self.failed.emit(sentence)

    @Slot(object)
    def _filter(self, wanted: Filter) -> None:
        self._show(wanted, self._wish()[1])

    @Slot(str)
    def _group(self, grouping: str) -> None:
        wanted, mask = self._wish()[0], self.session.shown.mask
        if wanted != self.session.filter:
            self._show(wanted, grouping)
            return
        self._wished = wanted, grouping
        self._ask("shown", lambda access, _: access.index(mask, grouping), partial(self._take_grouped, grouping))

    def _wish(self) -> tuple[Filter, str]:
        """Return the filter and the grouping that were last wished for: neither is lost to the other."""
        return self._wished or (self.session.filter, self.session.grouping)

    def _show(self, wanted: Filter, grouping: str) -> None:
        self._wished = wanted, grouping
        done = partial(self._take_shown, wanted, grouping)
        self._ask("shown", lambda access, _: access.shown(wanted, grouping), done)

    def _take_shown(self, wanted: Filter, grouping: str, outcome: "tuple[Shown, Index]") -> None:
        self._wished = None
        self.session.set_filter(wanted, *outcome, grouping)

    def _take_grouped(self, grouping: str, index: "Index") -> None:
        self._wished = None
        self.session.set_grouping(grouping, index)

    @Slot(int)
    def _unhide(self, row: int) -> None:
        wanted, grouping = self._wish()

        def work(access: "Access", _progress: Progress) -> "tuple[Filter, tuple[Shown, Index]]":
            kept = access.unhidden(row, wanted)
            return kept, access.shown(kept, grouping)

        self._ask("shown", work, partial(self._take_unhidden, row, grouping))

    def _take_unhidden(self, row: int, grouping: str, outcome: "tuple[Filter, tuple[Shown, Index]]") -> None:
        self._take_shown(outcome[0], grouping, outcome[1])
        self.session.go_to(row)

    @Slot(str)
    def _search(self, typed: str) -> None:
        self._ask("search", lambda access, _: access.found(typed), self.session.set_found)

    @Slot(str)
    def _find_all(self, typed: str) -> None:
        self._ask("hits", lambda access, _: access.hits(typed), self._take_hits, long=True)

    def _take_hits(self, hits: "Hits") -> None:
        self.session.set_hits(hits)
        self._ask("best", lambda access, _: access.best(hits.typed), self.session.set_found, long=True)

    @Slot(int)
    def _read_passage_of(self, row: int) -> None:
        """Lead to a row's passage, whether or not it is the current entry."""
        self._ask("passage", lambda access, _: access.entry(row), self._take_passage_of)

    def _take_passage_of(self, entry: Entry | None) -> None:
        if entry is not None:
            self._follow_in_article(entry)

    @Slot()
    def _read_entry(self) -> None:
        row = self.session.selection.current
        if row < 0:
            self.session.set_entry(None)
            return
        self._ask("entry", lambda access, _: access.entry(row), self._take_entry)

    def _take_entry(self, entry: Entry | None) -> None:
        if entry is not None and entry.head.row != self.session.selection.current:
            return
        self.session.set_entry(entry)
        if entry is not None and entry.citations:
            self._follow_in_article(entry)

    def _follow_in_article(self, entry: Entry) -> None:
        """Show an entry's passage: in the article that is open where it is cited there, in the open kind of text."""
        reader = self.session.reader
        shown = reader.article.slug if reader else ""
        citation = next((c for c in entry.citations if c.article.slug == shown), entry.citations[0])
        original = [p for p in citation.original if p.start is not None]
        wanted = reader.kind if reader else TextKind.DIGEST
        passages = original if wanted is TextKind.ORIGINAL and original else citation.digest
        if passages:
            self.session.request_passage(passages[0])

    @Slot(object)
    def _read_text(self, wanted: "Reading") -> None:
        reader = self.session.reader
        if reader is not None and (reader.article.slug, reader.kind) == (wanted.article, wanted.kind):
            if wanted.passage is not None:
                self.session.passage_shown.emit(*wanted.passage)
            return
        self._read_anew(wanted)

    def _read_anew(self, wanted: "Reading") -> None:
        self._ask(
            "text", lambda access, _: access.reader(wanted.article, wanted.kind), partial(self._take_text, wanted)
        )

    def _take_text(self, wanted: "Reading", text: ReaderText | None) -> None:
        if text is not None:
            self.session.set_reader(text, wanted.passage)

    def _read_first_article(self) -> None:
        from desktop.session import Reading

        library = self.session.library
        if library is not None and library.articles and self.session.reader is None:
            self._read_text(Reading(library.articles[0].slug, TextKind.DIGEST))

    @Slot(object)
    def _read_lines(self, rows: Any) -> None:
        wanted = [int(row) for row in rows]
        self._ask("lines", lambda access, _: access.lines(wanted), self._take_lines)

    def _take_lines(self, lines: tuple[EntryLine, ...]) -> None:
        self.session.set_lines(lines)

    @Slot(str)
    def _rank(self, column: str) -> None:
        self._ask("ranks", lambda access, _: access.ranks(column), partial(self._take_ranks, column), long=True)

    def _take_ranks(self, column: str, ranks: Any) -> None:
        self.session.ranks_read.emit(column, ranks)

    @Slot(object)
    def _copy(self, rows: Any) -> None:
        wanted = [int(row) for row in rows]
        self._ask("copy", lambda access, _: access.as_text(wanted), partial(self._take_copied, len(wanted)))

    def _take_copied(self, count: int, text: str) -> None:
        from desktop.wording import entries

        QGuiApplication.clipboard().setText(text)
        self.session.said.emit(self.tr("{0} copied").format(entries(count)))

    @Slot(list)
    def _attach_wanted(self, paths: list[str]) -> None:
        self._attach(paths, told=True)

    def _attach(self, paths: list[str], *, told: bool) -> None:
        wanted, grouping = self.session.filter, self.session.grouping

        def work(access: "Access", progress: Progress) -> tuple[list[AttachReport], "Opened"]:
            reports = access.attach([Path(path) for path in paths], progress)
            return reports, access.refresh(wanted, grouping)

        self._ask("attach", work, partial(self._take_attached, told=told), always=True)

    def _take_attached(self, outcome: tuple[list[AttachReport], "Opened"], *, told: bool) -> None:
        """Show what was attached. Unless all is to be ``told``, only what is new is: a start attaches quietly."""
        from desktop.session import Reading

        reports, found = outcome
        self._announce(found)
        reader = self.session.reader
        if reader is not None and reader.kind is TextKind.ORIGINAL:
            # It may be another version now; our digests stay as they are.
            self._read_anew(Reading(reader.article.slug, reader.kind))
        self._read_entry()
        new = [report for report in reports if report.article is not None and not report.unchanged]
        if self._seen and (told or new):
            self.window.show_attached(reports if told else new)

    @Slot(str)
    def _detach(self, article: str) -> None:
        wanted, grouping = self.session.filter, self.session.grouping

        def work(access: "Access", _progress: Progress) -> "Opened":
            access.detach(article)
            return access.refresh(wanted, grouping)

        self._ask("detach", work, partial(self._take_detached, article), always=True)

    def _take_detached(self, article: str, found: "Opened") -> None:
        """Show what is left: our digest, where the original was read."""
        from desktop.session import Reading

        self._announce(found)
        reader = self.session.reader
        if reader is not None and (reader.article.slug, reader.kind) == (article, TextKind.ORIGINAL):
            self._read_anew(Reading(article, TextKind.DIGEST))
        self._read_entry()
        name = next((each.label for each in found.library.articles if each.slug == article), article)
        sentence = self.tr("The original of {0} is detached. Attach its file again to undo this.")
        self.session.said.emit(sentence.format(name))

    @Slot()
    def _read_doubts(self) -> None:
        self._ask("doubts", lambda access, _: access.doubts(), self.session.doubts_read.emit)

    @Slot(object)
    def _export(self, request: "ExportRequest") -> None:
        wanted = self.session.filter
        self._ask(
            "export",
            lambda access, progress: access.export(request, wanted, progress),
            partial(self._take_exported, request),
            long=True,
            always=True,
        )

    def _take_exported(self, request: "ExportRequest", written: Any) -> None:
        from desktop.wording import count

        rows = self.tr("1 row") if written.count == 1 else self.tr("{0} rows").format(count(written.count))
        self.session.said.emit(self.tr("{0} written to {1}").format(rows, request.path.name))

    @Slot(str)
    def _open_address(self, address: str) -> None:
        faults.open_address(self.window, address)


def _look(database: Path, dataset: Path | None, grouping: str, _progress: Progress) -> "Look | None":
    from desktop.first_look import first_look

    return first_look(database, dataset, grouping)
