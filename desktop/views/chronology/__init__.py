"""The chronology: the shown entries as a table."""

from desktop.views.chronology.panel import ChronologyPanel

__all__ = ["ChronologyPanel"]
