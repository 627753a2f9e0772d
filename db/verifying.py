"""Find the anchors that are to be told of when a library is checked."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from db.anchors import Resolution
from db.attaching import reasons
from db.models import Anchor, Article, Citation, Entry, Passage
from db.records import Doubt
from db.vocabularies import AnchorState, TextKind

_Before = aliased(Passage)
_NEAREST = (
    select(func.max(_Before.number))
    .where(_Before.citation_number == Anchor.citation_number, _Before.number <= Anchor.number)
    .scalar_subquery()
)
"""The number of the digest's passage beside an anchor: digest and original may not have as many."""


def doubts(connection: Connection) -> list[Doubt]:
    """Return every anchor that is not exact, by article, in the chronology's order.

    Why it is not is worked out from the originals, which takes milliseconds for one of an article's length.
    """
    query = (
        select(
            Entry.id,
            Entry.row,
            Entry.title,
            Article.slug,
            Anchor.citation_number,
            Anchor.number,
            Anchor.state,
            Anchor.changed,
            Anchor.start,
            Anchor.end,
            Passage.start,
            Passage.end,
        )
        .join(Citation, Citation.number == Anchor.citation_number)
        .join(Entry, Entry.row == Citation.entry_row)
        .join(Article, Article.number == Citation.article_number)
        .outerjoin(Passage, (Passage.citation_number == Anchor.citation_number) & (Passage.number == _NEAREST))
        .where(Anchor.state != AnchorState.EXACT)
        .order_by(Article.number, Entry.row, Anchor.number)
    )
    rows = connection.execute(query).all()
    resolved = {slug: reasons(connection, slug) for slug in dict.fromkeys(row.slug for row in rows)}
    return [_doubt(row, resolved[row.slug]) for row in rows]


def _doubt(row: Sequence[Any], resolved: Mapping[tuple[int, int], Resolution]) -> Doubt:
    entry, number, title, article, citation, passage, state, changed, *places = row
    original, digest = places[:2], places[2:]
    lost = state is AnchorState.LOST
    start, end = digest if lost else original
    ranges = tuple((first, last) for first, last in json.loads(changed))
    text = TextKind.DIGEST if lost else TextKind.ORIGINAL
    again = resolved.get((citation, passage))
    # What is kept counts: a reason for another state would not be one for this.
    reason = again.reason if again is not None and again.state is state else None
    return Doubt(entry, number, title, article, passage + 1, state, ranges, text, start, end, reason)
