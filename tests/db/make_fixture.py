"""Write the fixture database of the current schema version: ``python -m tests.db.make_fixture``.

Run once when a version is settled, and again only while no release carries that version. It holds the small
dataset of the tests and something of everything that is the user's, but no original.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from db.identity import SCHEMA_VERSION
from db.store import open_library
from tests.db.small import write_dataset

FIXTURES = Path(__file__).parent / "fixtures"

OF_THE_USER = (
    "INSERT INTO star VALUES ('flood', '2021-03-06T10:00:00+00:00'), ('gone', '2021-03-06T10:00:00+00:00')",
    "INSERT INTO note VALUES ('flood', 'How high was it?', '2021-03-06T10:00:00+00:00')",
    "INSERT INTO tag VALUES ('patrols', 'boats')",
    "INSERT INTO label VALUES ('flood', 'ochre')",
    "UPDATE entry_search SET own = 'how high was it?' WHERE rowid = (SELECT row FROM entry WHERE id = 'flood')",
    "UPDATE entry_search SET own = 'boats' WHERE rowid = (SELECT row FROM entry WHERE id = 'patrols')",
    "INSERT INTO saved_view VALUES ('March', '{}', '2021-03-06T10:00:00+00:00')",
    "INSERT INTO imported VALUES ('lamp-bought', 0, 1062892800, 1062894240, '{}', 'own.csv', '2021-03-06T10:00:00Z')",
    "INSERT INTO departed VALUES ('gone', 'event', 'What was once here', '2021')",
)


def fixture(version: int) -> Path:
    """Return the fixture of a version."""
    return FIXTURES / f"library-v{version}.sqlite3"


def make(path: Path) -> None:
    """Write the fixture of the current version."""
    path.unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        dataset = write_dataset(Path(folder))
        with closing(open_library(path, dataset)) as library, library.write() as connection:
            for statement in OF_THE_USER:
                connection.execute(text(statement))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")


if __name__ == "__main__":
    FIXTURES.mkdir(exist_ok=True)
    make(fixture(SCHEMA_VERSION))
