"""The painted timeline: one widget that walks a display list, and what it needs to be steered."""

from desktop.views.timeline.widget import Timeline

__all__ = ["Timeline"]
