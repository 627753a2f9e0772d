"""What a frame of the timeline costs while one pans and zooms, at every size of library, labels and all."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from db.marks import Marks
from db.store import open_library
from desktop.assets import dataset_folder
from desktop.theme import Appearance
from tests.bench.frames import Frames, measure, show, views
from tests.bench.synthetic import synthetic

FEW = 100
MOST = 10_000_000
SIZES = (FEW, 10_000, 100_000, 1_000_000, MOST)
GOALS = "p99 ≤ 16, late ≤ 1 %, median ≤ 2.5 × that of 100"
GOALS_OF_MOST = "p99 ≤ 20"
NEEDED_BY_MOST = 8 << 30
"""Bytes: the made-up columns, and what is built over them."""
Medians = dict[int, float]


def available() -> int:
    """Tell how many bytes of memory are free; none where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), 0)


@pytest.fixture(scope="module")
def appearance(qapp: QApplication) -> Appearance:
    """Return the application's appearance."""
    return Appearance(qapp, "light")


@pytest.fixture(scope="module")
def medians() -> Medians:
    """Return what has been measured, by number of entries."""
    return {}


@pytest.fixture
def frames(appearance: Appearance) -> Iterator[Callable[[Marks], Frames]]:
    """Return how the frames of some marks are measured."""
    shown = []

    def of(marks: Marks) -> Frames:
        timeline = show(marks, appearance)
        shown.append(timeline)
        return Frames(np.concatenate([measure(timeline, steps).ms for steps in views(timeline).values()]))

    yield of
    for timeline in shown:
        timeline.close()
        timeline.deleteLater()


def report(benchmark: BenchmarkFixture, found: Frames, goals: str = GOALS) -> None:
    """Note what is to be read of the frames."""
    benchmark.extra_info |= {
        "median ms": round(found.median, 1),
        "p99 ms": round(found.p99, 1),
        "late": f"{found.late} of {len(found.ms)}",
        "goal": goals,
    }


def test_frames_of_the_shipped_dataset(
    benchmark: BenchmarkFixture, frames: Callable[[Marks], Frames], tmp_path: Path
) -> None:
    with closing(open_library(tmp_path / "shipped.sqlite3", dataset_folder())) as store:
        marks = store.marks()
    found = benchmark.pedantic(frames, (marks,), rounds=1)  # type: ignore[no-untyped-call]
    report(benchmark, found)


@pytest.mark.parametrize("entries", SIZES)
def test_frames(benchmark: BenchmarkFixture, frames: Callable[[Marks], Frames], medians: Medians, entries: int) -> None:
    if entries == MOST and available() < NEEDED_BY_MOST:
        pytest.skip("there is not enough memory free for so many entries")
    marks = synthetic(entries)
    found = benchmark.pedantic(frames, (marks,), rounds=1)  # type: ignore[no-untyped-call]
    report(benchmark, found, GOALS_OF_MOST if entries == MOST else GOALS)
    medians[entries] = found.median
    if FEW in medians:
        benchmark.extra_info["times that of 100"] = round(found.median / medians[FEW], 2)
