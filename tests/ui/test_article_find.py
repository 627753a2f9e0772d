"""Finding words in an article, the size of its letters, and its two texts in step."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.records import Block, ReaderPassage
from db.vocabularies import TextKind
from desktop.views.article import ArticlePanel
from tests.ui.desk import CONTROL, NO_KEYS, SHIFT
from tests.ui.panel_sample import (
    CALL_WORDS,
    FIRST_TEXT,
    MOVE_WORDS,
    TALKS_WORDS,
    head_of,
    passage_range,
    row_of,
    sample_reader,
    sample_session,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance
    from desktop.views.article.find_bar import FindBar
    from desktop.views.article.text import ArticleText
    from tests.ui.desk import Desk


def bar(desk: Desk) -> FindBar:
    finder = desk.article().finder
    assert finder is not None
    return finder


def lit(desk: Desk) -> list[str]:
    """Return the words that are lit in the article, in their order."""
    return [each.cursor.selectedText() for each in desk.article().text.extraSelections()]


def in_ink(desk: Desk) -> int:
    """Return the place in the document of the find that stands in ink."""
    ink = desk.app.appearance.theme["select"]
    marked = [each for each in desk.article().text.extraSelections() if each.format.background().color() == ink]
    assert len(marked) == 1
    return marked[0].cursor.selectionStart()


def test_words_are_found_lit_counted_and_gone_through_by_keys(desk: Desk) -> None:
    desk.article().header.menu().actions()[3].trigger()
    desk.idle()
    QTest.keyClick(desk.window, Qt.Key.Key_F, CONTROL | SHIFT)
    finder = bar(desk)
    assert finder.isVisible()
    assert QApplication.focusWidget() is finder.field
    QTest.keyClicks(finder.field, "kalin")
    found = lit(desk)
    assert len(found) > 2
    assert set(found) == {"Kalın"}
    assert finder.tally.text() == f"1 of {len(found)}"
    first = in_ink(desk)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.tally.text() == f"2 of {len(found)}"
    assert in_ink(desk) > first
    QTest.keyClick(finder.field, Qt.Key.Key_Return, SHIFT)
    assert in_ink(desk) == first
    QTest.keyClick(finder.field, Qt.Key.Key_Up)
    assert finder.tally.text() == f"{len(found)} of {len(found)}"
    QTest.keyClick(desk.window, Qt.Key.Key_F3, CONTROL)
    assert in_ink(desk) == first


def test_each_find_is_scrolled_to(desk: Desk) -> None:
    desk.run("find-in-text")
    text = desk.article().text
    QTest.keyClicks(bar(desk).field, "the")
    for _ in range(3):
        desk.click(bar(desk).next)
        cursor = QTextCursor(text.document())
        cursor.setPosition(in_ink(desk))
        assert 0 <= text.cursorRect(cursor).top() < text.viewport().height()


def test_esc_closes_the_bar_puts_out_the_lights_and_gives_the_text_the_focus(desk: Desk) -> None:
    desk.run("find-in-text")
    QTest.keyClicks(bar(desk).field, "turkey")
    assert lit(desk)
    QTest.keyClick(bar(desk).field, Qt.Key.Key_Escape)
    assert not bar(desk).isVisible()
    assert not lit(desk)
    assert desk.article().text.hasFocus()
    desk.run("find-in-text")
    assert lit(desk)
    desk.article().text.setFocus()
    QTest.keyClick(desk.article().text, Qt.Key.Key_Escape)
    assert not bar(desk).isVisible()


def test_what_is_nowhere_says_so_and_the_buttons_rest(desk: Desk) -> None:
    desk.run("find-in-text")
    QTest.keyClicks(bar(desk).field, "zzz")
    assert bar(desk).tally.text() == "none"
    assert not bar(desk).next.isEnabled()
    assert not lit(desk)


def test_another_article_is_searched_for_the_same_words(desk: Desk) -> None:
    desk.run("find-in-text")
    QTest.keyClicks(bar(desk).field, "haftar")
    before = len(lit(desk))
    desk.article().header.menu().actions()[-1].trigger()
    desk.idle()
    assert lit(desk)
    assert bar(desk).tally.text().endswith(f"of {len(lit(desk))}")
    assert len(lit(desk)) != before


def test_the_command_opens_a_closed_panel(desk: Desk) -> None:
    desk.window.commands["panel-article"].setChecked(False)
    assert not desk.article().isVisible()
    desk.run("find-in-text")
    assert desk.article().isVisible()
    assert bar(desk).isVisible()


def turn(desk: Desk, notches: int) -> None:
    view = desk.article().text.viewport()
    middle = QPointF(view.rect().center())
    turned, still = QPoint(0, 120 * notches), QPoint(0, 0)
    place = QPointF(view.mapToGlobal(middle.toPoint()))
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        view, QWheelEvent(middle, place, still, turned, Qt.MouseButton.NoButton, CONTROL, phase, False)
    )
    desk.idle()


def test_ctrl_and_the_wheel_zoom_the_text_and_what_is_read_stays_in_view(desk: Desk) -> None:
    text = desk.article().text
    size = text.document().defaultFont().pixelSize()
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum() // 2)
    read = text.cursorForPosition(QPoint(60, text.viewport().height() // 4)).position()
    turn(desk, 2)
    assert text.document().defaultFont().pixelSize() == size + 2
    cursor = QTextCursor(text.document())
    cursor.setPosition(read)
    assert 0 <= text.cursorRect(cursor).top() < text.viewport().height()
    turn(desk, -1)
    assert text.document().defaultFont().pixelSize() == size + 1
    turn(desk, 40)
    assert text.document().defaultFont().pixelSize() == size + 8
    desk.run("text-usual")
    assert text.document().defaultFont().pixelSize() == size


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def panel(qtbot: QtBot, session: Session, appearance: Appearance) -> ArticlePanel:
    panel = ArticlePanel(session, appearance)
    qtbot.addWidget(panel)
    panel.resize(368, 180)
    session.set_reader(sample_reader(session), None)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def long_original(session: Session) -> object:
    """Return an original with the same passages in the same order, and much between them."""
    marks = session.marks
    assert marks is not None
    cited = {CALL_WORDS: ("call",), MOVE_WORDS: ("moves",), TALKS_WORDS: ("talks",)}
    filler = "Between the passages stands what no entry cites, and there is a great deal of it. " * 12
    text, blocks, passages = "", [], []
    for words, names in cited.items():
        for paragraph in (filler, words):
            start = len(text)
            text += paragraph + "\n"
            blocks.append(Block(start, start + len(paragraph), heading=False))
        heads = tuple(head_of(marks, name) for name in names)
        passages.append(ReaderPassage(*passage_range(words, text), heads))
    plain = sample_reader(session, TextKind.ORIGINAL)
    return replace(plain, text=text, blocks=tuple(blocks), passages=tuple(passages))


def tops(panel: ArticlePanel, session: Session, name: str) -> float:
    """Return how far below the panel's top the passage of an entry stands."""
    assert session.marks is not None
    row = row_of(session.marks, name)
    placed = next(p for p in panel.text.passages if row in [head.row for head in p.entries])
    return placed.lines[0].top - panel.text.verticalScrollBar().value()


def test_the_selected_passage_stays_in_view_from_text_to_text(panel: ArticlePanel, session: Session) -> None:
    assert session.marks is not None
    digest, original = sample_reader(session), long_original(session)
    session.select([row_of(session.marks, "talks")])
    session.passage_shown.emit(*passage_range(TALKS_WORDS))
    before = tops(panel, session, "talks")
    session.set_reader(original, None)  # type: ignore[arg-type]
    assert abs(tops(panel, session, "talks") - before) < 60
    assert 0 <= tops(panel, session, "talks") <= panel.text.viewport().height() - 22
    session.set_reader(digest, None)
    assert 0 <= tops(panel, session, "talks") <= panel.text.viewport().height() - 22


def test_without_a_selection_the_words_that_are_read_stay(panel: ArticlePanel, session: Session) -> None:
    session.set_reader(long_original(session), None)  # type: ignore[arg-type]
    text = panel.text
    line = next(p for p in text.passages if p.entries[0].id == "moves").lines[0]
    text.verticalScrollBar().setValue(round(line.top - text.viewport().height() * 0.25) + 8)
    session.set_reader(sample_reader(session), None)
    assert -22 <= tops(panel, session, "moves") <= text.viewport().height()
    session.set_reader(long_original(session), None)  # type: ignore[arg-type]
    assert -22 <= tops(panel, session, "moves") <= text.viewport().height()


def test_overlapping_passages_are_taken_in_turn_the_shorter_one_first(panel: ArticlePanel, session: Session) -> None:
    marks = session.marks
    assert marks is not None
    whole, inner = passage_range(CALL_WORDS), passage_range("what their leaders settled")
    reader = replace(
        sample_reader(session),
        passages=(
            ReaderPassage(*whole, (head_of(marks, "call"),)),
            ReaderPassage(*inner, (head_of(marks, "talks"),)),
        ),
    )
    panel.resize(368, 400)
    session.set_reader(reader, None)
    outer, nested = panel.text.passages
    assert (outer.level, nested.level) == (0, 1)
    line = nested.lines[0]
    at = (QPointF(line.left + 8, line.rect.center().y()) - QPointF(0, panel.text.verticalScrollBar().value())).toPoint()
    chosen = []
    for _ in range(3):
        QTest.mouseClick(panel.text.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, at)
        QTest.qWait(1)
        chosen.append(marks.ids[session.selection.current])
    assert chosen == ["talks", "call", "talks"]
    assert FIRST_TEXT[slice(*inner)] == "what their leaders settled"


@pytest.mark.parametrize("article", range(5))
def test_digest_and_original_of_every_article_keep_in_step(
    desks: Callable[..., Desk], tmp_path: Path, articles: Path, article: int
) -> None:
    desk = desks(tmp_path, originals=articles)
    panel, text = desk.article(), desk.article().text
    panel.header.menu().actions()[article].trigger()
    desk.idle()
    digest = {head.id for p in text.passages for head in p.entries}
    for identifier in sorted(digest)[::4]:
        desk.session.select([desk.row(identifier)])
        desk.idle()
        if panel.article is None or desk.session.reader is None:
            continue
        for kind in (TextKind.ORIGINAL, TextKind.DIGEST):
            desk.click(panel.header.tabs[kind])
            assert desk.session.reader.kind is kind
            assert desk.passage_in_view(identifier), (identifier, kind)


def in_view(text: ArticleText) -> set[str]:
    """Return the entries whose passages begin in the panel."""
    top, height = text.verticalScrollBar().value(), text.viewport().height()
    placed = [p for p in text.passages if p.lines and 0 <= p.lines[0].top - top < height]
    return {head.id for p in placed for head in p.entries}


def without_partner(original: ArticleText, digest: list[str]) -> list[int]:
    """Return the numbers of passages that are one more of each of their entries than the digest has."""
    told: Counter[str] = Counter()
    found = []
    for number, placed in enumerate(original.passages):
        names = [head.id for head in placed.entries]
        told.update(names)
        if all(told[name] > digest.count(name) > 0 for name in names):
            found.append(number)
    return found


def test_where_the_original_has_more_passages_of_an_entry_its_neighbours_keep_the_place(
    desks: Callable[..., Desk], tmp_path: Path, articles: Path
) -> None:
    desk = desks(tmp_path, originals=articles)
    panel, text = desk.article(), desk.article().text
    tabs, scrolled, met = panel.header.tabs, text.verticalScrollBar(), 0
    for article in range(5):
        panel.header.menu().actions()[article].trigger()
        desk.idle()
        desk.session.clear_selection()
        desk.click(tabs[TextKind.DIGEST])
        digest = [head.id for p in text.passages for head in p.entries]
        desk.click(tabs[TextKind.ORIGINAL])
        for number in without_partner(text, digest):
            scrolled.setValue(round(text.passages[number].lines[0].top - 0.25 * text.viewport().height()))
            shown = in_view(text)
            alone = {head.id for head in text.passages[number].entries}
            desk.click(tabs[TextKind.DIGEST])
            if others := shown & set(digest) - alone:
                met += 1
                assert in_view(text) & others, (alone, others)
            desk.click(tabs[TextKind.ORIGINAL])
    assert met
