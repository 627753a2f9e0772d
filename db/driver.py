"""Reach the driver's own connection below SQLAlchemy's, for what is done in bulk."""

import sqlite3
from typing import cast

from sqlalchemy import Connection


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the ``sqlite3`` connection (there is no other driver), in the same transaction."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)
