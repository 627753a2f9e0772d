"""The lanes' order, and the packing of marks and labels in rows, once per lane and zoom step."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.timeline.index import Index

Measure = Callable[[npt.NDArray[np.int32]], npt.NDArray[np.float32]]
"""Rows → natural widths of their labels in px (title and source figure). Called with few rows at a time;
the view keeps what it has measured."""


@dataclass(frozen=True, slots=True)
class LaneOrder:
    """What the user did with the lanes, by key, so that it outlives a new dataset and a new start."""

    order: tuple[str, ...] = ()
    """Keys in the user's order; lanes not named follow in the grouping's order."""
    pinned: frozenset[str] = frozenset()
    """Stand first."""
    collapsed: frozenset[str] = frozenset()

    def arranged(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        """Tell the numbers of the lanes in the order in which they stand."""
        raise NotImplementedError

    def moved(self, keys: tuple[str, ...], key: str, place: int) -> "LaneOrder":
        """Put the lane ``key`` at ``place`` in the order in which lanes stand now."""
        raise NotImplementedError

    def with_pinned(self, key: str, *, pinned: bool) -> "LaneOrder":
        """Pin a lane to the top, or let it go."""
        raise NotImplementedError

    def with_collapsed(self, key: str, *, collapsed: bool) -> "LaneOrder":
        """Close a lane to its header's line, or open it."""
        raise NotImplementedError


class Layout:
    """Packed rows for one index, one way of measuring and one order: made anew when any of them changes.

    Remembers what it packed, per lane and zoom step.
    """

    def __init__(self, index: Index, measure: Measure, order: LaneOrder, *, second: float = 0.0) -> None:
        """Lay out ``index``; ``second`` px are reserved behind labels of extents where cards are drawn."""
        raise NotImplementedError
