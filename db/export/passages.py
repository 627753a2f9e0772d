"""Read the cited passages with the words around them, for selectors that find them again."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Text, literal, select, type_coerce

from db.export.reading import ByRows, tuples
from db.models import Anchor, Article, Citation, Entry, Passage
from db.user_models import Original
from db.vocabularies import TextKind

CONTEXT = 32
"""Letters before and after a passage that tell it from another of the same words."""


class CitedPassage(Struct, frozen=True):
    """A passage and whose it is. ``start`` and ``end`` are half-open code points of its text, None where it is lost."""

    row: int
    entry: str
    title: str
    article: str
    headline: str
    publisher: str
    published: str
    url: str
    text: str
    anchor: str
    start: int | None
    end: int | None
    number: int
    words: str = ""
    before: str = ""
    after: str = ""


def _cited(kind: TextKind, passage: type[Anchor | Passage]) -> ByRows:
    state = type_coerce(Anchor.state, Text) if passage is Anchor else literal("")
    query = (
        select(
            Entry.row,
            Entry.id,
            Entry.title,
            Article.slug,
            Article.headline,
            Article.publisher,
            Article.published,
            Article.url,
            literal(str(kind)),
            state,
            passage.start,
            passage.end,
            passage.number,
        )
        .select_from(Citation)
        .join(Entry, Entry.row == Citation.entry_row)
        .join(Article, Article.number == Citation.article_number)
        .join(passage, passage.citation_number == Citation.number)
        .order_by(Entry.row, Article.number, passage.number)
    )
    return ByRows(query, Citation.entry_row)


_OF_DIGESTS = _cited(TextKind.DIGEST, Passage)
_OF_ORIGINALS = _cited(TextKind.ORIGINAL, Anchor)


class Passages:
    """Reads passages page by page and holds the texts of one page."""

    def __init__(self, *, quotations: bool) -> None:
        """Read those of attached originals only where ``quotations`` are allowed, and of digests elsewhere."""
        self._quotations = quotations
        self._texts: dict[tuple[str, str], str] = {}

    def page(self, connection: Connection, rows: Sequence[int]) -> list[CitedPassage]:
        """Return the passages of these entries, given by ascending rows."""
        originals = _OF_ORIGINALS.tuples(connection, rows) if self._quotations else []
        anchored = {(found[0], found[3]) for found in originals}
        digests = [each for each in _OF_DIGESTS.tuples(connection, rows) if (each[0], each[3]) not in anchored]
        together = sorted(digests + originals, key=_row)
        self._hold(connection, {(found[8], found[3]) for found in together})
        return [self._passage(found) for found in together]

    def _passage(self, found: tuple[Any, ...]) -> CitedPassage:
        start, end = found[10], found[11]
        if start is None or end is None:
            return CitedPassage(*found)
        text = self._texts[found[8], found[3]]
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return replace(CitedPassage(*found), words=text[start:end], before=before, after=after)

    def _hold(self, connection: Connection, places: set[tuple[str, str]]) -> None:
        """Hold the texts of this page's passages, and let all others go."""
        self._texts = {place: text for place, text in self._texts.items() if place in places}
        columns = {TextKind.DIGEST: (Article.slug, Article.digest), TextKind.ORIGINAL: (Original.slug, Original.text)}
        for kind, (slug, text) in columns.items():
            missing = [name for of, name in places - self._texts.keys() if of == kind]
            for name, words in tuples(connection, select(slug, text).where(slug.in_(missing))) if missing else []:
                self._texts[str(kind), name] = words


def _row(found: tuple[Any, ...]) -> int:
    row: int = found[0]
    return row
