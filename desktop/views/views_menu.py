"""The menu of the saved views, with their keys."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.session import Session
from desktop.widgets.view_words import key_of


class ViewsMenu(QMenu):
    """Offers every saved view; greyed where there is none."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Follow ``session``."""
        super().__init__(parent)
        self.setTitle(self.tr("Open a saved view"))
        self._session = session
        self.triggered.connect(self._open)
        session.own_changed.connect(self._offer)
        session.library_changed.connect(self._offer)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        self.clear()
        for name, state in self._session.own.views:
            # A name's own & is no mnemonic.
            text, key = name.replace("&", "&&"), key_of(state)
            action = self.addAction(f"{text}\t{key}" if key else text)
            action.setData(name)
        self.menuAction().setEnabled(bool(self.actions()))

    @Slot(QAction)
    def _open(self, action: QAction) -> None:
        self._session.view_requested.emit(str(action.data()))
