"""Filters by what is the user's own, by real clicks: what is ticked is what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from db.filters import Filter, Term, Word
from db.labels import Label
from db.wishes import Labelling, NoteWriting, Starring, Tagging
from tests.ui.test_app_filters import agree, in_view, opened

if TYPE_CHECKING:
    from desktop.views.filters.flags import FlagRows
    from tests.ui.desk import Desk

CALL = "trump-erdogan-call-2020-06-08"
VISIT = "turkish-delegation-tripoli-2020-06-17"


@pytest.fixture
def marked(desk: Desk) -> Desk:
    """Return a library with stars on two entries, labels, tags and a note on one or two of them."""
    call, visit = (np.array([desk.row(each)], np.int32) for each in (CALL, VISIT))
    for wish in (
        Starring(np.sort(np.r_[call, visit]), starred=True),
        Labelling(call, Label.PINK),
        Labelling(visit, Label.BLUE),
        Tagging(call, ("to check",)),
        Tagging(visit, ("settled",)),
        NoteWriting(CALL, "", "Look again", 1),
    ):
        desk.session.writing_requested.emit(wish)
        desk.idle()
    return desk


def flag(desk: Desk, word: Word) -> FlagRows:
    opened(desk, word)
    found = desk.filters().sections[word].flag
    assert found is not None
    in_view(desk, found)
    return found


@pytest.mark.parametrize(
    ("word", "named", "having", "chip"),
    [(Word.STARRED, "With your star", {CALL, VISIT}, "Starred"), (Word.NOTED, "With your note", {CALL}, "Note")],
)
def test_a_flag_is_asked_for_refused_or_let_be(
    marked: Desk, word: Word, named: str, having: set[str], chip: str
) -> None:
    rows, everything = flag(marked, word), len(marked.marks)
    assert rows.either.isChecked()
    assert rows.having.accessibleName() == f"{named}, {len(having)} {'entry' if len(having) == 1 else 'entries'}"
    marked.click(rows.having)
    assert set(marked.shown()) == having
    assert agree(marked) == len(having)
    assert [said.split() for said in marked.chips()] == [[chip, "yes"]]
    marked.click(rows.lacking)
    assert agree(marked) == everything - len(having)
    assert not set(marked.shown()) & having
    assert [said.split() for said in marked.chips()] == [[chip, "no"]]
    marked.click(rows.either)
    assert agree(marked) == everything
    assert marked.chips() == []


def test_a_flag_that_was_set_elsewhere_is_told(marked: Desk) -> None:
    rows = flag(marked, Word.STARRED)
    marked.session.filter_requested.emit(Filter((Term(Word.STARRED, ("yes",), excluded=True),)))
    marked.idle()
    assert rows.lacking.isChecked()
    marked.run("clear-filter")
    assert rows.either.isChecked()
    rows.either.setFocus()
    marked.key(Qt.Key.Key_Down)
    assert set(marked.shown()) == {CALL, VISIT}


@pytest.mark.parametrize(("word", "one", "other"), [(Word.LABEL, "pink", "blue"), (Word.TAG, "to check", "settled")])
def test_boxes_of_labels_and_tags_are_ticked_for_what_is_asked_for(
    marked: Desk, word: Word, one: str, other: str
) -> None:
    rows = opened(marked, word)
    assert not any(row.isChecked() for row in rows.values())
    marked.click(in_view(marked, rows[one]))
    assert marked.shown() == [CALL]
    assert [value for value, row in rows.items() if row.isChecked()] == [one]
    marked.click(in_view(marked, rows[other]))
    assert set(marked.shown()) == {CALL, VISIT}
    marked.click(in_view(marked, rows[one]))
    assert marked.shown() == [VISIT]
    marked.click(in_view(marked, rows[other]))
    assert agree(marked) == len(marked.marks)
    assert not any(row.isChecked() for row in rows.values())
    in_view(marked, rows[one]).setFocus()
    marked.key(Qt.Key.Key_Delete)
    assert agree(marked) == len(marked.marks) - 1
    marked.click(in_view(marked, rows[one]))
    assert marked.shown() == [CALL]
