"""Read the cells of a row a passage."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, exists, literal, select, type_coerce

from db.export.columns import CITATION_COLUMNS, Page
from db.export.reading import ByRows, Days, Query, first_day, last_day, text_or_empty, tuples
from db.models import Anchor, Article, Citation, Entry, Passage
from db.user_models import Original
from db.vocabularies import TextKind

_SHARED = {
    "id": Entry.id,
    "kind": type_coerce(Entry.kind, Text),
    "type": type_coerce(Entry.type, Text),
    "title": Entry.title,
    "date": text_or_empty(Entry.date),
    "earliest": first_day(Entry.earliest),
    "latest": last_day(Entry.latest),
    "article": Article.slug,
    "publisher": Article.publisher,
    "headline": Article.headline,
    "published": Article.published,
    "url": Article.url,
}
"""The columns that passages of digests and of originals have alike."""


def _cited(kind: TextKind, passage: type[Anchor | Passage], state: ColumnElement[str]) -> Query:
    return (
        select(
            *(column.label(name) for name, column in _SHARED.items()),
            literal(str(kind)).label("text"),
            state.label("anchor"),
            passage.start.label("start"),
            passage.end.label("end"),
            Entry.row.label("row"),
            Citation.number.label("citation"),
            passage.number.label("number"),
        )
        .select_from(Citation)
        .join(Entry, Entry.row == Citation.entry_row)
        .join(Article, Article.number == Citation.article_number)
        .join(passage, passage.citation_number == Citation.number)
    )


_ATTACHED = exists().where(Anchor.citation_number == Citation.number)
_OF_ORIGINALS = ByRows(_cited(TextKind.ORIGINAL, Anchor, type_coerce(Anchor.state, Text)), Citation.entry_row)
_OF_DIGESTS = ByRows(_cited(TextKind.DIGEST, Passage, literal("")).where(~_ATTACHED), Citation.entry_row)


_ORDER = itemgetter(-3, -2, -1)
"""By entry, citation and passage."""


class CitationTable:
    """A row a passage: of the original where it is attached, else of the digest."""

    columns = CITATION_COLUMNS

    def __init__(self, *, quotations: bool) -> None:
        """Give the originals' words only where ``quotations`` are asked for."""
        self._quotations = quotations
        self._days = Days()
        self._texts: dict[tuple[str, str], str] = {}

    def page(self, connection: Connection, rows: Sequence[int]) -> Page:
        """Return the cells of these entries' passages, given by ascending rows, column by column."""
        found = _OF_ORIGINALS.tuples(connection, rows) + _OF_DIGESTS.tuples(connection, rows)
        if not found:
            return [[] for _ in self.columns]
        found.sort(key=_ORDER)
        names = (*_SHARED, "text", "anchor", "start", "end")
        cells: dict[str, Sequence[Any]] = dict(zip(names, zip(*found, strict=True), strict=False))
        cells["passage"] = self._words(connection, cells)
        for name in ("earliest", "latest"):
            cells[name] = [self._days[day] for day in cells[name]]
        for name in ("start", "end"):
            cells[name] = ["" if point is None else str(point) for point in cells[name]]
        return [cells[column.name] for column in self.columns]

    def _words(self, connection: Connection, cells: dict[str, Sequence[Any]]) -> list[str]:
        """Return the passages' words; where they may be told, none elsewhere."""
        told = [text == TextKind.DIGEST or self._quotations for text in cells["text"]]
        places = list(zip(cells["text"], cells["article"], strict=True))
        self._hold(connection, {place for place, tell in zip(places, told, strict=True) if tell})
        ranges = zip(told, places, cells["start"], cells["end"], strict=True)
        return [
            self._texts[place][start:end] if tell and start is not None else "" for tell, place, start, end in ranges
        ]

    def _hold(self, connection: Connection, places: set[tuple[str, str]]) -> None:
        """Hold the texts of this page's passages, and let all others go."""
        self._texts = {place: text for place, text in self._texts.items() if place in places}
        missing = places - self._texts.keys()
        digests = [slug for kind, slug in missing if kind == TextKind.DIGEST]
        originals = [slug for kind, slug in missing if kind == TextKind.ORIGINAL]
        for kind, slugs, query in (
            (TextKind.DIGEST, digests, select(Article.slug, Article.digest).where(Article.slug.in_(digests))),
            (TextKind.ORIGINAL, originals, select(Original.slug, Original.text).where(Original.slug.in_(originals))),
        ):
            found = tuples(connection, query) if slugs else []
            self._texts |= {(str(kind), slug): text for slug, text in found}
