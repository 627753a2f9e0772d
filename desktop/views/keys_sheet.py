"""The sheet that tells what every key and every movement of the mouse does, made of the table of commands."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.commands import COMMANDS, GESTURES, translated
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
        grid = QGridLayout(body)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        rows = _rows(shortcuts)
        half = -(-len(rows) // COLUMNS)
        for number, (keys, text) in enumerate(rows):
            column, row = divmod(number, half)
            grid.addWidget(self._label(keys, bold=True), row, 3 * column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._label(text, bold=False), row, 3 * column + 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnMinimumWidth(2, 24)
        for column in (1, 4):
            grid.setColumnStretch(column, 1)
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
        self.resize(960, 640)

    @Slot()
    def _change(self) -> None:
        self.accept()
        self.change_requested.emit()

    def _label(self, text: str, *, bold: bool) -> QLabel:
        label = QLabel(text, self)
        label.setFont(self._theme.font("label", bold=bold))
        label.setWordWrap(not bold)
        return label


def _rows(shortcuts: Shortcuts) -> list[tuple[str, str]]:
    """Return every command that has keys, then every gesture, as (keys, what they do)."""
    keyed = [
        ("  ".join(spoken), translated(command.text).rstrip("…"))
        for command in COMMANDS
        if (spoken := shortcuts.spoken(command.id))
    ]
    return keyed + [(translated(gesture), translated(effect)) for gesture, effect in GESTURES]
