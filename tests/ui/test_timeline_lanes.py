"""Lanes as the user arranges them: by dragging, by the menu, by keys; kept per grouping and between starts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
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


def _pin(band: Band) -> QRect:
    """Return where the sign of a pinned lane would be."""
    return QRect(2, round(40 + band.y + band.baseline) - 9, 9, 11)


def test_a_pinned_lane_has_a_sign_that_is_told_too(stand: Stand) -> None:
    def inked(band: Band) -> bool:
        ground, picture, box = stand.appearance.theme["ground"], stand.picture(), _pin(band)
        return any(
            picture.pixelColor(x, y) != ground
            for x in range(box.left(), box.right())
            for y in range(box.top(), box.bottom())
        )

    assert not any(inked(band) for band in bands(stand))
    stand.timeline.stage.choosing.set_focus(2, 2)
    stand.key("p")
    assert [inked(band) for band in bands(stand)] == [True, False, False]
    assert "Seaboard: pinned to the top" in stand.timeline.accessibleDescription()
    stand.hover(stand.header(2))
    tooltips = stand.timeline.stage.overlays.tooltips
    stand.bot.waitUntil(lambda: "pinned to the top" in tooltips.text, timeout=1500)
    stand.key("p")
    assert not any(inked(band) for band in bands(stand))
    assert "pinned" not in stand.timeline.accessibleDescription()


@pytest.fixture
def tall(qtbot: QtBot) -> Iterator[Stand]:
    """Return a window too low for its eleven lanes."""
    specs = [Spec(f"{side} meets", side=side, first=date(2020, 6, 3 + at)) for at, side in enumerate(SIDES)]
    made = open_stand(qtbot, marks_of(specs), height=300)
    yield made
    made.window.close()


def test_a_lane_held_at_an_edge_scrolls_to_lanes_out_of_sight(tall: Stand) -> None:
    canvas, before = tall.timeline.stage.canvas, lanes(tall)
    bottom, top = QPoint(30, tall.timeline.height() - 2), QPoint(30, 43)

    def rest(at: int, y: float) -> bool:
        band = bands(tall)[at]
        edge = band.y + y * band.height
        return 0 <= edge <= tall.timeline.height() - 40 + 1

    assert not rest(-1, 1)
    QTest.mousePress(tall.timeline, LEFT, NO_KEYS, tall.header(0))
    QTest.mouseMove(tall.timeline, QPoint(30, 100))
    QTest.mouseMove(tall.timeline, bottom)
    tall.bot.waitUntil(lambda: rest(-1, 1), timeout=3000)
    QTest.mouseRelease(tall.timeline, LEFT, NO_KEYS, bottom)
    assert lanes(tall) == [*before[1:], before[0]]
    QTest.mousePress(tall.timeline, LEFT, NO_KEYS, tall.header(0))
    QTest.mouseMove(tall.timeline, QPoint(30, 100))
    QTest.mouseMove(tall.timeline, top)
    tall.bot.waitUntil(lambda: rest(0, 0), timeout=3000)
    QTest.mouseRelease(tall.timeline, LEFT, NO_KEYS, top)
    assert lanes(tall) == before
    assert canvas.display is not None
    assert canvas.display.scroll == 0


def test_escape_ends_the_scrolling_of_a_dragged_lane(tall: Stand) -> None:
    before = lanes(tall)
    QTest.mousePress(tall.timeline, LEFT, NO_KEYS, tall.header(0))
    QTest.mouseMove(tall.timeline, QPoint(30, 100))
    QTest.mouseMove(tall.timeline, QPoint(30, tall.timeline.height() - 20))
    tall.bot.waitUntil(lambda: bands(tall)[0].y < 0, timeout=3000)
    tall.key(KEY.Key_Escape)
    y = bands(tall)[0].y
    QTest.qWait(100)
    QTest.mouseRelease(tall.timeline, LEFT, NO_KEYS, QPoint(30, 100))
    assert bands(tall)[0].y == y
    assert lanes(tall) == before


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
