"""Lanes as the user arranges them: by dragging, by the menu, by keys; kept per grouping and between starts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.timeline.display import Band, Form
from tests.ui.canvas import LEFT, NO_KEYS, Stand, open_stand
from tests.ui.desk import open_desk, put_away
from tests.ui.sample import SIDES, Spec, marks_of

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
LANES = ["northland", "eastmark", "seaboard"]


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    specs = [Spec(f"{side} meets", side=side, first=date(2020, 6, 3 + at)) for at, side in enumerate(SIDES[:3])]
    made = open_stand(qtbot, marks_of(specs, SIDES[:3]))
    made.timeline.stage.choosing.set_focus(0, 0)
    yield made
    made.window.close()


def bands(stand: Stand) -> tuple[Band, ...]:
    display = stand.timeline.stage.canvas.display
    assert display is not None
    return display.bands


def lanes(stand: Stand) -> list[str]:
    return [band.key for band in bands(stand)]


def test_alt_and_arrows_move_the_focused_lane_and_stop_at_the_ends(stand: Stand) -> None:
    stand.key(KEY.Key_Up, ALT)
    assert lanes(stand) == LANES
    stand.key(KEY.Key_Down, ALT)
    assert lanes(stand) == ["eastmark", "northland", "seaboard"]
    stand.key(KEY.Key_Down, ALT)
    stand.key(KEY.Key_Down, ALT)
    assert lanes(stand) == ["eastmark", "seaboard", "northland"]
    stand.key(KEY.Key_Up, ALT)
    assert lanes(stand) == ["eastmark", "northland", "seaboard"]
    assert stand.timeline.stage.choosing.focus.row == 0


def test_p_pins_the_focused_lane_and_lets_it_go(stand: Stand) -> None:
    stand.timeline.stage.choosing.set_focus(2, 2)
    stand.key("p")
    assert lanes(stand) == ["seaboard", "northland", "eastmark"]
    assert bands(stand)[0].pinned
    stand.key("p")
    assert lanes(stand) == LANES


def test_c_closes_the_focused_lane_shows_where_the_keyboard_is_and_opens_it(stand: Stand) -> None:
    stand.key("c")
    assert bands(stand)[0].form is Form.COLLAPSED
    ring = stand.appearance.theme["accent"]
    picture = stand.picture()
    assert any(picture.pixelColor(x, 40 + 13) == ring for x in range(2, 8))
    stand.key("c")
    assert bands(stand)[0].form is Form.ROWS


def test_keys_without_a_focus_take_the_first_mark_in_view(stand: Stand) -> None:
    stand.timeline.stage.choosing.set_focus(-1)
    stand.key(KEY.Key_Down, ALT)
    assert lanes(stand)[1] == "northland"
    assert stand.timeline.stage.choosing.focus.row == 0


def test_pinned_lanes_move_among_themselves(stand: Stand) -> None:
    for lane in (0, 1):
        stand.timeline.stage.choosing.set_focus(lane, lane)
        stand.key("p")
    stand.key(KEY.Key_Down, ALT)
    assert lanes(stand) == LANES
    stand.key(KEY.Key_Up, ALT)
    assert lanes(stand) == ["eastmark", "northland", "seaboard"]


def test_the_menu_puts_all_lanes_back(stand: Stand) -> None:
    def texts() -> list[str]:
        stand.timeline._menu.open(stand.timeline.mapToGlobal(QPoint(20, 60)), -1, 0)
        menu = stand.timeline._menu.menu
        assert menu is not None
        return [action.text() for action in menu.actions()]

    assert "Put the lanes back" not in texts()
    stand.key(KEY.Key_Down, ALT)
    found = texts()
    menu = stand.timeline._menu.menu
    assert menu is not None
    menu.actions()[found.index("Put the lanes back")].trigger()
    menu.close()
    assert lanes(stand) == LANES


def test_every_grouping_has_an_order_of_its_own(stand: Stand) -> None:
    stand.key(KEY.Key_Down, ALT)
    moved = lanes(stand)
    stand.session.set_grouping("type")
    assert stand.session.index is not None
    stand.timeline.stage.choosing.set_focus(0, stand.session.index.grouping.keys.index("CONSULT"))
    stand.key("c")
    stand.session.set_grouping("side")
    assert lanes(stand) == moved
    assert all(band.form is Form.ROWS for band in bands(stand))
    stand.session.set_grouping("type")
    assert [band.key for band in bands(stand) if band.form is Form.COLLAPSED] == ["CONSULT"]


def test_lanes_stand_as_they_were_left_after_a_new_start(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(qtbot, tmp_path)
    first = desk.stand.header(0)
    before = lanes(desk.stand)
    QTest.mousePress(desk.window.timeline, LEFT, NO_KEYS, first)
    third = bands(desk.stand)[2]
    drop = QPoint(30, round(40 + third.y + third.height - 4))
    QTest.mouseMove(desk.window.timeline, drop)
    QTest.mouseRelease(desk.window.timeline, LEFT, NO_KEYS, drop)
    left = lanes(desk.stand)
    assert left == [*before[1:3], before[0], *before[3:]]
    put_away(desk)
    again = open_desk(qtbot, tmp_path)
    assert lanes(again.stand) == left
    put_away(again)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_an_unusable_order_is_logged_and_the_lanes_stand_as_they_come(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    stand.timeline.restore_lanes('[{"library": 3}]')
    assert "unusable" in caplog.text
    assert lanes(stand) == LANES
