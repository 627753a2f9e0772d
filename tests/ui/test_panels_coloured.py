"""The marks and rules of every panel in what the colours tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.widgets.mark import EntryMark

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from tests.ui.desk import Desk

STATEMENT = "cavusoglu-ntv-us-role"


def holds(widget: QWidget, colour: QColor) -> bool:
    """Tell whether any pixel of a widget has exactly this colour."""
    image = widget.grab().toImage()
    wanted = colour.rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("colouring", ["stance", "certainty"])
def test_detail_article_strip_and_chronology_take_the_colours_of_the_timeline(desk: Desk, colouring: str) -> None:
    desk.click_line(STATEMENT)
    row, theme = desk.row(STATEMENT), desk.app.appearance.theme
    article, table = desk.article(), desk.window.chronology.table
    desk.session.set_colouring(colouring)
    desk.idle()
    assert desk.session.index is not None
    told = theme.tints[colouring][int(desk.session.index.tints.code[row])]
    act = theme.tints["act"][int(desk.marks.act[row])]
    page = desk._page()
    mark = page.findChildren(EntryMark)[0]
    assert holds(mark, told)
    assert not holds(mark, act)
    assert holds(page, told)
    assert not holds(page, act)
    assert holds(article.text.viewport(), told)
    line = table.visualRect(table.entries.index(table.entries.place_of(row), 1))
    image = table.viewport().grab(line).toImage()
    assert told.rgb() in {image.pixel(x, y) for x in range(60) for y in range(image.height())}
    desk.session.set_colouring("act")
    desk.idle()
    assert holds(desk._page(), act)
    assert holds(article.text.viewport(), act)
