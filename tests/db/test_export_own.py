"""The user's own stands at the end of a row an entry where it is wanted, and nowhere else."""

import io
import json
from pathlib import Path

import docx
import pytest

from db import edits
from db.export.csv import write_csv
from db.export.options import ExportOptions, Profile, Rows
from db.filters import Filter, Word
from db.formats import Format
from db.labels import Label
from db.store import Store
from tests.db.exporting import exported as in_format
from tests.db.exporting import written_to
from tests.db.reading_csv import exported, exported_bytes, values_of

DESCRIBED = {Format.CSV, Format.JSONL, Format.CSL}
OWN = ["starred", "tags", "label", "note"]


@pytest.fixture
def used(library: Store) -> Store:
    """Return a library in which one entry carries everything."""
    with library.write() as connection:
        edits.carry_out(connection, edits.star(connection, ["flood"], starred=True))
        for each in (
            edits.tag(("flood",), ["to check; soon", "back\\slash"]),
            edits.label(("flood",), Label.OCHRE),
            edits.note("flood", '=1+1, "twice"\nand *more*'),
        ):
            edits.carry_out(connection, each)
    return library


def test_it_stands_at_the_end(used: Store) -> None:
    rows = exported(used, own=True, profile=Profile.DATA)
    assert list(rows[0])[-4:] == OWN
    assert [rows[0][name] for name in OWN[::2]] == ["yes", "ochre"]
    assert values_of(rows[0]["tags"]) == ["back\\slash", "to check; soon"]
    assert rows[0]["note"] == '=1+1, "twice"\nand *more*'
    assert all(row[name] == "" for row in rows[1:] for name in OWN)


def test_a_note_is_no_formula_in_a_spreadsheet(used: Store) -> None:
    assert exported(used, own=True)[0]["note"].startswith("'=1+1")


def test_nothing_of_it_leaves_unasked(used: Store) -> None:
    plain = exported_bytes(used)
    assert b"twice" not in plain
    assert b"ochre" not in plain
    assert not set(OWN) & set(exported(used)[0])
    assert exported_bytes(used, rows=Rows.CITATION, own=True) == exported_bytes(used, rows=Rows.CITATION)


def test_the_description_tells_of_it(used: Store, tmp_path: Path) -> None:
    write_csv(used.read, ExportOptions(own=True), tmp_path / "own.csv")
    told = json.loads((tmp_path / "own.csv-metadata.json").read_text(encoding="utf-8"))
    assert told["urn:x-demarche:own"] is True
    columns = {column["name"]: column for column in told["tableSchema"]["columns"]}
    assert columns["label"]["datatype"]["format"] == "green|pink|ochre|blue|violet"
    assert columns["tags"]["separator"] == "; "
    write_csv(used.read, ExportOptions(), tmp_path / "plain.csv")
    assert "urn:x-demarche:own" not in (tmp_path / "plain.csv-metadata.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [Format.JSONL, Format.MARKDOWN, Format.TIMELINEJS, Format.ICALENDAR])
def test_every_format_of_entries_can_hold_it(used: Store, form: Format) -> None:
    told = in_format(used, form, own=True).replace(b"\r\n ", b"").decode()
    assert "twice" in told
    assert "ochre" in told
    assert "twice" not in in_format(used, form).decode()


def test_a_word_document_can_hold_it(used: Store) -> None:
    found = docx.Document(io.BytesIO(in_format(used, Format.DOCX, own=True))).paragraphs
    flood = next(paragraph.text for paragraph in found if paragraph.text.startswith("Flood takes the pier"))
    assert "\nStarred\nTags: back\\slash, to check; soon\nLabel: ochre\nNote: =1+1" in flood
    assert "stars, tags, labels and notes" in found[-1].text


@pytest.mark.parametrize("form", list(Format))
def test_the_words_of_a_private_filter_are_in_no_file_unasked(used: Store, tmp_path: Path, form: Format) -> None:
    tagged = Filter().with_term(Word.TAG, ("to check; soon",)).with_term(Word.KIND, ("event",))
    searched = Filter().with_term(Word.SEARCH, ('flood tag:"to check; soon"',))
    for wanted in (tagged, searched, Filter().with_term(Word.LABEL, ("ochre",))):
        file = tmp_path / "out"
        written_to(used, form, file, filter=wanted)
        for each in tmp_path.glob("out*"):
            told = each.read_bytes()
            if form is Format.DOCX:
                told = "\n".join(part.text for part in docx.Document(str(each)).paragraphs).encode()
            assert b"to check" not in told
            assert b"ochre" not in told
        told_beside = (tmp_path / "out-metadata.json") if form in DESCRIBED else file
        if form is Format.DOCX:
            assert docx.Document(str(file)).core_properties.keywords in {"", "--kind event"}
        else:
            beside = told_beside.read_text(encoding="utf-8").replace("\n ", "")
            assert "own-filter" in beside or "a filter of the user’s own" in beside


def test_the_words_of_a_private_filter_are_told_where_the_users_own_is(used: Store) -> None:
    wanted = Filter().with_term(Word.TAG, ("to check; soon",)).with_term(Word.KIND, ("event",))
    plain = in_format(used, Format.MARKDOWN, filter=wanted).decode()
    assert "Filters: --kind event, and a filter of the user’s own." in plain
    assert "--tag" not in plain
    assert "--tag 'to check; soon'" in in_format(used, Format.MARKDOWN, filter=wanted, own=True).decode()
