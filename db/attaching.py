"""Attach the publishers' originals: recognise the article, keep its text, and resolve its anchors.

Detaching undoes all of that. Everything happens in the caller's transaction. The texts are the user's; anchors are
derived, and computed again whenever a dataset is loaded.
"""

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from db.anchors import Locator as LocatorValue
from db.anchors import Resolution, parse_locator, recognise, resolve, take_words
from db.folding import fold
from db.models import Anchor, Article, Citation, Locator, Passage
from db.readings import Counts, Offer, OriginalText, standing
from db.records import AttachReport
from db.rows import insert_statement
from db.user_models import Original
from db.vocabularies import AnchorState
from db.words import Words

MayReplace = Callable[[str, Counts, Counts], bool]
"""Tells of an article, by its slug, whether a version may replace another, by how the anchors of both stand."""

_Placed = tuple[int, int, LocatorValue]
"""A citation's number, the number of one of its passages, and the locator of that."""


def look(
    connection: Connection, file: str, readings: Sequence[OriginalText], go_on: Callable[[], None] | None = None
) -> Offer:
    """Recognise what came under the name ``file``, and tell how the anchors stand in it; nothing is kept.

    Of several readings the one counts in which most passages stand, the first of equal ones. ``go_on`` is called while
    it lasts, and may raise to end it.
    """
    for reading in readings:
        already = connection.scalar(select(Original.slug).where(Original.text == reading.text))
        if already is not None:
            return Offer(file, reading, already, _counts(connection, already), unchanged=True)
    best = _best(connection, readings, go_on)
    if best is None:
        return Offer(file, readings[0])
    there = connection.scalar(select(Original.file).where(Original.slug == best.slug))
    if there is None:
        return Offer(file, best.reading, best.slug, best.counts)
    return Offer(file, best.reading, best.slug, best.counts, there=there, other=_counts(connection, best.slug))


def keep(connection: Connection, offer: Offer, may_replace: MayReplace) -> AttachReport:
    """Attach what was recognised; what is no article's, or is there already, changes nothing.

    Where another version of the article is attached, ``may_replace`` is asked.
    """
    if offer.slug is None or offer.reading is None:
        return offer.report
    told = replace(offer.report, unchanged=False)
    there = connection.execute(select(Original.file, Original.text).where(Original.slug == offer.slug)).one_or_none()
    if there is not None and there.text == offer.reading.text:
        return replace(told, unchanged=True)
    other = {} if there is None else _counts(connection, offer.slug)
    if there is not None and not may_replace(offer.slug, offer.counts, other):
        return replace(told, kept=there.file, other=other)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    text, encoding, file = offer.reading.text, offer.reading.encoding, Path(offer.file).name
    connection.execute(delete(Original).where(Original.slug == offer.slug))
    row = {"slug": offer.slug, "text": text, "file": file, "attached": moment, "encoding": encoding}
    connection.execute(insert(Original).values(row))
    _resolve(connection, offer.slug, text, take_words(text))
    return replace(told, replaced="" if there is None else there.file, other=other)


def detach(connection: Connection, slug: str) -> bool:
    """Remove an article's original, its anchors, and its words from the search; return whether there was one.

    The search tables are merged, since they keep what was deleted until then. With ``secure_delete`` on, SQLite
    overwrites what is freed: no word of the text is left in the file.
    """
    removed = connection.execute(delete(Original).where(Original.slug == slug)).rowcount > 0
    article = connection.scalar(select(Article.number).where(Article.slug == slug))
    if article is not None:
        cited = select(Citation.number).where(Citation.article_number == article)
        connection.execute(delete(Anchor).where(Anchor.citation_number.in_(cited)))
        connection.exec_driver_sql("UPDATE article_search SET original = '' WHERE rowid = ?", (article,))
        _index_passages(connection, _citing(connection, article))
    for table in ("article_search", "entry_search"):
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
    return removed


def resolve_all(connection: Connection) -> None:
    """Resolve the anchors of every original that is attached and whose article is in the dataset."""
    known = select(Original.slug, Original.text).join(Article, Article.slug == Original.slug)
    for slug, text in connection.execute(known).all():
        _resolve(connection, slug, text, take_words(text))


def reasons(connection: Connection, slug: str) -> dict[tuple[int, int], Resolution]:
    """Resolve the anchors of an attached original once more, by citation and number: why they stand as they do.

    Nothing is kept; empty where no original of the article is attached.
    """
    text = connection.scalar(select(Original.text).where(Original.slug == slug))
    article = connection.scalar(select(Article.number).where(Article.slug == slug))
    if text is None or article is None:
        return {}
    placed = _placed(connection, article)
    found = resolve(take_words(text), [locator for _, _, locator in placed])
    return {(citation, number): each for (citation, number, _), each in zip(placed, found, strict=True)}


def _best(
    connection: Connection, readings: Sequence[OriginalText], go_on: Callable[[], None] | None
) -> "_Recognised | None":
    """Return the reading in which most passages of an article stand; None where none is one's."""
    known = candidates(connection)
    best: _Recognised | None = None
    for reading in readings:
        words = take_words(reading.text)
        slug = recognise(words, known, go_on)
        if slug is None:
            continue
        states = Counter(each.state for each in resolve(words, known[slug]))
        found = _Recognised(slug, reading, {state: states[state] for state in AnchorState})
        if best is None or standing(found.counts) > standing(best.counts):
            best = found
        if states[AnchorState.EXACT] == states.total():
            break
    return best


class _Recognised(NamedTuple):
    """The article that a reading is, and how that one's anchors stand in it."""

    slug: str
    reading: OriginalText
    counts: Counts


def candidates(connection: Connection) -> Mapping[str, list[LocatorValue]]:
    """Return the locators of every article of the dataset, by its slug."""
    query = (
        select(Article.slug, Locator.fields)
        .join(Citation, Citation.article_number == Article.number)
        .join(Locator, Locator.citation_number == Citation.number)
    )
    known: dict[str, list[LocatorValue]] = defaultdict(list)
    for slug, fields in connection.execute(query):
        known[slug].append(_locator(fields))
    return known


def _resolve(connection: Connection, slug: str, text: str, words: Words) -> None:
    """Resolve an article's anchors anew, and make what they cite searchable."""
    article = connection.scalars(select(Article.number).where(Article.slug == slug)).one()
    placed = _placed(connection, article)
    cited = select(Citation.number).where(Citation.article_number == article)
    connection.execute(delete(Anchor).where(Anchor.citation_number.in_(cited)))
    found = resolve(words, [locator for _, _, locator in placed])
    rows = [
        (citation, number, each.state, each.start, each.end, json.dumps(each.changed))
        for (citation, number, _), each in zip(placed, found, strict=True)
    ]
    if rows:
        connection.exec_driver_sql(insert_statement(Anchor), rows)
    connection.exec_driver_sql("UPDATE article_search SET original = ? WHERE rowid = ?", (fold(text), article))
    _index_passages(connection, _citing(connection, article))


def _citing(connection: Connection, article: int) -> Sequence[int]:
    """Return the rows of the entries that cite an article."""
    return connection.scalars(select(Citation.entry_row).where(Citation.article_number == article)).all()


def _placed(connection: Connection, article: int) -> list[_Placed]:
    query = (
        select(Locator.citation_number, Locator.number, Locator.fields)
        .join(Citation, Citation.number == Locator.citation_number)
        .where(Citation.article_number == article)
        .order_by(Locator.citation_number, Locator.number)
    )
    return [(citation, number, _locator(fields)) for citation, number, fields in connection.execute(query)]


def _locator(fields: str) -> LocatorValue:
    return parse_locator(tomllib.loads(f"locator = {fields}")["locator"])


def _counts(connection: Connection, slug: str) -> dict[AnchorState, int]:
    query = (
        select(Anchor.state, func.count())
        .join(Citation, Citation.number == Anchor.citation_number)
        .join(Article, Article.number == Citation.article_number)
        .where(Article.slug == slug)
        .group_by(Anchor.state)
    )
    counts = dict.fromkeys(AnchorState, 0)
    for state, count in connection.execute(query):
        counts[state] = count
    return counts


def _index_passages(connection: Connection, entries: Iterable[int]) -> None:
    """Write to the search table all that these entries cite, in digests and in originals."""
    for row in entries:
        cited = [words for query in _CITED for words in connection.scalars(query, {"row": row})]
        connection.exec_driver_sql(
            "UPDATE entry_search SET passages = ? WHERE rowid = ?", (fold("\n".join(cited)), row)
        )


_CITED = (
    select(func.substr(Article.digest, Passage.start + 1, Passage.end - Passage.start))
    .join(Citation, Citation.article_number == Article.number)
    .join(Passage, Passage.citation_number == Citation.number)
    .where(Citation.entry_row == bindparam("row"))
    .order_by(Citation.number, Passage.number),
    select(func.substr(Original.text, Anchor.start + 1, Anchor.end - Anchor.start))
    .join(Article, Article.slug == Original.slug)
    .join(Citation, Citation.article_number == Article.number)
    .join(Anchor, Anchor.citation_number == Citation.number)
    .where(Citation.entry_row == bindparam("row"), Anchor.start.is_not(None))
    .order_by(Citation.number, Anchor.number),
)
"""The words that an entry cites, of digests and of originals."""
