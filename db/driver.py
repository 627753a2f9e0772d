"""Reach the driver's own connection below SQLAlchemy's, for what is done in bulk."""

import sqlite3

from sqlalchemy import Connection


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the ``sqlite3`` connection, in the same transaction. Raises TypeError where there is another driver."""
    found = connection.connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        raise TypeError(f"a library is read through sqlite3, not {type(found).__name__}")
    return found
