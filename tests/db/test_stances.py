"""The positions of an entry's speakers over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from db import stances
from db.vocabularies import StanceValue

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Connection

    from db.store import Store


def row_of(connection: Connection, identifier: str) -> int:
    found = connection.scalar(text("SELECT row FROM entry WHERE id = :id"), {"id": identifier})
    assert isinstance(found, int)
    return found


def series_of(library: Store, identifier: str) -> list[tuple[str, str, list[tuple[str, StanceValue]]]]:
    with library.read() as connection:
        found = stances.stance_series(connection, row_of(connection, identifier))
    return [
        (each.actor.id, each.question, [(position.head.id, position.value) for position in each.positions])
        for each in found
    ]


def test_a_series_tells_each_speakers_positions_in_order_of_time(library: Store) -> None:
    series = series_of(library, "upper-demands-toll")
    actors = [actor for actor, _, _ in series]
    assert actors[0] == "upper-council"
    assert "upper-bank" in actors
    by_actor = {actor: positions for actor, _, positions in series}
    assert ("upper-demands-toll", StanceValue.FOR) in by_actor["upper-council"]
    assert all(entry != "lower-rejects-toll" for positions in by_actor.values() for entry, _ in positions)


def test_another_speaker_has_a_series_of_its_own(library: Store) -> None:
    ((actor, question, positions), *_) = series_of(library, "lower-rejects-toll")
    assert (actor, question) == ("lower-bank", "toll")
    assert ("lower-rejects-toll", StanceValue.AGAINST) in positions


def test_an_entry_without_a_position_has_no_series(library: Store) -> None:
    assert series_of(library, "bridge-talks") == []


def test_of_many_positions_the_nearest_are_read(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stances, "MOST", 0)
    for _, _, positions in series_of(library, "upper-demands-toll"):
        assert [entry for entry, _ in positions] == ["upper-demands-toll"]
