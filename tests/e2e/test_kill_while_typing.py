"""The window's process killed while its user types a note: what was typed a second before is there."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from db.store import open_library
from tests.e2e.command import environment

CALL = "trump-erdogan-call-2020-06-08"
TOLD_LATE = 1.0
"""Seconds within which what is typed is on the disk."""

TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.app import Application, Start
from desktop.assets import resources
from desktop.views.detail.note import NoteField

folder = Path(sys.argv[1])
qt = QApplication([])
store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
app = Application(qt, Start(folder / "library.demarche", resources() / "libya-2020"), store)
typed = 0
typing = QTimer(interval=20)

def begin():
    ids = app.session.marks.ids
    app.session.select([row for row in range(len(ids)) if ids[row] == sys.argv[2]])
    app.session.own_edit_requested.emit("note")
    typing.start()

def type_one():
    global typed
    for field in app.window.findChildren(NoteField):
        QTest.keyClick(field, "abcdefghij"[typed % 10])
        typed += 1
        print(typed, flush=True)

typing.timeout.connect(type_one)
app.opened.connect(begin)
app.window.show()
app.open()
qt.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills in another way")
@pytest.mark.parametrize("seed", range(3))
def test_what_was_typed_a_second_before_a_kill_is_kept(tmp_path: Path, seed: int) -> None:
    env = environment(QT_QPA_PLATFORM="offscreen")
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path), CALL], stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdout is not None
        until = float("inf")
        told: list[tuple[float, int]] = []
        for line in process.stdout:
            now = time.monotonic()
            if not told:
                until = now + 2.5 + random.Random(seed).random()  # noqa: S311 - a moment, no secret
            told.append((now, int(line)))
            if now > until:
                break
        process.kill()
    killed = told[-1][0]
    expected = max(number for moment, number in told if moment < killed - TOLD_LATE)
    with closing(open_library(tmp_path / "library.demarche")) as store:
        assert store.read_only == ""
        assert store.check(thorough=True) == ()
    with closing(sqlite3.connect(tmp_path / "library.demarche")) as connection:
        ((text,),) = connection.execute("SELECT text FROM note WHERE entry_id = ?", (CALL,)).fetchall()
    assert len(text) >= expected
    assert text == ("abcdefghij" * len(text))[: len(text)]
