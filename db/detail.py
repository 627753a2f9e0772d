"""Read one entry whole, as the detail panel shows it."""

import json
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, exists, select
from sqlalchemy.orm import Session, selectinload

from db import library, models, queries
from db.dates import MINUTES_A_DAY
from db.driver import driver
from db.models import Entry, Participation
from db.records import (
    Citation,
    Passage,
    Reading,
    Related,
    Relation,
    Role,
    Stance,
    TextKind,
)
from db.records import Entry as EntryRecord
from db.records import Participation as ParticipationRecord
from db.user_models import Note, Original, Star


def entry(connection: Connection, row: int) -> EntryRecord | None:
    """Return the entry of this row, or None where there is none."""
    with Session(connection) as session:
        found = session.get(
            Entry,
            row,
            options=[
                selectinload(Entry.readings),
                selectinload(Entry.participations),
                selectinload(Entry.stances).joinedload(models.Stance.question),
                selectinload(Entry.citations).selectinload(models.Citation.passages),
                selectinload(Entry.citations).selectinload(models.Citation.anchors),
                selectinload(Entry.citations).selectinload(models.Citation.differences),
                selectinload(Entry.refers_to),
                selectinload(Entry.referred_by),
            ],
        )
        return None if found is None else _record(connection, found)


def _record(connection: Connection, found: Entry) -> EntryRecord:
    actors = library.numbered_actors(driver(connection))
    return EntryRecord(
        head=queries.heads(connection, [found.row])[found.row],
        summary=found.summary,
        mode=found.mode,
        date_basis=found.date_basis,
        date_wording=found.date_wording,
        date_reason=found.date_reason,
        readings=tuple(Reading(r.date, r.why_not) for r in found.readings),
        place=found.place,
        channel=found.channel,
        form=found.form,
        participations=tuple(ParticipationRecord(actors[p.actor_number], p.role) for p in found.participations),
        stances=tuple(Stance(s.question.id, s.value) for s in found.stances),
        citations=_citations(connection, found),
        related=tuple(_related(connection, found)),
        starred=connection.scalar(select(exists().where(Star.entry_id == found.id))) or False,
        note=connection.scalar(select(Note.text).where(Note.entry_id == found.id)) or "",
    )


def _citations(connection: Connection, found: Entry) -> tuple[Citation, ...]:
    articles = library.articles(driver(connection))
    texts = dict(
        connection.execute(
            select(Original.slug, Original.text).where(
                Original.slug.in_([articles[c.article_number].slug for c in found.citations])
            )
        ).all()
    )
    table = models.Article
    digests = dict(
        connection.execute(
            select(table.number, table.digest).where(table.number.in_([c.article_number for c in found.citations]))
        ).all()
    )
    made = []
    for citation in sorted(found.citations, key=lambda c: c.article_number):
        article = articles[citation.article_number]
        made.append(
            Citation(
                article=article,
                origin=citation.origin,
                digest=tuple(
                    _passage(article.slug, TextKind.DIGEST, p.number, p.start, p.end, digests[citation.article_number])
                    for p in citation.passages
                ),
                original=tuple(_anchored(article.slug, a, texts.get(article.slug, "")) for a in citation.anchors),
                differences=tuple(d.text for d in citation.differences),
            )
        )
    return tuple(made)


def _passage(slug: str, kind: TextKind, number: int, start: int, end: int, text: str) -> Passage:
    return Passage(slug, kind, number, start, end, text[start:end])


def _anchored(slug: str, anchor: models.Anchor, text: str) -> Passage:
    words = "" if anchor.start is None or anchor.end is None else text[anchor.start : anchor.end]
    changed = tuple((first, last) for first, last in json.loads(anchor.changed))
    return Passage(slug, TextKind.ORIGINAL, anchor.number, anchor.start, anchor.end, words, anchor.state, changed)


def _related(connection: Connection, found: Entry) -> Iterator[Related]:
    links = [(r.relation, False, r.target_row) for r in found.refers_to]
    contradicted = {r.target_row for r in found.refers_to if r.relation is Relation.CONTRADICTS}
    links += [
        (r.relation, True, r.entry_row)
        for r in found.referred_by
        # Two that contradict each other are told of once.
        if r.relation is not Relation.CONTRADICTS or r.entry_row not in contradicted
    ]
    neighbours = _between_the_same_two(connection, found)
    heads = queries.heads(connection, [row for _, _, row in links] + [row for _, row in neighbours])
    days = _days(connection, [found.row, *heads])
    order = list(Relation)
    links.sort(key=lambda link: (order.index(link[0]), link[1], link[2]))
    for (relation, inverse, row), _ in groupby(links):
        yield Related(heads[row], relation, inverse, _distance(days, found.row, row))
    for inverse, row in neighbours:
        yield Related(heads[row], None, inverse, _distance(days, found.row, row))


def _days(connection: Connection, rows: list[int]) -> dict[int, int | None]:
    places = connection.execute(select(Entry.row, Entry.place_minute).where(Entry.row.in_(rows)))
    return {row: None if minute is None else minute // MINUTES_A_DAY for row, minute in places}


def _distance(days: dict[int, int | None], one: int, other: int) -> int | None:
    first, second = days[one], days[other]
    return None if first is None or second is None else second - first


def two_actors(found: Entry) -> tuple[int, int] | None:
    """Return the numbers of an entry's first actor and of the first that it is directed at, where it has both."""
    first = next((p.actor_number for p in found.participations if p.role in queries.FIRST_ROLES), None)
    parts = [p for role in (*queries.OTHER_ROLES, Role.HOST, Role.LEAD) for p in found.participations if p.role is role]
    other = next((p.actor_number for p in parts if p.actor_number != first), None)
    return None if first is None or other is None else (first, other)


def _between_the_same_two(connection: Connection, found: Entry) -> list[tuple[bool, int]]:
    pair = two_actors(found)
    if pair is None or found.date is None:
        return []
    both = [
        exists(
            select(1).where(Participation.entry_row == Entry.row, Participation.actor_number == actor).correlate(Entry)
        )
        for actor in pair
    ]
    dated = select(Entry.row).where(Entry.date.is_not(None), *both)
    before = connection.scalar(dated.where(Entry.row < found.row).order_by(Entry.row.desc()).limit(1))
    after = connection.scalar(dated.where(Entry.row > found.row).order_by(Entry.row).limit(1))
    return [(inverse, row) for inverse, row in ((False, before), (True, after)) if row is not None]
