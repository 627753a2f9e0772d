"""Open and close the explanation of a date below its line; it is built when it is first wished for."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import Appearance
from desktop.widgets.explained import Explained
from desktop.widgets.link import Link


class Disclosure(QWidget):
    """Holds an explanation once its link was followed; to follow it again takes it away.

    What stands ``instead`` while it is closed tells a part of the same.
    """

    def __init__(
        self,
        explained: Callable[[], Explained],
        colour: QColor,
        link: Link,
        appearance: Appearance,
        parent: QWidget,
        *,
        instead: QWidget | None = None,
        opened: str = "",
    ) -> None:
        """Explain on demand what ``explained`` returns, rules in ``colour``; the link says ``opened`` while it does."""
        super().__init__(parent)
        self._explained, self._colour, self._link, self._instead = explained, colour, link, instead
        self._appearance = appearance
        self._says = (link.text(), opened or link.text())
        self._built = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        link.clicked.connect(self.toggle)
        self.hide()

    @Slot()
    def toggle(self) -> None:
        """Show the explanation, or take it away."""
        if not self._built:
            self._build()
        opened = self.isHidden()
        self.setVisible(opened)
        if self._instead is not None:
            self._instead.setVisible(not opened)
        if self._says[0] != self._says[1]:
            self._link.tell(self._says[opened])

    def _build(self) -> None:
        from desktop.widgets.date_diagram import DateExplanation

        self._built = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(DateExplanation(self._explained(), self._colour, self._appearance, self))
