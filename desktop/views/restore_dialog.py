"""Choose a copy to restore: those that lie beside the library, or any other file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.kept import Made
from desktop.libraries import Libraries, Turn
from desktop.wording import interface_locale

if TYPE_CHECKING:
    from db.kept import Kept

WHEN, WHY, SIZE = range(3)
GAP, ROW = 8, 24


class RestoreDialog(QDialog):
    """Carries nothing out: it announces a Turn and closes."""

    def __init__(self, libraries: Libraries, parent: QWidget | None = None) -> None:
        """Ask for the copies that there are."""
        super().__init__(parent)
        self._libraries = libraries
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Restore from a backup"))
        self.note = QLabel(self.tr("The library as it is now is kept beside the restored one. Nothing is lost."), self)
        self.note.setProperty("role", "second")
        self.note.setWordWrap(True)
        self.list = self._make_list()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.other = QPushButton(self.tr("Another file…"), self)
        self.chosen = QPushButton(self.tr("Restore"), self)
        self.buttons.addButton(self.other, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.chosen, QDialogButtonBox.ButtonRole.AcceptRole)
        self.chosen.setEnabled(False)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        for widget in (self.note, self.list, self.buttons):
            column.addWidget(widget)
        self.resize(620, 360)
        self.other.clicked.connect(self._choose_another)
        self.buttons.accepted.connect(self._restore_chosen)
        self.buttons.rejected.connect(self.reject)
        self.list.itemSelectionChanged.connect(self._tell)
        self.list.itemActivated.connect(self._restore_chosen)
        libraries.copies_read.connect(self._take)
        libraries.copies_requested.emit()

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setAccessibleName(self.tr("Copies beside the library"))
        made.setHeaderLabels([self.tr("State of"), self.tr("Made"), self.tr("Size")])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(WHEN, QHeaderView.ResizeMode.Stretch)
        for column in (WHY, SIZE):
            made.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return made

    @Slot(object)
    def _take(self, copies: tuple["Kept", ...]) -> None:
        reasons = {
            Made.DAILY: self.tr("daily"),
            Made.UPGRADE: self.tr("before an upgrade"),
            Made.RESTORE: self.tr("before a backup was restored"),
        }
        locale = interface_locale()
        self.list.clear()
        for kept in copies:
            moment = QDateTime.fromSecsSinceEpoch(int(kept.moment.timestamp()))
            day = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
            when = f"{day}, {locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}"
            item = QTreeWidgetItem([when, reasons[kept.made], locale.formattedDataSize(kept.size)])
            item.setSizeHint(WHEN, QSize(0, ROW))
            item.setTextAlignment(SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(WHEN, str(kept.path))
            item.setData(WHEN, Qt.ItemDataRole.UserRole, str(kept.path))
            self.list.addTopLevelItem(item)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()
        else:
            self.note.setText(
                self.tr("There are no copies beside the library yet: one is made on each day with a change.")
            )

    @Slot()
    def _tell(self) -> None:
        self.chosen.setEnabled(bool(self.list.selectedItems()))

    @Slot()
    def _restore_chosen(self) -> None:
        chosen = self.list.selectedItems()
        if chosen:
            self._restore(Path(str(chosen[0].data(WHEN, Qt.ItemDataRole.UserRole))))

    @Slot()
    def _choose_another(self) -> None:
        kinds = self.tr("Libraries of Démarche (*.demarche);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), str(Path.home()), kinds)
        if path:
            self._restore(Path(path))

    def _restore(self, backup: Path) -> None:
        self.accept()
        self._libraries.turn_requested.emit(Turn(self._libraries.current, restore=backup))
