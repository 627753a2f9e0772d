"""The window as a whole: both schemes repaint everything, and its frame has the designed measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget

from desktop.theme import tokens

if TYPE_CHECKING:
    from tests.ui.desk import Desk


def parts(desk: Desk) -> dict[str, QWidget]:
    """Return every part that paints a ground of its own."""
    docks = desk.window.panels.docks
    return {
        "timeline": desk.window.timeline,
        "overview": desk.window.overview,
        "toolbar": desk.window.toolbar,
        "status": desk.window.statusBar(),
        "menus": desk.window.menuBar(),
        "chronology": desk.window.chronology.table.viewport(),
        "article": desk.article().text.viewport(),
        "filters": docks["filters"].widget(),
        "detail": docks["detail"].widget(),
    }


def most(picture: QImage) -> QColor:
    """Return the colour of most of the pixels."""
    counted: dict[int, int] = {}
    for x in range(0, picture.width(), 5):
        for y in range(0, picture.height(), 3):
            colour = picture.pixel(x, y)
            counted[colour] = counted.get(colour, 0) + 1
    return QColor(max(counted, key=lambda colour: counted[colour]))


def grounds(desk: Desk) -> dict[str, str]:
    whole = desk.window.grab().toImage()
    found = {}
    for name, widget in parts(desk).items():
        corner = widget.mapTo(desk.window, QPoint(0, 0))
        found[name] = most(whole.copy(corner.x(), corner.y(), widget.width(), widget.height())).name().upper()
    return found


def expected(scheme: str) -> dict[str, str]:
    section = tokens()[scheme]
    on_ground = ("timeline", "chronology", "article")
    names = ("timeline", "overview", "toolbar", "status", "menus", "chronology", "article", "filters", "detail")
    return {name: section["ground" if name in on_ground else "surface"] for name in names}


def test_every_part_is_repainted_when_the_scheme_changes(desk: Desk) -> None:
    desk.click_line("trump-erdogan-call-2020-06-08")
    assert grounds(desk) == expected("light")
    desk.app.appearance.force("dark")
    desk.idle()
    assert grounds(desk) == expected("dark")
    desk.app.appearance.force("light")
    desk.idle()
    assert grounds(desk) == expected("light")


def test_nothing_keeps_the_letters_of_the_other_scheme(desk: Desk) -> None:
    desk.click_line("trump-erdogan-call-2020-06-08")
    desk.app.appearance.force("dark")
    desk.idle()
    ink = QColor(tokens()["light"]["ink"]).name()
    for name, widget in parts(desk).items():
        for label in widget.findChildren(QLabel):
            if label.isVisible():
                assert label.palette().windowText().color().name() != ink, f"{name}: {label.text()}"


def test_the_frame_has_the_designed_measures(desk: Desk) -> None:
    window = desk.window
    assert window.menuBar().height() == 26
    assert window.toolbar.height() == 40
    assert window.statusBar().height() == 24
    assert window.overview.height() == 64
    assert abs(window.panels.docks["filters"].width() - 228) <= 1
    assert abs(window.panels.docks["detail"].width() - 368) <= 1
    assert abs(window.timeline.width() - 1004) <= 2
    assert abs(window.chronology.height() - 150) <= 2
    assert window.chronology.table.verticalHeader().defaultSectionSize() == 24
