"""Entries made up for tests of the window: plausible in number, dates and lengths, about nothing in particular."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
from msgspec import Struct, field

from db.dates import MINUTES_A_DAY, minutes_of
from db.filters import Filter
from db.marks import (
    ACTS,
    KINDS,
    OPEN_FUTURE,
    OPEN_PAST,
    RELATIONS,
    ROLES,
    STATUSES,
    TYPES,
    Drawing,
    Flag,
    Grouped,
    Grouping,
    Marks,
    Strings,
)
from db.records import DatasetInfo, Library, Side
from db.vocabularies import ACT_OF_TYPE, Kind, Relation, Role, Status, Type
from desktop.session import Session
from desktop.states import Shown

SIDES = (
    "Northland",
    "Eastmark",
    "Seaboard",
    "Highlands",
    "River Union",
    "Old Coast",
    "Lakeside",
    "Three Isles",
    "Westfall",
    "Harbour League",
    "Council of Ports",
)
_TALKS = ("Call on a truce", "Ministers meet in the capital", "Envoy visits the port", "Second round of talks")
_WORDS = ("minister asks for restraint", "spokesman rejects it", "president warns of a reply", "envoy welcomes it")


class Spec(Struct, frozen=True):
    """One made-up entry. ``first`` and ``last`` are inclusive days, None where open; without either it is undated."""

    title: str
    type: Type = Type.CONSULT
    kind: Kind = Kind.EVENT
    side: str | tuple[str, ...] = SIDES[0]
    first: date | None = None
    last: date | None = None
    drawing: Drawing = Drawing.DAY
    status: Status = Status.OCCURRED
    sources: int = 1
    addressee: str | None = None
    answers: str | None = None
    relates: tuple[tuple[str, Relation], ...] = ()
    extra: Flag = field(default=Flag(0))
    id: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        return (self.side,) if isinstance(self.side, str) else self.side

    @property
    def dated(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def bounds(self) -> tuple[int, int]:
        if not self.dated:
            return 0, 0
        first = OPEN_PAST if self.first is None else minutes_of(self.first)
        last = self.last if self.last or Flag.OPEN_END in self.extra else self.first
        return first, OPEN_FUTURE if last is None else minutes_of(last) + MINUTES_A_DAY

    @property
    def place(self) -> int:
        day = self.first or self.last
        return minutes_of(day) if day else 0

    @property
    def flags(self) -> Flag:
        flags = self.extra | (Flag.DATED if self.dated else Flag(0))
        if self.drawing in (Drawing.ONE_OF, Drawing.UNCERTAIN, Drawing.APPROXIMATE):
            flags |= Flag.HOLLOW
        if self.dated and self.first is None:
            flags |= Flag.OPEN_START
        return flags


def marks_of(specs: list[Spec], sides: tuple[str, ...] = SIDES) -> Marks:
    """Put specs into columns, in the chronology's order."""
    ordered = sorted(specs, key=lambda s: (not s.dated, *s.bounds, s.id or s.title))
    bounds = np.array([s.bounds for s in ordered], np.int64).reshape(-1, 2)
    ids = [s.id or f"entry-{number}" for number, s in enumerate(ordered)]
    row_of = {s.id: row for row, s in enumerate(ordered) if s.id}
    relations = [
        (row, row_of[s.answers], RELATIONS.index(Relation.RESPONDS_TO)) for row, s in enumerate(ordered) if s.answers
    ]
    relations += [
        (row, row_of[other], RELATIONS.index(relation))
        for row, s in enumerate(ordered)
        for other, relation in s.relates
    ]
    actors, roles = _participations(ordered, sides)
    return Marks(
        ids=Strings.pack(ids),
        titles=Strings.pack([s.title for s in ordered]),
        earliest=bounds[:, 0].copy(),
        latest=bounds[:, 1].copy(),
        place=np.array([s.place for s in ordered], np.int64),
        kind=np.array([KINDS.index(s.kind) for s in ordered], np.uint8),
        type=np.array([TYPES.index(s.type) for s in ordered], np.uint8),
        act=np.array([ACTS.index(ACT_OF_TYPE[s.type]) for s in ordered], np.uint8),
        drawing=np.array([s.drawing for s in ordered], np.uint8),
        flags=np.array([s.flags for s in ordered], np.uint8),
        status=np.array([STATUSES.index(s.status) for s in ordered], np.uint8),
        sources=np.array([s.sources for s in ordered], np.uint8),
        actors=actors,
        roles=roles,
        actor_ids=tuple(side.lower().replace(" ", "-") for side in sides),
        actor_sides=tuple(side.lower().replace(" ", "-") for side in sides),
        relations=np.array(relations, np.int32).reshape(-1, 3),
        groupings={
            "side": _grouping(sides, [s.sides for s in ordered]),
            "type": _grouping(tuple(Type), [(s.type,) for s in ordered]),
        },
    )


def _grouped(lists: list[list[int]]) -> Grouped:
    offsets = np.zeros(len(lists) + 1, np.int32)
    np.cumsum([len(members) for members in lists], out=offsets[1:])
    return Grouped(offsets, np.array([m for members in lists for m in members], np.int32))


def _participations(specs: list[Spec], sides: tuple[str, ...]) -> tuple[Grouped, np.ndarray]:
    actors: list[list[int]] = []
    roles: list[int] = []
    for spec in specs:
        first, second = (Role.SPEAKER, Role.ADDRESSEE) if spec.kind is Kind.STATEMENT else (Role.LEAD, Role.PARTICIPANT)
        named = [(side, first) for side in spec.sides] + ([(spec.addressee, second)] if spec.addressee else [])
        actors.append([sides.index(side) for side, _ in named])
        roles += [ROLES.index(role) for _, role in named]
    return _grouped(actors), np.array(roles, np.uint8)


def _grouping(values: tuple[str, ...], of_rows: list[tuple[str, ...]]) -> Grouping:
    keys = tuple(value if isinstance(value, Type) else value.lower().replace(" ", "-") for value in values)
    return Grouping(keys, values, values, _grouped([[values.index(v) for v in row] for row in of_rows]))


def sample_specs(seed: int = 7) -> list[Spec]:
    """Return about 130 entries: 40 in June and July 2020, the others in bursts from 2011 on, 3 undated."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable picture, no secret
    specs = [_some_entry(chance, date(2020, 6, 1) + timedelta(chance.randrange(40)), n) for n in range(40)]
    for year, number in ((2011, 8), (2012, 3), (2015, 4), (2019, 40), (2020, 32)):
        days = 150 if year == 2020 else 330
        specs += [_some_entry(chance, date(year, 1, 1) + timedelta(chance.randrange(days)), n) for n in range(number)]
    specs += [Spec(f"Without any date {n}", Type.STATEMENT, Kind.STATEMENT) for n in range(3)]
    return specs


def _some_entry(chance: random.Random, day: date, number: int) -> Spec:
    kind = chance.choice(KINDS)
    type_ = chance.choice([t for t in TYPES if kind is Kind.STATEMENT or t is not Type.STATEMENT])
    side, other = chance.sample(SIDES, 2)
    drawing = chance.choices(list(Drawing), [12, 2, 2, 1, 1])[0]
    last = None if drawing is Drawing.DAY else day + timedelta(chance.randrange(2, 12))
    words = _WORDS if kind is Kind.STATEMENT else _TALKS
    return Spec(
        title=f"{side}: {chance.choice(words)} {number}",
        type=type_,
        kind=kind,
        side=side,
        first=day,
        last=last,
        drawing=drawing,
        status=chance.choices(list(Status), [20, 1, 1, 1, 1])[0],
        sources=chance.choice((1, 1, 1, 2, 3)),
        addressee=other,
    )


def library_of(focus: str = "2020-06-01/2020-07-31") -> Library:
    """Return a library with nothing but what the timeline asks of it."""
    sides = tuple(Side(name.lower().replace(" ", "-"), name, name) for name in SIDES)
    info = DatasetInfo("made-up", "Made up", "1", focus, "CC0", "0", sides)
    return Library(info, (), {})


def shown_of(marks: Marks, mask: np.ndarray | None = None) -> Shown:
    """Return what a filter leaves: everything unless a mask is given."""
    mask = np.ones(len(marks), bool) if mask is None else mask
    return Shown(mask, int(mask.sum()), int((mask & ~marks.dated).sum()))


def session_of(marks: Marks, focus: str = "2020-06-01/2020-07-31") -> Session:
    """Return a session that holds the marks, all of them shown."""
    session = Session()
    show(session, marks, focus)
    return session


def show(session: Session, marks: Marks, focus: str = "2020-06-01/2020-07-31") -> None:
    """Announce a library as the application does."""
    session.set_library(library_of(focus), marks, shown_of(marks))


def filter_to(session: Session, mask: np.ndarray) -> None:
    """Announce a filter that leaves the rows of ``mask``."""
    assert session.marks is not None
    session.set_filter(Filter(first="2020-06-01"), shown_of(session.marks, mask))
