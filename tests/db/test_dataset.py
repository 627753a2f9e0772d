"""A dataset is read as it is written, or everything that is wrong with it is said at once."""

import tomllib
from pathlib import Path

import pytest

from db.content import DatasetEntry
from db.dataset import read_dataset
from db.dataset_files import content_of
from db.errors import DatasetError, Fault
from db.vocabularies import Basis, Form, Kind, Relation, Role, StanceValue, Status, Type
from tests.db.small import write_dataset


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(DatasetError) as raised:
        read_dataset(folder)
    return list(raised.value.faults)


def entries_of(folder: Path) -> dict[str, DatasetEntry]:
    return {entry.id: entry for entry in read_dataset(folder).entries}


def test_everything_of_an_event_is_read(folder: Path) -> None:
    talks = entries_of(folder)["bridge-talks"]
    assert (talks.kind, talks.type, talks.mode) == (Kind.EVENT, Type.CONSULT, "multilateral")
    assert (talks.date, talks.date_basis, talks.date_wording) == ("2021-03-02", Basis.RELATIVE, "on Tuesday")
    assert [(reading.date, reading.why_not) for reading in talks.readings] == [("2021-02-23", "The talks are news.")]
    assert talks.roles == (("upper-council", Role.LEAD), ("lower-bank", Role.LEAD), ("kiyi", Role.HOST))
    assert (talks.place, talks.status, talks.formerly) == ("Harbour", Status.OCCURRED, ("talks-2021",))
    assert (talks.form, talks.channel) == (None, "")


def test_everything_of_a_statement_is_read(folder: Path) -> None:
    demand = entries_of(folder)["upper-demands-toll"]
    assert (demand.kind, demand.channel, demand.form) == (Kind.STATEMENT, "radio", Form.DIRECT)
    assert [(stance.question, stance.value) for stance in demand.stances] == [("toll", StanceValue.FOR)]
    assert demand.roles == (
        ("upper-council", Role.SPEAKER),
        ("upper-bank", Role.ON_BEHALF_OF),
        ("lower-bank", Role.ADDRESSEE),
    )
    assert demand.references == ((Relation.SAID_AT, "bridge-talks"),)
    assert [len(citation.locators) for citation in demand.citations] == [2, 1]


def test_an_undated_entry_has_neither_date_nor_basis(folder: Path) -> None:
    grievance = entries_of(folder)["old-grievance"]
    assert (grievance.date, grievance.date_basis) == (None, None)


def test_passages_are_ranges_of_the_plain_digest(folder: Path) -> None:
    read = read_dataset(folder)
    digests = {each.article.slug: each.digest for each in read.dataset.articles}
    demand = next(entry for entry in read.entries if entry.id == "upper-demands-toll")
    words = [digests[citation.article][a:b] for citation in demand.citations for a, b in citation.passages]
    assert words == ["carts are to pay, which was broadcast", "four coins", "No coin will be paid"]


def test_articles_stand_in_the_order_of_their_publication(folder: Path) -> None:
    articles = [each.article for each in read_dataset(folder).dataset.articles]
    assert [article.slug for article in articles] == ["gazette-2021-03-04", "courier-2021-03-05"]
    assert [article.origin for article in articles] == ["Gazette", "Valley News"]


def test_content_changes_with_any_file_and_with_nothing_else(folder: Path, tmp_path: Path) -> None:
    before = content_of(folder)
    assert before == content_of(write_dataset(tmp_path / "again")) == read_dataset(folder).dataset.info.content
    courier = folder / "articles" / "courier-2021-03-05.md"
    courier.write_text(courier.read_text(encoding="utf-8") + "\nMore of it.\n", encoding="utf-8")
    assert content_of(folder) != before


EVENTS, STATEMENTS, ACTORS, DATASET = "events.toml", "statements.toml", "actors.toml", "dataset.toml"
GAZETTE = "articles/gazette-2021-03-04.md"
COURIER = "articles/courier-2021-03-05.md"

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))["fault"]


@pytest.mark.parametrize("case", FAULTS, ids=[case["name"] for case in FAULTS])
def test_a_fault_names_file_table_key_and_reason(tmp_path: Path, case: dict[str, str]) -> None:
    found = faults_of(write_dataset(tmp_path, [(case["file"], case["old"], case["new"])]))
    place = (case.get("told_of", case["file"]), case["table"], case["key"])
    reasons = [fault.reason for fault in found if (fault.file, fault.table, fault.key) == place]
    assert any(case["reason"] in reason for reason in reasons), found


def test_an_actor_that_is_no_table_is_named_by_its_place(folder: Path) -> None:
    (folder / ACTORS).write_text("actor = [1]", encoding="utf-8")
    assert Fault(ACTORS, "actor 1", "", "is a table, not 1") in faults_of(folder)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    changes = [
        (EVENTS, "place = ", "plaze = "),
        (EVENTS, '"2021-02"', '"2021-00"'),
        (STATEMENTS, 'speakers = ["upper-council"]', 'speakers = ["quay"]'),
        (COURIER, "(#joint-call)", "(#call)"),
    ]
    found = faults_of(write_dataset(tmp_path, changes))
    assert {(fault.file, fault.table, fault.key) for fault in found} == {
        (EVENTS, "bridge-talks", "plaze"),
        (EVENTS, "sluice-closed", "date"),
        (STATEMENTS, "upper-demands-toll", "speakers"),
        (COURIER, "courier-2021-03-05", "#call"),
        (STATEMENTS, "joint-call", "citations[0].article"),
    }


def test_nothing_is_blamed_for_the_fault_of_what_it_refers_to(tmp_path: Path) -> None:
    found = faults_of(write_dataset(tmp_path, [(ACTORS, 'kind = "state"', 'kind = "bank"')]))
    assert [(fault.table, fault.key) for fault in found] == [("upper-bank", "kind")]


def test_a_faulty_dataset_table_is_blamed_alone(tmp_path: Path) -> None:
    found = faults_of(write_dataset(tmp_path, [(DATASET, 'version = "1.0.0"', "version = 1")]))
    assert [(fault.file, fault.key) for fault in found] == [(DATASET, "version")]


def test_missing_files_are_all_named(tmp_path: Path) -> None:
    found = faults_of(tmp_path)
    assert [fault.file for fault in found] == [DATASET, ACTORS, EVENTS, STATEMENTS]
    assert "No such file" in found[0].reason


@pytest.mark.parametrize("name", [ACTORS, GAZETTE])
def test_a_file_that_is_no_utf_8_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"+++\n\xff\n+++\n")
    assert (name, "UTF-8") in [(fault.file, "UTF-8" if "UTF-8" in fault.reason else "") for fault in faults_of(folder)]


def test_the_message_says_how_many_and_which_is_the_first(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"has a fault .*events.toml, bridge-talks, plaze: is no key"):
        read_dataset(write_dataset(tmp_path, [(EVENTS, "place = ", "plaze = ")]))
    with pytest.raises(DatasetError, match="has 4 faults"):
        read_dataset(tmp_path / "nowhere")
