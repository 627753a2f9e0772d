"""packaging/system_libraries.py on systems that lack this and that; no package program is ever run for real."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.posix

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "system_libraries.py"
RELEASES = {
    "Debian": ({"ID": "debian"}, "apt-get", "libegl1"),
    "Ubuntu": ({"ID": "ubuntu", "ID_LIKE": "debian"}, "apt-get", "libxcb-cursor0"),
    "Mint": ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt-get", "libxcb-cursor0"),
    "Fedora": ({"ID": "fedora"}, "dnf", "xcb-util-cursor"),
    "Rocky": ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf", "xcb-util-cursor"),
    "Arch": ({"ID": "arch"}, "pacman", "xcb-util-cursor"),
    "openSUSE": ({"ID": "opensuse-tumbleweed", "ID_LIKE": "opensuse suse"}, "zypper", "libxcb-cursor0"),
}


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("system_libraries", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["system_libraries"] = module
    spec.loader.exec_module(module)
    return module


class System:
    """A system to pretend: what it lacks, which release it is, what was run on it."""

    def __init__(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.script, self.monkeypatch = script, monkeypatch
        self.run: list[tuple[str, ...]] = []
        self.programs = {"apt-get", "dnf", "pacman", "zypper", "sudo"}
        self.mended_by_installing = True
        self.lacks()
        self.release({"ID": "debian"})
        self.user(root=False)
        monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in self.programs else None)
        monkeypatch.setattr(script, "run_all", self._install)
        monkeypatch.setattr(script, "look", lambda *, development: self.lacking)
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)

    def lacks(self, **what: Any) -> None:
        nothing = {"picture": (), "xcb": (), "wayland": (), "fonts": False, "programs": ()}
        self.lacking = self.script.Lacking(**(nothing | what))

    def release(self, values: dict[str, str]) -> None:
        self.monkeypatch.setattr(platform, "freedesktop_os_release", lambda: values)

    def user(self, *, root: bool) -> None:
        self.monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)

    def check(self, *, to: str = "picture", purpose: str = "run") -> int:
        self.monkeypatch.setattr(sys, "argv", ["system_libraries.py", "--for", purpose, "--to", to])
        code: int = self.script.main()
        return code

    def _install(self, commands: tuple[tuple[str, ...], ...]) -> None:
        self.run.extend(commands)
        if self.mended_by_installing:
            self.lacks()


@pytest.fixture
def system(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> System:
    return System(script, monkeypatch)


def test_a_complete_system_is_passed_without_a_word(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.user(root=True)
    assert system.check(to="window", purpose="development") == 0
    assert capsys.readouterr().err == ""
    assert system.run == []


@pytest.mark.parametrize("name", RELEASES)
def test_a_user_is_told_the_one_command_of_the_distribution(
    system: System, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release, program, package = RELEASES[name]
    system.release(release)
    system.lacks(picture=("libEGL.so.1",))
    assert system.check() == 1
    said = capsys.readouterr().err
    assert "lacks libEGL.so.1." in said
    (command,) = (line.strip() for line in said.splitlines() if line.startswith("    "))
    assert command.startswith(f"sudo {program} ")
    assert package in command.split()
    assert "noto" not in command
    assert system.run == []


def test_without_sudo_the_command_asks_for_the_password_of_root(
    system: System, capsys: pytest.CaptureFixture[str]
) -> None:
    system.programs.discard("sudo")
    system.lacks(fonts=True)
    assert system.check() == 1
    said = capsys.readouterr().err
    assert "lacks a font." in said
    assert "su - -c 'apt-get update && apt-get install --yes --no-install-recommends fonts-noto-core'" in said


def test_root_gets_everything_installed(system: System) -> None:
    system.user(root=True)
    system.lacks(picture=("libEGL.so.1",), xcb=("libxcb-cursor.so.0",), fonts=True)
    assert system.check() == 0
    assert system.run[0] == ("apt-get", "update")
    assert {"libegl1", "libxcb-cursor0", "fonts-noto-core"} <= set(system.run[1])
    assert "xvfb" not in system.run[1]


def test_an_installation_that_does_not_help_is_an_error(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.user(root=True)
    system.mended_by_installing = False
    system.lacks(picture=("libEGL.so.1",))
    assert system.check() == 1
    assert "lacks libEGL.so.1." in capsys.readouterr().err


def test_a_picture_does_not_wait_for_the_libraries_of_a_window(system: System) -> None:
    system.lacks(xcb=("libxcb-cursor.so.0",), wayland=("libwayland-cursor.so.0",))
    assert system.check(to="picture") == 0


def test_a_window_needs_one_working_way_to_the_screen(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    system.lacks(xcb=("libxcb-cursor.so.0",))
    monkeypatch.setenv("DISPLAY", ":0")
    assert system.check(to="window") == 1
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert system.check(to="window") == 0


def test_programs_that_only_tests_want_are_named_but_no_hindrance(
    system: System, capsys: pytest.CaptureFixture[str]
) -> None:
    system.lacks(programs=("Xvfb", "xdotool"))
    assert system.check(purpose="development") == 0
    said = capsys.readouterr().err
    assert "will be skipped, for this system lacks Xvfb and xdotool." in said
    assert "xvfb xauth xdotool" in said


def test_an_unknown_distribution_is_told_what_is_missing(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.user(root=True)
    system.release({"ID": "slackware"})
    system.lacks(picture=("libEGL.so.1",))
    assert system.check() == 1
    said = capsys.readouterr().err
    assert "lacks libEGL.so.1." in said
    assert "this system's package program" in said


def test_missing_libraries_are_read_from_the_loader(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = tmp_path / "ldd"
    loader.write_text(
        "#!/bin/sh\nprintf '\\tlibz.so.1 => /lib/libz.so.1 (0x0)\\n\\tlibEGL.so.1 => not found\\n'\n"
        "printf '\\tlibEGL.so.1 => not found\\n\\tlibX11.so.6 => not found\\n'\n",
        encoding="utf-8",
    )
    loader.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert script.missing_libraries(Path("libQt6Gui.so.6")) == ("libEGL.so.1", "libX11.so.6")


def test_what_this_suite_runs_on_can_draw(script: ModuleType) -> None:
    assert script.look(development=False).picture == ()


def test_a_font_counts_wherever_fontconfig_would_find_it(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "SYSTEM_FONTS", tmp_path / "system")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "mine"))
    assert not script.has_font()
    (tmp_path / "mine" / "fonts" / "serif").mkdir(parents=True)
    (tmp_path / "mine" / "fonts" / "serif" / "Read.TTF").touch()
    assert script.has_font()


def test_a_command_that_fails_ends_the_row(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []

    def refuse(words: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        return subprocess.CompletedProcess(words, 100)

    monkeypatch.setattr(subprocess, "run", refuse)
    script.run_all((("apt-get", "update"), ("apt-get", "install", "x")))
    assert asked == [("apt-get", "update")]
    assert "apt-get failed" in capsys.readouterr().err
