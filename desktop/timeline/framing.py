"""Which scale shows what: the opening frame, everything, a selection, a lane, a period."""

import numpy as np

from db.marks import Flag
from desktop.timeline.display import LABEL_MAX, MARK, MARK_TO_LABEL
from desktop.timeline.grain import Measure
from desktop.timeline.index import Index, Rows, known_bounds
from desktop.timeline.scale import FINEST, MINUTES_PER_DAY, Scale

EDGE = 10.0
"""Pixels before the first day of a frame."""
ENDS = 24.0
"""Pixels on either side of everything: room for a mark, or a cluster with its count, that stands at an end."""
RIGHT = 8.0
"""Pixels behind the last label of a frame."""
MEASURED = 400
"""Of very many entries, only so many of the last have their labels measured; the others end earlier."""
LEAST_DAYS = 2.0
"""A frame is never narrower, so that a single day keeps its surroundings."""

MOST_DAYS = 21.0
"""A day that is gone to has no more than so many in view with it, so that it can be told from its neighbours."""


def opening(index: Index, focus: tuple[int, int] | None, width: float, measure: Measure) -> Scale:
    """Frame the focus period (minutes), cut to its first and last entries, with room for the last labels.

    Without a focus, or with nothing in it, everything is framed.
    """
    if focus is not None:
        place = index.of_shown(index.marks.place)
        inside = index.shown[(place >= focus[0]) & (place < focus[1])]
        if len(inside):
            return _with_labels(index, inside, width, measure)
    return everything(index, width)


def everything(index: Index, width: float) -> Scale:
    """Frame all entries; without any, one day."""
    start, end = index.bounds() or (0, MINUTES_PER_DAY)
    return period(start, end, width, margin=ENDS)


def rows(index: Index, chosen: Rows, width: float, measure: Measure) -> Scale | None:
    """Frame some rows with their labels; None where none of them is dated."""
    dated = chosen[(index.marks.flags[chosen] & Flag.DATED.value) != 0]
    return _with_labels(index, dated, width, measure) if len(dated) else None


def lane(index: Index, number: int, width: float, measure: Measure) -> Scale | None:
    """Frame a lane's entries; None for an empty lane."""
    lo, hi = index.span(number)
    return rows(index, index.rows[lo:hi], width, measure)


def period(start: int, end: int, width: float, *, margin: float = EDGE) -> Scale:
    """Frame a period such as a month, with a small margin on either side."""
    margin = min(margin, width / 4)
    inner = Scale.spanning(start, end, width - 2 * margin)
    return inner.panned(margin)


def days(start: int, end: int, width: float) -> Scale:
    """Frame whole days, with a margin of less than half a day: no other day is in view as a whole."""
    day = MINUTES_PER_DAY / max(end - start, MINUTES_PER_DAY) * width
    return period(start, end, width, margin=min(EDGE, 0.4 * day))


def moment(scale: Scale, start: int, end: int, width: float) -> Scale:
    """Put a day or a moment in the middle, keeping the zoom unless that is too coarse or too fine to see the day."""
    most, least = MOST_DAYS * MINUTES_PER_DAY / width, LEAST_DAYS * (end - start) / width
    return centred(Scale(scale.origin, min(max(scale.minutes_per_pixel, least), most)), (start + end) / 2, width)


def centred(scale: Scale, minute: float, width: float) -> Scale:
    """Keep the zoom and put ``minute`` in the middle."""
    return Scale(minute - width / 2 * scale.minutes_per_pixel, scale.minutes_per_pixel)


def alike(scale: Scale, other: Scale, width: float) -> bool:
    """Tell whether two scales show the same in a plot ``width`` px wide, to the pixel."""
    ends = other.minute(0.0), other.minute(width)
    return all(abs(scale.x(end) - x) <= 1 for end, x in zip(ends, (0.0, width), strict=True))


def _with_labels(index: Index, chosen: Rows, width: float, measure: Measure) -> Scale:
    """Begin EDGE px before the first day, and be just so coarse that every label ends before the right edge."""
    marks = index.marks
    place = marks.place[chosen]
    first = int(place.min()) // MINUTES_PER_DAY * MINUTES_PER_DAY
    _, ends = known_bounds(marks, chosen)
    middle = np.where((marks.flags[chosen] & Flag.TIMED.value) != 0, 0, MINUTES_PER_DAY / 2)
    last = np.argsort(place, kind="stable")[-MEASURED:]
    label = np.minimum(measure(chosen[last]), LABEL_MAX).astype(np.float64)
    room = width - EDGE - RIGHT - (MARK / 2 + MARK_TO_LABEL) - label
    labels = (place[last] + middle[last] - first) / np.maximum(room, width / 8)
    spans = (ends - first).max() / max(width - EDGE - RIGHT, width / 8)
    least = LEAST_DAYS * MINUTES_PER_DAY / width
    per_pixel = max(float(labels.max()), float(spans), least, FINEST)
    return Scale(first - EDGE * per_pixel, per_pixel)
