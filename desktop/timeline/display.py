"""The display list: everything that a frame of the timeline draws, as values in pixels.

Coordinates are device-independent pixels of the plot: x = 0 is the plot's first pixel (lane headers lie
at negative x), y = 0 is the top of the lanes as they are scrolled now (below the axis). ``row`` is always
a row of :class:`db.marks.Marks`; ``lane`` is a lane's number in its grouping. Items of many are columns of
numpy, items of few are tuples.
"""

from collections.abc import Sequence
from enum import Enum, IntEnum, IntFlag
from typing import overload

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.vocabularies import Relation
from desktop.timeline.scale import Scale

LANE_HEADER = 138.0
"""Width of the lane headers; they end LANE_GAP left of the plot."""
LANE_GAP = 8.0
LANE_PAD = 4.0
"""Above the first and below the last row of a lane."""
LANE_ROW = 20.0
LANE_CLOSED = 26.0
LANE_STRIP = 68.0
HAIRLINE = 1.0
"""Below every lane; part of the pitch from lane to lane, not of its height."""
MARK = 16.0
MARK_SMALL = 9.0
"""A square of 9 for events; the view draws statements as discs of 10."""
MARK_CENTRE = 11.0
"""Below the top of its row."""
BASELINE = 15.0
"""Of a label, below the top of its row."""
RULE_TOP = 1.0
"""An extent rule lies from 1 to 3 below the top of its row."""
RULE = 2.0
CLUSTER_RULE = 3.0
"""A cluster's rule lies from 1 to 4 below the top of its row; its count stands on the row's baseline."""
MARK_TO_LABEL = 5.0
LABEL_GAP = 12.0
LABEL_MIN = 48.0
LABEL_MAX = 284.0
SECOND_GAP = 10.0
"""Between the end of a label and the second text behind it."""
SLIDE = 6.0
"""Left edge of a mark whose span began before the plot, and of what is counted at either edge."""
CARD_HEIGHT = 64.0
CARD_GAP = 6.0
CARD_MIN_DAY = 132.0
STRIP_AXIS = 41.0
"""The line that a strip's bars grow from, below the top of its lane."""
STRIP_UP = 26.0
STRIP_DOWN = 22.0
"""Most that bars take above and below that line."""
STRIP_BASE = 64.0
"""The line that bars stand on where colours tell something else than acts."""
STRIP_HIGH = 48.0
"""Most that they take above it."""
HIT_WIDTH = 24.0


class Form(Enum):
    """How a whole lane is drawn."""

    ROWS = "rows"
    """Marks with labels, cards or clusters in rows."""
    STRIP = "strip"
    """Bars that count."""
    CLOSED = "closed"
    """Nothing in view: a line that tells what lies before and after."""
    COLLAPSED = "collapsed"
    """Closed by the user."""


class Style(IntFlag):
    """How a mark is drawn."""

    HOLLOW = 1
    DASHED = 2
    """Planned or postponed: a broken outline."""
    CLAIMED = 4


class RuleStyle(IntEnum):
    """How an extent rule is drawn; single dashes are items of their own."""

    SOLID = 0
    DASHES = 1
    """A dash a day: see :class:`DashItems`; nothing else of this rule is drawn but its arrow heads."""
    EVEN = 2
    """A dash a day where a day is under 5 px: one line dashed 3 2."""
    FADE = 3
    """Alpha 1 in the middle of ``start`` to ``end``, .12 at both."""
    SOFT = 4
    """Solid, with the last 18 % at each end fading to 0."""


class Arrow(IntFlag):
    """Heads of 8 x 6 at the ends of a rule."""

    NONE = 0
    LEFT = 1
    RIGHT = 2


class Band(Struct, frozen=True):
    """One lane. ``y`` is its top, ``height`` leaves out the hairline below it.

    ``count`` is the number of shown, dated entries of the lane; ``before``, ``active`` and ``after`` divide
    it by the window. ``baseline`` is that of the name, below the top. ``dense`` tells that the count stands
    below the name: strips, and rows with clusters.
    """

    lane: int
    key: str
    form: Form
    y: float
    height: float
    rows: int
    count: int
    before: int
    active: int
    after: int
    baseline: float
    dense: bool
    pinned: bool


class MarkItems(Struct, frozen=True):
    """Marks: centres in pixels; ``size`` is MARK or MARK_SMALL, ``bare`` tells that no label stands beside.

    A ``herald`` is the most cited entry of a tile: shown above the cluster that counts it. One that is ``cut_off``
    stands at an edge of the plot for what is in view while its own drawing has no room there.
    """

    row: npt.NDArray[np.int32]
    lane: npt.NDArray[np.int32]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    size: npt.NDArray[np.float32]
    style: npt.NDArray[np.uint8]
    bare: npt.NDArray[np.bool_]
    herald: npt.NDArray[np.bool_]
    cut_off: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.row)


class LabelItems(Struct, frozen=True):
    """Labels beside their marks.

    ``x`` is the left end of the text, ``y`` its baseline, ``width`` what it is given (figure included);
    ``elided`` where that is less than it needs. ``flipped`` labels stand left of their mark, ``sliding`` ones
    belong to a span that began before the plot. ``second`` is the width left for a second text (the date in
    words) from ``x + width + SECOND_GAP`` on, 0 for none.
    """

    row: npt.NDArray[np.int32]
    lane: npt.NDArray[np.int32]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    width: npt.NDArray[np.float32]
    elided: npt.NDArray[np.bool_]
    flipped: npt.NDArray[np.bool_]
    sliding: npt.NDArray[np.bool_]
    second: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.row)


class RuleItems(Struct, frozen=True):
    """Extent rules. ``x0`` to ``x1`` is the drawn part, cut to a little beyond the plot; ``y`` its top.

    ``start`` and ``end`` are the whole extent in pixels, for gradients; an open side reaches 24 px beyond what
    is known, and its arrow head ends there. ``style`` holds :class:`RuleStyle`, ``arrows`` :class:`Arrow`.
    """

    row: npt.NDArray[np.int32]
    lane: npt.NDArray[np.int32]
    x0: npt.NDArray[np.float64]
    x1: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    start: npt.NDArray[np.float64]
    end: npt.NDArray[np.float64]
    style: npt.NDArray[np.uint8]
    arrows: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.row)


class DashItems(Struct, frozen=True):
    """The dashes of rules in style DASHES, each 2 px high from ``y`` down."""

    row: npt.NDArray[np.int32]
    x0: npt.NDArray[np.float64]
    x1: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.row)


class Card(Struct, frozen=True):
    """A card: its rule lies on its top edge, from ``x`` on, ``width`` long, 2 px high.

    The mark's centre is at ``mark_x``, 16 below the top; text begins at ``text_x`` and is ``text_width`` wide
    at most. Baselines below the top: title 20 and 36, last line 16 below the title's last.
    """

    row: int
    lane: int
    x: float
    y: float
    width: float
    mark_x: float
    text_x: float
    text_width: float
    style: Style


class Cluster(Struct, frozen=True):
    """One drawing for several entries of a lane.

    ``mix`` counts its rows by the codes of the index's tints. ``y`` is the top of its row. ``carried`` ones stand
    at an edge of the plot for what is in view while its own drawing lies before the plot, or beyond it.
    """

    lane: int
    rows: npt.NDArray[np.int32]
    x0: float
    x1: float
    y: float
    mix: tuple[int, ...]
    carried: bool = False

    @property
    def count(self) -> int:
        """How many entries it stands for."""
        return len(self.rows)


class ClusterItems(Sequence[Cluster]):
    """Clusters as columns; each is made as a value when it is asked for, since there may be very many.

    ``edges`` is float64[3, N], left, right and top; ``mix`` int64[N, C]. ``rows`` are the rows of marks of
    each, and the last ``carried`` stand at an edge of the plot.
    """

    def __init__(
        self,
        lane: npt.NDArray[np.int32],
        rows: list[npt.NDArray[np.int32]],
        edges: npt.NDArray[np.float64],
        mix: npt.NDArray[np.int64],
        carried: int = 0,
    ) -> None:
        """Take parallel columns."""
        self.lane, self.rows, self.mix, self.carried = lane, rows, mix, carried
        self.edges = edges
        self.x0, self.x1, self.y = edges

    def followed_by(self, others: list[Cluster]) -> "ClusterItems":
        """Return these and behind them others, which are carried."""
        if not others:
            return self
        return ClusterItems(
            np.concatenate([self.lane, np.array([each.lane for each in others], np.int32)]),
            [*self.rows, *(each.rows for each in others)],
            np.concatenate([self.edges, np.array([(each.x0, each.x1, each.y) for each in others]).T], axis=1),
            np.concatenate([self.mix, np.array([each.mix for each in others], np.int64)]),
            self.carried + len(others),
        )

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Cluster: ...

    @overload
    def __getitem__(self, at: slice) -> "Sequence[Cluster]": ...

    def __getitem__(self, at: int | slice) -> "Cluster | Sequence[Cluster]":
        """Make the cluster at a place."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        return Cluster(
            int(self.lane[number]),
            self.rows[number],
            float(self.x0[number]),
            float(self.x1[number]),
            float(self.y[number]),
            tuple(self.mix[number].tolist()),
            carried=number >= len(self) - self.carried,
        )


class BarItems(Struct, frozen=True):
    """Bars of the strips: ``count`` is int64[B, C], entries active in ``start`` to ``end`` (minutes) by colour."""

    lane: npt.NDArray[np.int32]
    x: npt.NDArray[np.float64]
    width: npt.NDArray[np.float64]
    top: npt.NDArray[np.float64]
    bottom: npt.NDArray[np.float64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lane)


class SegmentItems(Struct, frozen=True):
    """The coloured rectangles of the bars; ``tint`` is a code of the index's tints."""

    tint: npt.NDArray[np.uint8]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    width: npt.NDArray[np.float64]
    height: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.tint)


class Peak(Struct, frozen=True):
    """A number over a bar: centred at ``x``, its baseline at ``y``."""

    lane: int
    x: float
    y: float
    count: int


class StripKey(Struct, frozen=True):
    """The scale of all strips: ``count`` entries a ``unit`` ("day", "week", "month", "year") are ``height`` px."""

    count: int
    unit: str
    height: float


class Places(Struct, frozen=True):
    """Where marks would stand: parallel columns, x and y of their centres in pixels."""

    row: npt.NDArray[np.int32]
    lane: npt.NDArray[np.int32]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]


class DisplayList(Struct, frozen=True):
    """A frame. ``content_height`` is that of all lanes; ``scroll`` how far they are scrolled.

    ``scrolled_away`` are the marks that would be drawn if the lanes were scrolled to them: relations lead there.
    """

    scale: Scale
    width: float
    height: float
    scroll: float
    content_height: float
    bands: tuple[Band, ...]
    marks: MarkItems
    labels: LabelItems
    rules: RuleItems
    dashes: DashItems
    cards: tuple[Card, ...]
    clusters: ClusterItems
    bars: BarItems
    segments: SegmentItems
    peaks: tuple[Peak, ...]
    strip_key: StripKey | None
    scrolled_away: Places


class Target(Enum):
    """What lies under the pointer."""

    MARK = "mark"
    LABEL = "label"
    CARD = "card"
    CLUSTER = "cluster"
    BAR = "bar"
    HEADER = "header"
    BEFORE = "before"
    AFTER = "after"
    GROUND = "ground"


class Hit(Struct, frozen=True):
    """The answer of a hit test.

    ``lane`` is None below the last lane; ``row`` is that of a mark, label or card; ``item`` the number of the
    cluster or bar in its list. ``minute`` is the time under the pointer.
    """

    target: Target
    minute: float
    lane: int | None = None
    row: int | None = None
    item: int | None = None


class Connector(Struct, frozen=True):
    """A straight line at ``x`` from a mark at ``y0`` to the lane line at ``y1``; ``head`` where it has a direction."""

    row: int
    lane: int
    x: float
    y0: float
    y1: float
    head: bool


class Arc(Struct, frozen=True):
    """An arc, ``rise`` px high, from ``row`` at x0, y0 to what it answers, contradicts or was said at.

    That is ``other`` at x1, y1. Without a ``relation`` it leads to what came just before or after it between the
    same two actors.
    """

    row: int
    other: int
    x0: float
    y0: float
    x1: float
    y1: float
    rise: float
    relation: Relation | None = Relation.RESPONDS_TO


class Bracket(Struct, frozen=True):
    """What holds a whole and parts of it together: a line at ``y`` from ``x0`` to ``x1`` with a leg (x, y) to each.

    The first leg is that of the whole.
    """

    whole: int
    y: float
    x0: float
    x1: float
    legs: tuple[tuple[float, float], ...]


class Connectors(Struct, frozen=True):
    """What is drawn below marks and labels for hovered and selected entries."""

    lines: tuple[Connector, ...]
    arcs: tuple[Arc, ...]
    lanes: dict[int, str]
    """Lanes that have a part in it: "speaker", "addressee" or "both"."""
    brackets: tuple[Bracket, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to draw."""
        return bool(self.lines or self.arcs or self.brackets)
