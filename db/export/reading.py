"""How the library is read for an export: raw tuples, by rows, and days as their numbers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, bindparam, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from db.dates import END_OF_TIME, MINUTES_A_DAY, date_of
from db.marks import OPEN_PAST

Query = Select[*tuple[Any, ...]]
"""A select of whatever columns."""


class ByRows:
    """A select made once, to be asked for the rows of one page after another."""

    def __init__(self, query: Query, row: InstrumentedAttribute[int]) -> None:
        """Take a select without its condition on ``row``, the column that tells whose rows they are."""
        listed = func.json_each(bindparam("rows")).table_valued("value")
        self._run = query.where(row.between(bindparam("first"), bindparam("last")))
        self._list = query.where(row.in_(select(listed.c.value)))

    def tuples(self, connection: Connection, rows: Sequence[int]) -> list[tuple[Any, ...]]:
        """Return what is found for ``rows``, which ascend and are at least one."""
        if rows[-1] - rows[0] + 1 == len(rows):
            return tuples(connection, self._run, {"first": rows[0], "last": rows[-1]})
        return tuples(connection, self._list, {"rows": f"[{','.join(map(str, rows))}]"})


def tuples(connection: Connection, query: Query, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Return the driver's own tuples: a Row and an enumeration's member for each would cost more than all the rest."""
    with connection.execute(query, values) as result:
        return list(result.cursor.fetchall())


def text_or_empty(column: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Return a column's text, empty where it is null."""
    return func.ifnull(type_coerce(column, Text), "")


def first_day(minute: InstrumentedAttribute[int | None]) -> ColumnElement[int]:
    """Return the number of the day in which a minute lies, for :class:`Days`."""
    return type_coerce(func.ifnull(minute, OPEN_PAST), Integer) // MINUTES_A_DAY


def last_day(minute: InstrumentedAttribute[int | None]) -> ColumnElement[int]:
    """Return the number of the last day before a minute, for :class:`Days`."""
    return (type_coerce(func.ifnull(minute, OPEN_PAST), Integer) - 1) // MINUTES_A_DAY


class Days(dict[int, str]):
    """ISO days by number, counted from 0001-01-01 and written when first met; empty for those no calendar has."""

    def __missing__(self, day: int) -> str:
        minute = day * MINUTES_A_DAY
        self[day] = date_of(minute).isoformat() if 0 <= minute < END_OF_TIME else ""
        return self[day]
