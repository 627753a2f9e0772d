"""Put the export dialog together; it writes nothing: it announces an ExportRequest on the session and closes."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from db.formats import formats_of
from desktop.export_choices import ExportChoices, Preset
from desktop.requests import ExportPreview, ExportRequest
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.export_dialog.beginning import Beginning
from desktop.views.export_dialog.columns import ColumnChooser
from desktop.views.export_dialog.form import ExportForm
from desktop.widgets.file_field import FileField, ask_to_write, first_folder
from desktop.wording import count

BEGINNING_HEIGHT = 170
SIZE = (920, 640)


class ExportDialog(QDialog):
    """Reads how the export begins through the session; remembers what was chosen last."""

    choices_changed = Signal(object)
    """ExportChoices to be remembered."""

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        parent: QWidget | None = None,
        choices: ExportChoices | None = None,
    ) -> None:
        """Offer what was chosen last; ``choices`` are the defaults at first."""
        super().__init__(parent)
        self._session = session
        self._before = self._choices = choices or ExportChoices()
        self._known: tuple[tuple[str, str], ...] = ()
        self._found: ExportPreview | None = None
        self._asked: ExportRequest | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self.form = ExportForm(session, self._choices, self)
        self.columns = ColumnChooser(self)
        self.columns.show_presets(self._choices.presets)
        self.beginning = Beginning(appearance.theme, self)
        self.file = FileField(_first_file(session, self._choices, self.form), self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.summary = QLabel(self)
        self.summary.setFont(appearance.theme.font("body", bold=True))
        self._lay_out()
        self._listen()
        self._tell()
        self._read()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(24)
        upper.addWidget(self.form, 3)
        upper.addWidget(self.columns, 2)
        preview = QLabel(self.tr("How it begins"), self)
        preview.setProperty("role", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.summary)
        column.addLayout(upper, 3)
        column.addWidget(preview)
        self.beginning.setMinimumHeight(BEGINNING_HEIGHT)
        column.addWidget(self.beginning, 2)
        column.addWidget(self.file)
        column.addWidget(self.note)
        column.addWidget(self._buttons())
        self.resize(*SIZE)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.export = box.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.export.setDefault(True)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _listen(self) -> None:
        self.form.format_changed.connect(self._follow_format)
        self.form.changed.connect(self._change)
        self.file.changed.connect(self._follow_ending)
        self.columns.changed.connect(self._choose_columns)
        self.columns.kept.connect(self._keep_preset)
        self.columns.dropped.connect(self._drop_preset)
        self._session.preview_read.connect(self._take_beginning)

    @Slot()
    def _change(self) -> None:
        self._tell()
        self._read()

    def _read(self) -> None:
        """Ask how it begins, unless that was asked already."""
        wanted = replace(self.request(), path=Path(), columns=(), data=False)
        if wanted != self._asked:
            self._asked, self._found = wanted, None
            self.beginning.wait()
            self._session.preview_requested.emit(wanted)

    @Slot(object)
    def _take_beginning(self, found: ExportPreview) -> None:
        if found.request != self._asked:
            return
        self._found = found
        if found.columns and found.columns != self._known:
            self._known = found.columns
            chosen = self._choices.columns(citations=found.request.citations)
            self.columns.offer(found.columns, chosen, citations=found.request.citations)
        self._show_beginning()
        self._tell()

    def _show_beginning(self) -> None:
        if self._found is not None:
            self.beginning.show_found(self._found, self.columns.list.chosen())

    @Slot()
    def _choose_columns(self) -> None:
        chosen = self.columns.list.chosen()
        whole = list(chosen) == [name for name, _ in self._known]
        self._choices = self._choices.with_columns(() if whole else chosen, citations=self.form.citations)
        self._show_beginning()
        self._tell()

    @Slot(object)
    def _keep_preset(self, preset: Preset) -> None:
        self._remember(self._choices.with_preset(preset))

    @Slot(str)
    def _drop_preset(self, name: str) -> None:
        self._remember(self._choices.without_preset(name))

    def _remember(self, choices: ExportChoices) -> None:
        """Keep presets at once, whether anything is exported or not; the other choices only if it is."""
        self._choices = choices
        self.columns.show_presets(choices.presets)
        self._before = replace(self._before, presets=choices.presets)
        self.choices_changed.emit(self._before)

    @Slot()
    def _follow_format(self) -> None:
        """Give the file the format's ending, where it has another format's or none."""
        path = self.file.path
        if self.form.form not in formats_of(path.name):
            self.file.rename(path.with_suffix(f".{self.form.traits.endings[0]}") if path.name else path)

    @Slot()
    def _follow_ending(self) -> None:
        """Choose the format that an ending tells."""
        meant = formats_of(self.file.path.name)
        if len(meant) == 1 and self.form.form not in meant:
            self.form.form = meant[0]
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Say what will be written, and what stands in the way."""
        number, total = self._number(), len(self._session.shown.mask)
        self.summary.setText(self.tr("{n} of {total} entries").format(n=count(number), total=count(total)))
        self.columns.setEnabled(self.form.traits.table and bool(self._known))
        problem = self._problem()
        replaced = not problem and self.file.path.exists()
        self.export.setEnabled(number > 0 and not problem)
        self.note.setText(problem or (self.tr("The file exists; you will be asked.") if replaced else ""))
        self.note.setProperty("role", "warn" if problem or replaced else "second")
        self.note.style().polish(self.note)

    def _number(self) -> int:
        if self.form.selected.isChecked():
            return len(self._session.selection)
        return len(self._session.shown.mask) if self.form.everything.isChecked() else self._session.shown.count

    def _problem(self) -> str:
        if self._found is not None and self._found.problem:
            return self._found.problem
        if self.form.traits.table and self._known and not self.columns.list.chosen():
            return self.tr("Check at least one column.")
        return self.file.problem()

    def request(self) -> ExportRequest:
        """Return what is asked for now."""
        form, traits = self.form, self.form.traits
        selection = self._session.selection.rows
        columns = self._choices.columns(citations=form.citations) if traits.table else ()
        return ExportRequest(
            path=self.file.path_with(f".{traits.endings[0]}"),
            selection=tuple(selection.tolist()) if form.selected.isChecked() else None,
            citations=form.citations,
            data=form.data.isChecked() and form.data.isEnabled(),
            quotations=form.quotations.isEnabled() and form.quotations.isChecked(),
            form=form.form,
            columns=tuple(name for name in columns if not self._known or name in dict(self._known)),
            own=form.own.isEnabled() and form.own.isChecked(),
            everything=form.everything.isChecked(),
        )

    def accept(self) -> None:
        """Announce the request and close; a file that exists is asked about."""
        request = self.request()
        ask_to_write(request.path, partial(self._announce, request), self)

    def _announce(self, request: ExportRequest) -> None:
        form = self.form
        self._choices = replace(
            self._choices,
            form=str(form.form),
            citations=form.by_citation.isChecked(),
            data=form.data.isChecked(),
            own=form.own.isChecked(),
            folder=str(request.path.parent),
        )
        self.choices_changed.emit(self._choices)
        self._session.export_requested.emit(request)
        super().accept()


def _first_file(session: Session, choices: ExportChoices, form: ExportForm) -> Path:
    """Return a file named after the dataset, where the last one was written."""
    name = session.library.dataset.id if session.library is not None else "demarche"
    return first_folder(choices.folder) / f"{name}.{form.traits.endings[0]}"
