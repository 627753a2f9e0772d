"""All that one picture of the canvas is made of, and where in it things lie."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from db.marks import Marks
from desktop.states import NO_ROWS
from desktop.timeline.clock_lines import ClockLine
from desktop.timeline.display import CARD_HEIGHT, LANE_GAP, Connectors, DisplayList, Hit, LabelItems
from desktop.timeline.ticks import Ticks
from desktop.views.timeline.style import AXIS

PAD_X = 4.0
"""Ground around a mark and its label; vertically it takes the height of its row."""
PAD_Y = 10.0
NOTHING = Connectors((), (), {})


class Focus(Struct, frozen=True):
    """Where the keyboard is: a row in a lane, or on the ground."""

    row: int = -1
    lane: int = -1


class Frame(Struct, frozen=True):
    """A picture of the canvas ``width`` x ``height`` units large, to be walked by painters.

    ``tints`` is the code of every row's colour among ``colours``; uint8[N].
    ``selected`` holds rows, ascending; ``hit`` is what the pointer is on, ``hovered``
    the row that is hovered here or in another panel.
    """

    display: DisplayList
    ticks: Ticks
    marks: Marks
    tints: npt.NDArray[np.uint8]
    colours: tuple[QColor, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    """The short names of lanes, where the names are too long."""
    width: float
    height: float
    header: float
    selected: npt.NDArray[np.int32]
    links: Connectors = NOTHING
    """Of hovered and selected entries."""
    quiet_links: Connectors = NOTHING
    """Of everything in view, where that is wished for."""
    parts: dict[int, str] = field(default_factory=dict)
    """What part lanes have in the selection: "speaker", "addressee" or "both"."""
    spoken: bool = True
    """Whether the selection is of statements only."""
    hit: Hit | None = None
    hovered: int = -1
    focus: Focus = Focus()
    rectangle: QRectF | None = None
    period: tuple[float, float] | None = None
    """A range being drawn on the axis, in minutes."""
    sight: tuple[float, float] = (-1e9, 1e9)
    """Top and bottom, in the plot, of what is to be painted anew."""
    lane_line: float | None = None
    """Where a lane that is being dragged would go: y in the canvas."""
    scrollable: bool = True
    """Whether lanes out of view are told of by a bar; in a file nobody can scroll to them."""
    clock_lines: tuple[ClockLine, ...] = ()
    """From what is hovered or selected to its other date, where marks are drawn by when they were reported."""
    hits: npt.NDArray[np.int32] = field(default_factory=NO_ROWS.copy)
    """The rows that a search has found, ascending."""
    signs: npt.NDArray[np.uint8] | None = None
    """What is the user's own on every row, as in :class:`db.own.Own`; uint8[N], None before it is read."""

    @property
    def plot_x(self) -> float:
        """Where the plot's first pixel lies in the canvas."""
        return self.header + LANE_GAP

    def plot_rect(self) -> QRectF:
        """Return where marks may be drawn, in the canvas."""
        return QRectF(self.header + 1, AXIS, self.width - self.header - 1, self.height - AXIS)

    def sees(self, top: float, bottom: float) -> bool:
        """Tell whether anything from ``top`` to ``bottom`` of the plot is to be painted."""
        return bottom > self.sight[0] and top < self.sight[1]

    def is_selected(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell for each of some rows whether it is selected."""
        return _among(self.selected, rows)

    def carried(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.uint8]:
        """Return what is the user's own on each of some rows."""
        return np.zeros(len(rows), np.uint8) if self.signs is None else self.signs[rows]

    def ground_of(self, row: int, *, selected: bool) -> str:
        """Return the token of what an entry lies on."""
        return "select" if selected else "hover" if row == self.hovered else "ground"

    def is_hit(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell for each of some rows whether a search has found it."""
        return _among(self.hits, rows)


def _among(chosen: npt.NDArray[np.int32], rows: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Tell for each of some rows whether it is one of ``chosen``, which ascend."""
    if not len(chosen):
        return np.zeros(len(rows), np.bool_)
    at = np.minimum(np.searchsorted(chosen, rows), len(chosen) - 1)
    found: npt.NDArray[np.bool_] = chosen[at] == rows
    return found


def label_places(labels: LabelItems) -> dict[tuple[int, int], int]:
    """Return the number of the label of each (row, lane)."""
    return {pair: at for at, pair in enumerate(zip(labels.row.tolist(), labels.lane.tolist(), strict=True))}


def places(display: DisplayList, rows: set[int]) -> Iterator[tuple[int, int, QRectF]]:
    """Yield row, lane and ground of every drawing of some rows: marks with their labels, and cards; in the plot."""
    wanted = np.fromiter(rows, np.int32, len(rows))
    labels = label_places(display.labels)
    marks = display.marks
    for at in np.flatnonzero(np.isin(marks.row, wanted)).tolist():
        row, lane = int(marks.row[at]), int(marks.lane[at])
        half = float(marks.size[at]) / 2
        x, y = float(marks.x[at]), float(marks.y[at])
        left, right = x - half, x + half
        label = labels.get((row, lane))
        if label is not None:
            begin = float(display.labels.x[label])
            left, right = min(left, begin), max(right, begin + float(display.labels.width[label]))
        yield row, lane, QRectF(left - PAD_X, y - PAD_Y, right - left + 2 * PAD_X, 2 * PAD_Y)
    for card in display.cards:
        if card.row in rows:
            yield card.row, card.lane, QRectF(card.x, card.y, card.width, CARD_HEIGHT)
