"""When a library or a dataset is not fit to be opened, or is taken: what the window says, and the way on it offers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from db.filters import Filter, Word
from db.own import Sign
from db.store import open_library
from desktop.requests import ExportRequest
from tests.db.small import write_dataset, write_originals
from tests.ui.desk import LEFT, answering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.desk import Desk, Seen

MOVE = "Move it aside and begin anew"
COPY = "Restore the copy"
KEEP = "Open what was loaded before"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "dataset")


def open_answering(bot: QtBot, desk: Desk, button: str, *, opens: bool = True) -> Seen:
    """Open a library that will be asked about, and answer with a button."""
    signal = desk.app.opened if opens else desk.app.failed
    with bot.waitSignal(signal, timeout=20_000), answering(bot, button) as seen:
        desk.app.open()
    if opens:
        desk.idle()
    return seen[0]


def start(desks: Callable[..., Desk], **how: object) -> Desk:
    return desks(wait=False, **how)


def break_dataset(dataset: Path) -> None:
    events = dataset / "events.toml"
    text = events.read_text(encoding="utf-8")
    text = text.replace('type = "CONSULT"', 'type = "GOSSIP"').replace('date = "2021-02"', 'date = "2021-13"')
    events.write_text(text, encoding="utf-8")


def test_every_fault_of_a_dataset_is_listed_and_what_was_there_opens(
    qtbot: QtBot, desks: Callable[..., Desk], dataset: Path
) -> None:
    first = desks(dataset=dataset)
    number = len(first.marks)
    first.close()
    break_dataset(dataset)
    desk = start(desks, dataset=dataset)
    seen = open_answering(qtbot, desk, KEEP)
    assert "2 faults" in seen.text
    assert "GOSSIP" in seen.details
    assert "2021-13" in seen.details
    assert len(seen.details.splitlines()) == 2
    assert {"Quit", KEEP} <= set(seen.buttons)
    assert len(desk.marks) == number
    desk.click_line("bridge-talks")
    assert desk.title("bridge-talks") in desk.detail()


def test_a_faulty_dataset_can_be_left_alone(qtbot: QtBot, desks: Callable[..., Desk], dataset: Path) -> None:
    break_dataset(dataset)
    desk = start(desks, dataset=dataset)
    seen = open_answering(qtbot, desk, "Quit", opens=False)
    assert "faults" in seen.text
    assert not desk.window.isVisible()


def test_a_faulty_dataset_without_anything_before_it_says_so(
    qtbot: QtBot, desks: Callable[..., Desk], dataset: Path, tmp_path: Path
) -> None:
    break_dataset(dataset)
    desk = start(desks, dataset=dataset)
    seen = open_answering(qtbot, desk, "Quit", opens=False)
    # There is nothing to go on with: the offer must not be made.
    assert KEEP not in seen.buttons
    assert "loaded before" not in seen.more


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 5000, bytes(range(256)) * 64, b"SQLite format 3\x00" + b"\xff" * 4000, b"Dear aunt, ..."],
    ids=["empty", "zeros", "random", "truncated", "text"],
)
def test_a_file_that_is_no_library_is_moved_aside_only_if_asked(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path, dataset: Path, content: bytes
) -> None:
    library = tmp_path / "library.sqlite3"
    library.write_bytes(content)
    desk = start(desks, dataset=dataset)
    seen = open_answering(qtbot, desk, MOVE)
    assert library.name in seen.text
    assert COPY not in seen.buttons
    assert ("nothing is taken over" in seen.more) == (not content.startswith(b"SQLite format 3"))
    assert len(desk.marks) == 8
    assert "Nothing of yours could be read in it" in desk.dialog().informativeText()
    aside = [path for path in tmp_path.iterdir() if path.name.startswith(f"{library.name}.aside-")]
    assert [path.read_bytes() for path in aside] == [content]


def test_leaving_a_damaged_library_changes_nothing(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path, dataset: Path
) -> None:
    library = tmp_path / "library.sqlite3"
    library.write_bytes(bytes(range(256)) * 64)
    desk = start(desks, dataset=dataset)
    open_answering(qtbot, desk, "Quit", opens=False)
    assert not desk.window.isVisible()
    assert library.read_bytes() == bytes(range(256)) * 64


def test_another_programs_file_is_not_touched_without_a_word(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path, dataset: Path
) -> None:
    library = tmp_path / "library.sqlite3"
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
        connection.execute("INSERT INTO recipe VALUES ('soup')")
        connection.execute("PRAGMA application_id = 77")
        connection.commit()
    desk = start(desks, dataset=dataset)
    open_answering(qtbot, desk, MOVE)
    assert len(desk.marks) == 8
    kept = next(path for path in tmp_path.iterdir() if path.name != library.name and b"recipe" in _bytes(path))
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT name FROM recipe").fetchone() == ("soup",)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_what_is_the_users_is_rescued_from_a_damaged_library(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path, dataset: Path
) -> None:
    first = desks(dataset=dataset)
    first.drop([write_originals(tmp_path / "originals")])
    told = first.status().anchors.text()
    first.close()
    library = tmp_path / "library.sqlite3"
    mark_and_damage(library)
    desk = start(desks, dataset=dataset)
    seen = open_answering(qtbot, desk, MOVE)
    for promised in ("stars", "colour labels", "tags", "notes", "saved views", "originals", "imported entries"):
        assert promised in seen.more
    (aside,) = tmp_path.glob(f"{library.name}.aside-*")
    assert desk.dialog().text() == f"{library.name} is begun anew. The file as it was is kept as {aside.name}."
    assert "Taken over from it: 2 stars, 1 colour label, 2 originals. " in desk.dialog().informativeText()
    press(desk, "OK")
    assert all(desk.session.own.has(desk.row(entry), Sign.STARRED) for entry in ("flood", "patrols"))
    assert desk.status().anchors.isVisible()
    assert desk.status().anchors.text() == told


def mark_and_damage(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO star VALUES ('flood', 'now'), ('patrols', 'now')")
        connection.execute("INSERT INTO label VALUES ('flood', 'blue')")
        connection.execute("DROP TABLE participation")


def press(desk: Desk, button: str) -> None:
    """Click a button of what is asked or told."""
    box = desk.dialog()
    QTest.mouseClick(next(each for each in box.buttons() if each.text().replace("&", "") == button), LEFT)
    desk.idle()


def test_the_copy_of_the_day_is_offered_in_place_of_a_damaged_library(
    qtbot: QtBot, desks: Callable[..., Desk], tmp_path: Path, dataset: Path
) -> None:
    first = desks(dataset=dataset)
    first.drop([write_originals(tmp_path / "originals")])
    first.app._keeping.keep_daily()
    first.idle()
    first.close()
    library = tmp_path / "library.sqlite3"
    spoilt = bytes(range(256)) * 64
    library.write_bytes(spoilt)
    desk = start(desks, dataset=dataset)
    seen = open_answering(qtbot, desk, COPY)
    assert "copy that was kept of it" in seen.more
    assert {"Quit", MOVE, COPY} <= set(seen.buttons)
    assert len(desk.marks) == 8
    assert desk.session.library is not None
    assert len(desk.session.library.attached) == 2
    (kept,) = tmp_path.glob(f"{library.name}.before-restore-*")
    assert kept.read_bytes() == spoilt
    assert [sentence for sentence in desk.told if kept.name in sentence]


def test_a_library_in_use_opens_to_be_read_only_and_says_so_for_good(
    desks: Callable[..., Desk], tmp_path: Path, dataset: Path
) -> None:
    with closing(open_library(tmp_path / "library.sqlite3", dataset)):
        desk = desks(dataset=dataset)
        assert len(desk.marks) == 8
        assert any("read" in sentence for sentence in desk.told)
        assert "read-only" in desk.window.windowTitle()
        desk.click_line("bridge-talks")
        assert desk.title("bridge-talks") in desk.detail()
        with answering(desk.bot, "OK") as seen:
            desk.drop([write_originals(tmp_path / "originals")])
        assert seen[0].text == "Another Démarche has this library open, so it can only be read here."
        desk.close()
    again = desks(dataset=dataset)
    assert "read-only" not in again.window.windowTitle()


def test_the_window_closes_while_the_library_is_opened(qtbot: QtBot, desks: Callable[..., Desk]) -> None:
    desk = start(desks)
    desk.app.open()
    desk.close()
    qtbot.wait(50)
    assert not desk.app.jobs.busy()
    again = desks()
    assert len(again.marks) > 100


def test_the_window_closes_while_an_export_runs_and_leaves_no_half_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "out" / "half.csv"
    file.parent.mkdir()
    desk.session.export_requested.emit(ExportRequest(file, None, citations=True, data=True, quotations=False))
    desk.close()
    names = {path.name for path in file.parent.iterdir()}
    assert names <= {"half.csv", "half.csv-metadata.json"}
    if file.exists():
        assert file.read_text(encoding="utf-8").count("\n") > 100


def test_closing_twice_and_wishing_afterwards_harms_nothing(desk: Desk) -> None:
    desk.close()
    desk.window.close()
    assert not desk.app.jobs.busy()


def test_what_is_wished_for_before_the_library_is_open_is_granted_then(
    qtbot: QtBot, desks: Callable[..., Desk]
) -> None:
    desks().close()
    desk = start(desks)
    with qtbot.waitSignal(desk.app.opened, timeout=20_000):
        desk.app.open()
        qtbot.waitUntil(lambda: desk.session.marks is not None, timeout=10_000)
        desk.session.filter_requested.emit(Filter().with_term(Word.KIND, ("statement",)))
        desk.session.select([3])
    desk.idle()
    assert desk.session.filter.term(Word.KIND) == ("statement",)
    assert len(desk.shown()) < len(desk.marks)
    assert len(desk.table_titles()) == len(desk.shown())
