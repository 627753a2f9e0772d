"""Very many made-up entries at once, in bursts like news, for tests and measurements of the canvas."""

from __future__ import annotations

from datetime import date

import numpy as np

from db.dates import minutes_of
from db.marks import TYPES, Drawing, Flag, Grouped, Grouping, Marks, Strings
from db.vocabularies import ACT_OF_TYPE, Act

LANES = 12
_ACT_OF = np.array([list(Act).index(ACT_OF_TYPE[type_]) for type_ in TYPES], np.uint8)


def synthetic_marks(number: int, seed: int = 1) -> Marks:
    """Return ``number`` dated entries of two years in twelve lanes, a third of them with a duration."""
    chance = np.random.default_rng(seed)
    start, end = minutes_of(date(2019, 1, 1)), minutes_of(date(2021, 1, 1))
    centres = chance.uniform(start, end, 40)
    burst = chance.random(number) < 0.6
    places = np.where(
        burst, chance.choice(centres, number) + chance.normal(0, 9 * 1440, number), chance.uniform(start, end, number)
    )
    days = np.sort(np.clip(places, start, end - 1440) // 1440 * 1440).astype(np.int64)
    long = chance.random(number) < 1 / 3
    length = np.where(long, chance.integers(2, 20, number), 1)
    types = chance.integers(0, len(TYPES), number).astype(np.uint8)
    lanes = chance.choice(LANES, number, p=np.arange(LANES, 0, -1) / np.arange(LANES, 0, -1).sum()).astype(np.int32)
    one_each = Grouped(np.arange(number + 1, dtype=np.int32), lanes)
    names = tuple(f"Lane {lane}" for lane in range(LANES))
    return Marks(
        ids=Strings.pack([f"e{row}" for row in range(number)]),
        titles=Strings.pack([f"Talks on a truce, round {row}" for row in range(number)]),
        earliest=days,
        latest=days + length * 1440,
        place=days.copy(),
        kind=(chance.random(number) < 0.5).astype(np.uint8),
        type=types,
        act=_ACT_OF[types],
        drawing=np.where(long, Drawing.EXTENT, Drawing.DAY).astype(np.uint8),
        flags=np.full(number, Flag.DATED, np.uint8),
        status=np.zeros(number, np.uint8),
        sources=chance.integers(1, 4, number).astype(np.uint8),
        actors=one_each,
        roles=np.zeros(number, np.uint8),
        actor_ids=names,
        actor_sides=names,
        relations=np.empty((0, 3), np.int32),
        groupings={"side": Grouping(names, names, names, one_each)},
    )
