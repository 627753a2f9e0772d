"""Wishes are granted whole or not at all, and the columns of the user's layer follow them."""

import numpy as np
import pytest
from sqlalchemy import text

from db import edits, own_reading, queries, writing
from db.filters import Filter, Word
from db.labels import Label
from db.own import Own
from db.own_facets import asks_for_own, own_facets, rows_by_value
from db.saved_views import missing
from db.store import Store
from db.wishes import (
    Forgetting,
    Labelling,
    NoteWriting,
    Starring,
    Tagging,
    ViewDropping,
    ViewKeys,
    ViewSaving,
    Wish,
)
from tests.db.test_edits import layer, same


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def untold(_done: int, _total: int) -> None:
    return


WISHES: list[Wish] = [
    Starring(rows(0, 2), starred=True),
    Labelling(rows(1, 2), Label.VIOLET),
    Labelling(rows(1), None),
    Tagging(rows(0, 1, 2), ("b", "A")),
    Tagging(rows(1), ("b",), gives=False),
    NoteWriting("flood", "The flood", "How high?", 1),
    ViewSaving("June", "{}"),
    ViewSaving("May", "{}", instead_of="June"),
    ViewKeys((("May", '{"key": 1}'),)),
    Starring(rows(0), starred=False),
    ViewDropping("May"),
    Forgetting(("flood",)),
]


@pytest.mark.parametrize("few", [own_reading.FEW, 0])
def test_every_wish_is_granted_and_taken_back(library: Store, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_reading, "FEW", few)
    own = first = layer(library)
    backs = []
    for wish in WISHES:
        outcome = writing.write(library, own, wish, untold)
        own = outcome.own
        assert same(own, layer(library)), wish
        backs.append(outcome.back)
    for back in reversed(backs):
        own = writing.write(library, own, back, untold).own
        assert same(own, layer(library))
    assert same(own, first)


def test_notes_that_are_others_now_are_told(library: Store) -> None:
    outcome = writing.write(library, layer(library), NoteWriting("flood", "The flood", "How high?", 1), untold)
    assert outcome.notes == {"flood": "How high?"}
    assert writing.write(library, outcome.own, outcome.back, untold).notes == {"flood": ""}


def test_what_is_written_on_an_entry_that_is_gone_is_counted(library: Store) -> None:
    own = writing.write(library, layer(library), NoteWriting("gone", "Gone", "still here", 1), untold).own
    assert own.departed == 1
    assert writing.write(library, own, Forgetting(("gone",)), untold).own.departed == 0


def test_progress_is_told_and_can_stop_a_large_edit(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "_STEP", 3)
    told: list[tuple[int, int]] = []
    everything = np.arange(8, dtype=np.int32)
    writing.write(library, layer(library), Starring(everything, starred=True), lambda *step: told.append(step))
    assert told == [(3, 8), (6, 8), (8, 8)]

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        writing.write(library, layer(library), Labelling(everything, Label.PINK), stop)
    with library.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM label")) == 0


def test_counts_are_those_of_the_rows_that_are_shown(library: Store) -> None:
    own = layer(library)
    assert Word.TAG not in own_facets(own, np.ones(8, bool))
    for wish in WISHES[:6]:
        own = writing.write(library, own, wish, untold).own
    mask = np.array([True, True, False, True, True, True, True, True])
    counted = {word: {value.value: value.count for value in values} for word, values in own_facets(own, mask).items()}
    assert counted == {
        Word.STARRED: {"yes": 1},
        Word.NOTED: {"yes": 1},
        Word.LABEL: {"green": 0, "pink": 0, "ochre": 0, "blue": 0, "violet": 0},
        Word.TAG: {"A": 2, "b": 1},
    }
    found = rows_by_value(own)
    assert {tag: some.tolist() for tag, some in found[Word.TAG].items()} == {"A": [0, 1, 2], "b": [0, 2]}
    assert found[Word.LABEL]["violet"].tolist() == [2]
    assert rows_by_value(Own())[Word.TAG] == {}


def test_a_filter_that_looks_at_the_users_own_is_known() -> None:
    assert asks_for_own(Filter().with_term(Word.TAG, ("x",)))
    assert asks_for_own(Filter().with_term(Word.SEARCH, ("x",), excluded=True))
    assert not asks_for_own(Filter(first="2020").with_term(Word.KIND, ("event",)))


def test_what_a_view_asks_for_in_vain_is_named(library: Store) -> None:
    with library.read() as connection:
        known = queries.library(connection)
    wanted = (
        Filter()
        .with_term(Word.ACTOR, ("kiyi", "nobody"))
        .with_term(Word.STANCE, ("toll:for", "moon:for"))
        .with_term(Word.SIDE, ("mars",), excluded=True)
        .with_term(Word.CHANNEL, ("radio", "smoke"))
        .with_term(Word.TAG, ("mine", "yours"))
        .with_term(Word.LABEL, ("blue", "plaid"))
        .with_term(Word.SEARCH, ("anything",))
    )
    gone = missing(wanted, known, ("radio",), ("mine",))
    assert sorted(gone) == ["mars", "moon:for", "nobody", "plaid", "smoke", "yours"]
    assert missing(Filter().with_term(Word.PUBLISHER, ("Gazette",)), known, (), ()) == []
