"""The filters: counts, the legend, and what checking and unchecking asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from db.filters import Filter, Term, Word
from db.vocabularies import Act
from desktop.views.filters import FilterPanel
from desktop.views.filters.terms import everything, is_checked, only, toggled
from desktop.views.undated import UndatedTray
from tests.ui.panel_sample import click, press, row_of, sample_session, shown_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.theme import Appearance
    from desktop.views.filters.rows import FacetRow

VALUES = ("turkey", "russia", "egypt")


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return sample_session()


@pytest.fixture
def panel(qtbot: QtBot, session: Session, appearance: Appearance) -> FilterPanel:
    panel = FilterPanel(session, appearance)
    qtbot.addWidget(panel)
    panel.resize(228, 640)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def row(panel: FilterPanel, word: Word, value: str) -> FacetRow:
    return panel.sections[word].rows[value]


def test_every_value_stands_there_with_its_count(panel: FilterPanel) -> None:
    assert row(panel, Word.SIDE, "eastmark").accessibleName() == "Eastmark, 3 entries"
    assert row(panel, Word.QUAD, "material-cooperation").accessibleName() == "Material cooperation, 1 entry"
    assert row(panel, Word.KIND, "statement").accessibleName() == "Statement, 3 entries"


def test_stance_type_and_publisher_are_closed_at_first(panel: FilterPanel) -> None:
    for word, section in panel.sections.items():
        opened = word in (Word.KIND, Word.QUAD, Word.SIDE, Word.ARTICLE)
        assert section.body.isVisible() is opened, word
    click(panel.sections[Word.TYPE].heading)
    assert panel.sections[Word.TYPE].body.isVisible()
    press(panel.sections[Word.KIND].heading, Qt.Key.Key_Space)
    assert not panel.sections[Word.KIND].body.isVisible()


def test_a_value_without_entries_is_still_shown(panel: FilterPanel) -> None:
    click(panel.sections[Word.TYPE].heading)
    sanction = row(panel, Word.TYPE, "SANCTION")
    assert sanction.isVisible()
    assert sanction.accessibleName() == "Sanction, 0 entries"


def test_boxes_of_acts_carry_the_act_colours(panel: FilterPanel, appearance: Appearance) -> None:
    for act in Act:
        box = row(panel, Word.QUAD, act.value).grab().toImage()
        assert box.pixelColor(15, 7) == appearance.theme.acts[act]


def test_unchecking_asks_to_hide_and_nothing_changes_until_it_is_done(
    panel: FilterPanel, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.filter_requested) as wish:
        click(row(panel, Word.SIDE, "eastmark"))
    assert wish.args == [Filter((Term(Word.SIDE, ("eastmark",), excluded=True),))]


def test_boxes_follow_the_filter(panel: FilterPanel, session: Session) -> None:
    assert session.marks is not None
    wanted = Filter((Term(Word.SIDE, ("eastmark",), excluded=True), Term(Word.KIND, ("event",))))
    session.set_filter(wanted, shown_of(session.marks))
    assert not row(panel, Word.SIDE, "eastmark").isChecked()
    assert row(panel, Word.SIDE, "northland").isChecked()
    assert row(panel, Word.KIND, "event").isChecked()
    assert not row(panel, Word.KIND, "statement").isChecked()


def test_enter_and_a_double_click_ask_for_one_value_alone(panel: FilterPanel, session: Session, qtbot: QtBot) -> None:
    alone = Filter((Term(Word.SIDE, ("seaboard",)),))
    with qtbot.waitSignal(session.filter_requested) as wish:
        press(row(panel, Word.SIDE, "seaboard"), Qt.Key.Key_Return)
    assert wish.args == [alone]
    with qtbot.waitSignal(session.filter_requested) as wish:
        QTest.mouseDClick(row(panel, Word.SIDE, "seaboard"), Qt.MouseButton.LeftButton)
    assert wish.args == [alone]


def test_the_undated_row_counts_and_asks_for_the_tray(panel: FilterPanel, session: Session, qtbot: QtBot) -> None:
    assert panel.undated.accessibleName() == "Undated, 1 entry"
    with qtbot.waitSignal(session.undated_requested) as wish:
        click(panel.undated)
    assert wish.args is not None
    assert isinstance(wish.args[0], QRect)
    assert session.marks is not None
    session.set_filter(Filter(first="2020"), shown_of(session.marks, ("undated",)))
    assert not panel.undated.isEnabled()


def test_the_tray_lists_the_undated_entries_and_selects_them(
    session: Session, appearance: Appearance, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    assert session.marks is not None
    tray = UndatedTray(session, appearance)
    qtbot.addWidget(tray)
    qtmodeltester.check(tray.model)  # type: ignore[no-untyped-call]
    session.undated_requested.emit(None)
    assert tray.heading.text() == "Without a date: 1 entry"
    first = tray.model.index(0)
    mark = tray.list.visualRect(first).topLeft() + QPoint(20, 12)
    assert tray.list.viewport().grab().toImage().pixelColor(mark) != appearance.theme["raised"]
    assert first.data() == "Actor B on its aims, undated"
    click(tray.list.viewport(), tray.list.visualRect(first).center())
    assert session.selection.current == row_of(session.marks, "undated")
    image = tray.list.viewport().grab().toImage()
    assert image.pixelColor(tray.list.visualRect(first).center() + QPoint(150, 0)) == appearance.theme["select-soft"]
    session.set_filter(Filter(first="2020"), shown_of(session.marks, ("undated",)))
    assert tray.model.rowCount() == 0


def test_the_tray_opens_beside_what_asked_for_it_and_on_the_screen(
    session: Session, appearance: Appearance, qtbot: QtBot
) -> None:
    tray = UndatedTray(session, appearance)
    qtbot.addWidget(tray)
    session.undated_requested.emit(QRect(0, 300, 228, 34))
    assert tray.x() > 228
    assert tray.geometry().bottom() == 333
    screen = tray.screen().availableGeometry()
    session.undated_requested.emit(QRect(screen.right() - 100, screen.bottom() - 34, 228, 34))
    assert screen.contains(tray.geometry())


def test_everything_that_takes_the_focus_has_a_name(panel: FilterPanel) -> None:
    nameless = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert not nameless


def test_the_context_menu_offers_one_value_alone_and_all(panel: FilterPanel, session: Session, qtbot: QtBot) -> None:
    found = row(panel, Word.SIDE, "seaboard")
    QApplication.sendEvent(
        found, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), found.mapToGlobal(QPoint(5, 5)))
    )
    menu = found.findChildren(QMenu)[-1]
    only_one, but_one, every = menu.actions()
    assert [each.text() for each in menu.actions()] == ["Only Seaboard", "All but Seaboard", "All of them"]
    with qtbot.waitSignal(session.filter_requested) as wish:
        but_one.trigger()
    assert wish.args == [Filter((Term(Word.SIDE, ("seaboard",), excluded=True),))]
    with qtbot.waitSignal(session.filter_requested) as wish:
        only_one.trigger()
    assert wish.args == [Filter((Term(Word.SIDE, ("seaboard",)),))]
    with qtbot.waitSignal(session.filter_requested) as wish:
        every.trigger()
    assert wish.args == [Filter()]
    menu.close()


def test_a_click_anywhere_on_the_row_counts(panel: FilterPanel, session: Session, qtbot: QtBot) -> None:
    found = row(panel, Word.SIDE, "northland")
    with qtbot.waitSignal(session.filter_requested):
        click(found, QPoint(found.width() - 4, found.height() // 2))


def test_unchecking_one_value_after_another_excludes_them() -> None:
    wanted = toggled(Filter(), Word.SIDE, "turkey", VALUES)
    wanted = toggled(wanted, Word.SIDE, "egypt", VALUES)
    assert wanted == Filter((Term(Word.SIDE, ("turkey", "egypt"), excluded=True),))
    assert [is_checked(wanted, Word.SIDE, value) for value in VALUES] == [False, True, False]


def test_checking_them_again_leaves_no_filter() -> None:
    wanted = toggled(toggled(Filter(), Word.SIDE, "turkey", VALUES), Word.SIDE, "turkey", VALUES)
    assert wanted == Filter()


def test_where_values_were_asked_for_boxes_add_and_take_away() -> None:
    wanted = only(Filter(), Word.SIDE, "russia")
    wanted = toggled(wanted, Word.SIDE, "turkey", VALUES)
    assert wanted == Filter((Term(Word.SIDE, ("russia", "turkey")),))
    wanted = toggled(wanted, Word.SIDE, "russia", VALUES)
    assert wanted == Filter((Term(Word.SIDE, ("turkey",)),))
    assert toggled(wanted, Word.SIDE, "turkey", VALUES) == Filter((Term(Word.SIDE, VALUES, excluded=True),))


def test_asking_for_all_values_by_hand_is_no_filter() -> None:
    wanted = only(Filter(), Word.SIDE, "russia")
    for value in ("turkey", "egypt"):
        wanted = toggled(wanted, Word.SIDE, value, VALUES)
    assert wanted == Filter()


def test_asking_twice_for_one_value_alone_shows_all_again() -> None:
    kept = Filter((Term(Word.KIND, ("event",)),))
    assert only(only(kept, Word.SIDE, "russia"), Word.SIDE, "russia") == kept
    assert everything(only(kept, Word.SIDE, "russia"), Word.SIDE) == kept
