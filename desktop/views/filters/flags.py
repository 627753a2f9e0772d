"""The rows of a filter word that an entry has or has not: with, without, or either."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from db.filters import Filter, Word
from db.own_facets import YES
from desktop.commands import QT_TRANSLATE_NOOP
from desktop.theme import Appearance
from desktop.views.filters.switch import ChoiceRow

_NAMES = {
    Word.STARRED: (
        QT_TRANSLATE_NOOP("Flags", "With or without"),
        QT_TRANSLATE_NOOP("Flags", "With your star"),
        QT_TRANSLATE_NOOP("Flags", "Without your star"),
    ),
    Word.NOTED: (
        QT_TRANSLATE_NOOP("Flags", "With or without"),
        QT_TRANSLATE_NOOP("Flags", "With your note"),
        QT_TRANSLATE_NOOP("Flags", "Without your note"),
    ),
}


class FlagRows(QWidget):
    """Three rows of which one is chosen."""

    asked = Signal(object)
    """True for entries that have it, False for those that have not, None for all."""

    def __init__(self, word: Word, appearance: Appearance, parent: QWidget) -> None:
        """Offer the three for ``word``, one of :data:`db.filters.FLAGS`."""
        super().__init__(parent)
        names = (QCoreApplication.translate("Flags", name) for name in _NAMES[word])
        self.either, self.having, self.lacking = (ChoiceRow(name, appearance, self) for name in names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        group = QButtonGroup(self)
        for choice in (self.either, self.having, self.lacking):
            column.addWidget(choice)
            group.addButton(choice)
            choice.clicked.connect(self._ask)

    def tell(self, wanted: Filter, word: Word, number: int) -> None:
        """Show what a filter asks for, and how many of the entries that it might show have it."""
        having, lacking = YES in wanted.term(word), YES in wanted.term(word, excluded=True)
        chosen = self.lacking if lacking else self.having if having else self.either
        chosen.setChecked(True)
        self.having.tell(number)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(None if self.either.isChecked() else self.having.isChecked())
