"""Indexes of one library: what they have in common is kept, and what differs is what a new one would hold."""

import numpy as np

from db.reported import Clock
from desktop.timeline.colouring import Colouring
from desktop.timeline.index import STEPS, Index
from desktop.timeline.indexes import Indexes, Manner
from tests.ui.sample import marks_of, sample_specs
from tests.unit.test_reported import ARTICLES, cited

MARKS = marks_of(sample_specs())
EVERYTHING = np.ones(len(MARKS), bool)
EDGES = np.arange(*(Index.build(MARKS, MARKS.groupings["side"]).bounds() or (0, 0)), 7 * 1440)


def same(found: Index, other: Index) -> bool:
    """Tell whether two indexes answer alike."""
    lanes = np.arange(other.lane_count)
    densities = [index.density(lanes, EDGES).tolist() for index in (found, other)]
    columns = [(index.rows.tolist(), index.ends.tolist(), index.shown.tolist()) for index in (found, other)]
    return densities[0] == densities[1] and columns[0] == columns[1] and found.bounds() == other.bounds()


def test_other_colours_keep_all_but_the_colours() -> None:
    indexes, mask = Indexes(MARKS, ()), np.arange(len(MARKS)) % 3 > 0
    first = indexes.index(mask, Manner("side"))
    other = indexes.index(mask, Manner("side", Colouring.CERTAINTY), present=first)
    assert other.rows is first.rows
    assert other.tints.colouring is Colouring.CERTAINTY
    assert same(other, Indexes(MARKS, ()).index(mask, Manner("side", Colouring.CERTAINTY)))
    assert same(first, Index.build(MARKS, MARKS.groupings["side"], mask))


def test_other_lanes_are_built_anew_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    indexes = Indexes(MARKS, ())
    first = indexes.index(EVERYTHING, Manner("side"))
    other = indexes.index(EVERYTHING, Manner("type"), lambda *step: told.append(step), first)
    assert other.grouping is MARKS.groupings["type"]
    assert told[-1] == (STEPS, STEPS)


def test_another_clock_draws_everything_anew() -> None:
    indexes, mask = Indexes(cited((0,), (1,), ()), ARTICLES), np.ones(3, bool)
    first = indexes.index(mask, Manner("side"))
    indexes.turn(Clock.HAPPENED)
    assert indexes.index(mask, Manner("side"), present=first) is first
    indexes.turn(Clock.REPORTED)
    other = indexes.index(mask, Manner("side"), present=first)
    assert (first.shown.tolist(), other.shown.tolist()) == ([0, 1, 2], [0, 1])
