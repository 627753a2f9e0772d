"""Tell where a date stands on the timeline and how it is drawn."""

from functools import lru_cache
from typing import NamedTuple

from db.dates import MINUTES_A_DAY, Date, Grain, Shape, parse
from db.marks import OPEN_FUTURE, OPEN_PAST, Drawing, Flag

_DRAWING_OF_SHAPE = {
    Shape.EXACT: Drawing.DAY,
    Shape.EXTENT: Drawing.EXTENT,
    Shape.PERIOD: Drawing.ONE_OF,
    Shape.ONE_OF: Drawing.ONE_OF,
}


class Placing(NamedTuple):
    """A date as an entry's columns hold it; minutes as in :class:`db.marks.Marks`.

    ``begun_by`` and ``lasts_to`` decide what is certain, see :class:`db.dates.Date`; None for a date that
    never is. ``precision`` is the grain of its coarsest part.
    """

    earliest: int
    latest: int
    place: int
    begun_by: int | None
    lasts_to: int | None
    drawing: Drawing
    flags: Flag
    precision: str


@lru_cache(maxsize=1 << 16)
def place(text: str) -> Placing:
    """Return the placing of a date in EDTF; raises :class:`db.dates.DateError`."""
    date = parse(text)
    timed = _stands_at_minute(date)
    drawing = _drawing(date)
    return Placing(
        earliest=OPEN_PAST if date.earliest is None else date.earliest,
        latest=OPEN_FUTURE if date.latest is None else date.latest,
        place=date.mark if timed else date.mark - date.mark % MINUTES_A_DAY,
        begun_by=None if date.qualified else date.begun_by,
        lasts_to=None if date.qualified else date.lasts_to,
        drawing=drawing,
        flags=_flags(date, drawing) | (Flag.TIMED if timed else Flag(0)),
        precision=date.precision,
    )


def _stands_at_minute(date: Date) -> bool:
    first = (date.start or date.end) if date.shape is Shape.EXTENT else date
    return first is not None and first.shape is Shape.EXACT and first.grain is Grain.MINUTE


def _drawing(date: Date) -> Drawing:
    if date.uncertain:
        return Drawing.UNCERTAIN
    if date.approximate:
        return Drawing.APPROXIMATE
    return _DRAWING_OF_SHAPE[date.shape]


def _flags(date: Date, drawing: Drawing) -> Flag:
    flags = Flag.DATED
    if date.earliest is None:
        flags |= Flag.OPEN_START
    if date.latest is None:
        flags |= Flag.OPEN_END
    filled = drawing is Drawing.DAY or (drawing is Drawing.EXTENT and _days_known(date))
    return flags if filled else flags | Flag.HOLLOW


def _days_known(extent: Date) -> bool:
    return all(end is None or end.shape is Shape.EXACT for end in (extent.start, extent.end))
