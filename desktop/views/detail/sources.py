"""The sources of an entry: each citation's outlet, anchor state and passages, and where the wordings differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.dates import parse
from db.records import AnchorState, Article, Basis, Citation, Entry, Passage, TextKind
from desktop.icons import paint_icon
from desktop.session import Session
from desktop.theme import Appearance
from desktop.views.detail.dates import Disclosure
from desktop.views.detail.differences import NONE, Differences, differing_words
from desktop.vocabulary import named
from desktop.widgets.explained import article_explained
from desktop.widgets.flow import FlowLayout
from desktop.widgets.link import INSET, Link
from desktop.widgets.mark import entry_colour
from desktop.widgets.prose import Prose
from desktop.widgets.units import Units
from desktop.widgets.words import ElidedWords, words
from desktop.wording import date_words

INDENT = 14
_ICONS = {
    AnchorState.EXACT: "check",
    AnchorState.SHIFTED: "shifted",
    AnchorState.ALTERED: "altered",
    AnchorState.LOST: "lost",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is shown of a citation: passages of one text, in their order, and their words joined by blanks."""

    citation: Citation
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """Return the words of all passages."""
        return " ".join(passage.words for passage in self.passages)

    @property
    def kind(self) -> TextKind | None:
        """Return which text the passages are of; None where there are none."""
        return self.passages[0].text if self.passages else None


def quoted(citation: Citation) -> Quoted:
    """Choose the original's passages where any resolves, else the digest's."""
    found = tuple(passage for passage in citation.original if passage.words)
    return Quoted(citation, found or citation.digest)


def compare(shown: Sequence[Quoted]) -> list[Differences]:
    """Compare each source's words with the first one's, and the first one's with the second's.

    Only passages of the same kind of text are compared: a digest's words are not the outlet's.
    """
    if len(shown) < 2:
        return [NONE for _ in shown]
    first = shown[0]
    pairs = [differing_words(first.text, q.text) if q.kind is first.kind else NONE for q in shown[1:]]
    return [pairs[0], *(Differences(pair.right, pair.left, pair.places) for pair in pairs)]


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
        row.addWidget(
            words(_independent(entry.head.sources), self._appearance, self._parent, size="small", role="second")
        )
        row.addStretch(1)
        if said := _how_they_differ(shown, found):
            row.addWidget(ElidedWords(said, self._appearance, self._parent, size="small", role="second"))
        return row

    def _add(self, number: int, quote: Quoted, differences: Differences) -> None:
        article = quote.citation.article
        date = self._date(quote.citation)
        self.addLayout(self._title(number, quote.citation, date))
        headline = ElidedWords(article.headline, self._appearance, self._parent, size="label", role="second")
        self.addLayout(self._indented(headline))
        ink = self._appearance.theme["ink"]
        explained = partial(article_explained, article)
        self.addLayout(self._indented(Disclosure(explained, ink, date, self._appearance, self._parent)))
        at = 0
        for passage in quote.passages:
            if at:
                self.addSpacing(4)
            self.addWidget(self._passage(passage, at, differences))
            at += len(passage.words) + 1
        for note in _notes(quote):
            self.addWidget(
                Prose(note, self._appearance, self._parent, size="label", colour="ink-2", indent=INDENT),
            )
        self.addLayout(self._links(quote))

    def _date(self, citation: Citation) -> Link:
        """Return the day of publication as a link to how it is known."""
        said = _published(citation)
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
        prose = Prose(passage.words, self._appearance, self._parent, line="quote", serif=True, indent=INDENT)
        units = Units.of(passage.words)
        inside = [
            (units.units(max(start - at, 0)), units.units(min(end - at, len(passage.words))))
            for start, end in differences.left
            if start - at < len(passage.words) and end > at
        ]
        prose.mark(dotted=tuple(inside), rule=self._act)
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


def _published(citation: Citation) -> str:
    """Return the publication date, marked where it is inferred, and the outlet where the words are another's."""
    article = citation.article
    day = parse(article.published).first_day
    said = date_words().day(day) if day else article.published
    if article.published_basis is Basis.INFERRED:
        said = _tr("{date}, inferred").format(date=said)
    if citation.origin == article.publisher:
        return said
    return _tr("{date}, in {publisher}").format(date=said, publisher=article.publisher)


def _how_they_differ(shown: list[Quoted], found: list[Differences]) -> str:
    if len(shown) < 2 or shown[0].kind is not shown[1].kind:
        return ""
    digest, places = shown[0].kind is TextKind.DIGEST, found[0].places
    if len(shown) > 2 or not places:
        same = not any(pair.places for pair in found) and len({_folded(quote.text) for quote in shown}) == 1
        return "" if same or digest else _tr("wordings differ")
    if places == 1:
        return _tr("digests differ in 1 place") if digest else _tr("wordings differ in 1 place")
    text = _tr("digests differ in {n} places") if digest else _tr("wordings differ in {n} places")
    return text.format(n=places)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _notes(quote: Quoted) -> list[str]:
    """Return what must be said of a citation beside its words: changed words, lost passages, named differences."""
    notes = [_altered(p) for p in quote.citation.original if p.state is AnchorState.ALTERED and p.changed]
    lost = sum(p.state is AnchorState.LOST for p in quote.citation.original)
    if lost:
        notes.append(_tr("The attached original no longer holds these words; the digest's are shown."))
    notes.extend(_tr("Differs: {how}").format(how=how) for how in quote.citation.differences)
    return notes


def _altered(passage: Passage) -> str:
    ranges = [f"{first} – {last}" if first != last else str(first) for first, last in passage.changed]
    return _tr("Altered about words {ranges}").format(ranges=", ".join(ranges))


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
