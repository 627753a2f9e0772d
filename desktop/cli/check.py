"""``demarche check``: verify the dataset, the library, and the anchors of whatever is attached.

What was found goes to standard output, line by line; what makes it fail is summed up on standard error.
"""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from db import loading, queries
from db.dataset import ReadDataset, read_dataset
from db.errors import DatasetError, StoreError
from db.importing.kept import number_kept
from db.importing.waiting import waiting
from db.records import Doubt
from db.store import Store, open_library
from db.verifying import doubts
from db.vocabularies import AnchorState, Kind
from desktop.cli.named import database_of, dataset_of
from desktop.cli.printing import out


def run(options: argparse.Namespace) -> int:
    """Check everything and return 1 for a faulty dataset or library or a lost anchor.

    A sound dataset is loaded into a sound library, as every command does; a faulty one never is, and a library
    that does not exist is not made.
    """
    folder, path = dataset_of(options), database_of(options)
    failures: list[str] = []
    dataset = _check_dataset(folder, failures)
    if path.exists():
        try:
            with closing(open_library(path)) as store:
                _check_library(store, folder, dataset, failures)
        except StoreError as error:
            failures.append(str(error))
    else:
        out(f"library {path}: there is none yet")
    for failure in failures:
        print(f"demarche: {failure}", file=sys.stderr)
    return 1 if failures else 0


def _check_dataset(folder: Path, failures: list[str]) -> ReadDataset | None:
    try:
        read = read_dataset(folder)
    except DatasetError as error:
        for fault in error.faults:
            out(str(fault))
        failures.append(f"The dataset in {folder} has {_counted(len(error.faults), 'fault')}.")
        return None
    kinds = [entry.kind for entry in read.entries]
    counts = (
        _counted(kinds.count(Kind.EVENT), "event"),
        _counted(kinds.count(Kind.STATEMENT), "statement"),
        _counted(len(read.dataset.articles), "article"),
    )
    out(f"dataset {read.dataset.info.id} {read.dataset.info.version}: sound; {', '.join(counts)}")
    return read


def _check_library(store: Store, folder: Path, dataset: ReadDataset | None, failures: list[str]) -> None:
    if store.read_only:
        print(store.read_only, file=sys.stderr)
    found = store.check(thorough=True)
    if found:
        for finding in found:
            out(f"library {store.path}: {finding}")
        failures.append(f"The library {store.path} is damaged.")
        return
    out(f"library {store.path}: sound")
    if dataset is not None:
        _bring_up_to_date(store, folder, dataset)
    _tell_waiting(store)
    _check_anchors(store, failures)


def _bring_up_to_date(store: Store, folder: Path, dataset: ReadDataset) -> None:
    if not store.read_only:
        store.load(folder)
        return
    with store.read() as connection:
        loaded = loading.loaded_content(connection)
    if loaded != dataset.dataset.info.content:
        print("The library holds another dataset than the one checked, or another state of it.", file=sys.stderr)


def _tell_waiting(store: Store) -> None:
    """List what was imported and waits; that is no failure, for it comes back with what it names."""
    with store.read() as connection:
        number, found = number_kept(connection), waiting(connection)
    if not number:
        return
    told = f"of which {found.number} wait for what the dataset does not have" if found.number else "all of them entries"
    out(f"imported: {number}, {told}")
    for each in found.entries:
        out(f"waits: {each.id} from {each.file}, {each.column}: {each.reason}")
    if len(found.entries) < found.number:
        out(f"... and {found.number - len(found.entries)} more")


def _check_anchors(store: Store, failures: list[str]) -> None:
    with store.read() as connection:
        health = queries.health(connection)
        doubtful = doubts(connection)
    if not health.attached:
        out("originals: none attached, so there are no anchors to check")
        return
    counts = ", ".join(f"{health.counts[state]} {state}" for state in AnchorState)
    out(f"originals: {health.attached} of {health.articles} attached; anchors: {counts}")
    for doubt in doubtful:
        out(_line(doubt))
    lost = health.counts[AnchorState.LOST]
    if lost:
        failures.append(f"{_counted(lost, 'anchor')} {'is' if lost == 1 else 'are'} lost.")


def _line(doubt: Doubt) -> str:
    changed = " and ".join(f"{first} to {last}" for first, last in doubt.changed)
    where = f", about words {changed}" if changed else ""
    why = f": {doubt.reason}" if doubt.reason else ""
    return f"{doubt.state}: {doubt.entry} in {doubt.article}, passage {doubt.passage}{where}{why}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
