"""Made-up libraries: the same every time, in the chronology's order, and without a fault that a dataset may have."""

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from db.content import DatasetArticle, DatasetEntry
from db.dataset_checks import Contents, Taken, check
from db.dataset_tables import ActorTable, ArticleTable, DatasetTable, EntryTable, EventTable, StatementTable
from db.dates import MINUTES_A_DAY
from db.digests import Digest, DigestPassage, parse_digest
from db.locators import format_locator, make_locator
from db.marks import OPEN_FUTURE, OPEN_PAST, Drawing
from db.placing import Placing, place
from db.synthetic import SyntheticLibrary
from db.vocabularies import Kind, Relation, Role, Type

SMALL = 700
MANY = 8_000


@pytest.fixture(scope="module")
def many() -> list[DatasetEntry]:
    return list(SyntheticLibrary(MANY).entries())


@pytest.fixture(scope="module")
def placed(many: list[DatasetEntry]) -> list[Placing]:
    return [place(entry.date) for entry in many if entry.date is not None]


def key(entry: DatasetEntry) -> tuple[bool, int, int, str]:
    found = place(entry.date) if entry.date else None
    return (found is None, found.earliest if found else 0, found.latest if found else 0, entry.id)


@pytest.mark.parametrize("count", [1, 2, 17, 365, SMALL])
def test_there_are_as_many_as_were_asked_for_in_the_order_of_the_chronology(count: int) -> None:
    entries = list(SyntheticLibrary(count).entries())
    assert len(entries) == count
    assert all(key(one) < key(other) for one, other in pairwise(entries))


def test_a_seed_makes_the_same_library_every_time_and_another_one_another() -> None:
    one, same, other = SyntheticLibrary(SMALL, 5), SyntheticLibrary(SMALL, 5), SyntheticLibrary(SMALL, 6)
    assert (one.dataset, list(one.entries())) == (same.dataset, list(same.entries()))
    assert list(one.entries()) != list(other.entries())
    assert one.dataset.info.content != other.dataset.info.content


@pytest.mark.parametrize("count", [0, -3])
def test_no_library_is_made_of_nothing(count: int) -> None:
    with pytest.raises(ValueError, match="cannot be made"):
        SyntheticLibrary(count)


def test_entries_are_made_while_they_are_taken() -> None:
    entries = SyntheticLibrary(10_000_000).entries()
    assert next(entries).id == "entry-00000000"


def test_all_that_an_entry_can_be_is_among_them(many: list[DatasetEntry], placed: list[Placing]) -> None:
    assert {entry.type for entry in many} == set(Type)
    assert {entry.kind for entry in many} == set(Kind)
    assert {found.drawing for found in placed} == set(Drawing)
    assert {relation for entry in many for relation, _ in entry.references} == set(Relation)
    assert {role for entry in many for _, role in entry.roles} == set(Role)
    assert Counter(len(entry.citations) for entry in many).keys() == {1, 2, 3, 4}
    assert any(found.earliest == OPEN_PAST for found in placed)
    assert any(found.latest == OPEN_FUTURE for found in placed)
    assert 0 < len(many) - len(placed) < MANY / 100


def test_a_third_has_a_duration_of_days_to_months(placed: list[Placing]) -> None:
    lengths = [found.latest - found.earliest for found in placed]
    long = [length for length in lengths if length > MINUTES_A_DAY]
    assert 0.3 < len(long) / len(placed) < 0.37
    bounded = sorted(length / MINUTES_A_DAY for length in long if length < OPEN_FUTURE // 2)
    assert bounded[0] == 2
    assert bounded[-1] > 60


def test_entries_come_in_bursts_and_fewer_at_weekends(placed: list[Placing]) -> None:
    days = Counter(found.earliest // MINUTES_A_DAY for found in placed if found.earliest > OPEN_PAST)
    assert max(days.values()) > 6 * MANY / 3653
    weekend = [count for day, count in days.items() if day % 7 >= 5]
    assert sum(weekend) / 2 < 0.6 * (sum(days.values()) - sum(weekend)) / 5


def test_titles_fill_a_label_and_some_have_letters_beyond_ascii(many: list[DatasetEntry]) -> None:
    assert all(20 <= len(entry.title) <= 60 for entry in many)
    assert any(not entry.title.isascii() for entry in many)


def test_summaries_name_no_one_but_numbered_actors(many: list[DatasetEntry]) -> None:
    assert all(re.match(r"Actor \d+ [a-z]", entry.title) for entry in many)
    assert all(entry.summary.startswith(entry.title) for entry in many)


def test_every_side_has_a_lane_of_its_own() -> None:
    assert len(SyntheticLibrary(SMALL).dataset.info.sides) == 12


def test_every_passage_is_a_sentence_of_a_digest(many: list[DatasetEntry]) -> None:
    articles = {each.article.slug: each.digest for each in SyntheticLibrary(MANY).dataset.articles}
    for entry in many:
        assert entry.citations
        for citation in entry.citations:
            ((start, end),) = citation.passages
            words = articles[citation.article][start:end]
            assert words[0].isupper()
            assert words.endswith(").")


def test_a_digest_reads_the_same_as_markdown() -> None:
    article = SyntheticLibrary(SMALL).dataset.articles[0]
    blocks = [article.digest[block.start : block.end] for block in article.blocks]
    written = "\n\n".join(
        f"# {text}" if block.heading else text for block, text in zip(article.blocks, blocks, strict=True)
    )
    digest = parse_digest(written)
    assert (digest.text, digest.blocks) == (article.digest, article.blocks)


def test_a_dataset_of_these_entries_would_have_no_fault() -> None:
    library = SyntheticLibrary(150)
    assert list(check(contents(library))) == []


def contents(library: SyntheticLibrary) -> Contents:
    """Return what would be read of the library's files, had it any."""
    dataset, entries = library.dataset, list(library.entries())
    info = {
        "id": dataset.info.id,
        "title": dataset.info.title,
        "version": dataset.info.version,
        "focus": dataset.info.focus,
        "licence": dataset.info.licence,
        "question": [{"id": each.id, "title": each.title} for each in dataset.info.questions],
        "side": [{"id": each.id, "name": each.name, "label": each.label} for each in dataset.info.sides],
    }
    return Contents(
        info=Taken("dataset.toml", "", dataset.info.id, msgspec.convert(info, DatasetTable)),
        actors=tuple(
            Taken("actors.toml", actor.id, actor.id, msgspec.convert(msgspec.to_builtins(actor), ActorTable))
            for actor in dataset.actors
        ),
        entries=tuple(Taken("entries.toml", entry.id, entry.id, table(entry, dataset.articles)) for entry in entries),
        articles=tuple(
            Taken(
                "articles",
                each.article.slug,
                each.article.slug,
                msgspec.convert(msgspec.to_builtins(each.article), ArticleTable),
            )
            for each in dataset.articles
        ),
        digests={each.article.slug: digest(each, entries) for each in dataset.articles},
    )


def digest(article: DatasetArticle, entries: list[DatasetEntry]) -> Digest:
    linked: dict[tuple[int, int], list[str]] = {}
    for entry in entries:
        for citation in entry.citations:
            if citation.article == article.article.slug:
                for passage in citation.passages:
                    linked.setdefault(passage, []).append(entry.id)
    passages = (DigestPassage(start, end, tuple(ids)) for (start, end), ids in sorted(linked.items()))
    return Digest(article.digest, article.blocks, tuple(passages))


@cache
def located(text: str, start: int, end: int) -> dict[str, object]:
    passage: dict[str, object] = tomllib.loads(f"passage = {format_locator(make_locator(text, start, end))}")["passage"]
    return passage


def table(entry: DatasetEntry, articles: tuple[DatasetArticle, ...]) -> EntryTable:
    """Return an entry as a dataset's files would have it; its passages are located in the digest, as if in a text."""
    digests = {each.article.slug: each.digest for each in articles}
    values = {
        name: getattr(entry, name)
        for name in ("id", "title", "summary", "type", "status", "mode", "date", "date_basis", "date_wording")
    }
    values |= {"date_reason": entry.date_reason, "place": entry.place}
    values["readings"] = [{"date": each.date, "why_not": each.why_not} for each in entry.readings]
    values["citations"] = [
        {
            "article": citation.article,
            "passages": [located(digests[citation.article], start, end) for start, end in citation.passages],
        }
        for citation in entry.citations
    ]
    for relation in (Relation.RESPONDS_TO, Relation.PART_OF, Relation.CONTRADICTS):
        values[relation.value] = [target for name, target in entry.references if name is relation]
    if entry.kind is Kind.EVENT:
        values["participants"] = [{"actor": actor, "role": role} for actor, role in entry.roles]
        return msgspec.convert(values, EventTable)
    names = {"speakers": Role.SPEAKER, "on_behalf_of": Role.ON_BEHALF_OF, "addressees": Role.ADDRESSEE}
    values |= {key: [actor for actor, role in entry.roles if role is wanted] for key, wanted in names.items()}
    values["stances"] = [{"question": each.question, "value": each.value} for each in entry.stances]
    said = [target for name, target in entry.references if name is Relation.SAID_AT]
    return msgspec.convert(
        values | {"form": entry.form, "channel": entry.channel, "said_at": said[0] if said else None}, StatementTable
    )
