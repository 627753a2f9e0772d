"""What a screen reader hears of the canvas: what is in view, and which entry has the focus."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.views.timeline.frame import Focus
from desktop.views.timeline.stage import Stage
from desktop.views.timeline.tooltip import tip_of_row
from desktop.widgets.lane_names import lane_names
from desktop.wording import date_words, entries, pinned_words


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
        self._told_pinned = ""
        widget.setAccessibleName(self.tr("Timeline"))
        stage.camera.settled.connect(self._describe)
        stage.choosing.focus_changed.connect(self._announce)
        stage.arranged.connect(self._tell_pinned)
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
        text = ". ".join(part for part in (text, self._pinned()) if part)
        if text != self._widget.accessibleDescription():
            self._widget.setAccessibleDescription(text)

    def _pinned(self) -> str:
        """Return which lanes are pinned to the top; empty where none is."""
        index, display = self._stage.canvas.index, self._stage.canvas.display
        if index is None or display is None:
            return ""
        names = lane_names(index.marks, index.grouping, short=False)
        lanes = ", ".join(names[band.lane] for band in display.bands if band.pinned)
        return f"{lanes}: {pinned_words()}" if lanes else ""

    @Slot()
    def _tell_pinned(self) -> None:
        """Describe the lanes anew, and announce the pinned ones where they are others."""
        before, self._told_pinned = self._told_pinned, self._pinned()
        self._describe()
        if self._told_pinned != before and QAccessible.isActive():
            said = self._told_pinned or self.tr("no lane is pinned")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, said))

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
