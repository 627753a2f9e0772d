"""Another version of what is attached is asked about, article by article, before anything is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.views.replacing import ARTICLE, ReplaceDialog
from tests.db.small import COURIER, GAZETTE, write_dataset, write_originals
from tests.ui.desk import LEFT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem

    from tests.ui.desk import Desk

WHOLE = "Anchors: 11 exact, none lost"


@pytest.fixture
def bridge(desks: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Return the window, open on the small made-up dataset with its two originals attached."""
    desk = desks(dataset=write_dataset(tmp_path / "dataset"))
    desk.drop([write_originals(tmp_path / "originals")])
    return desk


def worse(folder: Path) -> Path:
    """Write another version of the gazette's article, one of whose passages is gone."""
    file = folder / "second-print.txt"
    file.write_text(GAZETTE.replace("sluice was closed", "sluice was left open"), encoding="utf-8")
    return file


def question(desk: Desk) -> ReplaceDialog:
    (found,) = [dialog for dialog in desk.window.findChildren(ReplaceDialog) if dialog.isVisible()]
    return found


def rows(asked: ReplaceDialog) -> list[QTreeWidgetItem]:
    items = [asked.list.topLevelItem(row) for row in range(asked.list.topLevelItemCount())]
    return [item for item in items if item is not None]


def told(asked: ReplaceDialog) -> list[str]:
    """Return the rows' words, a tick before those that are ticked."""
    signs = {Qt.CheckState.Checked: "✓ ", Qt.CheckState.Unchecked: ""}
    return [
        signs[item.checkState(ARTICLE)] + "; ".join(item.text(column) for column in range(asked.list.columnCount()))
        for item in rows(asked)
    ]


def tick(asked: ReplaceDialog, row: int) -> None:
    """Turn a row's box with the keys."""
    asked.list.setCurrentItem(rows(asked)[row])
    asked.list.setFocus()
    QTest.keyClick(asked.list, Qt.Key.Key_Space)


def test_a_worse_version_is_not_ticked_and_left_out_unless_it_is_wanted(bridge: Desk, tmp_path: Path) -> None:
    bridge.drop([worse(tmp_path)])
    asked = question(bridge)
    assert told(asked) == ["Gazette, 4 Mar; second-print.txt; 5 exact, 1 lost; gazette-2021-03-04.txt; 6 exact"]
    assert "gone from the library" in asked.note.text()
    assert not asked.replace.isEnabled()
    QTest.mouseClick(asked.keep, LEFT)
    bridge.idle()
    assert bridge.reported()[0].endswith("; Left out: gazette-2021-03-04.txt stays")
    assert bridge.status().anchors.text() == WHOLE


def test_a_worse_version_takes_the_place_where_it_is_ticked(bridge: Desk, tmp_path: Path) -> None:
    bridge.drop([worse(tmp_path)])
    asked = question(bridge)
    tick(asked, 0)
    QTest.mouseClick(asked.replace, LEFT)
    bridge.idle()
    assert bridge.reported()[0].endswith("; In the place of gazette-2021-03-04.txt")
    assert bridge.status().anchors.text() == "Anchors: 10 exact, 1 lost"


def test_every_article_is_answered_by_itself_and_the_better_version_is_ticked(bridge: Desk, tmp_path: Path) -> None:
    bridge.drop([worse(tmp_path)])
    tick(question(bridge), 0)
    QTest.mouseClick(question(bridge).replace, LEFT)
    bridge.idle()
    bridge.reported()
    better, half = tmp_path / "better.txt", tmp_path / "half.txt"
    better.write_text(f"{GAZETTE}\nPrinted on the hill.\n", encoding="utf-8")
    half.write_text(COURIER.replace("turned the demand down", "heard the demand"), encoding="utf-8")
    bridge.drop([half, better])
    asked = question(bridge)
    first, second = told(asked)
    assert first.startswith("Courier, 5 Mar; half.txt; 4 exact, 1 ")
    assert first.endswith("; courier-2021-03-05.txt; 5 exact")
    assert second == "✓ Gazette, 4 Mar; better.txt; 6 exact; second-print.txt; 5 exact, 1 lost"
    QTest.mouseClick(asked.replace, LEFT)
    bridge.idle()
    assert [line.split("; ")[-1] for line in bridge.reported()] == [
        "Left out: courier-2021-03-05.txt stays",
        "In the place of second-print.txt",
    ]
    assert bridge.status().anchors.text() == WHOLE


def test_of_several_versions_of_an_article_the_best_is_compared(bridge: Desk, tmp_path: Path) -> None:
    same = tmp_path / "same.txt"
    same.write_text(f"{GAZETTE}\nPrinted on the hill.\n", encoding="utf-8")
    bridge.drop([worse(tmp_path), same])
    assert told(question(bridge)) == ["Gazette, 4 Mar; same.txt; 6 exact; gazette-2021-03-04.txt; 6 exact"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_nothing_waits_for_the_answer_and_escape_and_enter_keep_what_is_attached(
    bridge: Desk, tmp_path: Path, key: Qt.Key
) -> None:
    # The drop returns and all jobs are done, though nobody has answered.
    bridge.drop([worse(tmp_path)])
    asked = question(bridge)
    tick(asked, 0)
    QTest.keyClick(asked.list, key)
    bridge.idle()
    assert bridge.reported()[0].endswith("; Left out: gazette-2021-03-04.txt stays")
    assert bridge.status().anchors.text() == WHOLE


def test_the_window_can_close_over_the_question(bridge: Desk, tmp_path: Path) -> None:
    bridge.drop([worse(tmp_path)])
    assert question(bridge).isVisible()
    bridge.close()
    assert not bridge.window.isVisible()
