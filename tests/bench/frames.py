"""Move a real timeline in steps, and tell what each frame costs in CPU time."""

import time
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtWidgets import QApplication

from db.marks import Marks
from db.records import DatasetInfo, Library
from desktop.collecting import spare_collector
from desktop.session import Session
from desktop.states import Shown
from desktop.theme import Appearance
from desktop.timeline.index import Index
from desktop.timeline.scale import MINUTES_PER_DAY, Scale
from desktop.views.timeline import Timeline
from desktop.views.timeline.motion import View

SIZE = (1600, 900)
LATE = 16.7
"""ms: a frame that takes longer is one that a screen of 60 Hz does not show in time."""
PAN, ZOOM = 200, 100
"""Steps of each way of panning, and of zooming in and out again."""


class Frames(Struct, frozen=True):
    """CPU times of frames in ms."""

    ms: npt.NDArray[np.float64]

    @property
    def median(self) -> float:
        """The frame of which half the others are quicker."""
        return float(np.median(self.ms))

    @property
    def p99(self) -> float:
        """The frame of which one in a hundred is slower."""
        return float(np.percentile(self.ms, 99))

    @property
    def late(self) -> int:
        """How many frames come late."""
        return int((self.ms > LATE).sum())


def show(marks: Marks, appearance: Appearance) -> Timeline:
    """Show a timeline of the designs' size over all marks; the caller closes it."""
    session = Session()
    mask = np.ones(len(marks), bool)
    timeline = Timeline(session, appearance)
    session.setParent(timeline)
    timeline.resize(*SIZE)
    timeline.show()
    info = DatasetInfo("synthetic", "Synthetic", "1", "", "CC0-1.0", "")
    index = Index.build(marks, marks.groupings["side"], mask)
    session.set_library(Library(info, (), {}), marks, Shown(mask, len(marks), 0), index)
    QApplication.processEvents()
    # As the application does once a library is open.
    spare_collector()
    return timeline


def views(timeline: Timeline) -> dict[str, list[View]]:
    """Return where to look step by step: a week over the whole span, half the span, from all to an hour and back."""
    index, width = timeline.stage.canvas.index, timeline.stage.camera.width
    known = index.bounds() if index is not None else None
    if index is None or known is None:
        raise ValueError("there is nothing to look at")
    start, end = known
    busiest = _busiest(index)
    hour, whole = 60.0, float(end - start)
    lengths = np.geomspace(whole, hour, ZOOM)
    inwards = [_at(busiest - (busiest - start) * length / whole, length, width) for length in lengths.tolist()]
    return {
        "pan a week": list(_panned(start, end, 7.0 * MINUTES_PER_DAY, width)),
        "pan half": list(_panned(start, end, whole / 2, width)),
        "zoom": inwards + inwards[::-1],
    }


def _at(start: float, length: float, width: float) -> View:
    return View(Scale.spanning(start, start + length, width))


def _panned(start: float, end: float, length: float, width: float) -> Iterator[View]:
    """Pan by 1/40 of the window a step, over to the next stretch of the span every tenth step."""
    for step in range(PAN):
        stretch = start + (end - start - length) * (step // 10) / (PAN // 10)
        yield _at(stretch + length * (step % 10) / 40, length, width)


def _busiest(index: Index) -> float:
    edges = np.linspace(*(index.bounds() or (0, 1)), 2000).astype(np.int64)
    active = index.density(np.arange(index.lane_count), edges).sum(axis=(0, 2))
    return float(edges[int(active.argmax())])


def measure(timeline: Timeline, steps: list[View]) -> Frames:
    """Look at each view and paint it at once."""
    taken = []
    for view in steps:
        begun = time.process_time()
        timeline.stage.camera.look(view)
        timeline.repaint()
        taken.append(time.process_time() - begun)
    return Frames(np.array(taken) * 1000)
