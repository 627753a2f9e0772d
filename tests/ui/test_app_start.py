"""The frame comes first, then the marks, then the library: and nothing jumps on the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest

from db import marks_file
from db.store import open_library
from desktop.app import Application, Start
from desktop.assets import dataset_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library that holds the shipped dataset and was closed."""
    path = tmp_path / "library.sqlite3"
    with closing(open_library(path, dataset_folder())) as store:
        store.marks()
    return path


@pytest.fixture
def begin(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Application]]:
    """Return what builds an application on a library, and ends it."""
    begun: list[Application] = []

    def build(library: Path, *, bare: bool) -> Application:
        settings = QSettings(str(tmp_path / f"{len(begun)}.ini"), QSettings.Format.IniFormat)
        start = Start(library, dataset_folder(), scheme="light")
        begun.append(Application(qapp, start, settings, seen=False, bare=bare))
        begun[-1].window.resize(1600, 900)
        begun[-1].window.show()
        return begun[-1]

    yield build
    for application in begun:
        application.window.close()
        application.window.deleteLater()
        application.deleteLater()


def rest(application: Application, qtbot: QtBot) -> None:
    """Open the library and wait until nothing is under way."""
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)


def test_panels_stand_alike_whether_the_frame_was_shown_before_them(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    places = []
    for bare in (False, True):
        application = begin(library, bare=bare)
        qtbot.waitExposed(application.window)
        rest(application, qtbot)
        window = application.window
        parts = [*window.panels.docks.values(), window.timeline, window.overview, window.toolbar]
        places.append([part.geometry() for part in parts])
        window.close()
    assert places[0] == places[1]


class Painted(QObject):
    """Notes how a window stands when its timeline is first painted with marks."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self.application = application
        self.seen: tuple[bool, list[QRect]] | None = None
        application.window.timeline.installEventFilter(self)

    def places(self) -> list[QRect]:
        window = self.application.window
        parts = [*window.panels.docks.values(), window.timeline, window.overview, window.toolbar]
        return [part.geometry() for part in parts]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and self.application.session.marks is not None and self.seen is None:
            self.seen = self.application.window.filled, self.places()
        return False


def test_marks_are_painted_before_the_panels_are_filled_and_nothing_moves_then(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    application = begin(library, bare=True)
    qtbot.waitExposed(application.window)
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        painted = Painted(application)
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    assert application.window.filled
    assert painted.seen == (False, painted.places())


def typed(application: Application, key: Qt.Key, qtbot: QtBot) -> None:
    """Press a key as the window system does: it goes to whatever has the focus, if anything has."""
    handle = application.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key)
    qtbot.waitUntil(lambda: not application.window.timeline.stage.camera.moving, timeout=5000)


@pytest.mark.parametrize("bare", [False, True])
def test_the_keys_of_the_timeline_work_from_the_start(
    begin: Callable[..., Application], library: Path, qtbot: QtBot, *, bare: bool
) -> None:
    application = begin(library, bare=bare)
    qtbot.waitUntil(application.window.isActiveWindow, timeout=5000)
    rest(application, qtbot)
    start, end = application.session.span
    typed(application, Qt.Key.Key_S, qtbot)
    assert application.session.span[0] < start
    assert application.session.span[1] > end
    assert application.window.timeline.stage.choosing.focus.row == -1


def test_the_keyboard_stays_where_the_user_took_it_before_the_panels_were_filled(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    application = begin(library, bare=True)
    qtbot.waitUntil(application.window.isActiveWindow, timeout=5000)
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        filled = [application.window.filled]
        field = application.window.search
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    assert [*filled, application.window.filled] == [False, True]
    typed(application, Qt.Key.Key_S, qtbot)
    assert field.text() == "s"


def test_a_window_that_is_closed_before_it_is_filled_comes_back_as_it_was(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    application = begin(library, bare=True)
    before = replace(application.window.remember(), geometry=QByteArray())
    qtbot.waitExposed(application.window)
    with qtbot.waitSignal(application.window.closing):
        application.open()
        application.window.close()
    assert not application.window.filled
    assert replace(application.window.remember(), geometry=QByteArray()) == before


def test_marks_are_shown_before_the_library_is_open_and_stay_where_they_are(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    application = begin(library, bare=True)
    spans: list[tuple[float, float]] = []
    opened: list[bool] = []

    def note() -> None:
        spans.append(application.session.span)

    application.opened.connect(lambda: opened.append(True))
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        application.session.library_changed.connect(note)
        qtbot.waitUntil(lambda: application.session.marks is not None, timeout=20_000)
        assert not opened
        assert application.session.shown.facets
        seen = application.session.span
        assert seen[1] > seen[0]
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    assert len(spans) == 1
    assert application.session.span == seen


def test_what_is_selected_at_once_is_read_once_the_library_is_open(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    application = begin(library, bare=True)
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        qtbot.waitUntil(lambda: application.session.marks is not None, timeout=20_000)
        application.session.select([3])
    qtbot.waitUntil(lambda: application.session.entry is not None, timeout=20_000)
    assert application.session.entry is not None
    assert application.session.entry.head.row == 3
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)


def offered(application: Application) -> list[str]:
    """Return the names of what lanes can be laid out by."""
    menu = application.window.toolbar.grouping.menu()
    assert menu is not None
    return [action.text() for action in menu.actions()]


def test_the_lanes_of_a_large_library_are_all_offered_once_it_is_open(
    begin: Callable[..., Application], library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = begin(library, bare=True)
    rest(small, qtbot)
    everything = offered(small)
    small.window.close()
    monkeypatch.setattr(marks_file, "LARGE", 0)
    application = begin(library, bare=True)
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        qtbot.waitUntil(lambda: application.session.marks is not None, timeout=20_000)
        seen = application.session.marks
        assert offered(application) == ["Side", "Channel", "Stance"]
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    assert application.session.marks is seen
    assert offered(application) == everything


def test_marks_of_a_large_library_that_turn_out_to_be_damaged_are_replaced_while_it_opens(
    begin: Callable[..., Application], library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE marks SET data = zeroblob(length(data)) WHERE name = 'lanes.actor.members'")
    monkeypatch.setattr(marks_file, "LARGE", 0)
    application = begin(library, bare=True)
    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        qtbot.waitUntil(lambda: application.session.marks is not None, timeout=20_000)
        seen = application.session.marks
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    marks = application.session.marks
    assert marks is not None
    assert marks is not seen
    assert len(set(marks.groupings["actor"].lanes.members.tolist())) > 1
    assert "Actor" in offered(application)


def test_a_library_of_an_older_dataset_shows_nothing_before_it_is_up_to_date(
    begin: Callable[..., Application], library: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        present = connection.execute("SELECT content FROM dataset").fetchone()
        connection.execute("UPDATE dataset SET content = 'older'")
        connection.execute(
            "UPDATE marks SET data = cast(replace(cast(data AS TEXT), ?, 'older') AS BLOB) WHERE name = 'header'",
            present,
        )
    application = begin(library, bare=True)
    announced: list[str] = []

    def note() -> None:
        assert application.session.library is not None
        announced.append(application.session.library.dataset.content)

    with qtbot.waitSignal(application.opened, timeout=20_000):
        application.open()
        application.session.library_changed.connect(note)
    qtbot.waitUntil(lambda: not application.jobs.busy(), timeout=20_000)
    assert announced
    assert "older" not in announced
