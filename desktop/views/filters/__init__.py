"""The filters: facets with counts, which are the legend too."""

from desktop.views.filters.panel import FilterPanel

__all__ = ["FilterPanel"]
