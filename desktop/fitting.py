"""What gives way in a narrow window: the filters become a button, the chronology its header, the detail slimmer."""

from collections.abc import Mapping

from desktop.panels import Panels
from desktop.settings import Settings
from desktop.views.chronology import ChronologyPanel

NARROW = 1400
"""Below this width there is not room for everything."""


class Fitting:
    """Closes panels when the window becomes narrow and opens again those that it closed, wherever they stand."""

    def __init__(self, panels: Panels, chronology: ChronologyPanel) -> None:
        """Fit nothing yet."""
        self._panels = panels
        self._chronology = chronology
        self._narrow: bool | None = None
        self._folded: frozenset[str] = frozenset()

    def restore(self, settings: Settings) -> None:
        """Come back as left, as far as that can be made sense of; else stand as designed."""
        self._narrow, self._folded = None, frozenset()
        if not self._panels.restore(settings.panels):
            self._panels.put_back()
        self._show("filters", opened=settings.filters_open)
        self._show("chronology", opened=settings.chronology_open)

    def put_back(self) -> None:
        """Stand as designed, everything open that there is room for."""
        self._panels.put_back()
        self.restore(Settings(panels=self._panels.state()))

    def fit(self, width: int) -> None:
        """Close or open what a window of this width asks for, when it was not of that kind before."""
        narrow = width < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._folded = frozenset(name for name in ("filters", "chronology") if self.is_open(name))
        for name in self._folded:
            self._show(name, opened=not narrow)
        if not narrow:
            self._folded = frozenset()
        self._panels.slim(narrow=narrow)

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
