"""See that the tables of a dataset agree with one another; each check yields every fault that it finds.

What refers to a table that is faulty in itself is not blamed for it: such a table's id is known all the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from msgspec import Struct

from db.dataset_tables import (
    MODES,
    ActorTable,
    ArticleTable,
    CitationTable,
    DatasetTable,
    EntryTable,
    EventTable,
    StatementTable,
)
from db.dates import DateError, Shape, parse
from db.digests import Digest
from db.errors import Fault
from db.locators import LocatorError, parse_locator
from db.vocabularies import Role, Type

Table_co = TypeVar("Table_co", bound=Struct, covariant=True)

_EVENT_ROLES = frozenset({Role.LEAD, Role.PARTICIPANT, Role.TARGET, Role.HOST, Role.MEDIATOR})


class Taken(Struct, Generic[Table_co], frozen=True):
    """One table of a file: its id and, unless it is faulty in itself, its values.

    ``name`` is the id, or its place in the file where it has none.
    """

    file: str
    name: str
    id: str | None
    table: Table_co | None

    def blame(self, key: str, reason: str) -> Fault:
        """Return a fault of this table."""
        return Fault(self.file, self.name, key, reason)


class Contents(Struct, frozen=True):
    """All that was read of a dataset's files, faulty tables included. ``digests`` is keyed by slug."""

    info: Taken[DatasetTable]
    actors: tuple[Taken[ActorTable], ...]
    entries: tuple[Taken[EntryTable], ...]
    articles: tuple[Taken[ArticleTable], ...]
    digests: dict[str, Digest]

    @property
    def sides(self) -> frozenset[str]:
        """The ids of all sides; empty where ``dataset.toml`` is faulty."""
        return frozenset(side.id for side in self.info.table.side) if self.info.table else frozenset()

    @property
    def questions(self) -> frozenset[str]:
        """The ids of all questions; empty where ``dataset.toml`` is faulty."""
        return frozenset(question.id for question in self.info.table.question) if self.info.table else frozenset()


def check(contents: Contents) -> Iterator[Fault]:
    """Yield every fault between tables."""
    yield from _info(contents)
    yield from _unique(contents.actors)
    yield from _unique(contents.entries)
    yield from _formerly(contents)
    for actor in contents.actors:
        if actor.table:
            yield from _actor(contents, actor, actor.table)
    for article in contents.articles:
        if article.table:
            yield from _date(article, "published", article.table.published)
        yield from _links(contents, article)
    for entry in contents.entries:
        if entry.table:
            yield from _entry(contents, entry, entry.table)


def _known(taken: Iterable[Taken[Struct]]) -> frozenset[str]:
    return frozenset(each.id for each in taken if each.id is not None)


def _unique(taken: tuple[Taken[Struct], ...]) -> Iterator[Fault]:
    counted = Counter(each.id for each in taken if each.id is not None)
    seen: set[str] = set()
    for each in taken:
        if each.id is not None and counted[each.id] > 1 and each.id in seen:
            yield each.blame("id", f"{each.id} is the id of another table already")
        seen.add(each.id or "")


def _info(contents: Contents) -> Iterator[Fault]:
    info, table = contents.info, contents.info.table
    if table is None:
        return
    try:
        if parse(table.focus).shape is not Shape.EXTENT:
            yield info.blame("focus", f"is an interval, not {table.focus!r}")
    except DateError as error:
        yield info.blame("focus", str(error))
    for key, items in (("side", table.side), ("question", table.question)):
        yield from (info.blame(key, f"{i} is there twice") for i in _twice(item.id for item in items))


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _formerly(contents: Contents) -> Iterator[Fault]:
    present = _known(contents.entries)
    holders: dict[str, str] = {}
    for entry in contents.entries:
        for former in entry.table.formerly if entry.table else ():
            if former in present:
                yield entry.blame("formerly", f"{former} is an entry's present id")
            elif former in holders:
                yield entry.blame("formerly", f"{former} was an earlier id of {holders[former]} already")
            holders[former] = entry.name


def _actor(contents: Contents, actor: Taken[ActorTable], table: ActorTable) -> Iterator[Fault]:
    if table.affiliation is not None and table.affiliation not in _known(contents.actors):
        yield actor.blame("affiliation", f"{table.affiliation} is no actor")
    elif _circular(contents, table):
        yield actor.blame("affiliation", "leads back to the actor itself")
    if contents.info.table and table.side is not None and table.side not in contents.sides:
        yield actor.blame("side", f"{table.side} is no side")


def _circular(contents: Contents, table: ActorTable) -> bool:
    above = {each.id: each.table.affiliation for each in contents.actors if each.table}
    step, steps = table.affiliation, 0
    while step is not None and step != table.id and steps < len(above):
        step, steps = above.get(step), steps + 1
    return step == table.id


def _links(contents: Contents, article: Taken[ArticleTable]) -> Iterator[Fault]:
    """See that a digest's links lead to entries, and to such as cite the article."""
    digest = contents.digests.get(article.name)
    known = _known(contents.entries)
    citing = {
        each.id
        for each in contents.entries
        if each.table is None or any(citation.article == article.name for citation in each.table.citations)
    }
    linked = {entry for passage in digest.passages for entry in passage.entries} if digest else set()
    for entry in sorted(linked):
        if entry not in known:
            yield article.blame(f"#{entry}", "the link leads to no entry")
        elif entry not in citing:
            yield article.blame(f"#{entry}", "the entry that is linked here does not cite this article")


def _entry(contents: Contents, entry: Taken[EntryTable], table: EntryTable) -> Iterator[Fault]:
    if table.mode and table.mode not in MODES.get(table.type, frozenset()):
        yield entry.blame("mode", f"{table.mode} is no mode of {table.type}")
    yield from _dates(entry, table)
    yield from _references(contents, entry, table)
    yield from _citations(contents, entry, table)
    if isinstance(table, EventTable):
        yield from _event(contents, entry, table)
    if isinstance(table, StatementTable):
        yield from _statement(contents, entry, table)


def _dates(entry: Taken[EntryTable], table: EntryTable) -> Iterator[Fault]:
    if table.date is not None:
        yield from _date(entry, "date", table.date)
        if table.date_basis is None:
            yield entry.blame("date_basis", "is missing beside a date")
        if not table.date_reason.strip():
            yield entry.blame("date_reason", "is missing beside a date")
    elif table.date_basis is not None:
        yield entry.blame("date_basis", "says how a date is known, but there is none")
    for number, reading in enumerate(table.readings):
        yield from _date(entry, f"readings[{number}].date", reading.date)


def _date(taken: Taken[Struct], key: str, text: str) -> Iterator[Fault]:
    try:
        parse(text)
    except DateError as error:
        yield taken.blame(key, str(error))


def _references(contents: Contents, entry: Taken[EntryTable], table: EntryTable) -> Iterator[Fault]:
    known = _known(contents.entries)
    lists = {"responds_to": table.responds_to, "part_of": table.part_of, "contradicts": table.contradicts}
    if isinstance(table, StatementTable) and table.said_at is not None:
        lists["said_at"] = [table.said_at]
        events = {each.id for each in contents.entries if each.table is None or isinstance(each.table, EventTable)}
        if table.said_at in known - events:
            yield entry.blame("said_at", f"{table.said_at} is no event")
    for key, targets in lists.items():
        yield from (entry.blame(key, f"{target} is no entry") for target in targets if target not in known)
        yield from (entry.blame(key, f"{target} is there twice") for target in _twice(targets))
        if table.id in targets:
            yield entry.blame(key, "an entry does not refer to itself")


def _citations(contents: Contents, entry: Taken[EntryTable], table: EntryTable) -> Iterator[Fault]:
    if not table.citations:
        yield entry.blame("citations", "the entry is cited nowhere")
    for slug in _twice(citation.article for citation in table.citations):
        yield entry.blame("citations", f"{slug} is cited twice: one citation holds all its passages")
    for number, citation in enumerate(table.citations):
        key = f"citations[{number}]"
        if citation.article not in _known(contents.articles):
            yield entry.blame(f"{key}.article", f"{citation.article} is no article")
        elif not _linked(contents, citation.article, table.id):
            yield entry.blame(f"{key}.article", f"the digest of {citation.article} has no link to this entry")
        if not citation.passages:
            yield entry.blame(f"{key}.passages", "a citation has a passage at least")
        yield from _locators(entry, key, citation)


def _locators(entry: Taken[EntryTable], key: str, citation: CitationTable) -> Iterator[Fault]:
    for place, passage in enumerate(citation.passages):
        try:
            parse_locator(passage)
        except LocatorError as error:
            yield entry.blame(f"{key}.passages[{place}]", str(error))


def _linked(contents: Contents, slug: str, entry: str) -> bool:
    digest = contents.digests.get(slug)
    return digest is None or any(entry in passage.entries for passage in digest.passages)


def _event(contents: Contents, entry: Taken[EntryTable], table: EventTable) -> Iterator[Fault]:
    if table.type is Type.STATEMENT:
        yield entry.blame("type", "an event is no STATEMENT")
    yield from _actors(contents, entry, "participants", [each.actor for each in table.participants])
    for participant in table.participants:
        if participant.role not in _EVENT_ROLES:
            yield entry.blame("participants", f"{participant.role} is no role in an event")
    if not any(participant.role is Role.LEAD for participant in table.participants):
        yield entry.blame("participants", "an event has a lead at least")


def _statement(contents: Contents, entry: Taken[EntryTable], table: StatementTable) -> Iterator[Fault]:
    if not table.speakers:
        yield entry.blame("speakers", "a statement has a speaker at least")
    for key in ("speakers", "on_behalf_of", "addressees"):
        yield from _actors(contents, entry, key, getattr(table, key))
    for question in _twice(stance.question for stance in table.stances):
        yield entry.blame("stances", f"{question} is there twice")
    for stance in table.stances:
        if contents.info.table and stance.question not in contents.questions:
            yield entry.blame("stances", f"{stance.question} is no question of this dataset")


def _actors(contents: Contents, entry: Taken[EntryTable], key: str, actors: list[str]) -> Iterator[Fault]:
    known = _known(contents.actors)
    yield from (entry.blame(key, f"{actor} is no actor") for actor in actors if actor not in known)
    yield from (entry.blame(key, f"{actor} is there twice") for actor in _twice(actors))
