"""What a user sees when the application opens on the dataset that comes with it."""

from __future__ import annotations

import errno
import re
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from db.dates import date_of
from db.filters import Filter
from db.store import UNLOCKABLE
from desktop.wording import date_words
from tests.db.small import write_dataset
from tests.db.unlockable import without_locks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.desk import Desk


def test_everything_is_shown_without_a_filter_or_a_question(desk: Desk) -> None:
    total = len(desk.marks)
    assert total > 100
    assert desk.session.filter == Filter()
    assert desk.chips() == []
    assert re.sub("<[^>]+>", "", desk.chip_counts()) == f"{total} of {total} shown"
    assert desk.counts().split("  ·  ")[0] == f"{total} of {total} shown"
    assert len(desk.table_titles()) == total
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None
    assert "selected" not in desk.counts()


def test_the_first_frame_lies_in_the_focus_period_and_holds_its_entries(desk: Desk) -> None:
    library = desk.session.library
    assert library is not None
    assert library.dataset.focus == "2020-06-01/2020-07-31"
    start, end = desk.session.span
    assert date_of(int(start)).isoformat()[:7] in ("2020-05", "2020-06")
    assert date_of(int(end)).isoformat()[:7] in ("2020-07", "2020-08")
    place = desk.marks.place
    inside = [row for row in range(len(desk.marks)) if "2020-06-01" <= date_of(int(place[row])).isoformat() < "2020-08"]
    assert len(inside) > 60
    assert all(start <= place[row] < end for row in inside)
    # How far it goes beyond the last entry is a matter of how wide the font makes that one's label.
    assert desk.counts().endswith(date_words().span(start, end))
    assert "1 June to " in desk.counts()


def test_the_first_article_can_be_read_at_once(desk: Desk) -> None:
    panel = desk.article()
    assert desk.session.library is not None
    assert panel.article == desk.session.library.articles[0]
    assert panel.text.isVisible()
    assert len(panel.text.toPlainText()) > 400
    assert panel.text.passages


def test_undated_entries_are_counted_in_the_tray(desk: Desk) -> None:
    undated = int(np.count_nonzero(~desk.marks.dated))
    assert desk.filters().undated.accessibleName().startswith(f"Undated, {undated} entr")
    desk.run("undated")
    assert desk.window.tray.isVisible()
    assert desk.window.tray.model.rowCount() == undated
    desk.window.tray.close()


def test_the_library_opens_at_once_when_it_is_there_already(desks: Callable[..., Desk]) -> None:
    first = desks()
    total = len(first.marks)
    first.close()
    again = desks()
    assert len(again.marks) == total
    assert again.counts().split("  ·  ")[0] == f"{total} of {total} shown"
    assert again.article().text.passages


@pytest.mark.skipif(sys.platform != "linux", reason="the system's call is exchanged on Linux only")
def test_a_library_where_files_cannot_be_locked_is_read_and_says_why(
    desks: Callable[..., Desk], tmp_path: Path
) -> None:
    dataset = write_dataset(tmp_path / "dataset")
    desks(dataset=dataset).close()
    with without_locks(errno.ENOLCK):
        again = desks(dataset=dataset)
        assert again.sentence() == UNLOCKABLE
        assert again.told.count(UNLOCKABLE) == 1
        assert len(again.table_titles()) == 8
        assert again.window.windowTitle() == "Démarche (read-only)"
        again.click_line("flood")
        assert again.title("flood") in again.detail()
