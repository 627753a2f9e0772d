"""The room that labels take as they are measured anew, and what of it overlaps."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtGui import QFontMetricsF

from desktop.timeline.display import CARD_HEIGHT, LANE_ROW, MARK, SECOND_GAP, DisplayList
from desktop.views.timeline.cards import LINE, MARK_CENTRE, TITLE_BASELINE
from desktop.views.timeline.titles import Titles

Boxes = npt.NDArray[np.float64]
"""Left, top, right and bottom of each of some rectangles, in the plot; float64[N, 4]."""

TOUCH = 0.5
"""Pixels by which two boxes may meet for the sake of rounding."""


class Measured:
    """Measures texts with metrics of its own, not with what the canvas has kept."""

    def __init__(self, titles: Titles, metrics: QFontMetricsF) -> None:
        """Measure ``titles`` in the font of labels."""
        self._titles, self._metrics = titles, metrics
        self.ascent, self.descent = metrics.ascent(), metrics.descent()

    def width(self, row: int) -> float:
        """Return how wide a label is if it is not cut, its figure included."""
        return self._metrics.horizontalAdvance(self._titles.text(row)) + self._titles.figure_width(row)


class Rooms(Struct, frozen=True):
    """The boxes of all texts in sight, whose they are, and which are labels: the others are dates behind them."""

    boxes: Boxes
    rows: npt.NDArray[np.int64]
    labels: npt.NDArray[np.bool_]


def rooms(display: DisplayList, measured: Measured) -> Rooms:
    """Return the room of every label, card's title and second text that is in sight."""
    found = [*_labels(display, measured), *_cards(display, measured)]
    boxes = np.array([box for box, _, _ in found], np.float64).reshape(-1, 4)
    rows = np.array([row for _, row, _ in found], np.int64)
    labels = np.array([label for _, _, label in found], np.bool_)
    seen = _overlap(boxes, np.array([[0.0, 0.0, display.width, display.height]]))[:, 0]
    return Rooms(boxes[seen], rows[seen], labels[seen])


Room = tuple[tuple[float, float, float, float], int, bool]


def _labels(display: DisplayList, measured: Measured) -> list[Room]:
    found: list[Room] = []
    labels = display.labels
    columns = (labels.row, labels.x, labels.y, labels.width, labels.elided, labels.second)
    for row, x, y, width, elided, second in zip(*(column.tolist() for column in columns), strict=True):
        top, bottom = y - measured.ascent, y + measured.descent
        # One that is not cut takes what it takes, whatever room it was given.
        taken = width if elided else measured.width(row)
        found.append(((x, top, x + taken, bottom), row, True))
        if second > 0:
            begin = x + width + SECOND_GAP
            found.append(((begin, top, begin + second, bottom), row, False))
    return found


def _cards(display: DisplayList, measured: Measured) -> list[Room]:
    found: list[Room] = []
    for card in display.cards:
        natural = measured.width(card.row)
        lines = 2 if natural > card.text_width else 1
        top = card.y + TITLE_BASELINE - measured.ascent
        bottom = card.y + TITLE_BASELINE + lines * LINE + measured.descent
        right = card.text_x + min(natural, card.text_width)
        found.append(((card.text_x, top, right, min(bottom, card.y + CARD_HEIGHT)), card.row, True))
    return found


def overlapping(display: DisplayList, found: Rooms) -> int:
    """Count pairs of labels that overlap, and of a label and a mark or a cluster that is not its own."""
    texts = np.triu(_overlap(found.boxes, found.boxes), 1)
    of_label = found.labels[:, None] | found.labels[None, :]
    others, rows = _marks(display)
    marks = _overlap(found.boxes, others) & (found.rows[:, None] != rows[None, :])
    return int((texts & of_label).sum() + marks[found.labels].sum())


def _marks(display: DisplayList) -> tuple[Boxes, npt.NDArray[np.int64]]:
    """Return the boxes of marks, of cards' marks and of clusters; whose they are, -1 for clusters."""
    marks = display.marks
    half = marks.size / 2
    single = np.stack([marks.x - half, marks.y - half, marks.x + half, marks.y + half], axis=1)
    cards = [(card.mark_x, card.y + MARK_CENTRE) for card in display.cards]
    boxes = [(x - MARK / 2, y - MARK / 2, x + MARK / 2, y + MARK / 2) for x, y in cards]
    clusters = [(each.x0, each.y, each.x1, each.y + LANE_ROW) for each in display.clusters]
    several = np.array(boxes + clusters, np.float64).reshape(-1, 4)
    rows = [card.row for card in display.cards] + [-1] * len(clusters)
    return np.concatenate([single, several]), np.concatenate([marks.row, np.array(rows, np.int64)])


def _overlap(one: Boxes, other: Boxes) -> npt.NDArray[np.bool_]:
    """Tell of each box of one lot and each of another whether they overlap by more than a touch; bool[N, M]."""
    a, b = one[:, None, :], other[None, :, :]
    right, below = np.minimum(a[..., 2], b[..., 2]), np.minimum(a[..., 3], b[..., 3])
    left, above = np.maximum(a[..., 0], b[..., 0]), np.maximum(a[..., 1], b[..., 1])
    return np.asarray((right - left > TOUCH) & (below - above > TOUCH), np.bool_)
