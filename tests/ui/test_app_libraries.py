"""Libraries as wholes: backed up and restored from the menu, opened in one another's place, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QMenu

from db import daily
from db.store import open_library
from desktop.libraries import MOST_RECENT, RECENT, Turn, note_recent, read_recent
from desktop.views.restore_dialog import RestoreDialog
from tests.db.small import write_dataset, write_originals
from tests.ui.desk import answering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.desk import Desk


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "dataset")


@pytest.fixture
def small(desks: Callable[..., Desk], dataset: Path) -> Desk:
    return desks(dataset=dataset)


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Answer the next file dialogs with a path; an empty one cancels."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(path), ""))


def wishes(desk: Desk) -> list[Turn]:
    """Return the list of what the window's owner is asked to open from now on."""
    heard: list[Turn] = []
    desk.app.turned.connect(heard.append)
    return heard


def originals_in(path: Path) -> int:
    with open_library(path).read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM original").scalar() or 0)


def restore_dialog(bot: QtBot, desk: Desk) -> RestoreDialog:
    desk.run("restore")
    dialog = desk.window.findChild(RestoreDialog)
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def test_the_menu_backs_the_library_up(small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.drop([write_originals(tmp_path / "originals")])
    choosing(monkeypatch, tmp_path / "copy")
    small.run("backup")
    assert small.sentence() == "The library is backed up in copy.demarche"
    assert originals_in(tmp_path / "copy.demarche") == 2


def test_a_backup_that_is_not_wished_for_after_all_is_none(
    small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.iterdir())
    heard = wishes(small)
    choosing(monkeypatch, "")
    for command in ("backup", "open-library", "new-library"):
        small.run(command)
    assert sorted(tmp_path.iterdir()) == before
    assert heard == []


def test_a_backup_over_something_else_is_refused_in_a_sentence(
    qtbot: QtBot, small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt", encoding="utf-8")
    choosing(monkeypatch, letter)
    with answering(qtbot, "OK") as seen:
        small.run("backup")
    assert "Name another file for the backup" in seen[0].text
    assert letter.read_text(encoding="utf-8") == "Dear aunt"


def test_a_copy_beside_the_library_is_restored(
    qtbot: QtBot, small: Desk, desks: Callable[..., Desk], dataset: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library.sqlite3"
    small.app._keeping.keep_daily()
    small.idle()
    small.drop([write_originals(tmp_path / "originals")])
    heard = wishes(small)
    dialog = restore_dialog(qtbot, small)
    (line,) = dialog.list.selectedItems()
    assert (dialog.list.topLevelItemCount(), line.text(1)) == (1, "daily")
    assert dialog.chosen.isEnabled()
    dialog.chosen.click()
    small.idle()
    (start,) = heard
    assert start.database == library
    small.close()
    desk = desks(dataset=dataset, restore=start.restore)
    assert desk.session.library is not None
    assert desk.session.library.attached == frozenset()
    (told,) = [sentence for sentence in desk.told if "is restored" in sentence]
    aside = next(kept for kept in daily.copies(library) if kept.made == "restore")
    assert aside.path.name in told
    assert originals_in(aside.path) == 2


def test_without_copies_the_dialog_says_when_there_will_be(qtbot: QtBot, small: Desk) -> None:
    dialog = restore_dialog(qtbot, small)
    assert "no copies beside the library yet" in dialog.note.text()
    assert not dialog.chosen.isEnabled()
    dialog.reject()


def test_another_file_can_be_restored_but_only_a_sound_one(
    qtbot: QtBot, small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = wishes(small)
    damaged = tmp_path / "damaged.demarche"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    choosing(monkeypatch, damaged)
    with answering(qtbot, "OK") as seen:
        restore_dialog(qtbot, small).other.click()
    assert "database of another program" in seen[0].text
    assert heard == []
    choosing(monkeypatch, tmp_path / "copy")
    small.run("backup")
    choosing(monkeypatch, tmp_path / "copy.demarche")
    restore_dialog(qtbot, small).other.click()
    small.idle()
    assert [start.restore for start in heard] == [tmp_path / "copy.demarche"]


def test_what_cannot_be_restored_after_all_leaves_the_library_open(
    qtbot: QtBot, small: Desk, desks: Callable[..., Desk], dataset: Path, tmp_path: Path
) -> None:
    small.close()
    desk = desks(dataset=dataset, wait=False, restore=tmp_path / "gone.demarche")
    with qtbot.waitSignal(desk.app.opened, timeout=20_000), answering(qtbot, "OK") as seen:
        desk.app.open()
    desk.idle()
    assert "gone.demarche cannot be read" in seen[0].text
    assert len(desk.marks) == 8


def test_another_library_is_opened_or_begun_in_this_ones_place(
    small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = wishes(small)
    choosing(monkeypatch, tmp_path / "Mine")
    small.run("new-library")
    assert [start.database for start in heard] == [tmp_path / "Mine.demarche"]
    open_library(heard[0].database).close()
    choosing(monkeypatch, tmp_path / "Mine.demarche")
    small.run("open-library")
    assert [start.database for start in heard] == [tmp_path / "Mine.demarche"] * 2


@pytest.mark.parametrize("command", ["open-library", "new-library"])
def test_a_file_of_something_else_is_refused_and_the_window_stays(
    qtbot: QtBot, small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    heard = wishes(small)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt", encoding="utf-8")
    choosing(monkeypatch, letter)
    with answering(qtbot, "OK") as seen:
        small.run(command)
    assert str(letter) in seen[0].text
    assert heard == []
    assert len(small.marks) == 8


def test_the_library_that_is_open_is_not_opened_again(
    small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = wishes(small)
    choosing(monkeypatch, tmp_path / "library.sqlite3")
    small.run("open-library")
    assert (heard, small.sentence()) == ([], "This library is open.")


def recent(desk: Desk) -> QMenu:
    menu = next(each for each in desk.window.findChildren(QMenu) if each.title() == "Recent libraries")
    menu.aboutToShow.emit()
    return menu


def test_libraries_that_were_open_are_offered_again(
    qtbot: QtBot, desks: Callable[..., Desk], dataset: Path, tmp_path: Path
) -> None:
    first = desks(dataset=dataset, database=tmp_path / "first.demarche", kept=True)
    first.close()
    desk = desks(dataset=dataset, database=tmp_path / "second.demarche", kept=True)
    heard = wishes(desk)
    menu = recent(desk)
    (offered,) = [action for action in menu.actions() if "first" in action.text()]
    menu.triggered.emit(offered)
    desk.idle()
    assert [start.database for start in heard] == [tmp_path / "first.demarche"]
    (tmp_path / "first.demarche").unlink()
    with answering(qtbot, "OK") as seen:
        menu.triggered.emit(offered)
    assert "is not there any more" in seen[0].text
    assert len(heard) == 1


def test_the_latest_library_stands_first_and_each_once(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert read_recent(store) == ()
    for number in (*range(12), 3):
        note_recent(store, tmp_path / f"{number}.demarche")
    names = [path.stem for path in read_recent(store)]
    assert names == ["3", "11", "10", "9", "8", "7", "6", "5"]
    assert len(names) == MOST_RECENT


@pytest.mark.parametrize("value", ["", 7, {"a": 1}, [1, 2], None])
def test_a_list_that_makes_no_sense_is_none(tmp_path: Path, value: object) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue(RECENT, value)
    assert read_recent(store) == ()


def test_todays_copy_is_made_beside_the_open_library(
    qtbot: QtBot, small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.app._keeping._waiting.setInterval(10)
    small.app._keeping.begin()
    qtbot.waitUntil(lambda: bool(daily.copies(tmp_path / "library.sqlite3")), timeout=10_000)
    small.idle()
    assert originals_in(daily.copies(tmp_path / "library.sqlite3")[0].path) == 0


def test_a_copy_that_cannot_be_made_is_said_and_no_more(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.backups.settle_file", refuse)
    small.app._keeping.keep_daily()
    small.idle()
    assert small.sentence().endswith("No space left on device.")
