"""The reads behind the window's lists: the library, what a filter leaves, lines of the chronology, health.

Core selects returning records; no mapped object leaves ``db``.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from sqlalchemy import Connection, case, func, select

from db import library as kept
from db import models
from db.driver import driver
from db.errors import StoreError
from db.filtering import condition
from db.filters import Filter, Word
from db.folding import fold
from db.masking import Mask
from db.models import Citation, Entry, Participation
from db.query_terms import Reader, as_words
from db.records import AnchorHealth, EntryHead, EntryLine, Library, Origin
from db.user_models import Original
from db.vocabularies import AnchorState, Kind, Role, Status, Type

FIRST_ROLES = (Role.SPEAKER, Role.LEAD)
OTHER_ROLES = (Role.ADDRESSEE, Role.PARTICIPANT, Role.TARGET, Role.MEDIATOR)
_HEADS = (
    "SELECT row, id, kind, type, title, date, status, sources FROM entry"
    " WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row"
)


def heads(connection: Connection, rows: Iterable[int]) -> dict[int, EntryHead]:
    """Return the heads of these rows, by row."""
    found = driver(connection).execute(_HEADS, (json.dumps(list(rows)),))
    return {
        row: EntryHead(identifier, row, Kind(kind), Type(type_), title, date, Status(status), sources)
        for row, identifier, kind, type_, title, date, status, sources in found
    }


def library(connection: Connection, *, read_only: str = "") -> Library:
    """Return the dataset, its articles and actors; ``read_only`` says why nothing can be written.

    Raises StoreError where no dataset was ever loaded.
    """
    found = kept.read(driver(connection), read_only=read_only)
    if found is None:
        raise StoreError("This library holds no dataset yet.")
    return found


def matching(connection: Connection, wanted: Filter, read: Reader = as_words) -> npt.NDArray[np.int32]:
    """Return the rows that a filter leaves, ascending; int32[M]. Raises FilterError for a period that is none."""
    found = connection.scalars(select(Entry.row).where(condition(wanted, read=read)).order_by(Entry.row))
    return np.fromiter(found, np.int32)


def left(connection: Connection, count: int, wanted: Filter, read: Reader = as_words) -> Mask:
    """Return which of ``count`` entries a filter leaves; bool[count]. Raises FilterError for a period that is none."""
    mask = np.zeros(count, bool)
    mask[matching(connection, wanted, read)] = True
    return mask


def without_what_hides(connection: Connection, wanted: Filter, row: int) -> Filter:
    """Return the filter without those of its terms, and without the period or the day of knowledge, that hide it."""

    def passes(asked: Filter) -> bool:
        return connection.scalar(select(Entry.row).where(Entry.row == row, condition(asked))) is not None

    kept = Filter(tuple(term for term in wanted.terms if passes(Filter((term,)))))
    if not passes(kept):
        # An actor and a role that it has, but not in this role: the two are asked for together.
        kept = Filter(tuple(term for term in kept.terms if term.word is not Word.ROLE))
    kept = replace(wanted, terms=kept.terms)
    if not passes(Filter(known_on=kept.known_on)):
        kept = replace(kept, known_on=None)
    if not passes(replace(kept, terms=(), known_on=None)):
        kept = replace(kept, first=None, last=None, certainly=False)
    return kept


def lines(connection: Connection, rows: Sequence[int]) -> dict[int, EntryLine]:
    """Return the chronology's lines for these rows, by row, in four selects whatever their number."""
    wanted = list(rows)
    parts: dict[int, dict[Role, list[str]]] = defaultdict(lambda: defaultdict(list))
    label = models.Actor.label
    for row, role, name in connection.execute(
        select(Participation.entry_row, Participation.role, label)
        .join(models.Actor, models.Actor.number == Participation.actor_number)
        .where(Participation.entry_row.in_(wanted))
        .order_by(Participation.entry_row, Participation.number)
    ):
        parts[row][role].append(name)
    printed: dict[int, list[str]] = defaultdict(list)
    for row, name in connection.execute(
        select(Citation.entry_row, models.Article.label)
        .join(models.Article, models.Article.number == Citation.article_number)
        .where(Citation.entry_row.in_(wanted))
        .order_by(Citation.entry_row, models.Article.number)
    ):
        printed[row].append(name)
    columns = (Entry.row, Entry.kind, Entry.channel, Entry.place)
    entries = connection.execute(select(*columns).where(Entry.row.in_(wanted)))
    return {
        row: _line(row, kind, channel or place, parts[row], tuple(printed[row]))
        for row, kind, channel, place in entries
    }


def _line(row: int, kind: Kind, where: str, parts: dict[Role, list[str]], printed: tuple[str, ...]) -> EntryLine:
    if kind is Kind.STATEMENT:
        behalf = tuple(parts[Role.ON_BEHALF_OF])
        return EntryLine(row, tuple(parts[Role.SPEAKER]), behalf, tuple(parts[Role.ADDRESSEE]), where, printed)
    others = tuple(name for role in OTHER_ROLES for name in parts[role])
    return EntryLine(row, tuple(parts[Role.LEAD]), (), others, where, printed)


def origins(connection: Connection, row: int) -> tuple[Origin, ...]:
    """Return whose copies an entry's citations are, each with the outlets that carry it, in order of the articles."""
    outlets: dict[str, dict[str, None]] = defaultdict(dict)
    for origin, publisher in connection.execute(
        select(Citation.origin, models.Article.publisher)
        .join(models.Article, models.Article.number == Citation.article_number)
        .where(Citation.entry_row == row)
        .order_by(models.Article.number)
    ):
        outlets[origin][publisher] = None
    return tuple(Origin(name, tuple(carriers)) for name, carriers in outlets.items())


def health(connection: Connection) -> AnchorHealth:
    """Count the anchors of every state over all attached originals, and in each."""
    counted = connection.execute(
        select(models.Article.slug, models.Anchor.state, func.count())
        .join(Citation, Citation.number == models.Anchor.citation_number)
        .join(models.Article, models.Article.number == Citation.article_number)
        .group_by(models.Article.slug, models.Anchor.state)
    )
    counts = dict.fromkeys(AnchorState, 0)
    by_article: defaultdict[str, dict[AnchorState, int]] = defaultdict(dict)
    for slug, state, number in counted:
        counts[state] += number
        by_article[slug][state] = number
    attached = connection.scalar(select(func.count()).select_from(Original)) or 0
    total = connection.scalar(select(func.count()).select_from(models.Article)) or 0
    return AnchorHealth(counts, attached, total, dict(by_article))


_WHO = (
    select(func.group_concat(models.Actor.label, ", "))
    .select_from(Participation)
    .join(models.Actor, models.Actor.number == Participation.actor_number)
    .where(Participation.entry_row == Entry.row, Participation.role.in_(FIRST_ROLES))
    .scalar_subquery()
)
_PRINTED = (
    select(func.group_concat(models.Article.label, ", "))
    .select_from(Citation)
    .join(models.Article, models.Article.number == Citation.article_number)
    .where(Citation.entry_row == Entry.row)
    .scalar_subquery()
)
_TEXTS = {
    "title": select(Entry.row, Entry.title),
    "who": select(Entry.row, _WHO),
    "where": select(Entry.row, case((Entry.channel != "", Entry.channel), else_=Entry.place)),
    "article": select(Entry.row, _PRINTED),
}


def ranks(connection: Connection, column: str, count: int) -> npt.NDArray[np.int32]:
    """Return the rank of every row by the text of a column of the chronology; int32[count].

    ``column`` is "title", "who", "where" or "article". Texts are compared folded; equal ones share a rank.
    """
    texts = [""] * count
    for row, text in connection.execute(_TEXTS[column]):
        texts[row] = fold(text or "")
    # Twice as fast as numpy's own ``unique`` on objects.
    order = np.array(sorted(range(count), key=texts.__getitem__), np.int32)
    ordered = np.array(texts, dtype=object)[order]
    begins = np.zeros(count, np.int32)
    begins[1:] = ordered[1:] != ordered[:-1]
    found = np.empty(count, np.int32)
    found[order] = np.cumsum(begins, dtype=np.int32)
    return found
