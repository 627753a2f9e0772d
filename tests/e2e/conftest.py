"""Fixtures of the tests of the command: a small dataset, its originals, and where a library is to lie."""

from pathlib import Path

import pytest

from tests.db.small import write_dataset, write_originals


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small dataset."""
    return write_dataset(tmp_path / "dataset")


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """Return a folder with the originals of the small dataset."""
    return write_originals(tmp_path / "originals")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return where a library is to lie."""
    return tmp_path / "library.demarche"


@pytest.fixture
def library(folder: Path, database: Path) -> list[str | Path]:
    """Return the options that name the small dataset and the library."""
    return ["--dataset", folder, "--database", database]
