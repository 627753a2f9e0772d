"""Colour by: the marks, bars and boxes change together, the filters are the legend, the choice is kept."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.filters import Filter, Word
from desktop.settings import COLOURINGS
from desktop.theme import TINTS
from desktop.timeline.colouring import Colouring
from desktop.views.colour_menu import ColourMenu
from desktop.views.filters import FilterPanel
from desktop.views.filters.legend import LegendRow
from tests.ui.canvas import Stand, open_stand
from tests.ui.desk import Desk, open_desk, put_away
from tests.ui.sample import marks_of, sample_specs


def test_the_names_are_the_same_everywhere() -> None:
    assert tuple(Colouring) == COLOURINGS
    # The user's own labels have colours too, and are drawn beside whatever those of marks tell.
    assert ("act", *TINTS) == (*Colouring, "label")


def colours_in(stand: Stand, row: int) -> set[str]:
    picture, at = stand.picture(), stand.at(row)
    return {picture.pixelColor(at.x() + dx, at.y() + dy).name() for dx in range(-8, 9) for dy in range(-8, 9)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colouring", ["side", "certainty"])
def test_every_mark_in_view_takes_the_colour_of_its_value(qtbot: QtBot, scheme: str, colouring: str) -> None:
    stand = open_stand(qtbot, scheme=scheme)
    stand.session.set_colouring(colouring)
    stand.settle()
    index = stand.session.index
    assert index is not None
    colours = stand.appearance.theme.tints[colouring]
    seen = [row for row in stand.rows_in_view() if stand.at(row).y() + 8 < stand.timeline.height()]
    assert len(seen) >= 12
    for row in seen[:12]:
        assert colours[index.tints.code[row]].name() in colours_in(stand, row), stand.marks.titles[row]
    stand.session.set_colouring("act")
    row = stand.rows_in_view()[0]
    assert stand.appearance.theme.tints["act"][stand.marks.act[row]].name() in colours_in(stand, row)


def test_the_overview_changes_with_the_timeline(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    before = stand.overview.grab().toImage()
    stand.session.set_colouring("side")
    after = stand.overview.grab().toImage()
    side = {colour.name() for colour in stand.appearance.theme.tints["side"]}
    seen = {after.pixelColor(x, y).name() for x in range(150, 990) for y in range(8, 44)}
    assert after != before
    assert len(seen & side) > 3


def test_view_selection_and_lanes_stay_when_colours_change(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    stand.session.select([stand.rows_in_view()[2]])
    span, selected = stand.span, stand.session.selection
    stand.session.set_colouring("side")
    assert (stand.span, stand.session.selection) == (span, selected)


def test_a_filter_keeps_the_colours(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, marks_of(sample_specs()))
    stand.session.set_colouring("certainty")
    stand.session.set_filter(Filter(), stand.session.shown)
    assert stand.session.index is not None
    assert stand.session.index.tints.colouring == "certainty"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = open_desk(qtbot, tmp_path)
    yield made
    put_away(made)


def choices(menu: QMenu | None) -> dict[str, QAction]:
    assert menu is not None
    return {action.text(): action for action in menu.actions()}


def test_toolbar_and_view_menu_offer_the_same_and_agree(desk: Desk) -> None:
    button, menu = desk.window.toolbar.colouring, desk.window.findChild(ColourMenu)
    assert list(choices(button.menu())) == list(choices(menu)) == ["Kind of act", "Side", "Stance", "Certainty"]
    choices(button.menu())["Side"].trigger()
    desk.idle()
    assert desk.session.colouring == "side"
    assert button.text() == "Colour by Side"
    assert [name for name, action in choices(menu).items() if action.isChecked()] == ["Side"]
    choices(menu)["Stance"].trigger()
    desk.idle()
    assert button.text() == "Colour by Stance"


@pytest.mark.parametrize(
    ("colouring", "word"),
    [("act", Word.QUAD), ("side", Word.SIDE), ("stance", Word.STANCE), ("certainty", Word.CERTAINTY)],
)
def test_the_facet_of_what_is_told_is_the_legend_and_is_open(desk: Desk, colouring: str, word: Word) -> None:
    desk.session.set_colouring(colouring)
    desk.idle()
    panel = desk.window.findChild(FilterPanel)
    assert panel is not None
    theme, index = desk.app.appearance.theme, desk.session.index
    assert index is not None
    for other, section in panel.sections.items():
        if other is word:
            assert section.body.isVisibleTo(panel)
        for value, row in section.rows.items():
            row.setChecked(True)
            colour = row.grab().toImage().pixelColor(15, 7).name()
            if other is word:
                assert colour == theme.tints[colouring][index.tints.values[value]].name()
            else:
                assert colour == theme["raised"].name()


def test_the_choice_is_kept_between_starts(qtbot: QtBot, tmp_path: Path) -> None:
    first = open_desk(qtbot, tmp_path)
    first.session.set_colouring("certainty")
    put_away(first)
    again = open_desk(qtbot, tmp_path)
    assert again.session.colouring == "certainty"
    assert again.session.index is not None
    assert again.session.index.tints.colouring == "certainty"
    assert again.window.toolbar.colouring.text() == "Colour by Certainty"
    put_away(again)


@pytest.mark.parametrize(("colouring", "texts"), [("act", []), ("stance", ["Differs by question", "None"])])
def test_colours_that_no_box_has_are_told_below_the_boxes(desk: Desk, colouring: str, texts: list[str]) -> None:
    desk.session.set_colouring(colouring)
    desk.idle()
    panel = desk.window.findChild(FilterPanel)
    assert panel is not None
    lines = [line for line in panel.findChildren(LegendRow) if line.isVisibleTo(panel)]
    assert [line.accessibleName() for line in lines] == texts
    for code, line in zip((3, 4), lines, strict=False):
        colour = line.grab().toImage().pixelColor(18, line.height() // 2)
        assert colour == desk.app.appearance.theme.tints[colouring][code]
