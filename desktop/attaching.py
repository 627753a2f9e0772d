"""Attach and detach originals as the window wishes; what is read and written is done in jobs."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from db.vocabularies import TextKind
from desktop.granting import Ask
from desktop.requests import Reading

if TYPE_CHECKING:
    from db.readings import Offer
    from db.records import AttachReport
    from desktop.access import Access, Opened
    from desktop.jobs import Progress
    from desktop.session import Session
    from desktop.window import Window


class Attaching(QObject):
    """Grants the session's wishes to attach and detach. Without a ``window`` nobody is asked, nor told of each file."""

    changed = Signal(object, object)
    """Opened: other originals are attached now; and a Reading where the text that is read may be another."""

    def __init__(self, session: "Session", ask: Ask, window: "Window | None", parent: QObject) -> None:
        """Wait for wishes of ``session``."""
        super().__init__(parent)
        self._session, self._ask, self._window = session, ask, window
        session.attach_requested.connect(self._attach_wanted)
        session.detach_requested.connect(self._detach)

    @Slot(list)
    def _attach_wanted(self, paths: list[str]) -> None:
        self.attach(paths, told=True)

    def attach(self, paths: list[str], *, told: bool) -> None:
        """Look at files beside all else, for that may last; then keep what was recognised.

        Unless all is to be ``told``, only what is new is: a start attaches quietly.
        """
        files = [Path(path) for path in paths]
        work = partial(_look_at, files)
        self._ask("attach", work, partial(self._take_offers, told=told), long=True, always=True)

    def _take_offers(self, offers: "list[Offer]", *, told: bool) -> None:
        """Attach what is new. Another version of what is attached takes its place where the user says so."""
        keep = partial(self._keep_offers, offers, told=told)
        if told and self._window is not None:
            self._window.ask_to_replace(offers, keep)
        else:
            keep(frozenset())

    def _keep_offers(self, offers: "list[Offer]", replace: frozenset[str], *, told: bool) -> None:
        wanted, manner = self._session.filter, self._session.manner

        def work(access: "Access", _progress: "Progress") -> "tuple[list[AttachReport], Opened]":
            return access.attach(offers, replace=replace), access.refresh(wanted, manner)

        self._ask("keep", work, partial(self._take_attached, told=told), always=True)

    def _take_attached(self, outcome: "tuple[list[AttachReport], Opened]", *, told: bool) -> None:
        """Show what was attached."""
        reports, found = outcome
        reader = self._session.reader
        # An original may be another version now; our digests stay as they are.
        original = reader is not None and reader.kind is TextKind.ORIGINAL
        self.changed.emit(found, Reading(reader.article.slug, reader.kind) if reader and original else None)
        new = [each for each in reports if each.article is not None and not each.unchanged and not each.kept]
        if self._window is not None and (told or new):
            self._window.show_attached(reports if told else new)

    @Slot(str)
    def _detach(self, article: str) -> None:
        wanted, manner = self._session.filter, self._session.manner

        def work(access: "Access", _progress: "Progress") -> "Opened":
            access.detach(article)
            return access.refresh(wanted, manner)

        self._ask("detach", work, partial(self._take_detached, article), always=True)

    def _take_detached(self, article: str, found: "Opened") -> None:
        """Show what is left: our digest, where the original was read."""
        reader = self._session.reader
        read = reader is not None and (reader.article.slug, reader.kind) == (article, TextKind.ORIGINAL)
        self.changed.emit(found, Reading(article, TextKind.DIGEST) if read else None)
        name = next((each.label for each in found.library.articles if each.slug == article), article)
        sentence = self.tr("The original of {0} is detached. Attach its file again to undo this.")
        self._session.said.emit(sentence.format(name))


def _look_at(files: list[Path], access: "Access", progress: "Progress") -> "list[Offer]":
    return access.look_at(files, progress)
