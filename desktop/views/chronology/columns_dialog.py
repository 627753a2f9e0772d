"""Choose the columns of the chronology and their order."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.chronology.kept import Columns
from desktop.views.chronology.texts import Field

_FIELD = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Lists all columns from the left; what is checked is shown. They are moved by drag, buttons and keys."""

    chosen = Signal(object)
    """Columns: OK was pressed."""

    def __init__(self, columns: Columns, names: dict[Field, str], parent: QWidget) -> None:
        """Begin with the columns as they stand."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Columns of the chronology"))
        self._names, self._widths = names, columns.widths
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(self._judge)
        self.up, self.down = QPushButton(self.tr("Move up"), self), QPushButton(self.tr("Move down"), self)
        self.up.setShortcut("Alt+Up")
        self.down.setShortcut("Alt+Down")
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        first = QPushButton(self.tr("As at first"), self)
        first.clicked.connect(self._put_back)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        beside = QVBoxLayout()
        for button in (self.up, self.down, first):
            button.setAutoDefault(False)
            beside.addWidget(button)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(beside)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(buttons)
        self.resize(400, 360)
        self._fill(columns)

    def _fill(self, columns: Columns) -> None:
        self.list.clear()
        for field in columns.order:
            item = QListWidgetItem(self._names[field], self.list)
            item.setData(_FIELD, int(field))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if field in columns.shown else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)

    def columns(self) -> Columns:
        """Return the columns as they are listed."""
        items = [self.list.item(place) for place in range(self.list.count())]
        fields = [Field(int(item.data(_FIELD))) for item in items]
        shown = [f for f, item in zip(fields, items, strict=True) if item.checkState() is Qt.CheckState.Checked]
        return Columns(tuple(fields), frozenset(shown), self._widths)

    @Slot()
    def _judge(self) -> None:
        """Keep one column at least."""
        self.accept_button.setEnabled(bool(self.columns().shown))

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        if 0 <= place + by < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(place + by, item)
            self.list.setCurrentRow(place + by)

    @Slot()
    def _put_back(self) -> None:
        self._widths = {}
        self._fill(Columns())

    def accept(self) -> None:
        """Tell what was chosen."""
        self.chosen.emit(self.columns())
        super().accept()
