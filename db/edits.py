"""Write what is the user's own, every write with what takes it back.

An :class:`Edit` says which rows of one of the user's tables go and which come; carrying it out returns the edit that
puts everything back as it was. What an edit says is found by entries' ids, so that it holds whatever is loaded.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from db.driver import driver
from db.folding import fold
from db.labels import Label

Row = tuple[Any, ...]
Progress = Callable[[int, int], None]

_KEYS = {"star": 1, "note": 1, "tag": 2, "label": 1, "saved_view": 1, "departed": 1}
"""So many of a table's first columns are its key."""
_COLUMNS = {
    "star": ("entry_id", "added"),
    "note": ("entry_id", "text", "changed"),
    "tag": ("entry_id", "name"),
    "label": ("entry_id", "label"),
    "saved_view": ("name", "state", "changed"),
    "departed": ("entry_id", "kind", "title", "date"),
}
ON_ENTRIES = ("star", "note", "tag", "label")
"""The tables that say something of entries."""
_SEARCHED = ("note", "tag")
_STEP = 1_000
"""Rows between two reports of progress."""


class Edit(Struct, frozen=True):
    """A change of one table: the keys of rows that go, and rows that come, in place of those with the same key."""

    table: str
    removed: tuple[Row, ...] = ()
    added: tuple[Row, ...] = ()

    @property
    def keys(self) -> tuple[Row, ...]:
        """Return the keys of all rows that it touches, each once."""
        size = _KEYS[self.table]
        return tuple(dict.fromkeys((*self.removed, *(row[:size] for row in self.added))))


Edits = tuple[Edit, ...]
"""Edits that belong together, in their order: all of them are carried out, or none."""


def untold(_done: int, _total: int) -> None:
    """Take no notice of progress."""


def carry_out(connection: Connection, edits: Edits, progress: Progress = untold) -> Edits:
    """Carry edits out in the caller's transaction, and return those that take them back."""
    back = tuple(_carry_out(connection, edit, progress) for edit in edits)[::-1]
    searched = [edit for edit in edits if edit.table in _SEARCHED]
    index(connection, dict.fromkeys(key[0] for edit in searched for key in edit.keys), progress)
    return back


def _carry_out(connection: Connection, edit: Edit, progress: Progress) -> Edit:
    raw, keys = driver(connection), edit.keys
    columns = _COLUMNS[edit.table]
    names = columns[: _KEYS[edit.table]]
    where = " AND ".join(f"{name} = ?" for name in names)
    select = f"SELECT {', '.join(columns)} FROM {edit.table} WHERE {where}"  # noqa: S608
    delete = f"DELETE FROM {edit.table} WHERE {where}"  # noqa: S608
    insert = f"INSERT INTO {edit.table} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    new = {row[: len(names)]: row for row in edit.added}
    before: list[Row] = []
    for start in range(0, len(keys), _STEP):
        some = keys[start : start + _STEP]
        before += [row for key in some for row in raw.execute(select, key)]
        raw.executemany(delete, some)
        raw.executemany(insert, [new[key] for key in some if key in new])
        if len(keys) > _STEP:
            progress(start + len(some), len(keys))
    there = {row[: len(names)] for row in before}
    return Edit(edit.table, tuple(key for key in new if key not in there), tuple(before))


def entries_of(edits: Edits) -> tuple[str, ...]:
    """Return the ids of the entries that edits say something of, each once."""
    touched = (key[0] for edit in edits if edit.table in ON_ENTRIES for key in edit.keys)
    return tuple(dict.fromkeys(touched))


def notes_of(edits: Edits) -> dict[str, str]:
    """Return the notes that edits leave, by entry; empty for those that they remove."""
    notes: dict[str, str] = {}
    for edit in edits:
        if edit.table == "note":
            notes |= {key[0]: "" for key in edit.keys} | {row[0]: row[1] for row in edit.added}
    return notes


def rows_of(connection: Connection, ids: Iterable[str]) -> list[int]:
    """Return the rows of entries, ascending; those that are no longer in the dataset have none."""
    asked = json.dumps(list(ids))
    found = driver(connection).execute("SELECT row FROM entry WHERE id IN (SELECT value FROM json_each(?))", (asked,))
    return sorted(row for (row,) in found)


def ids_of(connection: Connection, rows: Sequence[int]) -> tuple[str, ...]:
    """Return the ids of rows, in the rows' order."""
    asked = f"[{','.join(str(int(row)) for row in rows)}]"
    statement = "SELECT id FROM entry WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row"
    return tuple(identifier for (identifier,) in driver(connection).execute(statement, (asked,)))


# What is searched


def index(connection: Connection, ids: Iterable[str] | None = None, progress: Progress = untold) -> None:
    """Let the search find what the user wrote on these entries, on all of them where none are named."""
    raw = driver(connection)
    wanted = _all_written(connection) if ids is None else list(ids)
    texts = list(_texts(connection, wanted))
    for start in range(0, len(texts), _STEP):
        raw.executemany("UPDATE entry_search SET own = ? WHERE rowid = ?", texts[start : start + _STEP])
        progress(min(start + _STEP, len(texts)), len(texts))


def _all_written(connection: Connection) -> list[str]:
    found = driver(connection).execute("SELECT entry_id FROM note UNION SELECT entry_id FROM tag")
    return [identifier for (identifier,) in found]


def _texts(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what the user wrote on entries, folded, and their rows."""
    statement = (
        "SELECT ifnull((SELECT text FROM note WHERE entry_id = entry.id), ''),"
        " ifnull((SELECT group_concat(name, char(10)) FROM tag WHERE entry_id = entry.id), ''), row"
        " FROM json_each(?) AS asked JOIN entry ON entry.id = asked.value"
    )
    for note, tags, row in driver(connection).execute(statement, (json.dumps(list(ids)),)):
        yield fold("\n".join(part for part in (note, tags) if part)), row


# What a user wishes to write


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def star(connection: Connection, ids: Sequence[str], *, starred: bool) -> Edits:
    """Return the edits that give entries a star, or take it; one that has it already keeps its moment."""
    has = _those_in(connection, "star", ids)
    if starred:
        moment = _now()
        return (Edit("star", added=tuple((each, moment) for each in ids if each not in has)),)
    return (Edit("star", removed=tuple((each,) for each in ids if each in has)),)


def label(ids: Sequence[str], colour: Label | None) -> Edits:
    """Return the edits that give entries a label, in place of the one they have, or take it."""
    if colour is None:
        return (Edit("label", removed=tuple((each,) for each in ids)),)
    return (Edit("label", added=tuple((each, str(colour)) for each in ids)),)


def tag(ids: Sequence[str], names: Sequence[str]) -> Edits:
    """Return the edits that give entries tags."""
    return (Edit("tag", added=tuple((each, name) for each in ids for name in names)),)


def untag(ids: Sequence[str], names: Sequence[str]) -> Edits:
    """Return the edits that take tags from entries."""
    return (Edit("tag", removed=tuple((each, name) for each in ids for name in names)),)


def note(identifier: str, text: str) -> Edits:
    """Return the edits that write an entry's note; one of nothing but white space is none."""
    kept = text.replace("\r\n", "\n").replace("\0", "")
    kept = kept.encode(errors="replace").decode()
    if not kept.strip():
        return (Edit("note", removed=((identifier,),)),)
    return (Edit("note", added=((identifier, kept, _now()),)),)


def save_view(name: str, state: str, *, instead_of: str = "") -> Edits:
    """Return the edits that keep a view under a name, which it may have borne another one before."""
    gone = ((instead_of,),) if instead_of and instead_of != name else ()
    return (Edit("saved_view", gone, ((name, state, _now()),)),)


def drop_view(name: str) -> Edits:
    """Return the edits that forget a view."""
    return (Edit("saved_view", ((name,),)),)


def forget(connection: Connection, ids: Sequence[str]) -> Edits:
    """Return the edits that take everything of the user's from entries, and what is remembered of them."""
    tags = _tags_of(connection, ids)
    whole = tuple(Edit(table, tuple((each,) for each in ids)) for table in ("star", "note", "label", "departed"))
    return (*whole, Edit("tag", tags))


def _those_in(connection: Connection, table: str, ids: Sequence[str]) -> set[str]:
    statement = f"SELECT entry_id FROM {table} WHERE entry_id IN (SELECT value FROM json_each(?))"  # noqa: S608
    return {identifier for (identifier,) in driver(connection).execute(statement, (json.dumps(ids),))}


def _tags_of(connection: Connection, ids: Sequence[str]) -> tuple[Row, ...]:
    statement = "SELECT entry_id, name FROM tag WHERE entry_id IN (SELECT value FROM json_each(?))"
    return tuple(driver(connection).execute(statement, (json.dumps(ids),)))
