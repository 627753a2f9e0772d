"""Judge the cells of a row, each against its column, and make an entry of those that are in order."""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from db.content import DatasetCitation, DatasetEntry
from db.dataset_tables import MODES
from db.dates import DateError
from db.placing import place
from db.records import Stance
from db.vocabularies import Basis, Form, Kind, Relation, Role, StanceValue, Status, Type

LONGEST_TITLE = 70
_FIGURES, _SHOWN = 6, 60
_IDENTIFIER = re.compile(r"[a-z0-9-]+")
_PARTICIPANT = re.compile(r"([a-z0-9-]+) \(([a-z-]+)\)")
_STANCE = re.compile(r"([a-z0-9-]+): ?([a-z]+)")
_EVENT_ROLES = {str(role): role for role in (Role.LEAD, Role.PARTICIPANT, Role.TARGET, Role.HOST, Role.MEDIATOR)}
_SPEECH = {Role.SPEAKER: "speakers", Role.ON_BEHALF_OF: "on_behalf_of", Role.ADDRESSEE: "addressees"}
_WORDS: Mapping[str, Mapping[str, object]] = {
    "kind": {str(word): word for word in Kind},
    "type": {str(word): word for word in Type},
    "status": {str(word): word for word in Status},
    "date_basis": {str(word): word for word in Basis},
    "form": {str(word): word for word in Form},
}

Complain = Callable[[str, str], None]
"""Is told the column and what is wrong in it."""


class Context(Struct, frozen=True):
    """What rows may name: the ids of actors and questions, and the slugs of articles, of the dataset that is loaded."""

    actors: frozenset[str]
    questions: frozenset[str]
    articles: frozenset[str]


def judge(cells: Mapping[str, str], context: Context) -> tuple[DatasetEntry | None, list[tuple[str, str]]]:
    """Return the entry that a row makes, or None with every column that is at fault and the reason.

    Whether there are the entries that it refers to is not judged here: they may stand further down.
    """
    complaints: list[tuple[str, str]] = []

    def complain(column: str, reason: str) -> None:
        complaints.append((column, reason))

    row = _Row(cells, context, complain)
    entry = row.entry()
    return (None, complaints) if complaints else (entry, complaints)


class _Row:
    def __init__(self, cells: Mapping[str, str], context: Context, complain: Complain) -> None:
        self._cells, self._context, self._complain = cells, context, complain

    def entry(self) -> DatasetEntry | None:
        cells = self._cells
        kind, type_, status = self._word("kind"), self._word("type"), self._word("status")
        self._texts()
        basis = self._dates()
        roles = self._statement() if kind is Kind.STATEMENT else self._event()
        stances, references, citations = self._stances(), self._references(), self._citations()
        form, sources = self._form(kind), self._sources(len(citations))
        if type_ is Type.STATEMENT and kind is Kind.EVENT:
            self._complain("type", "an event is no STATEMENT")
        if not (isinstance(kind, Kind) and isinstance(type_, Type) and isinstance(status, Status)):
            return None
        mode = cells.get("mode", "")
        if mode and mode not in MODES.get(type_, frozenset()):
            self._complain("mode", f"{_quoted(mode)} is no mode of {type_}")
        return DatasetEntry(
            id=cells.get("id", ""),
            kind=kind,
            type=type_,
            title=cells.get("title", ""),
            summary=cells.get("summary", ""),
            date=cells.get("date"),
            date_basis=basis,
            date_wording=cells.get("date_wording", ""),
            date_reason=cells.get("date_reason", ""),
            mode=mode,
            place=cells.get("place", ""),
            status=status,
            channel=cells.get("channel", ""),
            form=form,
            roles=roles,
            stances=stances,
            references=references,
            citations=citations,
            sources=sources,
        )

    def _word(self, column: str) -> object:
        cell = self._cells.get(column, "")
        word = _WORDS[column].get(cell)
        if word is None:
            self._complain(column, f"{_quoted(cell)} is none of {', '.join(_WORDS[column])}" if cell else "is empty")
        return word

    def _texts(self) -> None:
        cells = self._cells
        identifier, title = cells.get("id", ""), cells.get("title", "")
        if not _IDENTIFIER.fullmatch(identifier):
            self._complain("id", f"is spelt with small letters, digits and hyphens only: {_quoted(identifier)}")
        for column in ("title", "summary"):
            if not cells.get(column, "").strip():
                self._complain(column, "is empty")
        if len(title) > LONGEST_TITLE:
            self._complain("title", f"has {len(title)} letters; {LONGEST_TITLE} are the most")

    def _dates(self) -> Basis | None:
        date = self._cells.get("date")
        if date is None:
            if self._cells.get("date_basis"):
                self._complain("date_basis", "says how a date is known, but there is none")
            return None
        try:
            place(date)
        except DateError as error:
            self._complain("date", str(error))
        if not self._cells.get("date_reason", "").strip():
            self._complain("date_reason", "is missing beside a date")
        basis = self._word("date_basis")
        return basis if isinstance(basis, Basis) else None

    def _statement(self) -> tuple[tuple[str, Role], ...]:
        if self._cells.get("participants"):
            self._complain("participants", "a statement has speakers and addressees")
        if not self._cells.get("speakers"):
            self._complain("speakers", "a statement has a speaker at least")
        return tuple((actor, role) for role, column in _SPEECH.items() for actor in self._actors(column))

    def _actors(self, column: str) -> list[str]:
        actors = self._ids(column)
        for actor in actors:
            self._see_actor(column, actor)
        return actors

    def _see_actor(self, column: str, actor: str) -> None:
        if actor not in self._context.actors:
            self._complain(column, f"{_quoted(actor)} is no actor of this library")

    def _event(self) -> tuple[tuple[str, Role], ...]:
        for column in (*_SPEECH.values(), "channel", "form", "stances", "said_at"):
            if self._cells.get(column):
                self._complain(column, "belongs to statements")
        roles: list[tuple[str, Role]] = []
        for part in values_of(self._cells.get("participants", "")):
            found = _PARTICIPANT.fullmatch(part)
            role = _EVENT_ROLES.get(found[2]) if found else None
            if found is None or role is None:
                self._complain("participants", f"{_quoted(part)} is not an id and a role, such as “turkey (lead)”")
            else:
                self._see_actor("participants", found[1])
                roles.append((found[1], role))
        self._once("participants", [actor for actor, _ in roles])
        if not any(role is Role.LEAD for _, role in roles):
            self._complain("participants", "an event has a lead at least")
        return tuple(roles)

    def _stances(self) -> tuple[Stance, ...]:
        stances: list[Stance] = []
        for part in values_of(self._cells.get("stances", "")):
            found = _STANCE.fullmatch(part)
            if found is None or found[2] not in tuple(StanceValue):
                self._complain("stances", f"{_quoted(part)} is not a question and for, against or conditional")
            elif found[1] not in self._context.questions:
                self._complain("stances", f"{_quoted(found[1])} is no question of this library")
            else:
                stances.append(Stance(found[1], StanceValue(found[2])))
        self._once("stances", [stance.question for stance in stances])
        return tuple(stances)

    def _references(self) -> tuple[tuple[Relation, str], ...]:
        references: list[tuple[Relation, str]] = []
        for relation in Relation:
            targets = self._ids(str(relation))
            if self._cells.get("id") in targets:
                self._complain(str(relation), "an entry does not refer to itself")
            references += [(relation, target) for target in targets]
        if len(self._ids(str(Relation.SAID_AT))) > 1:
            self._complain(str(Relation.SAID_AT), "a statement is made at one event")
        return tuple(references)

    def _citations(self) -> tuple[DatasetCitation, ...]:
        slugs = self._ids("articles")
        if not slugs:
            self._complain("articles", "the entry is cited nowhere")
        for slug in slugs:
            if slug not in self._context.articles:
                self._complain("articles", f"{_quoted(slug)} is no article of this library")
        return tuple(DatasetCitation(slug) for slug in slugs)

    def _form(self, kind: object) -> Form | None:
        if kind is not Kind.STATEMENT:
            return None
        form = self._word("form")
        return form if isinstance(form, Form) else None

    def _sources(self, articles: int) -> int | None:
        cell = self._cells.get("sources", "")
        if not cell:
            return None
        most = max(articles, 1)
        if not (cell.isascii() and cell.isdecimal() and len(cell) < _FIGURES and 1 <= int(cell) <= most):
            self._complain("sources", f"{_quoted(cell)} is no number from 1 to {most}, that of the articles")
            return None
        return int(cell)

    def _ids(self, column: str) -> list[str]:
        ids = values_of(self._cells.get(column, ""))
        self._once(column, ids)
        return ids

    def _once(self, column: str, values: list[str]) -> None:
        if len(set(values)) < len(values):
            twice = next(value for value in values if values.count(value) > 1)
            self._complain(column, f"{_quoted(twice)} is there twice")


def values_of(cell: str) -> list[str]:
    """Return the values that are joined in a cell of ids, in which nothing need be escaped."""
    return [part for part in (part.strip() for part in cell.split(";")) if part] if cell else []


def _quoted(text: str) -> str:
    """Return what was written, shortened, for a sentence in one line."""
    shown = " ".join(text.split())
    return f"“{shown[:_SHOWN]}…”" if len(shown) > _SHOWN else f"“{shown}”"
