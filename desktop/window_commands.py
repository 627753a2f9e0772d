"""What the window's own commands do; the timeline's are bound to the timeline itself."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from db.filters import Filter, Word
from db.reported import Clock
from db.vocabularies import Role, StanceValue
from desktop.crash import versions
from desktop.requests import ImportRequest
from desktop.session import Session
from desktop.settings import TEXT_STEPS, WINDOW_TEXT, Settings
from desktop.theme import Appearance
from desktop.widgets.asking import ask, message

ORIGINALS = "*.txt *.html *.htm *.xhtml *.mhtml *.mht *.webarchive *.pdf"
"""Names that originals commonly have; what a file is, its content tells."""
COPIERS = ("copy", "copy_selection")
"""Methods that a widget with something of its own to copy has."""


class WindowCommands(QObject):
    """The commands of the table that concern the session or the whole window."""

    text_steps_changed = Signal(int)

    def __init__(self, window: QWidget, session: Session, appearance: Appearance, settings: Settings) -> None:
        """Act for ``window``; dialogs stand over it."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._appearance = appearance
        self.text_steps = settings.text_steps
        self.window_text = settings.window_text
        session.text_size_requested.connect(self._step)

    @Slot()
    def attach(self) -> None:
        """Choose originals and ask for them to be attached."""
        title = self.tr("Attach originals")
        texts = self.tr("Texts, web pages and PDF ({0})").format(ORIGINALS)
        kinds = ";;".join((texts, self.tr("All files (*)")))
        paths, _ = QFileDialog.getOpenFileNames(self._window, title, "", kinds)
        if paths:
            self._session.attach_requested.emit(paths)

    @Slot()
    def import_csv(self) -> None:
        """Choose a CSV file and ask for its entries."""
        kinds = self.tr("CSV (*.csv *.tsv *.txt);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import entries"), "", kinds)
        if path:
            self._session.import_requested.emit(ImportRequest(Path(path)))

    def can_detach(self) -> bool:
        """Tell whether the article that is read has an original that could be removed."""
        library, reader = self._session.library, self._session.reader
        return (
            library is not None
            and reader is not None
            and not library.read_only
            and reader.article.slug in library.attached
        )

    @Slot()
    def detach(self) -> None:
        """Ask once whether the original of the article that is read is to be removed."""
        reader = self._session.reader
        if reader is None or not self.can_detach():
            return
        article = reader.article
        question = self.tr("Detach the original of {0}, “{1}”?").format(article.label, article.headline)
        more = self.tr("Its text is removed from your library. The file that it came from stays as it is.")
        box = message(self._window, self.tr("Detach the original"), question, more)
        ask(box, self.tr("Detach"), partial(self._session.detach_requested.emit, article.slug))

    @Slot()
    def copy(self) -> None:
        """Copy what the focused panel offers, else the selected entries as text."""
        focused = QApplication.focusWidget()
        while focused is not None and focused is not self._window:
            for name in COPIERS:
                copier = getattr(focused, name, None)
                if callable(copier):
                    copier()
                    return
            focused = focused.parentWidget()
        self.copy_entries()

    @Slot()
    def copy_entries(self) -> None:
        """Ask for the selected entries as text."""
        if len(self._session.selection):
            self._session.copy_requested.emit(self._session.selection.rows)

    @Slot()
    def copy_table(self) -> None:
        """Ask for the selected entries as CSV."""
        if len(self._session.selection):
            self._session.table_copy_requested.emit(self._session.selection.rows)

    @Slot()
    def select_shown(self) -> None:
        """Select everything that passes the filter."""
        self._session.select(self._session.shown.mask.nonzero()[0])

    @Slot()
    def deselect(self) -> None:
        """Select nothing."""
        self._session.clear_selection()

    @Slot()
    def clear_filter(self) -> None:
        """Ask to show everything."""
        self._session.filter_requested.emit(Filter())

    @Slot()
    def enlarge(self) -> None:
        """Make what is read larger."""
        self._step(1)

    @Slot()
    def shrink(self) -> None:
        """Make what is read smaller."""
        self._step(-1)

    @Slot()
    def usual_size(self) -> None:
        """Give what is read its usual size again."""
        self._step(-self.text_steps)

    @Slot(int)
    def _step(self, by: int) -> None:
        wanted = min(max(self.text_steps + by, TEXT_STEPS.start), TEXT_STEPS.stop - 1)
        if wanted != self.text_steps:
            self.text_steps = wanted
            self._appearance.set_text_steps(wanted)
            self.text_steps_changed.emit(wanted)

    @Slot()
    def enlarge_all(self) -> None:
        """Make all text of the window larger, and what is laid out by it."""
        self._step_all(1)

    @Slot()
    def shrink_all(self) -> None:
        """Make all text of the window smaller again."""
        self._step_all(-1)

    def _step_all(self, by: int) -> None:
        at = WINDOW_TEXT.index(self.window_text) + by
        if 0 <= at < len(WINDOW_TEXT):
            self.window_text = WINDOW_TEXT[at]
            self._appearance.set_window_text(self.window_text)
        self._session.said.emit(self.tr("The window's text is at {0} % of its usual size.").format(self.window_text))

    @Slot()
    def explain_date(self) -> None:
        """Open or close the explanation of the current entry's date."""
        self._session.explain_date_requested.emit()

    @Slot()
    def compare_wordings(self) -> None:
        """Show the wordings of the current entry beside each other."""
        self._session.wordings_requested.emit()

    @Slot()
    def chart_positions(self) -> None:
        """Open or close the chart of the positions that the current entry's speakers took."""
        self._session.positions_requested.emit()

    @Slot()
    def explain_published(self) -> None:
        """Explain the day on which the article that is read appeared."""
        self._session.explain_published_requested.emit()

    @Slot(bool)
    def draw_reported(self, reported: bool) -> None:  # noqa: FBT001 - a switch hands over its state
        """Draw entries by when they were reported, or by when they happened."""
        self._session.clock_requested.emit(Clock.REPORTED if reported else Clock.HAPPENED)

    @Slot()
    def lay_out_positions(self) -> None:
        """Show what positions the speakers of the current entry took on its questions, in a lane each."""
        entry = self._session.entry
        if entry is None:
            return
        if not entry.stances:
            self._session.said.emit(self.tr("This entry takes no position."))
            return
        speakers = [*entry.actors(Role.SPEAKER), *entry.actors(Role.ON_BEHALF_OF)]
        wanted = Filter().with_term(Word.ACTOR, tuple(each.id for each in speakers))
        wanted = wanted.with_term(Word.ROLE, (Role.SPEAKER, Role.ON_BEHALF_OF))
        values = tuple(f"{stance.question}:{value}" for stance in entry.stances for value in StanceValue)
        self._session.filter_requested.emit(wanted.with_term(Word.STANCE, values))
        self._session.grouping_requested.emit("position")
        self._session.reveal_requested.emit(entry.head.row)

    @Slot()
    def find_in_text(self) -> None:
        """Open the bar that finds words in the article."""
        self._session.find_requested.emit(0)

    @Slot()
    def find_next(self) -> None:
        """Go to the next find in the article."""
        self._session.find_requested.emit(1)

    @Slot()
    def find_previous(self) -> None:
        """Go to the previous find in the article."""
        self._session.find_requested.emit(-1)

    @Slot()
    def read(self) -> None:
        """Lead from the current entry to its passage."""
        row = self._session.selection.current
        if row >= 0:
            self._session.passage_requested.emit(row)

    @Slot()
    def reveal(self) -> None:
        """Lead from the current entry to its mark."""
        row = self._session.selection.current
        if row >= 0:
            self._session.reveal_requested.emit(row)

    @Slot()
    def unhide(self) -> None:
        """Ask to drop what of the filter hides the current entry."""
        row = self._session.selection.current
        if row >= 0 and self._session.hides(row):
            self._session.unhide_requested.emit(row)
        else:
            self._session.said.emit(self.tr("The filter does not hide the selected entry."))

    @Slot()
    def open_publisher(self) -> None:
        """Open the current entry's first known address."""
        entry = self._session.entry
        addresses = [c.article.url for c in entry.citations if c.article.url] if entry else []
        if addresses:
            self._session.address_requested.emit(addresses[0])
        else:
            self._session.said.emit(self.tr("No address is known for this entry's articles."))

    @Slot()
    def only_actors(self) -> None:
        """Show only entries in which one of the current entry's actors has a part."""
        entry = self._session.entry
        if entry is None:
            return
        first = [p.actor.id for p in entry.participations if p.role in (Role.SPEAKER, Role.LEAD)]
        self._session.filter_requested.emit(self._session.filter.with_term(Word.ACTOR, tuple(first)))

    @Slot()
    def about(self) -> None:
        """Say what this is, in which version, and under which licences."""
        library = self._session.library
        data = f"{library.dataset.title}, {library.dataset.version}" if library else ""
        text = self.tr(
            "<h3>Démarche</h3><p>Who said or did what, to whom, when, and which words in which article say so.</p>"
        )
        licences = self.tr("Code: MIT. Dataset: CC BY 4.0. Qt and PySide6 are used under the LGPL, version 3.")
        told = "\n\n".join(part for part in (data, versions(), licences) if part)
        title = self.tr("About Démarche")
        box = message(self._window, title, text, told, icon=QMessageBox.Icon.NoIcon)
        box.setTextFormat(Qt.TextFormat.RichText)
        more = box.addButton(self.tr("&Licences…"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.setDefaultButton(QMessageBox.StandardButton.Close)
        box.setEscapeButton(QMessageBox.StandardButton.Close)
        more.clicked.connect(self.licences)
        box.open()

    @Slot()
    def licences(self) -> None:
        """Show the licences of Démarche and of what it is built with, and where they lie."""
        from desktop.licences import find_licences
        from desktop.views.licences_dialog import LicencesDialog

        LicencesDialog(find_licences(), self._appearance, self._window).open()
