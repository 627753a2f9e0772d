"""Build the application and connect it: what views wish for, jobs do, and the session announces.

Nothing here draws or reads: views draw, :mod:`desktop.access` reads, off the GUI thread. What imports numpy is
imported where it is needed, so that a bare window is painted before that.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop import faults
from desktop import settings as stored
from desktop.attaching import Attaching
from desktop.bringing import Bringing
from desktop.exporting import Exporting
from desktop.granting import Grants
from desktop.jobs import Jobs, Progress, WorkCancelledError
from desktop.keeping import Keeping
from desktop.libraries import Turn, note_recent, read_recent
from desktop.theme import Appearance
from desktop.window import Window

if TYPE_CHECKING:
    from db.kept import Kept
    from db.replacing import Replaced
    from desktop.access import Access, Opened
    from desktop.first_look import Look
    from desktop.left import Left
    from desktop.requests import Reading
    from desktop.timeline.indexes import Manner

log = logging.getLogger(__name__)

PAINTING = 20
"""ms in which the marks are painted, before what opening the library imports competes with that."""


class Start(Struct, frozen=True):
    """What to open. ``originals`` are attached first; ``scheme`` overrules the remembered one.

    Without ``dataset``, what the library holds is shown as it is. ``restore`` is a backup that takes the library's
    place first. One that is not ``kept`` is gone once it is closed: no copies are made of it.
    """

    database: Path
    dataset: Path | None
    originals: Path | None = None
    scheme: str | None = None
    restore: Path | None = None
    kept: bool = True
    offered: tuple[Path, ...] = ()
    """Files that the user opened with the program: attached like dropped ones."""


class Application(QObject):
    """One window on one library."""

    opened = Signal()
    """The library is on screen for the first time."""
    failed = Signal(str)
    """The library could not be opened: a sentence. The user has been told, unless nobody can see the window.

    Where nobody can, whatever else could not be done is told in this way too."""
    turned = Signal(object)
    """Start: the user wants another library in this window's place, and it can be opened."""

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
        self._look: Look | None = None
        self._restored = ""
        self._back = False
        self._left: Left | None = None
        self._painting = QTimer(self)
        self._painting.setInterval(PAINTING)
        self._painting.setSingleShot(True)
        self._painting.timeout.connect(self._open_looked_at)
        remembered = stored.load(store) if seen else stored.Settings()
        scheme = start.scheme or remembered.scheme
        self.appearance = Appearance(qt, None if scheme == "system" else scheme)
        self.appearance.set_text_steps(remembered.text_steps)
        self.appearance.set_window_text(remembered.window_text)
        self.jobs = Jobs(self)
        self.window = Window(self.appearance, remembered)
        self.window.closing.connect(self.close)
        if not bare:
            self._furnish()
            self.window.fill()

    def _furnish(self) -> None:
        from desktop.session import Session
        from desktop.undo import Writer

        self.session = Session(self)
        self.window.furnish(self.session, self.jobs)
        self._grants = Grants(self.session, self._ask, self)
        bringing = Bringing(self.session, self._ask, self._start.dataset, self.appearance, self.window)
        bringing.brought.connect(self._take_brought)
        self._attaching = Attaching(self.session, self._ask, self.window if self._seen else None, self)
        self._attaching.changed.connect(self._take_attached)
        Exporting(self.session, self._ask, self.appearance, self.window)
        self._keeping = Keeping(self.session, self._ask, self)
        self._keeping.turned.connect(self._turn)
        self.session.libraries.current = self._start.database
        self.session.libraries.recent = read_recent(self._store) if self._seen else ()
        self._writer = Writer(self.session, self._write, self)
        self._connect()

    def _connect(self) -> None:
        session = self.session
        session.doubts_requested.connect(self._read_doubts)
        session.address_requested.connect(self._open_address)
        session.departed_requested.connect(self._read_departed)
        session.waiting_requested.connect(self._read_waiting)
        session.write_failed.connect(self._tell_of_failure)

    def open(self) -> None:
        """Open the library in a job; :attr:`opened` or :attr:`failed` follows."""
        if not self.window.furnished:
            self._furnish()
        if self._start.restore is not None:
            work: Callable[[Progress], Any] = partial(_restore, self._start.database, self._start.restore)
            self.jobs.submit("open", work, self._take_restored, self._meet_unrestored)
            return
        work = partial(_look, self._start.database, self._start.dataset, self.session.manner)
        self.jobs.submit("open", work, self._take_look, self._meet_unopened)

    def _take_restored(self, aside: Path | None) -> None:
        """Open what has been restored."""
        backup, self._start = self._start.restore, replace(self._start, restore=None)
        if backup is not None and aside is not None:
            self._restored = self.tr("{0} is restored; the library as it was is kept as {1}.").format(
                backup.name, aside.name
            )
        self.open()

    def _meet_unrestored(self, error: BaseException) -> None:
        """Say why nothing was restored, and open the library as it was."""
        self._start = replace(self._start, restore=None)
        if isinstance(error, WorkCancelledError):
            self.open()
        else:
            faults.tell(self.window, faults.sentence(error), then=self.open)

    @Slot(object)
    def _turn(self, wish: Turn) -> None:
        start = replace(self._start, database=wish.database, restore=wish.restore, originals=None, offered=())
        self.turned.emit(start)

    def take_files(self, files: Sequence[Path]) -> None:
        """Attach files that another start was given, once the library is open, and come to the front."""
        if files and self._access is not None:
            self.session.attach_requested.emit([str(file) for file in files])
        elif files:
            self._start = replace(self._start, offered=(*self._start.offered, *files))
        self.window.come_to_the_front()

    def _take_look(self, found: "Look | None") -> None:
        """Show what the library is seen to hold, and open it."""
        if found is not None:
            self.session.set_library(found.library, found.marks, found.shown, found.index)
            self._come_back_to_span()
        self._look = found
        self._painting.start()

    @Slot()
    def _open_looked_at(self) -> None:
        self.window.fill()
        found, self._look = self._look, None
        work = partial(self._open, self._start.dataset, self.session.manner, found)
        self.jobs.submit("open", work, self._take_opened, self._meet_unopened)

    def _open(self, dataset: Path | None, manner: "Manner", seen: "Look | None", progress: Progress) -> "Opened":
        from desktop.access import Access

        return self._look_into(Access.open(self._start.database, dataset, progress, seen), manner)

    def _replace_unfit(self, manner: "Manner", progress: Progress) -> "tuple[Opened, Replaced]":
        from desktop.access import Access

        access, replaced = Access.replace_unfit(self._start.database, self._start.dataset, progress)
        return self._look_into(access, manner), replaced

    def _take_replaced(self, outcome: "tuple[Opened, Replaced]") -> None:
        found, replaced = outcome
        self._take_opened(found)
        faults.tell_of_replaced(self.window, self._start.database, replaced)

    def _look_into(self, access: "Access", manner: "Manner") -> "Opened":
        """Read first, in the job that opened the library; from then on it is closed even if the window is gone."""
        try:
            found = access.first(manner)
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
            if self._start.kept and self.window.furnished:
                self._remember_left()
        self._painting.stop()
        if self.window.furnished:
            self._keeping.end()
            self._writer.flush()
        for error in self.jobs.close()[:1]:
            self._tell_unsaved(faults.sentence(error))
        if self._access is not None:
            self._access.close()
            self._access = None

    def _take_opened(self, found: "Opened") -> None:
        if found.marks is not self.session.marks:
            # What was wished for spoke of rows that are others now.
            self._waiting.clear()
        self._announce(found)
        self._come_back_to_span()
        self._grant_waiting()
        self.window.resume_clock()
        self._grants.read_first_article()
        self._come_back()
        self._read_waiting()
        self._ask_for_motion()
        if self._start.originals is not None:
            self._attaching.attach([str(self._start.originals)], told=False)
        if self._start.offered:
            self.session.attach_requested.emit([str(file) for file in self._start.offered])
        if self._seen and self._start.kept:
            note_recent(self._store, self._start.database)
            self._keeping.begin()
        if self._restored:
            self.session.said.emit(self._restored)
        self.opened.emit()

    def _come_back_to_span(self) -> None:
        """Look at what was in view when this library was left, before anything is painted."""
        from desktop import left

        if self._seen and self._start.kept and not self._back:
            self._back = True
            self._left = left.recall(self._store, self._start.database)
            if self._left is not None:
                left.show_span(self._left, self.session)

    def _come_back(self) -> None:
        """Filter, select and read as when this library was left."""
        from desktop import left

        known, self._left = self._left, None
        if known is not None:
            left.show(known, self.session, self._grants.stay_for)

    def _remember_left(self) -> None:
        from desktop import left

        state = left.take(self.session)
        if state is not None:
            left.remember(self._store, self._start.database, state)

    def _ask_for_motion(self) -> None:
        """Follow the system where it asks for less motion; nothing has moved yet."""
        from desktop.stillness import Stillness

        stillness = Stillness(self)
        stillness.found.connect(self.appearance.follow_system)
        stillness.ask()

    def _announce(self, found: "Opened") -> None:
        shown = self.session.index
        if shown is None or found.index.shown is not shown.shown or found.library != self.session.library:
            self.session.set_library(found.library, found.marks, found.shown, found.index)
        elif found.index.shown is shown.shown:
            self.session.groupings_added.emit()
            self.session.set_counts(found.shown)
        self.session.set_own(found.own)
        self.session.set_health(found.health)
        if found.library.read_only:
            # The sentence leaves the status bar again; the title stays.
            self.window.setWindowTitle(self.tr("Démarche (read-only)"))
            self.session.said.emit(found.library.read_only)

    def _meet_unopened(self, error: BaseException) -> None:
        if isinstance(error, WorkCancelledError):
            return
        self.window.fill()
        from db.first_look import look

        if self._seen:
            library = self._start.database
            copy = faults.copy_instead(error, library)
            chosen = partial(self._go_on_unopened, faults.sentence(error), copy)
            held = look(library) is not None
            faults.ask_about_unopened(self.window, error, library, chosen, held=held, copy=copy)
        else:
            self.failed.emit(faults.sentence(error))

    def _go_on_unopened(self, sentence: str, copy: "Kept | None", answer: faults.Answer) -> None:
        """Open what can be opened, or close the window, as the user chose."""
        match answer:
            case faults.Answer.MOVE_ASIDE:
                anew = partial(self._replace_unfit, self.session.manner)
                self.jobs.submit("open", anew, self._take_replaced, self._meet_unopened)
            case faults.Answer.RESTORE if copy is not None:
                self._start = replace(self._start, restore=copy.path)
                self.open()
            case faults.Answer.WITHOUT_DATASET:
                work = partial(self._open, None, self.session.manner, None)
                self.jobs.submit("open", work, self._take_opened, self._meet_unopened)
            case _:
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

    def _write(
        self,
        work: Callable[["Access", Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        """Submit a job that writes something of the user's own; it is carried out whatever else happens."""
        if self._access is not None:
            unwritten = partial(_tell_unwritten, failed)
            self.jobs.submit("write", partial(work, self._access), done, unwritten, always=True, kept=True)

    def _tell_unsaved(self, sentence: str) -> None:
        """Say what was not written while the window closes; no note is lost unseen."""
        if self._seen:
            faults.tell_before_closing(self.window, sentence, self._writer.unsaved())
        else:
            self.failed.emit(sentence)

    @Slot(str)
    def _tell_of_failure(self, sentence: str) -> None:
        if self._seen:
            faults.tell(self.window, sentence)
        else:
            self.failed.emit(sentence)

    def _grant_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for wish in waiting.values():
            wish()

    def _meet(self, error: BaseException) -> None:
        self._grants.forget()
        if isinstance(error, WorkCancelledError):
            self.session.said.emit(self.tr("Cancelled; nothing was changed."))
            return
        self._tell_of_failure(faults.sentence(error))

    @Slot(object, object)
    def _take_attached(self, found: "Opened", anew: "Reading | None") -> None:
        """Show what there is now, and read a text anew where it may be another."""
        self._announce(found)
        if anew is not None:
            self._grants.read_anew(anew)
        self._grants.read_entry()

    @Slot(object)
    def _take_brought(self, found: "Opened") -> None:
        self._announce(found)
        self._grants.read_entry()
        self._read_waiting()

    @Slot()
    def _read_doubts(self) -> None:
        self._ask("doubts", lambda access, _: access.doubts(), self.session.doubts_read.emit)

    @Slot()
    def _read_waiting(self) -> None:
        self._ask("waiting", lambda access, _: access.waiting(), self.session.waiting_read.emit)

    @Slot()
    def _read_departed(self) -> None:
        self._ask("departed", lambda access, _: access.departed(), self.session.departed_read.emit)

    @Slot(str)
    def _open_address(self, address: str) -> None:
        faults.open_address(self.window, address)


def _restore(database: Path, backup: Path, progress: Progress) -> Path | None:
    from desktop.access import Access

    return Access.restore(database, backup, progress)


def _tell_unwritten(failed: Callable[[str], None], error: BaseException) -> None:
    failed("" if isinstance(error, WorkCancelledError) else faults.sentence(error))


def _look(database: Path, dataset: Path | None, manner: "Manner", progress: Progress) -> "Look | None":
    from desktop.first_look import first_look

    return first_look(database, dataset, manner, progress)
