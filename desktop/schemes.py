"""The commands that choose between light, dark and the system's scheme."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup

from desktop.theme import Appearance


class Schemes(QObject):
    """One of three switches is on: the scheme that was ``chosen``, or at first the remembered one."""

    chosen = Signal(str)
    """"system", "light" or "dark"."""

    def __init__(self, appearance: Appearance, scheme: str, parent: QObject) -> None:
        """Start with ``scheme`` switched on; it is in force already."""
        super().__init__(parent)
        self._appearance = appearance
        self._scheme = scheme

    def bound(self) -> dict[str, Callable[[bool], None]]:
        """Return what each command of the table does."""
        return {"theme-system": self.follow_system, "theme-light": self.be_light, "theme-dark": self.be_dark}

    def group(self, actions: Mapping[str, QAction]) -> None:
        """See that one of the three actions is on, and no other."""
        group = QActionGroup(self)
        for name in self.bound():
            action = group.addAction(actions[name])
            if name == f"theme-{self._scheme}":
                action.setChecked(True)

    @Slot(bool)
    def follow_system(self, on: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Take the system's scheme, now and whenever it changes."""
        self._choose("system", on=on)

    @Slot(bool)
    def be_light(self, on: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Stay light."""
        self._choose("light", on=on)

    @Slot(bool)
    def be_dark(self, on: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Stay dark."""
        self._choose("dark", on=on)

    def _choose(self, scheme: str, *, on: bool) -> None:
        if on and scheme != self._scheme:
            self._scheme = scheme
            self._appearance.force(None if scheme == "system" else scheme)
            self.chosen.emit(scheme)
