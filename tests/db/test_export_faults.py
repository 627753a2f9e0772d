"""Whatever the format: a failed or cancelled export leaves what was there, and says in one sentence why."""

import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from db.errors import ExportError
from db.export.options import ExportOptions, Written
from db.export.writing import write
from db.filters import Filter, Word
from db.formats import TRAITS, Format, formats_of
from db.store import Store
from tests.db.exporting import exported, said, written_to
from tests.db.reading_csv import names_in

OLD = "what was here before"
EVERY = pytest.mark.parametrize("form", list(Format))


@pytest.fixture
def folder_of_exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


def target_in(folder: Path, form: Format) -> Path:
    file = folder / f"old.{TRAITS[form].endings[0]}"
    file.write_text(OLD)
    return file


def assert_untouched(file: Path) -> None:
    assert file.read_text() == OLD
    assert names_in(file.parent) == {file.name}


@EVERY
def test_a_file_holds_what_a_stream_does(library: Store, folder_of_exports: Path, form: Format) -> None:
    file = target_in(folder_of_exports, form)
    assert written_to(library, form, file).count > 0
    if form not in {Format.DOCX, Format.ICALENDAR}:  # these tell the moment of writing
        assert file.read_bytes() == exported(library, form)
    beside = {f"{file.name}-metadata.json"} if form in {Format.CSV, Format.JSONL, Format.CSL} else set()
    assert names_in(folder_of_exports) == {file.name} | beside


@EVERY
def test_progress_is_told_from_nothing_to_all_and_can_cancel(
    library: Store, folder_of_exports: Path, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    class CancelledError(Exception):
        pass

    told: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        told.append((done, total))
        if done == total:
            raise CancelledError

    file = target_in(folder_of_exports, form)
    monkeypatch.setattr("db.export.exporting.ENTRIES_A_PAGE", 3)
    with pytest.raises(CancelledError):
        write(form, library.read, ExportOptions(when=said), file, cancel)
    total = 7 if TRAITS[form].dated else 8
    assert told == [(0, total), (3, total), (6, total), (total, total)]
    assert_untouched(file)


@EVERY
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "its folder is read-only, or another program holds it")],
)
def test_a_full_disk_and_a_file_that_another_program_holds(
    library: Store,
    folder_of_exports: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: Format,
    number: int,
    words: str,
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    file = target_in(folder_of_exports, form)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError) as caught:
        written_to(library, form, file)
    monkeypatch.undo()
    assert str(caught.value) == f"{file} was not written: {words}."
    assert_untouched(file)


@EVERY
def test_a_read_only_file_is_not_replaced(library: Store, folder_of_exports: Path, form: Format) -> None:
    file = target_in(folder_of_exports, form)
    file.chmod(0o444)
    with pytest.raises(ExportError) as caught:
        written_to(library, form, file)
    assert str(caught.value) == f"{file} was not written: it is read-only."
    assert_untouched(file)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@EVERY
def test_a_full_device(library: Store, form: Format) -> None:
    with pytest.raises(ExportError, match="disk is full"):
        written_to(library, form, Path("/dev/full"))


@pytest.mark.parametrize("form", [form for form, traits in TRAITS.items() if traits.most is not None])
def test_more_than_a_format_can_hold_is_refused_in_a_sentence(
    library: Store, folder_of_exports: Path, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    monkeypatch.setitem(TRAITS, form, replace(TRAITS[form], most=7))
    file = target_in(folder_of_exports, form)
    with pytest.raises(ExportError, match=r"^8 entries are too many for .*: it takes 7 at most\. Filter, or choose"):
        written_to(library, form, file)
    assert_untouched(file)
    assert written_to(library, form, file, selection=(0, 1)) == Written(2, 6)


@EVERY
def test_an_empty_selection_is_a_sound_file(library: Store, form: Format) -> None:
    stream = io.BytesIO()
    write(form, library.read, ExportOptions(when=said, selection=()), stream)
    assert stream.getvalue() or form is Format.JSONL
    if form in {Format.CSL, Format.JSONLD, Format.TIMELINEJS}:
        assert json.loads(stream.getvalue()) is not None


@EVERY
def test_an_empty_library_is_exported_too(opened: Callable[..., Store], form: Format, tmp_path: Path) -> None:
    assert written_to(opened(), form, tmp_path / "out") == Written(0, 0)


@EVERY
def test_filters_that_are_no_text_do_no_harm(library: Store, form: Format, tmp_path: Path) -> None:
    odd = os.fsdecode(b"\xff\x00<")
    wanted = Filter().with_term(Word.SEARCH, (odd,))
    written_to(library, form, tmp_path / "out", filter=wanted)
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("a.CSV", (Format.CSV,)),
        ("a.ndjson", (Format.JSONL,)),
        ("a.jsonld", (Format.JSONLD,)),
        ("a.json", (Format.CSL, Format.JSONLD, Format.TIMELINEJS)),
        ("a.md", (Format.MARKDOWN,)),
        ("a", ()),
        ("a.xlsx", ()),
    ],
)
def test_the_ending_tells_the_format_or_several(name: str, forms: tuple[Format, ...]) -> None:
    assert formats_of(name) == forms
