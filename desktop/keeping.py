"""Copy libraries and turn to others, as the window wishes; what is read and written is done in jobs."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.granting import Ask
from desktop.libraries import Libraries, Turn

if TYPE_CHECKING:
    from desktop.access import Access
    from desktop.jobs import Progress
    from desktop.session import Session

SETTLED = 3_000
"""ms after a library is on screen before today's copy is made: what the user does first comes first."""


class Keeping(QObject):
    """Grants what :class:`Libraries` asks for."""

    turned = Signal(object)
    """Turn: it can be carried out; whoever owns the window does."""

    def __init__(self, session: "Session", ask: Ask, parent: QObject) -> None:
        """Grant wishes from now on."""
        super().__init__(parent)
        self._session = session
        self._libraries: Libraries = session.libraries
        self._ask = ask
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SETTLED)
        self._waiting.timeout.connect(self.keep_daily)
        self._libraries.backup_requested.connect(self._back_up)
        self._libraries.copies_requested.connect(self._read_copies)
        self._libraries.turn_requested.connect(self._turn)

    def begin(self) -> None:
        """Make today's copy once the library has been on screen for a while."""
        self._waiting.start()

    def end(self) -> None:
        """Wait no longer."""
        self._waiting.stop()

    @Slot()
    def keep_daily(self) -> None:
        """Make today's copy if one is due; where it cannot be kept, the status bar says why."""
        self._ask("daily", lambda access, progress: access.keep_daily(progress), self._take_daily, long=True)

    def _take_daily(self, fault: str) -> None:
        if fault:
            self._session.said.emit(fault)

    @Slot(object)
    def _back_up(self, target: Path) -> None:
        work = partial(_back_up, target)
        self._ask("backup", work, partial(self._take_backup, target), long=True, always=True)

    def _take_backup(self, target: Path, _nothing: object) -> None:
        self._session.said.emit(self.tr("The library is backed up in {0}").format(target.name))

    @Slot()
    def _read_copies(self) -> None:
        self._ask("copies", lambda access, _: access.copies(), self._libraries.copies_read.emit)

    @Slot(object)
    def _turn(self, wish: Turn) -> None:
        if wish.restore is None and wish.database.absolute() == self._libraries.current.absolute():
            self._session.said.emit(self.tr("This library is open."))
            return
        self._ask("turn", lambda access, _: access.refuse_turn(wish), partial(self._take_turn, wish))

    def _take_turn(self, wish: Turn, _nothing: object) -> None:
        self.turned.emit(wish)


def _back_up(target: Path, access: "Access", progress: "Progress") -> None:
    access.backup(target, progress)
