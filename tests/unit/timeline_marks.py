"""Marks made up for the timeline's tests: entries by day, with what tells them apart."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.marks import OPEN_FUTURE, OPEN_PAST, Drawing, Flag, Grouped, Grouping, Marks, Strings
from desktop.timeline.index import Index

DAY = 1440


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """Minutes since 0001-01-01T00:00."""
    return (date(year, month, day).toordinal() - 1) * DAY + hour * 60 + minute


class Made(Struct, frozen=True):
    """An entry: ``start`` and ``end`` in minutes, None where open."""

    start: int | None
    end: int | None
    lanes: tuple[int, ...] = (0,)
    act: int = 0
    drawing: Drawing = Drawing.DAY
    flags: int = 0
    status: int = 0
    sources: int = 1
    actors: tuple[tuple[int, int], ...] = ()
    dated: bool = True

    @property
    def place(self) -> int:
        return self.start if self.start is not None else (self.end or DAY) - DAY


def day(minute: int, **more: object) -> Made:
    """An entry on one known day."""
    return Made(minute, minute + DAY, **more)  # type: ignore[arg-type]


def marks_of(entries: Sequence[Made], lanes: int, relations: Sequence[tuple[int, int, int]] = ()) -> Marks:
    """Columns of the entries in the chronology's order; ``relations`` count in that order."""
    bounds = [
        (OPEN_PAST if each.start is None else each.start, OPEN_FUTURE if each.end is None else each.end)
        for each in entries
    ]
    order = sorted(range(len(entries)), key=lambda i: (not entries[i].dated, *bounds[i], i))
    ordered, bounds = [entries[i] for i in order], [bounds[i] for i in order]
    keys = tuple(f"lane-{number}" for number in range(lanes))
    grouping = Grouping(keys, keys, keys, grouped([each.lanes for each in ordered]))
    flags = [
        each.flags
        | (Flag.DATED if each.dated else 0)
        | (Flag.OPEN_START if each.start is None else 0)
        | (Flag.OPEN_END if each.end is None else 0)
        for each in ordered
    ]
    return Marks(
        ids=Strings.pack([f"entry-{i}" for i in range(len(ordered))]),
        titles=Strings.pack([f"Entry {i}" for i in range(len(ordered))]),
        earliest=np.array([first for first, _ in bounds], np.int64),
        latest=np.array([last for _, last in bounds], np.int64),
        place=np.array([each.place for each in ordered], np.int64),
        kind=np.zeros(len(ordered), np.uint8),
        type=np.zeros(len(ordered), np.uint8),
        act=np.array([each.act for each in ordered], np.uint8),
        drawing=np.array([each.drawing for each in ordered], np.uint8),
        flags=np.array(flags, np.uint8),
        status=np.array([each.status for each in ordered], np.uint8),
        sources=np.array([each.sources for each in ordered], np.uint8),
        actors=grouped([tuple(actor for actor, _ in each.actors) for each in ordered]),
        roles=np.array([role for each in ordered for _, role in each.actors], np.uint8),
        actor_ids=keys,
        relations=np.array(relations, np.int32).reshape(-1, 3),
        groupings={"side": grouping},
    )


def grouped(lists: Sequence[Sequence[int]]) -> Grouped:
    """Lists of small integers as offsets and members."""
    offsets = np.zeros(len(lists) + 1, np.int32)
    np.cumsum([len(each) for each in lists], out=offsets[1:])
    return Grouped(offsets, np.array([value for each in lists for value in each], np.int32))


def index_of(entries: Sequence[Made], lanes: int = 1, shown: npt.NDArray[np.bool_] | None = None) -> Index:
    """An index over the entries in ``lanes`` lanes."""
    marks = marks_of(entries, lanes)
    return Index.build(marks, marks.groupings["side"], shown)


def many(count: int, lanes: int, *, seed: int = 1, years: int = 10, spans: float = 0.33) -> Marks:
    """Entries in bursts over some years, a part of them with duration."""
    random = np.random.default_rng(seed)
    total = years * 365
    bursts = random.integers(0, total, max(count // 2000, 20))
    days = np.where(
        random.random(count) < 0.5,
        random.integers(0, total, count),
        (bursts[random.integers(0, len(bursts), count)] + random.exponential(8, count)).astype(np.int64),
    )
    start = at(2011, 1, 1) + days * DAY
    timed = random.random(count) < 0.5
    start = start + np.where(timed, random.integers(0, DAY, count), 0)
    long = random.random(count) < spans
    length = np.where(long, DAY * (2 + random.exponential(5, count).astype(np.int64)), np.where(timed, 1, DAY))
    timed &= ~long
    start = np.where(long, start // DAY * DAY, start)
    drawing = np.where(long, random.integers(1, 5, count), 0)
    order = np.lexsort((start + length, start))
    start, length, timed, drawing = start[order], length[order], timed[order], drawing[order]
    keys = tuple(f"lane-{number}" for number in range(lanes))
    offsets = np.arange(count + 1, dtype=np.int32)
    members = (random.random(count) ** 2 * lanes).astype(np.int32)
    flags = Flag.DATED | np.where(timed, Flag.TIMED, 0) | np.where(drawing > 1, Flag.HOLLOW, 0)
    none = np.zeros(count, np.uint8)
    empty = Strings(b"", np.zeros(count + 1, np.int64))
    return Marks(
        empty, empty, start, start + length, start, none, none,
        random.integers(0, 5, count).astype(np.uint8), drawing.astype(np.uint8), flags.astype(np.uint8), none,
        random.integers(1, 5, count).astype(np.uint8), Grouped(offsets * 0, members[:0]), none[:0], keys,
        np.zeros((0, 3), np.int32), {"side": Grouping(keys, keys, keys, Grouped(offsets, members))},
    )  # fmt: skip
