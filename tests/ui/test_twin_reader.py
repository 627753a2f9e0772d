"""Article and timeline move together: what is pointed at, chosen or opened on one side shows on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.dates import parse
from db.vocabularies import TextKind

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from tests.ui.desk import Desk

STATEMENT = "cavusoglu-egypt-tensions"


def open_article(desk: Desk, publisher: str) -> None:
    menu = desk.article().header.menu()
    next(action for action in menu.actions() if action.text().startswith(publisher)).trigger()
    desk.idle()


def ground_of_passage(desk: Desk, identifier: str) -> QColor:
    """Return the colour at the top of a passage's first line, above its letters."""
    at = desk.passage_of(identifier)
    text = desk.article().text
    line = next(
        p.lines[0] for p in text.passages if [head.row for head in p.entries] == [desk.row(identifier)] and p.lines
    )
    image = text.viewport().grab().toImage()
    return image.pixelColor(at.x() - 5, round(line.top - text.verticalScrollBar().value()) + 1)


def test_a_mark_under_the_pointer_lights_its_passage(desk: Desk) -> None:
    open_article(desk, "Bloomberg")
    desk.session.reveal_requested.emit(desk.row(STATEMENT))
    desk.idle()
    theme = desk.app.appearance.theme
    assert ground_of_passage(desk, STATEMENT) == theme["ground"]
    QTest.mouseMove(desk.window.timeline, desk.stand.at(desk.row(STATEMENT)))
    desk.idle()
    assert desk.session.hovered == desk.row(STATEMENT)
    assert ground_of_passage(desk, STATEMENT) == theme["hover"]


def test_a_passage_under_the_pointer_lights_its_mark(desk: Desk) -> None:
    open_article(desk, "Bloomberg")
    desk.session.reveal_requested.emit(desk.row(STATEMENT))
    desk.idle()
    theme, timeline = desk.app.appearance.theme, desk.window.timeline
    (ground, *_) = timeline.stage.overlays.grounds_of(desk.row(STATEMENT))
    # Just right of the label, within the ground of what is hovered.
    place = QPointF(ground.right() - 1.5, ground.center().y()).toPoint()
    before = timeline.grab().toImage().pixelColor(place)
    QTest.mouseMove(desk.article().text.viewport(), desk.passage_of(STATEMENT))
    desk.idle()
    after = timeline.grab().toImage().pixelColor(place)
    assert before != theme["hover"]
    assert after == theme["hover"]


def test_the_articles_are_listed_by_date_and_chosen_by_keys(desk: Desk) -> None:
    library = desk.session.library
    assert library is not None
    dates = {article.label: parse(article.published).sort_key for article in library.articles}
    panel = desk.article()
    menu = panel.header.menu()
    listed = [action.text() for action in menu.actions()]
    assert len(listed) == len(dates)
    order = [parse(article.published).sort_key for article in panel.header._articles]
    assert order == sorted(order)
    assert all("entries" in line for line in listed)
    first = panel.article
    panel.header.chooser.setFocus()
    QTest.keyClick(panel.header.chooser, Qt.Key.Key_Down)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    assert opened.activeAction() is not None
    assert opened.activeAction().isChecked()
    QTest.keyClick(opened, Qt.Key.Key_Down)
    QTest.keyClick(opened, Qt.Key.Key_Return)
    desk.idle()
    assert panel.article is not first
    assert panel.article == panel.header._articles[1]


def test_from_an_article_to_the_timeline_and_back_by_keys_alone(desk: Desk) -> None:
    text = desk.article().text
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClick(text, Qt.Key.Key_Return)
    desk.idle()
    (chosen,) = desk.selected()
    assert chosen in [head.id for head in text.passages[0].entries]
    assert desk.stand.timeline.stage.overlays.grounds_of(desk.row(chosen)), "its mark is in view"
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    QTest.keyClick(desk.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    assert desk.passage_in_view(chosen)


def test_tabs_are_changed_by_the_arrows(desk: Desk) -> None:
    header = desk.article().header
    header.tabs[TextKind.DIGEST].setFocus()
    QTest.keyClick(header.tabs[TextKind.DIGEST], Qt.Key.Key_Right)
    desk.idle()
    assert desk.article().hint.isVisible()
    QTest.keyClick(header.tabs[TextKind.ORIGINAL], Qt.Key.Key_Left)
    desk.idle()
    assert desk.article().text.isVisible()


def test_a_click_on_any_passage_of_an_entry_leaves_the_reader_there(desk: Desk) -> None:
    text = desk.article().text
    rows = {head.row for passage in text.passages for head in passage.entries}
    several = {row: [p for p in text.passages if [head.row for head in p.entries] == [row]] for row in rows}
    clicked = 0
    for row, passages in several.items():
        if len(passages) < 2:
            continue
        for passage in passages[::-1]:
            desk.session.select([])
            desk.idle()
            text._scroll_to(list(passage.lines))
            before = text.verticalScrollBar().value()
            line = passage.lines[0]
            at = QPointF(line.left + 6, line.top + line.height / 2 - before).toPoint()
            QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=at)
            desk.idle()
            assert desk.session.selection.current == row
            assert text.verticalScrollBar().value() == before
            assert text._flashing == (passage.passage.start, passage.passage.end)
            clicked += 1
    assert clicked >= 2
