"""Relations on the canvas: of what is hovered or selected, of everything in view; no label is hidden by them."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from db.records import Relation
from desktop.views.timeline.canvas import MOST_RELATED
from tests.ui.canvas import Stand, open_stand
from tests.ui.desk import Desk, open_desk, put_away
from tests.ui.sample import SIDES, Spec, marks_of


def stand_with(qtbot: QtBot, relation: Relation) -> Stand:
    """Open a first entry on top, one that refers to it at the right below, and a label between."""
    return open_stand(
        qtbot,
        marks_of(
            [
                Spec("Whole", side=SIDES[0], first=date(2020, 6, 3), id="whole"),
                Spec("Crossed by what leads from one to the other", side=SIDES[1], first=date(2020, 6, 14)),
                Spec("Other", side=SIDES[2], first=date(2020, 6, 20), id="other", relates=(("whole", relation),)),
            ],
            SIDES[:3],
        ),
    )


@pytest.mark.parametrize("relation", list(Relation))
def test_a_relation_is_seen_while_one_end_is_hovered_and_goes_again(qtbot: QtBot, relation: Relation) -> None:
    stand = stand_with(qtbot, relation)
    before = stand.picture()
    stand.session.hover(stand.titled("Whole"))
    frame = stand.timeline.stage.frame()
    assert frame is not None
    assert len(frame.links.brackets) == (relation is Relation.PART_OF)
    assert [arc.relation for arc in frame.links.arcs] == ([] if relation is Relation.PART_OF else [relation])
    assert stand.picture() != before
    stand.session.hover(-1)
    assert stand.picture() == before


def test_the_kinds_of_relation_look_different(qtbot: QtBot) -> None:
    pictures = []
    for relation in Relation:
        stand = stand_with(qtbot, relation)
        stand.session.hover(stand.titled("Whole"))
        pictures.append(stand.picture())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


@pytest.mark.parametrize("relation", [Relation.PART_OF, Relation.CONTRADICTS])
def test_the_switch_shows_the_relations_of_everything_in_view(qtbot: QtBot, relation: Relation) -> None:
    stand = stand_with(qtbot, relation)
    before = stand.picture()
    stand.timeline.set_relations(True)
    shown = stand.picture()
    between = range(stand.at(stand.titled("Whole")).x() + 80, stand.at(stand.titled("Other")).x() - 10)
    assert sum(shown.pixelColor(x, y) != before.pixelColor(x, y) for x in between for y in range(41, 140)) > 40
    stand.timeline.set_relations(False)
    assert stand.picture() == before


@pytest.mark.parametrize("relation", list(Relation))
def test_no_label_is_crossed(qtbot: QtBot, relation: Relation) -> None:
    stand = stand_with(qtbot, relation)
    display = stand.timeline.stage.canvas.display
    assert display is not None
    at = display.labels.row.tolist().index(stand.titled("Crossed by what leads from one to the other"))
    left, baseline = display.labels.x[at] + stand.timeline.stage.canvas.plot_x, display.labels.y[at] + 40
    box = (round(left), round(baseline - 11), round(display.labels.width[at]), 14)
    before = stand.picture().copy(*box)
    stand.timeline.set_relations(True)
    stand.session.hover(stand.titled("Whole"))
    after = stand.picture().copy(*box)
    text = stand.appearance.theme["ink"]
    inked = [
        [(x, y) for x in range(box[2]) for y in range(box[3]) if picture.pixelColor(x, y) == text]
        for picture in (before, after)
    ]
    assert inked[0] == inked[1]


def test_no_more_than_the_nearest_are_asked_for(qtbot: QtBot) -> None:
    stand = stand_with(qtbot, Relation.PART_OF)
    canvas = stand.timeline.stage.canvas
    assert canvas.rows_in_view(MOST_RELATED).tolist() == [0, 1, 2]
    assert canvas.rows_in_view(1).tolist() == [stand.titled("Crossed by what leads from one to the other")]
    assert canvas.rows_in_view(0).dtype == np.int32


def test_the_switch_is_in_the_menu_has_a_key_and_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(qtbot, tmp_path)
    desk.window.commands["relations"].trigger()
    assert desk.window.timeline.stage.relations
    put_away(desk)
    again = open_desk(qtbot, tmp_path)
    assert again.window.timeline.stage.relations
    assert again.window.commands["relations"].isChecked()
    put_away(again)


def test_what_came_before_and_after_between_the_same_two_actors_is_drawn_for_the_selection(desk: Desk) -> None:
    desk.click_mark("cavusoglu-us-past-traumas")
    entry = desk.session.entry
    assert entry is not None
    beside = {related.head.row for related in entry.related if related.relation is None}
    assert beside
    desk.window.timeline.grab()
    frame = desk.window.timeline.stage.frame()
    assert frame is not None
    drawn = {arc.other for arc in frame.links.arcs if arc.relation is None}
    assert drawn
    assert drawn <= beside
    desk.session.clear_selection()
    desk.idle()
    frame = desk.window.timeline.stage.frame()
    assert frame is not None
    assert not frame.links.arcs
