"""packaging/set-up in a folder of its own, with programs put in place of Python: nothing is downloaded here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.posix

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")

# Stands for `.venv/bin/python`: notes what is asked of it, and answers questions about versions like the real one.
NOTING_PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >> "{notes}"
case "$1" in
    -c|--version) exec "{python}" "$@" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what set-up reads of the project, its name with a space in it."""
    folder = tmp_path / "a checkout"
    (folder / "packaging").mkdir(parents=True)
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    for name in ("set-up", "system_libraries.py", *LOCKS):
        shutil.copy(CHECKOUT / "packaging" / name, folder / "packaging")
    return folder


@pytest.fixture
def notes(checkout: Path) -> Path:
    """Put a noting program in place of the environment's Python and return the file of its notes."""
    place = checkout / ".venv" / "bin"
    place.mkdir(parents=True)
    notes = checkout / "notes"
    program(place / "python", NOTING_PYTHON.format(notes=notes, python=sys.executable))
    return notes


def program(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def set_up(checkout: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(checkout / "packaging" / "set-up"), *options]
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "PYTHON"}
    }
    return subprocess.run(command, env=inherited | environment, capture_output=True, text=True, timeout=60, check=False)


def installations(notes: Path) -> list[str]:
    """Return the lines in which pip was asked to install, and forget everything noted so far."""
    lines = [line for line in notes.read_text(encoding="utf-8").splitlines() if " install " in line]
    notes.write_text("", encoding="utf-8")
    return lines


def test_an_old_python_is_refused_in_one_sentence(checkout: Path, tmp_path: Path) -> None:
    old = program(tmp_path / "python3.9", "#!/bin/sh\nexit 1\n")
    result = set_up(checkout, PYTHON=str(old))
    assert result.returncode == 1
    assert result.stderr == f"Démarche: PYTHON names {old}, which is no Python 3.11 or later.\n"
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    result = set_up(checkout, PYTHON="no-such-python")
    assert result.returncode == 1
    assert result.stderr == "Démarche: PYTHON names no-such-python, which is no program on this machine.\n"


def test_without_any_python_set_up_says_which_one_it_needs(checkout: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat", "cksum"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    result = set_up(checkout, PATH=str(tools))
    assert result.returncode == 1
    assert "needs Python 3.11 or later, and found none" in result.stderr


def test_a_python_without_venv_is_answered_with_the_package_to_install(checkout: Path, tmp_path: Path) -> None:
    text = f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n'
    result = set_up(checkout, PYTHON=str(program(tmp_path / "bare-python", text)))
    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_the_first_run_installs_by_hash_and_the_second_nothing(checkout: Path, notes: Path) -> None:
    assert set_up(checkout).returncode == 0
    dependencies, project = installations(notes)
    assert "--require-hashes" in dependencies
    assert dependencies.endswith("packaging/requirements.txt")
    assert project.endswith("--editable .")
    second = set_up(checkout)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert installations(notes) == []


def test_development_adds_its_tools_once_and_serves_a_later_run(checkout: Path, notes: Path) -> None:
    set_up(checkout)
    installations(notes)
    assert set_up(checkout, "--development").returncode == 0
    assert installations(notes)[0].endswith("packaging/requirements-dev.txt")
    set_up(checkout, "--development")
    set_up(checkout)
    assert installations(notes) == []


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/requirements.txt"])
def test_a_changed_project_is_installed_again(checkout: Path, notes: Path, changed: str) -> None:
    set_up(checkout)
    installations(notes)
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    set_up(checkout)
    assert len(installations(notes)) == 2


def test_a_moved_checkout_is_installed_again(checkout: Path, notes: Path, tmp_path: Path) -> None:
    set_up(checkout)
    installations(notes)
    moved = checkout.rename(tmp_path / "moved")
    program(moved / ".venv/bin/python", NOTING_PYTHON.format(notes=moved / "notes", python=sys.executable))
    set_up(moved)
    assert len(installations(moved / "notes")) == 2


def test_a_failed_installation_is_said_and_tried_again(checkout: Path, notes: Path) -> None:
    python = checkout / ".venv/bin/python"
    working = python.read_text(encoding="utf-8")
    program(python, working + 'case "$*" in *--require-hashes*) echo "no network" >&2; exit 1 ;; esac\n')
    failed = set_up(checkout)
    assert failed.returncode == 1
    assert "no network\nDémarche: the dependencies could not be installed" in failed.stderr
    program(python, working)
    notes.write_text("", encoding="utf-8")
    assert set_up(checkout).returncode == 0
    assert len(installations(notes)) == 2


def test_a_system_that_qt_cannot_use_stops_every_run_until_it_is_mended(checkout: Path, notes: Path) -> None:
    python = checkout / ".venv/bin/python"
    working = python.read_text(encoding="utf-8")
    program(python, working + 'case "$1" in *system_libraries*) echo "lacks libEGL" >&2; exit 1 ;; esac\n')
    for _ in range(2):
        result = set_up(checkout)
        assert result.returncode == 1
        assert "lacks libEGL" in result.stderr
    program(python, working)
    assert set_up(checkout).returncode == 0
    checked = [line for line in notes.read_text(encoding="utf-8").splitlines() if "system_libraries" in line]
    assert len(checked) == 3
    set_up(checkout)
    assert notes.read_text(encoding="utf-8").count("system_libraries") == 3


def test_a_window_is_checked_apart_from_a_picture(checkout: Path, notes: Path) -> None:
    set_up(checkout)
    set_up(checkout, DISPLAY=":0")
    checked = [line for line in notes.read_text(encoding="utf-8").splitlines() if "system_libraries" in line]
    assert [line.split()[-1] for line in checked] == ["picture", "window"]


def test_an_unknown_option_is_wrong_usage(checkout: Path) -> None:
    result = set_up(checkout, "--everything")
    assert result.returncode == 2
    assert result.stderr == "usage: packaging/set-up [--development]\n"
