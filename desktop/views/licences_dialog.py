"""The licences of Démarche and of what it is built with: the texts, and where they lie."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.licences import Licences
from desktop.theme import Appearance


class LicencesDialog(QDialog):
    """A list of texts, and the one that is chosen; arrows choose, Tab goes to the text, Esc closes."""

    def __init__(self, licences: Licences, appearance: Appearance, parent: QWidget) -> None:
        """Show these."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self._texts = licences.texts
        self.where = QLabel(self._where(licences), self)
        self.where.setWordWrap(True)
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Licences"))
        self.list.setFixedWidth(200)
        self.list.addItems([file.stem for file in self._texts])
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("The text of the licence"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(self.where.textInteractionFlags())
        self.text.setFont(appearance.theme.font("body"))
        self.list.currentRowChanged.connect(self._show)
        self._lay_out()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.addWidget(self.where)
        column.addLayout(row, 1)
        column.addWidget(buttons)
        self.resize(860, 560)

    def _where(self, licences: Licences) -> str:
        if not licences.texts:
            return self.tr("The texts of the licences are missing: they belong in {0}.").format(licences.folder)
        here = self.tr("These texts lie in {0}.").format(licences.folder)
        if licences.packages is None:
            return here
        packages = self.tr(
            "This is no built program: what Démarche uses carries its own licences, in the folders that end in"
            " .dist-info in {0}."
        )
        return f"{here} {packages.format(licences.packages)}"

    @Slot(int)
    def _show(self, row: int) -> None:
        if 0 <= row < len(self._texts):
            self.text.setPlainText(self._read(self._texts[row]))

    def _read(self, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            return self.tr("{0} cannot be read: {1}.").format(file, error.strerror)
