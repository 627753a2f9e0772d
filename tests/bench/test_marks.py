"""The index over very many marks, and how quickly marks are read back, in CPU time."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import fields
from pytest_benchmark.fixture import BenchmarkFixture

from db import columns, loading, marks_file
from db.store import Store, open_library
from desktop.timeline.index import Index
from tests.bench.synthetic import synthetic
from tests.db import made_up

MANY = 1_000_000
ENTRIES = 20_000
DENSITIES = {"_act_starts", "_act_ends"}
SELECTS = (
    "SELECT earliest, latest, place_minute, kind, type, drawing, flags, status, sources, channel, id, title FROM entry",
    "SELECT entry_row, actor_number, role FROM participation",
    "SELECT entry_row, article_number FROM citation",
    "SELECT entry_row, question_number, value FROM stance",
    "SELECT entry_row, target_row, relation FROM reference",
)
"""The columns that marks are computed from."""


def seconds(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of three runs."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def test_index(benchmark: BenchmarkFixture) -> None:
    marks = synthetic(MANY)
    grouping = marks.groupings["side"]
    index = benchmark.pedantic(lambda: Index.build(marks, grouping), rounds=3)  # type: ignore[no-untyped-call]
    kept = [getattr(index, field.name) for field in fields(Index) if field.name not in DENSITIES]
    held = sum(column.nbytes for column in kept if isinstance(column, np.ndarray))
    benchmark.extra_info |= {
        "CPU s": round(seconds(lambda: Index.build(marks, grouping)), 2),
        "bytes a mark": round(held / MANY, 1),
        "goal": "≤ 1 s, ≤ 60 bytes beside the densities",
    }


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed library of many entries that keeps its marks."""
    path = tmp_path_factory.mktemp("marks") / "library.sqlite3"
    with closing(open_library(path)) as store, store.write() as connection:
        loading.load(connection, made_up.many(), made_up.entries(ENTRIES))
    return path


def fetched(path: Path) -> float:
    """Return the CPU seconds that it takes to read the same columns into arrays of objects."""
    with closing(sqlite3.connect(path)) as connection:
        return seconds(lambda: [np.array(connection.execute(each).fetchall(), object) for each in SELECTS])


def test_marks_that_are_kept(benchmark: BenchmarkFixture, library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        found = benchmark.pedantic(marks_file.read, (connection,), rounds=5)  # type: ignore[no-untyped-call]
        assert found is not None
        assert len(found.marks) == ENTRIES
        kept = seconds(lambda: marks_file.read(connection))
    benchmark.extra_info |= {"times fetchall": round(kept / fetched(library), 3), "goal": 0.1}


def test_marks_that_are_computed(benchmark: BenchmarkFixture, library: Path) -> None:
    store: Store
    with closing(open_library(library)) as store, store.read() as connection:
        built = benchmark.pedantic(columns.build, (connection,), rounds=3)  # type: ignore[no-untyped-call]
        assert len(built) == ENTRIES
        computed = seconds(lambda: columns.build(connection))
    benchmark.extra_info |= {"times fetchall": round(computed / fetched(library), 2), "goal": 1.2}
