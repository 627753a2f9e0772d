"""What to do with a period drawn on the axis: Zoom, Filter, Select."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.theme import Appearance
from desktop.widgets.flow import FlowLayout
from desktop.widgets.raised import Raised
from desktop.widgets.words import WrappingWords
from desktop.wording import date_words


class PeriodPopover(Raised):
    """Offers three things to do with whole days; filter and selection take the same entries."""

    zoom_requested = Signal(float, float)
    filter_requested = Signal(float, float)
    select_requested = Signal(float, float)
    gone = Signal()
    """It was closed, by a choice or without one."""

    def __init__(self, appearance: Appearance, host: QWidget, start: float, end: float, *, certainly: bool) -> None:
        """Offer them for the days from minute ``start`` to ``end``, and say whether dates lie ``certainly`` in them."""
        super().__init__(appearance, host)
        self._host_widget = host
        self._period = (start, end)
        line = FlowLayout(gap=6)
        line.setContentsMargins(12, 6, 6, 6)
        self.setLayout(line)
        inside = self.tr("certainly inside") if certainly else self.tr("possibly inside")
        told = [
            WrappingWords(date_words().touched(start, end), appearance, self),
            WrappingWords(inside, appearance, self, role="second"),
        ]
        for each in told:
            line.addWidget(each)
        for text, slot in (
            (self.tr("Zoom"), self._zoom),
            (self.tr("Filter"), self._filter),
            (self.tr("Select"), self._select),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(slot)
            line.addWidget(button)
            for each in told:
                each.setMinimumHeight(button.sizeHint().height())

    @Slot()
    def _zoom(self) -> None:
        self.hide()
        self.zoom_requested.emit(*self._period)

    @Slot()
    def _filter(self) -> None:
        self.hide()
        self.filter_requested.emit(*self._period)

    @Slot()
    def _select(self) -> None:
        self.hide()
        self.select_requested.emit(*self._period)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc and give the focus back."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._host_widget.setFocus()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the period is done with."""
        super().hideEvent(event)
        self.gone.emit()
