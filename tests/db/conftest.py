"""Fixtures of the database's tests: a small dataset on disk, and libraries that are closed at the end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from db.store import Store, open_library
from desktop.assets import dataset_folder
from tests.db.small import write_dataset, write_originals


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the small dataset."""
    return write_dataset(tmp_path / "dataset")


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """Return a folder with the originals of the small dataset."""
    return write_originals(tmp_path / "originals")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's library lies or is to lie."""
    return tmp_path / "library.demarche"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[..., Store]]:
    """Return how to open the test's library; every store is closed at the end."""
    with ExitStack() as stack:

        def open_(dataset: Path | None = None, *, read_only: bool = False) -> Store:
            return stack.enter_context(closing(open_library(path, dataset, read_only=read_only)))

        yield open_


@pytest.fixture
def library(opened: Callable[..., Store], folder: Path) -> Store:
    """Return a library with the small dataset."""
    return opened(folder)


@pytest.fixture
def shipped(opened: Callable[..., Store]) -> Callable[[], Store]:
    """Return how to open a library with the dataset that ships."""
    return lambda: opened(dataset_folder())
