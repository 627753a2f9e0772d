"""What the detail panel holds: one entry, several entries, or a word of how to begin."""

from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.dates import date_of
from db.marks import OPEN_FUTURE, OPEN_PAST
from db.records import Entry, EntryHead
from db.vocabularies import Kind
from desktop.session import Session
from desktop.states import Rows
from desktop.theme import Appearance
from desktop.views.detail.related import RelatedEntries
from desktop.views.detail.sources import Sources
from desktop.views.detail.stances import Chosen
from desktop.views.detail.terms import Terms
from desktop.views.detail.today import ToldToday
from desktop.vocabulary import named, within
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import Link
from desktop.widgets.mark import EntryMark
from desktop.widgets.prose import Prose
from desktop.widgets.words import Hairline
from desktop.wording import count, date_words

EDGE = 16
LISTED = 60
"""So many titles of a selection are listed; the chronology shows them all."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


def kind_words(head: EntryHead, mode: str) -> str:
    """Return "Statement: request, verbal conflict", the mode in brackets where there is one."""
    if head.kind is Kind.STATEMENT and head.type.value == "STATEMENT":
        return named(head.type)
    kind = within(head.type) + (f" ({mode})" if mode else "")
    return f"{named(head.kind)}: {kind}, {within(head.act)}"


class Page(QWidget):
    """A page of the panel: a column of its own width, as long as it needs to be."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__()
        self.session, self.appearance = session, appearance
        self.setAutoFillBackground(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, 12, EDGE, EDGE)
        self.column.setSpacing(0)

    def add_text(self, text: str, *, size: str = "body", colour: str = "ink", bold: bool = False) -> None:
        """Append a paragraph."""
        self.column.addWidget(Prose(text, self.appearance, self, size=size, colour=colour, bold=bold))

    def add_rule(self) -> None:
        """Append a hairline with room above and below."""
        self.column.addWidget(Hairline(self.appearance, self, above=12, below=10))


class EntryPage(Page):
    """One entry, whole."""

    def __init__(self, entry: Entry, session: Session, appearance: Appearance, chosen: Chosen) -> None:
        super().__init__(session, appearance)
        self._add_place_in_selection()
        self._add_kind(entry)
        self.column.addSpacing(4)
        self.add_text(entry.head.title, size="title", bold=True)
        self.column.addSpacing(12)
        self.column.addWidget(ToldToday(session, appearance, self))
        self.terms = Terms(entry, session, appearance, self, chosen)
        self.column.addLayout(self.terms)
        if entry.summary:
            self.column.addSpacing(12)
            self.add_text(entry.summary)
        self.add_rule()
        from desktop.views.detail.own import OwnOfEntry

        self.own = OwnOfEntry(entry, session, appearance, self)
        self.column.addLayout(self.own)
        self.add_rule()
        self.column.addLayout(Sources(entry, session, appearance, self))
        if entry.related:
            self.add_rule()
            self.column.addLayout(RelatedEntries(entry.related, session, appearance, self))
        self.column.addStretch(1)

    def _add_place_in_selection(self) -> None:
        number = len(self.session.selection)
        if number < 2:
            return
        flow = FlowLayout()
        text = _tr("One of {n} selected").format(n=count(number))
        link = Link(text, self.appearance, self, size="label")
        link.clicked.connect(self._list_selection)
        flow.addWidget(link)
        self.column.addLayout(flow)
        self.column.addSpacing(4)

    def _list_selection(self) -> None:
        self.session.select(self.session.selection.rows, current=-1)

    def _add_kind(self, entry: Entry) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        if self.session.marks is not None:
            mark = EntryMark(self.session, entry.head.row, self.appearance, self, ground="surface")
            row.addWidget(mark, 0, top)
        text = kind_words(entry.head, entry.mode)
        row.addWidget(Prose(text, self.appearance, self, size="label", colour="ink-2"), 1)
        from desktop.views.detail.own import sign_buttons
        from desktop.views.detail.tags import one_row

        signs = sign_buttons(self.session, one_row(entry.head.row), self.appearance, self)
        row.addLayout(signs)
        row.setAlignment(signs, top)
        self.column.addSpacing(1)
        self.column.addLayout(row)
        self.column.addSpacing(1)


class SeveralPage(Page):
    """A selection of several entries: how many, from when to when, and their titles."""

    def __init__(self, rows: Rows, session: Session, appearance: Appearance) -> None:
        super().__init__(session, appearance)
        self.column.setSpacing(0)
        self.add_text(_tr("{n} entries selected").format(n=count(len(rows))), size="title", bold=True)
        self.column.addSpacing(4)
        if span := selected_span(session, rows):
            self.add_text(span, colour="ink-2")
        self.add_text(_tr("Ctrl+E exports them. Choose one to read it."), size="label", colour="ink-2")
        self._add_own(rows)
        self.add_rule()
        for row in rows[:LISTED]:
            self._add_line(int(row))
        if len(rows) > LISTED:
            more = _tr("and {n} more, in the chronology").format(n=count(len(rows) - LISTED))
            self.add_text(more, size="label", colour="ink-2")
        self.column.addStretch(1)

    def _add_own(self, rows: Rows) -> None:
        """Offer star, label and tags for all of them at once."""
        from desktop.views.detail.own import sign_buttons
        from desktop.views.detail.tags import TagsView

        self.column.addSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.tags = TagsView(rows, self.session, self.appearance, self)
        line.addWidget(self.tags, 1)
        line.addLayout(sign_buttons(self.session, rows, self.appearance, self))
        self.column.addLayout(line)

    def _add_line(self, row: int) -> None:
        marks = self.session.marks
        if marks is None:
            return
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(EntryMark(self.session, row, self.appearance, self, ground="surface"))
        flow = FlowLayout()
        link = Link(marks.titles[row], self.appearance, self, size="label")
        link.setToolTip(f"{marks.titles[row]}\n{date_words().mark(marks, row)}")
        link.clicked.connect(partial(self._choose, row))
        flow.addWidget(link)
        line.addLayout(flow, 1)
        self.column.addLayout(line)
        self.column.addSpacing(4)

    def _choose(self, row: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self.session.select(self.session.selection.rows, current=row)
        self.session.reveal_requested.emit(row)


def selected_span(session: Session, rows: Rows) -> str:
    """Return the days from the first to the last dated one of ``rows``; empty where none has a date."""
    marks = session.marks
    if marks is None:
        return ""
    dated = rows[marks.dated[rows]]
    if not len(dated):
        return ""
    places, starts, ends = marks.place[dated], marks.earliest[dated], marks.latest[dated]
    first = int(np.where(starts > OPEN_PAST, starts, places).min())
    last = int(np.where(ends < OPEN_FUTURE, ends - 1, places).max())
    return date_words().days(date_of(first), date_of(last), joiner=_tr(" to "))


class EmptyPage(Page):
    """Nothing is selected: what a selection would show, and how to make one."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__(session, appearance)
        self.add_text(_tr("Choose an entry to read who said or did what, when, and which words say so."))
        self.column.addSpacing(12)
        for hint in (
            _tr("Click a mark on the timeline or a line of the chronology."),
            _tr("Ctrl+click adds to the selection; Shift+drag selects a rectangle."),
            _tr("The arrows go from mark to mark, Tab from panel to panel."),
        ):
            self.add_text(hint, size="label", colour="ink-2")
            self.column.addSpacing(4)
        self.column.addStretch(1)
