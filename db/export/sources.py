"""The articles behind what is exported, and the entries' citations of them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from db.dates import Date, parse
from db.export.reading import ByRows, tuples
from db.models import Article, Citation


class Source(Struct, frozen=True):
    """An article as lists of sources name it. ``published`` is EDTF."""

    slug: str
    publisher: str
    headline: str
    published: str
    published_note: str
    agency: str
    byline: str
    url: str
    language: str

    @property
    def date(self) -> Date:
        """Return when it was published."""
        return parse(self.published)


_COLUMNS = (
    Article.number,
    Article.slug,
    Article.publisher,
    Article.headline,
    Article.published,
    Article.published_note,
    Article.agency,
    Article.byline,
    Article.url,
    Article.language,
)
_CITED = ByRows(select(Citation.article_number).distinct(), Citation.entry_row)


def sources(connection: Connection) -> dict[str, Source]:
    """Return every article by slug, in the order of publication; articles are few."""
    found = tuples(connection, select(*_COLUMNS).order_by(Article.number))
    return {slug: Source(slug, *rest) for _, slug, *rest in found}


def cited(connection: Connection, rows: Sequence[int]) -> Iterator[int]:
    """Yield the numbers, which are places in the order of publication, of the articles that entries cite."""
    return (number for (number,) in _CITED.tuples(connection, rows))
