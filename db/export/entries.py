"""Read the cells of a row an entry."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Text, cast, literal, select, type_coerce
from sqlalchemy.orm import aliased

from db.export.columns import ENTRY_COLUMNS, OWN_COLUMNS, SEPARATOR, Page, escaped
from db.export.reading import ByRows, Days, first_day, last_day, text_or_empty, tuples
from db.models import Actor, Article, Citation, Entry, Participation, Question, Reference, Stance
from db.user_models import Label, Note, Star, Tag
from db.vocabularies import Relation, Role

_OWN = {
    "id": Entry.id,
    "kind": type_coerce(Entry.kind, Text),
    "type": type_coerce(Entry.type, Text),
    "mode": Entry.mode,
    "title": Entry.title,
    "summary": Entry.summary,
    "date": text_or_empty(Entry.date),
    "earliest": first_day(Entry.earliest),
    "latest": last_day(Entry.latest),
    "precision": Entry.precision,
    "date_basis": text_or_empty(Entry.date_basis),
    "date_wording": Entry.date_wording,
    "date_reason": Entry.date_reason,
    "channel": Entry.channel,
    "place": Entry.place,
    "form": text_or_empty(Entry.form),
    "status": type_coerce(Entry.status, Text),
    "sources": cast(Entry.sources, Text),
}
"""The columns that stand in the entry's own row."""

_COLUMN_OF_ROLE = {
    str(Role.SPEAKER): "speakers",
    str(Role.ON_BEHALF_OF): "on_behalf_of",
    str(Role.ADDRESSEE): "addressees",
}

_SUFFIXES = {str(role): "" if role in _COLUMN_OF_ROLE else f" ({role})" for role in Role}
"""What stands behind an actor's id: an event's participants share one column."""

_JOINED = (*_COLUMN_OF_ROLE.values(), "participants", "stances", *Relation)


_target = aliased(Entry)

_ENTRIES = ByRows(select(*_OWN.values()).order_by(Entry.row), Entry.row)
_ACTORS = ByRows(
    select(Participation.entry_row, type_coerce(Participation.role, Text), Actor.id)
    .join(Actor, Actor.number == Participation.actor_number)
    .order_by(Participation.entry_row, Participation.number),
    Participation.entry_row,
)
_STANCES = ByRows(
    select(Stance.entry_row, literal("stances"), Question.id + ": " + type_coerce(Stance.value, Text))
    .join(Question, Question.number == Stance.question_number)
    .order_by(Stance.entry_row, Stance.number),
    Stance.entry_row,
)
_REFERENCES = ByRows(
    select(Reference.entry_row, type_coerce(Reference.relation, Text), _target.id)
    .join(_target, _target.row == Reference.target_row)
    .order_by(Reference.entry_row, Reference.number),
    Reference.entry_row,
)
_CITED = ByRows(
    select(Citation.entry_row, Citation.article_number).order_by(Citation.entry_row, Citation.article_number),
    Citation.entry_row,
)
_OWN_COLUMNS = {
    "starred": ByRows(select(Entry.row, literal("yes")).join(Star, Star.entry_id == Entry.id), Entry.row),
    "label": ByRows(
        select(Entry.row, type_coerce(Label.label, Text)).join(Label, Label.entry_id == Entry.id), Entry.row
    ),
    "note": ByRows(select(Entry.row, Note.text).join(Note, Note.entry_id == Entry.id), Entry.row),
}
_TAGS = ByRows(select(Entry.row, Tag.name).join(Tag, Tag.entry_id == Entry.id).order_by(Entry.row, Tag.name), Entry.row)
_ARTICLES = select(Article.number, Article.slug, Article.publisher, Article.url)


class EntryTable:
    """A row an entry."""

    def __init__(self, *, own: bool = False) -> None:
        """Add what the user has put on entries where that is wanted."""
        self.columns = (*ENTRY_COLUMNS, *OWN_COLUMNS) if own else ENTRY_COLUMNS
        self._own = own
        self._days = Days()
        self._reports = _Reports()

    def page(self, connection: Connection, rows: Sequence[int]) -> Page:
        """Return the cells of these entries, given by ascending rows, column by column."""
        own = zip(*_ENTRIES.tuples(connection, rows), strict=True)
        cells: dict[str, Sequence[Any]] = dict(zip(_OWN, own, strict=True))
        for name in ("earliest", "latest"):
            cells[name] = [self._days[day] for day in cells[name]]
        cells |= _joined(connection, rows)
        cells |= self._reports.columns(connection, rows)
        if self._own:
            cells |= _own(connection, rows)
        return [cells[column.name] for column in self.columns]


def _joined(connection: Connection, rows: Sequence[int]) -> dict[str, list[str]]:
    """Return the columns in which several values may stand."""
    cells = {name: [""] * len(rows) for name in _JOINED}
    place_of = {row: place for place, row in enumerate(rows)}
    parts = {role: (cells[_COLUMN_OF_ROLE.get(role, "participants")], _SUFFIXES[role]) for role in _SUFFIXES}
    for row, role, actor in _ACTORS.tuples(connection, rows):
        column, suffix = parts[role]
        place = place_of[row]
        before = column[place]
        column[place] = f"{before}{SEPARATOR}{actor}{suffix}" if before else actor + suffix
    for row, name, value in chain(_STANCES.tuples(connection, rows), _REFERENCES.tuples(connection, rows)):
        column, place = cells[name], place_of[row]
        before = column[place]
        column[place] = f"{before}{SEPARATOR}{value}" if before else value
    return cells


def _own(connection: Connection, rows: Sequence[int]) -> dict[str, list[str]]:
    """Return the columns of what the user has put on entries."""
    cells = {column.name: [""] * len(rows) for column in OWN_COLUMNS}
    place_of = {row: place for place, row in enumerate(rows)}
    for name, query in _OWN_COLUMNS.items():
        column = cells[name]
        for row, value in query.tuples(connection, rows):
            column[place_of[row]] = value
    for row, name in _TAGS.tuples(connection, rows):
        place = place_of[row]
        before = cells["tags"][place]
        cells["tags"][place] = f"{before}{SEPARATOR}{escaped(name)}" if before else escaped(name)
    return cells


class _Reports:
    """The articles that report an entry, their publishers and addresses; articles are few and all held."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str, str]] = {}

    def columns(self, connection: Connection, rows: Sequence[int]) -> dict[str, Sequence[str]]:
        """Return three columns, each in the order of publication."""
        if not self._known:
            found = tuples(connection, _ARTICLES)
            self._known = {number: (slug, escaped(name), escaped(url)) for number, slug, name, url in found}
        cited: dict[int, tuple[str, str, str]] = dict.fromkeys(rows, ("", "", ""))
        several: dict[int, list[tuple[str, str, str]]] = {}
        for row, number in _CITED.tuples(connection, rows):
            article = self._known[number]
            if cited[row][0]:
                several.setdefault(row, [cited[row]]).append(article)
            else:
                cited[row] = article
        for row, articles in several.items():
            cited[row] = _together(articles)
        return dict(zip(("articles", "publishers", "urls"), zip(*cited.values(), strict=True), strict=True))


def _together(articles: Sequence[tuple[str, str, str]]) -> tuple[str, str, str]:
    slugs, publishers, urls = zip(*articles, strict=True)
    return SEPARATOR.join(slugs), SEPARATOR.join(dict.fromkeys(publishers)), SEPARATOR.join(filter(None, urls))
