"""What the File menu does with whole libraries: open, begin, back up, restore."""

from pathlib import Path

from PySide6.QtCore import QDateTime, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from desktop.libraries import Libraries, Turn
from desktop.places import ENDING, default_database
from desktop.widgets.asking import tell


class LibraryCommands(QObject):
    """Asks where, and announces the wish."""

    def __init__(self, window: QWidget, libraries: Libraries) -> None:
        """Act for ``window``; dialogs stand over it."""
        super().__init__(window)
        self._window = window
        self._libraries = libraries
        self._recent: QMenu | None = None

    @Slot()
    def open(self) -> None:
        """Choose a library and ask for it in this one's place."""
        title = self.tr("Open a library")
        path, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), self._kinds())
        if path:
            self._libraries.turn_requested.emit(Turn(Path(path)))

    @Slot()
    def begin(self) -> None:
        """Choose where a new library is to lie; one that is there already is opened only if that is chosen."""
        title = self.tr("New library")
        proposed = str(Path(self._folder()) / f"{self.tr('Library')}{ENDING}")
        kinds = self._kinds()
        path, _ = QFileDialog.getSaveFileName(
            self._window, title, proposed, kinds, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self._libraries.turn_requested.emit(Turn(with_ending(path), new=True))

    @Slot()
    def back_up(self) -> None:
        """Choose where a copy is to lie, and ask for it."""
        today = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        proposed = str(Path.home() / f"Démarche {today}{ENDING}")
        title = self.tr("Back up the library")
        path, _ = QFileDialog.getSaveFileName(self._window, title, proposed, self._kinds())
        if path:
            self._libraries.backup_requested.emit(with_ending(path))

    @Slot()
    def restore(self) -> None:
        """Show the copies that can be restored."""
        from desktop.views.restore_dialog import RestoreDialog

        RestoreDialog(self._libraries, self._window).open()

    def add_recent(self, menu: QMenu, before: QAction) -> None:
        """Offer the libraries that were open last in a menu of their own."""
        self._recent = QMenu(self.tr("Recent libraries"), menu)
        menu.insertMenu(before, self._recent)
        self._recent.aboutToShow.connect(self._list_recent)
        self._recent.triggered.connect(self._open_recent)

    @Slot()
    def _list_recent(self) -> None:
        assert self._recent is not None  # noqa: S101 - the menu that is about to show
        self._recent.clear()
        own = default_database()
        here = self._libraries.current.absolute()
        for path in dict.fromkeys((*self._libraries.recent, own)):
            action = self._recent.addAction(self.tr("Your own library") if path == own else _shown(path))
            action.setData(str(path))
            action.setToolTip(str(path))
            action.setCheckable(True)
            action.setChecked(path == here)
            action.setEnabled(path != here)

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        path = Path(str(action.data()))
        if not path.exists() and path != default_database():
            text = self.tr("{0} is not there any more.").format(path)
            tell(self._window, "Démarche", text, icon=QMessageBox.Icon.Information)
            return
        self._libraries.turn_requested.emit(Turn(path))

    def _folder(self) -> str:
        """Return where libraries are looked for: where this one lies, unless that is the application's own place."""
        here = self._libraries.current.absolute().parent
        return str(Path.home() if here == default_database().parent else here)

    def _kinds(self) -> str:
        return self.tr("Libraries of Démarche (*{0});;All files (*)").format(ENDING)


def with_ending(path: str) -> Path:
    """Return a path as it was chosen, with our ending where it has none."""
    chosen = Path(path)
    return chosen if chosen.suffix else chosen.with_name(chosen.name + ENDING)


def _shown(path: Path) -> str:
    """Return how a path stands in a menu, where an ampersand marks a key."""
    return f"{path.stem}  ({path.parent.name})".replace("&", "&&")
