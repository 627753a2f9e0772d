"""The suite's own guards, tried on tests that deserve to fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.posix

CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULTS = "import os, threading, warnings\nfrom PySide6.QtCore import QTimer, qWarning\nKEPT = []\n\n"


def outcome(tmp_path: Path, body: str, **environment: str) -> str:
    """Run one test with the project's configuration and fixtures; return what pytest printed."""
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    shutil.copy(CHECKOUT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_guarded.py").write_text(DEFAULTS + body, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "test_guarded.py"]
    inherited = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    result = subprocess.run(
        command, cwd=tmp_path, env=inherited | environment, capture_output=True, text=True, timeout=60, check=False
    )
    return result.stdout


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("def test_it():\n    thread = threading.Thread(target=threading.Event().wait, args=(3,), name='leaky')\n"
         "    thread.start()\n", "threads still running after the test: leaky"),
        ("def test_it(qapp):\n    timer = QTimer(objectName='leaky')\n    timer.start(50)\n    KEPT.append(timer)\n",
         "timers still running after the test: leaky"),
        ("def test_it(qapp):\n    timer = QTimer(qapp, objectName='owned')\n    timer.start(50)\n",
         "timers still running after the test: owned of QApplication"),
        ("def test_it(qapp):\n    qWarning('something of Qt is wrong')\n", "something of Qt is wrong"),
        ("def test_it():\n    warnings.warn('old')\n", "UserWarning: old"),
    ],
    ids=["thread", "timer", "timer of the application", "Qt warning", "Python warning"],
)  # fmt: skip
def test_a_careless_test_fails(tmp_path: Path, body: str, reason: str) -> None:
    printed = outcome(tmp_path, body)
    assert reason in printed
    assert "1 passed in" not in printed


def test_a_tidy_test_passes(tmp_path: Path) -> None:
    body = (
        "def test_it(qapp):\n    timer = QTimer()\n    timer.start(50)\n    timer.stop()\n"
        "    thread = threading.Thread(target=int)\n    thread.start()\n    thread.join()\n"
    )
    assert "1 passed in" in outcome(tmp_path, body)


def test_originals_are_read_where_they_are_named_and_hidden_from_what_tests_start(tmp_path: Path) -> None:
    body = "def test_it(articles):\n    assert articles.is_dir()\n    assert 'DEMARCHE_ARTICLES' not in os.environ\n"
    assert "1 passed in" in outcome(tmp_path, body, DEMARCHE_ARTICLES=str(tmp_path))
    skipped = outcome(tmp_path, body)
    assert "1 skipped in" in skipped
    assert "DEMARCHE_ARTICLES does not name a folder" in skipped
