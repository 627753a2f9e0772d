"""Which scale shows what: the opening frame, everything, a selection, a lane, a period."""

from desktop.timeline.chunk import Measure
from desktop.timeline.index import Index, Rows
from desktop.timeline.scale import Scale


def opening(index: Index, focus: tuple[int, int] | None, width: float, measure: Measure) -> Scale:
    """Frame the focus period (minutes), cut to its first and last entries, with room for the last labels."""
    raise NotImplementedError


def everything(index: Index, width: float) -> Scale:
    """Frame all entries."""
    raise NotImplementedError


def rows(index: Index, chosen: Rows, width: float, measure: Measure) -> Scale | None:
    """Frame some rows with their labels; None where none of them is dated."""
    raise NotImplementedError


def lane(index: Index, number: int, width: float, measure: Measure) -> Scale | None:
    """Frame a lane's entries; None for an empty lane."""
    raise NotImplementedError


def period(start: int, end: int, width: float) -> Scale:
    """Frame a period such as a month, edge to edge but for a small margin."""
    raise NotImplementedError


def centred(scale: Scale, minute: float, width: float) -> Scale:
    """Keep the zoom and put ``minute`` in the middle."""
    raise NotImplementedError
