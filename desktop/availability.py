"""Grey the commands that have nothing to do, as the table says what each of them needs."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from desktop.commands import COMMANDS, Needs
from desktop.session import Session


class Availability(QObject):
    """Enables actions as the session changes; what it does not tell is asked of ``more``, after :meth:`tell`."""

    def __init__(
        self,
        session: Session,
        actions: Mapping[str, QAction],
        more: Mapping[Needs, Callable[[], bool]],
        parent: QObject,
    ) -> None:
        """Follow ``session``; raise KeyError where nobody tells of what a command needs."""
        super().__init__(parent)
        asked: dict[Needs, Callable[[], bool]] = {
            Needs.ENTRY: lambda: session.selection.current >= 0,
            Needs.SELECTION: lambda: bool(len(session.selection)),
            Needs.SEARCHED: lambda: bool(session.searched.strip()),
            Needs.FILTER: lambda: bool(session.filter),
            **more,
        }
        needing = (command for command in COMMANDS if command.needs is not Needs.NOTHING)
        self._asked = [(actions[command.id], asked[command.needs]) for command in needing]
        changes = (session.library_changed, session.filter_changed, session.selection_changed, session.reader_changed)
        for change in (*changes, session.search_changed):
            change.connect(self.tell)
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Enable what has something to do, and nothing else."""
        for action, is_there in self._asked:
            action.setEnabled(is_there())
