"""Lay out what a dialog asks: groups of choices and fields under one another, each with its term at the left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QLabel, QWidget

GROUP_GAP = 8
TERM_WIDTH = 76


class ChoiceGrid(QGridLayout):
    """Grows downwards; a group stands a little apart from the one above."""

    def __init__(self, owner: QWidget) -> None:
        """Make labels and groups that belong to ``owner``."""
        super().__init__()
        self._owner = owner
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(4)
        self.setColumnMinimumWidth(0, TERM_WIDTH)
        self.setColumnStretch(1, 1)

    def add_choice(self, term: str, buttons: Sequence[QAbstractButton], *, exclusive: bool = True) -> QButtonGroup:
        """Add buttons of which one is checked, or any; return their group."""
        group = QButtonGroup(self._owner)
        group.setExclusive(exclusive)
        row = self._next_group()
        self.addWidget(self._term(term), row, 0)
        for number, button in enumerate(buttons):
            group.addButton(button)
            button.setAccessibleDescription(term.replace("&", ""))
            self.addWidget(button, row + number, 1)
        return group

    def add_field(self, term: str, field: QWidget, *, apart: bool = True, wide: bool = True) -> None:
        """Add a field, ``apart`` from what is above or with it; the term's mnemonic leads to it."""
        row = self._next_group() if apart else self.rowCount()
        label = self._term(term)
        label.setBuddy(field)
        self.addWidget(label, row, 0)
        self.addWidget(field, row, 1, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)

    def _next_group(self) -> int:
        """Leave room after the last group and return the row of the next."""
        self.setRowMinimumHeight(self.rowCount(), GROUP_GAP)
        return self.rowCount() + 1

    def _term(self, text: str) -> QLabel:
        label = QLabel(text, self._owner)
        label.setProperty("role", "second")
        return label
