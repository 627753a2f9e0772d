"""Back and forward through where one has been."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop.session import Session
from desktop.timeline.trail import Stop, Trail
from desktop.views.timeline.camera import Camera
from desktop.views.timeline.motion import clock
from desktop.views.timeline.steering import Steering


class History(QObject):
    """Writes the trail whenever the view has come to rest or the selection changed."""

    changed = Signal()

    def __init__(self, session: Session, camera: Camera, steering: Steering, parent: QObject) -> None:
        """Start without a stop."""
        super().__init__(parent)
        self._session = session
        self._camera = camera
        self._steering = steering
        self._rows: dict[str, int] = {}
        self._going = False
        self.trail = Trail()

    @Slot()
    def note(self) -> None:
        """Remember where one is, unless one came here by going back or forward."""
        marks = self._session.marks
        if marks is None or self._going:
            return
        selection = tuple(marks.ids[int(row)] for row in self._session.selection.rows[:1000])
        start, end = self._camera.span
        self._go(self.trail.visited(Stop(start, end, selection), clock() / 1000))

    def _go(self, trail: Trail) -> None:
        if trail != self.trail:
            self.trail = trail
            self.changed.emit()

    @Slot()
    def back(self) -> None:
        """Return to where one was before."""
        self._visit(self.trail.back())

    @Slot()
    def forward(self) -> None:
        """Go again to where one came back from."""
        self._visit(self.trail.forward())

    def _visit(self, trail: Trail) -> None:
        stop, before = trail.here, self.trail.here
        if stop is None or trail.at == self.trail.at:
            return
        self._go(trail)
        self._going = True
        if before is None or stop.selection != before.selection:
            self._session.select([row for row in map(self._row_of, stop.selection) if row >= 0])
        self._steering.glide_to(stop.start, stop.end)

    @Slot()
    def arrived(self) -> None:
        """Note that the view has come to rest: from now on movements are new ones."""
        if self._going:
            self._going = False
        else:
            self.note()

    def _row_of(self, identifier: str) -> int:
        marks = self._session.marks
        if marks is not None and len(self._rows) != len(marks):
            self._rows = {marks.ids[row]: row for row in range(len(marks))}
        return self._rows.get(identifier, -1)

    def forget_rows(self) -> None:
        """Other marks were loaded: ids may have other rows."""
        self._rows = {}
