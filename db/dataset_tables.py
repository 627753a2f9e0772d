"""The tables of a dataset's files, as they are written there."""

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from db.typed import IDENTIFIER, NOT_BLANK
from db.vocabularies import ActorKind, Basis, Form, Role, StanceValue, Status, Type

Identifier = Annotated[str, Meta(pattern=IDENTIFIER)]
Words = Annotated[str, Meta(pattern=NOT_BLANK)]
Title = Annotated[str, Meta(pattern=NOT_BLANK, max_length=70)]
Label = Annotated[str, Meta(pattern=NOT_BLANK, max_length=14)]


class QuestionTable(Struct, frozen=True, kw_only=True):
    """A question that stances are about."""

    id: Identifier
    title: Words
    text: str = ""


class SideTable(Struct, frozen=True, kw_only=True):
    """A party to the matter."""

    id: Identifier
    name: Words
    label: Label


class DatasetTable(Struct, frozen=True, kw_only=True):
    """The whole of ``dataset.toml``."""

    id: Identifier
    title: Words
    version: Words
    focus: Words
    licence: Words
    question: list[QuestionTable] = []
    side: list[SideTable] = []


class ActorTable(Struct, frozen=True, kw_only=True):
    """One actor of ``actors.toml``."""

    id: Identifier
    name: Words
    kind: ActorKind
    label: Words
    office: str = ""
    affiliation: Identifier | None = None
    side: Identifier | None = None
    variants: list[Words] = []


class ReadingTable(Struct, frozen=True, kw_only=True):
    """Another reading of a date that was considered."""

    date: Words
    why_not: Words


class ParticipantTable(Struct, frozen=True, kw_only=True):
    """An actor's part in an event."""

    actor: Identifier
    role: Role


class StanceTable(Struct, frozen=True, kw_only=True):
    """A statement's position towards a question."""

    question: Identifier
    value: StanceValue


class CitationTable(Struct, frozen=True, kw_only=True):
    """An entry's claim on passages of an article; ``passages`` holds locators."""

    article: Identifier
    passages: list[dict[str, Any]]
    origin: str = ""
    differences: list[Words] = []


class EntryTable(Struct, frozen=True, kw_only=True):
    """What events and statements have in common."""

    id: Identifier
    title: Title
    summary: Words
    type: Type
    status: Status
    citations: list[CitationTable]
    mode: str = ""
    date: str | None = None
    date_basis: Basis | None = None
    date_wording: str = ""
    date_reason: str = ""
    readings: list[ReadingTable] = []
    place: str = ""
    responds_to: list[Identifier] = []
    part_of: list[Identifier] = []
    contradicts: list[Identifier] = []
    formerly: list[Identifier] = []


class EventTable(EntryTable, frozen=True, kw_only=True):
    """One event of ``events.toml``."""

    participants: list[ParticipantTable]


class StatementTable(EntryTable, frozen=True, kw_only=True):
    """One statement of ``statements.toml``."""

    speakers: list[Identifier]
    form: Form
    on_behalf_of: list[Identifier] = []
    addressees: list[Identifier] = []
    channel: str = ""
    stances: list[StanceTable] = []
    said_at: Identifier | None = None


class ArticleTable(Struct, frozen=True, kw_only=True):
    """The front matter of an article's file."""

    publisher: Words
    label: Words
    headline: Words
    published: Words
    published_basis: Basis
    published_note: Words
    agency: str = ""
    byline: str = ""
    url: str = ""
    language: Words = "en"


class EventsFile(Struct, frozen=True):
    """The whole of ``events.toml``, its tables not yet judged."""

    entries: list[Any] = field(name="event", default_factory=list)


class StatementsFile(Struct, frozen=True):
    """The whole of ``statements.toml``, its tables not yet judged."""

    entries: list[Any] = field(name="statement", default_factory=list)


class ActorsFile(Struct, frozen=True):
    """The whole of ``actors.toml``, its tables not yet judged."""

    actors: list[Any] = field(name="actor", default_factory=list)


MODES: dict[Type, frozenset[str]] = {
    kind: frozenset(modes.split())
    for kind, modes in {
        Type.CONSULT: "visit third-party multilateral phone",
        Type.RETREAT: "withdraw release disarm ceasefire access resign",
        Type.REQUEST: "assist change yield meet",
        Type.ACCUSE: "disapprove allege investigate",
        Type.REJECT: "assist change yield meet",
        Type.THREATEN: "restrict arrest relations expel territory violence",
        Type.PROTEST: "demo riot strike hunger boycott obstruct vandalize",
        Type.SANCTION: "convict expel withdraw discontinue",
        Type.MOBILIZE: "troops weapons police militia",
        Type.COERCE: "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        Type.ASSAULT: "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial"
        " drone heavy-weapons crowd-control unconventional",
    }.items()
}
"""PLOVER's modes of each type (manual draft 0.8); the types that are left out have none."""
