"""The wheel that is built from the checkout: two packages, the resources, the command."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return zipfile.Path(built)


def test_only_our_two_packages_are_on_top(wheel: zipfile.Path) -> None:
    names = {each.name for each in wheel.iterdir()}
    (metadata,) = (name for name in names if name.endswith(".dist-info"))
    assert names == {"db", "desktop", metadata}
    assert metadata.startswith("demarche-")


def test_the_dataset_icons_and_themes_travel_with_the_application(wheel: zipfile.Path) -> None:
    inside = wheel / "desktop" / "_resources"
    in_checkout = {path.name for path in (CHECKOUT / "resources").iterdir() if any(path.iterdir())}
    # The pictures are the README's.
    assert {each.name for each in inside.iterdir()} == in_checkout - {"pictures"}
    assert (inside / "libya-2020" / "dataset.toml").is_file()


def test_the_command_is_demarche(wheel: zipfile.Path) -> None:
    (metadata,) = (each for each in wheel.iterdir() if each.name.endswith(".dist-info"))
    assert "demarche = desktop.__main__:main" in (metadata / "entry_points.txt").read_text(encoding="utf-8")
    assert (metadata / "licenses" / "LICENSE").is_file()
