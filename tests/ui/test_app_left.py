"""A library comes back as it was left: what was in view, filtered, selected and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from db.filters import Filter, Word
from db.saved_views import ViewState
from db.vocabularies import TextKind
from desktop.left import KEY, MOST, Left, recall, remember
from desktop.requests import Reading
from tests.db.small import write_dataset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.records import Entry
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


def read_down(desk: Desk, article: str) -> int:
    """Open an article, read on further down, and return how far it is scrolled."""
    desk.session.reading_requested.emit(Reading(article, TextKind.DIGEST))
    desk.idle()
    bar = desk.article().text.verticalScrollBar()
    assert bar.maximum() > 40
    bar.setValue(bar.maximum() * 2 // 3)
    return bar.value()


def test_the_text_comes_back_where_it_was_read_whatever_is_selected(desks: Callable[..., Desk], tmp_path: Path) -> None:
    first = desks(kept=True)
    entry = _select(first, 0)
    cited = {citation.article.slug for citation in entry.citations}
    other = next(slug for slug in _articles(first) if slug not in cited)
    first.session.filter_requested.emit(Filter().with_term(Word.KIND, (str(entry.head.kind),)))
    first.idle()
    first.run("zoom-in")
    first.idle()
    scrolled, selected, shown, span = read_down(first, other), first.selected(), first.shown(), first.session.span
    assert 0 < len(shown) < len(first.marks)
    top = first.article().text.first_in_view()
    first.close()
    again = desks(kept=True)
    assert again.session.reader is not None
    assert (again.session.reader.article.slug, again.selected(), again.shown()) == (other, selected, shown)
    assert again.session.span == pytest.approx(span, abs=2)
    assert again.article().text.verticalScrollBar().value() == pytest.approx(scrolled, abs=2)
    assert again.article().text.first_in_view() == top
    # From then on what is selected leads to its passage again.
    last = again.shown()[-1]
    again.click_line(last)
    assert again.passage_in_view(last)
    unread = desks(kept=True, database=tmp_path / "other.demarche")
    assert unread.article().text.verticalScrollBar().value() == 0


def _select(desk: Desk, row: int) -> Entry:
    desk.session.select([row], row)
    desk.idle()
    assert desk.session.entry is not None
    return desk.session.entry


def _articles(desk: Desk) -> list[str]:
    assert desk.session.library is not None
    return [article.slug for article in desk.session.library.articles]


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


@pytest.mark.parametrize("place", [None, (7, -3)])
def test_a_place_is_kept(tmp_path: Path, place: tuple[int, int] | None) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    library, left = tmp_path / "library.demarche", Left(ViewState(), article="quay", place=place)
    remember(store, library, left)
    assert recall(store, library) == left


@pytest.mark.parametrize(
    "place", ["7", "[1]", "[1, 2, 3]", '["a", 1]', "[1.5, 2]", "[-1, 0]", "[1, 1e300]", "[1, null]"]
)
def test_no_place_is_none_that_makes_no_sense(tmp_path: Path, place: str) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    library = tmp_path / "library.demarche"
    remember(store, library, Left(ViewState(), article="quay", place=(7, -3)))
    kept = str(store.value(KEY))
    store.setValue(KEY, kept.replace("[7, -3]", place))
    assert recall(store, library) is None


@pytest.mark.parametrize("value", ["", "{", "[]", "7", '{"PLACE": {}}', '{"PLACE": {"view": "{}"}}', '{"PLACE": 1}'])
def test_what_makes_no_sense_is_nothing(tmp_path: Path, value: str) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    place = tmp_path / "library.demarche"
    store.setValue(KEY, value.replace("PLACE", str(place)))
    assert recall(store, place) is None
