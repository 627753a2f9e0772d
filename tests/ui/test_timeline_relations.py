"""Relations on the canvas: of what is hovered or selected, of everything in view; no label is hidden by them."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.dates import minutes_of
from db.vocabularies import Relation
from desktop.timeline.display import CARD_HEIGHT, SECOND_GAP
from desktop.views.timeline.canvas import MOST_RELATED
from desktop.views.timeline.style import AXIS, Style
from desktop.wording import count
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


def drawn_texts(stand: Stand) -> list[QRectF]:
    """Return where dates behind labels, texts of cards and counts of clusters stand, in the widget."""
    canvas, style = stand.timeline.stage.canvas, Style.build(stand.appearance.theme, 1.0)
    display, marks = canvas.display, stand.session.marks
    assert display is not None
    assert marks is not None
    found = [QRectF(card.text_x, card.y + 4, card.text_width, CARD_HEIGHT - 8) for card in display.cards]
    for cluster in display.clusters:
        width = style.width(count(cluster.count), "small")
        found.append(QRectF((cluster.x0 + cluster.x1 - width) / 2, cluster.y + 5, width, 11))
    labels = display.labels
    for at in np.flatnonzero(labels.second > 0).tolist():
        left = labels.x[at] + labels.width[at] + SECOND_GAP
        found.append(QRectF(left, labels.y[at] - 10, 30, 12))
    return [each.translated(canvas.plot_x, AXIS) for each in found]


@pytest.mark.parametrize(("days", "between", "lasting"), [(5, 6, 2), (5, 6, 0), (40, 60, 0), (90, 60, 0)])
def test_no_other_text_is_crossed_either(qtbot: QtBot, days: int, between: int, lasting: int) -> None:
    specs = [Spec("Whole", side=SIDES[0], first=date(2020, 6, 4), id="whole")]
    specs += [
        Spec(f"In between {n}", side=SIDES[1], first=date(2020, 6, 4), last=date(2020, 6, 4 + lasting))
        for n in range(between)
    ]
    specs += [
        Spec(f"Other {n}", side=SIDES[2], first=date(2020, 6, n), id=f"o{n}", relates=(("whole", Relation.SAID_AT),))
        for n in range(3, 7)
    ]
    stand = open_stand(qtbot, marks_of(specs, SIDES[:3]))
    begin = minutes_of(date(2020, 6, 2))
    stand.session.span_requested.emit(begin, begin + days * 1440)
    stand.settle()
    texts = drawn_texts(stand)
    assert texts
    ink = {stand.appearance.theme[name].name() for name in ("ink", "ink-2", "control")}

    def inked(picture: QImage) -> list[set[tuple[int, int]]]:
        return [
            {
                (x, y)
                for x in range(round(box.left()), round(box.right()))
                for y in range(round(box.top()), round(box.bottom()))
                if picture.rect().contains(x, y) and picture.pixelColor(x, y).name() in ink
            }
            for box in texts
        ]

    before = inked(stand.picture())
    stand.timeline.set_relations(True)
    stand.session.hover(stand.titled("Other 6"))
    frame = stand.timeline.stage.frame()
    assert frame is not None
    assert len(frame.quiet_links.arcs) == 4
    assert inked(stand.picture()) == before


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
    desk.click_mark("cavusoglu-dismisses-egypt-plan")
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
