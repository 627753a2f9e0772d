"""The palette: every command, and places to go to, found by a few letters of their names."""

from desktop.views.palette.panel import Palette

__all__ = ["Palette"]
