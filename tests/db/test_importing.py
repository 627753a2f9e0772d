"""CSV back into entries: the same columns again, every fault told, all or nothing; and it survives a new dataset."""

from __future__ import annotations

import codecs
import json
import re
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db import dataset, loading
from db.content import DatasetCitation, DatasetEntry
from db.errors import ImportFaultsError, ImportFileError, StoreError
from db.export.csv import write_csv
from db.export.options import ExportOptions, Profile
from db.filters import Filter, Word
from db.formats import Format
from db.importing.bringing import forget_imported, import_csv
from db.importing.waiting import waiting
from db.records import Stance
from db.store import Store, open_library
from db.vocabularies import Basis, Form, Kind, Relation, Role, StanceValue, Status, Type
from tests.db.exporting import exported as in_format
from tests.db.reading_csv import exported, exported_bytes, read_rows
from tests.db.small import FILES, LAMP, write_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from db.records import ImportReport

HEADER = [
    *("id", "kind", "type", "title", "summary", "date", "date_basis", "date_reason", "speakers", "addressees"),
    *("participants", "channel", "form", "stances", "status", "said_at", "responds_to", "sources", "articles"),
]
SPEECH = {
    "id": "lamp-praised",
    "kind": "statement",
    "type": "STATEMENT",
    "title": "The lamp is praised",
    "summary": "The council likes the lamp.",
    "speakers": "upper-council",
    "form": "indirect",
    "status": "occurred",
    "stances": "toll: against",
    "said_at": "lamp-bought",
    "articles": "courier-2021-03-05; gazette-2021-03-04",
}
DATA = ExportOptions(profile=Profile.DATA)


def bare_dataset(folder: Path) -> Path:
    """Write the small dataset with its actors, articles and questions, but without entries."""
    write_dataset(folder)
    for name in ("events.toml", "statements.toml"):
        (folder / name).write_text("", encoding="utf-8")
    for article in (folder / "articles").iterdir():
        plain = re.sub(r"\[([^]]*)\]\(#[^)]*\)", r"\1", article.read_text(encoding="utf-8"))
        article.write_text(plain, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bare_dataset(tmp_path_factory.mktemp("bare"))


@pytest.fixture
def empty(opened: Callable[..., Store], bare: Path) -> Store:
    """Return a library without an entry."""
    return opened(bare)


def table(rows: Sequence[Mapping[str, str]], *, separator: str = ",", columns: Sequence[str] = HEADER) -> str:
    def cell(value: str) -> str:
        quoted = value.replace('"', '""')
        return f'"{quoted}"' if any(sign in value for sign in f'{separator}"\r\n') else value

    lines = [separator.join(columns)]
    lines += [separator.join(cell(row.get(name, "")) for name in columns) for row in rows]
    return "".join(f"{line}\r\n" for line in lines)


def file_of(
    folder: Path,
    rows: Sequence[Mapping[str, str]],
    encoding: str = "utf-8",
    *,
    separator: str = ",",
    columns: Sequence[str] = HEADER,
) -> Path:
    file = folder / "own.csv"
    file.write_bytes(table(rows, separator=separator, columns=columns).encode(encoding))
    return file


def brought(store: Store, folder: Path, file: Path, *, keep_good: bool = False) -> ImportReport:
    return import_csv(store, folder, file, keep_good=keep_good)


def ids(store: Store) -> list[str]:
    return [row["id"] for row in exported(store)]


def faults(store: Store, folder: Path, file: Path) -> list[str]:
    with pytest.raises(ImportFaultsError) as met:
        brought(store, folder, file)
    return [str(fault) for fault in met.value.faults]


# The same columns again

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
something = words.filter(lambda each: bool(each.strip()))
slugs = st.lists(st.sampled_from(["gazette-2021-03-04", "courier-2021-03-05"]), min_size=1, max_size=2, unique=True)
actors = st.lists(st.sampled_from(["upper-bank", "upper-council", "lower-bank", "kiyi"]), min_size=1, unique=True)
DATES = (None, "2021", "2021-03-02", "2021-03~", "2021-02-27/2021-03-04", "[2021-03-01..2021-03-04]", "../2021-03")


@st.composite
def entries(draw: st.DrawFn, number: int = 0, targets: tuple[str, ...] = (), event: str = "") -> DatasetEntry:
    date = draw(st.sampled_from(DATES))
    speech = draw(st.booleans())
    named = draw(actors)
    parts: list[tuple[str, Role]] = [(named[0], Role.SPEAKER if speech else Role.LEAD)]
    others = (Role.ADDRESSEE,) if speech else (Role.TARGET, Role.HOST, Role.MEDIATOR, Role.PARTICIPANT, Role.LEAD)
    parts += [(actor, draw(st.sampled_from(others))) for actor in named[1:]]
    cited = draw(slugs)
    references = [(Relation.SAID_AT, event)] if speech and event and draw(st.booleans()) else []
    for relation in (Relation.RESPONDS_TO, Relation.PART_OF, Relation.CONTRADICTS):
        if targets:
            some = draw(st.lists(st.sampled_from(targets), max_size=2, unique=True))
            references += [(relation, target) for target in some]
    stances = (Stance("toll", draw(st.sampled_from(StanceValue))),) if speech and draw(st.booleans()) else ()
    return DatasetEntry(
        id=f"entry-{number}",
        kind=Kind.STATEMENT if speech else Kind.EVENT,
        type=draw(st.sampled_from([each for each in Type if speech or each is not Type.STATEMENT])),
        title=draw(something),
        summary=draw(something),
        date=date,
        date_basis=draw(st.sampled_from(Basis)) if date else None,
        date_wording=draw(words),
        date_reason=draw(something) if date else draw(words),
        place=draw(words),
        status=draw(st.sampled_from(Status)),
        channel=draw(words) if speech else "",
        form=draw(st.sampled_from(Form)) if speech else None,
        roles=tuple(parts),
        stances=stances,
        references=tuple(references),
        citations=tuple(DatasetCitation(slug, origin=draw(st.sampled_from(["", "Wire"]))) for slug in cited),
    )


@st.composite
def libraries(draw: st.DrawFn) -> list[DatasetEntry]:
    first = draw(entries(0))
    event = first.id if first.kind is Kind.EVENT else ""
    known: tuple[str, ...] = (first.id,)
    made = [first]
    for number in range(1, draw(st.integers(1, 4))):
        made.append(draw(entries(number, known, event)))
        known += (made[-1].id,)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=libraries())
def test_what_is_exported_is_imported_and_exported_again_to_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, bare: Path, made: list[DatasetEntry]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    file = folder / "all.csv"
    with closing(open_library(folder / "first.demarche", bare)) as store:
        with store.write() as connection:
            loading.load(connection, dataset.read_dataset(bare).dataset, loading.chronological(made))
        write_csv(store.read, DATA, file)
    with closing(open_library(folder / "second.demarche", bare)) as store:
        report = import_csv(store, bare, file)
        assert (report.imported, report.faults) == (len(made), ())
        assert exported_bytes(store, profile=Profile.DATA) == file.read_bytes()
        again = import_csv(store, bare, file)
        assert (again.imported, again.unchanged) == (0, len(made))
    shutil.rmtree(folder)


def test_links_to_articles_come_back_and_locators_do_not(empty: Store, bare: Path, tmp_path: Path) -> None:
    brought(empty, bare, file_of(tmp_path, [LAMP, SPEECH]))
    with empty.read() as connection:
        cited = connection.execute(text("SELECT count(*) FROM citation")).scalar()
        assert (cited, connection.execute(text("SELECT count(*) FROM passage")).scalar()) == (3, 0)
    rows = {row["id"]: row for row in exported(empty)}
    assert rows["lamp-praised"]["articles"] == "gazette-2021-03-04; courier-2021-03-05"
    assert rows["lamp-praised"]["said_at"] == "lamp-bought"


# It is the user's own, and stays


def test_imported_entries_survive_another_state_of_the_dataset(
    opened: Callable[..., Store], folder: Path, tmp_path: Path
) -> None:
    store = opened(folder)
    before = ids(store)
    brought(store, folder, file_of(tmp_path, [LAMP, {**SPEECH, "responds_to": "flood"}]))
    assert sorted(ids(store)) == sorted([*before, "lamp-bought", "lamp-praised"])
    assert len(store.marks()) == len(before) + 2
    store.close()
    changed = write_dataset(tmp_path / "changed", [("dataset.toml", "1.0.0", "2.0.0")])
    again = opened(changed)
    assert again.loaded
    assert sorted(ids(again)) == sorted([*before, "lamp-bought", "lamp-praised"])
    again.close()
    without = opened(bare_dataset(tmp_path / "without"))
    rows = {row["id"]: row for row in exported(without)}
    # What it answered is gone, and comes back with it.
    assert rows["lamp-praised"]["responds_to"] == ""
    without.close()
    assert {row["id"]: row for row in exported(opened(folder))}["lamp-praised"]["responds_to"] == "flood"


def test_what_names_an_actor_that_is_gone_waits_for_it(
    opened: Callable[..., Store], folder: Path, tmp_path: Path
) -> None:
    store = opened(folder)
    brought(store, folder, file_of(tmp_path, [{**LAMP, "participants": "kiyi (lead)"}]))
    store.close()
    bare = bare_dataset(tmp_path / "fewer")
    (bare / "actors.toml").write_text(FILES["actors.toml"].replace('"kiyi"', '"quay"'), encoding="utf-8")
    fewer = opened(bare)
    assert ids(fewer) == []
    with fewer.read() as connection:
        found = waiting(connection)
    assert found.number == 1
    (lamp,) = found.entries
    assert (lamp.id, lamp.title, lamp.column) == ("lamp-bought", LAMP["title"], "participants")
    assert lamp.reason == "“kiyi” is no actor of this library"
    assert lamp.file.endswith(".csv")
    fewer.close()
    whole = opened(folder)
    assert "lamp-bought" in ids(whole)
    with whole.read() as connection:
        assert waiting(connection).number == 0


def test_a_row_is_imported_again_with_other_words(empty: Store, bare: Path, tmp_path: Path) -> None:
    brought(empty, bare, file_of(tmp_path, [LAMP, SPEECH]))
    report = brought(empty, bare, file_of(tmp_path, [{**LAMP, "title": "Another title"}, SPEECH]))
    assert (report.imported, report.unchanged) == (1, 1)
    assert {row["id"]: row["title"] for row in exported(empty)}["lamp-bought"] == "Another title"


def test_an_entry_of_the_dataset_is_not_changed_but_may_be_repeated(library: Store, folder: Path, path: Path) -> None:
    file = path.with_name("all.csv")
    write_csv(library.read, DATA, file)
    report = brought(library, folder, file)
    assert (report.imported, report.unchanged, report.faults) == (0, 8, ())
    file.write_bytes(file.read_bytes().replace(b"Talks about the bridge", b"Quarrel about the bridge"))
    (fault,) = faults(library, folder, file)
    assert fault.endswith("id: bridge-talks is an entry of the dataset, which an import does not change")


def test_files_tell_what_of_them_was_imported(library: Store, folder: Path, tmp_path: Path) -> None:
    brought(library, folder, file_of(tmp_path, [LAMP, SPEECH]))
    told = "10 entries. Imported by the user, and not of the dataset: 2 entries."
    everything = in_format(library, Format.MARKDOWN).decode()
    assert told in everything
    assert "\nimported: 2\n" in everything
    file = tmp_path / "all.csv"
    assert write_csv(library.read, ExportOptions(), file).imported == 2
    described = json.loads(file.with_name("all.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["urn:x-demarche:imported"] == 2
    of_dataset = Filter().with_term(Word.ID, (LAMP["id"], SPEECH["id"]), excluded=True)
    assert "mported" not in in_format(library, Format.MARKDOWN, filter=of_dataset).decode()


def test_what_was_imported_is_removed_again(library: Store, folder: Path, tmp_path: Path) -> None:
    before = exported(library)
    brought(library, folder, file_of(tmp_path, [LAMP, SPEECH]))
    assert forget_imported(library, folder) == 2
    assert exported(library) == before


# Faults

FAULTS = [
    ({"id": "Lamp"}, "id", "is spelt with small letters"),
    ({"kind": "speech"}, "kind", "“speech” is none of event, statement"),
    ({"type": ""}, "type", "is empty"),
    ({"type": "STATEMENT"}, "type", "an event is no STATEMENT"),
    ({"title": " "}, "title", "is empty"),
    ({"title": "x" * 71}, "title", "has 71 letters; 70 are the most"),
    ({"date": "3 March"}, "date", ""),
    ({"date": "2021-03-05/2021-03-01"}, "date", ""),
    ({"date": "2021-02-30"}, "date", ""),
    ({"date_basis": ""}, "date_basis", "is empty"),
    ({"date_reason": ""}, "date_reason", "is missing beside a date"),
    ({"date": ""}, "date_basis", "says how a date is known, but there is none"),
    ({"participants": ""}, "participants", "an event has a lead at least"),
    ({"participants": "upper-bank"}, "participants", "is not an id and a role"),
    ({"participants": "atlantis (lead)"}, "participants", "“atlantis” is no actor of this library"),
    ({"participants": "kiyi (lead); kiyi (host)"}, "participants", "“kiyi” is there twice"),
    ({"speakers": "kiyi"}, "speakers", "belongs to statements"),
    ({"status": "dreamt"}, "status", "is none of"),
    ({"articles": ""}, "articles", "the entry is cited nowhere"),
    ({"articles": "times-1999"}, "articles", "“times-1999” is no article of this library"),
    ({"sources": "7"}, "sources", "is no number from 1 to 1"),
    ({"responds_to": "nowhere"}, "responds_to", "“nowhere” is no entry"),
    ({"responds_to": "lamp-bought"}, "responds_to", "an entry does not refer to itself"),
]


@pytest.mark.parametrize(("change", "column", "reason"), FAULTS)
def test_a_faulty_cell_is_told_with_line_column_and_reason(
    empty: Store, bare: Path, tmp_path: Path, change: dict[str, str], column: str, reason: str
) -> None:
    told = faults(empty, bare, file_of(tmp_path, [{**LAMP, **change}]))
    assert any(fault.startswith(f"2: {column}: ") and reason in fault for fault in told)
    assert ids(empty) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"speakers": ""}, "speakers: a statement has a speaker at least"),
        ({"form": "sung"}, "form: “sung” is none of direct, mixed, indirect"),
        ({"stances": "toll: maybe"}, "stances: “toll: maybe” is not a question and for, against or conditional"),
        ({"stances": "war: for"}, "stances: “war” is no question of this library"),
        ({"said_at": "lamp-praised-too"}, "said_at: “lamp-praised-too” is no event"),
        ({"participants": "kiyi (lead)"}, "participants: a statement has speakers and addressees"),
    ],
)
def test_a_faulty_statement_is_told(
    empty: Store, bare: Path, tmp_path: Path, change: dict[str, str], fault: str
) -> None:
    other = {**SPEECH, "id": "lamp-praised-too"}
    assert faults(empty, bare, file_of(tmp_path, [LAMP, other, {**SPEECH, **change}])) == [f"4: {fault}"]


def test_an_id_that_is_there_twice_is_told_with_both_lines(empty: Store, bare: Path, tmp_path: Path) -> None:
    rows = [LAMP, {**SPEECH, "summary": "Two\nlines."}, {**LAMP, "title": "Another lamp"}]
    assert faults(empty, bare, file_of(tmp_path, rows)) == ["5: id: lamp-bought is the id of line 2 already"]


def test_three_bad_rows_among_many_leave_all_or_only_themselves_out(empty: Store, bare: Path, tmp_path: Path) -> None:
    rows = [{**LAMP, "id": f"lamp-{number}"} for number in range(3000)]
    for place, change in ((7, {"date": "soon"}), (1500, {"type": "GIFT"}), (2999, {"articles": "none"})):
        rows[place] |= change
    file = file_of(tmp_path, rows)
    told = faults(empty, bare, file)
    assert [fault.partition(": ")[0] for fault in told] == ["9", "1502", "3001"]
    assert ids(empty) == []
    report = brought(empty, bare, file, keep_good=True)
    assert (report.rows, report.imported, len(report.faults)) == (3000, 2997, 3)
    assert len(ids(empty)) == 2997


def test_what_refers_to_a_faulty_row_is_faulty_too(empty: Store, bare: Path, tmp_path: Path) -> None:
    rows = [
        {**LAMP, "status": "dreamt"},
        SPEECH,
        {**SPEECH, "id": "echo", "said_at": "", "responds_to": "lamp-praised"},
    ]
    report = brought(empty, bare, file_of(tmp_path, rows), keep_good=True)
    assert (report.imported, [fault.line for fault in report.faults]) == (0, [2, 3, 4])


def test_what_a_faulty_row_would_have_replaced_stays(empty: Store, bare: Path, tmp_path: Path) -> None:
    brought(empty, bare, file_of(tmp_path, [LAMP, SPEECH]))
    rows = [{**SPEECH, "title": "Other words", "responds_to": "nowhere"}]
    report = brought(empty, bare, file_of(tmp_path, rows), keep_good=True)
    assert report.imported == 0
    assert {row["id"]: row["title"] for row in exported(empty)}["lamp-praised"] == "The lamp is praised"


# Files


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_any_spreadsheet_are_read(
    empty: Store, bare: Path, tmp_path: Path, separator: str, encoding: str
) -> None:
    row = {**LAMP, "title": "Größe “x”; y, z", "summary": "One\r\ntwo\tthree"}
    report = brought(empty, bare, file_of(tmp_path, [row], encoding, separator=separator))
    assert report.encoding == {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}.get(
        encoding, "UTF-8"
    )
    (found,) = exported(empty, profile=Profile.DATA)
    assert (found["title"], found["summary"]) == (row["title"], row["summary"])


def test_utf_16_of_the_other_order_is_read(empty: Store, bare: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(codecs.BOM_UTF16_BE + table([LAMP]).encode("utf-16-be"))
    assert brought(empty, bare, file).imported == 1


def test_an_apostrophe_is_taken_away_only_before_what_would_be_run(empty: Store, bare: Path, tmp_path: Path) -> None:
    row = {**LAMP, "title": "'=1+1", "summary": "'Tis so", "date_reason": "''=x"}
    brought(empty, bare, file_of(tmp_path, [row], "utf-8-sig"))
    (found,) = exported(empty, profile=Profile.DATA)
    assert [found[name] for name in ("title", "summary", "date_reason")] == ["=1+1", "'Tis so", "''=x"]


def test_both_profiles_bring_the_same_entries_back(empty: Store, bare: Path, tmp_path: Path) -> None:
    brought(empty, bare, file_of(tmp_path, [{**LAMP, "title": "'=1+1", "summary": "=2"}, SPEECH]))
    before = exported(empty, profile=Profile.DATA)
    for profile in Profile:
        file = tmp_path / f"{profile}.csv"
        write_csv(empty.read, ExportOptions(profile=profile), file)
        report = brought(empty, bare, file)
        assert (report.imported, report.unchanged) == (0, 2)
    assert exported(empty, profile=Profile.DATA) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "has none of the columns"),
        ("name;value\r\n1;2\r\n", "has none of the columns"),
        (
            table([LAMP], columns=[name for name in HEADER if name not in {"type", "status"}]),
            "lacks the columns type, status",
        ),
        (table([LAMP], columns=[*HEADER, "title"]), "has the column title twice"),
        ("id,kind,article,anchor,passage\r\n", "holds a row a passage"),
        (table([LAMP]) + '"never closed', "is no CSV from line"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    empty: Store, bare: Path, tmp_path: Path, content: str, sentence: str
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(ImportFileError, match=re.escape(sentence)):
        brought(empty, bare, file)
    assert ids(empty) == []


def test_a_row_with_too_few_cells_is_told(empty: Store, bare: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(table([LAMP]) + "a,b\r\n\r\n", encoding="utf-8", newline="")
    assert faults(empty, bare, file) == [f"3: has 2 cells, not {len(HEADER)}"]


def test_no_file_and_no_text_are_told(empty: Store, bare: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read: No such file"):
        brought(empty, bare, tmp_path / "none.csv")
    (tmp_path / "own.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="is no text"):
        brought(empty, bare, tmp_path / "own.csv")


def test_other_columns_are_passed_over_and_told(empty: Store, bare: Path, tmp_path: Path) -> None:
    report = brought(empty, bare, file_of(tmp_path, [LAMP | {"mood": "fine"}], columns=[*HEADER, "mood"]))
    assert (report.imported, report.ignored) == (1, ("mood",))


def test_cancelled_it_changes_nothing(empty: Store, bare: Path, tmp_path: Path) -> None:
    class Cancelled(Exception):  # noqa: N818 - a signal
        pass

    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    file = file_of(tmp_path, [{**LAMP, "id": f"lamp-{number}"} for number in range(5000)])
    with pytest.raises(Cancelled):
        import_csv(empty, bare, file, progress=progress)
    assert told[-1][0] <= told[-1][1] == file.stat().st_size
    assert ids(empty) == []
    with empty.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM imported")).scalar() == 0


def test_the_side_file_alone_says_that_cells_are_exact(empty: Store, bare: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, [{**LAMP, "title": "'=1"}])
    (tmp_path / "own.csv-metadata.json").write_text(json.dumps({"urn:x-demarche:profile": "data"}), encoding="utf-8")
    brought(empty, bare, file)
    assert read_rows(exported_bytes(empty, profile=Profile.DATA))[0]["title"] == "'=1"
