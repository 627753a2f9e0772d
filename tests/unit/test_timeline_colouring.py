"""What the colours of marks tell, and how bars stack where that is no act."""

from datetime import date

import numpy as np
import pytest
from msgspec.structs import replace

from db.filters import Certainty
from db.marks import ACTS, CERTAINTIES, Drawing, Flag, Grouped, Grouping
from db.vocabularies import Act, Type
from desktop.timeline.colouring import DIFFERING, SIDES, Colouring, tints
from desktop.timeline.display import STRIP_BASE, STRIP_HIGH
from desktop.timeline.index import Index
from desktop.timeline.overview import overview
from desktop.timeline.scale import Scale
from desktop.timeline.strips import strips
from tests.ui.sample import Spec, marks_of, sample_specs

NAMES = tuple(f"Side {number}" for number in range(10))


def grouping(keys: tuple[str, ...], rows: list[list[int]]) -> Grouping:
    offsets = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    return Grouping(keys, keys, keys, Grouped(offsets, np.array([lane for row in rows for lane in row], np.int32)))


def test_acts_are_coloured_by_their_codes() -> None:
    marks = marks_of(sample_specs())
    found = tints(marks, Colouring.ACT)
    assert found.code is marks.act
    assert found.values[Act.VERBAL_CONFLICT] == ACTS.index(Act.VERBAL_CONFLICT)


def test_the_largest_sides_have_colours_and_the_rest_is_grey() -> None:
    # The later a side stands, the more entries it has.
    specs = [
        Spec(f"{name} {n}", side=name, first=date(2020, 1, 1 + n))
        for at, name in enumerate(NAMES)
        for n in range(at + 1)
    ]
    specs.append(Spec("Joint", side=(NAMES[8], NAMES[9]), first=date(2020, 3, 1)))
    marks = marks_of(specs, NAMES)
    found = tints(marks, Colouring.SIDE)
    assert found.count == SIDES + 1
    assert [found.values[f"side-{number}"] for number in (9, 8, 3)] == [0, 1, 6]
    assert {found.values[f"side-{number}"] for number in (0, 1, 2)} == {SIDES}
    codes = {marks.titles[row]: int(found.code[row]) for row in range(len(marks))}
    assert codes["Side 9 0"] == 0
    assert codes["Side 0 0"] == SIDES
    assert codes["Joint"] == SIDES, "of two sides, so of neither's colour"


def test_stances_that_differ_by_question_have_a_colour_of_their_own() -> None:
    marks = marks_of([Spec(f"E{n}", first=date(2020, 1, 1 + n)) for n in range(5)])
    keys = ("truce:for", "truce:against", "talks:for", "talks:conditional", "")
    stances = grouping(keys, [[0], [0, 2], [1, 2], [3], [4]])
    found = tints(replace(marks, groupings={**marks.groupings, "stance": stances}), Colouring.STANCE)
    assert found.code.tolist() == [0, 0, DIFFERING, 1, DIFFERING + 1]
    assert found.values == {"truce:for": 0, "talks:for": 0, "talks:conditional": 1, "truce:against": 2}
    assert found.count == DIFFERING + 2


@pytest.mark.parametrize(
    ("drawing", "extra", "certainty"),
    [
        (Drawing.DAY, Flag(0), Certainty.KNOWN),
        (Drawing.EXTENT, Flag(0), Certainty.KNOWN),
        (Drawing.EXTENT, Flag.HOLLOW, Certainty.ROUGH),
        (Drawing.ONE_OF, Flag(0), Certainty.SOME_DAY),
        (Drawing.UNCERTAIN, Flag(0), Certainty.ROUGH),
        (Drawing.APPROXIMATE, Flag(0), Certainty.ROUGH),
        (Drawing.EXTENT, Flag.OPEN_END, Certainty.OPEN),
    ],
)
def test_certainty_is_told_by_the_date(drawing: Drawing, extra: Flag, certainty: Certainty) -> None:
    marks = marks_of([Spec("E", first=date(2020, 1, 1), last=date(2020, 1, 5), drawing=drawing, extra=extra)])
    assert CERTAINTIES[tints(marks, Colouring.CERTAINTY).code[0]] is certainty


def test_a_library_without_entries_has_no_colours_to_give() -> None:
    empty = marks_of([])
    for colouring in (Colouring.ACT, Colouring.SIDE, Colouring.CERTAINTY):
        assert len(tints(empty, colouring).code) == 0


def test_other_colours_stack_upwards_and_count_the_same() -> None:
    chance = np.random.default_rng(3)
    specs = [
        Spec(
            f"E{n}",
            type=[Type.CONSULT, Type.ASSAULT][n % 2],
            first=date(2020, 1, 1 + int(chance.integers(28))),
            drawing=[Drawing.DAY, Drawing.ONE_OF][n % 3 == 0],
        )
        for n in range(300)
    ]
    marks = marks_of(specs)
    index = Index.build(marks, marks.groupings["side"])
    other = index.tinted(tints(marks, Colouring.CERTAINTY))
    scale = Scale.spanning(float(marks.place.min()), float(marks.place.max()) + 1440, 800)
    lanes, tops = np.array([0]), np.array([100.0])
    by_act, found = strips(index, lanes, tops, scale, 800), strips(other, lanes, tops, scale, 800)
    assert found.bars.count.sum(axis=1).tolist() == by_act.bars.count.sum(axis=1).tolist()
    assert (found.bars.bottom == 100 + STRIP_BASE).all()
    assert found.bars.top.min() >= 100 + STRIP_BASE - STRIP_HIGH
    for tint, y, height, x in zip(
        found.segments.tint, found.segments.y, found.segments.height, found.segments.x, strict=True
    ):
        below = (found.segments.x == x) & (found.segments.tint < tint)
        assert y + height == pytest.approx(100 + STRIP_BASE - found.segments.height[below].sum())


def test_the_overview_stacks_the_colours_in_force() -> None:
    marks = marks_of(sample_specs())
    index = Index.build(marks, marks.groupings["side"]).tinted(tints(marks, Colouring.CERTAINTY))
    segments = overview(index, 800).segments
    tall = [segments.height[segments.tint == code].sum() for code in range(len(CERTAINTIES))]
    counts = np.bincount(marks.certainty[marks.dated], minlength=len(CERTAINTIES))
    assert tall == pytest.approx(counts * tall[0] / counts[0])
