"""Compose a canvas for an index that is not shown yet, in the job that makes it."""

from msgspec import Struct

from db.marks import Marks
from desktop.ahead import Mask
from desktop.timeline.anchoring import Anchor
from desktop.timeline.display import LANE_GAP, DisplayList
from desktop.timeline.grain import Measure
from desktop.timeline.index import Index
from desktop.timeline.lanes import LaneOrder, Layout
from desktop.timeline.scene import compose
from desktop.timeline.ticks import Ticks, ticks
from desktop.views.timeline.motion import View
from desktop.views.timeline.style import AXIS, SCROLL_ROOM

SECOND_TEXT = 200.0
"""Room kept behind labels of extents for their dates in words, where cards are drawn."""

Seen = tuple[View, float, float]
"""A view of a canvas, its width and its height."""


class Prepared(Struct, frozen=True):
    """A layout, and what it comes to as ``seen`` beside lane headers of that width."""

    layout: Layout
    seen: Seen
    header: float
    display: DisplayList
    ticks: Ticks

    def holds(self, measure: Measure, order: LaneOrder, header: float) -> bool:
        """Tell whether lanes are still measured and ordered like this, beside such headers."""
        return (self.layout.measure, self.layout.order, self.header) == (measure, order, header)


class Plan(Struct, frozen=True):
    """How a canvas stands: what it takes to compose another index for it in any thread."""

    seen: Seen
    header: float
    order: LaneOrder
    marks: Marks
    measure: Measure

    def prepared(self, index: Index, _mask: Mask) -> Prepared | None:
        """Compose an index; None for one of other marks, which nobody has measured yet."""
        if index.marks is not self.marks:
            return None
        layout = Layout(index, self.measure, self.order, second=SECOND_TEXT)
        return Prepared(layout, self.seen, self.header, *composed(layout, self.seen, self.header))


def unprepared(_index: Index, _mask: Mask) -> None:
    """Compose nothing: the canvas has nothing to measure with yet."""


def plot_width(width: float, header: float) -> float:
    """Return what headers leave of a canvas for the plot, which ends before the bar at the right edge."""
    return max(1.0, width - header - LANE_GAP - SCROLL_ROOM)


def composed(
    layout: Layout, seen: Seen, header: float, *, whole: bool = True, anchor: Anchor | None = None
) -> tuple[DisplayList, Ticks]:
    """Compose lanes and axis as they are seen beside headers; see :func:`desktop.timeline.scene.compose`."""
    view, width, height = seen
    plot = plot_width(width, header)
    lanes = max(1.0, height - AXIS)
    display = compose(layout, view.scale, plot, lanes, view.scroll, whole=whole, anchor=anchor)
    return display, ticks(view.scale, plot + SCROLL_ROOM)
