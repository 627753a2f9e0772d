"""The menu that chooses what the colours of marks tell."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.session import Session
from desktop.vocabulary import colouring_name


class ColourMenu(QMenu):
    """Offers what the library's entries can be coloured by; the one in force is checked."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Follow ``session``."""
        super().__init__(parent)
        self.setTitle(self.tr("Colour by"))
        self._session = session
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)
        session.library_changed.connect(self._offer)
        session.colouring_changed.connect(self._offer)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        for colouring in self._session.colourings():
            action = QAction(colouring_name(colouring), self)
            action.setCheckable(True)
            action.setChecked(colouring == self._session.colouring)
            action.setData(colouring)
            self._group.addAction(action)
            self.addAction(action)
        self.setEnabled(bool(self._group.actions()))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self._session.colouring_requested.emit(str(action.data()))
