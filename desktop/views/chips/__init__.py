"""The chip bar: the active filters in words."""

from desktop.views.chips.bar import Chip, ChipBar

__all__ = ["Chip", "ChipBar"]
