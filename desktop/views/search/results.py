"""The list below the search field: what was found, how much, and how much of it the filter hides."""

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from db.filters import Word
from db.matching import FoundEntry
from db.query_terms import Found, Misfit, When
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.search.listing import WIDTH, FoundLine, FoundModel, line_height
from desktop.widgets.raised import Raised
from desktop.widgets.words import Hairline, words
from desktop.wording import count

SEEN = 9
"""Lines in sight; the others are scrolled to."""
ROOM_AROUND = 140
"""What the list leaves of the window's height at least."""


class SearchResults(Raised):
    """Lists what the session has found. The keyboard's focus stays in the field, which moves the choice."""

    chosen = Signal(int)
    """A row of the marks was chosen."""
    text_chosen = Signal(object)
    """FoundText: a text of an article was chosen."""

    def __init__(self, session: Session, appearance: Appearance, host: QWidget) -> None:
        """Belong to the field ``host``; hidden until there is something to show."""
        super().__init__(appearance, host)
        self._session = session
        self._field = host
        self.entries = FoundModel(session, self)
        self.view = QListView(self)
        self._line = Hairline(appearance, self)
        self.summary = words("", appearance, self, role="second")
        self._build(appearance)
        session.found_changed.connect(self._refresh)
        session.hits_changed.connect(self._refresh)
        session.filter_changed.connect(self._refresh)

    def _build(self, appearance: Appearance) -> None:
        self.view.setModel(self.entries)
        self.view.setItemDelegate(FoundLine(self._session, appearance, self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("Found entries"))
        self.view.viewport().setAutoFillBackground(False)
        self.view.setStyleSheet("background: transparent")
        self.view.clicked.connect(self._choose)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.summary.setContentsMargins(12, 0, 12, 0)
        self.summary.setFixedHeight(appearance.theme.length("table-row"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.view, self._line, self.summary):
            column.addWidget(widget)

    @Slot()
    def _refresh(self) -> None:
        """Show the session's list as it is now; the choice stays with its entry."""
        found = self._session.found
        if found is None or not found.asks:
            self.entries.show(())
            self.hide()
            return
        if (*found.entries, *found.texts) != self.entries.entries:
            row = self.current_row()
            self.entries.show((*found.entries, *found.texts))
            self._set_current(self.entries.place_of(row))
        self.summary.setText(self._summary(found))
        if self.isVisible():
            self.open()

    def open(self) -> None:
        """Show the list below the field, if anything is looked for."""
        found = self._session.found
        if found is None or not found.asks:
            return
        seen = min(len(self.entries.entries), self._most_lines())
        self.view.setVisible(seen > 0)
        self._line.setVisible(seen > 0)
        self.view.setFixedSize(WIDTH, max(seen, 1) * line_height(self._appearance))
        self.summary.setFixedWidth(WIDTH)
        self.show_for(QRectF(0, 0, min(WIDTH, 240), self._field.height()))

    def _most_lines(self) -> int:
        room = self._field.window().height() - ROOM_AROUND
        return max(1, min(SEEN, room // line_height(self._appearance)))

    def _summary(self, found: Found) -> str:
        if found.misfits:
            return self._misfit(found.misfits[0])
        hits = self._session.hits
        if hits.typed != found.typed:
            first = self.tr("The first {n} hits") if found.more else self._counted(len(found.entries))
            return first.format(n=count(len(found.entries)))
        outside = self._session.hits_outside()
        text = self._counted(len(hits))
        if outside:
            text += self.tr(", {n} outside the filter").format(n=count(outside))
        if found.more:
            text += self.tr("; the best {n} are listed").format(n=count(len(found.entries)))
        return text

    def _counted(self, number: int) -> str:
        match number:
            case 0:
                return self.tr("Nothing found")
            case 1:
                return self.tr("1 hit")
            case _:
                return self.tr("{n} hits").format(n=count(number))

    def _misfit(self, misfit: Misfit) -> str:
        if misfit.other:
            told = self.tr("It ends before it begins: no day is after “{first}” and before “{last}”")
            return told.format(first=misfit.other, last=misfit.value)
        texts = {
            Word.ACTOR: self.tr("No actor is called “{value}”"),
            Word.TYPE: self.tr("No type of act is called “{value}”"),
            Word.SIDE: self.tr("No side is called “{value}”"),
            Word.ARTICLE: self.tr("No article is called “{value}”"),
            Word.TAG: self.tr("No tag of yours is called “{value}”"),
            Word.LABEL: self.tr("No label is called “{value}”"),
            Word.STARRED: self.tr("“starred:” takes yes or no, not “{value}”"),
            Word.NOTED: self.tr("“noted:” takes yes or no, not “{value}”"),
            When.AFTER: self.tr("“{value}” is no date, or leaves no day after it"),
            When.BEFORE: self.tr("“{value}” is no date, or leaves no day before it"),
        }
        return texts[misfit.word].format(value=misfit.value)

    # The choice

    def current_row(self) -> int:
        """Return the row of the marks that is chosen in the list, or -1."""
        index = self.view.currentIndex()
        entry = self.entries.entries[index.row()] if index.isValid() else None
        return entry.row if isinstance(entry, FoundEntry) else -1

    def step(self, by: int) -> str:
        """Move the choice by some lines; return what the line says."""
        last = len(self.entries.entries) - 1
        if last < 0:
            return ""
        at = self.view.currentIndex().row()
        self._set_current(min(max(at + by, 0), last) if at >= 0 else (0 if by > 0 else last))
        return str(self.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))

    def _set_current(self, place: int) -> None:
        if place < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            self.view.setCurrentIndex(self.entries.index(place))

    def enter(self) -> bool:
        """Choose the current line, or the first one; tell whether there is any."""
        if not self.entries.entries:
            return False
        self._choose(self.view.currentIndex() if self.view.currentIndex().isValid() else self.entries.index(0))
        return True

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry = self.entries.entries[index.row()]
        if isinstance(entry, FoundEntry):
            self.chosen.emit(entry.row)
        else:
            self.text_chosen.emit(entry)
