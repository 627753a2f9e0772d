"""The text size of the whole window, and less motion: asked for by the user, or by the system."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db.dates import MINUTES_A_DAY
from desktop.settings import WINDOW_TEXT
from desktop.stillness import Stillness, kept_still
from desktop.theme import Appearance, motion, tokens
from desktop.views.filters.rows import FacetRow
from tests.ui.canvas import LEFT, NO_KEYS, open_stand
from tests.ui.desk import SHIFT, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ASKS_FILES = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep that elsewhere")

CALL = "trump-erdogan-call-2020-06-08"


def heights(desk: Desk) -> dict[str, int]:
    window = desk.window
    return {
        "menu": window.menuBar().height(),
        "toolbar": window.toolbar.height(),
        "overview": window.overview.height(),
        "row": window.chronology.table.rowHeight(0),
        "facet": desk.filters().findChildren(FacetRow)[0].height(),
        "counts": desk.status().counts.fontInfo().pixelSize(),
    }


def test_another_window_in_the_place_of_an_enlarged_one_is_no_larger(qapp: QApplication) -> None:
    scales = []
    for _ in range(3):
        appearance = Appearance(qapp, "light")
        appearance.set_window_text(200)
        scales.append(appearance.theme.scale)
        appearance.deleteLater()
    assert scales == pytest.approx([2.0, 2.0, 2.0])


def test_the_whole_window_grows_at_once_and_shrinks_again(desk: Desk) -> None:
    before = heights(desk)
    for percent in WINDOW_TEXT[1:]:
        desk.run("window-larger")
        assert desk.sentence() == f"The window's text is at {percent} % of its usual size."
        assert all(height > before[name] for name, height in heights(desk).items()), (percent, heights(desk))
    desk.run("window-larger")
    assert desk.app.appearance.theme.scale == pytest.approx(2.0)
    unit = desk.window.timeline.stage.canvas.style.unit
    assert unit == pytest.approx(2.0)
    for _ in WINDOW_TEXT:
        desk.run("window-smaller")
    assert heights(desk) == before


@pytest.mark.parametrize("percent", WINDOW_TEXT)
def test_rows_are_165_hundredths_of_their_label_up_to_an_even_pixel(appearance: Appearance, percent: int) -> None:
    appearance.set_window_text(percent)
    row, label = appearance.theme.length("lane-row"), appearance.theme.pixels("label")
    assert row % 2 == 0
    assert 1.65 * label - 1 <= row < 1.65 * label + 3
    appearance.set_window_text(100)
    assert appearance.theme.length("lane-row") == 20


def test_the_size_of_the_window_comes_back_after_a_new_start(desks: Callable[..., Desk]) -> None:
    first = desks()
    first.run("window-larger")
    first.run("window-larger")
    first.run("less-motion")
    first.close()
    again = desks()
    assert again.window.doing.window_text == WINDOW_TEXT[2]
    assert again.app.appearance.theme.scale == pytest.approx(WINDOW_TEXT[2] / 100)
    assert again.window.commands["less-motion"].isChecked()
    assert motion("glide") == 0
    again.app.appearance.set_still(False)


def test_without_motion_jumps_are_there_at_once_and_nothing_runs_on(desk: Desk) -> None:
    stand = desk.stand
    assert motion("glide") == tokens()["motion"]["glide"] == 200
    desk.run("less-motion")
    before = stand.span
    desk.window.commands["fit"].trigger()
    assert not stand.moves()
    assert stand.length > before[1] - before[0]
    stand.drag(QPoint(800, 300), QPoint(500, 300), rest=0)
    held = stand.span
    assert not stand.moves()
    QTest.qWait(60)
    assert stand.span == held
    desk.run("less-motion")
    desk.window.commands["fit-focus"].trigger()
    assert stand.moves()
    desk.idle()


def test_a_jump_glides_for_200_ms_and_eases_out(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    start = stand.span[0]
    stand.key(Qt.Key.Key_D)
    motions = stand.timeline.stage.camera._motion
    assert motions._length == 200
    qtbot.waitUntil(lambda: start < stand.span[0], timeout=1000)
    stand.settle()
    assert stand.span[0] - start == pytest.approx(0.1 * stand.length, abs=2)


@ASKS_FILES
@pytest.mark.parametrize(
    ("file", "text", "still"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=1\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
    ],
)
def test_the_wish_is_read_where_desktops_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, still: bool
) -> None:
    kept = tmp_path / file
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    found = QStandardPaths.locate(QStandardPaths.StandardLocation.GenericConfigLocation, file)
    assert found == str(kept)
    assert kept_still() is still


@ASKS_FILES
@pytest.mark.parametrize(("answer", "still"), [("false", True), ("true", False), ("No such schema", False)])
def test_gnome_is_asked_without_waiting(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, appearance: Appearance, answer: str, still: bool
) -> None:
    program = tmp_path / "gsettings"
    program.write_text(
        f'#!/bin/sh\n[ "$1 $2 $3" = "get org.gnome.desktop.interface enable-animations" ] && echo {answer}\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    stillness = Stillness(appearance)
    stillness.found.connect(appearance.follow_system)
    with qtbot.waitSignal(stillness.found, timeout=5000) as told:
        stillness.ask()
    assert told.args == [still]
    assert (motion("glide") == 0) is still
    appearance.follow_system(False)
    assert motion("glide") == 200


def test_other_desktops_are_not_asked(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, appearance: Appearance
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    stillness = Stillness(appearance)
    with qtbot.waitSignal(stillness.found, timeout=1000) as told:
        stillness.ask()
    assert told.args == [False]
    assert stillness._process is None


def test_a_range_is_offered_without_a_mouse(desk: Desk) -> None:
    desk.window.timeline.setFocus()
    span = desk.stand.span
    desk.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | SHIFT)
    popover = desk.window.timeline.stage.overlays.popover
    assert popover is not None
    assert [button.text() for button in popover.findChildren(QPushButton)] == ["Zoom", "Filter", "Select"]
    button = next(each for each in popover.findChildren(QPushButton) if each.text() == "Select")
    QTest.mouseClick(button, LEFT, NO_KEYS)
    desk.idle()
    marks = desk.session.marks
    assert marks is not None
    first, last = (
        MINUTES_A_DAY * math.floor(span[0] / MINUTES_A_DAY),
        MINUTES_A_DAY * math.ceil(span[1] / MINUTES_A_DAY),
    )
    met = (marks.earliest < last) & (marks.latest > first) & marks.dated
    assert desk.session.selection.rows.tolist() == np.flatnonzero(met).tolist()


def test_a_lane_s_name_is_told_whole_with_where_its_entries_lie(desk: Desk) -> None:
    stand = desk.stand
    stand.hover(stand.header(0))
    tips = desk.window.timeline.stage.overlays.tooltips
    desk.bot.waitUntil(lambda: tips.text != "", timeout=2000)
    display = desk.window.timeline.stage.canvas.display
    assert display is not None
    band = next(band for band in display.bands if band.lane == 0)
    assert desk.session.index is not None
    lines = tips.text.splitlines()
    assert lines[0] == desk.session.index.grouping.names[0]
    assert lines[1] == f"{band.count} entries"
    assert f"{band.active} in view" in lines[2]
