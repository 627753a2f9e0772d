"""The overview: all years on one line, with empty stretches of over a year cut to marked breaks."""

from bisect import bisect_right
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from desktop.timeline.civil import Unit, date_of, edges
from desktop.timeline.display import SegmentItems
from desktop.timeline.index import Index, Ints
from desktop.timeline.scale import MINUTES_PER_DAY
from desktop.timeline.ticks import Naming, TickLabel

BREAK = 24.0
STEP = 6.0
"""Width of a bar's step; the bar is 1 px narrower."""
BAR_GAP = 1.0
HIGH = 36.0
"""Height of the bars' ground; they grow up from it, their y counted down from the top."""
ENTRY = 4.0
"""Pixels an entry takes, where the highest bar does not need more than HIGH."""
BREAKS_PART = 0.4
"""Part of the line that breaks take at most; of more of them, only the longest are cut."""
YEAR_APART = 34.0
MONTH_LEAST = 44.0
"""Months are named only where each is so wide."""


class Stretch(Struct, frozen=True):
    """A piece of the map, linear from ``start`` to ``end`` (minutes) over ``x0`` to ``x1``; a break or not."""

    start: float
    end: float
    x0: float
    x1: float
    broken: bool


class OverviewMap(Struct, frozen=True):
    """A piecewise linear map between minutes and pixels; strictly increasing from its first end to its last."""

    stretches: tuple[Stretch, ...]

    def x(self, minute: float) -> float:
        """Tell where a minute lies; beyond the ends, at the ends."""
        at = max(bisect_right(self.stretches, minute, key=lambda stretch: stretch.start) - 1, 0)
        piece = self.stretches[at]
        part = (minute - piece.start) / (piece.end - piece.start)
        return piece.x0 + min(max(part, 0.0), 1.0) * (piece.x1 - piece.x0)

    def columns(self, minutes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Return the pixels, ascending and each once, in which some minutes lie."""
        edges = [(piece.start, piece.x0) for piece in self.stretches]
        edges.append((self.stretches[-1].end, self.stretches[-1].x1))
        known, places = np.array(edges).T
        # Of a million minutes, to sort them would take ten times as long.
        there = np.zeros(int(places[-1]) + 1, np.bool_)
        there[np.interp(minutes, known, places).astype(np.int32)] = True
        return np.flatnonzero(there).astype(np.int32)

    def minute(self, x: float) -> float:
        """Tell the minute at ``x``; beyond the ends, that of the ends."""
        at = max(bisect_right(self.stretches, x, key=lambda stretch: stretch.x0) - 1, 0)
        piece = self.stretches[at]
        part = (x - piece.x0) / (piece.x1 - piece.x0)
        return piece.start + min(max(part, 0.0), 1.0) * (piece.end - piece.start)

    @property
    def breaks(self) -> tuple[Stretch, ...]:
        """The empty stretches that are cut short."""
        return tuple(stretch for stretch in self.stretches if stretch.broken)


class Overview(Struct, frozen=True):
    """What the overview draws: bars that grow up from y = HIGH, the map with its breaks, labels."""

    map: OverviewMap
    segments: SegmentItems
    labels: tuple[TickLabel, ...]


class Standing(Struct, frozen=True):
    """Where the marks of all shown entries stand, int64[M] minutes ascending, and their colours, uint8[M]."""

    place: Ints
    code: npt.NDArray[np.uint8]


def standing(index: Index) -> Standing:
    """Put the marks of an index in the order of time."""
    place, code = index.of_shown(index.marks.place), index.of_shown(index.tints.code)
    if (place[1:] < place[:-1]).any():
        # Few marks stand elsewhere than their rows do, which this finds at once.
        order = np.argsort(place, kind="stable")
        place, code = place[order], code[order]
    return Standing(place, code)


def overview(index: Index, width: float, known: Standing | None = None) -> Overview:
    """Compose the overview of all entries, each where its mark stands, for a line ``width`` px long.

    What :func:`standing` tells is the same for every width, and need not be found again where it is ``known``.
    """
    width = max(width, STEP)
    found = known or standing(index)
    line = _line(_islands(found.place, width), width)
    segments = _segments(line, found, index.tints.count)
    # Where nothing stands there is no day to name; the line only has a length.
    return Overview(line, segments, _labels(line) if len(found.place) else ())


def _islands(place: Ints, width: float) -> list[tuple[int, int]]:
    """Divide time where nothing stands for over a year, each part in whole months."""
    if not len(place):
        return [(0, 365 * MINUTES_PER_DAY)]
    after = _after_gaps(place)
    gaps = place[after] - place[after - 1]
    most = int(width * BREAKS_PART / BREAK)
    cuts = np.sort(after[np.argsort(-gaps, kind="stable")[:most]])
    firsts = place[np.concatenate([[0], cuts])].tolist()
    lasts = place[np.concatenate([cuts - 1, [len(place) - 1]])].tolist()
    return [_whole_months(first, last) for first, last in zip(firsts, lasts, strict=True)]


def _after_gaps(place: Ints) -> Ints:
    """Tell which marks stand over a year behind the one before, without going through all of them.

    In such a gap lies a whole half year of those that are counted from the first mark.
    """
    half = int(Unit.YEAR.value / 2)
    found = np.searchsorted(place, np.arange(place[0], place[-1], half))
    after = found[1:][found[1:] == found[:-1]]
    # Of several half years in a gap, one; numpy's own ``unique`` would be the first to import half of numpy.
    after = after[np.diff(after, prepend=-1) != 0]
    return np.asarray(after[place[after] - place[after - 1] > Unit.YEAR.value], np.int64)


def _whole_months(first: int, last: int) -> tuple[int, int]:
    found = edges(Unit.MONTH, 1, first, last + 1)
    return int(found[0]), int(found[-1])


def _line(islands: list[tuple[int, int]], width: float) -> OverviewMap:
    """Lay islands out on one linear scale with breaks between them."""
    per_pixel = sum(end - start for start, end in islands) / (width - BREAK * (len(islands) - 1))
    stretches: list[Stretch] = []
    x = 0.0
    for start, end in islands:
        if stretches:
            stretches.append(Stretch(stretches[-1].end, start, x, x + BREAK, broken=True))
            x += BREAK
        stretches.append(Stretch(start, end, x, x + (end - start) / per_pixel, broken=False))
        x = stretches[-1].x1
    return OverviewMap(tuple(stretches))


def _segments(line: OverviewMap, found: Standing, colours: int) -> SegmentItems:
    """Count marks in steps of STEP px and stack them by colour from the ground up."""
    lefts, starts = _steps(line)
    steps = np.split(found.code, np.searchsorted(found.place, starts[1:]))
    count = np.array([np.bincount(step, minlength=colours) for step in steps])
    highest = int(count.sum(axis=1).max(initial=0))
    per_entry = min(ENTRY, HIGH / max(highest, 1))
    reached = np.cumsum(count, axis=1)
    which, tint = np.nonzero(count)
    height = np.asarray(count[which, tint] * per_entry, np.float64)
    top = np.asarray(HIGH - reached[which, tint] * per_entry, np.float64)
    rights = np.append(lefts[1:], lefts[-1] + STEP)
    return SegmentItems(
        tint.astype(np.uint8),
        lefts[which],
        top,
        np.minimum(STEP, rights - lefts)[which] - BAR_GAP,
        height,
    )


def _steps(line: OverviewMap) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], Ints]:
    """Tell the left edges of all steps and the minutes at which they begin; none begins inside a break."""
    lefts, starts = [], []
    for stretch in line.stretches:
        if not stretch.broken:
            x = np.arange(stretch.x0, max(stretch.x1 - STEP / 2, stretch.x0 + 1e-9), STEP)
            lefts.append(x)
            per_pixel = (stretch.end - stretch.start) / (stretch.x1 - stretch.x0)
            starts.append(np.floor(stretch.start + (x - stretch.x0) * per_pixel).astype(np.int64))
    return np.concatenate(lefts), np.concatenate(starts)


def _labels(line: OverviewMap) -> tuple[TickLabel, ...]:
    """Name the years that are far enough apart, and the other months where each is wide enough for its name."""
    years: list[TickLabel] = []
    months: list[TickLabel] = []
    for stretch in line.stretches:
        if not stretch.broken:
            per_pixel = (stretch.end - stretch.start) / (stretch.x1 - stretch.x0)
            marks = edges(Unit.MONTH, 1, stretch.start, stretch.end).tolist()
            for start, end in pairwise(marks[: int(np.searchsorted(marks, stretch.end)) + 1]):
                if start == stretch.start or date_of(start).month == 1:
                    end_of_year = int(edges(Unit.YEAR, 1, start, start + 1)[1])
                    years.append(_label(Naming.YEAR, line, start, end_of_year))
                elif Unit.MONTH.value / per_pixel >= MONTH_LEAST:
                    months.append(_label(Naming.SHORT_MONTH, line, start, end))
    kept: list[TickLabel] = []
    for label in years:
        if not kept or label.x - kept[-1].x >= YEAR_APART:
            kept.append(label)
    return tuple(sorted(kept + months, key=_label_x))


def _label_x(label: TickLabel) -> float:
    return label.x


def _label(naming: Naming, line: OverviewMap, start: int, end: int) -> TickLabel:
    date = date_of(start)
    x = line.x(float(start))
    return TickLabel(naming, x, start, end, date.year, date.month, date.day, date.hour, date.minute, date.weekday)
