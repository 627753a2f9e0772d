"""Searching as one types over very many entries: the list after every key, and the whole result, in CPU time."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from db import queries
from db.finding import Finder
from db.query_terms import Dates, Names
from db.showing import Showing
from db.store import Store, open_library
from tests.bench.conftest import MANY, Libraries

GOAL = 5
TYPED = (
    "canal tolls",
    "acteur 48",
    "many entries",
    "envoys confer",
    '"for a month" actor 5',
    "zzzzz",
    "side:side-3 tolls",
)
"""Rare words and common ones, two of which stand in every entry, and words among the entries of a side."""


@pytest.fixture(scope="module")
def library(libraries: Libraries) -> Iterator[Store]:
    """Return a library of made-up entries."""
    with closing(open_library(libraries(MANY))) as store:
        yield store


@pytest.fixture(scope="module")
def finder(library: Store) -> Finder:
    """Return what answers searches of the library."""
    with library.read() as connection:
        known = queries.library(connection)
    return Finder(Names.of(known, {}), Dates(_no_date, ()), Showing(library.marks(), known).mask)


def _no_date(_text: str) -> None:
    """Read nothing as a date."""


def milliseconds(work: Callable[[], object]) -> float:
    """Return the CPU time of some work."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def test_list_after_a_key(benchmark: BenchmarkFixture, library: Store, finder: Finder) -> None:
    begun = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
    taken: list[float] = []

    def type_all() -> None:
        for typed in begun:
            with library.read() as connection:
                taken.append(milliseconds(partial(finder.first, connection, typed)))

    benchmark.pedantic(type_all, rounds=5)  # type: ignore[no-untyped-call]
    ordered = sorted(taken)
    benchmark.extra_info |= {
        "entries": MANY,
        "CPU ms a key": round(ordered[len(ordered) // 2], 1),
        "99 of 100": round(ordered[len(ordered) * 99 // 100], 1),
        "goal": f"≤ {GOAL}",
    }


@pytest.mark.parametrize("what", ["rows", "best"])
def test_whole_result_of_a_common_word(benchmark: BenchmarkFixture, library: Store, finder: Finder, what: str) -> None:
    """Find every entry of the library, and rank them: what happens beside the window once typing pauses."""
    look, taken = {"rows": finder.rows, "best": finder.best}[what], []

    def find() -> None:
        with library.read() as connection:
            taken.append(milliseconds(partial(look, connection, "entries")))

    benchmark.pedantic(find, rounds=3)  # type: ignore[no-untyped-call]
    benchmark.extra_info |= {"hits": MANY, "CPU ms": round(min(taken))}
