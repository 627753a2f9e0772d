"""Read what positions the speakers of an entry took over time, on the questions that it takes one on."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from db import library, queries
from db.driver import driver
from db.models import Participation, Question, Stance
from db.records import Position, StanceSeries
from db.vocabularies import Role

MOST = 200
"""So many positions of an actor on a question are read on either side of the entry, the nearest ones."""
SPEAKING = (Role.SPEAKER, Role.ON_BEHALF_OF)


def stance_series(connection: Connection, row: int) -> tuple[StanceSeries, ...]:
    """Return a series for each of an entry's questions and speakers, speakers before those they speak for."""
    asked = connection.execute(
        select(Stance.question_number, Question.id)
        .join(Question, Question.number == Stance.question_number)
        .where(Stance.entry_row == row)
        .order_by(Stance.number)
    ).all()
    if not asked:
        return ()
    actors = library.numbered_actors(driver(connection))
    return tuple(
        StanceSeries(actors[actor], question, tuple(_positions(connection, actor, number, row)))
        for number, question in asked
        for actor in _speakers(connection, row)
    )


def _speakers(connection: Connection, row: int) -> list[int]:
    parts = connection.execute(
        select(Participation.actor_number, Participation.role)
        .where(Participation.entry_row == row, Participation.role.in_(SPEAKING))
        .order_by(Participation.number)
    ).all()
    return list(dict.fromkeys(actor for role in SPEAKING for actor, has in parts if has is role))


def _positions(connection: Connection, actor: int, question: int, row: int) -> Iterator[Position]:
    """Yield the actor's positions in order of time, which is that of the rows."""
    spoken = (
        select(Participation.entry_row)
        .where(
            Participation.entry_row == Stance.entry_row,
            Participation.actor_number == actor,
            Participation.role.in_(SPEAKING),
        )
        .exists()
    )
    taken = select(Stance.entry_row, Stance.value).where(Stance.question_number == question, spoken)
    before = connection.execute(
        taken.where(Stance.entry_row <= row).order_by(Stance.entry_row.desc()).limit(MOST + 1)
    ).all()
    after = connection.execute(taken.where(Stance.entry_row > row).order_by(Stance.entry_row).limit(MOST)).all()
    found = [*reversed(before), *after]
    heads = queries.heads(connection, [other for other, _ in found])
    for other, value in found:
        yield Position(heads[other], value)
