"""The chronology: the same entries and the same selection as the timeline, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.filters import Filter
from db.records import EntryLine
from desktop.timeline.ordering import By
from desktop.views.chronology import ChronologyPanel
from desktop.views.chronology.model import AHEAD, KEPT, Chronology
from desktop.views.chronology.texts import SHOWN, Field
from tests.ui.panel_sample import Answers, click, press, row_of, sample_library, sample_session, shown_of
from tests.ui.sample import Spec, marks_of
from tests.ui.sample import shown_of as all_shown

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.states import Rows
    from desktop.theme import Appearance

IN_ORDER = ["old", "call", "a-asks-b", "rejects", "moves", "talks", "undated"]


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def answers(session: Session) -> Answers:
    return Answers(session)


def opened(session: Session, appearance: Appearance, qtbot: QtBot) -> ChronologyPanel:
    """Open a panel on what the session holds."""
    panel = ChronologyPanel(session, appearance)
    panel.fill()
    qtbot.addWidget(panel)
    panel.resize(1232, 260)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def panel(qtbot: QtBot, session: Session, answers: Answers, appearance: Appearance) -> ChronologyPanel:
    panel = opened(session, appearance, qtbot)
    qtbot.waitUntil(lambda: bool(answers.asked))
    return panel


def row(session: Session, name: str) -> int:
    assert session.marks is not None
    return row_of(session.marks, name)


def ids(panel: ChronologyPanel, session: Session) -> list[str]:
    assert session.marks is not None
    return [session.marks.ids[int(found)] for found in panel.table.entries.rows]


def cell(panel: ChronologyPanel, place: int, field: Field) -> str:
    return str(panel.table.entries.index(place, field).data())


def at(panel: ChronologyPanel, place: int) -> QPoint:
    return panel.table.visualRect(panel.table.entries.index(place, Field.ENTRY)).center()


def sort(panel: ChronologyPanel, field: Field) -> None:
    header = panel.table.horizontalHeader()
    x = header.sectionViewportPosition(field) + 20
    click(header.viewport(), QPoint(x, header.height() // 2))


def test_the_model_is_sound(session: Session, qtmodeltester: ModelTester) -> None:
    model = Chronology(session)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.sort(Field.SOURCES, Qt.SortOrder.DescendingOrder)
    assert session.marks is not None
    session.set_filter(Filter(first="2020"), shown_of(session.marks, ("old",)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_lines_say_when_who_to_whom_where_and_how_well_attested(panel: ChronologyPanel) -> None:
    said = [cell(panel, 2, field) for field in SHOWN]
    assert said == [
        "Thu 11 June",
        "Actor A in a broadcast: Eastmark should do more for the truce",
        "A for Northland → Eastmark",
        "",
        "First Paper",
        "2",
        "",
    ]
    assert cell(panel, 1, Field.WHO) == "Eastmark → Seaboard"
    assert cell(panel, 1, Field.WHERE) == "Telephone"


def test_dates_outside_the_focus_year_carry_their_year_and_periods_say_so(panel: ChronologyPanel) -> None:
    dates = [cell(panel, place, Field.DATE) for place in range(7)]
    assert dates == [
        "17 Dec 2015",
        "Mon 8 June",
        "Thu 11 June",
        "Thu 11 June",
        "15 – 19 Jun",
        "Wed 8 July",
        "no date",
    ]


def test_entries_stand_by_date_and_undated_ones_last(panel: ChronologyPanel, session: Session) -> None:
    assert ids(panel, session) == IN_ORDER
    sort(panel, Field.DATE)
    assert ids(panel, session) == ["talks", "moves", "rejects", "a-asks-b", "call", "old", "undated"]
    sort(panel, Field.DATE)
    assert ids(panel, session) == IN_ORDER


def test_sorting_by_sources_begins_with_the_best_attested(panel: ChronologyPanel, session: Session) -> None:
    sort(panel, Field.SOURCES)
    assert ids(panel, session)[0] == "a-asks-b"
    assert ids(panel, session)[1:] == [name for name in IN_ORDER if name != "a-asks-b"]
    assert panel.table.entries.summary() == "7 entries, by sources"


def test_a_column_of_texts_is_sorted_as_the_database_says(
    panel: ChronologyPanel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.order_requested) as wish:
        sort(panel, Field.ENTRY)
    assert wish.args is not None
    assert (wish.args[0].by, wish.args[0].down, wish.args[1]) == (By.TITLE, False, None)
    assert session.marks is not None
    titles = [session.marks.titles[number] for number in range(7)]
    assert [cell(panel, place, Field.ENTRY) for place in range(7)] == sorted(titles)
    sort(panel, Field.ENTRY)
    assert [cell(panel, place, Field.ENTRY) for place in range(7)] == sorted(titles, reverse=True)


def test_the_header_counts_and_closes_the_table(panel: ChronologyPanel, session: Session, qtbot: QtBot) -> None:
    assert panel.bar.accessibleName() == "Chronology: 7 entries, by date"
    with qtbot.waitSignal(panel.opened_changed) as said:
        click(panel.bar)
    assert said.args == [False]
    assert not panel.table.isVisible()
    assert panel.sizeHint().height() == panel.bar.height() == panel.maximumHeight()
    panel.set_open(True)
    assert panel.is_open()
    assert panel.table.isVisible()
    assert session.marks is not None
    session.set_filter(Filter(first="2020"), shown_of(session.marks, ("old",)))
    assert panel.bar.accessibleName() == "Chronology: 6 entries, by date"


def test_a_click_selects_here_and_everywhere(panel: ChronologyPanel, session: Session) -> None:
    click(panel.table.viewport(), at(panel, 3))
    assert session.selection.current == row(session, "rejects")
    click(panel.table.viewport(), at(panel, 5), keys=Qt.KeyboardModifier.ShiftModifier)
    assert set(session.selection.rows) == {row(session, name) for name in ("rejects", "moves", "talks")}
    click(panel.table.viewport(), at(panel, 4), keys=Qt.KeyboardModifier.ControlModifier)
    assert set(session.selection.rows) == {row(session, name) for name in ("rejects", "talks")}


def test_a_selection_from_elsewhere_is_shown_here(panel: ChronologyPanel, session: Session) -> None:
    session.select([row(session, name) for name in ("call", "moves")])
    chosen = {index.row() for index in panel.table.selectionModel().selectedRows()}
    assert chosen == {IN_ORDER.index(name) for name in ("call", "moves")}
    session.clear_selection()
    assert not panel.table.selectionModel().hasSelection()


def test_the_current_entry_comes_into_view(panel: ChronologyPanel, session: Session) -> None:
    panel.resize(1232, 100)
    session.select([row(session, "undated")])
    assert panel.table.viewport().rect().contains(at(panel, 6))


def test_sorting_and_filtering_keep_the_selection(panel: ChronologyPanel, session: Session) -> None:
    session.select([row(session, name) for name in ("call", "talks")])
    sort(panel, Field.DATE)
    assert session.marks is not None
    session.set_filter(Filter(first="2020"), shown_of(session.marks, ("old", "rejects")))
    assert set(session.selection.rows) == {row(session, name) for name in ("call", "talks")}
    chosen = {index.data(Qt.ItemDataRole.UserRole) for index in panel.table.selectionModel().selectedRows()}
    assert chosen == {row(session, name) for name in ("call", "talks")}


def test_the_arrows_move_the_selection(panel: ChronologyPanel, session: Session) -> None:
    click(panel.table.viewport(), at(panel, 1))
    press(panel.table, Qt.Key.Key_Down)
    assert session.selection.current == row(session, "a-asks-b")
    press(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(session.selection) == 2
    press(panel.table, Qt.Key.Key_Escape)
    assert not len(session.selection)


def test_enter_leads_to_the_passage(panel: ChronologyPanel, session: Session, qtbot: QtBot) -> None:
    click(panel.table.viewport(), at(panel, 1))
    with qtbot.waitSignal(session.passage_requested) as wish:
        press(panel.table, Qt.Key.Key_Return)
    assert wish.args == [row(session, "call")]


def test_copying_asks_for_the_selection_as_text(panel: ChronologyPanel, session: Session, qtbot: QtBot) -> None:
    click(panel.table.viewport(), at(panel, 1))
    with qtbot.waitSignal(session.copy_requested) as wish:
        press(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert wish.args is not None
    assert list(wish.args[0]) == [row(session, "call")]


def test_the_pointer_lights_the_mark_of_its_row(panel: ChronologyPanel, session: Session) -> None:
    QTest.mouseMove(panel.table.viewport(), at(panel, 4))
    assert session.hovered == row(session, "moves")


def test_the_selected_row_has_its_ground_and_a_bar_of_ink(
    panel: ChronologyPanel, session: Session, appearance: Appearance
) -> None:
    session.select([row(session, "call")])
    image = panel.table.viewport().grab().toImage()
    y = at(panel, 1).y() - 8
    assert [image.pixelColor(x, y) for x in (0, 2)] == [appearance.theme["ink"]] * 2
    assert image.pixelColor(4, y) == appearance.theme["select-soft"]
    assert image.pixelColor(4, y + 24) == appearance.theme["ground"]


def test_columns_fill_the_table_whatever_its_width(panel: ChronologyPanel, qtbot: QtBot) -> None:
    for width in (1232, 900, 1500):
        panel.resize(width, 260)
        qtbot.wait(1)
        table = panel.table
        assert sum(table.columnWidth(field) for field in Field) == table.viewport().width()


def test_of_many_entries_only_the_visible_lines_and_those_near_them_are_read(
    session: Session, appearance: Appearance, qtbot: QtBot
) -> None:
    marks = marks_of([Spec(f"Entry {n}") for n in range(3 * KEPT)])
    unanswered: list[list[int]] = []
    session.lines_requested.connect(lambda rows: unanswered.append(list(rows)))
    session.set_library(sample_library(), marks, all_shown(marks))
    panel = opened(session, appearance, qtbot)
    qtbot.waitUntil(lambda: bool(unanswered))
    assert unanswered[-1] == list(range(len(unanswered[-1])))
    assert len(unanswered[-1]) < 20 + AHEAD
    panel.table.scrollToBottom()
    qtbot.waitUntil(lambda: len(marks) - 1 in unanswered[-1])
    assert len(unanswered[-1]) < 40 + AHEAD


def test_what_is_scrolled_to_next_stands_there_at_once(session: Session, appearance: Appearance, qtbot: QtBot) -> None:
    marks = marks_of([Spec(f"Entry {n}") for n in range(200)])
    asked: list[list[int]] = []

    def answer(rows: Rows) -> None:
        asked.append(rows.tolist())
        session.set_lines(tuple(EntryLine(row, (), (), (), f"Place {row}", ()) for row in rows.tolist()))

    session.lines_requested.connect(answer)
    session.set_library(sample_library(), marks, all_shown(marks))
    panel = opened(session, appearance, qtbot)
    qtbot.waitUntil(lambda: bool(asked))
    asked.clear()
    session.select([AHEAD // 2])
    qtbot.wait(50)
    assert panel.table.viewport().rect().contains(at(panel, AHEAD // 2))
    assert cell(panel, AHEAD // 2, Field.WHERE) == f"Place {AHEAD // 2}"
    assert not asked
    session.select([150])
    qtbot.waitUntil(lambda: cell(panel, 150, Field.WHERE) == "Place 150")


def test_the_entry_at_the_top_stays_there_when_others_go_and_come(
    session: Session, appearance: Appearance, qtbot: QtBot
) -> None:
    marks = marks_of([Spec(f"Entry {n}") for n in range(200)])
    session.set_library(sample_library(), marks, all_shown(marks))
    panel = opened(session, appearance, qtbot)
    table = panel.table
    for top in (0, 70):
        table.scrollTo(table.entries.index(top, 0), table.ScrollHint.PositionAtTop)
        for mask in (np.arange(200) % 10 == 0, np.ones(200, np.bool_)):
            session.set_filter(session.filter, replace(session.shown, mask=mask, count=int(mask.sum())))
            assert table.entries.row_at(table.rowAt(0)) == top


def test_the_next_entry_that_passes_may_stand_far_from_the_top(
    session: Session, appearance: Appearance, qtbot: QtBot
) -> None:
    marks = marks_of([Spec(f"Entry {n}") for n in range(10_000)])
    session.set_library(sample_library(), marks, all_shown(marks))
    panel = opened(session, appearance, qtbot)
    table = panel.table
    table.scrollTo(table.entries.index(50, 0), table.ScrollHint.PositionAtTop)
    mask = np.zeros(10_000, np.bool_)
    mask[[*range(20, 45), *range(9000, 9040)]] = True
    session.set_filter(session.filter, replace(session.shown, mask=mask, count=int(mask.sum())))
    assert table.entries.row_at(table.rowAt(0)) == 9000
