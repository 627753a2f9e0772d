"""Choose and order the columns of a table, and keep choices as presets."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.export_choices import LONGEST_NAME, Preset

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnList(QListWidget):
    """Columns with a box each; dragging, or Alt with an arrow, moves one; Space checks it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start without columns."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(self.changed)
        self.model().rowsMoved.connect(self.changed)

    def offer(self, columns: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """List columns, names and meanings: the ``chosen`` ones first in their order, all if none is."""
        meanings = dict(columns)
        first = [name for name in chosen if name in meanings] or list(meanings)
        with QSignalBlocker(self):
            self.clear()
            for name in [*first, *(name for name in meanings if name not in first)]:
                item = QListWidgetItem(name, self)
                item.setToolTip(meanings[name])
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
                item.setCheckState(CHECKED if name in first else UNCHECKED)
            self.setCurrentRow(0)
        self.changed.emit()

    def names(self) -> list[str]:
        """Return all names as they stand."""
        return [self.item(row).text() for row in range(self.count())]

    def chosen(self) -> tuple[str, ...]:
        """Return the checked columns in their order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.text() for item in items if item.checkState() is CHECKED)

    def check_all(self, state: Qt.CheckState) -> None:
        """Check every column, or none."""
        with QSignalBlocker(self):
            for row in range(self.count()):
                self.item(row).setCheckState(state)
        self.changed.emit()

    def shift(self, step: int) -> None:
        """Move the current column up or down."""
        row, to = self.currentRow(), self.currentRow() + step
        if row < 0 or not 0 <= to < self.count():
            return
        with QSignalBlocker(self):
            self.insertItem(to, self.takeItem(row))
            self.setCurrentRow(to)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current column where Alt is held."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shift(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ColumnChooser(QWidget):
    """The list, what moves and checks its columns, and the presets of the rows in question."""

    changed = Signal()
    kept = Signal(object)
    """A Preset to be kept."""
    dropped = Signal(str)
    """The name of a preset to be forgotten."""

    def __init__(self, parent: QWidget) -> None:
        """Start without columns and presets."""
        super().__init__(parent)
        self._citations = False
        self._presets: tuple[Preset, ...] = ()
        self.list = ColumnList(self)
        self.presets = QComboBox(self)
        self.presets.setAccessibleName(self.tr("Preset of columns"))
        self.keep = self._button(self.tr("Keep…"), self.tr("Keep these columns as a preset"), self._keep)
        self.drop = self._button(self.tr("Delete"), self.tr("Delete this preset"), self._drop)
        self.up = self._button("↑", self.tr("Move the column up (Alt+↑)"), self._move_up)
        self.down = self._button("↓", self.tr("Move the column down (Alt+↓)"), self._move_down)
        self.all = self._button(self.tr("All"), self.tr("Check all columns"), self._check_all)
        self.none = self._button(self.tr("None"), self.tr("Check no column"), self._check_none)
        self._lay_out()
        self.list.changed.connect(self._tell)
        self.presets.activated.connect(self._take_preset)

    def _button(self, text: str, meaning: str, run: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(meaning)
        button.setAccessibleName(meaning)
        button.clicked.connect(run)
        return button

    def _lay_out(self) -> None:
        head, below = QHBoxLayout(), QHBoxLayout()
        for row in (head, below):
            row.setSpacing(6)
        title = QLabel(self.tr("Co&lumns"), self)
        title.setProperty("role", "second")
        title.setBuddy(self.list)
        head.addWidget(title)
        head.addWidget(self.presets, 1)
        head.addWidget(self.keep)
        head.addWidget(self.drop)
        for button in (self.all, self.none, self.up, self.down):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(below)

    def offer(self, columns: Sequence[tuple[str, str]], chosen: Sequence[str], *, citations: bool) -> None:
        """List the columns of rows that stand for citations, or for entries."""
        self._citations = citations
        self.list.offer(columns, chosen)
        self.show_presets(self._presets)

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer the presets of these rows; the one that is in force is shown."""
        self._presets = tuple(presets)
        self.presets.clear()
        self.presets.addItem(self.tr("As chosen"))
        for preset in self._of_these_rows():
            self.presets.addItem(preset.name)
        self._tell_preset()

    def _of_these_rows(self) -> list[Preset]:
        return [preset for preset in self._presets if preset.citations == self._citations]

    @Slot()
    def _tell(self) -> None:
        self._tell_preset()
        self.changed.emit()

    def _tell_preset(self) -> None:
        chosen = self.list.chosen()
        at = next((n for n, preset in enumerate(self._of_these_rows(), 1) if preset.columns == chosen), 0)
        self.presets.setCurrentIndex(at)
        self.drop.setEnabled(at > 0)
        self.keep.setEnabled(bool(chosen))

    @Slot(int)
    def _take_preset(self, at: int) -> None:
        """Choose the columns of a preset; those that there no longer are, or not now, are passed over."""
        if at <= 0:
            return
        columns = [(self.list.item(row).text(), self.list.item(row).toolTip()) for row in range(self.list.count())]
        self.list.offer(columns, self._of_these_rows()[at - 1].columns)

    @Slot()
    def _keep(self) -> None:
        name, fine = QInputDialog.getText(self, self.tr("Keep the columns"), self.tr("Name of the preset:"))
        name = " ".join(name.split())[:LONGEST_NAME]
        if fine and name:
            self.kept.emit(Preset(name, self._citations, self.list.chosen()))

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self.presets.currentText())

    @Slot()
    def _move_up(self) -> None:
        self.list.shift(-1)

    @Slot()
    def _move_down(self) -> None:
        self.list.shift(1)

    @Slot()
    def _check_all(self) -> None:
        self.list.check_all(CHECKED)

    @Slot()
    def _check_none(self) -> None:
        self.list.check_all(UNCHECKED)
