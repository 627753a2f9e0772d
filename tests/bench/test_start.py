"""What a start costs until something is seen, against a window with a label: CPU time of whole processes."""

import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from db.store import open_library
from desktop.assets import dataset_folder
from tests.bench.conftest import MANY, Libraries

STARTING = Path(__file__).with_name("starting.py")
RUNS = 7
FEW = 100
GOALS = {"painted": 1.6, "marks": 3.0}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library that holds the shipped dataset and was closed as it should be."""
    path = tmp_path_factory.mktemp("start") / "library.sqlite3"
    store = open_library(path, dataset_folder())
    store.marks()
    store.close()
    return path


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which modules are compiled once, and no settings of the user are found."""
    home = tmp_path_factory.mktemp("surroundings")
    spared = {key: value for key, value in os.environ.items() if key not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    root = STARTING.parents[2]
    return spared | {
        "PYTHONPYCACHEPREFIX": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONPATH": str(root),
    }


def seconds(what: str, library: Path, surroundings: dict[str, str]) -> float:
    """Return the CPU seconds of a fresh process until it has painted.

    Its end leaves a lock and a letterbox, which are taken away.
    """
    command = [sys.executable, str(STARTING), what, str(library)]
    out = subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True, timeout=60).stdout
    library.with_name(f"{library.name}-open").unlink(missing_ok=True)
    for boxes in Path(surroundings["XDG_STATE_HOME"]).rglob("open"):
        shutil.rmtree(boxes)
    return float(out)


@pytest.mark.parametrize("what", list(GOALS))
def test_start(benchmark: BenchmarkFixture, library: Path, surroundings: dict[str, str], what: str) -> None:
    for each in ("bare", what):
        seconds(each, library, surroundings)
    ratios: list[float] = []

    def start() -> None:
        bare = seconds("bare", library, surroundings)
        ratios.append(seconds(what, library, surroundings) / bare)

    benchmark.pedantic(start, rounds=RUNS, iterations=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info |= {"times a bare window": round(statistics.median(ratios), 2), "goal": f"≤ {GOALS[what]}"}


def test_second_start_of_very_many(
    benchmark: BenchmarkFixture, libraries: Libraries, surroundings: dict[str, str]
) -> None:
    """Start on libraries that were closed as they should be, whose marks are kept beside their tables."""
    many, few = libraries(MANY), libraries(FEW)
    ratios: list[float] = []

    def start() -> None:
        least = seconds("kept", few, surroundings)
        ratios.append(seconds("kept", many, surroundings) / least)

    benchmark.pedantic(start, rounds=RUNS, iterations=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info |= {
        "entries": MANY,
        "times the same of 100": round(statistics.median(ratios), 2),
        "goal": "≤ 2",
    }
