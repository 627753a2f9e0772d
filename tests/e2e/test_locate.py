"""`demarche locate`: the locator of a passage, and what is said where there is none."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from db.anchors import make_locator, parse_locator
from tests.db.small import COURIER
from tests.e2e.command import demarche, environment, misused, sentence

WITHOUT_WINDOWS = """
import sys
for name in ("PySide6.QtGui", "PySide6.QtWidgets"):
    sys.modules[name] = None
from desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def ends(passage: str) -> tuple[str, str]:
    start = COURIER.index(passage)
    return str(start), str(start + len(passage))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "courier.txt"
    path.write_text(COURIER, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "passage",
    ["the ferry was promised to it long ago and it has never seen so much as a rope", "the ferry"],
    ids=["long", "framed"],
)
def test_a_locator_is_printed_as_a_toml_inline_table(file: Path, passage: str) -> None:
    start, end = ends(passage)
    result = demarche("locate", file, start, end)
    table = tomllib.loads(f"passages = [\n{result.stdout}]")["passages"][0]
    assert parse_locator(table) == make_locator(COURIER, int(start), int(end))
    assert result.stderr == ""


def test_code_points_are_counted_without_mark_and_carriage_returns(file: Path) -> None:
    start, end = ends("the ferry was promised to it long ago and it has never seen so much as a rope")
    plain = demarche("locate", file, start, end).stdout
    file.write_bytes(COURIER.replace("\n", "\r\n").encode("utf-8-sig"))
    assert demarche("locate", file, start, end).stdout == plain


@pytest.mark.parametrize(
    ("range_", "told"),
    [
        (("0", "100000"), "0 to 100000 is no range of a text of "),
        (("1", "20"), "1 cuts through the word 'What' (0 to 4)."),
        (("4", "5"), "There is no word between 4 and 5."),
    ],
    ids=["beyond the text", "through a word", "no word"],
)
def test_a_range_without_whole_words_is_told_in_a_sentence(file: Path, range_: tuple[str, str], told: str) -> None:
    result = demarche("locate", file, *range_, status=1)
    assert sentence(result).startswith(f"{file}: {told}")
    assert result.stdout == ""


@pytest.mark.parametrize("range_", [("5", "5"), ("9", "5"), ("-4", "5")])
def test_a_range_that_can_be_none_is_wrong_usage(file: Path, range_: tuple[str, str]) -> None:
    assert "no range" in misused(demarche("locate", file, *range_, status=2))


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "cannot be read: No such file or directory."), (b"", "is empty."), (b"\xff\xfe\x00", "is no plain text")],
    ids=["missing", "empty", "binary"],
)
def test_a_file_without_text_is_told_in_a_sentence(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "offered.txt"
    if content is not None:
        path.write_bytes(content)
    assert sentence(demarche("locate", path, "0", "5", status=1)).startswith(f"{path} {told}")


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    assert sentence(demarche("locate", tmp_path, "0", "5", status=1)) == f"{tmp_path} cannot be read: Is a directory."


@pytest.mark.parametrize("command", ["attach", "check", "export", "locate"])
def test_commands_without_a_window_need_nothing_of_qts(
    command: str, file: Path, folder: Path, originals: Path, tmp_path: Path
) -> None:
    arguments = {
        "attach": [str(originals)],
        "check": [],
        "export": ["-o", str(tmp_path / "out.csv")],
        "locate": [str(file), *ends("the ferry")],
    }[command]
    called = [sys.executable, "-c", WITHOUT_WINDOWS, "--dataset", str(folder), command, *arguments]
    result = subprocess.run(called, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr


def test_a_reader_that_leaves_early_is_no_fault(file: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    called = [sys.executable, "-m", "desktop", "locate", str(file), *ends("the ferry")]
    with os.fdopen(writing, "wb") as gone:
        result = subprocess.run(
            called, env=environment(), stdout=gone, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_told(file: Path) -> None:
    called = [sys.executable, "-m", "desktop", "locate", str(file), *ends("the ferry")]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            called, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert result.returncode == 1
    assert result.stderr == "demarche: Standard output cannot be written to: No space left on device.\n"
