"""Find entries by the user's words; a query cannot be wrong.

The words are quoted, never passed as FTS5's own syntax: they are joined by *and*, what stands in double
quotes is a phrase, and the last word also finds what begins with it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select, table, text

from db.driver import driver
from db.matching import Excerpt, FoundEntry, Haystack, Needle, OwnText, all_spans, beginning, best_of, needles
from db.models import Entry

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

LISTED = 20
"""So many entries stand in the list of what was found."""

COMPLETIONS = 24
"""A beginning that more words than these have is looked up as one."""
_AT_ONCE = 1 << 14
"""Rows that are looked at together where no words are typed: a list may be full soon."""
_LEAST = 64
"""Rows that are looked at together at first where some count and others do not."""
_INDEXED = 3
"""Beginnings of words up to so many letters are indexed: see ``prefix`` in :data:`db.schema.SEARCH_TABLES`."""
_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.entry_word USING fts5vocab(main, entry_search, instance)"
"""The words of the index in their order, each as often as it stands somewhere; read one at a time."""

_FOUND = "SELECT rowid FROM entry_search WHERE entry_search MATCH ?"
_FROM = f"{_FOUND} AND rowid >= ? LIMIT ?"
_RANKED = f"{_FOUND} ORDER BY bm25(entry_search, 10.0, 4.0, 6.0, 1.0, 4.0)"
"""Best first: words in a title weigh most, then those in names, the summary and
the user's own, and passages."""


def match_expression(typed: str) -> str:
    """Return an FTS5 expression for the user's words, or an empty string where there is nothing to look for."""
    return " AND ".join(_expression(needle) for needle in needles(typed))


def _expression(needle: Needle) -> str:
    first = f'"{needle.text}"' + ("*" if needle.unfinished else "")
    return _any_of((first, *(f'"{word}"' for word in needle.others)))


def _any_of(expressions: Sequence[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"


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


def first_rows(
    connection: Connection,
    typed: str,
    among: Mask | None = None,
    most: int = LISTED,
    completions: "Completions | None" = None,
) -> list[int]:
    """Return the first ``most`` rows that hold the user's words, in the chronology's order.

    It looks no further than it must. ``among``, bool[N], tells which rows count; without words all of them do.
    What is known of ``completions`` is not looked up again.
    """
    known = completions or Completions()
    wanted = needles(typed)
    completed = [known.expression(connection, needle) for needle in wanted]
    expression = " AND ".join(told or _expression(needle) for told, needle in zip(completed, wanted, strict=True))
    # What FTS5 gathers before it answers, it would gather again for every leap.
    gathers = any(needle.unfinished and len(needle.text) > _INDEXED for needle in wanted) and not completed[-1]
    look = _rows(connection, _FOUND, expression, among)
    if expression and among is not None and not gathers:
        look = _leaping(connection, expression, among)
    return list(islice(look, most))


class Completions:
    """The words of one state of a library that begin as the word that is being typed."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._known: tuple[str, tuple[str, ...]] | None = None

    def expression(self, connection: Connection, needle: Needle) -> str:
        """Ask for the few words that a long beginning may become, each by itself; empty where that would not help.

        Before it answers, FTS5 gathers all entries whose words begin so, unless the beginning is short and indexed.
        """
        if not needle.unfinished or len(needle.text) <= _INDEXED or needle.words != (needle.text,):
            return ""
        words = self._completed(connection, needle.text)
        return _any_of([f'"{word}"' for word in (*words, *needle.others)]) if words else ""

    def _completed(self, connection: Connection, beginning: str) -> tuple[str, ...]:
        """Return the words; none where there are too many, or none at all.

        Whoever types on asks for some of those that were found before: to look beyond a word that stands in most
        entries, the index is read past all of them.
        """
        known = self._known
        if known is not None and beginning.startswith(known[0]):
            return tuple(word for word in known[1] if word.startswith(beginning))
        found = _words_from(connection, beginning)
        self._known = None if found is None else (beginning, found)
        return found or ()


def _words_from(connection: Connection, beginning: str) -> tuple[str, ...] | None:
    """Return the words of the index that begin so, in their order; None where there are more than COMPLETIONS."""
    cursor = driver(connection).execute(_WORDS)
    found: list[str] = []
    at = beginning
    while len(found) <= COMPLETIONS:
        row = cursor.execute("SELECT term FROM temp.entry_word WHERE term >= ? LIMIT 1", (at,)).fetchone()
        if row is None or not row[0].startswith(beginning):
            return tuple(found)
        found.append(row[0])
        at = f"{row[0]}\x01"
    return None


def ranked_rows(connection: Connection, typed: str, among: Mask | None = None, most: int = LISTED) -> list[int]:
    """Return the best ``most`` rows that hold the user's words, best first; without words the earliest."""
    return list(islice(_rows(connection, _RANKED, match_expression(typed), among), most))


def all_rows(connection: Connection, typed: str, among: Mask | None = None) -> Rows:
    """Return every row that holds the user's words, ascending; int32[M]."""
    return np.fromiter(_rows(connection, _FOUND, match_expression(typed), among), np.int32)


def _leaping(connection: Connection, expression: str, among: Mask) -> Iterator[int]:
    """Return the rows that hold words among some rows, ascending; from a few that do not count it leaps to the next.

    It looks at twice as many each time, so that it takes no longer than to go through all where both are frequent.
    """
    start, together = 0, _LEAST
    while start < len(among):
        first = start + int(among[start:].argmax())
        if not among[first]:
            return
        found = driver(connection).execute(_FROM, (expression, first, together)).fetchall()
        yield from (row for (row,) in found if among[row])
        if len(found) < together:
            return
        start, together = found[-1][0] + 1, 2 * together


def _rows(connection: Connection, statement: str, expression: str, among: Mask | None) -> Iterator[int]:
    if expression:
        for (row,) in driver(connection).execute(statement, (expression,)):
            if among is None or among[row]:
                yield row
    elif among is not None:
        for begin in range(0, len(among), _AT_ONCE):
            yield from (np.flatnonzero(among[begin : begin + _AT_ONCE]) + begin).tolist()


def explained(connection: Connection, rows: Sequence[int], typed: str) -> tuple[FoundEntry, ...]:
    """Return some rows, in the given order, each with the piece of its texts that holds the user's words.

    By plain ``sqlite3``: this is done after every key, and to put the statements together took half of it.
    """
    wanted, reading, asked = needles(typed), driver(connection), (json.dumps([int(row) for row in rows]),)
    entries = {row: (title, summary) for row, title, summary in reading.execute(_ENTRIES, asked)}
    texts = _texts(reading, asked) if wanted else {}
    return tuple(_explained(row, *entries[row], texts.get(row, _Texts()), wanted) for row in rows if row in entries)


def _explained(row: int, title: str, summary: str, texts: "_Texts", wanted: Sequence[Needle]) -> FoundEntry:
    """Show the passage or the summary that holds the words; names only for words that the title does not show."""
    whole = Haystack.of(title)
    shown_by_title = all(whole.holds(needle) for needle in wanted)
    told: list[tuple[str, OwnText | None]] = [(cited, None) for cited in (*texts.cited, summary)]
    told += [(note, OwnText.NOTE) for note in texts.notes] + [(tags, OwnText.TAG) for tags in texts.tags]
    told += [] if shown_by_title else [(names, None) for names in texts.names]
    place, passage = best_of([each for each, _ in told], wanted)
    whose = told[place][1] if place >= 0 else None
    return FoundEntry(
        row, Excerpt(title, all_spans(whole, wanted)), passage if passage.text else beginning(summary), whose
    )


class _Texts(Struct):
    """The texts beside title and summary by which an entry is found: what it cites, the user's own, and names."""

    cited: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def _texts(reading: sqlite3.Connection, asked: tuple[str]) -> dict[int, _Texts]:
    texts: dict[int, _Texts] = defaultdict(_Texts)
    for query in (_DIGESTS, _ORIGINALS):
        for row, cited in reading.execute(query, asked):
            texts[row].cited.append(cited)
    for row, note in reading.execute(_NOTES, asked):
        texts[row].notes.append(note)
    for row, tags in reading.execute(_TAGS, asked):
        texts[row].tags.append(tags)
    actors = dict.fromkeys(reading.execute(_ACTORS, asked))
    named = (json.dumps(list({actor for _, actor in actors})),)
    names: dict[int, list[str]] = defaultdict(list)
    for actor, name in reading.execute(_NAMES, named):
        names[actor].append(name)
    for row, actor in actors:
        texts[row].names.append(", ".join(dict.fromkeys(names[actor])))
    return texts


_ENTRIES = "SELECT row, title, summary FROM entry WHERE row IN (SELECT value FROM json_each(?))"
_ACTORS = (
    "SELECT entry_row, actor_number FROM participation WHERE entry_row IN (SELECT value FROM json_each(?))"
    " ORDER BY entry_row, number"
)
_NAMES = (
    "SELECT number, name FROM (SELECT number, name, -2 AS place FROM actor"
    " WHERE number IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT number, label, -1 FROM actor WHERE number IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT actor_number, name, number FROM variant"
    " WHERE actor_number IN (SELECT value FROM json_each(?1))) ORDER BY place"
)
_DIGESTS = (
    'SELECT citation.entry_row, substr(article.digest, passage.start + 1, passage."end" - passage.start) FROM citation'
    " JOIN article ON article.number = citation.article_number"
    " JOIN passage ON passage.citation_number = citation.number"
    " WHERE citation.entry_row IN (SELECT value FROM json_each(?)) ORDER BY citation.number, passage.number"
)
_ORIGINALS = (
    'SELECT citation.entry_row, substr(original.text, anchor.start + 1, anchor."end" - anchor.start) FROM citation'
    " JOIN article ON article.number = citation.article_number JOIN original ON original.slug = article.slug"
    " JOIN anchor ON anchor.citation_number = citation.number"
    " WHERE citation.entry_row IN (SELECT value FROM json_each(?)) AND anchor.start IS NOT NULL"
    " ORDER BY citation.number, anchor.number"
)
_NOTES = (
    "SELECT entry.row, note.text FROM entry JOIN note ON note.entry_id = entry.id"
    " WHERE entry.row IN (SELECT value FROM json_each(?))"
)
_TAGS = (
    "SELECT entry.row, group_concat(tag.name, ' · ') FROM entry JOIN tag ON tag.entry_id = entry.id"
    " WHERE entry.row IN (SELECT value FROM json_each(?)) GROUP BY entry.row"
)
