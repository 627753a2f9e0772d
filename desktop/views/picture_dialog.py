"""Ask what a picture of the timeline is to show, as what, and where to; it announces the wish and draws nothing."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.export_choices import ExportChoices, PictureChoices
from desktop.requests import PictureRequest
from desktop.session import Session
from desktop.widgets.choice_grid import ChoiceGrid
from desktop.widgets.file_field import FileField, ask_to_write, first_folder
from desktop.wording import date_words, entries

MOST_SCALE = 8
MOST_ACROSS = 400
WIDTH = 560


class PictureDialog(QDialog):
    """Offers what the window shows, or everything that is shown; remembers what was chosen last."""

    choices_changed = Signal(object)
    """ExportChoices to be remembered."""

    def __init__(self, session: Session, parent: QWidget | None = None, choices: ExportChoices | None = None) -> None:
        """Offer what was chosen last; ``choices`` are the defaults at first."""
        super().__init__(parent)
        self._session = session
        self._choices = choices or ExportChoices()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Picture of the timeline"))
        span = date_words().span(*session.span) if session.span[1] > session.span[0] else ""
        self.window_view = QRadioButton(self.tr("What the window shows: {span}").format(span=span), self)
        count = entries(session.shown.count - session.shown.undated)
        self.whole = QRadioButton(self.tr("Everything shown, all lanes: {entries}").format(entries=count), self)
        self.across = self._number(1, MOST_ACROSS, self.tr("Pages across"))
        self.forms = {
            "png": QRadioButton(self.tr("PNG, pixels"), self),
            "svg": QRadioButton(self.tr("SVG, to be edited or enlarged"), self),
            "pdf": QRadioButton(self.tr("PDF, pages to be printed"), self),
        }
        self.scale = self._number(1, MOST_SCALE, self.tr("Pixels for one on screen"))
        self.scale.setSuffix(self.tr(" ×"))
        self.scale.setToolTip(self.scale.accessibleName())
        self.light = QCheckBox(self.tr("Light, as for paper"), self)
        self.file = FileField(Path(), self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self._lay_out()
        self._choose(self._choices.picture)
        self._listen()
        self._tell()

    def _number(self, least: int, most: int, name: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(least, most)
        box.setAccessibleName(name)
        box.setFixedWidth(80)
        return box

    def _lay_out(self) -> None:
        grid = ChoiceGrid(self)
        self._groups = [grid.add_choice(self.tr("Shows"), [self.window_view, self.whole])]
        grid.add_field(self.tr("&Pages across"), self.across, apart=False, wide=False)
        self._groups.append(grid.add_choice(self.tr("Format"), list(self.forms.values())))
        grid.add_field(self.tr("&Scale"), self.scale, apart=False, wide=False)
        grid.add_choice(self.tr("Colours"), [self.light], exclusive=False)
        box = QDialogButtonBox(self)
        self.draw = box.addButton(self.tr("Draw"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.draw.setDefault(True)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.file)
        column.addWidget(self.note)
        column.addWidget(box)
        self.setMinimumWidth(WIDTH)

    def _choose(self, choices: PictureChoices) -> None:
        (self.window_view if choices.window else self.whole).setChecked(True)
        self.forms[choices.form].setChecked(True)
        self.across.setValue(choices.across)
        self.scale.setValue(choices.scale)
        self.light.setChecked(choices.light)
        name = self._session.library.dataset.id if self._session.library is not None else "demarche"
        self.file.rename(first_folder(self._choices.folder) / f"{name}-timeline.{choices.form}")

    def _listen(self) -> None:
        for group in self._groups:
            group.buttonClicked.connect(self._follow_choice)
        self.file.changed.connect(self._follow_ending)

    @property
    def form(self) -> str:
        """Return the format chosen: the file's ending."""
        return next(form for form, button in self.forms.items() if button.isChecked())

    @Slot()
    def _follow_choice(self) -> None:
        """Give the file the format's ending, where it has another format's or none."""
        path = self.file.path
        if path.suffix.lower() != f".{self.form}" and path.name:
            self.file.rename(path.with_suffix(f".{self.form}"))
        self._tell()

    @Slot()
    def _follow_ending(self) -> None:
        """Choose the format that an ending tells."""
        ending = self.file.path.suffix.lower().removeprefix(".")
        if ending in self.forms:
            self.forms[ending].setChecked(True)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Grey what does nothing, and say what stands in the way."""
        self.across.setEnabled(self.whole.isChecked())
        self.scale.setEnabled(self.forms["png"].isChecked())
        problem = self.file.problem()
        replaced = not problem and self.file.path.exists()
        self.draw.setEnabled(not problem)
        self.note.setText(problem or (self.tr("The file exists; you will be asked.") if replaced else ""))
        self.note.setProperty("role", "warn" if problem or replaced else "second")
        self.note.style().polish(self.note)

    def request(self) -> PictureRequest:
        """Return what is asked for now."""
        return PictureRequest(
            path=self.file.path_with(f".{self.form}"),
            form=self.form,
            window=self.window_view.isChecked(),
            across=self.across.value(),
            scale=float(self.scale.value()),
            light=self.light.isChecked(),
        )

    def accept(self) -> None:
        """Announce the request and close; a file that exists is asked about."""
        request = self.request()
        ask_to_write(request.path, partial(self._announce, request), self)

    def _announce(self, request: PictureRequest) -> None:
        picture = PictureChoices(
            form=request.form,  # type: ignore[arg-type]
            window=request.window,
            across=request.across,
            scale=self.scale.value(),
            light=request.light,
        )
        self.choices_changed.emit(replace(self._choices, picture=picture, folder=str(request.path.parent)))
        self._session.picture_requested.emit(request)
        super().accept()
