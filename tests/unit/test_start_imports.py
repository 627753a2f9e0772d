"""What a start imports before its window is painted, and before the marks are."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("imported", "barred"),
    [
        pytest.param("desktop.__main__", "('numpy', 'sqlalchemy')", id="the command"),
        pytest.param("desktop.cli.window", "('numpy', 'sqlalchemy')", id="the frame"),
        pytest.param("desktop.first_look", "('sqlalchemy',)", id="the marks"),
    ],
)
def test_a_start_imports_nothing_heavy_before_it_shows(imported: str, barred: str) -> None:
    script = f"import sys, {imported}; print([n for n in sys.modules if n.partition('.')[0] in {barred}])"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert found.stdout.strip() == "[]"
