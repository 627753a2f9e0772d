"""`demarche` itself: its picture where there is no display, and the real window under Xvfb."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.e2e.command import COMMAND, LIMITED, demarche, environment, sentence
from tests.e2e.pictures import differing, look_at

Library = list[str | Path]


def nowhere(**more: str) -> dict[str, str]:
    """Return an environment in which Qt is told of no platform, and there is no display."""
    return {name: value for name, value in environment(**more).items() if name != "QT_QPA_PLATFORM"}


@pytest.mark.parametrize(
    "more",
    [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "minimal"}],
    ids=["no display", "none that answers", "offscreen", "minimal"],
)
def test_without_a_display_a_picture_is_written_and_told(tmp_path: Path, more: dict[str, str]) -> None:
    file = tmp_path / "demarche.png"
    result = demarche(cwd=tmp_path, env=nowhere(**more))
    assert sentence(result) == f"There is no display; what the window would show is in {file}."
    assert result.stdout == ""
    seen = look_at(file)
    assert seen.size == (1600, 900)
    assert seen.colours > 200
    assert seen.ground.lightness() > 200
    assert list(tmp_path.iterdir()) == [file]


def test_a_second_start_shows_the_same_and_replaces_the_picture(tmp_path: Path, library: Library) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
    (tmp_path / "second" / "demarche.png").write_bytes(b"an old one")
    demarche(*library, cwd=tmp_path / "first")
    demarche(*library, cwd=tmp_path / "second")
    assert differing(tmp_path / "first" / "demarche.png", tmp_path / "second" / "demarche.png") == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder that even root cannot write to")
def test_a_folder_that_cannot_be_written_to_is_told(library: Library) -> None:
    result = demarche(*library, cwd=Path("/proc"), status=1)
    assert sentence(result).startswith("/proc/demarche.png was not written: ")


def test_a_full_disk_leaves_no_half_a_picture(tmp_path: Path, library: Library) -> None:
    demarche(*library, "check")
    demarche(*library, "export", "-o", "-")
    before = sorted(tmp_path.iterdir())
    assert "demarche.png was not written" in sentence(
        demarche(*library, cwd=tmp_path, before=[*LIMITED, "8"], status=1)
    )
    assert sorted(tmp_path.iterdir()) == before


def test_originals_are_attached_first_and_then_passed_over(tmp_path: Path, library: Library, originals: Path) -> None:
    (originals / "notes.txt").write_text("Not an article.\n", encoding="utf-8")
    first = demarche(*library, "--articles", originals, cwd=tmp_path)
    assert "gazette-2021-03-04: 6 exact, 0 shifted, 0 altered, 0 lost" in first.stderr
    again = demarche(*library, "--articles", originals, cwd=tmp_path)
    assert sentence(again).startswith("There is no display")
    assert "originals: 2 of 2 attached" in demarche(*library, "check").stdout


def test_the_variable_is_read_by_the_window_alone(tmp_path: Path, library: Library, originals: Path) -> None:
    env = environment(DEMARCHE_ARTICLES=str(originals))
    demarche(*library, "export", "-o", "-", env=env)
    assert "originals: none attached" in demarche(*library, "check", env=env).stdout
    demarche(*library, cwd=tmp_path, env=env)
    assert "originals: 2 of 2 attached" in demarche(*library, "check").stdout


def test_originals_that_are_not_there_stop_a_start_only_if_named_for_it(tmp_path: Path, library: Library) -> None:
    missing = tmp_path / "nowhere"
    named = demarche(*library, "--articles", missing, cwd=tmp_path, status=1)
    assert sentence(named) == f"There is no file or folder {missing}."
    assert not (tmp_path / "demarche.png").exists()
    kept = demarche(*library, cwd=tmp_path, env=environment(DEMARCHE_ARTICLES=str(missing)))
    assert kept.stderr.splitlines()[0] == f"demarche: DEMARCHE_ARTICLES names {missing}, which is not there."
    assert (tmp_path / "demarche.png").exists()


def test_a_folder_without_articles_is_told(tmp_path: Path, library: Library) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    result = demarche(*library, "--articles", letters, cwd=tmp_path, status=1)
    assert sentence(result) == f"No article of the dataset was found in {letters}."


class Screen:
    """An X server of its own, and hands for what is on it."""

    def __init__(self, name: str) -> None:
        self.environment = {key: value for key, value in environment(DISPLAY=name).items() if key != "QT_QPA_PLATFORM"}

    @contextmanager
    def open(self, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
        """Start the program, and leave none behind when a test fails."""
        command = [*COMMAND, *map(str, arguments)]
        with subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True) as program:
            try:
                yield program
            finally:
                program.kill()

    def do(self, *words: str) -> str:
        result = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=30, check=True
        )
        return result.stdout

    def window(self) -> str:
        """Wait for our window, give it the keyboard, and return its number."""
        found = self.do("search", "--sync", "--onlyvisible", "--name", "Démarche").split()[0]
        self.do("windowfocus", "--sync", found)
        return found

    def leave_dialog(self, program: subprocess.Popen[str]) -> None:
        """Press Esc in the window over the first one until the program is gone: a busy machine may show it late."""
        while program.poll() is None:
            # A window may be gone between two words to it.
            with suppress(subprocess.CalledProcessError):
                windows = self.do("search", "--onlyvisible", "--class", "demarche").split()
                if len(windows) > 1:
                    self.do("windowfocus", "--sync", windows[-1])
                    self.do("key", "Escape")
            time.sleep(0.2)

    def size(self, window: str) -> str:
        return self.do("getwindowgeometry", window).rsplit("Geometry: ", 1)[1].strip()


@pytest.fixture
def screen() -> Iterator[Screen]:
    """Start an X server without a window manager, with room for a first window and the title over it."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield Screen(f":{number}")
        server.terminate()


def ended(program: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a program's end and return its status and what it said."""
    _, told = program.communicate(timeout=30)
    return program.returncode, told


@pytest.mark.display
def test_the_window_opens_closes_and_comes_back_as_left(screen: Screen, library: Library, database: Path) -> None:
    with screen.open(*library) as program:
        window = screen.window()
        assert screen.size(window) == "1600x900"
        screen.do("key", "--delay", "100", "Tab", "Right", "Down", "Escape")
        screen.do("windowsize", "--sync", window, "1200", "700")
        screen.do("key", "ctrl+q")
        assert ended(program) == (0, "")
    assert "library" in demarche(*library, "check").stdout
    assert not database.with_name(f"{database.name}-open").exists()
    with screen.open(*library) as program:
        window = screen.window()
        assert screen.size(window) == "1200x700"
        screen.do("key", "ctrl+q")
        assert ended(program) == (0, "")


@pytest.mark.display
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_closes_the_window_and_the_library(
    screen: Screen, library: Library, database: Path, number: signal.Signals, status: int
) -> None:
    with screen.open(*library) as program:
        screen.window()
        program.send_signal(number)
        assert ended(program) == (status, "")
    assert not database.with_name(f"{database.name}-open").exists()


@pytest.mark.display
def test_a_library_that_cannot_be_opened_is_told_and_left_alone(
    screen: Screen, library: Library, database: Path
) -> None:
    database.write_bytes(b"a shopping list")
    with screen.open(*library) as program:
        screen.do("search", "--sync", "--onlyvisible", "--name", "Démarche")
        screen.leave_dialog(program)
        assert ended(program) == (1, "")
    assert database.read_bytes() == b"a shopping list"


@pytest.mark.display
def test_a_kill_of_the_open_window_is_followed_by_a_sound_start(
    screen: Screen, library: Library, database: Path
) -> None:
    with screen.open(*library) as program:
        screen.window()
        lock = database.with_name(f"{database.name}-open")
        while not lock.exists():
            assert program.poll() is None
        program.kill()
        assert ended(program)[0] == -signal.SIGKILL
    assert "sound" in demarche(*library, "check").stdout
    with screen.open(*library) as program:
        screen.window()
        screen.do("key", "ctrl+q")
        assert ended(program) == (0, "")


@pytest.mark.display
def test_a_key_that_x11_edits_text_by_runs_its_command_while_one_searches(screen: Screen, library: Library) -> None:
    with screen.open(*library):
        window = screen.window()
        screen.do("key", "ctrl+f")
        screen.do("type", "truce")
        opened = ""
        # A busy machine may listen to keys late.
        for _ in range(60):
            screen.do("windowfocus", "--sync", window)
            screen.do("key", "ctrl+e")
            time.sleep(0.5)
            with suppress(subprocess.CalledProcessError):
                opened = screen.do("search", "--onlyvisible", "--name", "^Export$")
            if opened:
                break
        assert opened
