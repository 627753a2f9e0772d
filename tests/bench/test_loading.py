"""Loading entries against raw ``executemany`` of the very same rows, in CPU time."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from db import loading, schema
from db.store import open_library
from tests.db import made_up

ENTRIES = 20_000
TABLES = ("dataset", "side", "actor", "article", "entry", "participation", "citation", "passage", "marks")
SEARCHES = {"entry_search": "title, summary, actors, passages, own", "article_search": "headline, digest, original"}


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the loaded rows by the statement that inserts them."""
    with closing(sqlite3.connect(path)) as connection:
        columns = dict.fromkeys(TABLES, "") | {name: f" (rowid, {listed})" for name, listed in SEARCHES.items()}
        rows: dict[str, list[tuple[object, ...]]] = {}
        for table, listed in columns.items():
            found = connection.execute(f"SELECT {listed.strip(' ()') or '*'} FROM {table}").fetchall()
            rows[f"INSERT INTO {table}{listed} VALUES ({', '.join('?' * len(found[0]))})"] = found
        return rows


def raw_seconds(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> float:
    """Return the CPU seconds that ``executemany`` takes for the rows, with the same settings."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.create(connection)
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        start = time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in rows.items():
            connection.executemany(statement, values)
        connection.execute("COMMIT")
        return time.process_time() - start


def test_loading_entries(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    entries = list(made_up.entries(ENTRIES))
    taken: list[float] = []

    def load(number: int) -> None:
        with closing(open_library(tmp_path / f"{number}.demarche")) as library:
            start = time.process_time()
            with library.write() as connection:
                loading.load(connection, made_up.many(), entries)
            taken.append(time.process_time() - start)

    numbers = iter(range(100))
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        load, setup=lambda: ((next(numbers),), {}), rounds=3
    )
    rows = rows_of(tmp_path / "0.demarche")
    raw = min(raw_seconds(tmp_path / f"raw-{number}", rows) for number in range(3))
    benchmark.extra_info["entries a CPU second"] = round(ENTRIES / min(taken))
    benchmark.extra_info |= {"speed against executemany": round(raw / min(taken), 2), "goal": "≥ 0.5"}
    assert raw / min(taken) >= 0.5
