"""How an export begins, before it is written: of the first entries, but telling of all."""

from pathlib import Path

import pytest

from db.errors import ExportError
from db.export.files import put_bytes
from db.export.options import ExportOptions, Rows
from db.export.preview import LINES, preview
from db.export.tables import columns_of
from db.filters import Filter, Word
from db.formats import Format
from db.store import Store
from tests.db.exporting import attach_originals, said

EVENTS = Filter().with_term(Word.KIND, ("event",))


@pytest.mark.parametrize("form", [Format.CSV, Format.JSONL])
@pytest.mark.parametrize(("rows", "own"), [(Rows.ENTRY, False), (Rows.ENTRY, True), (Rows.CITATION, False)])
def test_a_table_has_all_its_columns_whatever_is_chosen(library: Store, form: Format, rows: Rows, *, own: bool) -> None:
    options = ExportOptions(rows=rows, own=own, columns=("id",))
    found = preview(form, library.read, options, (1, 0), 8)
    assert found.columns == columns_of(rows, own=own)
    assert found.rows[0][0] == "flood"
    assert {len(row) for row in found.rows} == {len(found.columns)}
    assert found.text == ""


def test_nothing_asked_for_is_an_empty_table(library: Store) -> None:
    assert preview(Format.CSV, library.read, ExportOptions(), (), 0).rows == ()


@pytest.mark.parametrize("form", [form for form in Format if form not in {Format.CSV, Format.JSONL}])
def test_a_text_begins_as_the_file_does(library: Store, form: Format) -> None:
    found = preview(form, library.read, ExportOptions(when=said), (0, 1, 2), 8)
    assert not found.rows
    assert found.text
    assert len(found.text.splitlines()) <= LINES


def test_a_text_tells_of_all_that_is_asked_for(library: Store) -> None:
    text = preview(Format.MARKDOWN, library.read, ExportOptions(filter=EVENTS, when=said), (0, 1), 4).text
    assert "row-count: 4\nentries-left-out: 4\n" in text
    assert 'filters: ["--kind", "event"]' in text
    assert "selection: false" in text
    sources = preview(Format.BIBTEX, library.read, ExportOptions(filter=EVENTS), (1,), 4).text
    assert "1 source." in sources


def test_words_of_originals_are_not_in_it_without_quotations(library: Store) -> None:
    attach_originals(library)
    words = "flood of the year before"
    plain = preview(Format.MARKDOWN, library.read, ExportOptions(), (0,), 1)
    assert words not in plain.text
    assert words in preview(Format.MARKDOWN, library.read, ExportOptions(quotations=True), (0,), 1).text


def test_bytes_replace_a_file_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "picture.png"
    put_bytes(b"old", file)
    monkeypatch.setattr(Path, "replace", _fail)
    with pytest.raises(ExportError, match="the disk is full"):
        put_bytes(b"new", file)
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["picture.png"]


def _fail(*_arguments: object) -> None:
    raise OSError(28, "full")


def test_bytes_go_to_streams_and_devices(tmp_path: Path) -> None:
    put_bytes(b"gone", Path("/dev/null"))
    with (tmp_path / "out").open("wb") as stream:
        put_bytes(b"here", stream)
    assert (tmp_path / "out").read_bytes() == b"here"
