"""Read one entry whole, as the detail panel shows it.

By plain ``sqlite3``, a statement a table: this is read at every click, and putting the statements together
anew took many times what they take to run.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from db import library, queries
from db.dates import MINUTES_A_DAY
from db.driver import driver
from db.records import Citation, Entry, Participation, Passage, Reading, Related, Stance
from db.vocabularies import AnchorState, Basis, Form, Relation, Role, StanceValue, TextKind

_ENTRY = (
    "SELECT id, summary, mode, date_basis, date_wording, date_reason, place, channel, form FROM entry WHERE row = ?"
)
_READINGS = "SELECT date, why_not FROM reading WHERE entry_row = ? ORDER BY number"
_PARTICIPATIONS = "SELECT actor_number, role FROM participation WHERE entry_row = ? ORDER BY number"
_STANCES = (
    "SELECT question.id, stance.value FROM stance JOIN question ON question.number = stance.question_number"
    " WHERE stance.entry_row = ? ORDER BY stance.number"
)
_STAR = "SELECT EXISTS (SELECT 1 FROM star WHERE entry_id = ?)"
_NOTE = "SELECT text FROM note WHERE entry_id = ?"
_CITATIONS = (
    "SELECT citation.number, citation.origin, article.number, article.digest, original.text FROM citation"
    " JOIN article ON article.number = citation.article_number LEFT JOIN original ON original.slug = article.slug"
    " WHERE citation.entry_row = ? ORDER BY article.number"
)
_PASSAGES = (
    'SELECT citation_number, number, start, "end" FROM passage'
    " WHERE citation_number IN (SELECT number FROM citation WHERE entry_row = ?) ORDER BY citation_number, number"
)
_ANCHORS = (
    'SELECT citation_number, number, start, "end", state, changed FROM anchor'
    " WHERE citation_number IN (SELECT number FROM citation WHERE entry_row = ?) ORDER BY citation_number, number"
)
_DIFFERENCES = (
    "SELECT citation_number, text FROM difference"
    " WHERE citation_number IN (SELECT number FROM citation WHERE entry_row = ?) ORDER BY citation_number, number"
)
_REFERS = "SELECT relation, target_row FROM reference WHERE entry_row = ? ORDER BY number"
_REFERRED = "SELECT relation, entry_row FROM reference WHERE target_row = ? ORDER BY entry_row"
_BEFORE = (
    "SELECT row FROM entry WHERE date IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM participation WHERE entry_row = entry.row AND actor_number = ?)"
    " AND EXISTS (SELECT 1 FROM participation WHERE entry_row = entry.row AND actor_number = ?)"
    " AND row < ?3 AND latest <= (SELECT earliest FROM entry WHERE row = ?3) ORDER BY row DESC LIMIT 1"
)
_AFTER = (
    "SELECT row FROM entry WHERE date IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM participation WHERE entry_row = entry.row AND actor_number = ?)"
    " AND EXISTS (SELECT 1 FROM participation WHERE entry_row = entry.row AND actor_number = ?)"
    " AND row > ?3 AND earliest >= (SELECT latest FROM entry WHERE row = ?3) ORDER BY row LIMIT 1"
)
_SIDES = ((False, _BEFORE), (True, _AFTER))
_PLACES = "SELECT row, earliest, latest FROM entry WHERE row IN (SELECT value FROM json_each(?))"


class _Part(Struct, frozen=True):
    """An actor's part in an entry, by the actor's number."""

    actor: int
    role: Role


def entry(connection: Connection, row: int) -> Entry | None:
    """Return the entry of this row, or None where there is none."""
    plain = driver(connection)
    found = plain.execute(_ENTRY, (row,)).fetchone()
    if found is None:
        return None
    identifier, summary, mode, basis, wording, reason, place, channel, form = found
    parts = [_Part(actor, Role(role)) for actor, role in plain.execute(_PARTICIPATIONS, (row,))]
    actors = library.numbered_actors(plain)
    head = queries.heads(connection, [row])[row]
    note = plain.execute(_NOTE, (identifier,)).fetchone()
    return Entry(
        head=head,
        summary=summary,
        mode=mode,
        date_basis=None if basis is None else Basis(basis),
        date_wording=wording,
        date_reason=reason,
        readings=tuple(Reading(*values) for values in plain.execute(_READINGS, (row,))),
        place=place,
        channel=channel,
        form=None if form is None else Form(form),
        participations=tuple(Participation(actors[part.actor], part.role) for part in parts),
        stances=tuple(Stance(question, StanceValue(value)) for question, value in plain.execute(_STANCES, (row,))),
        citations=_citations(plain, row),
        related=tuple(_related(connection, row, parts if head.date is not None else [])),
        starred=bool(plain.execute(_STAR, (identifier,)).fetchone()[0]),
        note="" if note is None else note[0],
    )


def _citations(plain: sqlite3.Connection, row: int) -> tuple[Citation, ...]:
    articles = library.articles(plain)
    passages = _by_citation(plain.execute(_PASSAGES, (row,)))
    anchors = _by_citation(plain.execute(_ANCHORS, (row,)))
    differences = _by_citation(plain.execute(_DIFFERENCES, (row,)))
    made = []
    for number, origin, article_number, digest, original in plain.execute(_CITATIONS, (row,)):
        article = articles[article_number]
        made.append(
            Citation(
                article=article,
                origin=origin,
                digest=tuple(
                    Passage(article.slug, TextKind.DIGEST, at, start, end, digest[start:end])
                    for at, start, end in passages[number]
                ),
                original=tuple(_anchored(article.slug, original or "", *values) for values in anchors[number]),
                differences=tuple(text for (text,) in differences[number]),
            )
        )
    return tuple(made)


def _by_citation(rows: Iterable[tuple[Any, ...]]) -> defaultdict[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for number, *values in rows:
        found[number].append(tuple(values))
    return found


def _anchored(
    slug: str, text: str, number: int, start: int | None, end: int | None, state: str, changed: str
) -> Passage:
    words = "" if start is None or end is None else text[start:end]
    ranges = tuple((first, last) for first, last in json.loads(changed))
    return Passage(slug, TextKind.ORIGINAL, number, start, end, words, AnchorState(state), ranges)


def _related(connection: Connection, row: int, parts: list[_Part]) -> Iterator[Related]:
    """Yield what refers to an entry or is referred to; then what came before and after between two of its ``parts``."""
    plain = driver(connection)
    links = [(Relation(relation), False, target) for relation, target in plain.execute(_REFERS, (row,))]
    contradicted = {target for relation, _, target in links if relation is Relation.CONTRADICTS}
    links += [
        (Relation(relation), True, other)
        for relation, other in plain.execute(_REFERRED, (row,))
        # Two that contradict each other are told of once.
        if relation != Relation.CONTRADICTS or other not in contradicted
    ]
    neighbours = _between_the_same_two(plain, row, parts)
    heads = queries.heads(connection, [other for _, _, other in links] + [other for _, other in neighbours])
    days = _days(plain, [row, *heads])
    order = list(Relation)
    links.sort(key=lambda link: (order.index(link[0]), link[1], link[2]))
    for (relation, inverse, other), _ in groupby(links):
        yield Related(heads[other], relation, inverse, _distance(days, row, other))
    for inverse, other in neighbours:
        yield Related(heads[other], None, inverse, _distance(days, row, other))


def _days(plain: sqlite3.Connection, rows: list[int]) -> dict[int, int | None]:
    """Tell the days of some entries, None for those that may lie on several, or on none that is known."""
    places = plain.execute(_PLACES, (json.dumps(rows),))
    return {
        row: None if first is None or last - first > MINUTES_A_DAY else first // MINUTES_A_DAY
        for row, first, last in places
    }


def _distance(days: dict[int, int | None], one: int, other: int) -> int | None:
    first, second = days[one], days[other]
    return None if first is None or second is None else second - first


def _two_actors(parts: list[_Part]) -> tuple[int, int] | None:
    """Return the numbers of an entry's first actor and of the first that it is directed at, where it has both."""
    first = next((part.actor for part in parts if part.role in queries.FIRST_ROLES), None)
    others = [part for role in (*queries.OTHER_ROLES, Role.HOST, Role.LEAD) for part in parts if part.role is role]
    other = next((part.actor for part in others if part.actor != first), None)
    return None if first is None or other is None else (first, other)


def _between_the_same_two(plain: sqlite3.Connection, row: int, parts: list[_Part]) -> list[tuple[bool, int]]:
    pair = _two_actors(parts)
    if pair is None:
        return []
    found = [(inverse, plain.execute(asked, (*pair, row)).fetchone()) for inverse, asked in _SIDES]
    return [(inverse, there[0]) for inverse, there in found if there is not None]
