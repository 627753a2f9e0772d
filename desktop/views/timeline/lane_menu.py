"""The menu of the canvas: the same for a right click and for Ctrl+. on what has the focus."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.session import Session
from desktop.timeline.lanes import LaneOrder
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.overlays import Overlays
from desktop.views.timeline.steering import Steering


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu; None as ``run`` draws a divider."""

    text: str = ""
    run: Callable[[], object] | None = None


class CanvasMenu(QObject):
    """Builds the menu for an entry, a lane or the ground, and runs what is chosen."""

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        steering: Steering,
        choosing: Choosing,
        overlays: Overlays,
        arrange: Callable[[LaneOrder], None],
        host: QWidget,
    ) -> None:
        """Act through the parts of the timeline."""
        super().__init__(host)
        self._session = session
        self._canvas = canvas
        self._steering = steering
        self._choosing = choosing
        self._overlays = overlays
        self._arrange = arrange
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
            Item(self.tr("Show in the article"), _Row(self._choosing.open, row)),
            Item(self.tr("Select"), _Row(self._select, row)),
            Item(self.tr("Add to the selection or take out"), _Row(self._session.toggle, row)),
            Item(),
        ]

    def _select(self, row: int) -> None:
        self._session.select([row])

    def _of_lane(self, lane: int) -> list[Item]:
        index, order = self._canvas.index, self._canvas.order
        if index is None:
            return []
        keys, key = index.grouping.keys, index.grouping.keys[lane]
        closed, pinned = key in order.collapsed, key in order.pinned
        arranged = order.arranged(keys)
        place = arranged.index(lane)
        moves = [
            Item(self.tr("Move the lane up"), self._later(order.moved(keys, key, place - 1))) if place else None,
            Item(self.tr("Move the lane down"), self._later(order.moved(keys, key, place + 1)))
            if place + 1 < len(arranged)
            else None,
        ]
        return [
            Item(self.tr("Fit the lane"), _Row(self._steering.fit_lane, lane)),
            Item(
                self.tr("Open the lane") if closed else self.tr("Close the lane"),
                self._later(order.with_collapsed(key, collapsed=not closed)),
            ),
            Item(
                self.tr("Unpin the lane") if pinned else self.tr("Pin the lane to the top"),
                self._later(order.with_pinned(key, pinned=not pinned)),
            ),
            *(move for move in moves if move is not None),
            Item(),
        ]

    def _later(self, order: LaneOrder) -> Callable[[], object]:
        return _Arrange(self._arrange, order)


@dataclass(frozen=True, slots=True)
class _Run:
    """Runs an item, whatever the signal says of the action."""

    run: Callable[[], object]

    def __call__(self, _checked: object = None) -> None:
        self.run()


@dataclass(frozen=True, slots=True)
class _Row:
    """Calls with the row or lane that the menu was opened for."""

    call: Callable[[int], object]
    number: int

    def __call__(self) -> None:
        self.call(self.number)


@dataclass(frozen=True, slots=True)
class _Arrange:
    """Puts lanes in an order."""

    arrange: Callable[[LaneOrder], None]
    order: LaneOrder

    def __call__(self) -> None:
        self.arrange(self.order)
