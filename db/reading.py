"""Read an article's text with every passage in it, as the article panel shows it."""

import re
from collections import defaultdict

from sqlalchemy import Connection, Select, select

from db import library, models, queries
from db.driver import driver
from db.models import Anchor, Citation, Passage
from db.records import Article, Block, EntryHead, ReaderPassage, ReaderText
from db.user_models import Original
from db.vocabularies import TextKind

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def reader_text(connection: Connection, slug: str, kind: TextKind) -> ReaderText | None:
    """Return the digest or the attached original of an article; None for no such article or no original."""
    known = {article.slug: (number, article) for number, article in library.articles(driver(connection)).items()}
    if slug not in known:
        return None
    number, article = known[slug]
    return _digest(connection, number, article) if kind is TextKind.DIGEST else _original(connection, number, article)


def _digest(connection: Connection, number: int, article: Article) -> ReaderText:
    text = connection.scalar(select(models.Article.digest).where(models.Article.number == number)) or ""
    table = models.Block
    blocks = connection.execute(
        select(table.start, table.end, table.heading).where(table.article_number == number).order_by(table.number)
    )
    ranges = select(Passage.start, Passage.end, Citation.entry_row).join(
        Citation, Citation.number == Passage.citation_number
    )
    return ReaderText(
        article,
        TextKind.DIGEST,
        text,
        tuple(Block(start, end, bool(heading)) for start, end, heading in blocks),
        _passages(connection, ranges.where(Citation.article_number == number)),
    )


def _original(connection: Connection, number: int, article: Article) -> ReaderText | None:
    kept = connection.execute(select(Original.text, Original.encoding).where(Original.slug == article.slug)).first()
    if kept is None:
        return None
    text, encoding = kept
    ranges = (
        select(Anchor.start, Anchor.end, Citation.entry_row)
        .join(Citation, Citation.number == Anchor.citation_number)
        .where(Anchor.start.is_not(None))
    )
    return ReaderText(
        article,
        TextKind.ORIGINAL,
        text,
        tuple(Block(line.start(), line.end(), heading=False) for line in _LINE.finditer(text)),
        _passages(connection, ranges.where(Citation.article_number == number)),
        encoding,
    )


def _passages(
    connection: Connection, ranges: Select[int | None, int | None, int] | Select[int, int, int]
) -> tuple[ReaderPassage, ...]:
    supported: dict[tuple[int, int], list[int]] = defaultdict(list)
    for start, end, row in connection.execute(ranges):
        if start is not None and end is not None:
            supported[start, end].append(row)
    heads = queries.heads(connection, {row for rows in supported.values() for row in rows})
    return tuple(ReaderPassage(start, end, _supported(heads, rows)) for (start, end), rows in sorted(supported.items()))


def _supported(heads: dict[int, EntryHead], rows: list[int]) -> tuple[EntryHead, ...]:
    return tuple(heads[row] for row in sorted(set(rows)))
