"""What comes back at the next start, and what becomes of a window that no screen shows or of nonsense."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QRect, QSettings, Qt
from PySide6.QtWidgets import QApplication, QStyle, QToolBar

from db.filters import Word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDockWidget

    from desktop.theme import Appearance
    from tests.ui.desk import Desk


@pytest.fixture(autouse=True)
def _light_again(appearance: Appearance) -> None:
    """Leave the application's appearance as other tests find it."""


def test_choices_come_back(desks: Callable[..., Desk]) -> None:
    first = desks(scheme=None)
    first.run("theme-dark")
    first.run("text-larger")
    first.run("text-larger")
    first.run("wheel-zooms")
    first.session.grouping_requested.emit("article")
    first.idle()
    first.close()
    again = desks(scheme=None)
    assert again.app.appearance.theme.dark
    assert again.app.appearance.theme.steps == 2
    assert again.window.commands["wheel-zooms"].isChecked()
    assert again.window.timeline.stage.pointer.wheel_zooms
    assert again.session.grouping == "article"
    assert again.session.index is not None
    assert again.session.index.grouping is again.marks.groupings["article"]
    assert again.window.commands["theme-dark"].isChecked()


def test_place_and_panels_come_back(desks: Callable[..., Desk]) -> None:
    first = desks(size=(760, 700))
    first.window.move(60, 40)
    first.run("panel-article")
    first.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock(first, "detail"))
    first.idle()
    first.close()
    again = desks(size=None)
    assert again.window.size() == first.window.size()
    assert dock(again, "article").isHidden()
    assert not again.window.commands["panel-article"].isChecked()
    assert again.window.dockWidgetArea(dock(again, "detail")) is Qt.DockWidgetArea.LeftDockWidgetArea
    again.run("reset-panels")
    assert dock(again, "article").isVisible()
    assert again.window.dockWidgetArea(dock(again, "detail")) is Qt.DockWidgetArea.RightDockWidgetArea


def test_bars_are_shown_whatever_was_kept(desks: Callable[..., Desk]) -> None:
    first = desks()
    bars = first.window.findChildren(QToolBar)
    assert len(bars) == 2
    for bar in bars:
        bar.hide()
    first.close()
    again = desks()
    assert [bar.isVisible() for bar in again.window.findChildren(QToolBar)] == [True, True]


def dock(desk: Desk, name: str) -> QDockWidget:
    return desk.window.panels.docks[name]


def test_a_closed_chronology_stays_closed(desks: Callable[..., Desk]) -> None:
    first = desks()
    first.click(first.window.chronology.bar)
    assert not first.window.chronology.is_open()
    first.close()
    again = desks()
    assert not again.window.chronology.is_open()
    assert not again.window.chronology.table.isVisible()
    again.click(again.window.chronology.bar)
    assert again.window.chronology.table.isVisible()


def test_a_window_that_no_screen_shows_is_brought_back(desks: Callable[..., Desk]) -> None:
    first = desks(size=(700, 500))
    first.window.move(30_000, 20_000)
    first.close()
    again = desks(size=None)
    screens = [screen.availableGeometry() for screen in QApplication.screens()]
    seen = [screen.intersected(again.window.frameGeometry()) for screen in screens]
    assert max(each.width() * each.height() for each in seen) > 100 * 100


def test_nonsense_in_the_settings_is_passed_over(
    desks: Callable[..., Desk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for name, value in {
        "scheme": "purple",
        "wheel_zooms": "perhaps",
        "text_steps": "9000",
        "grouping": "weather",
        "chronology_open": QByteArray(b"x"),
        "geometry": QByteArray(b"\x00\x01nonsense"),
        "panels": QByteArray(b"\xff" * 400),
    }.items():
        store.setValue(name, value)
    store.sync()
    desk = desks(scheme=None, size=None)
    assert desk.session.grouping == "side"
    assert not desk.window.commands["wheel-zooms"].isChecked()
    assert desk.app.appearance.theme.steps == 0
    assert all(not each.isHidden() for name, each in desk.window.panels.docks.items() if name != "filters")
    assert desk.stand.rows_in_view()
    assert "purple" in caplog.text


def test_a_narrow_window_closes_filters_and_chronology_and_a_wide_one_opens_them(desks: Callable[..., Desk]) -> None:
    desk = desks(size=(1280, 800))
    assert dock(desk, "filters").isHidden()
    assert desk.window.toolbar.filters.isVisible()
    assert not desk.window.chronology.is_open()
    desk.window.resize(1600, 900)
    desk.idle()
    assert dock(desk, "filters").isVisible()
    assert desk.window.chronology.is_open()
    desk.window.resize(1280, 800)
    desk.idle()
    assert dock(desk, "filters").isHidden()


def test_a_narrow_start_does_not_close_the_panels_for_good(desks: Callable[..., Desk]) -> None:
    desks(size=(1280, 800)).close()
    again = desks(size=(1600, 900))
    assert dock(again, "filters").isVisible()
    assert again.window.chronology.is_open()


def test_a_window_that_was_wide_is_fitted_at_a_narrow_start(desks: Callable[..., Desk]) -> None:
    desks(size=(1600, 900)).close()
    again = desks(size=(1280, 800))
    assert dock(again, "filters").isHidden()
    assert not again.window.chronology.is_open()


def test_what_the_user_arranged_stands_when_the_window_changes_its_width(desks: Callable[..., Desk]) -> None:
    desk = desks(size=(1600, 900))
    desk.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock(desk, "detail"))
    desk.run("panel-article")
    desk.window.resize(1280, 800)
    desk.idle()
    desk.window.resize(1600, 900)
    desk.idle()
    assert desk.window.dockWidgetArea(dock(desk, "detail")) is Qt.DockWidgetArea.LeftDockWidgetArea
    assert dock(desk, "article").isHidden()


def test_the_span_in_view_stays_when_the_window_grows(desk: Desk) -> None:
    before = desk.session.span
    desk.window.resize(2560, 1440)
    desk.idle()
    assert desk.session.span == pytest.approx(before)
    right = dock(desk, "detail").geometry()
    assert 330 <= right.width() <= 420
    assert QRect(desk.window.rect()).contains(desk.window.overview.geometry())


def test_a_window_whose_monitor_is_unplugged_comes_to_another(desks: Callable[..., Desk]) -> None:
    desk = desks()
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    here = desk.window.pos()
    qt.screenRemoved.emit(qt.primaryScreen())
    assert desk.window.pos() == here
    desk.window.move(20_000, 20_000)
    qt.screenRemoved.emit(qt.primaryScreen())
    assert any(screen.availableGeometry().intersects(desk.window.frameGeometry()) for screen in qt.screens())


def test_a_first_window_leaves_room_for_its_title(desks: Callable[..., Desk]) -> None:
    desk = desks(size=None)
    screen = desk.window.screen().availableGeometry()
    title = desk.window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert title > 10
    assert screen.top() <= desk.window.y()
    assert desk.window.y() + title + desk.window.height() <= screen.bottom() + 1


def test_sections_of_the_filters_come_back_open_and_closed(desks: Callable[..., Desk]) -> None:
    first = desks()
    sections = first.filters().sections
    first.click(sections[Word.TYPE].heading)
    first.click(sections[Word.SIDE].heading)
    first.close()
    second = desks().filters().sections
    assert second[Word.TYPE].body.isVisible()
    assert second[Word.TYPE].rows
    assert second[Word.SIDE].body.isHidden()
    assert second[Word.KIND].body.isVisible()
    assert second[Word.ACTOR].body.isHidden()
