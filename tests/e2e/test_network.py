"""Nothing of Démarche reaches a network: no module that could is imported, and no socket is connected or bound."""

import ast
import sys
from pathlib import Path

import pytest

from tests.e2e.command import demarche, environment

ROOT = Path(__file__).parents[2]
BARRED = {"PySide6.QtNetwork", "urllib.request", "http.client", "socketserver", "PySide6.QtWebSockets"}

WATCH = """
import os, sys

CALLS = ("connect", "bind", "getaddrinfo", "gethostbyname", "sendto")
ASKED = {f"socket.{name}" for name in CALLS} | {"urllib.Request"}

def watch(event, arguments):
    if event in ASKED:
        os.write(2, f"NETWORK: {event} {arguments}".encode())
        os._exit(77)

sys.addaudithook(watch)

def loaded():
    try:
        with open("/proc/self/maps") as maps:
            libraries = maps.read()
    except OSError:
        return
    if "Qt6Network" in libraries:
        os.write(2, b"NETWORK: Qt's library is loaded")
        os._exit(77)

import atexit
atexit.register(loaded)
"""


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which a process ends with 77 where it asks for a network."""
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return environment(PYTHONPATH=str(folder))


def imported() -> set[str]:
    """Return every name that our code imports."""
    names: set[str] = set()
    for folder in ("db", "desktop"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


def test_nothing_that_reaches_a_network_is_imported() -> None:
    names = imported()
    assert "PySide6.QtCore" in names
    assert names & BARRED == set()


def test_the_watch_notices_a_connection(watched: dict[str, str]) -> None:
    import subprocess

    script = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    ended = subprocess.run([sys.executable, "-c", script], env=watched, capture_output=True, check=False)
    assert ended.returncode == 77


def test_no_command_asks_for_a_network(
    watched: dict[str, str], library: list[str | Path], originals: Path, tmp_path: Path
) -> None:
    demarche(*library, "attach", originals, env=watched)
    demarche(*library, "check", env=watched)
    demarche(*library, "export", "-o", tmp_path / "out.csv", env=watched)
    demarche(*library, "backup", tmp_path / "copy.demarche", env=watched)
    demarche(*library, "doctor", env=watched)
    # The whole window, on no screen.
    demarche(*library, "shot", tmp_path / "window.png", "--size", "900x600", env=watched)
