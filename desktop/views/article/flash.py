"""Flash a passage once, from the colour of what is found to that of what is selected."""

from PySide6.QtCore import QObject, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QColor

from desktop.theme import Appearance, motion


class Flash(QObject):
    """One flash at a time. ``passage`` is a half-open range of the text while it lasts, else None."""

    changed = Signal()
    """``colour`` or ``passage`` are others."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.passage: tuple[int, int] | None = None
        self.colour = QColor()
        self._fading = QVariantAnimation(self)
        self._fading.valueChanged.connect(self._fade)
        self._fading.finished.connect(self.end)

    def begin(self, start: int, end: int) -> None:
        """Flash a passage; nothing flashes where the system asks for less motion."""
        self.end()
        duration = motion("flash")
        if not duration:
            return
        theme = self._appearance.theme
        self.passage = (start, end)
        self._fading.setDuration(duration)
        self._fading.setStartValue(theme["find"])
        self._fading.setEndValue(theme["passage"])
        self._fading.start()

    @Slot(object)
    def _fade(self, colour: QColor) -> None:
        self.colour = colour
        self.changed.emit()

    @Slot()
    def end(self) -> None:
        """Flash nothing any more."""
        self.passage = None
        self._fading.stop()
        self.changed.emit()
