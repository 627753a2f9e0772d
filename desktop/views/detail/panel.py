"""The detail panel: the selected entry with its evidence, or the selected entries."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.pages import EmptyPage, EntryPage, Page, SeveralPage
from desktop.widgets.scrolling import OverlaidScrollArea


class DetailPanel(OverlaidScrollArea):
    """Shows what is selected. Its page is built anew for every entry; the old one stays until the new one is read."""

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the selection of ``session`` from now on."""
        super().__init__(parent)
        self._session, self._appearance = session, appearance
        self.setObjectName("detail")
        self.setAccessibleName(self.tr("Detail"))
        self.setMinimumWidth(288)
        session.selection_changed.connect(self._show)
        session.entry_changed.connect(self._show)
        session.library_changed.connect(self._show)
        appearance.changed.connect(self._show)
        session.colouring_changed.connect(self._show)
        session.explain_date_requested.connect(self._explain_date)
        self._show()

    @Slot()
    def _show(self) -> None:
        page = self._page()
        if page is not None:
            self.setWidget(page)

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
        self.ensureWidgetVisible(page.terms.date, 0, 16)

    def _page(self) -> Page | None:
        """Return what is to be shown, or None while the current entry is still being read."""
        selection, entry = self._session.selection, self._session.entry
        if selection.current >= 0:
            read = entry is not None and entry.head.row == selection.current
            return EntryPage(entry, self._session, self._appearance) if entry is not None and read else None
        if len(selection) > 1:
            return SeveralPage(selection.rows, self._session, self._appearance)
        return EmptyPage(self._session, self._appearance)
