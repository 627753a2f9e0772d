"""Levels of detail per 64 px tile of a lane.

Card, label, short label, cluster: a tile takes the first of them that its lane's rows can hold. How deep
a lane may be, and whether it is a strip as a whole, is told by its :func:`crowding`.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from desktop.timeline.colouring import Tints
from desktop.timeline.display import LABEL_MAX, LABEL_MIN
from desktop.timeline.index import Ints
from desktop.timeline.packing import Floats

TILE = 64.0
"""Pixels of a zoom step that choose their level together."""
ROWS = 24
"""Rows a lane may take before its tiles are drawn in less detail."""
FEW, FEW_ROWS = 512, 32
"""A lane of so few entries may be so much deeper before any of them are drawn as one."""
STRIP_ENTRIES = 4 * ROWS
"""A tile that holds more is a matter of counting."""
DENSE_ROWS = 2
DENSE_TILES = 12
"""A lane where so few tiles hold STRIP_ENTRIES, nearly throughout, has DENSE_ROWS: heralds over clusters."""
CLUSTER_JOIN = 15.0
CLUSTER_PAD = 5.0
"""Pixels that a cluster's rule reaches beyond its first and last mark."""
CLUSTER_EDGE = 3.0
"""Pixels that a cluster keeps from the edges of its tile."""
CLUSTER_GAP = 4.0
DIGIT = 7.0
"""Width that one figure of a count is given."""
FIGURE = 6.0
"""Width of the figure at the upper right of a bare mark."""
SMALL_DAY = 10.0
"""Under this width of a day, bare marks are small."""


class Level(IntEnum):
    """How the entries of a tile are drawn, cards apart."""

    LABEL = 0
    """Each with the label that it needs."""
    SHORT = 1
    """Each with 48 px of label at least."""
    CLUSTER = 2
    """Bare marks, and clusters where they are too near each other."""


def rows_of(pace: float, tile: float, count: int) -> int:
    """Tell how many rows a lane of ``count`` may take, STRIP_ENTRIES taking ``pace`` minutes, a tile ``tile``."""
    if pace < DENSE_TILES * tile:
        return DENSE_ROWS
    return FEW_ROWS if count <= FEW else ROWS


def strip_tiles(count: int) -> int:
    """Tell in how many tiles STRIP_ENTRIES make a strip of a lane of ``count``: a long lane is one sooner."""
    return 1 if count <= FEW else 2


def crowding(starts: Ints) -> float:
    """Tell the median time, in minutes, in which STRIP_ENTRIES further entries of a lane follow one.

    ``starts`` is ascending. It depends on the lane only and not on what is in view, so that a lane keeps its
    form while one pans: a strip where :func:`strip_tiles` are longer than that. Infinite for lanes of few entries.
    """
    if len(starts) <= STRIP_ENTRIES:
        return np.inf
    follow = starts[STRIP_ENTRIES:] - starts[:-STRIP_ENTRIES]
    middle = len(follow) // 2
    return float(np.partition(follow, middle)[middle])


def cluster_extents(first: Floats, last: Floats, low: Floats, high: Floats, count: Ints) -> tuple[Floats, Floats]:
    """Tell from where to where clusters are drawn, in pixels: their marks, their counts' width, inside their tiles.

    ``first`` and ``last`` are their outer marks, ``low`` and ``high`` the edges of their tiles.
    """
    half = np.maximum(CLUSTER_PAD, count_widths(count) / 2)
    middle = (first + last) / 2
    left, right = np.minimum(first - CLUSTER_PAD, middle - half), np.maximum(last + CLUSTER_PAD, middle + half)
    low, high = low + CLUSTER_EDGE, high - CLUSTER_EDGE
    shift = np.where(right < high, np.maximum(low - left, 0.0), np.minimum(high - right, 0.0))
    return np.maximum(left + shift, low), np.minimum(right + shift, high)


def count_widths(count: Ints) -> Floats:
    """Tell how wide counts are taken to be, in pixels, the signs that group their figures included."""
    figures = np.floor(np.log10(count)) + 1
    return np.asarray(DIGIT * (figures + (figures - 1) // 3), np.float64)


def mix(tints: Tints, rows: npt.NDArray[np.int32]) -> tuple[int, ...]:
    """Count rows by colour."""
    return tuple(np.bincount(tints.code[rows], minlength=tints.count).tolist())


def reserved(natural: npt.NDArray[np.float32], levels: npt.NDArray[np.int64]) -> Floats:
    """Tell how wide a label each entry is given for certain at its tile's level."""
    return np.minimum(natural, np.where(levels == Level.LABEL, LABEL_MAX, LABEL_MIN)).astype(np.float64)
