"""The report on the anchors: what it lists, where its lines lead, and how it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.vocabularies import TextKind
from desktop.views.anchors_dialog import AnchorsDialog
from desktop.views.replacing import ReplaceDialog
from tests.db.small import GAZETTE, write_dataset, write_originals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem

    from tests.ui.desk import Desk


@pytest.fixture
def bridge(desks: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Return the window, open on the small made-up dataset."""
    return desks(dataset=write_dataset(tmp_path / "dataset"))


@pytest.fixture
def doubtful(bridge: Desk, tmp_path: Path) -> Desk:
    """Return the window with an original of which one passage is altered and one lost."""
    file = tmp_path / "gazette.txt"
    changed = GAZETTE.replace("half past nine", "half past ten").replace("sluice was closed", "sluice stood")
    file.write_text(changed, encoding="utf-8")
    bridge.drop([file])
    bridge.report().reject()
    return bridge


def report(desk: Desk) -> AnchorsDialog:
    desk.idle()
    (found,) = [dialog for dialog in desk.window.findChildren(AnchorsDialog) if dialog.isVisible()]
    return found


def lines(dialog: AnchorsDialog) -> list[list[str]]:
    tree = dialog.list
    return [[item.text(column) for column in range(tree.columnCount())] for item in items(dialog)]


def items(dialog: AnchorsDialog) -> list[QTreeWidgetItem]:
    found = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [item for item in found if item is not None]


def point_on(dialog: AnchorsDialog, state: str) -> QPoint:
    row = next(number for number, line in enumerate(lines(dialog)) if line[2] == state)
    return dialog.list.visualItemRect(items(dialog)[row]).center()


def test_without_originals_it_says_how_to_get_them(bridge: Desk) -> None:
    bridge.run("anchors")
    dialog = report(bridge)
    assert dialog.counts.text() == "No original is attached."
    assert "Attach originals" in dialog.note.text()
    assert not dialog.list.isVisible()
    assert dialog.note.geometry().bottom() < dialog.height() / 3


def test_it_says_that_all_is_exact(bridge: Desk, tmp_path: Path) -> None:
    bridge.drop([write_originals(tmp_path / "originals")])
    bridge.run("anchors")
    dialog = report(bridge)
    assert dialog.counts.text() == "11 exact  ·  0 shifted  ·  0 altered  ·  0 lost"
    assert dialog.note.text().endswith("All anchors are exact.")
    assert lines(dialog) == []
    assert not dialog.list.isVisible()


def test_every_anchor_that_is_not_exact_is_listed(doubtful: Desk) -> None:
    doubtful.run("anchors")
    dialog = report(doubtful)
    assert dialog.counts.text() == "4 exact  ·  0 shifted  ·  1 altered  ·  1 lost"
    label = next(a.label for a in doubtful.session.library.articles if a.slug.startswith("gazette"))  # type: ignore[union-attr]
    told = {line[2]: line for line in lines(dialog)}
    assert told["lost"][:2] == [doubtful.title("sluice-closed"), label]
    assert told["lost"][3:] == ["passage 1", "it or the words around it changed"]
    assert told["altered"][0] == doubtful.title("upper-demands-toll")
    assert ", about words " in told["altered"][3]
    assert told["altered"][4] == "some of its words changed"


def test_an_altered_one_leads_to_its_passage_in_the_original(doubtful: Desk) -> None:
    doubtful.run("anchors")
    dialog = report(doubtful)
    flashed: list[str] = []

    def read(start: int, end: int) -> None:
        assert doubtful.session.reader is not None
        flashed.append(doubtful.session.reader.text[start:end])

    doubtful.session.passage_shown.connect(read)
    doubtful.click(dialog.list.viewport(), point_on(dialog, "altered"))
    assert doubtful.selected() == ["upper-demands-toll"]
    assert doubtful.article().header.tabs[TextKind.ORIGINAL].isChecked()
    assert flashed[-1].endswith("spoke on the radio at half")


def test_a_lost_one_leads_to_the_digest(doubtful: Desk) -> None:
    doubtful.run("anchors")
    dialog = report(doubtful)
    doubtful.click(doubtful.article().header.tabs[TextKind.ORIGINAL])
    place = point_on(dialog, "lost")
    doubtful.click(dialog.list.viewport(), place)
    assert doubtful.selected() == ["sluice-closed"]
    assert doubtful.article().header.tabs[TextKind.DIGEST].isChecked()
    assert doubtful.passage_in_view("sluice-closed")


def test_the_keyboard_leads_there_too(doubtful: Desk) -> None:
    doubtful.run("anchors")
    dialog = report(doubtful)
    dialog.list.setFocus()
    dialog.list.setCurrentItem(items(dialog)[0])
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    doubtful.idle()
    assert doubtful.title(doubtful.selected()[0]) == lines(dialog)[0][0]
    assert dialog.isVisible()


def test_a_click_on_the_status_bar_opens_it_once(doubtful: Desk) -> None:
    for _ in range(2):
        doubtful.click(doubtful.status().anchors)
    assert len(doubtful.window.findChildren(AnchorsDialog)) == 1
    assert report(doubtful).list.topLevelItemCount() == 2


def test_it_follows_what_is_attached_while_it_stands_open(doubtful: Desk, tmp_path: Path) -> None:
    doubtful.run("anchors")
    dialog = report(doubtful)
    doubtful.drop([write_originals(tmp_path / "originals")])
    (asked,) = [each for each in doubtful.window.findChildren(ReplaceDialog) if each.isVisible()]
    doubtful.click(asked.replace)
    doubtful.idle()
    assert lines(dialog) == []
    assert dialog.note.text().endswith("All anchors are exact.")
