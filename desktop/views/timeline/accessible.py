"""What a screen reader hears of the canvas: what is in view, and which entry has the focus."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.views.timeline.frame import Focus
from desktop.views.timeline.stage import Stage
from desktop.views.timeline.tooltip import tip_of_row
from desktop.wording import date_words, entries


class Narrator(QObject):
    """Keeps the widget's accessible name and description true, and announces the focused entry.

    The table of the chronology holds the same entries as a real table.
    """

    def __init__(self, session: Session, stage: Stage, widget: QWidget) -> None:
        """Speak for ``widget``."""
        super().__init__(widget)
        self._session = session
        self._stage = stage
        self._widget = widget
        self._said = Focus()
        widget.setAccessibleName(self.tr("Timeline"))
        stage.camera.settled.connect(self._describe)
        stage.choosing.focus_changed.connect(self._announce)
        session.index_changed.connect(self._describe)

    @Slot()
    def _describe(self) -> None:
        """Say how many entries of how many lanes are in view, and from when to when."""
        display = self._stage.canvas.display
        if display is None:
            return
        active = [band.active for band in display.bands]
        text = self.tr("{entries} in {lanes} lanes in view, {span}").format(
            entries=entries(sum(active)),
            lanes=sum(1 for number in active if number),
            span=date_words().span(*self._stage.camera.span),
        )
        if text != self._widget.accessibleDescription():
            self._widget.setAccessibleDescription(text)

    @Slot()
    def _announce(self) -> None:
        focus = self._stage.choosing.focus
        if focus == self._said:
            return
        self._said = focus
        if focus.row >= 0:
            tip = tip_of_row(self._session, focus.row)
            text = ". ".join((tip.heading, *tip.lines))
            self._widget.setAccessibleDescription(text)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, text))
        else:
            self._describe()
