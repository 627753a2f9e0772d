"""What the desktop is told of Démarche holds together, and the tools that judge it find nothing."""

import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from db.identity import APPLICATION_ID
from desktop.assets import resources
from desktop.places import DESKTOP_ID, ENDING

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "packaging" / "linux"
MIME = "application/vnd.demarche.library+sqlite3"


def judged(*command: str | Path) -> str:
    """Run a tool that judges a file, where it is installed, and return what it says; it must be content."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    result = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


def test_the_desktop_entry_is_valid_and_opens_libraries() -> None:
    file = LINUX / f"{DESKTOP_ID}.desktop"
    assert judged("desktop-file-validate", file) == ""


def test_the_desktop_entry_names_our_type_and_icon() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment]
    entry.read(LINUX / f"{DESKTOP_ID}.desktop", encoding="utf-8")
    told = entry["Desktop Entry"]
    assert told["MimeType"] == f"{MIME};"
    assert told["Icon"] == DESKTOP_ID
    assert told["Exec"] == "demarche %F"


def test_the_metainfo_is_valid() -> None:
    told = judged("appstreamcli", "validate", "--no-net", LINUX / f"{DESKTOP_ID}.metainfo.xml")
    assert "W:" not in told
    assert "E:" not in told


def test_the_metainfo_tells_the_version_that_is_built() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    tree = ET.parse(LINUX / f"{DESKTOP_ID}.metainfo.xml")  # noqa: S314 - our own file
    assert tree.findtext("id") == DESKTOP_ID
    assert tree.findtext("launchable") == f"{DESKTOP_ID}.desktop"
    assert tree.findtext("provides/mediatype") == MIME
    release = tree.find("releases/release")
    assert release is not None
    assert release.get("version") == version


def test_the_system_knows_a_library_by_its_name_and_by_its_bytes(tmp_path: Path) -> None:
    if shutil.which("update-mime-database") is None:
        pytest.skip("update-mime-database is not installed")
    packages = tmp_path / "packages"
    packages.mkdir()
    shutil.copy(LINUX / f"{DESKTOP_ID}.xml", packages)
    subprocess.run(["update-mime-database", tmp_path], check=True, capture_output=True, timeout=60)
    assert f"{MIME}:*{ENDING}" in (tmp_path / "globs").read_text(encoding="utf-8")
    magic = (tmp_path / "magic").read_bytes()
    assert MIME.encode() in magic
    assert APPLICATION_ID.to_bytes(4, "big") in magic


@pytest.mark.parametrize("name", [DESKTOP_ID, f"{DESKTOP_ID}-symbolic"])
@pytest.mark.parametrize("size", [16, 22, 24, 32, 48, 64, 128, 256, 512])
def test_the_icon_can_be_drawn_in_every_size(name: str, size: int, qapp: object) -> None:
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(resources() / "application" / f"{name}.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    colours = {
        picture.pixelColor(x, y).name() for x in range(size) for y in range(size) if picture.pixelColor(x, y).alpha()
    }
    assert len(colours) > 3 if name == DESKTOP_ID else colours
