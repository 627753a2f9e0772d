"""Entries as they are told to people: names instead of ids, dates in words, and who did what to whom."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from sqlalchemy import Connection, select

from db.dates import Date, parse
from db.export.citations import CitationTable
from db.export.columns import CITATION_COLUMNS, values_of
from db.export.entries import EntryTable
from db.export.options import ExportOptions, When
from db.export.reading import tuples
from db.export.sources import Source, sources
from db.models import Actor, Question
from db.vocabularies import Role, TextKind

_PART = re.compile(r"(.*) \((.*)\)", re.DOTALL)
_ROLE_WORDS = {
    Role.PARTICIPANT: "with",
    Role.TARGET: "towards",
    Role.HOST: "hosted by",
    Role.MEDIATOR: "mediated by",
}


class Quoted(Struct, frozen=True):
    """Words of an original, and the slug of its article."""

    article: str
    words: str


class Account(Struct, frozen=True):
    """One entry. ``cells`` are those of a row an entry, by column; ``who`` says who did what to whom, in names."""

    cells: Mapping[str, str]
    date: Date | None
    who: str
    stances: tuple[str, ...]
    sources: tuple[Source, ...]
    quoted: tuple[Quoted, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def day(self, when: When) -> str:
        """Return its date in words."""
        words = "No date" if self.date is None else when(self.date)
        return words[:1].upper() + words[1:]

    def own(self) -> Iterator[str]:
        """Yield what the user has put on it, where that was read."""
        if self.cells.get("starred"):
            yield "Starred"
        if tags := values_of(self.cells.get("tags", "")):
            yield f"Tags: {', '.join(tags)}"
        if label := self.cells.get("label"):
            yield f"Label: {label}"
        if note := self.cells.get("note"):
            yield f"Note: {note}"

    def circumstances(self) -> str:
        """Return who, where and in what way, on one line."""
        where = self["channel"] or self["place"]
        status = "" if self["status"] == "occurred" else self["status"]
        return " · ".join(part for part in (self.who, where, status, *self.stances) if part)


class Accounts:
    """Reads accounts page by page; actors, articles and questions are few and all held."""

    def __init__(self, connection: Connection, options: ExportOptions) -> None:
        """Give the originals' words and what is the user's own only where they are asked for."""
        self._names: dict[str, str] = dict(tuples(connection, select(Actor.id, Actor.name)))
        self._questions: dict[str, str] = dict(tuples(connection, select(Question.id, Question.title)))
        self._sources = sources(connection)
        self._entries = EntryTable(own=options.own)
        self._citations = CitationTable(quotations=True) if options.quotations else None

    def page(self, connection: Connection, rows: Sequence[int]) -> list[Account]:
        """Return the accounts of these entries, given by ascending rows."""
        quoted = self._quoted(connection, rows)
        names = [column.name for column in self._entries.columns]
        page = zip(*self._entries.page(connection, rows), strict=True)
        return [self._account(dict(zip(names, cells, strict=True)), quoted) for cells in page]

    def _account(self, cells: dict[str, str], quoted: dict[str, list[Quoted]]) -> Account:
        return Account(
            cells=cells,
            date=parse(cells["date"]) if cells["date"] else None,
            who=self._who(cells),
            stances=tuple(self._stance(value) for value in values_of(cells["stances"])),
            sources=tuple(self._sources[slug] for slug in values_of(cells["articles"])),
            quoted=tuple(quoted.get(cells["id"], ())),
        )

    def _named(self, identifiers: Iterable[str]) -> str:
        return ", ".join(self._names.get(each, each) for each in identifiers)

    def _who(self, cells: Mapping[str, str]) -> str:
        speakers, behalf, addressees = (
            self._named(values_of(cells[name])) for name in ("speakers", "on_behalf_of", "addressees")
        )
        parts = [speakers, f"for {behalf}" if behalf else "", f"to {addressees}" if addressees else ""]
        having: dict[str, list[str]] = {}
        for value in values_of(cells["participants"]):
            actor, role = _PART.fullmatch(value).groups()  # type: ignore[union-attr]
            having.setdefault(role, []).append(actor)
        for role, actors in having.items():
            parts.append(f"{_ROLE_WORDS.get(Role(role), '')} {self._named(actors)}".strip())
        return " ".join(part for part in parts if part)

    def _stance(self, value: str) -> str:
        question, _, stance = value.partition(": ")
        return f"{self._questions.get(question, question)}: {stance}"

    def _quoted(self, connection: Connection, rows: Sequence[int]) -> dict[str, list[Quoted]]:
        """Return the originals' words by the entries' ids."""
        found: dict[str, list[Quoted]] = {}
        if self._citations is not None:
            names = [column.name for column in CITATION_COLUMNS]
            columns = dict(zip(names, self._citations.page(connection, rows), strict=True))
            told = zip(*(columns[name] for name in ("id", "article", "text", "passage")), strict=True)
            for identifier, article, text, words in told:
                if text == TextKind.ORIGINAL and words:
                    found.setdefault(identifier, []).append(Quoted(article, words))
        return found


def by_day(accounts: Iterable[Account], when: When) -> Iterator[tuple[str, Iterator[Account]]]:
    """Yield the accounts of each date together, under that date in words."""
    return groupby(accounts, lambda account: account.day(when))


class SourceNotes:
    """Numbers sources from 1 in the order in which they are first cited."""

    def __init__(self) -> None:
        """Start with none."""
        self.cited: list[Source] = []
        self._numbers: dict[str, int] = {}

    def number(self, source: Source) -> int:
        """Return the number of a source, the next one if it is new."""
        if source.slug not in self._numbers:
            self.cited.append(source)
            self._numbers[source.slug] = len(self.cited)
        return self._numbers[source.slug]

    def number_of(self, slug: str) -> int:
        """Return the number of a source that was cited before."""
        return self._numbers[slug]


def reference(source: Source, when: When) -> str:
    """Return a source as notes write it, its address apart."""
    agency = f", from {source.agency}" if source.agency else ""
    return f"{source.publisher}{agency}: “{source.headline}”, {when(source.date)}"
