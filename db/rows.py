"""Turn entries into rows, many at a time.

Rows go to the driver as plain tuples, table by table and in the order of their keys, which is what SQLite
takes fastest; an ORM object for each would cost more than the insertion itself.
"""

from typing import Any

from msgspec import Struct, field
from sqlalchemy import Connection, insert
from sqlalchemy.dialects import sqlite

from db.content import Dataset, DatasetCitation, DatasetEntry, lane_sides
from db.folding import fold
from db.locators import format_locator
from db.mapping import Base
from db.marks import Drawing, Flag
from db.models import (
    Actor,
    Article,
    Block,
    Citation,
    Difference,
    Entry,
    Formerly,
    Locator,
    Participation,
    Passage,
    Question,
    Reading,
    Side,
    Stance,
    Variant,
)
from db.models import Dataset as DatasetRow
from db.placing import place
from db.records import Actor as ActorRecord

Row = tuple[Any, ...]

_NO_PLACE = (None, None, None, None, None, int(Drawing.DAY), int(Flag(0)), "")
_SEARCH = "INSERT INTO entry_search (rowid, title, summary, actors, passages, own) VALUES (?, ?, ?, ?, ?, '')"
_SEARCH_ARTICLE = "INSERT INTO article_search (rowid, headline, digest, original) VALUES (?, ?, ?, '')"
_REFERENCE = (
    "INSERT INTO reference (entry_row, number, relation, target_row)"
    " VALUES (?, ?, ?, (SELECT row FROM entry WHERE id = ?))"
)


def insert_statement(model: type[Base]) -> str:
    """Return the statement that inserts one row of all columns, in the order in which the class declares them."""
    return str(insert(model).compile(dialect=sqlite.dialect()))


_MODELS: dict[str, type[Base]] = {
    "entry": Entry,
    "formerly": Formerly,
    "reading": Reading,
    "participation": Participation,
    "stance": Stance,
    "citation": Citation,
    "difference": Difference,
    "passage": Passage,
    "locator": Locator,
}
_STATEMENTS = {name: insert_statement(model) for name, model in _MODELS.items()} | {"search": _SEARCH}


class _Batch(Struct):
    """The rows that wait to be inserted; entries first, since the others refer to them."""

    entry: list[Row] = field(default_factory=list)
    formerly: list[Row] = field(default_factory=list)
    reading: list[Row] = field(default_factory=list)
    participation: list[Row] = field(default_factory=list)
    stance: list[Row] = field(default_factory=list)
    citation: list[Row] = field(default_factory=list)
    difference: list[Row] = field(default_factory=list)
    passage: list[Row] = field(default_factory=list)
    locator: list[Row] = field(default_factory=list)
    search: list[Row] = field(default_factory=list)


class EntryWriter:
    """Writes the entries of one dataset; they come in the chronology's order, which numbers their rows."""

    def __init__(self, connection: Connection, dataset: Dataset) -> None:
        """Write to ``connection``, in which the dataset itself has been written already."""
        self._connection = connection
        self._actors = {actor.id: (number, _searched(actor)) for number, actor in enumerate(dataset.actors)}
        self._questions = {question.id: number for number, question in enumerate(dataset.info.questions)}
        self._articles = {
            # Folded, a digest has the same length: passages are cut out of it as they are out of the digest.
            each.article.slug: (number, each.article.origin, fold(each.digest))
            for number, each in enumerate(dataset.articles)
        }
        self._batch = _Batch()
        self._references: list[Row] = []
        self._citations = 0
        self._last: tuple[bool, int, int, str] = (False, -(1 << 62), 0, "")
        self.count = 0

    def add(self, entry: DatasetEntry) -> None:
        """Take one more entry. Raises ValueError for one that belongs before those already taken."""
        row, batch = self.count, self._batch
        placed = place(entry.date) if entry.date is not None else _NO_PLACE
        self._keep_order(entry, placed)
        batch.entry.append(
            (
                *(row, entry.id, entry.kind, entry.type, entry.mode, entry.title, entry.summary, entry.date),
                *placed,
                *(entry.date_basis, entry.date_wording, entry.date_reason, entry.place, entry.status),
                *(entry.channel, entry.form, entry.sources or self._sources(entry.citations)),
            )
        )
        # Most entries have none of some of these: to make a generator for each costs more than the rest.
        if entry.formerly:
            batch.formerly.extend((former, row) for former in entry.formerly)
        if entry.readings:
            batch.reading.extend((row, i, reading.date, reading.why_not) for i, reading in enumerate(entry.readings))
        named = []
        for number, (actor, role) in enumerate(entry.roles):
            actor_number, names = self._actors[actor]
            batch.participation.append((row, number, actor_number, role))
            named.append(names)
        for number, stance in enumerate(entry.stances):
            batch.stance.append((row, number, self._questions[stance.question], stance.value))
        if entry.references:
            self._references.extend((row, i, relation, target) for i, (relation, target) in enumerate(entry.references))
        passages = [self._cite(row, citation) for citation in entry.citations]
        batch.search.append((row, fold(entry.title), fold(entry.summary), " · ".join(named), "\n".join(passages)))
        self.count += 1

    def flush(self) -> None:
        """Insert what waits."""
        for name, statement in _STATEMENTS.items():
            rows: list[Row] = getattr(self._batch, name)
            if rows:
                self._connection.exec_driver_sql(statement, rows)
                rows.clear()

    def finish(self) -> None:
        """Insert what waits, and the references between entries now that all of them are there."""
        self.flush()
        if self._references:
            self._connection.exec_driver_sql(_REFERENCE, self._references)
            self._references.clear()

    def _keep_order(self, entry: DatasetEntry, placed: Row) -> None:
        key = (entry.date is None, placed[0] or 0, placed[1] or 0, entry.id)
        if key <= self._last:
            raise ValueError(f"{entry.id} does not follow {self._last[3]} in the chronology's order")
        self._last = key

    def _sources(self, citations: tuple[DatasetCitation, ...]) -> int:
        """Count the distinct origins: two outlets that carry one agency's copy are not two sources."""
        if len(citations) == 1:
            return 1
        return len({citation.origin or self._articles[citation.article][1] for citation in citations})

    def _cite(self, row: int, citation: DatasetCitation) -> str:
        """Take a citation's rows; return its digest's passages, folded."""
        batch, cited = self._batch, self._citations
        number, origin, folded = self._articles[citation.article]
        batch.citation.append((cited, row, number, citation.origin or origin))
        if citation.differences:
            batch.difference.extend((cited, i, text) for i, text in enumerate(citation.differences))
        for i, (start, end) in enumerate(citation.passages):
            batch.passage.append((cited, i, start, end))
        if citation.locators:
            batch.locator.extend((cited, i, format_locator(locator)) for i, locator in enumerate(citation.locators))
        self._citations += 1
        return "\n".join([folded[start:end] for start, end in citation.passages])


def write_dataset(connection: Connection, dataset: Dataset) -> None:
    """Insert everything but the entries."""
    info = dataset.info
    sides = {side.id: number for number, side in enumerate(info.sides)}
    numbers = {actor.id: number for number, actor in enumerate(dataset.actors)}
    standing = lane_sides(dataset.actors)
    rows: dict[str, list[Row]] = {
        insert_statement(DatasetRow): [
            (0, info.id, info.title, info.version, info.focus, info.licence, info.content),
        ],
        insert_statement(Side): [(i, side.id, side.name, side.label) for i, side in enumerate(info.sides)],
        insert_statement(Question): [(i, q.id, q.title, q.text) for i, q in enumerate(info.questions)],
        insert_statement(Actor): [
            (
                *(i, actor.id, actor.name, actor.kind, actor.label, actor.office),
                None if actor.affiliation is None else numbers[actor.affiliation],
                None if actor.side is None else sides[actor.side],
                sides.get(standing[actor.id] or ""),
            )
            for i, actor in enumerate(dataset.actors)
        ],
        insert_statement(Variant): [
            (i, number, name) for i, actor in enumerate(dataset.actors) for number, name in enumerate(actor.variants)
        ],
        **_article_rows(dataset),
    }
    for statement, values in rows.items():
        if values:
            connection.exec_driver_sql(statement, values)


def _article_rows(dataset: Dataset) -> dict[str, list[Row]]:
    articles: list[Row] = []
    blocks: list[Row] = []
    search: list[Row] = []
    for i, each in enumerate(dataset.articles):
        a = each.article
        articles.append(
            (
                *(i, a.slug, a.publisher, a.label, a.headline, a.published, a.published_basis, a.published_note),
                *(a.agency, a.byline, a.url, a.language, each.digest),
            )
        )
        blocks.extend((i, n, block.start, block.end, int(block.heading)) for n, block in enumerate(each.blocks))
        search.append((i, fold(a.headline), fold(each.digest)))
    return {insert_statement(Article): articles, insert_statement(Block): blocks, _SEARCH_ARTICLE: search}


def _searched(actor: ActorRecord) -> str:
    """Return all names of an actor as the search takes them."""
    return fold(", ".join(dict.fromkeys((actor.name, actor.label, *actor.variants))))
