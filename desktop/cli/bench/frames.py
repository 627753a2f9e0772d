"""Frames of the window's own timeline, painted one by one while it is moved from span to span."""

import time

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtWidgets import QApplication

from db.marks import Flag, Marks
from desktop.session import Session
from desktop.timeline.index import Index
from desktop.timeline.scale import MINUTES_PER_DAY
from desktop.views.timeline import Timeline

Span = tuple[float, float]
"""Half-open, in minutes since 0001-01-01T00:00."""

SIZE = (1600, 900)
LATE = 16.7
"""ms: a frame that takes longer misses one of a screen's sixty in a second."""
PAN, ZOOM = 200, 100
"""Steps of each way of panning, and of zooming."""
HOUR = 60
WEEK = 7 * MINUTES_PER_DAY
NOON = 12 * HOUR


class Times(Struct, frozen=True):
    """Milliseconds of one frame: the middle one, and that which one in a hundred exceeds."""

    median: float
    p99: float

    @classmethod
    def of(cls, seconds: npt.NDArray[np.float64]) -> "Times":
        """Sum frames up."""
        median, p99 = np.percentile(seconds * 1000, [50, 99]).round(2).tolist()
        return cls(median, p99)


class Series(Struct, frozen=True):
    """What the frames of one course cost; ``over_16_7`` is how many took more than 16.7 ms of CPU time."""

    steps: int
    cpu_ms: Times
    wall_ms: Times
    over_16_7: int


class Course:
    """Moves the window's timeline, taken out of the window and as large as a screen.

    Every step goes the way of a drag in the overview: a wish of the session, the camera, the display list, and one
    paint of the widget into its backing store, labels included.
    """

    def __init__(self, session: Session, timeline: Timeline) -> None:
        """Take the timeline out of its window, which is hidden: only it is painted."""
        if session.index is None or session.marks is None:
            raise ValueError("there is nothing to be drawn")
        self._session, self._timeline = session, timeline
        timeline.window().hide()
        timeline.setParent(None)
        timeline.resize(*SIZE)
        timeline.show()
        QApplication.processEvents()
        self.bounds = _bounds(session.index)
        self.busy = Busy.of(session.marks, session.index)

    def run(self, spans: list[Span]) -> Series:
        """Show one span after another and measure each frame."""
        cpu, wall = np.zeros(len(spans)), np.zeros(len(spans))
        for at, (start, end) in enumerate(spans):
            wall[at], cpu[at] = -time.perf_counter(), -time.process_time()
            self._session.span_requested.emit(start, end)
            self._timeline.repaint()
            wall[at] += time.perf_counter()
            cpu[at] += time.process_time()
        QApplication.processEvents()
        return Series(len(spans), Times.of(cpu), Times.of(wall), int((cpu * 1000 > LATE).sum()))

    def series(self) -> dict[str, list[Span]]:
        """Return the spans to be shown one after another."""
        start, end = self.bounds
        whole = end - start
        return {
            "pan_week": panned(self.bounds, WEEK),
            "pan_half": panned(self.bounds, whole / 2),
            "zoom": zoomed(self.bounds, self.busy.hour + HOUR / 2, HOUR),
        }

    def looks(self) -> dict[str, Span]:
        """Return the spans that are looked at closely."""
        busy = self.busy
        return {
            "whole": self.bounds,
            "week": (busy.week, busy.week + WEEK),
            "day": (busy.day, busy.day + MINUTES_PER_DAY),
            "hour": (busy.hour, busy.hour + HOUR),
        }


class Busy(Struct, frozen=True):
    """The first minutes of the week, the day and the hour in which most entries stand."""

    week: int
    day: int
    hour: int

    @classmethod
    def of(cls, marks: Marks, index: Index) -> "Busy":
        """Find them; what is known to the day only stands in no hour, and where nothing is known better, at noon."""
        place, timed = marks.place[index.shown], (marks.flags[index.shown] & Flag.TIMED.value) != 0
        # The first day of the calendar is a Monday.
        week, day = _fullest(place, WEEK), _fullest(place, MINUTES_PER_DAY)
        return cls(week, day, _fullest(place[timed], HOUR) if timed.any() else day + NOON)


def _fullest(minutes: npt.NDArray[np.int64], step: int) -> int:
    steps, counts = np.unique(minutes // step, return_counts=True)
    return int(steps[counts.argmax()]) * step


def _bounds(index: Index) -> Span:
    found = index.bounds()
    if found is None:
        raise ValueError("there is nothing to be drawn")
    return float(found[0]), float(found[1])


def panned(bounds: Span, length: float) -> list[Span]:
    """Lead a window of ``length`` minutes over all of ``bounds`` in PAN steps."""
    start, end = bounds
    starts = np.linspace(start, max(end - length, start), PAN).tolist()
    return [(first, first + length) for first in starts]


def zoomed(bounds: Span, about: float, length: float) -> list[Span]:
    """Zoom from all of ``bounds`` to ``length`` minutes in ZOOM steps of one factor.

    What lies at ``about`` moves evenly from where it is to the middle.
    """
    start, end = bounds
    lengths = np.geomspace(end - start, length, ZOOM)
    parts = np.linspace((about - start) / (end - start), 0.5, ZOOM)
    firsts = about - parts * lengths
    return list(zip(firsts.tolist(), (firsts + lengths).tolist(), strict=True))
