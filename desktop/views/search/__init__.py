"""The search: its field in the toolbar, the list below it, and the steps from hit to hit."""

from desktop.views.search.field import SearchField

__all__ = ["SearchField"]
