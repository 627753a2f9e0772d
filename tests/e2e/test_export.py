"""``demarche export``: CSV to a file or to standard output, and what is said of it."""

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.command import COMMAND, LIMITED, demarche, environment, misused, sentence

Library = list[str | Path]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_everything_goes_to_a_file(library: Library, tmp_path: Path) -> None:
    result = demarche("export", *library, "-o", "out.csv", cwd=tmp_path)
    assert (result.stdout, result.stderr) == ("", "8 rows\n")
    rows = read(tmp_path / "out.csv")
    assert [row["id"] for row in rows][:2] == ["flood", "sluice-closed"]
    described = json.loads((tmp_path / "out.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == "out.csv"
    assert [column["name"] for column in described["tableSchema"]["columns"]] == list(rows[0])


def test_filters_are_said_to_leave_something_out(library: Library, tmp_path: Path) -> None:
    filters = ["--kind", "statement", "--from", "2021-03", "--not-actor", "kiyi", "--search", "council"]
    result = demarche("export", *library, *filters, "-o", tmp_path / "out.csv")
    assert result.stderr == "2 rows\n6 entries left out by the filters\n"
    assert [row["id"] for row in read(tmp_path / "out.csv")] == ["lower-rejects-toll", "upper-demands-toll"]


def test_one_row_is_not_several(library: Library, tmp_path: Path) -> None:
    result = demarche("export", *library, "--id", "flood", "-o", tmp_path / "out.csv")
    assert result.stderr.splitlines()[0] == "1 row"


@pytest.mark.parametrize(("profile", "start"), [("spreadsheet", b"\xef\xbb\xbfid,"), ("data", b"id,")])
def test_standard_output_takes_the_very_bytes(library: Library, tmp_path: Path, profile: str, start: bytes) -> None:
    asked = ["export", *library, "--profile", profile, "--rows", "citation"]
    demarche(*asked, "-o", tmp_path / "out.csv")
    command = [*COMMAND, *map(str, asked), "-o", "-"]
    result = subprocess.run(command, capture_output=True, check=True, env=environment(), cwd=tmp_path)
    assert result.stdout == (tmp_path / "out.csv").read_bytes()
    assert result.stdout.startswith(start)
    assert not (tmp_path / "--metadata.json").exists()


def test_words_of_originals_only_with_quotations(library: Library, originals: Path, tmp_path: Path) -> None:
    demarche("attach", *library, originals)
    asked = ["export", *library, "--rows", "citation", "--profile", "data"]
    demarche(*asked, "-o", tmp_path / "plain.csv")
    demarche(*asked, "-o", tmp_path / "quoted.csv", "--quotations")
    assert {(row["text"], row["anchor"], row["passage"]) for row in read(tmp_path / "plain.csv")} == {
        ("original", "exact", "")
    }
    texts = {path.stem: path.read_text(encoding="utf-8") for path in originals.iterdir()}
    for row in read(tmp_path / "quoted.csv"):
        assert row["passage"] == texts[row["article"]][int(row["start"]) : int(row["end"])] != ""


@pytest.mark.parametrize("name", ["out.CSV", "out.csv"])
def test_the_ending_tells_the_format(library: Library, tmp_path: Path, name: str) -> None:
    demarche("export", *library, "-o", tmp_path / name)
    assert len(read(tmp_path / name)) == 8


def test_the_format_can_be_said_where_the_ending_does_not_tell(library: Library, tmp_path: Path) -> None:
    complaint = misused(demarche("export", *library, "-o", "out.txt", cwd=tmp_path, status=2))
    assert "--format" in complaint
    assert not (tmp_path / "out.txt").exists()
    demarche("export", *library, "-o", "out.txt", "--format", "csv", cwd=tmp_path)
    assert len(read(tmp_path / "out.txt")) == 8


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--actor", "nobody"], "--actor knows no 'nobody'"),
        (["--not-article", "nothing"], "--article knows no 'nothing'"),
        (["--id", ""], "--id knows no ''"),
        (["--kind", "rumour"], "--kind knows no 'rumour'"),
        (["--stance", "ferry:for"], "--stance knows no 'ferry:for'"),
        (["--from", "2021-03-02", "--to", "2021-03-01"], "before it begins"),
        (["--from", "soon"], "'soon'"),
        (["--actor", os.fsdecode(b"\xff")], "--actor knows no '\\udcff'"),
    ],
)
def test_what_no_filter_can_ask_for_is_wrong_usage(
    library: Library, tmp_path: Path, words: list[str], complaint: str
) -> None:
    result = demarche("export", *library, *words, "-o", "out.csv", cwd=tmp_path, status=2)
    assert complaint in misused(result)
    assert not (tmp_path / "out.csv").exists()


def test_a_search_may_be_anything(library: Library, tmp_path: Path) -> None:
    for typed, rows in (("NEAR(", 0), ('"', 0), ("*", 0), (os.fsdecode(b"\xff"), 0), ("", 8)):
        result = demarche("export", *library, "--search", typed, "-o", "out.csv", cwd=tmp_path)
        assert result.stderr.startswith(f"{rows} rows\n")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("type:request", ["upper-demands-toll", "joint-call"]),
        ("type:request carts", ["upper-demands-toll"]),
        ("actor:kiyi type:request", ["joint-call"]),
        ('before:"3 march 2021" pier', ["flood"]),
        ("council after:2022", []),
    ],
)
def test_a_search_has_the_terms_of_the_window(library: Library, tmp_path: Path, typed: str, found: list[str]) -> None:
    demarche("export", *library, "--search", typed, "-o", tmp_path / "out.csv")
    assert [row["id"] for row in read(tmp_path / "out.csv")] == found


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("actor:nobody toll", "--search finds nothing for actor:'nobody' in this library"),
        ("tag:x", "--search finds nothing for tag:'x' in this library"),
        ("toll before:soon", "--search finds no time for before:'soon' in this library"),
        (
            "after:2020-07 before:2020-06",
            "--search ends before it begins: no day is after '2020-07' and before '2020-06'",
        ),
    ],
)
@pytest.mark.parametrize("file", ["out.csv", "out.svg"])
def test_a_search_for_what_nothing_has_is_wrong_usage(
    library: Library, tmp_path: Path, file: str, typed: str, complaint: str
) -> None:
    assert complaint in misused(demarche("export", *library, "--search", typed, "-o", tmp_path / file, status=2))
    assert not list(tmp_path.glob("out.*"))


def test_a_failed_export_leaves_the_old_file(library: Library, tmp_path: Path) -> None:
    demarche("export", *library, "-o", tmp_path / "all.csv")
    out = tmp_path / "out.csv"
    out.write_text("old")
    result = demarche("export", *library, "-o", out, before=[*LIMITED, "2"], status=1)
    assert sentence(result) == f"{out} was not written: the disk is full."
    assert out.read_text() == "old"
    assert not list(tmp_path.glob(".demarche*"))


def test_places_where_no_file_can_be(library: Library, tmp_path: Path) -> None:
    result = demarche("export", *library, "-o", tmp_path / "nowhere" / "out.csv", status=1)
    assert sentence(result).endswith("there is no such folder.")
    (tmp_path / "out.csv").mkdir()
    result = demarche("export", *library, "-o", tmp_path / "out.csv", status=1)
    assert sentence(result).endswith("is a folder: name a file.")


def test_a_reader_may_have_read_enough(library: Library, tmp_path: Path) -> None:
    demarche("export", *library, "-o", tmp_path / "first.csv")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        command = [*COMMAND, "export", *map(str, library), "-o", "-"]
        result = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, env=environment(), check=False)
    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("out.jsonl", b'{"id": "flood"'),
        ("out.md", b'---\ntitle: "The bridge and its toll"'),
        ("out.docx", b"PK"),
        ("out.bib", b"@comment{From the dataset"),
        ("out.jsonld", b'{\n"@context"'),
        ("out.ics", b"BEGIN:VCALENDAR\r\n"),
    ],
)
def test_every_ending_has_its_format(library: Library, tmp_path: Path, name: str, start: bytes) -> None:
    demarche("export", *library, "-o", tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_an_ending_of_several_formats_asks_for_the_format(library: Library, tmp_path: Path) -> None:
    complaint = misused(demarche("export", *library, "-o", "out.json", cwd=tmp_path, status=2))
    assert "csl-json, jsonld, timelinejs: say which with --format" in complaint
    assert not (tmp_path / "out.json").exists()
    demarche("export", *library, "-o", "out.json", "--format", "csl-json", cwd=tmp_path)
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["type"] == "article-newspaper"


def test_undated_entries_that_a_calendar_leaves_out_are_said(library: Library) -> None:
    result = demarche("export", *library, "--format", "icalendar", "-o", "-", "--kind", "statement")
    assert result.stderr == "3 rows\n4 entries left out by the filters\n1 entry left out for want of a date\n"
    assert result.stdout.count("BEGIN:VEVENT") == 3


def test_dates_are_said_in_words(library: Library) -> None:
    text = demarche("export", *library, "--format", "markdown", "-o", "-").stdout
    assert "## Tuesday 2 March 2021\n" in text
    assert "## Some time in February 2021\n" in text


def test_columns_are_chosen_and_ordered(library: Library) -> None:
    asked = ["export", *library, "--profile", "data", "-o", "-"]
    assert demarche(*asked, "--columns", "date,id").stdout.splitlines()[:2] == ["date,id", "2020~,flood"]
    cited = demarche(*asked, "--rows", "citation", "--columns", "anchor, headline").stdout
    assert cited.startswith("anchor,headline\n,A bridge over the river\n")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["-o", "out.csv", "--columns", "id,colour"], "--columns knows no 'colour'; an entry's row has id, kind,"),
        (["-o", "out.csv", "--columns", "headline"], "--columns knows no 'headline'"),
        (["-o", "out.csv", "--columns", ""], "--columns knows no ''"),
        (["-o", "out.csv", "--columns", "id,id"], "--columns names a column twice"),
        (["-o", "out.md", "--columns", "id"], "--columns is for csv and jsonl, not for markdown"),
        (["-o", "out.ics", "--rows", "citation"], "--rows is for csv and jsonl, not for icalendar"),
        (["-o", "out.bib", "--quotations"], "--quotations is not for bibtex"),
        (["-o", "out.jsonld", "--own"], "--own is not for jsonld"),
        (["-o", "out.csv", "--quotations"], "--quotations is for a row a citation"),
        (["-o", "out.jsonl", "--quotations"], "--quotations is for a row a citation"),
        (["-o", "out.csv", "--own", "--rows", "citation"], "--own is for a row an entry, not for --rows citation"),
        (["-o", "out.xlsx"], "does not tell the format"),
    ],
)
def test_what_a_format_cannot_hold_is_wrong_usage(
    library: Library, tmp_path: Path, words: list[str], complaint: str
) -> None:
    assert complaint in misused(demarche("export", *library, *words, cwd=tmp_path, status=2))
    assert not list(tmp_path.glob("out.*"))


def test_what_is_the_users_own_is_added_on_wish(library: Library, tmp_path: Path) -> None:
    demarche("export", *library, "--own", "-o", tmp_path / "own.csv")
    assert list(read(tmp_path / "own.csv")[0])[-4:] == ["starred", "tags", "label", "note"]
    result = demarche("export", *library, "--noted", "-o", tmp_path / "none.csv")
    assert result.stderr.splitlines()[0] == "0 rows"
    told = misused(demarche("export", *library, "--tag", "nobody's", "-o", tmp_path / "x.csv", status=2))
    assert "--tag knows no" in told


def test_what_was_not_yet_known_is_left_out(library: Library, tmp_path: Path) -> None:
    result = demarche("export", *library, "--known-on", "2021-03-04", "-o", tmp_path / "out.csv")
    rows = read(tmp_path / "out.csv")
    assert 0 < len(rows) < 8
    assert result.stderr.splitlines()[0] == f"{len(rows)} rows"
    described = json.loads((tmp_path / "out.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["urn:x-demarche:filters"] == ["--known-on", "2021-03-04"]
    refused = demarche("export", *library, "--known-on", "soon", "-o", tmp_path / "none.csv", status=2)
    assert "soon" in misused(refused)
