"""What is wrong in a file that was to be imported: every fault with its line, and whether to import the rest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from desktop.wording import count, entries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.errors import RowFault
    from db.records import ImportReport
    from desktop.theme import Appearance

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE, COLUMN, REASON = range(3)


def told(report: "ImportReport") -> str:
    """Return what became of a file, for the status bar."""
    said = [_tr("{0} imported").format(entries(report.imported))]
    if report.unchanged:
        said.append(_tr("{0} there already").format(count(report.unchanged)))
    rows = len({fault.line for fault in report.faults})
    if rows:
        said.append(_tr("1 faulty row left out") if rows == 1 else _tr("{0} faulty rows left out").format(count(rows)))
    return ", ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Import", text)


class FaultModel(QAbstractTableModel):
    """The faults as a table: there may be very many."""

    def __init__(self, faults: "Sequence[RowFault]", parent: QObject) -> None:
        """Show these faults."""
        super().__init__(parent)
        self._faults = faults

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many faults there are."""
        return 0 if parent.isValid() else len(self._faults)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return line, column and reason."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Line"), self.tr("Column"), self.tr("What is wrong"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; numbers stand at the right."""
        if not index.isValid():
            return None
        fault = self._faults[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == LINE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (count(fault.line), fault.column, fault.reason)[index.column()]
        return None


class ImportFaultsDialog(QDialog):
    """Lists every faulty row. Nothing was imported; the rows that are in order can be."""

    rest_requested = Signal()
    """Import the rows that are in order."""

    def __init__(
        self, file: "Path", faults: "Sequence[RowFault]", rows: int, appearance: "Appearance", parent: QWidget
    ) -> None:
        """Tell what was found in ``rows`` rows of a file."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import"))
        self._faults = faults
        faulty = len({fault.line for fault in faults})
        said = self.tr("{faulty} of {rows} rows of {file} are at fault. Nothing was imported.")
        self.heading = QLabel(said.format(faulty=count(faulty), rows=count(rows), file=file.name), self)
        self.heading.setFont(appearance.theme.font("body", bold=True))
        self.heading.setWordWrap(True)
        self.table = QTableView(self)
        self.table.setModel(FaultModel(faults, self))
        self._set_up(appearance)
        buttons = QDialogButtonBox(self)
        self.rest = buttons.addButton(
            self.tr("Import the other {0}").format(count(rows - faulty)), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.rest.setEnabled(rows > faulty)
        self.rest.setAutoDefault(False)
        copy = buttons.addButton(self.tr("Copy the list"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        buttons.addButton(self.tr("Import nothing"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.accepted.connect(self._import_rest)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy)
        column = QVBoxLayout(self)
        for widget in (self.heading, self.table, buttons):
            column.addWidget(widget)
        self.resize(760, 420)

    def _set_up(self, appearance: "Appearance") -> None:
        self.table.setAccessibleName(self.tr("What is wrong, row by row"))
        self.table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        rows = self.table.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(appearance.theme.length("table-row"))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(LINE, 90)
        header.resizeSection(COLUMN, 130)

    @Slot()
    def copy(self) -> None:
        """Copy the list as text, a fault a line."""
        QGuiApplication.clipboard().setText("\n".join(map(str, self._faults)))

    @Slot()
    def _import_rest(self) -> None:
        self.accept()
        self.rest_requested.emit()
