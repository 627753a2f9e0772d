"""Find the users' words in whole texts of articles, where they may stand outside of every passage."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from db.driver import driver
from db.matching import Excerpt, FoundText, Haystack, Needle, all_spans, best_excerpt, needles
from db.models import Article
from db.search import match_expression
from db.user_models import Original
from db.vocabularies import TextKind

LISTED = 3
"""So many texts stand below the entries that were found."""
LONGEST = 2_000_000
"""Letters of a text in which a place is looked for; no article is as long."""
_FOUND = "SELECT rowid FROM article_search WHERE article_search MATCH ? ORDER BY bm25(article_search) LIMIT ?"


def found_texts(connection: Connection, typed: str, most: int = LISTED) -> tuple[FoundText, ...]:
    """Return the articles whose headline, digest or attached original holds all words, those that fit best first."""
    wanted, expression = needles(typed), match_expression(typed)
    if not expression:
        return ()
    numbers = [number for (number,) in driver(connection).execute(_FOUND, (expression, most))]
    query = (
        select(Article.number, Article.slug, Article.label, Article.headline, Article.digest, Original.text)
        .outerjoin(Original, Original.slug == Article.slug)
        .where(Article.number.in_(numbers))
    )
    rows = {row.number: row for row in connection.execute(query)}
    return tuple(_found(*rows[number][1:], wanted) for number in numbers)


def _found(
    slug: str, label: str, headline: str, digest: str, original: str | None, wanted: Sequence[Needle]
) -> FoundText:
    """Tell in which text of an article the words stand, our digest first, and where."""
    title = f"{label}: {headline}"
    texts = {TextKind.DIGEST: digest, TextKind.ORIGINAL: (original or "")[:LONGEST]}
    held = {kind: _held(text, wanted) for kind, text in texts.items()}
    kind = max(held, key=lambda each: (held[each], each is TextKind.DIGEST))
    if not held[kind]:
        return FoundText(slug, TextKind.DIGEST, Excerpt(title), Excerpt())
    spans = all_spans(Haystack.of(texts[kind]), wanted)
    return FoundText(slug, kind, Excerpt(title), best_excerpt((texts[kind],), wanted), spans[0])


def _held(text: str, wanted: Sequence[Needle]) -> int:
    haystack = Haystack.of(text)
    return sum(1 for needle in wanted if haystack.spans(needle))
