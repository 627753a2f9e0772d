"""Whatever is written, undone and redone in whatever order, the library holds what the stack says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from db.labels import LABELS
from db.wishes import Labelling, NoteWriting, Starring, Tagging, ViewDropping, ViewSaving
from tests.ui.desk import holding

if TYPE_CHECKING:
    from pathlib import Path

    from db.wishes import Wish
    from tests.ui.desk import Desk

TABLES = ("star", "note", "tag", "label", "saved_view")
STEPS = 60

Contents = dict[str, list[tuple[object, ...]]]


def contents(folder: Path) -> Contents:
    """Return what another program finds of the user's in the library's file."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        return {name: sorted(connection.execute(f"SELECT * FROM {name}")) for name in TABLES}


def wish(chance: Random, desk: Desk, sitting: int) -> Wish:
    """Return something to be written."""
    rows = np.array(sorted(chance.sample(range(12), chance.randint(1, 4))), np.int32)
    identifier = str(desk.marks.ids[int(rows[0])])
    wishes: list[Wish] = [
        Starring(rows, starred=chance.random() < 0.7),
        Labelling(rows, chance.choice([None, *LABELS])),
        Tagging(rows, (chance.choice("abc"),), gives=chance.random() < 0.7),
        NoteWriting(identifier, "title", chance.choice(["", "one", "two\nlines"]), sitting),
        ViewSaving(chance.choice("xyz"), "{}", instead_of=chance.choice(["", "x"])),
        ViewDropping(chance.choice("xyz")),
    ]
    return chance.choice(wishes)


@pytest.mark.parametrize("seed", range(3))
def test_the_library_follows_the_stack(desk: Desk, tmp_path: Path, seed: int) -> None:
    chance, stack = Random(seed), desk.session.undo_stack  # noqa: S311 - choices, no secrets
    states = [contents(tmp_path)]
    for number in range(STEPS):
        # Often several at once, before the first is carried out: they keep their order.
        for _ in range(chance.randint(1, 3)):
            move = chance.random()
            if move < 0.25 and stack.canUndo():
                stack.undo()
            elif move < 0.4 and stack.canRedo():
                stack.redo()
            else:
                desk.session.writing_requested.emit(wish(chance, desk, number))
                del states[stack.index() :]
                desk.idle()
                states.append(contents(tmp_path))
        desk.idle()
        assert contents(tmp_path) == states[stack.index()]
    while stack.canUndo():
        stack.undo()
    desk.idle()
    assert contents(tmp_path) == states[0]
    while stack.canRedo():
        stack.redo()
    desk.idle()
    assert contents(tmp_path) == states[-1]


def test_many_steps_asked_for_at_once_are_carried_out_in_order(desk: Desk, tmp_path: Path) -> None:
    row, stack = np.array([3], np.int32), desk.session.undo_stack
    for label in LABELS:
        desk.session.writing_requested.emit(Labelling(row, label))
    for _ in range(3):
        stack.undo()
    stack.redo()
    desk.idle()
    assert [value for _, value in contents(tmp_path)["label"]] == [str(LABELS[2])]
    for _ in range(9):
        stack.undo()
    desk.idle()
    assert contents(tmp_path)["label"] == []


def test_a_large_edit_that_is_stopped_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    with holding(desk.app.jobs):
        desk.session.writing_requested.emit(Tagging(np.arange(100, dtype=np.int32), ("all",)))
        desk.app.jobs.cancel("write")
    desk.idle()
    assert contents(tmp_path)["tag"] == []
    assert desk.session.undo_stack.count() == 0
    assert desk.told[-1] == "Cancelled; nothing was changed."
