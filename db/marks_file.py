"""Keep the marks in the library beside the tables they are computed from, and read them back at once.

Each column is one row of the table ``marks``, as the bytes of its array; one row, the header, is JSON. Whatever does
not fit leaves it without an answer: the library computes the marks again.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.filters import FacetValue, Word
from db.marks import (
    ACTS,
    KINDS,
    RELATIONS,
    ROLES,
    STATUSES,
    TYPES,
    Drawing,
    Grouped,
    Grouping,
    Groupings,
    Marks,
    Strings,
)

FORMAT = 4
"""The number of the way in which columns are written here."""

Counted = Mapping[Word, tuple[FacetValue, ...]]
Array = npt.NDArray[Any]

_CODES = {
    "kind": len(KINDS),
    "type": len(TYPES),
    "act": len(ACTS),
    "drawing": len(Drawing),
    "flags": 256,
    "status": len(STATUSES),
    "sources": 256,
}
_MINUTES = ("earliest", "latest", "place")
_DTYPES = dict.fromkeys(_MINUTES, "<i8") | dict.fromkeys(_CODES, "|u1")
_AT_ONCE = 1 << 17
"""Bytes of a column that are read at once."""
_ALIGNED = 64
"""Bytes to whose multiples the beginnings of columns are brought in memory."""
LARGE = 100_000
"""Of more rows than these, groupings that nothing is drawn by need not be read at first."""
FIRST = frozenset({"side", "stance", "channel"})
"""Groupings that are drawn from whatever lanes are laid out by: for colours, and for the second line of cards."""


class Kept(Struct, frozen=True):
    """Marks that a library keeps, and how many of all its entries have each value of some facets.

    ``header`` is what the file says of them, as it was read, and ``groupings`` are those of the marks, to which others
    may be added; there is neither for what was not read.
    """

    marks: Marks
    counted: Counted
    header: bytes = b""
    groupings: Groupings | None = None


def write(connection: sqlite3.Connection, kept: Kept, content: str) -> None:
    """Replace what is kept by this, in the caller's transaction; ``content`` is the dataset's hash."""
    marks = kept.marks
    columns = _columns(marks)
    header = {
        "format": FORMAT,
        "content": content,
        "rows": len(marks),
        "actor_ids": marks.actor_ids,
        "actor_sides": marks.actor_sides,
        "groupings": {
            key: {"keys": grouping.keys, "names": grouping.names, "labels": grouping.labels}
            for key, grouping in marks.groupings.items()
        },
        "counted": {
            word: [(value.value, value.label, value.count) for value in values] for word, values in kept.counted.items()
        },
        "checksums": {name: checksum(data) for name, data in columns.items()},
    }
    connection.execute("DELETE FROM marks")
    connection.execute("INSERT INTO marks VALUES ('header', ?)", (json.dumps(header).encode(),))
    connection.executemany("INSERT INTO marks VALUES (?, ?)", columns.items())


def _columns(marks: Marks) -> dict[str, bytes]:
    columns = {name: np.asarray(getattr(marks, name), dtype).tobytes() for name, dtype in _DTYPES.items()}
    columns |= {"ids": bytes(marks.ids.data), "titles": bytes(marks.titles.data), "roles": marks.roles.tobytes()}
    columns |= {f"{name}.offsets": getattr(marks, name).offsets.astype("<u4").tobytes() for name in ("ids", "titles")}
    columns |= _grouped_columns("actors", marks.actors)
    columns["relations"] = marks.relations.astype("<i4").tobytes()
    for key, grouping in marks.groupings.items():
        columns |= _grouped_columns(f"lanes.{key}", grouping.lanes)
    return columns


def _grouped_columns(name: str, grouped: Grouped) -> dict[str, bytes]:
    offsets, members = grouped.offsets.astype("<i4"), grouped.members.astype("<i4")
    return {f"{name}.offsets": offsets.tobytes(), f"{name}.members": members.tobytes()}


def checksum(data: bytes) -> int:
    """Return what tells a column from one that was damaged, an unsigned number of 64 bits.

    It is made of the sums of 64-bit words, by pieces: any that is common takes four times as long, and that half as
    long as to read the column.
    """
    found = 0
    for at in range(0, len(data), _AT_ONCE):
        found = _further(found, data[at : at + _AT_ONCE])
    return found


def _further(checksum: int, piece: bytes) -> int:
    """Return the checksum of what came before and of a next piece."""
    words = np.frombuffer(piece + bytes(-len(piece) % 8), "<u8")
    return (checksum * 31 + int(words.sum())) % (1 << 64)


def read(connection: sqlite3.Connection, grouping: str | None = None) -> Kept | None:
    """Return what a library keeps, or None where that is not of its dataset, damaged, or does not fit together.

    Where only a ``grouping`` is asked for, those are left out of a large library's marks that are neither that one nor
    among FIRST, until :func:`read_rest`. The connection is to be in a transaction, so that all is of one state.
    """
    found = _header(connection)
    loaded = connection.execute("SELECT content FROM dataset").fetchone()
    try:
        header = json.loads(found)
        if (header["format"], header["content"]) != (FORMAT, loaded[0] if loaded else ""):
            return None
        counted = {
            Word(word): tuple(FacetValue(str(value), str(label), int(count)) for value, label, count in values)
            for word, values in header["counted"].items()
        }
        keys = set(header["groupings"])
        if grouping is not None and header["rows"] > LARGE:
            keys &= FIRST | {grouping}
        late = _lanes(set(header["groupings"]) - keys)
        columns = _Columns(connection, {name: sum_ for name, sum_ in header["checksums"].items() if name not in late})
        groupings = Groupings(_groupings(header, keys, columns))
        marks = _assemble(header, groupings, columns)
    except (KeyError, TypeError, ValueError):
        return None
    return Kept(marks, counted, found, groupings) if _fits(marks, header["rows"]) else None


def read_rest(connection: sqlite3.Connection, kept: Kept) -> bool:
    """Add the groupings that were left out; tell whether that could be done.

    It cannot where the library keeps other marks by now, or what is damaged or does not fit.
    """
    groupings = kept.groupings
    if groupings is None or _header(connection) != kept.header:
        return False
    header, rows = json.loads(kept.header), len(kept.marks)
    try:
        keys = set(header["groupings"]) - set(groupings)
        columns = _Columns(connection, {name: header["checksums"][name] for name in _lanes(keys)})
        rest = _groupings(header, keys, columns)
    except (KeyError, ValueError):
        return False
    if not all(_groups_fit(grouping.lanes, rows, len(grouping.keys)) for grouping in rest.values()):
        return False
    groupings.add(rest)
    return True


def _header(connection: sqlite3.Connection) -> bytes:
    """Return the header, empty where there is none."""
    found = connection.execute("SELECT data FROM marks WHERE name = 'header'").fetchone()
    return found[0] if found else b""


def _lanes(keys: Iterable[str]) -> set[str]:
    """Return the names of the columns of some groupings."""
    return {f"lanes.{key}.{part}" for key in keys for part in ("offsets", "members")}


class _Columns:
    """Columns as they were written, in one piece of memory; it does not change."""

    def __init__(self, connection: sqlite3.Connection, checksums: Mapping[str, int]) -> None:
        """Read those that ``checksums`` names; raise KeyError where one is missing, ValueError where one is damaged.

        They are copied piece by piece to one array, which numpy makes of large pages where the system has them: of
        the others, to be given new ones costs as much again as to read a column.
        """
        found = connection.execute("SELECT name, rowid, length(data) FROM marks")
        places = {name: (number, size) for name, number, size in found}
        ends = np.cumsum([0, *(-(-places[name][1] // _ALIGNED) * _ALIGNED for name in checksums)]).tolist()
        memory = np.empty(ends[-1], np.uint8)
        self._bytes: dict[str, npt.NDArray[np.uint8]] = {}
        for (name, wanted), begin in zip(checksums.items(), ends, strict=False):
            number, size = places[name]
            self._bytes[name] = column = memory[begin : begin + size]
            if _read_into(column, connection, number) != wanted:
                raise ValueError(f"the column {name} is damaged")
            column.flags.writeable = False

    def bytes(self, name: str) -> npt.NDArray[np.uint8]:
        """Return a column as bytes."""
        return self._bytes[name]

    def array(self, name: str, dtype: str) -> Array:
        """Return a column as numbers."""
        return self.bytes(name).view(dtype)

    def strings(self, name: str) -> Strings:
        """Return a column of texts."""
        return Strings(self.bytes(name).data, self.array(f"{name}.offsets", "<u4"))

    def grouped(self, name: str) -> Grouped:
        """Return a column of lists."""
        return Grouped(self.array(f"{name}.offsets", "<i4"), self.array(f"{name}.members", "<i4"))


def _read_into(column: npt.NDArray[np.uint8], connection: sqlite3.Connection, number: int) -> int:
    """Copy what row ``number`` holds; return its checksum."""
    found = 0
    with connection.blobopen("marks", "data", number, readonly=True) as blob:
        for at in range(0, len(column), _AT_ONCE):
            piece = blob.read(_AT_ONCE)
            found = _further(found, piece)
            column[at : at + len(piece)] = np.frombuffer(piece, np.uint8)
    return found


def _assemble(header: Mapping[str, Any], groupings: Groupings, columns: _Columns) -> Marks:
    return Marks(
        ids=columns.strings("ids"),
        titles=columns.strings("titles"),
        actors=columns.grouped("actors"),
        roles=columns.array("roles", "|u1"),
        actor_ids=tuple(header["actor_ids"]),
        actor_sides=tuple(header["actor_sides"]),
        relations=columns.array("relations", "<i4").reshape(-1, 3),
        groupings=groupings,
        **{name: columns.array(name, dtype) for name, dtype in _DTYPES.items()},
    )


def _groupings(header: Mapping[str, Any], keys: set[str], columns: _Columns) -> dict[str, Grouping]:
    return {
        key: Grouping(
            tuple(names["keys"]), tuple(names["names"]), tuple(names["labels"]), columns.grouped(f"lanes.{key}")
        )
        for key, names in header["groupings"].items()
        if key in keys
    }


def _fits(marks: Marks, rows: int) -> bool:
    """Tell whether all columns have the same number of rows and refer to nothing that is not there."""
    lengths = {len(getattr(marks, name)) for name in (*_DTYPES, "ids", "titles")}
    groups = [(marks.actors, len(marks.actor_ids)), *((g.lanes, len(g.keys)) for g in marks.groupings.values())]
    return (
        lengths == {rows}
        and len(marks.roles) == len(marks.actors.members)
        and all(_below(getattr(marks, name), most) for name, most in _CODES.items())
        and all(_groups_fit(grouped, rows, size) for grouped, size in groups)
        and all(_partitions(text.offsets, rows, len(text.data)) for text in (marks.ids, marks.titles))
        and _below(marks.roles, len(ROLES))
        and _below(marks.relations[:, :2], rows)
        and _below(marks.relations[:, 2], len(RELATIONS))
    )


def _groups_fit(grouped: Grouped, rows: int, size: int) -> bool:
    return _partitions(grouped.offsets, rows, len(grouped.members)) and _below(grouped.members, size)


def _partitions(offsets: Array, rows: int, size: int) -> bool:
    """Tell whether ascending offsets cut ``size`` items into ``rows`` parts."""
    whole = len(offsets) == rows + 1 and offsets[0] == 0 and offsets[-1] == size
    return bool(whole and (offsets[1:] >= offsets[:-1]).all())


def _below(numbers: Array, size: int) -> bool:
    return not numbers.size or bool(numbers.min() >= 0 and numbers.max() < size)
