"""What was imported and is no entry now, because the dataset no longer has what it names."""

import json

from sqlalchemy import Connection, select

from db.driver import driver
from db.importing.judging import Context, judge
from db.models import Actor, Article, Question
from db.own import Waiting, WaitingEntry

LISTED = 1_000
"""Rows that are told one by one; nobody reads more."""
_WAITING = "FROM imported WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = imported.entry_id)"


def context_in(connection: Connection) -> Context:
    """Return what rows may name where the library's own dataset is loaded."""
    return Context(
        actors=frozenset(connection.scalars(select(Actor.id))),
        questions=frozenset(connection.scalars(select(Question.id))),
        articles=frozenset(connection.scalars(select(Article.slug))),
    )


def waiting(connection: Connection) -> Waiting:
    """Return what waits, in the chronology's order."""
    raw = driver(connection)
    (number,) = raw.execute(f"SELECT count(*) {_WAITING}").fetchone()
    if not number:
        return Waiting()
    context = context_in(connection)
    ordered = f"SELECT entry_id, cells, file {_WAITING} ORDER BY undated, earliest, latest, entry_id LIMIT ?"
    found = raw.execute(ordered, (LISTED,)).fetchall()
    return Waiting(int(number), tuple(_entry(row, cells, file, context) for row, cells, file in found))


def _entry(identifier: str, cells: str, file: str, context: Context) -> WaitingEntry:
    read = json.loads(cells)
    _, complaints = judge(read, context)
    column, reason = complaints[0] if complaints else ("", "")
    return WaitingEntry(identifier, read.get("title", ""), file, column, reason)
