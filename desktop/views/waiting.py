"""What was imported and waits, because the dataset no longer has what it names."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.wording import count, entries

if TYPE_CHECKING:
    from db.own import Waiting, WaitingEntry
    from desktop.session import Session
    from desktop.theme import Appearance

ENTRY, FILE, COLUMN, REASON = range(4)


class WaitingDialog(QDialog):
    """Lists them, each with the column that names what is gone. Nothing of them is lost."""

    def __init__(self, session: "Session", appearance: "Appearance", parent: QWidget | None = None) -> None:
        """Ask ``session`` for them once the dialog is shown."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._entries: tuple[WaitingEntry, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Imported entries that wait"))
        self.note = QLabel(self)
        self.note.setProperty("role", "second")
        self.note.setWordWrap(True)
        self.list = self._table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.copy = buttons.addButton(self.tr("Copy the list"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(820, 380)
        session.waiting_read.connect(self._take)

    def _table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setAccessibleName(self.windowTitle())
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setHeaderLabels([self.tr("Entry"), self.tr("From"), self.tr("Column"), self.tr("Waits because")])
        header = table.header()
        header.setStretchLastSection(False)
        for column in (FILE, COLUMN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (ENTRY, REASON):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is to be listed."""
        super().showEvent(event)
        self._session.waiting_requested.emit()

    @Slot(object)
    def _take(self, found: "Waiting") -> None:
        self._entries = found.entries
        self.list.clear()
        for entry in found.entries:
            self.list.addTopLevelItem(self._item(entry))
        self.copy.setEnabled(bool(found.entries))
        self.note.setText(self._said(found))

    def _said(self, found: "Waiting") -> str:
        if not found.number:
            return self.tr("Everything that you imported is among the entries.")
        kept = self.tr("{entries} that you imported: the dataset no longer has what they name. They are kept, and come")
        said = kept.format(entries=entries(found.number)) + self.tr(" back with a dataset that has it.")
        listed = len(found.entries)
        return said + (self.tr(" The first {n} are listed.").format(n=count(listed)) if listed < found.number else "")

    def _item(self, entry: "WaitingEntry") -> QTreeWidgetItem:
        item = QTreeWidgetItem([entry.title, entry.file, entry.column, entry.reason])
        item.setSizeHint(ENTRY, QSize(0, self._appearance.theme.length("table-row")))
        item.setToolTip(ENTRY, f"{entry.title}\n{entry.id}")
        item.setToolTip(REASON, entry.reason)
        return item

    @Slot()
    def _copy(self) -> None:
        lines = [f"{each.id} ({each.file}): {each.column}: {each.reason}" for each in self._entries]
        QGuiApplication.clipboard().setText("\n".join(lines))
