"""Read the files of a dataset as checked records, or say everything that is wrong with them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, structs

from db.content import Dataset, DatasetArticle, DatasetCitation, DatasetEntry
from db.dataset_checks import Contents, Taken, check
from db.dataset_files import FILES, hash_of, read_files
from db.dataset_tables import (
    ActorsFile,
    ActorTable,
    ArticleTable,
    CitationTable,
    DatasetTable,
    EntryTable,
    EventsFile,
    EventTable,
    StatementsFile,
    StatementTable,
)
from db.digests import DigestError, parse_digest
from db.errors import DatasetError, Fault
from db.locators import parse_locator
from db.placing import place
from db.records import Actor, Article, DatasetInfo, Question, Reading, Side, Stance
from db.typed import Complaint, take
from db.vocabularies import Kind, Relation, Role

__all__ = ["DatasetError", "Fault", "ReadDataset", "read_dataset"]

_FENCE = "+++"

Table = TypeVar("Table", bound=Struct)


class ReadDataset(Struct, frozen=True):
    """A dataset as its files have it, its entries in their order there."""

    dataset: Dataset
    entries: tuple[DatasetEntry, ...]


def read_dataset(folder: Path) -> ReadDataset:
    """Return the dataset in a folder; raises DatasetError with every fault in its files."""
    files = read_files(folder)
    faults: list[Fault] = []
    parsed = {name: _parse(name, files[name], faults) for name in FILES}
    unparsed = bool(faults)
    contents = _take_all(files, parsed, faults)
    if not unparsed:
        # What refers to a table of a file that is no TOML would be blamed for nothing.
        faults.extend(check(contents))
    if faults or contents.info.table is None:
        raise DatasetError(str(folder), tuple(sorted(set(faults))))
    return _assemble(contents, contents.info.table, hash_of(files))


def _take_all(files: dict[str, bytes], parsed: dict[str, dict[str, Any] | None], faults: list[Fault]) -> Contents:
    articles, digests = [], {}
    for name, data in files.items():
        if name.endswith(".md"):
            article, markdown, line = _split_article(name, data, faults)
            articles.append(article)
            try:
                digests[article.name] = parse_digest(markdown, first_line=line)
            except DigestError as error:
                faults.extend(Fault(name, "", f"line {fault.line}", fault.reason) for fault in error.faults)
    return Contents(
        info=_take_table("dataset.toml", "", parsed["dataset.toml"], DatasetTable, faults),
        actors=tuple(_take_list("actors.toml", parsed["actors.toml"], ActorsFile, ActorTable, faults)),
        entries=(
            *_take_list("events.toml", parsed["events.toml"], EventsFile, EventTable, faults),
            *_take_list("statements.toml", parsed["statements.toml"], StatementsFile, StatementTable, faults),
        ),
        articles=tuple(articles),
        digests=digests,
    )


def _parse(name: str, data: bytes, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(name, "", "", f"is no TOML in UTF-8: {error}"))
        return None


def _take_table(
    file: str, name: str, values: dict[str, Any] | None, kind: type[Table], faults: list[Fault]
) -> Taken[Table]:
    identifier = values.get("id") if isinstance(values, dict) else None
    known = identifier if isinstance(identifier, str) else None
    complaints: list[Complaint] = []
    table = None if values is None else take(values, kind, complaints)
    taken = Taken(file, known or name, known, table)
    faults.extend(taken.blame(key, reason) for key, reason in complaints)
    return taken


def _take_list(
    file: str, values: dict[str, Any] | None, whole: type[Struct], kind: type[Table], faults: list[Fault]
) -> Iterator[Taken[Table]]:
    """Yield the tables of a file that is one list of tables and nothing else."""
    taken = _take_table(file, "", values, whole, faults)
    key = structs.fields(whole)[0]
    listed = getattr(taken.table, key.name) if taken.table else []
    for number, item in enumerate(listed):
        yield _take_table(file, f"{key.encode_name} {number + 1}", item, kind, faults)


def _split_article(file: str, data: bytes, faults: list[Fault]) -> tuple[Taken[ArticleTable], str, int]:
    """Return an article's front matter, the digest below it, and the line on which that begins."""
    slug = Path(file).stem
    lines = _lines(file, data, faults)
    if lines[0] != _FENCE or _FENCE not in lines[1:]:
        faults.append(Fault(file, "", "", f"begins with its front matter between two lines {_FENCE}"))
        return Taken(file, slug, slug, None), "", 1
    close = lines.index(_FENCE, 1)
    values = _parse(file, "\n".join(lines[1:close]).encode(), faults)
    complaints: list[Complaint] = []
    table = None if values is None else take(values, ArticleTable, complaints)
    article = Taken(file, slug, slug, table)
    faults.extend(article.blame(key, reason) for key, reason in complaints)
    return article, "\n".join(lines[close + 1 :]), close + 2


def _lines(file: str, data: bytes, faults: list[Fault]) -> list[str]:
    try:
        return data.decode().replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        faults.append(Fault(file, "", "", f"is no text in UTF-8: {error}"))
        return [_FENCE, _FENCE]


def _assemble(contents: Contents, info: DatasetTable, content: str) -> ReadDataset:
    """Make records of tables without faults."""
    articles = [
        DatasetArticle(_article(each.name, each.table), digest.text, digest.blocks)
        for each in contents.articles
        if each.table
        for digest in (contents.digests[each.name],)
    ]
    articles.sort(key=lambda each: (place(each.article.published).earliest, each.article.slug))
    dataset = Dataset(
        info=DatasetInfo(
            id=info.id,
            title=info.title,
            version=info.version,
            focus=info.focus,
            licence=info.licence,
            content=content,
            sides=tuple(Side(side.id, side.name, side.label) for side in info.side),
            questions=tuple(Question(each.id, each.title, each.text) for each in info.question),
        ),
        actors=tuple(_actor(each.table) for each in contents.actors if each.table),
        articles=tuple(articles),
    )
    return ReadDataset(dataset, tuple(_entry(contents, each.table) for each in contents.entries if each.table))


def _article(slug: str, table: ArticleTable) -> Article:
    return Article(slug=slug, **structs.asdict(table))


def _actor(table: ActorTable) -> Actor:
    return Actor(**structs.asdict(table) | {"variants": tuple(table.variants)})


def _entry(contents: Contents, table: EntryTable) -> DatasetEntry:
    statement = table if isinstance(table, StatementTable) else None
    return DatasetEntry(
        id=table.id,
        kind=Kind.STATEMENT if statement else Kind.EVENT,
        type=table.type,
        title=table.title.strip(),
        summary=table.summary.strip(),
        date=table.date,
        date_basis=table.date_basis,
        date_wording=table.date_wording.strip(),
        date_reason=table.date_reason.strip(),
        readings=tuple(Reading(reading.date, reading.why_not.strip()) for reading in table.readings),
        mode=table.mode,
        place=table.place.strip(),
        status=table.status,
        channel=statement.channel.strip() if statement else "",
        form=statement.form if statement else None,
        roles=_roles(table),
        stances=tuple(Stance(each.question, each.value) for each in statement.stances) if statement else (),
        references=_references(table),
        citations=tuple(_citation(contents, table.id, citation) for citation in table.citations),
        formerly=tuple(table.formerly),
    )


def _roles(table: EntryTable) -> tuple[tuple[str, Role], ...]:
    if isinstance(table, StatementTable):
        parts = (
            (Role.SPEAKER, table.speakers),
            (Role.ON_BEHALF_OF, table.on_behalf_of),
            (Role.ADDRESSEE, table.addressees),
        )
        return tuple((actor, role) for role, actors in parts for actor in actors)
    participants = table.participants if isinstance(table, EventTable) else []
    return tuple((each.actor, each.role) for each in participants)


def _references(table: EntryTable) -> tuple[tuple[Relation, str], ...]:
    said_at = [table.said_at] if isinstance(table, StatementTable) and table.said_at is not None else []
    lists = (
        (Relation.SAID_AT, said_at),
        (Relation.RESPONDS_TO, table.responds_to),
        (Relation.PART_OF, table.part_of),
        (Relation.CONTRADICTS, table.contradicts),
    )
    return tuple((relation, target) for relation, targets in lists for target in targets)


def _citation(contents: Contents, entry: str, table: CitationTable) -> DatasetCitation:
    passages = contents.digests[table.article].passages
    return DatasetCitation(
        article=table.article,
        origin=table.origin,
        passages=tuple((passage.start, passage.end) for passage in passages if entry in passage.entries),
        locators=tuple(parse_locator(passage) for passage in table.passages),
        differences=tuple(difference.strip() for difference in table.differences),
    )
