"""The menu of the canvas: the same for a right click and for Ctrl+. on what has the focus."""

from collections.abc import Callable
from functools import partial

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.own import Sign
from db.wishes import Starring
from desktop.session import Session
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.lane_moves import LaneMoves
from desktop.views.timeline.overlays import Overlays
from desktop.views.timeline.steering import Steering


class Item(Struct, frozen=True):
    """A line of the menu; None as ``run`` draws a divider."""

    text: str = ""
    run: Callable[[], object] | None = None


class CanvasMenu(QObject):
    """Builds the menu for an entry, a lane or the ground, and runs what is chosen."""

    def __init__(
        self,
        session: Session,
        steering: Steering,
        choosing: Choosing,
        overlays: Overlays,
        lanes: LaneMoves,
        host: QWidget,
    ) -> None:
        """Act through the parts of the timeline."""
        super().__init__(host)
        self._session = session
        self._steering = steering
        self._choosing = choosing
        self._overlays = overlays
        self._lanes = lanes
        self._host = host
        self.menu: QMenu | None = None

    def open(self, at: QPoint, row: int, lane: int) -> None:
        """Open at a global position for a row (-1: none) and a lane (-1: none)."""
        self._overlays.dismiss()
        menu = QMenu(self._host)
        for item in self._items(row, lane):
            if item.run is None:
                menu.addSeparator()
            else:
                action = QAction(item.text, menu)
                action.triggered.connect(_Run(item.run))
                menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at)

    def _items(self, row: int, lane: int) -> list[Item]:
        items = self._of_entry(row) if row >= 0 else []
        if lane >= 0:
            items += self._of_lane(lane)
        return [
            *items,
            Item(self.tr("Fit everything"), self._steering.fit_all),
            Item(self.tr("Go to a date…"), self._overlays.open_goto),
        ]

    def _of_entry(self, row: int) -> list[Item]:
        return [
            Item(self.tr("Show in the article"), partial(self._choosing.open, row)),
            Item(self.tr("Select"), partial(self._select, row)),
            Item(self.tr("Add to the selection or take out"), partial(self._session.toggle, row)),
            Item(),
            *self._of_own(row),
        ]

    def _of_own(self, row: int) -> list[Item]:
        """Offer what is the user's own: for the whole selection where the row is part of it, else for the row."""
        session = self._session
        if not session.writable:
            return []
        rows = session.selection.rows if row in session.selection else np.array([row], np.int32)
        starred = bool(((session.own.signs[rows] & Sign.STARRED) > 0).all())
        give, take = self.tr("Give a star"), self.tr("Remove the star")
        star = partial(session.writing_requested.emit, Starring(rows, not starred))
        return [
            Item(take if starred else give, star),
            Item(self.tr("Tags…"), partial(self._edit, row, "tags")),
            Item(self.tr("Note…"), partial(self._edit, row, "note")),
            Item(),
        ]

    def _edit(self, row: int, what: str) -> None:
        if what == "note" or row not in self._session.selection:
            self._session.select([row])
        self._session.own_edit_requested.emit(what)

    def _select(self, row: int) -> None:
        self._session.select([row])

    def _of_lane(self, lane: int) -> list[Item]:
        lanes = self._lanes
        items = [
            Item(self.tr("Fit the lane"), partial(self._steering.fit_lane, lane)),
            Item(
                self.tr("Open the lane") if lanes.is_closed(lane) else self.tr("Close the lane"),
                partial(lanes.toggle_closed, lane),
            ),
            Item(
                self.tr("Unpin the lane") if lanes.is_pinned(lane) else self.tr("Pin the lane to the top"),
                partial(lanes.toggle_pinned, lane),
            ),
        ]
        if lanes.can_move(lane, -1):
            items.append(Item(self.tr("Move the lane up"), partial(lanes.move, lane, -1)))
        if lanes.can_move(lane, 1):
            items.append(Item(self.tr("Move the lane down"), partial(lanes.move, lane, 1)))
        if lanes.is_arranged:
            items.append(Item(self.tr("Put the lanes back"), lanes.restore))
        return [*items, Item()]


class _Run(Struct, frozen=True):
    """Runs an item, whatever the signal says of the action."""

    run: Callable[[], object]

    def __call__(self, _checked: object = None) -> None:
        self.run()
