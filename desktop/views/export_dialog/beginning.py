"""Show how an export begins: the first rows of a table, or the first lines of a text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.requests import ExportPreview
from desktop.theme import Theme

WIDEST = 260
"""Pixels of a column at most; the whole cell is in its tooltip."""


class Beginning(QWidget):
    """A table or a text, read in a job; until then it says that it is being read."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Start with nothing read."""
        super().__init__(parent)
        self.waiting = QLabel(self.tr("Reading the first rows…"), self)
        self.waiting.setProperty("role", "second")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setWordWrap(True)
        self.table = QTableWidget(self)
        self.table.setAccessibleName(self.tr("Preview: the first rows"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.length("table-row"))
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("Preview: the first lines"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.pixels("small"))
        self.text.setFont(font)
        self.pages = QStackedWidget(self)
        for page in (self.waiting, self.table, self.text):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def wait(self) -> None:
        """Say that it is being read."""
        self.waiting.setText(self.tr("Reading the first rows…"))
        self.pages.setCurrentWidget(self.waiting)

    def show_found(self, found: ExportPreview, columns: Sequence[str]) -> None:
        """Show what was read, of a table the columns chosen."""
        if found.problem:
            self.waiting.setText(found.problem)
            self.pages.setCurrentWidget(self.waiting)
        elif found.columns:
            self._fill(found, columns)
            self.pages.setCurrentWidget(self.table)
        else:
            self.text.setPlainText(found.text)
            self.pages.setCurrentWidget(self.text)

    def _fill(self, found: ExportPreview, columns: Sequence[str]) -> None:
        names = [name for name, _ in found.columns]
        places = [names.index(name) for name in columns if name in names]
        self.table.clear()
        self.table.setRowCount(len(found.rows))
        self.table.setColumnCount(len(places))
        self.table.setHorizontalHeaderLabels([names[place] for place in places])
        for row, cells in enumerate(found.rows):
            for column, place in enumerate(places):
                item = QTableWidgetItem(" ".join(cells[place].split()))
                item.setToolTip(cells[place])
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        for column in range(len(places)):
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), WIDEST))
