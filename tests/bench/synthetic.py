"""Marks of very many made-up entries: in bursts like news, in twelve lanes, of all types, a third with duration."""

from datetime import date

import numpy as np
import numpy.typing as npt

from db.dates import MINUTES_A_DAY, minutes_of
from db.marks import ACTS, KINDS, ROLES, TYPES, Drawing, Flag, Grouped, Grouping, Marks, Strings
from db.vocabularies import ACT_OF_TYPE, Kind, Role

LANES = 12
FIRST, LAST = minutes_of(date(2011, 1, 1)), minutes_of(date(2021, 1, 1))
WHO = ("Northland", "Eastmark", "The River Union", "Seaboard's minister", "An envoy of the Highlands", "Old Coast")
WHAT = ("calls for talks", "rejects the plan of the harbour towns", "offers to mediate", "meets the council", "warns")
WHERE = ("", " in the capital", " after a week of quiet", " at the border", " and asks the others to do the same")
ACT_OF = np.array([ACTS.index(ACT_OF_TYPE[type_]) for type_ in TYPES], np.uint8)
STATEMENT, EVENT = KINDS.index(Kind.STATEMENT), KINDS.index(Kind.EVENT)

Ints = npt.NDArray[np.int64]


def synthetic(count: int, *, seed: int = 11) -> Marks:
    """Return the marks of ``count`` entries over ten years; the same for the same seed."""
    chance = np.random.default_rng(seed)
    long = chance.random(count) < 1 / 3
    timed = ~long & (chance.random(count) < 0.2)
    start = _moments(count, chance)
    start = np.where(timed, start, start // MINUTES_A_DAY * MINUTES_A_DAY)
    days = np.where(long, 2 + chance.exponential(6, count).astype(np.int64), 1)
    end = start + np.where(timed, 1, days * MINUTES_A_DAY)
    order = np.lexsort((end, start))
    start, end, long, timed = start[order], end[order], long[order], timed[order]
    types = chance.integers(0, len(TYPES), count).astype(np.uint8)
    lanes = _lanes(count, chance)
    drawing = np.where(long, chance.choice(list(Drawing)[1:], count, p=(0.7, 0.1, 0.1, 0.1)), Drawing.DAY)
    hollow = drawing > Drawing.EXTENT
    return Marks(
        ids=Strings.pack([f"entry-{row}" for row in range(count)]),
        titles=_titles(count, chance),
        earliest=start,
        latest=end,
        place=start // np.where(timed, 1, MINUTES_A_DAY) * np.where(timed, 1, MINUTES_A_DAY),
        kind=np.where(chance.random(count) < 0.6, STATEMENT, EVENT).astype(np.uint8),
        type=types,
        act=ACT_OF[types],
        drawing=drawing.astype(np.uint8),
        flags=(Flag.DATED | np.where(timed, Flag.TIMED, 0) | np.where(hollow, Flag.HOLLOW, 0)).astype(np.uint8),
        status=np.zeros(count, np.uint8),
        sources=chance.integers(1, 4, count).astype(np.uint8),
        actors=lanes,
        roles=np.full(count, ROLES.index(Role.SPEAKER), np.uint8),
        actor_ids=tuple(f"actor-{lane}" for lane in range(LANES)),
        relations=np.zeros((0, 3), np.int32),
        groupings={"side": _grouping(lanes)},
    )


def _moments(count: int, chance: np.random.Generator) -> Ints:
    """Return minutes of which half lie anywhere and half follow, ever fewer, upon one of some hundred occasions."""
    occasions = chance.integers(FIRST, LAST, max(20, min(count // 200, 400)))
    after = chance.exponential(6 * MINUTES_A_DAY, count).astype(np.int64)
    burst = occasions[chance.integers(0, len(occasions), count)] + after
    anywhere = chance.integers(FIRST, LAST, count)
    return np.minimum(np.where(chance.random(count) < 0.5, burst, anywhere), LAST - 1)


def _lanes(count: int, chance: np.random.Generator) -> Grouped:
    """Let the first lanes hold most, as the parties to a matter are unlike in how much they say."""
    members = (chance.random(count) ** 2 * LANES).astype(np.int32)
    return Grouped(np.arange(count + 1, dtype=np.int32), members)


def _grouping(lanes: Grouped) -> Grouping:
    keys = tuple(f"side-{lane}" for lane in range(LANES))
    names = tuple(f"Side {lane + 1}" for lane in range(LANES))
    return Grouping(keys, names, names, lanes)


def _titles(count: int, chance: np.random.Generator) -> Strings:
    told = [f"{who} {what}{where}" for who in WHO for what in WHAT for where in WHERE]
    chosen = chance.integers(0, len(told), count).tolist()
    return Strings.pack([f"{told[which]}, {row}" for row, which in enumerate(chosen)])
