"""What gives way in a narrow window: the filters become a button, the chronology its header, the detail slimmer.

In a very narrow one, detail and article are closed as well, and the timeline has all of it.
"""

from collections.abc import Mapping

from desktop.panels import NARROW, Panels
from desktop.settings import Settings
from desktop.views.chronology import ChronologyPanel

VERY_NARROW = 680
"""Below this width there is not room for the timeline and what stands beside it."""
LEAST = {"filters": NARROW, "chronology": NARROW, "detail": VERY_NARROW, "article": VERY_NARROW}
"""The width of a window that panels stand open in."""


class Fitting:
    """Closes panels when the window becomes narrow and opens again those that it closed, wherever they stand."""

    def __init__(self, panels: Panels, chronology: ChronologyPanel) -> None:
        """Fit nothing yet."""
        self._panels = panels
        self._chronology = chronology
        self._width: int | None = None
        self._folded: frozenset[str] = frozenset()

    def restore(self, settings: Settings) -> None:
        """Come back as left, as far as that can be made sense of; else stand as designed."""
        self._width, self._folded = None, frozenset()
        if not self._panels.restore(settings.panels):
            self._panels.put_back()
        self._show("filters", opened=settings.filters_open)
        self._show("chronology", opened=settings.chronology_open)

    def put_back(self) -> None:
        """Stand as designed, everything open that there is room for."""
        self._panels.put_back()
        self.restore(Settings(panels=self._panels.state()))

    def fit(self, width: int) -> None:
        """Close or open what a window of this width asks for, where it was not of that kind before."""
        before, self._width = self._width, width
        opened = set()
        for name, least in LEAST.items():
            narrow = width < least
            if before is not None and narrow == (before < least):
                continue
            if not narrow and name in self._folded:
                self._show(name, opened=True)
                self._folded -= {name}
                opened.add(name)
            elif narrow and self.is_open(name):
                self._folded |= {name}
                self._show(name, opened=False)
        if width >= NARROW and (before is None or before < NARROW):
            self._panels.widen(opened)
        elif width < NARROW and (before is None or before >= NARROW):
            self._panels.slim()

    def is_open(self, name: str) -> bool:
        """Tell whether a panel stands open, or would in a wide window."""
        stands = self._chronology.is_open() if name == "chronology" else not self._panels.docks[name].isHidden()
        return stands or name in self._folded

    def show_panels(self, opened: Mapping[str, bool]) -> None:
        """Open and close panels by name, in a narrow window too."""
        for name, wanted in opened.items():
            if wanted != self.is_open(name):
                self._folded -= {name}
                self._show(name, opened=wanted)

    def _show(self, name: str, *, opened: bool) -> None:
        if name == "chronology":
            self._chronology.set_open(opened)
            self._panels.fit_height(name)
        else:
            self._panels.docks[name].setVisible(opened)
