"""The wordings of one entry beside each other, the differing words marked against one of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.records import Entry, Passage
from db.vocabularies import AnchorState, TextKind
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.differences import Differences
from desktop.views.detail.quotes import Quoted, compare, dotted_in, notes_of, published_words, quoted
from desktop.vocabulary import named
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import INSET, Link
from desktop.widgets.mark import entry_colour
from desktop.widgets.prose import Prose
from desktop.widgets.words import words
from desktop.wording import UNSEEN, sources

COLUMN = 264
GAP = 24
EDGE = 16


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wordings", text)


class Wordings(QDialog):
    """A column a source. The words of one of them, first the first, are those that all others are compared with."""

    def __init__(self, entry: Entry, session: Session, appearance: Appearance, parent: QWidget) -> None:
        """Show the sources of ``entry``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Wordings of “{title}”").format(title=entry.head.title))
        self._entry, self._session, self._appearance = entry, session, appearance
        self._shown = [quoted(citation) for citation in entry.citations]
        self.base = 0
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        # Links hang out of the text's edge by their inset, for the ring of the focus.
        column.setContentsMargins(EDGE - INSET, 12, EDGE - INSET, 12)
        column.setSpacing(8)
        told = [entry.head.title, sources(entry.head.sources)]
        heading = QVBoxLayout()
        heading.setContentsMargins(INSET, 0, INSET, 0)
        heading.addWidget(Prose(told[0], appearance, self, size="title", bold=True))
        heading.addWidget(words(told[1], appearance, self, role="second"))
        column.addLayout(heading)
        column.addWidget(self._area, 1)
        column.addWidget(buttons)
        self._fill()
        self.resize(self._usual_size())

    def _usual_size(self) -> QSize:
        wide = min(len(self._shown), 4) * (COLUMN + GAP) + 2 * EDGE
        return QSize(wide, 520).boundedTo(self.screen().availableSize())

    def _fill(self) -> None:
        """Set the columns anew, compared with the chosen one."""
        page = QWidget(self._area)
        grid = QGridLayout(page)
        grid.setContentsMargins(INSET, 0, INSET, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(4)
        found = compare(self._shown, self.base)
        for number, (quote, differences) in enumerate(zip(self._shown, found, strict=True)):
            grid.setColumnMinimumWidth(number, COLUMN)
            grid.setColumnStretch(number, 1)
            column = self._column(page, number, quote, differences)
            for row, widget in enumerate(column):
                grid.addWidget(widget, row, number, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._links(page, number, quote), len(column), number)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(page)

    def _column(self, page: QWidget, number: int, quote: Quoted, differences: Differences) -> list[QWidget]:
        citation, appearance = quote.citation, self._appearance
        return [
            words(f"{number + 1}  {citation.origin}", appearance, page, bold=True),
            Prose(published_words(citation), appearance, page, size="label", colour="ink-2"),
            Prose(citation.article.headline, appearance, page, size="label", colour="ink-2"),
            Prose(self._kind(quote), appearance, page, size="small", colour="ink-2"),
            self._passages(page, quote, differences),
            Prose("\n".join(self._notes(number, quote, differences)), appearance, page, size="label"),
        ]

    def _kind(self, quote: Quoted) -> str:
        if quote.kind is TextKind.ORIGINAL:
            state = quote.citation.state or AnchorState.EXACT
            return _tr("The publisher's words, {state}").format(state=named(state))
        return _tr("Our digest's words")

    def _passages(self, page: QWidget, quote: Quoted, differences: Differences) -> QWidget:
        holder = QWidget(page)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        rule = entry_colour(self._session, self._entry.head.row, self._appearance.theme)
        at = 0
        for passage in quote.passages:
            prose = Prose(
                passage.words.translate(UNSEEN), self._appearance, holder, line="quote", serif=True, indent=14
            )
            prose.mark(dotted=dotted_in(passage, at, differences.left), rule=rule)
            column.addWidget(prose)
            at += len(passage.words) + 1
        return holder

    def _notes(self, number: int, quote: Quoted, differences: Differences) -> Sequence[str]:
        notes = notes_of(quote)
        if number == self.base and len(self._shown) > 2:
            notes = [*notes, _tr("The others are compared with this one; marked here is what none of them says.")]
        if number != self.base and not differences.left and not differences.right:
            notes = [*notes, self._unmarked(quote)]
        return notes

    def _unmarked(self, quote: Quoted) -> str:
        """Return why no word of a source is marked."""
        base = self._shown[self.base]
        if quote.kind is not base.kind:
            return _tr("Not compared: one is a digest's words, the other a publisher's.")
        if quote.text.split() == base.text.split():
            return _tr("The same words.")
        return _tr("Too unlike source {n} to compare word by word.").format(n=self.base + 1)

    def _links(self, page: QWidget, number: int, quote: Quoted) -> FlowLayout:
        flow = FlowLayout(gap=16, line_gap=0)
        for passage in quote.passages[:1]:
            show = Link(_tr("Show in article"), self._appearance, page, size="label")
            show.setAccessibleName(f"{show.text()}: {quote.citation.article.publisher}")
            show.clicked.connect(partial(self._show, passage))
            flow.addWidget(show)
        if number != self.base:
            text = _tr("Compare the others with this")
            link = Link(text, self._appearance, page, size="label")
            link.setAccessibleName(f"{text}: {quote.citation.article.publisher}")
            link.clicked.connect(partial(self._compare_with, number))
            flow.addWidget(link)
        return flow

    def _show(self, passage: Passage, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.request_passage(passage)

    def _compare_with(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self.base = number
        self._fill()
