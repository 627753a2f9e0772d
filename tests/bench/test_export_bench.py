"""The speed of an export, as a ratio to what Python's own writer takes for the same cells within one run.

The library is made up, and of many entries only where DEMARCHE_BENCH_ENTRIES says how many (100,000 otherwise).
"""

import csv
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import text

from db.driver import driver
from db.export.csv import write_csv
from db.export.options import ExportOptions, Profile, Rows, Written
from db.filters import Filter, Word
from db.loading import load
from db.store import Store, open_library
from db.vocabularies import Kind
from tests.bench.export_library import dataset, entries

ENTRIES = int(os.environ.get("DEMARCHE_BENCH_ENTRIES", "100000"))
GOAL = 1.6
LONGEST_READ = 0.05
BYTES_AN_ENTRY = 24
"""The numbers of the rows that pass a filter are held, and the days that were met."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a large library, and beside its tables one that holds the finished cells of the export."""
    path = tmp_path_factory.mktemp("bench") / "large.demarche"
    with closing(open_library(path)) as store:
        with store.write() as connection:
            load(connection, dataset(), entries(ENTRIES))
        yield store


@pytest.fixture(scope="module")
def finished(library: Store, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], float]:
    """Return how long ``csv.writer.writerows(cursor)`` takes over a table of the same cells."""
    out = tmp_path_factory.mktemp("raw") / "cells.csv"
    write_csv(library.read, ExportOptions(profile=Profile.DATA), out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        names = next(rows)
        with library.write() as connection:
            columns = ", ".join(f'"{name}" TEXT' for name in names)
            connection.execute(text(f"CREATE TABLE finished ({columns}) STRICT"))
            driver(connection).executemany(f"INSERT INTO finished VALUES ({', '.join('?' * len(names))})", rows)

    def raw() -> float:
        with library.read() as connection, out.open("w", encoding="utf-8", newline="") as file:
            start = time.process_time()
            csv.writer(file).writerows(driver(connection).execute("SELECT * FROM finished"))
            return time.process_time() - start

    return raw


@pytest.mark.parametrize("profile", list(Profile))
def test_export_of_entries(
    benchmark: BenchmarkFixture,
    library: Store,
    finished: Callable[[], float],
    tmp_path: Path,
    profile: Profile,
) -> None:
    ours: list[float] = []
    raw: list[float] = []

    def export() -> None:
        start = time.process_time()
        written = write_csv(library.read, ExportOptions(profile=profile), tmp_path / "out.csv")
        ours.append(time.process_time() - start)
        assert written == Written(ENTRIES, 0)
        raw.append(finished())

    benchmark.pedantic(export, rounds=3)  # type: ignore[no-untyped-call]
    ratio = min(ours) / min(raw)
    benchmark.extra_info |= {"ratio": round(ratio, 2), "goal": GOAL}
    assert ratio <= GOAL


@pytest.mark.parametrize("rows", list(Rows))
def test_no_read_takes_long(benchmark: BenchmarkFixture, library: Store, tmp_path: Path, rows: Rows) -> None:
    """Measure how long each connection is kept, which is how long a writer may have to wait."""
    kept: list[float] = []

    class Watch:
        def __enter__(self) -> object:
            self._start = time.process_time()
            self._lent = library.read()
            return self._lent.__enter__()

        def __exit__(self, *_raised: object) -> None:
            self._lent.__exit__(None, None, None)
            kept.append(time.process_time() - self._start)

    options = ExportOptions(rows=rows)
    benchmark.pedantic(write_csv, args=(Watch, options, tmp_path / "out.csv"), rounds=1)  # type: ignore[no-untyped-call]
    # One in a hundred may meet the collector of garbage.
    longest = sorted(kept)[int(len(kept) * 0.99) - 1]
    benchmark.extra_info |= {"longest read": round(longest, 4), "goal": LONGEST_READ}
    assert longest <= LONGEST_READ


def test_memory_stays_the_same(benchmark: BenchmarkFixture, library: Store, tmp_path: Path) -> None:
    """Compare the most that is held while all entries pass a filter with the same for a tenth of them."""
    everything = Filter().with_term(Word.KIND, tuple(Kind))
    few = replace(everything, last="2002-06")

    def most_held(wanted: Filter) -> tuple[int, int]:
        tracemalloc.start()
        try:
            written = write_csv(library.read, ExportOptions(filter=wanted), tmp_path / "out.csv")
            return written.count, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most_held(few)
    many_entries, much = benchmark.pedantic(  # type: ignore[no-untyped-call]
        most_held, args=(everything,), rounds=1
    )
    few_entries, little = most_held(few)
    an_entry = (much - little) / (many_entries - few_entries)
    benchmark.extra_info |= {"bytes an entry": round(an_entry, 1), "goal": BYTES_AN_ENTRY}
    assert an_entry <= BYTES_AN_ENTRY
