"""Read the user's layer: its columns whole or for some rows, and what entries have left behind."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from sqlalchemy import Connection

from db.driver import driver
from db.folding import fold
from db.labels import LABELS, Label
from db.own import LABEL_SHIFT, DepartedEntry, Own, Sign

FEW = 20_000
"""So many changed rows are read by themselves; of more, everything is read anew."""

_ALL = "FROM {table} CROSS JOIN entry ON entry.id = {table}.entry_id"
"""The user's table is gone through, never that of a million entries: CROSS keeps the order of the tables."""
_SOME = (
    "FROM json_each(:rows) AS asked CROSS JOIN entry ON entry.row = asked.value"
    " JOIN {table} ON {table}.entry_id = entry.id"
)
_SIGNED = {"star": Sign.STARRED, "note": Sign.NOTED, "tag": Sign.TAGGED}


def read(connection: Connection, count: int) -> Own:
    """Return the whole layer over a library of ``count`` entries."""
    raw = driver(connection)
    signs = np.zeros(count, np.uint8)
    _add_signs(raw, signs, _ALL, {})
    names, pairs = _tagged(raw, _ALL, {})
    return Own(signs, *_placed(names, pairs), _views(raw), _departed(raw))


def tags(connection: Connection) -> tuple[str, ...]:
    """Return every tag that an entry has."""
    return tuple(name for (name,) in driver(connection).execute(f"SELECT DISTINCT tag.name {_ALL.format(table='tag')}"))


def reread(connection: Connection, own: Own, rows: Sequence[int], *, departed: bool = True) -> Own:
    """Return the layer after what stands on ``rows`` has changed; of few of them nothing else is read.

    ``departed`` tells that something was written on entries that have no row, so that they are counted again.
    """
    if len(rows) > FEW:
        return read(connection, len(own.signs))
    raw = driver(connection)
    asked = {"rows": f"[{','.join(map(str, rows))}]"}
    signs = own.signs.copy()
    signs[list(rows)] = 0
    _add_signs(raw, signs, _SOME, asked)
    kept = own.tagged[~np.isin(own.tagged[:, 0], np.fromiter(rows, np.int32))]
    names, pairs = _tagged(raw, _SOME, asked)
    if not len(pairs) and len(kept) == len(own.tagged):
        tags, tagged = own.tags, own.tagged
    else:
        tags, tagged = _joined(own.tags, kept, names, pairs)
    return Own(signs, tags, tagged, own.views, _departed(raw) if departed else own.departed)


def with_views(connection: Connection, own: Own) -> Own:
    """Return the layer with the saved views read anew."""
    return replace(own, views=_views(driver(connection)))


def _add_signs(raw: sqlite3.Connection, signs: npt.NDArray[np.uint8], source: str, asked: dict[str, str]) -> None:
    for table, sign in _SIGNED.items():
        found = raw.execute(f"SELECT DISTINCT entry.row {source.format(table=table)}", asked)
        rows = np.fromiter((row for (row,) in found), np.int64)
        signs[rows] |= np.uint8(sign)
    codes = {str(label): code << LABEL_SHIFT for code, label in enumerate(LABELS, start=1)}
    for row, label in raw.execute(f"SELECT entry.row, label.label {source.format(table='label')}", asked):
        signs[row] |= np.uint8(codes[label])


def _tagged(raw: sqlite3.Connection, source: str, asked: dict[str, str]) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Return the tags found, in the order of their finding, and pairs of a row and a place among them."""
    places: dict[str, int] = {}
    pairs = [
        (row, places.setdefault(name, len(places)))
        for row, name in raw.execute(f"SELECT entry.row, tag.name {source.format(table='tag')}", asked)
    ]
    return list(places), np.array(pairs, np.int32).reshape(-1, 2)


def _placed(names: Sequence[str], pairs: npt.NDArray[np.int32]) -> tuple[tuple[str, ...], npt.NDArray[np.int32]]:
    """Put tags in alphabetical order and pairs in that of their rows, and leave out tags that no row has."""
    used = np.unique(pairs[:, 1])
    order = sorted((int(place) for place in used), key=lambda place: (fold(names[place]), names[place]))
    place_of = np.zeros(len(names), np.int32)
    place_of[order] = np.arange(len(order), dtype=np.int32)
    # Most pairs are in order already, which a stable sort is quick with.
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    found = np.asfortranarray(np.column_stack((pairs[:, 0], place_of[pairs[:, 1]])))
    return tuple(names[place] for place in order), found


def _joined(
    tags: tuple[str, ...], kept: npt.NDArray[np.int32], names: list[str], pairs: npt.NDArray[np.int32]
) -> tuple[tuple[str, ...], npt.NDArray[np.int32]]:
    together = list(dict.fromkeys((*tags, *names)))
    moved = np.array([together.index(name) for name in names], np.int32)
    added = np.column_stack((pairs[:, 0], moved[pairs[:, 1]])) if len(pairs) else pairs
    return _placed(together, np.concatenate((kept, added)))


def _views(raw: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    found = raw.execute("SELECT name, state FROM saved_view").fetchall()
    return tuple(sorted(found, key=lambda view: (fold(view[0]), view[0])))


_MARKED = (
    "SELECT entry_id FROM star UNION SELECT entry_id FROM note UNION SELECT entry_id FROM tag"
    " UNION SELECT entry_id FROM label"
)
_GONE = f"FROM ({_MARKED}) AS marked WHERE NOT EXISTS (SELECT 1 FROM entry WHERE id = entry_id)"  # noqa: S608


def _departed(raw: sqlite3.Connection) -> int:
    (count,) = raw.execute(f"SELECT count(*) {_GONE}").fetchone()
    return int(count)


def departed(connection: Connection) -> tuple[DepartedEntry, ...]:
    """Return what the user has put on entries that are no longer in the dataset, by their dates as far as known."""
    raw = driver(connection)
    ids = [identifier for (identifier,) in raw.execute(f"SELECT entry_id {_GONE}")]
    known = {row[0]: row[1:] for row in raw.execute("SELECT entry_id, kind, title, date FROM departed")}
    starred = {identifier for (identifier,) in raw.execute("SELECT entry_id FROM star")}
    labels = dict(raw.execute("SELECT entry_id, label FROM label"))
    notes = dict(raw.execute("SELECT entry_id, text FROM note"))
    tags: dict[str, list[str]] = defaultdict(list)
    for identifier, name in raw.execute("SELECT entry_id, name FROM tag ORDER BY name"):
        tags[identifier].append(name)
    found = []
    for identifier in ids:
        kind, title, date = known.get(identifier, ("", identifier, None))
        label = Label(labels[identifier]) if identifier in labels else None
        own = (identifier in starred, label, tuple(tags[identifier]), notes.get(identifier, ""))
        found.append(DepartedEntry(identifier, kind, title, date, *own))
    return tuple(sorted(found, key=lambda entry: (entry.date is None, entry.date or "", entry.title, entry.id)))
