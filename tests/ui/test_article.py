"""The article panel: the text with its passages lit, and the ways between text and timeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.filters import Filter
from db.records import Block, ReaderPassage
from db.vocabularies import Act, TextKind
from desktop.requests import Reading
from desktop.theme import motion
from desktop.views.article import ArticlePanel
from desktop.widgets.units import Units
from tests.ui.panel_sample import (
    CALL_WORDS,
    FIRST,
    FIRST_TEXT,
    MOVE_WORDS,
    REQUEST_WORDS,
    SECOND,
    STATEMENT,
    TALKS_WORDS,
    click,
    head_of,
    passage_range,
    press,
    row_of,
    sample_reader,
    sample_session,
    shown_of,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance
    from desktop.views.article.layout import SetPassage


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def panel(qtbot: QtBot, session: Session, appearance: Appearance) -> ArticlePanel:
    panel = ArticlePanel(session, appearance)
    qtbot.addWidget(panel)
    panel.resize(368, 380)
    session.set_reader(sample_reader(session), None)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def row(session: Session, name: str) -> int:
    assert session.marks is not None
    return row_of(session.marks, name)


def act_of(session: Session, name: str) -> Act:
    assert session.marks is not None
    return head_of(session.marks, name).act


def placed(panel: ArticlePanel, words: str) -> SetPassage:
    span = passage_range(words)
    return next(p for p in panel.text.passages if (p.passage.start, p.passage.end) == span)


def point_in(panel: ArticlePanel, words: str) -> QPoint:
    line = placed(panel, words).lines[0]
    return (line.rect.center() - QPointF(0, panel.text.verticalScrollBar().value())).toPoint()


def painted(panel: ArticlePanel) -> QImage:
    return panel.text.viewport().grab().toImage()


def ground_at(panel: ArticlePanel, words: str) -> QColor:
    """Return the colour just inside the top of a passage's first line, above all letters."""
    line = placed(panel, words).lines[0]
    return painted(panel).pixelColor(round(line.left) + 1, round(line.top - panel.text.verticalScrollBar().value()) + 1)


def test_a_library_opens_on_its_first_article(qtbot: QtBot, appearance: Appearance) -> None:
    session = sample_session()
    wishes: list[Reading] = []
    session.reading_requested.connect(wishes.append)
    qtbot.addWidget(ArticlePanel(session, appearance))
    assert wishes == [Reading(FIRST.slug, TextKind.DIGEST)]


def test_the_text_stands_there_letter_by_letter(panel: ArticlePanel) -> None:
    assert panel.text.toPlainText() == FIRST_TEXT.replace("\n\n", "\n")


def test_each_passage_stands_where_its_words_stand(panel: ArticlePanel) -> None:
    for words in (REQUEST_WORDS, CALL_WORDS, MOVE_WORDS, TALKS_WORDS):
        lines = placed(panel, words).lines
        first = lines[0]
        at = panel.text.cursorForPosition(
            (
                QPointF(first.left + 1, first.rect.center().y()) - QPointF(0, panel.text.verticalScrollBar().value())
            ).toPoint()
        )
        at.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
        assert words.startswith(at.selectedText())


def test_a_passage_is_underlined_in_the_colour_of_its_entry(
    panel: ArticlePanel, session: Session, appearance: Appearance
) -> None:
    line = placed(panel, CALL_WORDS).lines[0]
    act = appearance.theme.acts[act_of(session, "call")]
    image = painted(panel)
    below = [image.pixelColor(round(line.left) + 30, round(line.baseline) + offset) for offset in (4, 5)]
    assert [colour.name() for colour in below] == [act.name(), act.name()]


def test_two_entries_on_one_passage_have_two_rules_and_two_marks(
    panel: ArticlePanel, session: Session, appearance: Appearance
) -> None:
    line = placed(panel, MOVE_WORDS).lines[-1]
    image = painted(panel)
    x = round(line.left) + 30
    colours = [image.pixelColor(x, round(line.baseline) + offset).name() for offset in (4, 8)]
    first, second = (appearance.theme.acts[act_of(session, name)].name() for name in ("moves", "rejects"))
    assert colours == [first, second]


def test_a_click_selects_the_entry_and_brings_it_into_view(panel: ArticlePanel, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.reveal_requested) as revealed:
        click(panel.text.viewport(), point_in(panel, CALL_WORDS))
    assert session.selection.current == row(session, "call")
    assert revealed.args == [row(session, "call")]


def test_clicks_on_a_shared_passage_take_its_entries_in_turn(panel: ArticlePanel, session: Session) -> None:
    for name in ("moves", "rejects", "moves"):
        click(panel.text.viewport(), point_in(panel, MOVE_WORDS))
        QTest.qWait(1)
        assert session.selection.current == row(session, name)


def test_each_mark_in_the_margin_selects_its_own_entry(panel: ArticlePanel, session: Session) -> None:
    line = placed(panel, MOVE_WORDS).lines[0]
    y = round(line.rect.center().y() - panel.text.verticalScrollBar().value())
    click(panel.text.viewport(), QPoint(33, y))
    assert session.selection.current == row(session, "rejects")
    click(panel.text.viewport(), QPoint(14, y))
    assert session.selection.current == row(session, "moves")


def test_ctrl_click_adds_to_the_selection(panel: ArticlePanel, session: Session) -> None:
    click(panel.text.viewport(), point_in(panel, CALL_WORDS))
    click(panel.text.viewport(), point_in(panel, TALKS_WORDS), keys=Qt.KeyboardModifier.ControlModifier)
    assert set(session.selection.rows) == {row(session, "call"), row(session, "talks")}


def test_hovering_a_passage_lights_its_mark(panel: ArticlePanel, session: Session) -> None:
    QTest.mouseMove(panel.text.viewport(), point_in(panel, CALL_WORDS))
    assert session.hovered == row(session, "call")
    QTest.mouseMove(panel.text.viewport(), QPoint(200, panel.text.viewport().height() - 2))
    assert session.hovered == -1


def test_the_selected_passage_lies_on_its_ground(panel: ArticlePanel, session: Session, appearance: Appearance) -> None:
    assert ground_at(panel, REQUEST_WORDS) == appearance.theme["ground"]
    session.select([row(session, STATEMENT)])
    assert ground_at(panel, REQUEST_WORDS) == appearance.theme["passage"]
    session.clear_selection()
    session.hover(row(session, STATEMENT))
    assert ground_at(panel, REQUEST_WORDS) == appearance.theme["hover"]


def test_a_shown_passage_is_scrolled_to_and_flashes_once(
    panel: ArticlePanel, session: Session, appearance: Appearance, qtbot: QtBot
) -> None:
    panel.resize(368, 120)
    bar = panel.text.verticalScrollBar()
    assert bar.value() == 0
    session.select([row(session, "talks")])
    session.passage_shown.emit(*passage_range(TALKS_WORDS))
    assert bar.value() > 0
    assert ground_at(panel, TALKS_WORDS) == appearance.theme["find"]
    qtbot.waitUntil(lambda: ground_at(panel, TALKS_WORDS) == appearance.theme["passage"], timeout=3000)


def test_entries_that_the_filter_hides_are_not_lit(
    panel: ArticlePanel, session: Session, appearance: Appearance
) -> None:
    assert session.marks is not None
    session.set_filter(Filter(last="2020-06-30"), shown_of(session.marks, ("talks",)))
    line = placed(panel, TALKS_WORDS).lines[0]
    below = painted(panel).pixelColor(round(line.left) + 30, round(line.baseline) + 4)
    assert below == appearance.theme["line-strong"]
    click(panel.text.viewport(), point_in(panel, TALKS_WORDS))
    assert not len(session.selection)


def test_tab_goes_from_passage_to_passage_and_enter_selects(panel: ArticlePanel, session: Session) -> None:
    panel.text.setFocus()
    press(panel.text, Qt.Key.Key_Tab)
    press(panel.text, Qt.Key.Key_Tab)
    press(panel.text, Qt.Key.Key_Return)
    assert session.selection.current == row(session, "call")
    press(panel.text, Qt.Key.Key_Backtab)
    press(panel.text, Qt.Key.Key_Space)
    assert session.selection.current == row(session, STATEMENT)


def test_after_the_last_passage_tab_leaves_the_text(panel: ArticlePanel) -> None:
    panel.text.setFocus()
    for _ in panel.text.passages:
        press(panel.text, Qt.Key.Key_Tab)
        assert panel.text.hasFocus()
    assert panel.text.accessibleDescription().startswith("Passage 4 of 4: A second round of talks")
    press(panel.text, Qt.Key.Key_Tab)
    assert not panel.text.hasFocus()


def test_the_keys_scroll(panel: ArticlePanel) -> None:
    panel.resize(368, 120)
    bar = panel.text.verticalScrollBar()
    press(panel.text, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    press(panel.text, Qt.Key.Key_Up)
    assert bar.value() < bar.maximum()
    press(panel.text, Qt.Key.Key_Down)
    press(panel.text, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_tooltip_names_the_entries_hidden_ones_too(panel: ArticlePanel, session: Session) -> None:
    assert session.marks is not None
    session.set_filter(Filter(last="2020-06-12"), shown_of(session.marks, ("moves",)))
    at = point_in(panel, MOVE_WORDS)
    help_ = QHelpEvent(QEvent.Type.ToolTip, at, panel.text.viewport().mapToGlobal(at))
    QApplication.sendEvent(panel.text.viewport(), help_)
    assert QToolTip.text() == (
        "Some day that week: Actor C moves its troops (hidden by the filter)\nActor C turns the plan down"
    )
    QToolTip.hideText()


def test_three_entries_on_one_line_are_one_mark_and_a_figure(panel: ArticlePanel, session: Session) -> None:
    reader = sample_reader(session)
    entries = tuple(head for passage in reader.passages for head in passage.entries)
    start, end = passage_range(TALKS_WORDS)
    session.set_reader(replace(reader, passages=(ReaderPassage(start, end, entries),)), None)
    line = panel.text.passages[0].lines[0]
    y = round(line.rect.center().y() - panel.text.verticalScrollBar().value())
    click(panel.text.viewport(), QPoint(14, y))
    first = session.selection.current
    click(panel.text.viewport(), QPoint(33, y))
    assert session.selection.current != first
    image = panel.text.viewport().grab().toImage()
    assert image.pixelColor(14, y) != image.pixelColor(14, y + 40)


def test_the_reading_place_survives_a_resize(panel: ArticlePanel) -> None:
    panel.resize(368, 120)
    panel.text.show_passage(*passage_range(MOVE_WORDS))
    before = panel.text.cursorForPosition(QPoint(60, 4)).position()
    panel.resize(300, 120)
    assert abs(panel.text.cursorForPosition(QPoint(60, 4)).position() - before) < 60


def test_without_motion_a_passage_is_shown_at_once(
    panel: ArticlePanel, session: Session, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.views.article.flash.motion", {"flash": 0}.__getitem__)
    session.passage_shown.emit(*passage_range(CALL_WORDS))
    assert ground_at(panel, CALL_WORDS) == appearance.theme["ground"]


def test_arrows_go_from_tab_to_tab(panel: ArticlePanel) -> None:
    panel.header.tabs[TextKind.DIGEST].setFocus()
    press(panel.header.tabs[TextKind.DIGEST], Qt.Key.Key_Right)
    assert panel.header.tabs[TextKind.ORIGINAL].isChecked()
    assert panel.hint.isVisible()


def test_both_themes_paint_the_same_passages(panel: ArticlePanel, appearance: Appearance) -> None:
    before = [passage.lines for passage in panel.text.passages]
    appearance.force("dark")
    assert [passage.lines for passage in panel.text.passages] == before
    assert ground_at(panel, CALL_WORDS) == appearance.theme["ground"]


def test_copying_takes_the_passage_with_its_reference(panel: ArticlePanel, session: Session) -> None:
    session.select([row(session, "call")])
    press(panel.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        f"“{CALL_WORDS}”\nDémarche's digest of The First Paper, “{FIRST.headline}”, 11 June 2020, inferred, {FIRST.url}"
    )


def test_copying_prefers_the_words_that_were_selected(panel: ArticlePanel, session: Session) -> None:
    session.set_reader(sample_reader(session, TextKind.ORIGINAL), None)
    cursor = panel.text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    panel.text.setTextCursor(cursor)
    panel.text.copy()
    assert QGuiApplication.clipboard().text().startswith("“The”\nThe First Paper, “")


def test_the_original_tab_tells_how_to_attach_one(panel: ArticlePanel, session: Session, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(session.reading_requested):
        click(panel.header.tabs[TextKind.ORIGINAL])
    assert panel.hint.isVisible()
    assert "drop the article's file on the window" in panel.hint.text()
    assert "\n" not in panel.hint.text()


def test_once_attached_the_original_is_asked_for(panel: ArticlePanel, session: Session, qtbot: QtBot) -> None:
    click(panel.header.tabs[TextKind.ORIGINAL])
    assert session.library is not None
    assert session.marks is not None
    attached = replace(session.library, attached=frozenset({FIRST.slug}))
    with qtbot.waitSignal(session.reading_requested) as wish:
        session.set_library(attached, session.marks, session.shown)
    assert wish.args == [Reading(FIRST.slug, TextKind.ORIGINAL)]
    session.set_reader(sample_reader(session, TextKind.ORIGINAL), None)
    assert panel.text.isVisible()
    with qtbot.waitSignal(session.reading_requested) as wish:
        click(panel.header.tabs[TextKind.DIGEST])
    assert wish.args == [Reading(FIRST.slug, TextKind.DIGEST)]


def test_another_article_is_chosen_from_the_menu(panel: ArticlePanel, session: Session, qtbot: QtBot) -> None:
    menu = panel.header.menu()
    names = [action.text() for action in menu.actions()]
    assert names == [
        "The First Paper, 11 June 2020, inferred  ·  no original",
        "The Second Paper, 12 June 2020  ·  no original",
    ]
    with qtbot.waitSignal(session.reading_requested) as wish:
        menu.actions()[1].trigger()
    assert wish.args == [Reading(SECOND.slug, TextKind.DIGEST)]


def test_larger_text_takes_more_lines(panel: ArticlePanel, appearance: Appearance) -> None:
    before = panel.text.passages[-1].lines[-1].top
    appearance.set_text_steps(6)
    assert panel.text.passages[-1].lines[-1].top > before * 1.3


def test_strange_characters_move_no_passage(panel: ArticlePanel, session: Session) -> None:
    text = "A \U0001f54a and\u2029a\x0bbreak, then the words."
    start = text.index("the words")
    reader = replace(
        sample_reader(session),
        text=text,
        blocks=(Block(0, len(text), heading=False),),
        passages=(ReaderPassage(start, len(text), sample_reader(session).passages[0].entries),),
    )
    session.set_reader(reader, None)
    assert panel.text.document().blockCount() == 1
    line = panel.text.passages[0].lines[0]
    at = panel.text.cursorForPosition(QPoint(round(line.left) + 1, round(line.rect.center().y())))
    at.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    assert at.selectedText() == "the"


def test_markup_in_a_text_is_shown_not_read(panel: ArticlePanel, session: Session) -> None:
    text = "<b>Bold</b> &amp; <img src='http://nowhere.example/x.png'>"
    reader = replace(sample_reader(session), text=text, blocks=(Block(0, len(text), heading=False),), passages=())
    session.set_reader(reader, None)
    assert panel.text.toPlainText() == text


def test_units_and_points_are_each_others_inverse() -> None:
    text = "a\U0001f54ab\U0001f54a"
    units = Units.of(text)
    assert [units.units(point) for point in range(5)] == [0, 1, 3, 4, 6]
    assert [units.points(unit) for unit in (0, 1, 3, 4, 6)] == [0, 1, 2, 3, 4]


def on_screen(panel: ArticlePanel) -> QImage:
    """Return what the screen shows, where only what has changed is painted; to grab a widget paints all of it."""
    image: QImage = panel.screen().grabWindow(panel.winId()).toImage()
    return image


def whole(panel: ArticlePanel) -> QImage:
    return panel.grab().toImage()


def test_the_screen_keeps_up_with_what_is_hovered_and_selected(
    qtbot: QtBot, session: Session, panel: ArticlePanel
) -> None:
    request, moves = row(session, "a-asks-b"), row(session, "moves")
    for step, differs in (
        (partial(session.hover, request), True),
        (partial(session.select, [request]), True),
        (partial(session.hover, -1), False),
        (partial(session.select, [moves]), True),
        (partial(session.add, [request]), True),
        (session.clear_selection, True),
    ):
        before = on_screen(panel)
        step()
        qtbot.wait(50)
        assert on_screen(panel) == whole(panel)
        assert (on_screen(panel) != before) is differs


def test_a_flash_leaves_nothing_behind_on_the_screen(qtbot: QtBot, session: Session, panel: ArticlePanel) -> None:
    for words in (REQUEST_WORDS, TALKS_WORDS):
        before = on_screen(panel)
        session.passage_shown.emit(*passage_range(words))
        qtbot.wait(50)
        assert on_screen(panel) != before
    qtbot.wait(motion("flash"))
    assert on_screen(panel) == whole(panel)
