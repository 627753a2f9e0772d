"""Ask for the name of a view that is to be saved, and for its key."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.own import LONGEST_NAME
from db.saved_views import ViewError, ViewState
from desktop.session import Session
from desktop.theme import Appearance
from desktop.widgets.choice_button import ChoiceButton
from desktop.widgets.view_words import key_choices


class SaveViewDialog(QDialog):
    """Announces a name and a key, and closes."""

    save_requested = Signal(str, int)

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Offer the names in use, so that a view can be saved anew."""
        super().__init__(parent)
        self._views = dict(session.own.views)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save this view"))
        said = QLabel(
            self.tr(
                "Kept are the filter, the lanes, what dates and colours tell, the period in view and the open panels."
            ),
            self,
        )
        said.setWordWrap(True)
        said.setProperty("role", "second")
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        completer = QCompleter(list(self._views), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        self.key = ChoiceButton("", appearance, self)
        self.key.chosen.connect(self.choose_key)
        self._choices = key_choices(self.tr("No key"))
        self.choose_key("0")
        self.note = QLabel(self)
        self.note.setProperty("role", "warn")
        self.note.setFont(appearance.theme.font("label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for row, (term, field) in enumerate(((self.tr("&Name"), self.name), (self.tr("&Key"), self.key))):
            label = QLabel(term, self)
            label.setProperty("role", "second")
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        buttons = QDialogButtonBox(self)
        self.button = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (said, self.note, buttons):
            if part is self.note:
                column.addLayout(grid)
            column.addWidget(part)
        self.setMinimumWidth(420)
        self.name.textChanged.connect(self._tell)
        self._tell()

    def _name(self) -> str:
        return " ".join(self.name.text().split())

    @Slot()
    def _tell(self) -> None:
        """Say what stands in the way, and what would be replaced; a name in use brings its key."""
        name = self._name()
        self.button.setEnabled(bool(name))
        known = name in self._views
        self.note.setText(self.tr("A view of this name is there; it will be replaced.") if known else "")
        if known:
            try:
                self.choose_key(str(ViewState.from_text(self._views[name]).key))
            except ViewError:
                self.choose_key("0")

    @Slot(str)
    def choose_key(self, key: str) -> None:
        """Let the view have a key, "0" for none."""
        self._key = int(key)
        self.key.offer(self._choices, key)
        self.key.setAccessibleName(self.tr("Key: {name}").format(name=dict(self._choices)[key]))

    def accept(self) -> None:
        """Announce what is to be saved and close."""
        if self._name():
            self.save_requested.emit(self._name(), self._key)
            super().accept()
