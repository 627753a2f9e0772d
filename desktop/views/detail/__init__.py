"""The detail panel: what is selected, with its evidence."""

from desktop.views.detail.panel import DetailPanel

__all__ = ["DetailPanel"]
