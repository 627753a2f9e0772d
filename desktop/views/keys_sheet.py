"""The sheet that tells what every key and every movement of the mouse does, made of the table of commands."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.commands import COMMANDS, translated
from desktop.gestures import GESTURES
from desktop.shortcuts import Shortcuts
from desktop.theme import Appearance

COLUMNS = 2
"""Side by side, so that the sheet fits a small screen."""


class KeysSheet(QDialog):
    """Two columns of keys and what they do; closes with Escape."""

    change_requested = Signal()
    """The user wishes to give commands other keys."""

    def __init__(self, appearance: Appearance, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        """Build the sheet from the tables."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys and mouse"))
        self._theme = appearance.theme
        body = QWidget(self)
        down = QVBoxLayout(body)
        down.setContentsMargins(24, 16, 24, 16)
        down.setSpacing(20)
        keyed, moved = _keyed(shortcuts), _gestures()
        half = -(-len(keyed) // COLUMNS)
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(32)
        for start in range(0, len(keyed), half):
            side_by_side.addLayout(self._table(keyed[start : start + half]), 1)
        down.addLayout(side_by_side)
        down.addWidget(self._label(self.tr("With the mouse, and in a panel"), bold=True))
        down.addLayout(self._table(moved))
        down.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        change = buttons.addButton(self.tr("Change keys…"), QDialogButtonBox.ButtonRole.ActionRole)
        change.setAutoDefault(False)
        change.clicked.connect(self._change)
        column_layout = QVBoxLayout(self)
        column_layout.addWidget(area)
        column_layout.addWidget(buttons)
        area.setFocus()  # the page keys scroll
        self.resize(960, 640)

    @Slot()
    def _change(self) -> None:
        self.accept()
        self.change_requested.emit()

    def _table(self, rows: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for row, (keys, text) in enumerate(rows):
            grid.addWidget(self._label(keys, bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._label(text, bold=False), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(rows), 1)
        return grid

    def _label(self, text: str, *, bold: bool) -> QLabel:
        label = QLabel(text, self)
        label.setFont(self._theme.font("label", bold=bold))
        label.setWordWrap(not bold)
        return label


def _keyed(shortcuts: Shortcuts) -> list[tuple[str, str]]:
    """Return every command that has keys, as (keys, what it does)."""
    return [
        ("  ".join(spoken), translated(command.text).rstrip("…"))
        for command in COMMANDS
        if (spoken := shortcuts.spoken(command.id))
    ]


def _gestures() -> list[tuple[str, str]]:
    return [(translated(gesture), translated(effect)) for gesture, effect in GESTURES]
