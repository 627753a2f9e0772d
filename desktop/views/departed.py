"""What is the user's own on entries that are no longer in the dataset: read, copied, or removed for good."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.dates import parse
from db.wishes import Forgetting
from desktop.own_signs import label_icon
from desktop.vocabulary import named
from desktop.wording import date_words, entries

if TYPE_CHECKING:
    from db.own import DepartedEntry
    from desktop.session import Session
    from desktop.theme import Appearance

ENTRY, DATE, STAR, LABEL, TAGS, NOTE = range(6)
ROLE = Qt.ItemDataRole.UserRole


class DepartedDialog(QDialog):
    """Nothing of it is lost unless the user removes it, and that can be undone."""

    def __init__(self, session: "Session", appearance: "Appearance", parent: QWidget | None = None) -> None:
        """Ask ``session`` for them, now and whenever something was written."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._entries: tuple[DepartedEntry, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("No longer in the dataset"))
        self.note = QLabel(self)
        self.note.setProperty("role", "second")
        self.note.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        names = [self.tr("Entry"), self.tr("Date"), self.tr("Star"), self.tr("Label"), self.tr("Tags"), self.tr("Note")]
        self.list.setHeaderLabels(names)
        header = self.list.header()
        header.setStretchLastSection(False)
        for column in (DATE, STAR, LABEL, TAGS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (ENTRY, NOTE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.list.itemSelectionChanged.connect(self._tell)
        self.copy = QPushButton(self.tr("Copy as text"), self)
        self.copy.clicked.connect(self._copy)
        self.remove = QPushButton(self.tr("Remove"), self)
        self.remove.setToolTip(self.tr("Removes all that is yours on what is chosen; Edit > Undo brings it back"))
        self.remove.clicked.connect(self._remove)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.copy, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(buttons)
        column_layout = QVBoxLayout(self)
        column_layout.addWidget(self.note)
        column_layout.addWidget(self.list, 1)
        column_layout.addLayout(row)
        self.resize(820, 380)
        session.departed_read.connect(self._take)
        session.own_changed.connect(self._ask)
        appearance.changed.connect(self._fill)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is to be listed."""
        super().showEvent(event)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._session.departed_requested.emit()

    @Slot(object)
    def _take(self, found: "tuple[DepartedEntry, ...]") -> None:
        self._entries = found
        self._fill()

    @Slot()
    def _fill(self) -> None:
        self.list.clear()
        for entry in self._entries:
            self.list.addTopLevelItem(self._item(entry))
        number = len(self._entries)
        kept = self.tr("{entries} that you marked: the dataset no longer has them, and what you wrote is kept.")
        none = self.tr("Everything that you marked is in the dataset.")
        self.note.setText(kept.format(entries=entries(number)) if number else none)
        self._tell()

    def _item(self, entry: "DepartedEntry") -> QTreeWidgetItem:
        date = date_words().when(parse(entry.date)) if entry.date else ""
        star = self.tr("yes") if entry.starred else ""
        label = named(entry.label) if entry.label else ""
        said = [entry.title, date, star, label, ", ".join(entry.tags), " ".join(entry.note.split())]
        item = QTreeWidgetItem(said)
        item.setData(ENTRY, ROLE, entry.id)
        item.setSizeHint(ENTRY, QSize(0, self._appearance.theme.length("table-row")))
        item.setToolTip(ENTRY, f"{entry.title}\n{entry.id}")
        item.setToolTip(NOTE, entry.note)
        if entry.label:
            item.setIcon(LABEL, label_icon(entry.label, self._appearance.theme))
        return item

    def _chosen(self) -> list["DepartedEntry"]:
        ids = {str(item.data(ENTRY, ROLE)) for item in self.list.selectedItems()}
        return [entry for entry in self._entries if entry.id in ids]

    @Slot()
    def _tell(self) -> None:
        chosen = bool(self.list.selectedItems())
        self.copy.setEnabled(chosen)
        self.remove.setEnabled(chosen and self._session.writable)

    @Slot()
    def _copy(self) -> None:
        parts = []
        for entry in self._chosen():
            tags = ", ".join(entry.tags)
            parts.append(
                "\n".join(part for part in (f"{entry.title} ({entry.date or entry.id})", tags, entry.note) if part)
            )
        QGuiApplication.clipboard().setText("\n\n".join(parts))
        self._session.said.emit(self.tr("{0} copied").format(entries(len(parts))))

    @Slot()
    def _remove(self) -> None:
        ids = tuple(entry.id for entry in self._chosen())
        if ids:
            self._session.writing_requested.emit(Forgetting(ids))
