"""Find entries by the user's words; a query cannot be wrong.

The words are quoted, never passed as FTS5's own syntax: they are joined by *and*, what stands in double
quotes is a phrase, and the last word also finds what begins with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)

from db import models
from db.driver import driver
from db.matching import FoundEntry, Haystack, Needle, OwnText, beginning, best_of, in_full, needles
from db.models import Anchor, Article, Citation, Entry, Participation, Passage
from db.user_models import Note, Original, Tag

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

LISTED = 20
"""So many entries stand in the list of what was found."""

COMPLETIONS = 24
"""A beginning that more words than these have is looked up as one."""
_INDEXED = 3
"""Beginnings of words up to so many letters are indexed: see ``prefix`` in :data:`db.schema.SEARCH_TABLES`."""
_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.entry_word USING fts5vocab(main, entry_search, instance)"
"""The words of the index in their order, each as often as it stands somewhere; read one at a time."""

_FOUND = "SELECT rowid FROM entry_search WHERE entry_search MATCH ?"
_RANKED = f"{_FOUND} ORDER BY bm25(entry_search, 10.0, 4.0, 6.0, 1.0, 4.0)"
"""Best first: words in a title weigh most, then those in names, the summary and
the user's own, and passages."""


def match_expression(typed: str) -> str:
    """Return an FTS5 expression for the user's words, or an empty string where there is nothing to look for."""
    return " AND ".join(_expression(needle) for needle in needles(typed))


def _expression(needle: Needle) -> str:
    return f'"{needle.text}"' + ("*" if needle.unfinished else "")


def found(typed: str, rows: tuple[int, int] | None = None) -> ColumnElement[bool]:
    """Return the condition that an entry's text holds the user's words; nothing typed finds nothing.

    Only entries of ``rows``, half-open, are looked at where they are given.
    """
    expression = match_expression(typed)
    if not expression:
        return literal_column("0 = 1")
    row: ColumnElement[int] = literal_column("rowid")
    hits = (
        select(row)
        .select_from(table("entry_search"))
        .where(text("entry_search MATCH :typed").bindparams(bindparam("typed", expression, unique=True)))
    )
    if rows is not None:
        hits = hits.where(row.between(rows[0], rows[1] - 1))
    return Entry.row.in_(hits)


def first_rows(connection: Connection, typed: str, among: Mask | None = None, most: int = LISTED) -> list[int]:
    """Return the first ``most`` rows that hold the user's words, in the chronology's order.

    It looks no further than it must. ``among``, bool[N], tells which rows count; without words all of them do.
    """
    wanted = needles(typed)
    expression = " AND ".join(_completed(connection, needle) or _expression(needle) for needle in wanted)
    return list(islice(_rows(connection, _FOUND, expression, among), most))


def _completed(connection: Connection, needle: Needle) -> str:
    """Ask for the few words that a long beginning may become, each by itself; empty where that would not help.

    Before it answers, FTS5 gathers all entries whose words begin so, unless the beginning is short and indexed.
    """
    if not needle.unfinished or len(needle.text) <= _INDEXED or needle.words != (needle.text,):
        return ""
    cursor = driver(connection).execute(_WORDS)
    found: list[str] = []
    at = needle.text
    while len(found) <= COMPLETIONS:
        row = cursor.execute("SELECT term FROM temp.entry_word WHERE term >= ? LIMIT 1", (at,)).fetchone()
        if row is None or not row[0].startswith(needle.text):
            return "(" + " OR ".join(f'"{word}"' for word in found) + ")" if found else ""
        found.append(row[0])
        at = f"{row[0]}\x01"
    return ""


def ranked_rows(connection: Connection, typed: str, among: Mask | None = None, most: int = LISTED) -> list[int]:
    """Return the best ``most`` rows that hold the user's words, best first; without words the earliest."""
    return list(islice(_rows(connection, _RANKED, match_expression(typed), among), most))


def all_rows(connection: Connection, typed: str, among: Mask | None = None) -> Rows:
    """Return every row that holds the user's words, ascending; int32[M]."""
    return np.fromiter(_rows(connection, _FOUND, match_expression(typed), among), np.int32)


def _rows(connection: Connection, statement: str, expression: str, among: Mask | None) -> Iterator[int]:
    if expression:
        for (row,) in driver(connection).execute(statement, (expression,)):
            if among is None or among[row]:
                yield row
    elif among is not None:
        yield from np.flatnonzero(among).tolist()


def explained(connection: Connection, rows: Sequence[int], typed: str) -> tuple[FoundEntry, ...]:
    """Return some rows, in the given order, each with the piece of its texts that holds the user's words."""
    wanted = needles(typed)
    entries = {
        row: (title, summary)
        for row, title, summary in connection.execute(
            select(Entry.row, Entry.title, Entry.summary).where(Entry.row.in_(rows))
        )
    }
    texts = _texts(connection, rows) if wanted else {}
    return tuple(_explained(row, *entries[row], texts.get(row, _Texts()), wanted) for row in rows if row in entries)


def _explained(row: int, title: str, summary: str, texts: "_Texts", wanted: Sequence[Needle]) -> FoundEntry:
    """Show the passage or the summary that holds the words; names only for words that the title does not show."""
    whole = Haystack.of(title)
    shown_by_title = all(whole.spans(needle) for needle in wanted)
    told: list[tuple[str, OwnText | None]] = [(cited, None) for cited in (*texts.cited, summary)]
    told += [(note, OwnText.NOTE) for note in texts.notes] + [(tags, OwnText.TAG) for tags in texts.tags]
    told += [] if shown_by_title else [(names, None) for names in texts.names]
    place, passage = best_of([each for each, _ in told], wanted)
    whose = told[place][1] if place >= 0 else None
    return FoundEntry(row, in_full(title, wanted), passage if passage.text else beginning(summary), whose)


class _Texts(Struct):
    """The texts beside title and summary by which an entry is found: what it cites, the user's own, and names."""

    cited: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def _texts(connection: Connection, rows: Sequence[int]) -> dict[int, _Texts]:
    texts: dict[int, _Texts] = defaultdict(_Texts)
    for query in (_DIGESTS, _ORIGINALS):
        for row, cited in connection.execute(query, {"rows": list(rows)}):
            texts[row].cited.append(cited)
    for row, note in connection.execute(_NOTES, {"rows": list(rows)}):
        texts[row].notes.append(note)
    for row, tags in connection.execute(_TAGS, {"rows": list(rows)}):
        texts[row].tags.append(tags)
    actors = dict.fromkeys((row, actor) for row, actor in connection.execute(_ACTORS, {"rows": list(rows)}))
    names: dict[int, list[str]] = defaultdict(list)
    for actor, name, _ in connection.execute(_NAMES, {"actors": list({actor for _, actor in actors})}):
        names[actor].append(name)
    for row, actor in actors:
        texts[row].names.append(", ".join(dict.fromkeys(names[actor])))
    return texts


_ACTORS = (
    select(Participation.entry_row, Participation.actor_number)
    .where(Participation.entry_row.in_(bindparam("rows", expanding=True)))
    .order_by(Participation.entry_row, Participation.number)
)
_ACTOR_ASKED = models.Actor.number.in_(bindparam("actors", expanding=True))
_NAMES = union_all(
    select(models.Actor.number, models.Actor.name, literal(-2).label("place")).where(_ACTOR_ASKED),
    select(models.Actor.number, models.Actor.label, literal(-1).label("place")).where(_ACTOR_ASKED),
    select(models.Variant.actor_number, models.Variant.name, models.Variant.number.label("place")).where(
        models.Variant.actor_number.in_(bindparam("actors", expanding=True))
    ),
).order_by(text("place"))
_DIGESTS = (
    select(Citation.entry_row, func.substr(Article.digest, Passage.start + 1, Passage.end - Passage.start))
    .join(Article, Article.number == Citation.article_number)
    .join(Passage, Passage.citation_number == Citation.number)
    .where(Citation.entry_row.in_(bindparam("rows", expanding=True)))
    .order_by(Citation.number, Passage.number)
)
_OWN_OF = Entry.row.in_(bindparam("rows", expanding=True))
_NOTES = select(Entry.row, Note.text).join(Note, Note.entry_id == Entry.id).where(_OWN_OF)
_TAGS = (
    select(Entry.row, func.group_concat(Tag.name, " · "))
    .join(Tag, Tag.entry_id == Entry.id)
    .where(_OWN_OF)
    .group_by(Entry.row)
)
_ORIGINALS = (
    select(Citation.entry_row, func.substr(Original.text, Anchor.start + 1, Anchor.end - Anchor.start))
    .join(Article, Article.number == Citation.article_number)
    .join(Original, Original.slug == Article.slug)
    .join(Anchor, Anchor.citation_number == Citation.number)
    .where(Citation.entry_row.in_(bindparam("rows", expanding=True)), Anchor.start.is_not(None))
    .order_by(Citation.number, Anchor.number)
)
