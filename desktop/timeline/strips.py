"""Strips: bars that count what is active, by calendar step and act, on one linear scale for all lanes."""

import numpy as np
from msgspec import Struct

from db.marks import ACTS
from db.vocabularies import Act
from desktop.timeline.civil import Unit, edges
from desktop.timeline.colouring import Colouring, Tints
from desktop.timeline.display import (
    STRIP_AXIS,
    STRIP_BASE,
    STRIP_DOWN,
    STRIP_HIGH,
    STRIP_UP,
    BarItems,
    Peak,
    SegmentItems,
    StripKey,
)
from desktop.timeline.index import Index, Ints
from desktop.timeline.packing import Floats
from desktop.timeline.scale import Scale

BAR_LEAST = 5.0
HOUR_LEAST = 20.0
"""Hours are drawn only where one is this wide: most entries are known to the day."""
BAR_GAP = 1.0
ENTRY_MOST = 4.0
"""Pixels an entry takes at most."""
PEAKS = 5
PEAK_APART = 84.0
PEAK_LIFT = 3.0
"""Pixels between a bar's top and the baseline of its number."""
KEY_HEIGHT = 20.0
LADDER = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
"""The scale keeps to these times a power of ten, so that it seldom changes while one pans."""

UPWARDS = (Act.VERBAL_COOPERATION, Act.MATERIAL_COOPERATION)
DOWNWARDS = (Act.VERBAL_CONFLICT, Act.MATERIAL_CONFLICT)
"""From the axis outwards: words next to it, deeds outside."""


class Stack(Struct, frozen=True):
    """How bars grow: which codes up and which down from a line ``axis`` below the lane's top, which astride it.

    ``high`` and ``deep`` are the most that they take above and below.
    """

    up: tuple[int, ...]
    down: tuple[int, ...]
    astride: tuple[int, ...]
    axis: float
    high: float
    deep: float


ACT_STACK = Stack(
    tuple(ACTS.index(act) for act in UPWARDS),
    tuple(ACTS.index(act) for act in DOWNWARDS),
    (ACTS.index(Act.STATEMENT),),
    STRIP_AXIS,
    STRIP_UP,
    STRIP_DOWN,
)


def stack_of(tints: Tints) -> Stack:
    """Tell how bars grow: acts to both sides, everything else upwards from a base line."""
    if tints.colouring is Colouring.ACT:
        return ACT_STACK
    return Stack(tuple(range(tints.count)), (), (), STRIP_BASE, STRIP_HIGH, 0.0)


class Strips(Struct, frozen=True):
    """The strips' part of a frame."""

    bars: BarItems
    segments: SegmentItems
    peaks: tuple[Peak, ...]
    key: StripKey | None


def bar_step(scale: Scale) -> Unit:
    """Choose the least calendar step that is wide enough for a bar."""
    for unit in (Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH):
        if unit.value / scale.minutes_per_pixel >= (HOUR_LEAST if unit is Unit.HOUR else BAR_LEAST):
            return unit
    return Unit.YEAR


def bar_edges(scale: Scale, width: float) -> tuple[Unit, Ints]:
    """Tell the step and its edges over the plot; where even years are too narrow, several make a bar."""
    unit, every = bar_step(scale), 1
    while unit.value * every / scale.minutes_per_pixel < BAR_LEAST:
        every *= 10
    return unit, edges(unit, every, scale.minute(0.0), scale.minute(max(width, 1.0)))


def strips(index: Index, lanes: Ints, tops: Floats, scale: Scale, width: float) -> Strips:
    """Compose the strips of ``lanes`` (ascending), whose upper edges lie at ``tops``."""
    unit, steps = bar_edges(scale, width)
    counts = index.density(lanes, steps)
    which, at = np.nonzero(counts.sum(axis=2))
    count = counts[which, at]
    x = scale.x(steps)
    stack = stack_of(index.tints)
    half = count[:, stack.astride].sum(axis=1) / 2
    up = half + count[:, stack.up].sum(axis=1)
    down = half + count[:, stack.down].sum(axis=1)
    per_entry = _per_entry(stack, float(up.max(initial=0.0)), float(down.max(initial=0.0)))
    axis = tops[which] + stack.axis
    bars = BarItems(
        lanes[which].astype(np.int32),
        x[at],
        np.maximum(x[at + 1] - BAR_GAP, np.minimum(x[at + 1], BAR_GAP)) - x[at],
        axis - up * per_entry,
        axis + down * per_entry,
        steps[at],
        steps[at + 1],
        count,
    )
    key = _key(unit, per_entry) if len(bars) else None
    return Strips(bars, _segments(stack, bars, axis, half, per_entry), _peaks(bars, lanes), key)


def _ladder(value: float) -> float:
    """Round up to the next rung."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(next((step * power for step in LADDER if step * power >= value), 10 * power))


def _per_entry(stack: Stack, up: float, down: float) -> float:
    most = max(up, down * stack.high / stack.deep) if stack.deep else up
    return ENTRY_MOST if most * ENTRY_MOST <= stack.high else stack.high / _ladder(most)


def _key(unit: Unit, per_entry: float) -> StripKey:
    fitting = KEY_HEIGHT / per_entry
    power = 10.0 ** np.floor(np.log10(fitting))
    count = int(max(step * power for step in (1, 2, 5) if step * power <= fitting * 1.0001))
    return StripKey(count, unit.name.lower(), count * per_entry)


def _segments(stack: Stack, bars: BarItems, axis: Floats, half: Floats, per_entry: float) -> SegmentItems:
    """Stack the colours of every bar outwards from its axis, and what stands astride it."""
    tints, tops, heights = [], [], []
    for outwards, sign in ((stack.up, -1), (stack.down, 1)):
        reached = half.copy()
        for tint in outwards:
            number = bars.count[:, tint]
            further = reached + number
            tints.append(np.full(len(bars), tint, np.uint8))
            tops.append(axis - further * per_entry if sign < 0 else axis + reached * per_entry)
            heights.append(number * per_entry)
            reached = further
    for tint in stack.astride:
        tints.append(np.full(len(bars), tint, np.uint8))
        tops.append(axis - half * per_entry)
        heights.append(2 * half * per_entry)
    height = np.concatenate(heights)
    drawn = height > 0
    repeats = len(tints)
    return SegmentItems(
        np.concatenate(tints)[drawn],
        np.tile(bars.x, repeats)[drawn],
        np.concatenate(tops)[drawn],
        np.tile(bars.width, repeats)[drawn],
        height[drawn],
    )


def _peaks(bars: BarItems, lanes: Ints) -> tuple[Peak, ...]:
    """Put numbers on the highest bars of each lane, PEAK_APART from one another; a lane of ones has no peak."""
    found: list[Peak] = []
    totals, centres = bars.count.sum(axis=1), bars.x + bars.width / 2
    for lane in lanes.tolist():
        mine = np.flatnonzero((bars.lane == lane) & (totals > 1))
        taken: list[float] = []
        while len(mine) and len(taken) < PEAKS:
            best = mine[totals[mine].argmax()]
            taken.append(float(centres[best]))
            found.append(Peak(lane, taken[-1], float(bars.top[best]) - PEAK_LIFT, int(totals[best])))
            mine = mine[np.abs(centres[mine] - centres[best]) >= PEAK_APART]
    return tuple(found)
