"""Ask which entries are exported, as what, and how."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QRadioButton,
    QWidget,
)

from db.formats import TRAITS, Format, Traits
from desktop.export_choices import ExportChoices
from desktop.session import Session
from desktop.widgets.choice_grid import ChoiceGrid
from desktop.wording import entries

KINDS = {
    Format.CSV: "CSV, a table for spreadsheets and programs",
    Format.JSONL: "JSON Lines, a table for programs",
    Format.MARKDOWN: "Markdown, a chronology with notes",
    Format.DOCX: "Word, a chronology with sources",
    Format.CSL: "CSL-JSON, the sources for reference managers",
    Format.BIBTEX: "BibTeX, the sources",
    Format.JSONLD: "Web Annotations, the passages in JSON-LD",
    Format.TIMELINEJS: "TimelineJS, slides for a web page",
    Format.ICALENDAR: "iCalendar, all-day events",
}


class ExportForm(QWidget):
    """Everything but columns and file. What the format has no place for is greyed."""

    changed = Signal()
    """Something else would be written."""
    format_changed = Signal()

    def __init__(self, session: Session, choices: ExportChoices, parent: QWidget) -> None:
        """Offer the selection where there is one, else what is shown, as it was exported last."""
        super().__init__(parent)
        chosen, total = len(session.selection), len(session.shown.mask)
        self.selected = self._radio(self.tr("The selection: {entries}").format(entries=entries(chosen)))
        self.shown = self._radio(self.tr("Everything shown: {entries}").format(entries=entries(session.shown.count)))
        self.everything = self._radio(self.tr("The whole library: {entries}").format(entries=entries(total)))
        self.formats = QComboBox(self)
        for form in Format:
            self.formats.addItem(self.tr(KINDS[form]), form)
        self.by_entry = self._radio(self.tr("One row for each entry"))
        self.by_citation = self._radio(self.tr("One row for each citation"))
        self.spreadsheet = self._radio(self.tr("For spreadsheets: no cell can run as a formula"))
        self.data = self._radio(self.tr("As data: exact, to be read by programs"))
        self.quotations = QCheckBox(self.tr("The originals’ words, where attached"), self)
        self.own = QCheckBox(self.tr("My stars, tags, labels and notes"), self)
        self._lay_out(offer_selection=chosen > 0)
        self._choose(choices, selection=chosen > 0)
        self._listen()
        self._grey()

    def _radio(self, text: str) -> QRadioButton:
        return QRadioButton(text, self)

    def _lay_out(self, *, offer_selection: bool) -> None:
        grid = ChoiceGrid(self)
        self.selected.setVisible(offer_selection)
        which = [self.selected, self.shown] if offer_selection else [self.shown]
        self._groups = [grid.add_choice(self.tr("Entries"), [*which, self.everything])]
        grid.add_field(self.tr("F&ormat"), self.formats)
        self._groups.append(grid.add_choice(self.tr("Rows"), [self.by_entry, self.by_citation]))
        self._groups.append(grid.add_choice(self.tr("Profile"), [self.spreadsheet, self.data]))
        grid.add_choice(self.tr("With"), [self.quotations, self.own], exclusive=False)
        grid.setRowStretch(grid.rowCount(), 1)
        grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(grid)

    def _choose(self, choices: ExportChoices, *, selection: bool) -> None:
        (self.selected if selection else self.shown).setChecked(True)
        (self.by_citation if choices.citations else self.by_entry).setChecked(True)
        (self.data if choices.data else self.spreadsheet).setChecked(True)
        self.own.setChecked(choices.own)
        known = [str(form) for form in Format]
        self.formats.setCurrentIndex(known.index(choices.form) if choices.form in known else 0)

    def _listen(self) -> None:
        for group in self._groups:
            # A choice toggles two buttons; one of them is enough.
            group.buttonClicked.connect(self._tell)
        self.quotations.toggled.connect(self._tell)
        self.own.toggled.connect(self._tell)
        self.formats.currentIndexChanged.connect(self._change_format)

    @Slot()
    def _tell(self) -> None:
        self._grey()
        self.changed.emit()

    @Slot()
    def _change_format(self) -> None:
        self._grey()
        self.format_changed.emit()
        self.changed.emit()

    def _grey(self) -> None:
        traits = self.traits
        for button in (self.by_entry, self.by_citation):
            button.setEnabled(traits.table)
        for button in (self.spreadsheet, self.data):
            button.setEnabled(self.form is Format.CSV)
        self.quotations.setEnabled(traits.quotes and (not traits.table or self.by_citation.isChecked()))
        self.own.setEnabled(traits.own and not self.citations)

    @property
    def form(self) -> Format:
        """Return the format chosen."""
        return Format(self.formats.currentData())

    @form.setter
    def form(self, form: Format) -> None:
        self.formats.setCurrentIndex(self.formats.findData(form))

    @property
    def traits(self) -> Traits:
        """Return what that format is like."""
        return TRAITS[self.form]

    @property
    def citations(self) -> bool:
        """Tell whether a table is to have a row a citation."""
        return self.traits.table and self.by_citation.isChecked()
