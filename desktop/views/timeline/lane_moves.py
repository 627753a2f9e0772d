"""What is done to one lane: move, pin, close; by the menu for any lane, by keys for the one with the focus."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from desktop.timeline.lanes import LaneOrder
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.choosing import Choosing
from desktop.views.timeline.steering import Steering


class LaneMoves(QObject):
    """Works out new orders of the lanes and hands them to ``arrange``."""

    def __init__(
        self,
        canvas: Canvas,
        choosing: Choosing,
        steering: Steering,
        arrange: Callable[[LaneOrder], None],
        parent: QObject,
    ) -> None:
        """Move the lanes that the canvas shows."""
        super().__init__(parent)
        self._canvas = canvas
        self._choosing = choosing
        self._steering = steering
        self._arrange = arrange

    def is_pinned(self, lane: int) -> bool:
        """Tell whether a lane stands at the top."""
        return self._key(lane) in self._canvas.order.pinned

    def is_closed(self, lane: int) -> bool:
        """Tell whether the user closed a lane."""
        return self._key(lane) in self._canvas.order.collapsed

    def _key(self, lane: int) -> str:
        return self._keys[lane]

    @property
    def _arranged(self) -> tuple[int, ...]:
        layout = self._canvas.layout
        return () if layout is None else layout.arranged

    @property
    def _keys(self) -> tuple[str, ...]:
        index = self._canvas.index
        return () if index is None else index.grouping.keys

    def can_move(self, lane: int, by: int) -> bool:
        """Tell whether there is a place above (-1) or below (1) among the lanes that are pinned alike."""
        arranged = self._arranged
        place = arranged.index(lane) + by if lane in arranged else -1
        return 0 <= place < len(arranged) and self.is_pinned(arranged[place]) == self.is_pinned(lane)

    def move(self, lane: int, by: int) -> None:
        """Put a lane one place further up (-1) or down (1)."""
        if self.can_move(lane, by):
            order, arranged = self._canvas.order, self._arranged
            neighbour = arranged[arranged.index(lane) + by]
            place = order.arranged(self._keys).index(neighbour)
            self._arrange(order.moved(self._keys, self._key(lane), place))

    def toggle_pinned(self, lane: int) -> None:
        """Pin a lane to the top, or let it go."""
        self._arrange(self._canvas.order.with_pinned(self._key(lane), pinned=not self.is_pinned(lane)))

    def toggle_closed(self, lane: int) -> None:
        """Close a lane to its header's line, or open it."""
        self._arrange(self._canvas.order.with_collapsed(self._key(lane), collapsed=not self.is_closed(lane)))

    def restore(self) -> None:
        """Let every lane stand as the grouping has it, none pinned, none closed."""
        self._arrange(LaneOrder())

    @property
    def is_arranged(self) -> bool:
        """Tell whether the user did anything with the lanes."""
        return self._canvas.order != LaneOrder()

    def _on_focused(self, run: Callable[[int], None]) -> None:
        """Run something on the focused entry's lane; without a focus, the first key gives it to a mark in view."""
        choosing = self._choosing
        if choosing.focus.row < 0:
            choosing.enter()
        if choosing.focus.row >= 0 and 0 <= choosing.focus.lane < len(self._keys):
            run(choosing.focus.lane)
            self._steering.reveal(choosing.focus.row)

    @Slot()
    def move_up(self) -> None:
        """Move the focused lane up."""
        self._on_focused(partial(self.move, by=-1))

    @Slot()
    def move_down(self) -> None:
        """Move the focused lane down."""
        self._on_focused(partial(self.move, by=1))

    @Slot()
    def pin(self) -> None:
        """Pin the focused lane to the top, or let it go."""
        self._on_focused(self.toggle_pinned)

    @Slot()
    def close(self) -> None:
        """Close the focused lane, or open it."""
        self._on_focused(self.toggle_closed)
