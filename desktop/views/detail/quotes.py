"""What of a citation is quoted, how it differs from others, and what must be said of it. No widgets."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from db.dates import parse
from db.records import Citation, Origin, Passage
from db.vocabularies import AnchorState, Basis, TextKind
from desktop.views.detail.differences import NONE, Differences, Range, differing_words
from desktop.widgets.units import Units
from desktop.wording import date_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


class Quoted(Struct, frozen=True):
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


def compare(shown: Sequence[Quoted], base: int = 0) -> list[Differences]:
    """Compare each source's words with those of one, the ``base``; of the base's, tell what all of the others lack.

    Only passages of the same kind of text are compared: a digest's words are not the outlet's.
    """
    if len(shown) < 2:
        return [NONE for _ in shown]
    first = shown[base]
    pairs = [differing_words(first.text, quote.text) if quote.kind is first.kind else NONE for quote in shown]
    found = [Differences(pair.right, pair.left, pair.places) for pair in pairs]
    found[base] = _own_of_base(shown, pairs, base)
    return found


def _own_of_base(shown: Sequence[Quoted], pairs: Sequence[Differences], base: int) -> Differences:
    words = shown[base].text.split()
    others = [
        pair
        for at, pair in enumerate(pairs)
        # What cannot be compared says nothing; what is the same leaves the base no words of its own.
        if at != base and (pair != NONE or (shown[at].kind is shown[base].kind and shown[at].text.split() == words))
    ]
    if not others:
        return NONE
    own = others[0].left
    for pair in others[1:]:
        own = tuple(_in_both(own, pair.left))
    return Differences(own, others[0].right, others[0].places)


def _in_both(one: Sequence[Range], other: Sequence[Range]) -> Iterator[Range]:
    for start, end in one:
        for first, last in other:
            if max(start, first) < min(end, last):
                yield max(start, first), min(end, last)


def dotted_in(passage: Passage, at: int, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Return what of ``ranges`` lies in a passage that begins at ``at`` of all words quoted, in UTF-16 units of it."""
    units, length = Units.of(passage.words), len(passage.words)
    return tuple(
        (units.units(max(start - at, 0)), units.units(min(end - at, length)))
        for start, end in ranges
        if start - at < length and end > at
    )


def how_they_differ(shown: list[Quoted], found: list[Differences]) -> str:
    """Return in how many places the wordings differ; empty where that cannot be told or is our own doing."""
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


def notes_of(quote: Quoted) -> list[str]:
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


def published_words(citation: Citation) -> str:
    """Return the publication date, marked where it is inferred, and the outlet where the words are another's."""
    article = citation.article
    day = parse(article.published).first_day
    said = date_words().day(day) if day else article.published
    if article.published_basis is Basis.INFERRED:
        said = _tr("{date}, inferred").format(date=said)
    if citation.origin == article.publisher:
        return said
    return _tr("{date}, in {publisher}").format(date=said, publisher=article.publisher)


def origins_of(citations: Sequence[Citation]) -> tuple[Origin, ...]:
    """Return whose copy the citations are, each with the outlets that carry it, in order of the first."""
    outlets: dict[str, list[str]] = {}
    for citation in citations:
        carriers = outlets.setdefault(citation.origin, [])
        carriers += [citation.article.publisher] if citation.article.publisher not in carriers else []
    return tuple(Origin(name, tuple(carriers)) for name, carriers in outlets.items())
