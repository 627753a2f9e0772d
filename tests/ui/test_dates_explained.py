"""Dates that explain themselves: the diagram of an entry's date, and that of an article's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.dates import parse
from db.placing import place
from db.records import Reading
from db.vocabularies import Basis
from desktop.widgets.date_diagram import DateDiagram, DateExplanation
from desktop.widgets.explained import Explained, Reference, bounds_words, in_words
from desktop.widgets.prose import Prose
from tests.ui.desk import CONTROL, SHIFT

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from desktop.theme import Appearance
    from tests.ui.desk import Desk

PLAN = "egypt-ceasefire-plan-2020-06"


def day(text: str) -> date:
    found = parse(text).first_day
    assert found is not None
    return found


EXPLAINED = Explained(
    "[2020-06-07..2020-06-10]",
    "earlier this week",
    Basis.INFERRED,
    "From the Sunday to the day before.",
    (Reference(day("2020-06-11"), inferred=True, publishers=("The First Paper",)),),
    (Reading("2020-06-06", "The paper has it in the week after."),),
)


def diagram(qtbot: QtBot, appearance: Appearance, explained: Explained, width: int = 336) -> DateDiagram:
    made = DateDiagram(explained, appearance.theme["ink"], appearance, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(width, made.height())
    made.show()
    return made


def painted(made: DateDiagram) -> QImage:
    return made.grab().toImage()


def texts(widget: DateExplanation) -> list[str]:
    return [prose.text() for prose in widget.findChildren(Prose)]


def explanation(desk: Desk) -> DateExplanation | None:
    shown = [each for each in desk._page().findChildren(DateExplanation) if each.isVisible()]
    return shown[0] if shown else None


def test_the_link_below_the_date_opens_and_closes_the_explanation(desk: Desk) -> None:
    desk.click_line(PLAN)
    assert explanation(desk) is None
    desk.click(desk.link("Explain this date; 2 other readings"))
    opened = explanation(desk)
    assert opened is not None
    said = "\n".join(texts(opened))
    for words in (
        "‘earlier this week’",
        "11 June 2020, inferred: Middle East Eye",
        "Inferred",
        "from Sunday 7 June",
        "7 June 2020 at the earliest, 10 June 2020 at the latest: 4 days.",
        "Not Saturday 6 June 2020: Other accounts",
        "Not some day, 1 – 10 June 2020:",
    ):
        assert words in said, words
    assert opened.diagram is not None
    assert [row.taken for row in opened.diagram.rows] == [True, False, False]
    desk.click(desk.link("Close the explanation"))
    assert explanation(desk) is None


def test_keys_and_the_command_open_it_too(desk: Desk) -> None:
    desk.click_line(PLAN)
    link = desk.link("Explain this date; 2 other readings")
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert explanation(desk) is not None
    QTest.keyClick(desk.window, Qt.Key.Key_D, CONTROL)
    assert explanation(desk) is None
    QTest.keyClick(desk.window, Qt.Key.Key_D, CONTROL)
    assert explanation(desk) is not None
    desk.click_line("cavusoglu-ntv-us-role")
    assert explanation(desk) is None


def test_every_entry_of_the_dataset_can_be_explained(desk: Desk) -> None:
    for row in range(0, len(desk.marks), 9):
        desk.session.select([row])
        desk.idle()
        desk.run("explain-date")
        opened = explanation(desk)
        assert opened is not None
        assert opened.diagram is not None
        assert not painted(opened.diagram).isNull()
        entry = desk.session.entry
        assert entry is not None
        for citation in entry.citations:
            assert citation.article.publisher in opened.diagram.accessibleDescription()
        if entry.date_wording:
            assert entry.date_wording in opened.diagram.accessibleDescription()


def test_a_sources_date_tells_how_the_day_of_publication_is_known(desk: Desk) -> None:
    desk.click_line(PLAN)
    desk.click(desk.link("11 June 2020, inferred"))
    opened = explanation(desk)
    assert opened is not None
    assert any("prints no date" in text for text in texts(opened))
    assert any("This day, as far as one can tell." in text for text in texts(opened))
    desk.click(desk.link("11 June 2020, inferred"))
    assert explanation(desk) is None


def test_the_articles_header_tells_it_by_click_and_by_key(desk: Desk) -> None:
    panel = desk.article()
    chooser = panel.header.chooser
    panel.grab()
    desk.click(chooser, chooser.date_rect.center().toPoint())
    assert panel.published is not None
    assert panel.published.isVisible()
    shown = panel.published.findChildren(DateExplanation)[0]
    assert any("Eid Al Fitr" in text for text in texts(shown))
    assert QApplication.focusWidget() is panel.published
    QTest.keyClick(panel.published, Qt.Key.Key_Escape)
    assert not panel.published.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_D, CONTROL | SHIFT)
    assert panel.published.isVisible()
    desk.window.chronology.table.setFocus()
    assert not panel.published.isVisible()


def test_a_click_beside_the_date_still_lists_the_articles(desk: Desk) -> None:
    chooser = desk.article().header.chooser
    desk.article().grab()
    chooser.clicked.disconnect()
    with desk.bot.waitSignal(chooser.clicked):
        QTest.mouseClick(chooser, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))
    assert desk.article().published is None


def test_the_taken_date_is_drawn_above_the_others_at_the_same_scale(qtbot: QtBot, appearance: Appearance) -> None:
    made = diagram(qtbot, appearance, EXPLAINED)
    axis = made.axis()
    taken, other = (axis.extent(place(text)) for text in ("[2020-06-07..2020-06-10]", "2020-06-06"))
    assert other[1] == pytest.approx(taken[0])
    assert taken[1] - taken[0] == pytest.approx(4 * (other[1] - other[0]))
    image, ink = painted(made), appearance.theme["ink"].rgb()
    assert made.grab().devicePixelRatio() == 1
    rows = [y for y in range(image.height()) if image.pixel(round(taken[0] + axis.scale.day_width / 2), y) == ink]
    assert rows


def test_the_day_of_publication_stands_as_a_hairline_at_its_day(qtbot: QtBot, appearance: Appearance) -> None:
    made = diagram(qtbot, appearance, EXPLAINED)
    x = round(made.axis().middle(day("2020-06-11")))
    image, colour = painted(made), appearance.theme["ink-2"].rgb()
    assert sum(image.pixel(x, y) == colour for y in range(image.height())) > 20


@pytest.mark.parametrize("width", [240, 288, 336, 700])
@pytest.mark.parametrize(
    "text", ["2020-06-11", "[..2011]", "/2020-06-11", "2019-04/..", "2020-05~", "2020-06-11?", "[2011..2020-07-09]"]
)
def test_whatever_is_known_of_a_date_stands_on_the_axis(
    qtbot: QtBot, appearance: Appearance, text: str, width: int
) -> None:
    made = diagram(qtbot, appearance, replace(EXPLAINED, date=text), width)
    axis = made.axis()
    for row in made.rows:
        left, right, _ = axis.extent(row.placing)
        assert -8 <= left < right <= width + 8
    assert 0 < axis.middle(day("2020-06-11")) < width
    assert not painted(made).isNull()


def test_an_undated_entry_has_no_diagram_and_says_so(qtbot: QtBot, appearance: Appearance) -> None:
    undated = replace(EXPLAINED, date=None, basis=None, wording="", reason="", readings=())
    made = DateExplanation(undated, appearance.theme["ink"], appearance, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    assert made.diagram is None
    assert any("Nothing gives a date." in text for text in texts(made))


def test_the_diagram_is_told_in_words() -> None:
    said = in_words(EXPLAINED)
    for words in (
        "Some day, 7 – 10 June 2020",
        "earlier this week",
        "Published 11 June 2020, inferred: The First Paper",
        "From the Sunday",
        "Not Saturday 6 June 2020",
    ):
        assert words in said


def test_bounds_are_told_as_far_as_they_are_known() -> None:
    assert bounds_words("2020-06-11") == "This day and no other."
    assert bounds_words("2020-06-11?") == "This day, as far as one can tell."
    assert bounds_words("[..2011]") == "31 December 2011 at the latest; nothing bounds its beginning."
    assert bounds_words("[2020-06-11..]") == "11 June 2020 at the earliest; nothing bounds its end."
    assert bounds_words("2020-06/2020-06-22").endswith(": 22 days.")


def test_all_words_of_an_explanation_are_in_view_and_no_room_is_left_between(desk: Desk) -> None:
    desk.click_line("sirte-falls-to-haftar-2020-01")
    desk.run("explain-date")
    desk.run("explain-published")
    opened, popover = explanation(desk), desk.article().published
    assert opened is not None
    assert popover is not None
    told = [*opened.findChildren(Prose), *popover.findChildren(Prose)]
    assert len(told) > 6
    for prose in told:
        assert prose.height() == round(prose.laid_out().size().height()), prose.text()
    assert desk.window.rect().contains(popover.geometry())


def test_what_tells_of_an_article_goes_when_another_one_is_read(desk: Desk) -> None:
    desk.run("explain-published")
    popover = desk.article().published
    assert popover is not None
    assert popover.isVisible()
    desk.click_line(PLAN)
    assert not popover.isVisible()
