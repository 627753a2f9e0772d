"""What was imported: kept among the user's tables, and made entries again whenever a dataset is loaded."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from db.content import Dataset, DatasetEntry
from db.driver import driver
from db.edtf import DateError
from db.importing.judging import Context, judge
from db.placing import Placing, place
from db.user_models import Imported

Key = tuple[bool, int, int, str]
_IN_ORDER = "SELECT cells FROM imported ORDER BY undated, earliest, latest, entry_id"


def as_row(entry: DatasetEntry, cells: Mapping[str, str], file: str, moment: str) -> dict[str, Any]:
    """Return the row that keeps an imported entry: its cells as they came, and its place in the chronology."""
    placed = place(entry.date) if entry.date is not None else None
    return {
        "entry_id": entry.id,
        **_place(placed),
        "cells": json.dumps(dict(cells), ensure_ascii=False),
        "file": file,
        "added": moment,
    }


def _place(placed: Placing | None) -> dict[str, int]:
    return {
        "undated": int(placed is None),
        "earliest": placed.earliest if placed else 0,
        "latest": placed.latest if placed else 0,
    }


def placed_anew(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a row of another library with its place as its cells tell it, or None for one that is no import's.

    A date that is none, which judging the cells tells again, has no place.
    """
    try:
        cells = json.loads(row["cells"])
    except (ValueError, RecursionError):
        return None
    if not isinstance(cells, dict) or any(type(cell) is not str for cell in cells.values()):
        return None
    if cells.get("id") != row["entry_id"]:
        return None
    try:
        placed = place(cells["date"]) if "date" in cells else None
    except DateError:
        placed = None
    return {**row, **_place(placed)}


def number_kept(connection: Connection) -> int:
    """Count what was imported."""
    return connection.scalar(select(func.count()).select_from(Imported)) or 0


def context_of(dataset: Dataset) -> Context:
    """Return what rows may name where this dataset is loaded."""
    return Context(
        actors=frozenset(actor.id for actor in dataset.actors),
        questions=frozenset(question.id for question in dataset.info.questions),
        articles=frozenset(each.article.slug for each in dataset.articles),
    )


def joined(
    connection: Connection, dataset: Dataset, entries: Iterable[DatasetEntry], key: Callable[[DatasetEntry], Key]
) -> Iterable[DatasetEntry]:
    """Return the entries of a dataset with those that were imported among them, in the chronology's order.

    Where nothing was imported, entries are passed on as they come. What names an actor, an article or a question that
    the dataset does not have, or has the id of one of its entries, waits for another state of the dataset; references
    to what is not there wait likewise.
    """
    if not number_kept(connection):
        return entries
    of_dataset = list(entries)
    taken = {entry.id for entry in of_dataset}
    context = context_of(dataset)
    there = taken | {entry.id for entry in _entries(connection, context, taken)}
    return merge(of_dataset, _connected(_entries(connection, context, taken), there), key=key)


def _entries(connection: Connection, context: Context, taken: set[str]) -> Iterator[DatasetEntry]:
    for (cells,) in driver(connection).execute(_IN_ORDER):
        entry, _ = judge(json.loads(cells), context)
        if entry is not None and entry.id not in taken:
            yield entry


def _connected(entries: Iterator[DatasetEntry], there: set[str]) -> Iterator[DatasetEntry]:
    for entry in entries:
        known = tuple(each for each in entry.references if each[1] in there)
        yield entry if len(known) == len(entry.references) else replace(entry, references=known)
