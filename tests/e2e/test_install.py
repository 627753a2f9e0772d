"""The script that makes a built folder known to the desktop, wherever that folder lies."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
ID = "org.demarche.Demarche"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script is for Linux")


def program_of(desktop_file: Path) -> str:
    """Return the program that a desktop would start, as its specification reads the line."""
    line = next(each for each in desktop_file.read_text(encoding="utf-8").splitlines() if each.startswith("Exec="))
    # A string's own escapes come first, then the quotation's.
    quoted = re.fullmatch(r'"((?:[^"\\]|\\.)*)"( .*)?', line.removeprefix("Exec=").replace("\\\\", "\\"))
    assert quoted is not None, line
    return re.sub(r"\\(.)", r"\1", quoted[1]).replace("%%", "%")


NAMES = ["plain", "A & B", "a|b", "100 % of $HOME", "so `ls` said", 'in "quotes"', "back\\slash"]
FILES = {"applications": "desktop", "mime/packages": "xml", "metainfo": "metainfo.xml"}


@pytest.mark.parametrize(
    "name", ["plain", "A & B", "a|b", "100 % of $HOME", "so `ls` said", 'in "quotes"', "back\\slash"]
)
def test_the_program_is_found_wherever_the_folder_lies(tmp_path: Path, name: str) -> None:
    folder, home = tmp_path / name, tmp_path / "home"
    share = folder / "share"
    for part, file in (
        ("applications", f"{ID}.desktop"),
        ("mime/packages", f"{ID}.xml"),
        ("metainfo", f"{ID}.metainfo.xml"),
    ):
        (share / part).mkdir(parents=True)
        shutil.copy(next(LINUX.parent.rglob(file)), share / part / file)
    shutil.copy(LINUX / "install", folder)
    environment = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    command = ["sh", str(folder / "install")]
    subprocess.run(command, env=environment, check=True, timeout=60)
    assert program_of(home / "data" / "applications" / f"{ID}.desktop") == f"{folder}/demarche/demarche"
    subprocess.run([*command, "--remove"], env=environment, check=True, timeout=60)
    assert [path.name for path in (home / "data").rglob(f"{ID}*")] == []
