"""Divide what a picture of the timeline shows into sheets: stretches of time, and lanes where they are too many."""

from msgspec import Struct

from desktop.timeline.display import Band
from desktop.timeline.framing import ENDS, period
from desktop.timeline.scale import Scale
from desktop.views.timeline.canvas import Canvas
from desktop.views.timeline.motion import View
from desktop.views.timeline.style import AXIS

LEAST_SPAN = 60.0
"""Minutes that a picture shows at least."""
LOW = 120.0
"""Units that a canvas is high at least."""


class Sheet(Struct, frozen=True):
    """One view of a canvas that is ``width`` x ``height`` units large."""

    view: View
    width: float
    height: float


def widened(span: tuple[float, float]) -> tuple[float, float]:
    """Return a span that is as long as a picture's must be, in minutes."""
    return span[0], max(span[1], span[0] + LEAST_SPAN)


def stretches(span: tuple[float, float], width: float, across: int, *, whole: bool) -> list[Scale]:
    """Return the scales of ``across`` plots ``width`` units wide that show a span (minutes) one after another.

    A ``whole`` span has room at its ends for marks that stand there.
    """
    start, end = widened(span)
    total = width * across
    scale = period(int(start), int(end), total, margin=ENDS) if whole else Scale.spanning(start, end, total)
    return [Scale(scale.minute(width * number), scale.minutes_per_pixel) for number in range(across)]


def height_of(canvas: Canvas, scale: Scale, width: float) -> float:
    """Return how high a canvas must be to show all its lanes."""
    display = canvas.compose(View(scale), width, LOW)
    return max(LOW, AXIS + (display.content_height if display is not None else 0.0))


def down(canvas: Canvas, scale: Scale, width: float, most: float) -> list[Sheet]:
    """Return the sheets, each ``most`` units high at most, that show all lanes of a stretch one below another.

    They are divided between lanes where that is possible.
    """
    height = height_of(canvas, scale, width)
    if height <= most:
        return [Sheet(View(scale), width, height)]
    display = canvas.compose(View(scale), width, height)
    bands = display.bands if display is not None else ()
    found, top = [], 0.0
    while top < height - AXIS - 1:
        end = _break(bands, top, top + most - AXIS)
        found.append(Sheet(View(scale, top), width, AXIS + min(end, height - AXIS) - top))
        top = end
    return found


def _break(bands: tuple[Band, ...], top: float, most: float) -> float:
    """Return where the lanes of a sheet end: below the last that fits, or within one that is higher than a sheet."""
    ends = [band.y + band.height + 1 for band in bands]
    fitting = [end for end in ends if top < end <= most]
    return fitting[-1] if fitting else most
