"""What nobody foresaw: it is logged, shown once with versions and a way to copy it, and offered by the next start."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from desktop import crash, last_words, logbook
from desktop.crash import CrashHook
from desktop.last_words import LastWords, give_back, take_reports
from tests.ui.desk import answering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

COPY = "Copy the report"


@pytest.fixture
def words(tmp_path: Path) -> Iterator[LastWords]:
    kept = LastWords.begin(tmp_path / "state")
    assert kept is not None
    yield kept
    kept.end()


@pytest.fixture
def hook(qtbot: QtBot, words: LastWords) -> Iterator[CrashHook]:
    made = CrashHook(None, words)
    yield made
    made.let_go()


def test_a_fault_is_shown_with_versions_and_can_be_copied(qtbot: QtBot, hook: CrashHook, tmp_path: Path) -> None:
    with answering(qtbot, COPY) as seen:
        sys.excepthook(ValueError, ValueError("the toll is lost"), None)
    assert "Something went wrong" in seen[0].text
    copied = QGuiApplication.clipboard().text()
    for expected in ("Démarche ", "Python ", "Qt ", "SQLite ", "ValueError: the toll is lost"):
        assert expected in copied
    # It has been seen: the next start says nothing of it.
    assert take_reports(tmp_path / "state") == []


def test_a_fault_in_a_thread_and_one_that_cannot_be_raised_are_shown_as_well(qtbot: QtBot, hook: CrashHook) -> None:
    def fail() -> None:
        raise RuntimeError("in the engine room")

    with answering(qtbot, "Close") as seen:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "in the engine room" in seen[0].details

    class Stubborn:
        def __del__(self) -> None:
            raise RuntimeError("on the way out")

    with answering(qtbot, "Close") as seen:
        Stubborn()
    assert "on the way out" in seen[0].details


def test_ctrl_c_is_no_fault(qtbot: QtBot, hook: CrashHook, capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_hooks_are_put_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = CrashHook(None)
    assert sys.excepthook != before[0]
    made.let_go()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_what_was_not_shown_is_left_for_the_next_start(tmp_path: Path) -> None:
    kept = LastWords.begin(tmp_path)
    assert kept is not None
    kept.add("the toll is lost")
    kept.end()
    assert take_reports(tmp_path) == ["the toll is lost"]
    assert take_reports(tmp_path) == []


def test_one_that_ends_as_it_should_leaves_nothing(tmp_path: Path) -> None:
    kept = LastWords.begin(tmp_path)
    assert kept is not None
    assert len(list(tmp_path.iterdir())) == 1
    kept.end()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_of_a_killed_process_goes_when_it_is_old(tmp_path: Path) -> None:
    old, recent = tmp_path / "ended-1.txt", tmp_path / "ended-2.txt"
    for file in (old, recent):
        file.touch()
    os.utime(old, (0, 0))
    assert take_reports(tmp_path) == []
    assert list(tmp_path.iterdir()) == [recent]


def test_a_state_folder_that_cannot_be_made_keeps_no_reports(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    assert LastWords.begin(tmp_path / "file") is None
    assert "cannot be kept" in caplog.text


NATIVE = """
import faulthandler, pathlib, sys
from desktop.last_words import LastWords
LastWords.begin(pathlib.Path(sys.argv[1]))
def sink():
    faulthandler._sigabrt()
sink()
"""


def test_a_fault_of_native_code_leaves_where_it_happened(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", NATIVE, str(tmp_path)], capture_output=True, check=False)
    assert ended.returncode != 0
    (report,) = take_reports(tmp_path)
    assert "Fatal Python error: Aborted" in report
    assert "in sink" in report


def test_a_report_is_offered_beside_the_window(qtbot: QtBot, desk: object) -> None:
    window = desk.window  # type: ignore[attr-defined]
    crash.offer(window, "Fatal Python error: Aborted")
    box = window.findChild(QMessageBox)
    assert box.isVisible()
    assert not box.isModal()
    assert "ended unexpectedly" in box.text()
    assert "Fatal Python error" in box.detailedText()
    next(button for button in box.buttons() if button.text().replace("&", "") == COPY).click()
    assert "Fatal Python error" in QGuiApplication.clipboard().text()


@pytest.fixture
def book(qtbot: QtBot) -> Iterator[logbook.Logbook]:
    root = logging.getLogger()
    before = list(root.handlers), root.level
    root.handlers.clear()
    made = logbook.begin()
    assert made is not None
    yield made
    logbook.end()
    root.handlers[:], root.level = before[0], before[1]


def test_what_qt_says_is_in_the_log(capsys: pytest.CaptureFixture[str], book: logbook.Logbook) -> None:
    qWarning("the compass spins")
    assert "WARNING qt: default: the compass spins" in logbook.log_file().read_text(encoding="utf-8")
    assert "the compass spins" in capsys.readouterr().err


def test_the_log_stays_small(book: logbook.Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "LARGEST", 500)
    for number in range(40):
        logging.getLogger("test").info("line %d", number)
    files = sorted(logbook.log_file().parent.glob("demarche.log*"))
    assert [file.name for file in files] == ["demarche.log", "demarche.log.1"] or len(files) == 1
    assert all(file.stat().st_size < 700 for file in files)
    assert "line 39" in "".join(file.read_text(encoding="utf-8") for file in files)


def test_a_log_that_cannot_be_written_is_told(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(logbook, "state_folder", lambda: tmp_path / "file" / "below")
    root = logging.getLogger()
    before = list(root.handlers)
    root.handlers.clear()
    assert logbook.begin() is None
    logbook.end()
    root.handlers[:] = before
    assert "the log cannot be written" in capsys.readouterr().err


def test_reports_are_not_endless(tmp_path: Path) -> None:
    (tmp_path / "ended-1.txt").write_text("x" * 500_000, encoding="utf-8")
    assert len(take_reports(tmp_path)[0]) == last_words._MOST


def test_a_report_that_was_not_offered_is_offered_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "ended-1.txt").write_text("the toll is lost", encoding="utf-8")
    (tmp_path / "ended-2.txt").write_text("and the ferry", encoding="utf-8")
    reports = take_reports(tmp_path)
    assert take_reports(tmp_path) == []
    give_back(tmp_path, reports)
    assert take_reports(tmp_path) == ["the toll is lost\nand the ferry"]
    give_back(tmp_path, [])
    assert list(tmp_path.iterdir()) == []
