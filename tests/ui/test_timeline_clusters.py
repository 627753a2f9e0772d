"""What a cluster says of its entries, on the real widget."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from db.marks import Drawing
from desktop.timeline.display import MARK_CENTRE
from desktop.views.timeline.group_popover import GroupPopover
from desktop.views.timeline.style import AXIS
from desktop.wording import date_words
from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import Spec, marks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FIRST, LAST = date(2020, 6, 20), date(2020, 6, 23)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    """Forty entries that may all be on one day, and most on others too, drawn as one."""
    lengths = [n % ((LAST - FIRST).days + 1) for n in range(40)]
    crowd = [
        Spec(f"Round {n}", first=FIRST, last=FIRST + timedelta(length), drawing=Drawing.ONE_OF, id=f"r{n}")
        for n, length in enumerate(lengths)
    ]
    stand = open_stand(qtbot, marks_of([*crowd, Spec("Long ago", first=date(2011, 3, 1), id="old")]))
    stand.timeline.commands["fit"]()
    stand.settle()
    return stand


def test_a_cluster_s_period_is_from_the_first_to_the_last_day_that_its_entries_may_be(stand: Stand) -> None:
    canvas, tooltips = stand.timeline.stage.canvas, stand.timeline.stage.overlays.tooltips
    assert canvas.display is not None
    (cluster,) = canvas.display.clusters
    assert cluster.count == 40
    at = QPoint(round(canvas.plot_x + (cluster.x0 + cluster.x1) / 2), round(AXIS + cluster.y + MARK_CENTRE))
    stand.hover(at)
    stand.bot.waitUntil(lambda: tooltips.text != "", timeout=1500)
    period = date_words().days(FIRST, LAST)
    assert tooltips.text.splitlines() == ["40 entries", period]
    stand.click(at)
    popover = stand.timeline.stage.overlays.popover
    assert isinstance(popover, GroupPopover)
    assert period in [label.text() for label in popover.findChildren(QLabel)]
