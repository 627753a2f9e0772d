"""Marks, scale and lanes → a display list; the hit test on it; connectors for what is hovered or selected."""

from collections.abc import Iterable

from desktop.timeline.display import Connectors, DisplayList, Hit
from desktop.timeline.lanes import Layout
from desktop.timeline.scale import Scale


def compose(layout: Layout, scale: Scale, width: float, height: float, scroll: float = 0.0) -> DisplayList:
    """Compose a frame for a plot of ``width`` x ``height`` px (lanes only) scrolled down by ``scroll`` px."""
    raise NotImplementedError


def hit(display: DisplayList, x: float, y: float) -> Hit:
    """Tell what lies at a point; targets are 24 px wide and the whole row high."""
    raise NotImplementedError


def connectors(layout: Layout, display: DisplayList, rows: Iterable[int]) -> Connectors:
    """Compose the connectors of some rows that are drawn in ``display``."""
    raise NotImplementedError
