"""The overview of all years, with the window that the timeline shows of them."""

from desktop.views.overview.widget import Overview

__all__ = ["Overview"]
