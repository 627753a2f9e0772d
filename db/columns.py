"""Compute the marks from the library's tables.

Long columns are read as plain tuples through the driver's own cursor: a Row object for each would cost more
than all the rest.
"""

import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, LargeBinary, Select, case, cast, func, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import ColumnElement

from db.driver import driver
from db.marks import (
    ACTS,
    KINDS,
    RELATIONS,
    ROLES,
    STATUSES,
    TYPES,
    Grouped,
    Grouping,
    Marks,
    Strings,
)
from db.models import Actor, Article, Citation, Entry, Participation, Question, Reference, Side, Stance
from db.vocabularies import ACT_OF_TYPE, Role, StanceValue

Query = Select[*tuple[Any, ...]]
"""A select of whatever columns."""

SIGNS = {StanceValue.FOR: "+", StanceValue.AGAINST: "−", StanceValue.CONDITIONAL: "±"}
"""How names of lanes, which are short, tell a position."""

Whole = npt.NDArray[np.int64]
"""A column of whole numbers, or a table of them."""


def build(connection: Connection) -> Marks:
    """Return the marks of everything that is loaded."""
    columns = _entry_columns(connection)
    count = len(columns)
    parts = _integers(
        connection,
        select(Participation.entry_row, Participation.actor_number, _code(Participation.role, ROLES)).order_by(
            Participation.entry_row, Participation.number
        ),
        3,
    )
    kind, kinds_type = columns[:, 3], columns[:, 4]
    act_of_type = np.array([ACTS.index(ACT_OF_TYPE[word]) for word in TYPES])
    return Marks(
        ids=_strings(connection, Entry.id),
        titles=_strings(connection, Entry.title),
        earliest=np.ascontiguousarray(columns[:, 0]),
        latest=np.ascontiguousarray(columns[:, 1]),
        place=np.ascontiguousarray(columns[:, 2]),
        kind=kind.astype(np.uint8),
        type=kinds_type.astype(np.uint8),
        act=act_of_type[kinds_type].astype(np.uint8),
        drawing=columns[:, 5].astype(np.uint8),
        flags=columns[:, 6].astype(np.uint8),
        status=columns[:, 7].astype(np.uint8),
        sources=np.minimum(columns[:, 8], 255).astype(np.uint8),
        actors=Grouped(_offsets(parts[:, 0], count), parts[:, 1].astype(np.int32)),
        roles=parts[:, 2].astype(np.uint8),
        actor_ids=tuple(connection.scalars(select(Actor.id).order_by(Actor.number))),
        relations=_integers(
            connection,
            select(Reference.entry_row, Reference.target_row, _code(Reference.relation, RELATIONS)).order_by(
                Reference.entry_row, Reference.number
            ),
            3,
        ).astype(np.int32),
        groupings=_groupings(connection, count, kinds_type, act_of_type, parts),
        actor_sides=tuple(
            connection.scalars(
                select(func.ifnull(Side.id, ""))
                .select_from(Actor)
                .outerjoin(Side, Side.number == Actor.lane_side_number)
                .order_by(Actor.number)
            )
        ),
    )


def _entry_columns(connection: Connection) -> Whole:
    return _integers(
        connection,
        select(
            func.ifnull(Entry.earliest, 0),
            func.ifnull(Entry.latest, 0),
            func.ifnull(Entry.place_minute, 0),
            _code(Entry.kind, KINDS),
            _code(Entry.type, TYPES),
            Entry.drawing,
            Entry.flags,
            _code(Entry.status, STATUSES),
            Entry.sources,
        ).order_by(Entry.row),
        9,
    )


def _standing(parts: Whole) -> Whole:
    """Return (entry, actor) for those in whose lanes an entry stands: an event's first lead, every speaker."""
    standing = parts[:, 2] == ROLES.index(Role.SPEAKER)
    leads = np.flatnonzero(parts[:, 2] == ROLES.index(Role.LEAD))
    standing[leads[_beginnings(parts[leads, 0])]] = True
    return parts[standing, :2]


def _groupings(
    connection: Connection, count: int, types: Whole, act_of_type: Whole, parts: Whole
) -> dict[str, Grouping]:
    rows, standing = np.arange(count), _standing(parts)
    type_names = [(word, word, word) for word in TYPES]
    act_names = [(word, word, word) for word in ACTS]
    return {
        "side": _grouping(count, _by_side(connection, standing), _named(connection, Side.id, Side.name, Side.label)),
        "actor": _grouping(count, standing, _named(connection, Actor.id, Actor.name, Actor.label)),
        "type": _grouping(count, np.column_stack((rows, types)), type_names),
        "quad": _grouping(count, np.column_stack((rows, act_of_type[types])), act_names),
        "article": _grouping(
            count,
            _integers(connection, select(Citation.entry_row, Citation.article_number), 2),
            _named(connection, Article.slug, Article.label, Article.label),
        ),
        "channel": _by_channel(connection, count),
        "stance": _by_stance(connection, count),
        "position": _by_position(connection, count, parts),
    }


def _by_side(connection: Connection, standing: Whole) -> Whole:
    sides = select(func.ifnull(Actor.lane_side_number, -1)).order_by(Actor.number)
    side_of_actor = _integers(connection, sides, 1)[:, 0]
    pairs = np.column_stack((standing[:, 0], side_of_actor[standing[:, 1]]))
    return pairs[pairs[:, 1] >= 0]


def _by_channel(connection: Connection, count: int) -> Grouping:
    of_entry = [channel for (channel,) in _tuples(connection, select(Entry.channel).order_by(Entry.row))]
    channels = sorted(set(of_entry) - {""}, key=str.casefold)
    numbers = {name: number for number, name in enumerate(channels)} | {"": -1}
    number = np.fromiter(map(numbers.__getitem__, of_entry), np.int64, count)
    rows = np.flatnonzero(number >= 0)
    return _grouping(count, np.column_stack((rows, number[rows])), [(name, name, name) for name in channels])


def _by_stance(connection: Connection, count: int) -> Grouping:
    values = tuple(StanceValue)
    pairs = _integers(
        connection,
        select(Stance.entry_row, Stance.question_number * len(values) + _code(Stance.value, values)),
        2,
    )
    questions = connection.execute(select(Question.id, Question.title).order_by(Question.number))
    names = [
        (f"{key}:{value}", f"{title}: {value}", f"{title}: {value}") for key, title in questions for value in values
    ]
    return _grouping(count, pairs, names)


def _by_position(connection: Connection, count: int, parts: Whole) -> Grouping:
    """Lay out by who takes which position on what: a question's actors stand together, an actor's positions do."""
    values = tuple(StanceValue)
    taken = _integers(connection, select(Stance.entry_row, Stance.question_number, _code(Stance.value, values)), 3)
    spoken = np.isin(parts[:, 2], [ROLES.index(Role.SPEAKER), ROLES.index(Role.ON_BEHALF_OF)])
    speakers = np.unique(parts[spoken, :2], axis=0)
    first = np.searchsorted(speakers[:, 0], taken[:, 0])
    number = np.searchsorted(speakers[:, 0], taken[:, 0], side="right") - first
    within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    actor = speakers[np.repeat(first, number) + within, 1]
    row, question, value = np.repeat(taken, number, axis=0).T
    actors = connection.execute(select(Actor.id, Actor.label).order_by(Actor.number)).all()
    questions = connection.execute(select(Question.id, Question.title).order_by(Question.number)).all()
    codes = (question * len(actors) + actor) * len(values) + value
    used, lane = np.unique(codes, return_inverse=True)
    names = [_position_names(int(code), actors, questions, values) for code in used]
    return _grouping(count, np.column_stack((row, lane)), names)


def _position_names(
    code: int, actors: Sequence[Any], questions: Sequence[Any], values: Sequence[StanceValue]
) -> tuple[str, str, str]:
    rest, value = divmod(code, len(values))
    question, actor = divmod(rest, len(actors))
    (key, title), (person, label) = questions[question], actors[actor]
    name = f"{label} {SIGNS[values[value]]} {title}"
    return f"{key}:{person}:{values[value]}", name, name


def _named(connection: Connection, *columns: Any) -> list[tuple[str, str, str]]:
    key = columns[0]
    number = key.class_.__table__.c.number
    return [(one, two, three) for one, two, three in connection.execute(select(*columns).order_by(number))]


def _grouping(count: int, pairs: Whole, names: Sequence[tuple[str, str, str]]) -> Grouping:
    """Make lanes of (row, value number) pairs in any order; values that no entry has get no lane."""
    rows, values = pairs[:, 0], pairs[:, 1]
    taken = np.bincount(values, minlength=len(names)) > 0
    lane_of_value = np.cumsum(taken) - 1
    without = np.flatnonzero(np.bincount(rows, minlength=count) == 0)
    used = np.flatnonzero(taken)
    joined = np.sort(np.concatenate((rows << 32 | lane_of_value[values], without << 32 | len(used))))
    joined = joined[_beginnings(joined)]
    chosen = [names[number] for number in used.tolist()] + ([("", "", "")] if len(without) else [])
    keys, headers, labels = zip(*chosen, strict=True) if chosen else ((), (), ())
    members = (joined & 0xFFFFFFFF).astype(np.int32)
    return Grouping(keys, headers, labels, Grouped(_offsets(joined >> 32, count), members))


def _beginnings(values: Whole) -> npt.NDArray[np.bool_]:
    """Tell where in an ascending column a new value begins."""
    begins = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def _offsets(rows: Whole, count: int) -> npt.NDArray[np.int32]:
    """Return where each of ``count`` rows begins in ``rows``, ascending row numbers; one more for the end."""
    offsets = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=count), out=offsets[1:])
    return offsets


def _code(column: Any, words: Sequence[StrEnum]) -> ColumnElement[int]:
    """Give the number of a word in its vocabulary."""
    numbered = {str(word): literal(number, literal_execute=True) for number, word in enumerate(words)}
    return case(numbered, value=column)


def _integers(connection: Connection, query: Query, width: int) -> Whole:
    """Return the result of a query of ``width`` integer columns; int64[rows, width]."""
    values = chain.from_iterable(_tuples(connection, query))
    return np.fromiter(values, np.int64).reshape(-1, width)


def _strings(connection: Connection, column: InstrumentedAttribute[str]) -> Strings:
    """Return a column of all entries; read as the bytes that the file holds, which are UTF-8 already."""
    encoded = [text for (text,) in _tuples(connection, select(cast(column, LargeBinary)).order_by(Entry.row))]
    offsets = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
    return Strings(b"".join(encoded), offsets)


def _tuples(connection: Connection, query: Query) -> sqlite3.Cursor:
    """Run a query without parameters on the driver itself."""
    written = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    return driver(connection).execute(str(written))
