"""The order of the chronology and its groups, on whole columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.timeline.ordering import Arrangement, By, Gathered, ordered
from desktop.views.chronology.groups import Groups
from tests.ui.sample import Spec, marks_of

_MADE = marks_of([Spec(f"Entry {number}", sources=1 + number % 3) for number in range(40)])
MARKS = replace(_MADE, groupings={**_MADE.groupings, "article": _MADE.groupings["side"]})


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("down", [False, True])
def test_every_order_holds_every_row_once_and_equal_keys_as_they_stood(by: By, down: bool) -> None:
    ranks = np.arange(len(MARKS), dtype=np.int32) % 5
    rows = ordered(MARKS, Arrangement(by, down), ranks).rows
    assert sorted(rows.tolist()) == list(range(len(MARKS)))
    if by is By.SOURCES:
        keys = [(-1 if down else 1) * int(MARKS.sources[row]) for row in rows]
        assert [(key, int(row)) for key, row in zip(keys, rows, strict=True)] == sorted(
            (key, int(row)) for key, row in zip(keys, rows, strict=True)
        )


@pytest.mark.parametrize("gathered", [Gathered.DAY, Gathered.ARTICLE])
@pytest.mark.parametrize("by", [By.DATE, By.SOURCES])
def test_groups_stand_together_and_leave_nothing_out(gathered: Gathered, by: By) -> None:
    order = ordered(MARKS, Arrangement(by, False, gathered))
    assert order.groups is not None
    assert (np.diff(order.groups) >= 0).all()
    assert set(order.rows.tolist()) == set(range(len(MARKS)))
    if gathered is Gathered.DAY:
        for group in set(order.groups.tolist()):
            days = {int(MARKS.earliest[row]) // 1440 for row in order.rows[order.groups == group]}
            assert len(days) == 1


@given(
    st.lists(st.integers(0, 6), max_size=60).map(sorted),
    st.lists(st.booleans(), min_size=7, max_size=7),
)
def test_places_and_entries_are_each_other_turned_round(ids: list[int], closed: list[bool]) -> None:
    groups = Groups.of(np.array(ids, np.int32), np.array(closed))
    lines: list[int] = []  # -1 for a heading, else which entry
    for group in sorted(set(ids)):
        lines.append(-1)
        lines += [] if closed[group] else [entry for entry, other in enumerate(ids) if other == group]
    assert groups.total == len(lines)
    assert [groups.is_heading(place) for place in range(len(lines))] == [line < 0 for line in lines]
    every = np.arange(len(lines))
    assert groups.entries_at(every).tolist() == [line for line in lines if line >= 0]
    places = groups.places_of(np.arange(len(ids)))
    assert places.tolist() == [lines.index(entry) if entry in lines else -1 for entry in range(len(ids))]
    assert not groups.is_heading(len(lines))
    assert not groups.is_heading(-1)
