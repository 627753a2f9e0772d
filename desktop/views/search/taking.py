"""Take all that was found at once: select it, or let the filter show nothing else."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from db.filters import Word
from desktop.session import Session
from desktop.wording import count


class Taking(QObject):
    """Does something with every hit, as soon as all of them are known."""

    nothing_searched = Signal()
    """Hits were asked for, but nothing is looked for."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Take the hits of ``session``."""
        super().__init__(parent)
        self._session = session
        self._wanted: Callable[[], None] | None = None
        session.hits_changed.connect(self._go_on)
        session.search_changed.connect(self._forget)

    @Slot()
    def select(self) -> None:
        """Select the hits that the filter shows, and say how many it hides."""
        self._take(self._select)

    @Slot()
    def show_only(self) -> None:
        """Ask for a filter by the search; what else is filtered by stays, but for another search."""
        self._take(self._show_only)

    def _take(self, run: Callable[[], None]) -> None:
        session = self._session
        if not session.searched.strip():
            self.nothing_searched.emit()
        elif session.hits.typed != session.searched:
            # Typing has not paused yet.
            self._wanted = run
            session.hits_requested.emit(session.searched)
        elif len(session.hits):
            run()
        else:
            session.said.emit(self.tr("Nothing was found."))

    @Slot()
    def _go_on(self) -> None:
        run, self._wanted = self._wanted, None
        if run is not None and self._session.hits.typed:
            self._take(run)

    @Slot()
    def _forget(self) -> None:
        """Something else is looked for now."""
        self._wanted = None

    def _select(self) -> None:
        session = self._session
        outside = session.hits_outside()
        rows = session.hits.rows[session.shown.mask[session.hits.rows]]
        if len(rows):
            session.select(rows)
        if outside:
            some, none = self.tr("{n} selected, {m} outside the filter."), self.tr("All hits are outside the filter.")
            session.said.emit(some.format(n=count(len(rows)), m=count(outside)) if len(rows) else none)

    def _show_only(self) -> None:
        session = self._session
        session.filter_requested.emit(session.filter.with_term(Word.SEARCH, (session.hits.typed,)))
