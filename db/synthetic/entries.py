"""Make entries one by one: what happens or is said, by whom, to whom, and where it is written."""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.content import DatasetCitation, DatasetEntry
from db.marks import TYPES
from db.records import Reading, Stance
from db.synthetic.dates import LONG, Way, Whens
from db.synthetic.pace import FIRST_DAY
from db.synthetic.words import CHANNELS, MODES, QUESTIONS, WEEKDAYS, title_words
from db.synthetic.world import ACTORS_A_SIDE, ROUNDS, SIDES, actor_id, digest_text, slug
from db.vocabularies import Basis, Form, Kind, Relation, Role, StanceValue, Status, Type

STATEMENTS = 0.57
"""Part of the entries that are statements."""
SOURCES = np.array([0.6, 0.25, 0.1, 0.05])
"""Part of the entries that have one source, two, three, four."""
REMEMBERED = 32
"""Earlier entries that a later one may refer to."""
TOWNS = 24

Whole = npt.NDArray[np.int64]

_PEOPLE = SIDES * ACTORS_A_SIDE
_EVENT_TYPES = np.array([TYPES.index(type_) for type_ in TYPES if type_ is not Type.STATEMENT])
_TARGETED = frozenset({Type.SANCTION, Type.COERCE, Type.ASSAULT, Type.PROTEST, Type.MOBILIZE, Type.THREATEN})
_FORMS = tuple(Form)
_BASES = tuple(Basis)
_REASONS = {
    Basis.EXPLICIT: "The article prints the date.",
    Basis.RELATIVE: "The article names the weekday, and came out within the week.",
    Basis.INFERRED: "It is counted from what the article tells of the days around it.",
}
_STATUSES = (Status.PLANNED, Status.POSTPONED, Status.CLAIMED)


class _Draw(Struct, frozen=True):
    """Random numbers for one entry, all drawn at once for a day's."""

    statement: bool
    type: int
    actor: int
    other: int
    third: int
    words: float
    round: int
    sources: int
    back: int
    chance: tuple[float, float, float, float]
    """For who takes part, for references, for stances and readings, for the status and how a date is known."""


class EntryMaker:
    """Makes the entries of one library, which must come in the chronology's order; numbers give them their ids."""

    def __init__(self, total: int, articles: int, chance: np.random.Generator) -> None:
        """Make ``total`` entries that ``articles`` report."""
        self._total, self._articles, self._chance = total, articles, chance
        self._titles = [title_words(type_) for type_ in TYPES]
        self._names = [f"Actor {number + 1}" for number in range(_PEOPLE)]
        self._ranges = digest_text()[2]
        self._citations: dict[tuple[int, int], DatasetCitation] = {}
        self._roles = {role: tuple((actor_id(number), role) for number in range(_PEOPLE)) for role in Role}
        self._stances = [Stance(f"question-{q + 1}", value) for q in range(len(QUESTIONS)) for value in StanceValue]
        self._events: deque[str] = deque(maxlen=REMEMBERED)
        self._wholes: deque[str] = deque(maxlen=REMEMBERED)
        self._number = 0

    def undated(self, sides: Whole) -> Iterator[DatasetEntry]:
        """Make entries without a date, one for each of ``sides``."""
        for draw in self._draws(sides):
            yield self._entry(draw, None, Way.DAY, "")

    def dated(self, whens: Whens, sides: Whole, day: int) -> Iterator[DatasetEntry]:
        """Make entries of a day, counted from FIRST_DAY; ``sides`` are in the order in which dates were drawn."""
        weekday = WEEKDAYS[(FIRST_DAY + timedelta(days=day)).weekday()]
        for draw, text, way in zip(self._draws(sides[whens.order]), whens.texts, whens.ways, strict=True):
            yield self._entry(draw, text, way, weekday)

    def _draws(self, sides: Whole) -> Iterator[_Draw]:
        chance, count = self._chance, len(sides)
        statement = chance.random(count) < STATEMENTS
        plain = statement & (chance.random(count) < 0.3)
        types = np.where(plain, TYPES.index(Type.STATEMENT), chance.choice(_EVENT_TYPES, count))
        actor = sides * ACTORS_A_SIDE + (chance.random(count) ** 2 * ACTORS_A_SIDE).astype(np.int64)
        # Somebody of another side, and somebody of a third one.
        step = chance.integers(1, SIDES // 2, (count, 2)) * ACTORS_A_SIDE
        other = (actor + step[:, 0]) % _PEOPLE
        third = (actor + step[:, 0] + step[:, 1]) % _PEOPLE
        sources = chance.choice(len(SOURCES), count, p=SOURCES) + 1
        columns = (statement, types, actor, other, third, chance.random(count))
        more = (chance.integers(0, ROUNDS, count), sources, chance.geometric(0.2, count))
        chances = map(tuple, chance.random((count, 4)).tolist())
        yield from map(_Draw, *(column.tolist() for column in (*columns, *more)), chances)

    def _entry(self, draw: _Draw, date: str | None, way: int, weekday: str) -> DatasetEntry:
        number, known = self._number, draw.chance[3]
        identifier = entry_id(number)
        type_, title = TYPES[draw.type], self._title(draw)
        references = self._references(draw, identifier)
        basis = _BASES[int(known * 97) % len(_BASES)] if date else None
        self._number += 1
        if not draw.statement:
            self._events.append(identifier)
        if way in LONG:
            self._wholes.append(identifier)
        modes = MODES.get(type_, ("",))
        return DatasetEntry(
            id=identifier,
            kind=Kind.STATEMENT if draw.statement else Kind.EVENT,
            type=type_,
            title=title,
            summary=f"{title}: made up, to try Démarche with many entries.",
            date=date,
            date_basis=basis,
            date_wording=f"on {weekday}" if basis is Basis.RELATIVE and way == Way.DAY else "",
            date_reason=_REASONS[basis] if basis else "",
            readings=_readings(draw, date, way),
            mode=modes[draw.back % len(modes)],
            place="" if draw.statement else f"Town {draw.actor % TOWNS + 1}",
            status=_status(known, way),
            channel=CHANNELS[draw.back % len(CHANNELS)] if draw.statement and known < 0.8 else "",
            form=_FORMS[draw.back % len(_FORMS)] if draw.statement else None,
            roles=self._speaking(draw) if draw.statement else self._acting(draw, type_),
            stances=self._taken(draw),
            references=references,
            citations=self._cited(draw, number),
        )

    def _title(self, draw: _Draw) -> str:
        titles = self._titles[draw.type]
        return f"{self._names[draw.actor]} {titles[int(draw.words * len(titles))]}"

    def _speaking(self, draw: _Draw) -> tuple[tuple[str, Role], ...]:
        """Return a speaker, sometimes with another or for the side, and mostly somebody spoken to."""
        roles, part = self._roles, draw.chance[0]
        said = [roles[Role.SPEAKER][draw.actor]]
        if part < 0.05:
            said.append(roles[Role.SPEAKER][draw.other])
        elif part > 0.8 and draw.actor % ACTORS_A_SIDE:
            said.append(roles[Role.ON_BEHALF_OF][draw.actor - draw.actor % ACTORS_A_SIDE])
        if part > 0.3:
            said.append(roles[Role.ADDRESSEE][draw.third])
        return tuple(said)

    def _acting(self, draw: _Draw, type_: Type) -> tuple[tuple[str, Role], ...]:
        """Return a lead with whom it meets or whom it strikes, and sometimes somebody who helps them to."""
        roles, part = self._roles, draw.chance[0]
        acting = [roles[Role.LEAD][draw.actor]]
        if part < 0.9:
            acting.append(roles[Role.TARGET if type_ in _TARGETED else Role.PARTICIPANT][draw.other])
        if part < 0.15:
            acting.append(roles[Role.HOST if part < 0.1 else Role.MEDIATOR][draw.third])
        return tuple(acting)

    def _references(self, draw: _Draw, identifier: str) -> tuple[tuple[Relation, str], ...]:
        """Return what an entry answers, was said at, is part of or contradicts: something made shortly before."""
        part, number = draw.chance[1], self._number
        earlier = entry_id(max(number - draw.back, 0))
        if part > 0.3 or earlier == identifier:
            return ()
        if draw.statement and part < 0.08 and self._events:
            return ((Relation.SAID_AT, self._events[-1 - draw.back % len(self._events)]),)
        if part < 0.12 and self._wholes:
            return ((Relation.PART_OF, self._wholes[-1 - draw.back % len(self._wholes)]),)
        if draw.statement and part < 0.28:
            return ((Relation.CONTRADICTS if part > 0.27 else Relation.RESPONDS_TO, earlier),)
        return ()

    def _taken(self, draw: _Draw) -> tuple[Stance, ...]:
        part = draw.chance[2]
        return (self._stances[int(part * 100) % len(self._stances)],) if draw.statement and part < 0.2 else ()

    def _cited(self, draw: _Draw, number: int) -> tuple[DatasetCitation, ...]:
        """Return citations by as many articles as there are sources, which were published one after another."""
        sentence = draw.round * len(TYPES) + draw.type
        first = min(number * self._articles // self._total, self._articles - draw.sources)
        return tuple(self._citation(first + more, sentence) for more in range(draw.sources))

    def _citation(self, article: int, sentence: int) -> DatasetCitation:
        found = self._citations.get((article, sentence))
        if found is None:
            found = DatasetCitation(slug(article), passages=(self._ranges[sentence],))
            self._citations[article, sentence] = found
        return found


def entry_id(number: int) -> str:
    """Return the id of an entry by its place in the chronology, counted from 0; ids sort as numbers do."""
    return f"entry-{number:08}"


def _status(known: float, way: int) -> Status:
    if way == Way.OPEN_END:
        return Status.ONGOING
    return _STATUSES[int(known * 1e6) % len(_STATUSES)] if known > 0.93 else Status.OCCURRED


def _readings(draw: _Draw, date: str | None, way: int) -> tuple[Reading, ...]:
    if date is None or way != Way.DAY or draw.chance[2] < 0.98:
        return ()
    return (Reading(f"{date[:7]}", "The whole month is too long for what is told."),)
