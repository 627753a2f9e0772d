"""Composes frames: keeps index, layout and painter, and makes anew only what changed."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from db.marks import KINDS
from db.vocabularies import Kind
from desktop.ahead import Work
from desktop.theme import Theme
from desktop.timeline.anchoring import Anchor
from desktop.timeline.connections import connectors
from desktop.timeline.display import CARD_HEIGHT, LANE_GAP, MARK, Connectors, DisplayList, Hit
from desktop.timeline.hits import hit as hit_at
from desktop.timeline.index import Index
from desktop.timeline.lanes import LaneOrder, Layout
from desktop.timeline.scale import Scale
from desktop.views.timeline.frame import NOTHING, Frame
from desktop.views.timeline.motion import View
from desktop.views.timeline.painter import CanvasPainter
from desktop.views.timeline.prepared import SECOND_TEXT, Plan, Prepared, Seen, composed, plot_width, unprepared
from desktop.views.timeline.style import AXIS, Style
from desktop.widgets.lane_names import lane_names
from desktop.wording import date_words

if TYPE_CHECKING:
    from desktop.timeline.ticks import Ticks

MOST_RELATED = 300
"""Entries in view whose relations are drawn where all are wished for: the nearest to the middle."""
MOST_CONNECTED = 40
"""Selected entries whose connectors are drawn; more would say nothing."""
HEADER, HEADER_NARROW = 138.0, 120.0
HEADER_LONG, HEADER_LONG_NARROW = 226.0, 200.0
LONG_NAMES = frozenset({"position"})
"""Groupings whose lanes are named by several words, of which none may be missing: who, how, and on what."""

Neighbours = tuple[tuple[int, int], ...]


class Canvas:
    """What is drawn, without the widget it is drawn on. Lengths are units."""

    def __init__(self, theme: Theme, ratio: float, *, direct: bool = False) -> None:
        """Start with nothing to draw; for a file it is to be ``direct``, see :class:`Style`."""
        self.style = Style.build(theme, ratio, direct=direct)
        self.order = LaneOrder()
        self.header = HEADER
        self.index: Index | None = None
        self.layout: Layout | None = None
        self.painter: CanvasPainter | None = None
        self.display: DisplayList | None = None
        self.ticks: Ticks | None = None
        self._key: tuple[object, ...] = ()
        self._whole = False
        self._names: tuple[str, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._links: dict[tuple[bytes, Neighbours], Connectors] = {}
        self.neighbours: Neighbours = ()
        """Pairs: an entry, and one just before or after it between the same two actors."""
        self._linked: DisplayList | None = None

    def restyle(self, theme: Theme, ratio: float) -> None:
        """Paint in another theme or for another screen."""
        self.style = Style.build(theme, ratio)
        self.painter = None
        if self.index is not None:
            self.load(self.index)

    def load(self, index: Index, prepared: Prepared | None = None) -> None:
        """Draw another index; what was composed of the last one is dropped.

        What has been ``prepared`` of it elsewhere is taken as far as it still holds.
        """
        self.index = index
        self._names = lane_names(index.marks, index.grouping, short=False)
        self._labels = lane_names(index.marks, index.grouping, short=True)
        self.display = None
        if self.painter is None or self.painter.marks is not index.marks:
            self.painter = CanvasPainter(index.marks, self.style, date_words())
        self._lay_out(index, self.painter)
        if prepared is not None and prepared.holds(self.painter.titles.measure, self.order, self.header):
            self.layout, self.display, self.ticks = prepared.layout, prepared.display, prepared.ticks
            self._key, self._whole = (*prepared.seen, self.layout), True

    def plan(self, seen: Seen, header: float, order: LaneOrder) -> Work[Prepared | None]:
        """Return what composes another index in any thread, with its lanes in an order, beside headers that wide."""
        if self.painter is None:
            return unprepared
        return Plan(seen, header, order, self.painter.marks, self.painter.titles.measure).prepared

    def paint_anew(self) -> None:
        """Paint next as if for the first time, so that the same view gives the same picture, to the pixel."""
        if self.painter is not None:
            self.painter.titles.forget()

    def _lay_out(self, index: Index, painter: CanvasPainter) -> None:
        self.layout = Layout(index, painter.titles.measure, self.order, second=SECOND_TEXT)
        self._key = ()

    def rearrange(self, order: LaneOrder) -> None:
        """Put lanes in another order, or close some."""
        self.order = order
        if self.layout is not None:
            self.layout = self.layout.reordered(order)

    @property
    def plot_x(self) -> float:
        """Where the plot begins."""
        return self.header + LANE_GAP

    def plot_width(self, width: float) -> float:
        """Return what the headers leave of a canvas for the plot."""
        return plot_width(width, self.header)

    def compose(
        self, view: View, width: float, height: float, *, whole: bool = True, anchor: Anchor | None = None
    ) -> DisplayList | None:
        """Compose the display list for a view of a canvas, unless it is there already.

        While something moves, lanes below what is in view need not be looked at: the ``whole`` is not asked for. An
        ``anchor`` has the lanes scrolled as it needs; the display list tells how far.
        """
        key = (view, width, height, self.layout)
        if self.layout is not None and (key != self._key or (whole and not self._whole)):
            seen = view, width, height
            self.display, self.ticks = composed(self.layout, seen, self.header, whole=whole, anchor=anchor)
            shown = View(view.scale, self.display.scroll)
            self._key, self._whole = (shown, width, height, self.layout), whole
        return self.display

    def composed_at(self, scale: Scale, width: float, height: float, scroll: float) -> DisplayList | None:
        """Compose another view, to see where things would lie in it."""
        if self.layout is None:
            return None
        return composed(self.layout, (View(scale, scroll), width, height), self.header)[0]

    def links(self, rows: npt.NDArray[np.int32]) -> Connectors:
        """Compose the connectors of some rows in the present display list."""
        if self.layout is None or self.display is None or not len(rows):
            return NOTHING
        if self._linked is not self.display:
            self._linked = self.display
            self._links.clear()
        key = rows.tobytes(), self.neighbours
        if key not in self._links:
            self._links[key] = connectors(self.layout, self.display, rows.tolist(), self.neighbours)
        return self._links[key]

    def still(
        self, size: tuple[float, float], selected: npt.NDArray[np.int32], hits: npt.NDArray[np.int32], *, related: bool
    ) -> Frame | None:
        """Return what was composed last as a frame without pointer and keyboard; None where nothing was.

        Where it is to be ``related``, the relations of everything in view are in it.
        """
        index = self.index
        if index is None or self.ticks is None or self.display is None:
            return None
        chosen = selected[:MOST_CONNECTED]
        links = self.links(chosen)
        return Frame(
            display=self.display,
            ticks=self.ticks,
            marks=index.marks,
            tints=index.tints.code,
            colours=self.style.theme.tints[index.tints.colouring],
            names=self._names if self.header >= HEADER else self._labels,
            labels=self._labels,
            width=size[0],
            height=size[1],
            header=self.header,
            scrollable=False,
            selected=selected,
            hits=hits,
            links=links,
            quiet_links=self.links(self.rows_in_view(MOST_RELATED)) if related else NOTHING,
            parts=links.lanes,
            spoken=bool((index.marks.kind[chosen] == KINDS.index(Kind.STATEMENT)).all()),
        )

    def rows_in_view(self, most: int) -> npt.NDArray[np.int32]:
        """Return the rows that are drawn one by one in view, no more than the ``most`` nearest to its middle."""
        display = self.display
        if display is None:
            return np.empty(0, np.int32)
        marks, cards = display.marks, [card for card in display.cards if card.y > -CARD_HEIGHT]
        x = np.concatenate([marks.x, np.array([card.mark_x for card in cards])])
        y = np.concatenate([marks.y, np.array([card.y for card in cards])])
        rows = np.concatenate([marks.row, np.array([card.row for card in cards], np.int32)])
        seen = np.flatnonzero((x >= 0) & (x <= display.width) & (y >= -MARK) & (y <= display.height))
        nearest = seen[np.argsort(np.abs(x[seen] - display.width / 2), kind="stable")[:most]]
        return np.unique(rows[nearest]).astype(np.int32)

    def hit(self, x: float, y: float) -> Hit | None:
        """Tell what lies at a point of the canvas below the axis."""
        if self.display is None or y < AXIS:
            return None
        return hit_at(self.display, x - self.header - LANE_GAP, y - AXIS)
