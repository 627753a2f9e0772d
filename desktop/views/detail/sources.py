"""The sources of an entry: each citation's outlet, anchor state and passages, and where the wordings differ."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import Article, Citation, Entry, Passage
from db.vocabularies import AnchorState
from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.dates import Disclosure
from desktop.views.detail.differences import Differences
from desktop.views.detail.quotes import (
    Quoted,
    compare,
    dotted_in,
    how_they_differ,
    notes_of,
    origins_of,
    published_words,
    quoted,
)
from desktop.vocabulary import named
from desktop.widgets.explained import article_explained
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import INSET, Link
from desktop.widgets.mark import entry_colour
from desktop.widgets.prose import Prose
from desktop.widgets.words import ElidedWords, words
from desktop.wording import UNSEEN, origin_lines

INDENT = 14
_ICONS = {
    AnchorState.EXACT: "check",
    AnchorState.SHIFTED: "shifted",
    AnchorState.ALTERED: "altered",
    AnchorState.LOST: "lost",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class Sources(QVBoxLayout):
    """The numbered sources under their heading."""

    def __init__(self, entry: Entry, session: Session, appearance: Appearance, parent: QWidget) -> None:
        super().__init__()
        self._session, self._appearance, self._parent = session, appearance, parent
        self._act = entry_colour(session, entry.head.row, appearance.theme)
        self.setSpacing(0)
        shown = [quoted(citation) for citation in entry.citations]
        found = compare(shown)
        self.addLayout(self._heading(entry, shown, found))
        for number, (quote, differences) in enumerate(zip(shown, found, strict=True), start=1):
            self.addSpacing(8)
            self._add(number, quote, differences)

    def _heading(self, entry: Entry, shown: list[Quoted], found: list[Differences]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        heading = words(_tr("Sources"), self._appearance, self._parent, size="small", role="second", bold=True)
        row.addWidget(heading)
        number = words(_independent(entry.head.sources), self._appearance, self._parent, size="small", role="second")
        number.setToolTip("\n".join(origin_lines(origins_of(entry.citations))))
        row.addWidget(number)
        row.addStretch(1)
        if len(shown) > 1:
            said = how_they_differ(shown, found) or _tr("beside each other")
            link = Link(said, self._appearance, self._parent, size="small")
            link.setAccessibleDescription(_tr("Shows the wordings beside each other"))
            link.setToolTip(_tr("Show the wordings beside each other"))
            link.clicked.connect(self._session.wordings_requested)
            row.addWidget(link)
        return row

    def _add(self, number: int, quote: Quoted, differences: Differences) -> None:
        article = quote.citation.article
        date = self._date(quote.citation)
        self.addLayout(self._title(number, quote.citation, date))
        headline = ElidedWords(article.headline, self._appearance, self._parent, size="label", role="second")
        self.addLayout(self._indented(headline))
        ink = self._appearance.theme["ink"]
        explained = partial(article_explained, article)
        place = QVBoxLayout()
        place.setContentsMargins(INDENT, 0, 0, 0)
        Disclosure(explained, ink, date, self._appearance, place.addWidget, self._parent)
        self.addLayout(place)
        at = 0
        for passage in quote.passages:
            if at:
                self.addSpacing(4)
            self.addWidget(self._passage(passage, at, differences))
            at += len(passage.words) + 1
        for note in notes_of(quote):
            self.addWidget(
                Prose(note, self._appearance, self._parent, size="label", colour="ink-2", indent=INDENT),
            )
        self.addLayout(self._links(quote))

    def _date(self, citation: Citation) -> Link:
        """Return the day of publication as a link to how it is known."""
        said = published_words(citation)
        link = Link(said, self._appearance, self._parent, size="small")
        link.setAccessibleDescription(_tr("Explains the date of publication"))
        link.setToolTip("\n".join((said, citation.article.published_note, _tr("Click to see how it is known"))))
        return link

    def _title(self, number: int, citation: Citation, date: Link) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        label = words(str(number), self._appearance, self._parent, bold=True)
        label.setFixedWidth(max(INDENT, label.sizeHint().width() + 4))
        row.addWidget(label)
        row.addWidget(words(citation.origin, self._appearance, self._parent, bold=True))
        row.addSpacing(8 - INSET)
        row.addWidget(date)
        row.addStretch(1)
        if citation.state is not None:
            row.addWidget(StateSign(citation.state, self._appearance, self._parent))
        return row

    def _passage(self, passage: Passage, at: int, differences: Differences) -> Prose:
        prose = Prose(
            passage.words.translate(UNSEEN), self._appearance, self._parent, line="quote", serif=True, indent=INDENT
        )
        prose.mark(dotted=dotted_in(passage, at, differences.left), rule=self._act)
        return prose

    def _indented(self, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.addWidget(widget)
        return row

    def _links(self, quote: Quoted) -> FlowLayout:
        flow = FlowLayout(gap=16, line_gap=0)
        flow.setContentsMargins(INDENT, 0, 0, 0)
        several = len(quote.passages) > 1
        for number, passage in enumerate(quote.passages, start=1):
            text = _tr("Show passage {n}").format(n=number) if several else _tr("Show in article")
            link = Link(text, self._appearance, self._parent, size="label")
            link.setAccessibleName(f"{text}: {quote.citation.article.publisher}")
            link.clicked.connect(partial(self._show, passage))
            flow.addWidget(link)
        if quote.citation.article.url:
            link = Link(_tr("Open at the publisher"), self._appearance, self._parent, size="label")
            link.setAccessibleName(f"{link.text()}: {quote.citation.article.publisher}")
            link.setToolTip(quote.citation.article.url)
            link.clicked.connect(partial(self._open, quote.citation.article))
            flow.addWidget(link)
        return flow

    def _show(self, passage: Passage, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.request_passage(passage)

    def _open(self, article: Article, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        self._session.address_requested.emit(article.url)


def _independent(number: int) -> str:
    return _tr("1 independent") if number == 1 else _tr("{n} independent").format(n=number)


class StateSign(QWidget):
    """An anchor's state: its sign drawn, and its word."""

    def __init__(self, state: AnchorState, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._appearance = state, appearance
        self.setFont(appearance.theme.text_font("small"))
        self.setAccessibleName(_tr("Anchor: {state}").format(state=named(state)))
        self.setToolTip(self.accessibleName())
        width = self.fontMetrics().horizontalAdvance(named(state)) + 18
        self.setFixedSize(QSize(width, appearance.theme.line_height("label", appearance.theme.text_font("label"))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign and word, in the colour of a warning unless the anchor is exact."""
        theme = self._appearance.theme
        colour: QColor = theme["ink-2"] if self._state is AnchorState.EXACT else theme["warn"]
        painter = QPainter(self)
        paint_icon(painter, QRectF(0, (self.height() - 12) / 2, 12, 12), _ICONS[self._state], colour)
        painter.setPen(colour)
        painter.setFont(self.font())
        painter.drawText(self.rect().adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, named(self._state))
        painter.end()
