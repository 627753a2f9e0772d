"""A second start on the same library hands over its files to the window that is open, which comes to the front."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.locking import LibraryLock
from desktop import letterbox
from desktop.letterbox import LARGEST, Letter, Letterbox, hand_over
from tests.db.small import write_dataset, write_originals

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.desk import Desk


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.demarche"


def handing_over(library: Path, files: tuple[Path, ...]) -> tuple[threading.Thread, list[bool]]:
    """Act as a second start: hand over in a thread, as the box is emptied by this one's loop."""
    taken: list[bool] = []
    thread = threading.Thread(target=lambda: taken.append(hand_over(library, files, 10.0)))
    thread.start()
    return thread, taken


def test_files_reach_the_open_window(qtbot: QtBot, qapp: QApplication, library: Path, tmp_path: Path) -> None:
    box = Letterbox(library, qapp)
    heard: list[Letter] = []
    box.received.connect(heard.append)
    thread, taken = handing_over(library, (tmp_path / "a b.txt", Path("ü.txt")))
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    thread.join()
    box.close()
    assert taken == [True]
    assert heard == [Letter((tmp_path / "a b.txt", Path("ü.txt").absolute()))]


def test_without_a_window_nothing_is_handed_over(library: Path, qapp: QApplication) -> None:
    assert not hand_over(library, ())
    Letterbox(library, qapp).close()
    assert not hand_over(library, ())


def test_a_box_that_nobody_empties_costs_a_moment(library: Path, qapp: QApplication) -> None:
    box = Letterbox(library, qapp)
    held = LibraryLock.take(library)
    assert held is not None
    assert not hand_over(library, (), 0.05)
    held.release()
    box.close()


def test_a_window_that_only_reads_leaves_the_box_of_the_other(
    qtbot: QtBot, qapp: QApplication, library: Path, tmp_path: Path
) -> None:
    first = Letterbox(library, qapp)
    held = LibraryLock.take(library)
    assert held is not None
    heard: dict[str, list[Letter]] = {"first": [], "second": []}
    first.received.connect(heard["first"].append)
    second = Letterbox(library, qapp)
    second.received.connect(heard["second"].append)
    for closing in (None, second):
        if closing is not None:
            closing.close()
        thread, taken = handing_over(library, (tmp_path / "a.txt",))
        qtbot.waitUntil(lambda taken=taken: bool(taken), timeout=10_000)  # type: ignore[misc]
        thread.join()
        assert taken == [True]
    assert len(heard["first"]) == 2
    assert heard["second"] == []
    held.release()
    first.close()
    assert not hand_over(library, ())


def test_a_box_of_a_killed_window_costs_none(
    library: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Letterbox(library, qapp)
    monkeypatch.setattr(letterbox, "OPENING", -1.0)
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("it waited"))
    assert not hand_over(library, ())
    box.close()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"files": "x"}', b'{"files": [1]}', b'{"files": [""]}', b"\xff", b"x" * (LARGEST + 1)]
)
def test_what_is_no_letter_is_thrown_away(
    library: Path, qapp: QApplication, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    folder = letterbox._folder(library)
    folder.mkdir(parents=True)
    (folder / "1.letter").write_bytes(data)
    with caplog.at_level(logging.WARNING):
        box = Letterbox(library, qapp)
    assert "thrown away" in caplog.text
    box.close()
    assert not folder.exists()


def test_where_there_can_be_no_box_the_log_says_so(
    library: Path, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(letterbox, "state_folder", lambda: tmp_path / "file")
    Letterbox(library, qapp).close()
    assert "will not be noticed" in caplog.text


def test_the_right_to_come_to_the_front_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = Letter((), "token-1")
    assert Letter.from_bytes(letter.as_bytes()) == letter
    assert os.environ.get("XDG_ACTIVATION_TOKEN") != "token-1"


def test_the_window_attaches_what_it_is_handed(desks: Callable[..., Desk], tmp_path: Path) -> None:
    desk = desks(dataset=write_dataset(tmp_path / "dataset"))
    desk.window.showMinimized()
    desk.app.take_files(sorted(write_originals(tmp_path / "originals").iterdir()))
    desk.idle()
    assert not desk.window.isMinimized()
    assert desk.session.library is not None
    assert len(desk.session.library.attached) == 2
