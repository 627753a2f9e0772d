"""Open and close the explanation of a date below its line; it is built when it is first wished for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.theme import Appearance
from desktop.widgets.explained import Explained
from desktop.widgets.link import Link


class Disclosure(QObject):
    """Puts an explanation in its place when its link is followed, and takes it away when that is followed again.

    What stands ``instead`` while it is closed tells a part of the same.
    """

    def __init__(
        self,
        explained: Callable[[], Explained],
        colour: QColor,
        link: Link,
        appearance: Appearance,
        place: Callable[[QWidget], object],
        parent: QWidget,
        *,
        instead: QWidget | None = None,
        opened: str = "",
    ) -> None:
        """Explain on demand what ``explained`` returns, rules in ``colour``; ``place`` takes what shows it.

        The link says ``opened`` while it does.
        """
        super().__init__(parent)
        self._explained, self._colour, self._link, self._instead = explained, colour, link, instead
        self._appearance, self._place, self._parent = appearance, place, parent
        self._says = (link.text(), opened or link.text())
        self.content: QWidget | None = None
        link.clicked.connect(self.toggle)

    @Slot()
    def toggle(self) -> None:
        """Show the explanation, or take it away."""
        opened = self.content is None or self.content.isHidden()
        if self.content is None:
            self._build()
        else:
            self.content.setVisible(opened)
        if self._instead is not None:
            self._instead.setVisible(not opened)
        if self._says[0] != self._says[1]:
            self._link.tell(self._says[opened])

    def _build(self) -> None:
        from desktop.widgets.date_diagram import DateExplanation

        self.content = DateExplanation(self._explained(), self._colour, self._appearance, self._parent)
        self._place(self.content)
        self.content.show()
