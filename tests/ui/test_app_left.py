"""A library comes back as it was left: what was in view, filtered, selected and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from db.records import Filter, TextKind, Word
from db.saved_views import ViewState
from desktop.left import KEY, MOST, Left, recall, remember
from tests.db.small import write_dataset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.desk import Desk


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "dataset")


def test_span_filter_selection_and_text_come_back(desks: Callable[..., Desk], dataset: Path) -> None:
    first = desks(dataset=dataset, kept=True)
    first.session.filter_requested.emit(Filter().with_term(Word.KIND, ("event",)))
    first.idle()
    first.click_line("flood")
    first.run("zoom-in")
    first.idle()
    span, shown = first.session.span, first.shown()
    assert first.selected() == ["flood"]
    first.close()
    again = desks(dataset=dataset, kept=True)
    assert again.session.span == pytest.approx(span, abs=2)
    assert again.shown() == shown
    assert again.selected() == ["flood"]
    assert again.title("flood") in again.detail()


def test_another_library_is_not_taken_for_it(desks: Callable[..., Desk], dataset: Path, tmp_path: Path) -> None:
    first = desks(dataset=dataset, kept=True)
    first.click_line("flood")
    first.close()
    other = desks(dataset=dataset, kept=True, database=tmp_path / "other.demarche")
    assert other.selected() == []


def test_what_is_gone_by_then_is_passed_over(desks: Callable[..., Desk], dataset: Path, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    left = Left(ViewState(span=(5.0, 1.0)), ("gone", "flo", "flood"), "gone", "no-such-article", TextKind.ORIGINAL)
    remember(store, tmp_path / "library.sqlite3", left)
    store.sync()
    desk = desks(dataset=dataset, kept=True)
    assert desk.selected() == ["flood"]


def test_the_libraries_left_last_are_known(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for number in range(MOST + 2):
        remember(store, tmp_path / f"{number}.demarche", Left(ViewState(), (str(number),)))
    assert recall(store, tmp_path / "0.demarche") is None
    last = recall(store, tmp_path / f"{MOST + 1}.demarche")
    assert last is not None
    assert last.selected == (str(MOST + 1),)


@pytest.mark.parametrize("value", ["", "{", "[]", "7", '{"PLACE": {}}', '{"PLACE": {"view": "{}"}}', '{"PLACE": 1}'])
def test_what_makes_no_sense_is_nothing(tmp_path: Path, value: str) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    place = tmp_path / "library.demarche"
    store.setValue(KEY, value.replace("PLACE", str(place)))
    assert recall(store, place) is None
