"""Look closely at one view: whether its labels keep apart, and whether the drawing stands for all that is there."""

from msgspec import Struct
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from desktop.cli.bench.labels import Measured, overlapping, rooms
from desktop.cli.bench.tally import active_rows, standing
from desktop.session import Session
from desktop.views.timeline import Timeline
from desktop.views.timeline.style import AXIS


class Look(Struct, frozen=True):
    """A view: labels in it, pairs of them that overlap one another or a mark, and entries drawn and to be drawn."""

    visible_labels: int
    overlapping_labels: int
    drawn: int
    counted: int


def look_at(session: Session, timeline: Timeline, span: tuple[float, float]) -> Look:
    """Show a span, let the timeline come to rest, and judge what its display list holds.

    Labels are those in sight; ``drawn`` and ``counted`` are over all lanes, also those to be scrolled to.
    """
    canvas, camera = timeline.stage.canvas, timeline.stage.camera
    session.span_requested.emit(*span)
    camera.rest()
    QApplication.processEvents()
    display, index = canvas.display, session.index
    if display is None or index is None or canvas.painter is None:
        raise ValueError("there is nothing to be drawn")
    whole = canvas.composed_at(camera.view.scale, timeline.stage.size[0], display.content_height + AXIS + 1, 0.0)
    if whole is None:
        raise ValueError("there is nothing to be drawn")
    metrics = QFontMetricsF(canvas.style.font("label"))
    measured = Measured(canvas.painter.titles, metrics)
    found = rooms(display, measured)
    low, high = camera.span
    return Look(
        visible_labels=int(found.labels.sum()),
        overlapping_labels=overlapping(display, found),
        drawn=standing(whole, index.marks, index.grouping, index.shown, low, high),
        counted=len(active_rows(index.marks, index.shown, low, high)),
    )
