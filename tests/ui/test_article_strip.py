"""The strip beside the article's scroll bar: where the passages are, which is selected, and the jump to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from db.filters import Filter, Word
from desktop.views.article import ArticlePanel
from tests.db.small import write_dataset, write_originals
from tests.ui.panel_sample import (
    CALL_WORDS,
    REQUEST_WORDS,
    TALKS_WORDS,
    click,
    head_of,
    passage_range,
    row_of,
    sample_reader,
    sample_session,
    shown_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance
    from tests.ui.desk import Desk


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def panel(qtbot: QtBot, session: Session, appearance: Appearance) -> ArticlePanel:
    """Return a panel so low that its text must be scrolled."""
    panel = ArticlePanel(session, appearance)
    qtbot.addWidget(panel)
    panel.resize(368, 180)
    session.set_reader(sample_reader(session), None)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def place_of(panel: ArticlePanel, words: str) -> QPoint:
    """Return the middle of a passage's tick."""
    span = passage_range(words)
    tick = next(t for t in panel.strip.ticks() if (t.passage.passage.start, t.passage.passage.end) == span)
    return tick.rect.center().toPoint()


def colour_at(panel: ArticlePanel, words: str) -> QColor:
    return panel.strip.grab().toImage().pixelColor(place_of(panel, words))


def in_view(panel: ArticlePanel, words: str) -> bool:
    start, _ = passage_range(words)
    line = next(p for p in panel.text.passages if p.passage.start == start).lines[0]
    top = panel.text.verticalScrollBar().value()
    return top <= line.top and line.top + line.height <= top + panel.text.viewport().height()


def test_it_stands_right_of_the_scroll_bar(panel: ArticlePanel) -> None:
    bar = panel.text.verticalScrollBar()
    assert bar.isVisible()
    right_of_bar = bar.mapTo(panel, QPoint(bar.width(), 0)).x()
    assert panel.strip.mapTo(panel, QPoint(0, 0)).x() == right_of_bar
    assert panel.strip.geometry().right() + 1 == panel.width()
    assert panel.strip.height() == panel.text.height()


def test_each_passage_is_there_in_its_acts_colour_and_in_order(
    panel: ArticlePanel, session: Session, appearance: Appearance
) -> None:
    assert session.marks is not None
    for words, name in ((CALL_WORDS, "call"), (TALKS_WORDS, "talks")):
        assert colour_at(panel, words) == appearance.theme.acts[head_of(session.marks, name).act]
    heights = [tick.rect.top() for tick in panel.strip.ticks()]
    assert len(heights) == len(panel.text.passages)
    assert heights == sorted(heights)
    assert heights[-1] > panel.strip.height() / 2


def test_the_selected_passage_is_in_ink(panel: ArticlePanel, session: Session, appearance: Appearance) -> None:
    assert session.marks is not None
    session.select([row_of(session.marks, "talks")])
    assert colour_at(panel, TALKS_WORDS) == appearance.theme["ink"]
    assert colour_at(panel, CALL_WORDS) != appearance.theme["ink"]
    session.clear_selection()
    assert colour_at(panel, TALKS_WORDS) != appearance.theme["ink"]


def test_a_click_jumps_to_the_passage_and_selects_nothing(panel: ArticlePanel, session: Session) -> None:
    assert not in_view(panel, TALKS_WORDS)
    click(panel.strip, place_of(panel, TALKS_WORDS))
    assert in_view(panel, TALKS_WORDS)
    assert len(session.selection) == 0
    click(panel.strip, place_of(panel, REQUEST_WORDS))
    assert in_view(panel, REQUEST_WORDS)


def test_a_click_far_from_every_passage_moves_nothing(panel: ArticlePanel) -> None:
    panel.resize(368, 900)
    QTest.qWait(1)
    lowest = max(tick.rect.bottom() for tick in panel.strip.ticks())
    assert lowest + 20 < panel.strip.height()
    jumps: list[tuple[int, int]] = []

    def jump(start: int, end: int) -> None:
        jumps.append((start, end))

    panel.strip.jumped.connect(jump)
    click(panel.strip, QPoint(5, panel.strip.height() - 4))
    assert jumps == []


def test_what_the_filter_hides_is_not_on_it(panel: ArticlePanel, session: Session) -> None:
    assert session.marks is not None
    before = len(panel.strip.ticks())
    session.set_filter(Filter(last="2020-06-30"), shown_of(session.marks, ("talks",)))
    assert len(panel.strip.ticks()) == before - 1


def test_a_tooltip_names_what_a_passage_supports(panel: ArticlePanel, session: Session) -> None:
    assert session.marks is not None
    at = place_of(panel, CALL_WORDS)
    QApplication.sendEvent(panel.strip, QHelpEvent(QEvent.Type.ToolTip, at, panel.strip.mapToGlobal(at)))
    assert QToolTip.text() == head_of(session.marks, "call").title
    QToolTip.hideText()


def test_the_pointer_lights_the_mark_and_leaves_it(panel: ArticlePanel, session: Session) -> None:
    assert session.marks is not None
    QTest.mouseMove(panel.strip, place_of(panel, CALL_WORDS))
    assert session.hovered == row_of(session.marks, "call")
    QApplication.sendEvent(panel.strip, QEvent(QEvent.Type.Leave))
    assert session.hovered == -1


def test_the_menu_of_articles_tells_date_entries_and_original(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desk = desks(dataset=write_dataset(tmp_path / "dataset"))
    originals = write_originals(tmp_path / "originals")
    desk.drop([originals / "courier-2021-03-05.txt"])
    first, second = (action.text() for action in desk.article().header.menu().actions())
    cited = {value.value: value.count for value in desk.session.shown.facets[Word.ARTICLE]}
    assert "4 March 2021" in first
    assert first.endswith(f"  ·  {cited['gazette-2021-03-04']} entries  ·  no original")
    assert "5 March 2021" in second
    assert second.endswith(f"  ·  {cited['courier-2021-03-05']} entries  ·  original: 5 exact")
    desk.drop([originals])
    assert all("  ·  original: " in action.text() for action in desk.article().header.menu().actions())
