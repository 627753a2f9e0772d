"""`demarche demo`: a made-up library in a window, in a picture or measured, gone at the end."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command import COMMAND, demarche, environment, misused

KEYS = ["n", "start_to_drawn_ms", "cpu_to_drawn_ms", "pss_mb"]
SERIES = {"pan_week": 200, "pan_half": 200, "zoom": 100}
LOOKS = ["whole", "week", "day", "hour"]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what 500 entries are measured at; the place of temporary files must be empty afterwards."""
    place = tmp_path_factory.mktemp("temporary")
    result = demarche("demo", "500", "--bench", env=environment(TMPDIR=str(place)))
    assert result.stderr == ""
    assert list(place.iterdir()) == []
    (line,) = result.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_one_line_tells_all_figures(figures: dict[str, Any]) -> None:
    assert list(figures) == [*KEYS, *SERIES, *LOOKS]
    assert figures["n"] == 500
    assert figures["cpu_to_drawn_ms"] > 0
    assert figures["start_to_drawn_ms"] > 0
    assert figures["pss_mb"] is None or figures["pss_mb"] > 10
    for name, steps in SERIES.items():
        series = figures[name]
        assert list(series) == ["steps", "cpu_ms", "wall_ms", "over_16_7"]
        assert series["steps"] == steps
        assert 0 <= series["over_16_7"] <= steps
        for clock in ("cpu_ms", "wall_ms"):
            assert list(series[clock]) == ["median", "p99"]
            assert 0 < series[clock]["median"] <= series[clock]["p99"]


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_drawn_stands_for_all_that_is_there_and_no_label_overlaps(figures: dict[str, Any], name: str) -> None:
    look = figures[name]
    assert list(look) == ["visible_labels", "overlapping_labels", "drawn", "counted"]
    assert look["drawn"] == look["counted"] > 0
    assert look["visible_labels"] > 0
    assert look["overlapping_labels"] == 0


def test_all_entries_but_the_undated_are_counted_in_the_whole(figures: dict[str, Any]) -> None:
    assert 495 <= figures["whole"]["counted"] <= 500


def test_the_same_number_makes_the_same_library(figures: dict[str, Any]) -> None:
    again = json.loads(demarche("demo", "500", "--bench").stdout)
    assert {name: again[name] for name in LOOKS} == {name: figures[name] for name in LOOKS}


def test_without_a_display_a_picture_is_written(tmp_path: Path) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    result = demarche("demo", "60", cwd=tmp_path, env=environment(TMPDIR=str(place)))
    picture = tmp_path / "demarche.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert str(picture) in result.stderr
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("count", ["0", "-1", "ten", "1.5", "10000001", "", "٣"])
def test_a_number_that_is_none_is_wrong_usage(count: str) -> None:
    assert "N" in misused(demarche("demo", count, status=2))


def test_a_number_is_needed() -> None:
    assert "N" in misused(demarche("demo", status=2))


@pytest.mark.parametrize("option", ["--database", "--dataset"])
def test_the_users_own_library_is_never_loaded_with_made_up_entries(option: str, tmp_path: Path) -> None:
    told = demarche(option, tmp_path / "mine", "demo", "5", "--bench")
    assert json.loads(told.stdout)["n"] == 5
    assert option in told.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_long_loading_is_told_and_ends_cleanly_when_asked_to(
    number: signal.Signals, status: int, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        [*COMMAND, "demo", "5000000", "--bench"],
        env=environment(TMPDIR=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    told = process.stderr.readline()
    os.kill(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert " of 5,000,000 entries made" in told
    assert (process.returncode, out) == (status, "")
    assert "Traceback" not in err
    deadline = time.monotonic() + 10
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert list(tmp_path.iterdir()) == []
