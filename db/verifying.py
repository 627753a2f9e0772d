"""Find the anchors that are to be told of when a library is checked."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.models import Anchor, Article, Citation, Entry
from db.records import AnchorState


@dataclass(frozen=True, slots=True)
class Doubt:
    """An anchor that is not exact: the entry, the article in whose original it lies, and which passage, from 1.

    ``changed`` tells about which words of an altered passage: inclusive ranges from 1.
    """

    entry: str
    article: str
    passage: int
    state: AnchorState
    changed: tuple[tuple[int, int], ...] = ()


def doubts(connection: Connection) -> list[Doubt]:
    """Return every anchor that is not exact, by article, in the chronology's order."""
    query = (
        select(Entry.id, Article.slug, Anchor.number, Anchor.state, Anchor.changed)
        .join(Citation, Citation.number == Anchor.citation_number)
        .join(Entry, Entry.row == Citation.entry_row)
        .join(Article, Article.number == Citation.article_number)
        .where(Anchor.state != AnchorState.EXACT)
        .order_by(Article.number, Entry.row, Anchor.number)
    )
    return [
        Doubt(entry, article, number + 1, state, tuple((first, last) for first, last in json.loads(changed)))
        for entry, article, number, state, changed in connection.execute(query)
    ]
