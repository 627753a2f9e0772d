"""Keep the marks in the library beside the tables they are computed from, and read them back at once.

Each column is one row of the table ``marks``, as the bytes of its array; one row, the header, is JSON. Whatever does
not fit leaves it without an answer: the library computes the marks again.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from db.marks import Grouped, Grouping, Marks, Strings

FORMAT = 2
"""The number of the way in which columns are written here."""

_SINGLE = ("earliest", "latest", "place", "kind", "type", "act", "drawing", "flags", "status", "sources")
_DTYPES = {"earliest": "<i8", "latest": "<i8", "place": "<i8"} | dict.fromkeys(_SINGLE[3:], "|u1")

Array = npt.NDArray[Any]


def write(connection: sqlite3.Connection, marks: Marks, content: str) -> None:
    """Replace the kept marks by these, in the caller's transaction; ``content`` is the dataset's hash."""
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
    }
    columns = {name: np.asarray(getattr(marks, name), dtype).tobytes() for name, dtype in _DTYPES.items()}
    columns |= {"ids": marks.ids.data, "titles": marks.titles.data, "roles": marks.roles.tobytes()}
    columns |= {f"{name}.offsets": getattr(marks, name).offsets.astype("<i8").tobytes() for name in ("ids", "titles")}
    columns |= _grouped_columns("actors", marks.actors)
    columns["relations"] = marks.relations.astype("<i4").tobytes()
    for key, grouping in marks.groupings.items():
        columns |= _grouped_columns(f"lanes.{key}", grouping.lanes)
    connection.execute("DELETE FROM marks")
    connection.execute("INSERT INTO marks VALUES ('header', ?)", (json.dumps(header).encode(),))
    connection.executemany("INSERT INTO marks VALUES (?, ?)", columns.items())


def _grouped_columns(name: str, grouped: Grouped) -> dict[str, bytes]:
    offsets, members = grouped.offsets.astype("<i4"), grouped.members.astype("<i4")
    return {f"{name}.offsets": offsets.tobytes(), f"{name}.members": members.tobytes()}


def read(connection: sqlite3.Connection) -> Marks | None:
    """Return the marks that a library keeps, or None where they are not those of its dataset or do not fit together."""
    columns = dict(connection.execute("SELECT name, data FROM marks"))
    loaded = connection.execute("SELECT content FROM dataset").fetchone()
    try:
        header = json.loads(columns.pop("header"))
        if (header["format"], header["content"]) != (FORMAT, loaded[0] if loaded else ""):
            return None
        marks = _assemble(header, columns)
    except (KeyError, TypeError, ValueError):
        return None
    return marks if _fits(marks, header["rows"]) else None


def _assemble(header: Mapping[str, Any], columns: Mapping[str, bytes]) -> Marks:
    single = {name: np.frombuffer(columns[name], dtype) for name, dtype in _DTYPES.items()}
    return Marks(
        ids=Strings(columns["ids"], np.frombuffer(columns["ids.offsets"], "<i8")),
        titles=Strings(columns["titles"], np.frombuffer(columns["titles.offsets"], "<i8")),
        actors=_grouped(columns, "actors"),
        roles=np.frombuffer(columns["roles"], np.uint8),
        actor_ids=tuple(header["actor_ids"]),
        actor_sides=tuple(header["actor_sides"]),
        relations=np.frombuffer(columns["relations"], "<i4").reshape(-1, 3),
        groupings={
            key: Grouping(
                tuple(names["keys"]), tuple(names["names"]), tuple(names["labels"]), _grouped(columns, f"lanes.{key}")
            )
            for key, names in header["groupings"].items()
        },
        **single,
    )


def _grouped(columns: Mapping[str, bytes], name: str) -> Grouped:
    return Grouped(np.frombuffer(columns[f"{name}.offsets"], "<i4"), np.frombuffer(columns[f"{name}.members"], "<i4"))


def _fits(marks: Marks, rows: int) -> bool:
    """Tell whether all columns have the same number of rows and refer to nothing that is not there."""
    lengths = {len(getattr(marks, name)) for name in (*_SINGLE, "ids", "titles")}
    groups = [(marks.actors, len(marks.actor_ids)), *((g.lanes, len(g.keys)) for g in marks.groupings.values())]
    return (
        lengths == {rows}
        and len(marks.roles) == len(marks.actors.members)
        and all(_partitions(grouped.offsets, rows, len(grouped.members)) for grouped, _ in groups)
        and all(_partitions(text.offsets, rows, len(text.data)) for text in (marks.ids, marks.titles))
        and all(_below(grouped.members, size) for grouped, size in groups)
        and _below(marks.relations[:, :2], rows)
    )


def _partitions(offsets: Array, rows: int, size: int) -> bool:
    """Tell whether ascending offsets cut ``size`` items into ``rows`` parts."""
    whole = len(offsets) == rows + 1 and offsets[0] == 0 and offsets[-1] == size
    return bool(whole and (np.diff(offsets) >= 0).all())


def _below(numbers: Array, size: int) -> bool:
    return bool(((numbers >= 0) & (numbers < size)).all())
