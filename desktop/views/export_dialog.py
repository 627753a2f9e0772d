"""Ask how to export: which entries, a row an entry or a citation, for spreadsheets or as data, and where to."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.session import ExportRequest, Session
from desktop.theme import Appearance
from desktop.wording import count, entries

GROUP_GAP = 8


class ExportDialog(QDialog):
    """Carries nothing out: it announces an ExportRequest on the session and closes."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Offer the selection of ``session`` where there is one, else what is shown."""
        super().__init__(parent)
        self._session = session
        self._theme = appearance.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        chosen = len(session.selection)
        self.selected = self._radio(self.tr("The selection: {entries}").format(entries=entries(chosen)))
        self.shown = self._radio(self.tr("Everything shown: {entries}").format(entries=entries(session.shown.count)))
        self.by_entry = self._radio(self.tr("One row for each entry"))
        self.by_citation = self._radio(self.tr("One row for each citation"))
        self.spreadsheet = self._radio(self.tr("For spreadsheets: no cell can run as a formula"))
        self.data = self._radio(self.tr("As data: exact, to be read by programs"))
        self.quotations = QCheckBox(self.tr("With the originals’ words, where originals are attached"), self)
        self.file = QLineEdit(str(_first_name(session)), self)
        self.file.setAccessibleName(self.tr("File"))
        self.note = QLabel(self)
        self.note.setProperty("role", "second")
        self.note.setWordWrap(True)
        self.summary = QLabel(self)
        self.summary.setFont(self._theme.font("body", bold=True))
        self._groups: list[QButtonGroup] = []
        self._lay_out(offer_selection=chosen > 0)
        (self.selected if chosen else self.shown).setChecked(True)
        self.by_entry.setChecked(True)
        self.spreadsheet.setChecked(True)
        for button in (self.selected, self.shown, self.by_entry, self.by_citation):
            button.toggled.connect(self._tell)
        self.file.textChanged.connect(self._tell)
        self._tell()

    def _radio(self, text: str) -> QRadioButton:
        return QRadioButton(text, self)

    def _lay_out(self, *, offer_selection: bool) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 76)
        grid.setColumnStretch(1, 1)
        self.selected.setVisible(offer_selection)
        which = [self.selected, self.shown] if offer_selection else [self.shown]
        self._add_choice(grid, self.tr("Entries"), which)
        self._add_choice(grid, self.tr("Rows"), [self.by_entry, self.by_citation])
        grid.addWidget(self.quotations, grid.rowCount(), 1)
        self._add_choice(grid, self.tr("Profile"), [self.spreadsheet, self.data])
        self._add_file(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addWidget(self._buttons())
        self.setMinimumWidth(520)

    def _add_choice(self, grid: QGridLayout, term: str, buttons: list[QRadioButton]) -> None:
        group = QButtonGroup(self)
        self._groups.append(group)
        row = self._next_group(grid)
        grid.addWidget(self._term(term), row, 0)
        for number, button in enumerate(buttons):
            group.addButton(button)
            button.setAccessibleDescription(term)
            grid.addWidget(button, row + number, 1)

    def _next_group(self, grid: QGridLayout) -> int:
        """Leave room after the last group and return the row of the next."""
        grid.setRowMinimumHeight(grid.rowCount(), GROUP_GAP)
        return grid.rowCount() + 1

    def _term(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "second")
        return label

    def _add_file(self, grid: QGridLayout) -> None:
        browse = QPushButton(self.tr("Choose…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        at = self._next_group(grid)
        label = self._term(self.tr("&File"))
        label.setBuddy(self.file)
        grid.addWidget(label, at, 0)
        grid.addLayout(row, at, 1)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.export = box.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    @Slot()
    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export to"),
            self.file.text(),
            self.tr("CSV files (*.csv)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.file.setText(str(_with_ending(Path(chosen))))

    @Slot()
    def _tell(self) -> None:
        """Say what will be written, and what stands in the way."""
        number = len(self._session.selection) if self.selected.isChecked() else self._session.shown.count
        total = len(self._session.marks) if self._session.marks is not None else 0
        self.summary.setText(self.tr("{n} of {total} entries").format(n=count(number), total=count(total)))
        self.quotations.setEnabled(self.by_citation.isChecked())
        problem = self._problem()
        self.export.setEnabled(number > 0 and not problem)
        replaced = self._path().exists() and not problem
        self.note.setText(problem or (self.tr("The file exists; it will be replaced.") if replaced else ""))
        self.note.setProperty("role", "warn" if problem or replaced else "second")
        self.note.style().polish(self.note)

    def _path(self) -> Path:
        return _with_ending(Path(self.file.text().strip()).expanduser())

    def _problem(self) -> str:
        if not self.file.text().strip():
            return self.tr("Name a file to export to.")
        path = self._path()
        if path.is_dir():
            return self.tr("{path} is a folder.").format(path=path)
        if not path.parent.is_dir():
            return self.tr("There is no folder {path}.").format(path=path.parent)
        return ""

    def request(self) -> ExportRequest:
        """Return what is asked for now."""
        rows = tuple(int(row) for row in self._session.selection.rows) if self.selected.isChecked() else None
        return ExportRequest(
            path=self._path(),
            selection=rows,
            citations=self.by_citation.isChecked(),
            data=self.data.isChecked(),
            quotations=self.quotations.isEnabled() and self.quotations.isChecked(),
        )

    def accept(self) -> None:
        """Announce the request and close."""
        self._session.export_requested.emit(self.request())
        super().accept()


def _with_ending(path: Path) -> Path:
    named = path.suffix or not path.name or path.is_dir()
    return path if named else path.with_suffix(".csv")


def _first_name(session: Session) -> Path:
    """Return a file in the user's documents, named after the dataset."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = session.library.dataset.id if session.library is not None else "demarche"
    home = Path(folder) if folder and Path(folder).is_dir() else Path.home()
    return home / f"{name}.csv"
