"""The active filters in words: the bar of chips, and the way out of a filter that leaves nothing."""

from desktop.views.chips.bar import Chip, ChipBar
from desktop.views.chips.nothing import NothingShown

__all__ = ["Chip", "ChipBar", "NothingShown"]
