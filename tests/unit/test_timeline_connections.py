"""Connectors and arcs."""

from collections.abc import Sequence

import numpy as np
import pytest
from msgspec.structs import replace

from db.marks import RELATIONS, ROLES
from db.vocabularies import Relation, Role
from desktop.timeline.display import DisplayList
from desktop.timeline.index import Index
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale
from desktop.timeline.scene import compose, connectors
from tests.unit.timeline_marks import DAY, Made, at, day, marks_of

JUNE = at(2020, 6, 1)
SPEAKER, ADDRESSEE, HOST, BEHALF = (
    ROLES.index(role) for role in (Role.SPEAKER, Role.ADDRESSEE, Role.HOST, Role.ON_BEHALF_OF)
)
RESPONDS = RELATIONS.index(Relation.RESPONDS_TO)


def composed(
    entries: Sequence[Made],
    relations: Sequence[tuple[int, int, int]] = (),
    *,
    grouping: str = "side",
    scale: Scale | None = None,
) -> tuple[Layout, DisplayList]:
    marks = marks_of(entries, 3, relations)
    lanes = marks.groupings["side"]
    marks = replace(marks, groupings={grouping: lanes}, actor_sides=lanes.keys if grouping == "side" else ())
    layout = Layout(Index.build(marks, lanes), lambda rows: np.full(len(rows), 100, np.float32))
    scale = scale or Scale.spanning(JUNE, JUNE + 48 * DAY, 858)
    return layout, compose(layout, scale, 858, 600)


@pytest.mark.parametrize("grouping", ["side", "actor"])
def test_a_connector_leads_from_the_speaker_to_the_addressees_lane_line(grouping: str) -> None:
    said = day(JUNE + DAY, lanes=(0,), actors=((0, SPEAKER), (1, ADDRESSEE)))
    heard = day(JUNE + DAY, lanes=(1,), actors=((1, SPEAKER), (0, ADDRESSEE)))
    layout, display = composed([said, heard], grouping=grouping)
    down, up = connectors(layout, display, [0, 1, 0]).lines
    assert (down.lane, down.head, up.lane, up.head) == (1, True, 0, True)
    assert down.x == display.marks.x[0]
    assert down.y0 == display.marks.y[0]
    assert down.y1 == display.bands[1].y - 1
    assert up.y1 == display.bands[0].y + display.bands[0].height
    assert connectors(layout, display, [0]).lanes == {0: "speaker", 1: "addressee"}
    assert connectors(layout, display, [0, 1]).lanes == {0: "both", 1: "both"}


def test_a_part_without_direction_has_no_head_and_names_no_lane() -> None:
    layout, display = composed([day(JUNE, lanes=(0,), actors=((0, SPEAKER), (0, BEHALF), (2, HOST)))])
    found = connectors(layout, display, [0])
    assert [(line.lane, line.head) for line in found.lines] == [(2, False)]
    assert found.lanes == {0: "speaker"}


def test_other_groupings_have_no_lanes_of_actors() -> None:
    layout, display = composed([day(JUNE, lanes=(0,), actors=((0, SPEAKER), (1, ADDRESSEE)))], grouping="type")
    assert connectors(layout, display, [0]).lines == ()


def test_what_is_not_drawn_has_no_connectors() -> None:
    layout, display = composed([day(JUNE - 90 * DAY, lanes=(0,), actors=((0, SPEAKER), (1, ADDRESSEE)))])
    assert connectors(layout, display, [0]).lines == ()


def test_what_is_scrolled_away_still_leads_to_what_is_in_view() -> None:
    said = [day(JUNE + at * DAY // 8, lanes=(0,), actors=((0, SPEAKER), (1, ADDRESSEE))) for at in range(24)]
    heard = day(JUNE + 40 * DAY, lanes=(1,), actors=((1, SPEAKER),))
    layout, whole = composed([*said, heard], [(24, 0, RESPONDS)])
    scroll = whole.bands[1].y - 10
    display = compose(layout, whole.scale, 858, 200, scroll)
    assert 0 not in display.marks.row.tolist()
    away = whole.marks.row.tolist().index(0)
    found = connectors(layout, display, [0])
    (line,) = found.lines
    assert (line.x, line.y0) == (whole.marks.x[away], whole.marks.y[away] - scroll)
    assert (line.lane, line.y1, line.head) == (1, display.bands[1].y - 1, True)
    assert found.lanes == {0: "speaker", 1: "addressee"}
    (arc,) = found.arcs
    assert (arc.y0 > 0, arc.y1) == (True, line.y0)
    assert connectors(layout, display, [24]).arcs == (arc,)


def test_an_arc_leads_from_the_answer_to_what_is_answered() -> None:
    entries = [day(JUNE + DAY), day(JUNE + 20 * DAY), day(JUNE + 90 * DAY)]
    layout, display = composed(entries, [(1, 0, RESPONDS), (2, 1, RESPONDS)])
    for rows in ([0], [1], [0, 1]):
        (arc,) = connectors(layout, display, rows).arcs
        assert (arc.row, arc.other) == (1, 0)
        assert (arc.x0, arc.x1) == (display.marks.x[1], display.marks.x[0])
        assert 0 < arc.rise <= 30


def test_cards_have_connectors_too() -> None:
    said = day(JUNE + DAY, lanes=(0,), actors=((0, SPEAKER), (1, ADDRESSEE)))
    layout, display = composed([said], scale=Scale.spanning(JUNE, JUNE + 5 * DAY, 858))
    (line,) = connectors(layout, display, [0]).lines
    assert line.x == display.cards[0].mark_x
    assert line.y0 == display.cards[0].y + 16


def test_every_relation_is_drawn_in_its_own_way_where_both_ends_are() -> None:
    entries = [day(JUNE + n * 6 * DAY, lanes=(n % 3,)) for n in range(5)]
    kinds = {relation: RELATIONS.index(relation) for relation in Relation}
    layout, display = composed(
        entries,
        [
            (1, 0, kinds[Relation.RESPONDS_TO]),
            (2, 0, kinds[Relation.CONTRADICTS]),
            (3, 0, kinds[Relation.SAID_AT]),
            (4, 0, kinds[Relation.PART_OF]),
            (3, 0, kinds[Relation.PART_OF]),
        ],
    )
    found = connectors(layout, display, [0])
    assert [(arc.row, arc.other, arc.relation) for arc in found.arcs] == [
        (1, 0, Relation.RESPONDS_TO),
        (2, 0, Relation.CONTRADICTS),
        (3, 0, Relation.SAID_AT),
    ]
    (bracket,) = found.brackets
    points = {row: (x, y) for row, x, y in zip(display.marks.row, display.marks.x, display.marks.y, strict=True)}
    assert bracket.whole == 0
    assert bracket.legs == (points[0], points[4], points[3])
    assert (bracket.x0, bracket.x1) == (points[0][0], points[4][0])
    assert bracket.y < min(y for _, y in bracket.legs)
    assert [each.legs for each in connectors(layout, display, [4]).brackets] == [(points[0], points[4])]
    assert not connectors(layout, display, [])


def test_what_came_before_and_after_between_the_same_two_is_joined_by_arcs_without_a_relation() -> None:
    made = [day(JUNE + number * DAY, lanes=(0,)) for number in (1, 5, 9)]
    layout, display = composed(made)
    found = connectors(layout, display, [1], [(1, 0), (1, 2)]).arcs
    assert [(arc.row, arc.other, arc.relation) for arc in found] == [(1, 0, None), (1, 2, None)]
    assert connectors(layout, display, [0], [(1, 0), (1, 2)]).arcs == ()


def test_a_neighbour_that_is_related_already_is_joined_once() -> None:
    made = [day(JUNE + number * DAY, lanes=(0,)) for number in (1, 5)]
    layout, display = composed(made, [(1, 0, RESPONDS)])
    found = connectors(layout, display, [1], [(1, 0)]).arcs
    assert [arc.relation for arc in found] == [Relation.RESPONDS_TO]
