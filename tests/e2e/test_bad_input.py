"""Whatever is wrong with what a command is given: one sentence, the right exit status, and nothing lost."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.command import COMMAND, LIMITED, demarche, environment, misused, sentence

Library = list[str | Path]
Spoil = Callable[[Path], None]


def empty(database: Path) -> None:
    database.write_bytes(b"")


def truncated(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:5000])


def random_bytes(database: Path) -> None:
    database.write_bytes(hashlib.shake_256(b"no library").digest(40_000))


def foreign(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.execute("INSERT INTO recipes VALUES ('soup')")


def with_a_trigger(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TRIGGER gone AFTER INSERT ON star BEGIN DELETE FROM original; END")


COMMANDS: dict[str, list[str]] = {
    "attach": ["attach", "ORIGINALS"],
    "check": ["check"],
    "export": ["export", "-o", "out.csv"],
    "shot": ["shot", "out.png"],
    "window": [],
}


@pytest.mark.parametrize(
    ("command", "spoil", "told"),
    [
        ("check", empty, "{} is an empty file, not a library."),
        ("window", empty, "{} is an empty file, not a library."),
        ("check", truncated, "The library {} is damaged."),
        ("export", truncated, "The library {} is damaged."),
        *((command, random_bytes, "{} is not a library of Démarche.") for command in COMMANDS),
        ("attach", foreign, "{} is a database of another program."),
        ("shot", foreign, "{} is a database of another program."),
        ("attach", with_a_trigger, "The library {} holds what no library has: trigger gone."),
        ("window", with_a_trigger, "The library {} holds what no library has: trigger gone."),
    ],
)
def test_a_file_that_is_no_library_is_refused_and_left_as_it_is(
    command: str, spoil: Spoil, told: str, made: Path, library: Library, originals: Path, tmp_path: Path
) -> None:
    spoil(made)
    before = made.read_bytes()
    arguments = [str(originals) if each == "ORIGINALS" else each for each in COMMANDS[command]]
    result = demarche(*library, *arguments, cwd=tmp_path, status=1)
    assert sentence(result) == told.format(made)
    assert made.read_bytes() == before
    assert not any((tmp_path / name).exists() for name in ("out.csv", "out.png", "demarche.png"))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a library with the small dataset, as bytes."""
    from tests.db.small import write_dataset

    folder = tmp_path_factory.mktemp("made")
    demarche("--dataset", write_dataset(folder / "dataset"), "--database", folder / "made", "export", "-o", "-")
    return (folder / "made").read_bytes()


@pytest.fixture
def made(loaded: bytes, database: Path) -> Path:
    """Return a library with the small dataset."""
    database.write_bytes(loaded)
    return database


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    result = demarche("--database", tmp_path, "export", "-o", "-", status=1)
    assert sentence(result) == f"{tmp_path} is a folder, not a library."


def test_a_library_where_no_file_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = demarche("--database", tmp_path / "file" / "library", "export", "-o", "-", status=1)
    assert "library" in sentence(result)
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["--colour"], ["export", "--colour", "-o", "x.csv"], ["inspect"], ["attach"]])
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    misused(demarche(*arguments, status=2))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--actor", "mayor"], "mayor"),
        (["--kind", "letter"], "letter"),
        (["--from", "last summer"], "last summer"),
        (["--stance", "bread:for"], "bread"),
    ],
)
def test_an_unknown_value_is_wrong_usage_and_writes_nothing(
    made: Path, library: Library, tmp_path: Path, words: list[str], told: str
) -> None:
    assert told in misused(demarche(*library, "export", *words, "-o", tmp_path / "out.csv", status=2))
    assert not (tmp_path / "out.csv").exists()


def test_a_full_disk_keeps_the_former_export(made: Path, library: Library, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("what was there\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    result = demarche(*library, "export", "-o", target, before=[*LIMITED, "1"], status=1)
    assert sentence(result) == f"{target} was not written: the disk is full."
    assert target.read_text(encoding="utf-8") == "what was there\n"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("output", ["-", "/dev/full"])
def test_a_device_that_takes_nothing_is_told(made: Path, library: Library, output: str) -> None:
    command = [*COMMAND, *map(str, library), "export", "--format", "csv", "-o", output]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            command, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert result.returncode == 1
    assert sentence(result).endswith("was not written: the disk is full.")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder that even root cannot write to")
@pytest.mark.parametrize(
    "arguments", [["export", "-o", "/proc/out.csv"], ["shot", "/proc/out.png"]], ids=["export", "shot"]
)
def test_a_folder_that_cannot_be_written_to_is_told(made: Path, library: Library, arguments: list[str]) -> None:
    result = demarche(*library, *arguments, status=1)
    assert sentence(result).startswith(f"{arguments[-1]} was not written: ")


def test_a_full_disk_while_attaching_keeps_the_library_as_it_was(made: Path, library: Library, originals: Path) -> None:
    blocks = str(made.stat().st_size // 512)
    text = originals / "gazette-2021-03-04.txt"
    text.write_text(text.read_text(encoding="utf-8") + "Every word but one. " * 5000, encoding="utf-8")
    result = demarche(*library, "attach", text, before=[*LIMITED, blocks], status=1)
    assert "nothing was changed" in sentence(result)
    assert "originals: none attached" in demarche(*library, "check").stdout


def test_a_full_disk_while_a_library_is_made_leaves_none(library: Library, database: Path) -> None:
    result = demarche(*library, "export", "-o", "-", before=[*LIMITED, "16"], status=1)
    assert sentence(result)
    assert result.stdout == ""
    assert not database.exists()
    assert demarche(*library, "export", "-o", "-").stdout


LOADING = """
import os, signal, sys
from db import loading
from desktop.__main__ import main
clear = loading._clear

def die(connection):
    clear(connection)
    os.kill(os.getpid(), signal.SIGKILL)

loading._clear = die
main(sys.argv[1:])
"""


@pytest.mark.posix
def test_a_kill_while_loading_leaves_what_was_loaded(made: Path, library: Library, tmp_path: Path) -> None:
    before = demarche(*library, "export", "-o", "-").stdout
    dataset = tmp_path / "dataset" / "dataset.toml"
    newer = dataset.read_text(encoding="utf-8").replace("1.0.0", "1.0.1")
    dataset.write_text(newer, encoding="utf-8")
    command = [sys.executable, "-c", LOADING, *map(str, library), "export", "-o", "-"]
    killed = subprocess.run(command, env=environment(), capture_output=True, timeout=60, check=False)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"")
    dataset.write_text(newer.replace("1.0.1", "1.0.0"), encoding="utf-8")
    assert demarche(*library, "export", "-o", "-").stdout == before
    dataset.write_text(newer, encoding="utf-8")
    assert "dataset bridge 1.0.1: sound" in demarche(*library, "check").stdout


WAITING = """
import signal, sys, time
from desktop.cli import locate
from desktop.__main__ import main

def wait(options):
    print("waiting", flush=True)
    time.sleep(60)

locate.run = wait
# A shell that runs this in the background has had it ignore Ctrl+C.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.posix
def test_ctrl_c_ends_a_command_without_a_word(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAITING, "locate", str(tmp_path), "0", "1"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment(), stdout=pipe, stderr=pipe, text=True) as waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "waiting\n"
        os.kill(waiting.pid, signal.SIGINT)
        _, told = waiting.communicate(timeout=30)
    assert (waiting.returncode, told) == (130, "")


def test_the_version_is_one_line() -> None:
    result = demarche("--version")
    assert result.stdout.startswith("demarche ")
    assert len(result.stdout.splitlines()) == 1


def test_a_closed_standard_output_is_no_fault(made: Path, library: Library) -> None:
    result = demarche(*library, "check", before=["sh", "-c", 'exec "$@" >&-', "sh"])
    assert (result.stdout, result.stderr) == ("", "")
