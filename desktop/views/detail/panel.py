"""The detail panel: the selected entry with its evidence, or the selected entries."""

from PySide6.QtCore import QCoreApplication, QEvent, Slot
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.pages import EmptyPage, EntryPage, Page, SeveralPage
from desktop.views.detail.stances import Chosen
from desktop.widgets.scrolling import OverlaidScrollArea


class DetailPanel(OverlaidScrollArea):
    """Shows what is selected. Its page is built anew for every entry; the old one stays until the new one is read."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the selection of ``session`` from now on."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self._chosen = Chosen()
        self.setObjectName("detail")
        self.setAccessibleName(self.tr("Detail"))
        self.setMinimumWidth(288)
        session.selection_changed.connect(self._show)
        session.entry_changed.connect(self._show)
        session.library_changed.connect(self._show)
        appearance.changed.connect(self._show)
        session.colouring_changed.connect(self._show)
        session.explain_date_requested.connect(self._explain_date)
        session.positions_requested.connect(self._chart_positions)
        session.wordings_requested.connect(self._compare_wordings)
        self._show()

    @Slot()
    def _show(self) -> None:
        page = self._page()
        if page is not None:
            self.setWidget(page)
            # Each widget that is shown asks to be painted once more when it gets to that, which is after the page has
            # been painted where the page before stood: let it ask before.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater)

    @Slot()
    def _explain_date(self) -> None:
        """Open or close the explanation of the entry's date, and bring it into view."""
        page = self.widget()
        if not isinstance(page, EntryPage):
            return
        page.terms.date.toggle()
        layout = page.layout()
        if layout is not None:
            layout.activate()
        content = page.terms.date.content
        if content is not None and not content.isHidden():
            self.ensureWidgetVisible(content, 0, 16)

    @Slot()
    def _chart_positions(self) -> None:
        """Open or close the chart of the positions that the entry's speakers took."""
        page = self.widget()
        if isinstance(page, EntryPage) and page.terms.positions is not None:
            page.terms.positions.toggle()
        else:
            self._session.said.emit(self.tr("The selected entry takes no position."))

    @Slot()
    def _compare_wordings(self) -> None:
        """Show the wordings of the current entry beside each other."""
        entry = self._session.entry
        if entry is None or len(entry.citations) < 2:
            self._session.said.emit(self.tr("One article alone tells of the selected entry."))
            return
        from desktop.views.detail.wordings import Wordings

        for shown in self.window().findChildren(Wordings):
            shown.close()
        Wordings(entry, self._session, self._appearance, self.window()).show()

    def _page(self) -> Page | None:
        """Return what is to be shown, or None while the current entry is still being read."""
        selection, entry = self._session.selection, self._session.entry
        if selection.current >= 0:
            if entry is None or entry.head.row != selection.current:
                return None
            return EntryPage(entry, self._session, self._appearance, self._chosen)
        if len(selection) > 1:
            return SeveralPage(selection.rows, self._session, self._appearance)
        return EmptyPage(self._session, self._appearance)

    def edit_note(self) -> bool:
        """Let the user type the note of the current entry; tell whether it is shown already."""
        page = self.widget()
        if not isinstance(page, EntryPage) or not self._shows_current():
            return False
        page.own.note.edit()
        self.ensureWidgetVisible(page.own.note)
        return True

    def edit_tags(self) -> bool:
        """Let the user type tags for the selection; tell whether it is shown already."""
        page = self.widget()
        if not isinstance(page, EntryPage | SeveralPage) or not self._shows_current():
            return False
        tags = page.own.tags if isinstance(page, EntryPage) else page.tags
        tags.edit()
        self.ensureWidgetVisible(tags)
        return True

    def _shows_current(self) -> bool:
        """Tell whether the current entry has been read, where there is one."""
        current, entry = self._session.selection.current, self._session.entry
        return current < 0 or (entry is not None and entry.head.row == current)
