"""Open the library that a command is about: the user's own, or the one that is named."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from db import loading
from db.dataset_files import content_of
from db.store import Store, open_library
from desktop.cli.named import database_of, dataset_of
from desktop.cli.usage import CommandError


@contextmanager
def opened(options: argparse.Namespace, *, writing: bool = False) -> Iterator[Store]:
    """Open the library with its dataset up to date, and close it at the end.

    One that can only be read is lent to commands that only read, which then say why. Raises StoreError and
    DatasetError, and CommandError where what can be read is not what was asked for.
    """
    with closing(open_library(database_of(options), dataset_of(options))) as store:
        if store.read_only and writing:
            raise CommandError(f"{store.read_only} Nothing was changed in {store.path}.")
        if store.read_only:
            _refuse_another_dataset(store, options)
            print(store.read_only, file=sys.stderr)
        yield store


def _refuse_another_dataset(store: Store, options: argparse.Namespace) -> None:
    """Raise CommandError where a library that cannot be written to lacks the dataset that was asked for."""
    with store.read() as connection:
        loaded = loading.loaded_content(connection)
    if not loaded:
        raise CommandError(f"{store.path} holds no dataset yet. {store.read_only}")
    if options.dataset is not None and loaded != content_of(options.dataset):
        raise CommandError(f"{store.path} does not hold the dataset in {options.dataset}. {store.read_only}")
