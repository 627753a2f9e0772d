"""Whether a display answers, asked in processes of their own."""

import os
import subprocess
import sys

import pytest

PROGRAM = "from desktop.display import has_display; raise SystemExit(10 if has_display() else 11)"


def answers(**environment: str) -> bool:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    code = subprocess.run([sys.executable, "-c", PROGRAM], env=kept | environment, check=False).returncode
    assert code in {10, 11}
    return code == 10


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(
    "environment",
    [{}, {"DISPLAY": ":987"}, {"DISPLAY": "nonsense"}, {"WAYLAND_DISPLAY": "wayland-987"}],
    ids=["none named", "no such X server", "no name of one", "no such Wayland server"],
)
def test_where_nothing_answers_there_is_no_display(environment: dict[str, str]) -> None:
    assert not answers(**environment)


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=800x600"])
def test_a_platform_that_draws_nowhere_is_no_display(platform: str) -> None:
    assert not answers(QT_QPA_PLATFORM=platform)
