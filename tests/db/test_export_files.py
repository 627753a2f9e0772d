"""An export replaces its files whole or not at all, blocks nobody, and says in one sentence what was against it."""

import errno
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.errors import ExportError
from db.export.csv import write_csv
from db.export.files import replacing
from db.export.filter_words import words_of
from db.export.options import ExportOptions, Profile, Rows, Written
from db.filtering import FilterError
from db.filters import Filter, Word
from db.store import Store
from tests.db.reading_csv import exported_bytes, names_in, read_rows

OLD = "what was here before"
EVERYTHING = ExportOptions()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return a file to write to, in a folder of its own, which holds an earlier export."""
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "all entries.csv"
    path.write_text(OLD)
    beside(path).write_text(OLD)
    return path


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-metadata.json")


def assert_untouched(target: Path) -> None:
    assert target.read_text() == beside(target).read_text() == OLD
    assert names_in(target.parent) == {target.name, beside(target).name}


def test_a_file_and_its_description_are_replaced(library: Store, target: Path) -> None:
    told: list[tuple[int, int]] = []
    written = write_csv(library.read, EVERYTHING, target, lambda done, total: told.append((done, total)))
    assert written == Written(8, 0)
    assert target.read_bytes() == exported_bytes(library)
    assert names_in(target.parent) == {target.name, beside(target).name}
    assert told == [(0, 8), (8, 8)]


def test_what_is_left_out_is_counted(library: Store, target: Path) -> None:
    statements = ExportOptions(rows=Rows.CITATION, filter=Filter().with_term(Word.KIND, ("statement",)))
    assert write_csv(library.read, statements, target) == Written(6, 4)
    assert write_csv(library.read, ExportOptions(selection=(0, 1)), target) == Written(2, 6)


@pytest.mark.posix
def test_a_new_file_is_everyones_as_far_as_the_mask_allows(library: Store, target: Path) -> None:
    new = target.with_name("new.csv")
    before = os.umask(0o027)
    try:
        write_csv(library.read, EVERYTHING, new)
    finally:
        os.umask(before)
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(beside(new).stat().st_mode) == 0o640


@pytest.mark.posix
def test_a_replaced_file_keeps_its_rights_and_a_link_stays_a_link(library: Store, target: Path) -> None:
    target.chmod(0o600)
    link = target.with_name("link.csv")
    link.symlink_to(target.name)
    write_csv(library.read, EVERYTHING, link)
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert len(read_rows(target.read_bytes())) == 8


def test_where_a_folder_cannot_be_opened_its_files_are_replaced_all_the_same(
    library: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY", raising=False)
    write_csv(library.read, EVERYTHING, target)
    assert target.read_bytes() == exported_bytes(library)


@pytest.mark.parametrize("stop_after", [0, 4, 8])
def test_a_cancelled_export_leaves_everything_as_it_was(
    library: Store, target: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    class CancelledError(Exception):
        pass

    def cancel(done: int, _total: int) -> None:
        if done >= stop_after:
            raise CancelledError

    monkeypatch.setattr("db.export.exporting.ENTRIES_A_PAGE", 4)
    with pytest.raises(CancelledError):
        write_csv(library.read, EVERYTHING, target, cancel)
    assert_untouched(target)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_fault_of_the_disk_leaves_everything_as_it_was(
    library: Store, target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    def fail(*_arguments: object, **_names: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace"), "open": (Path, "open")}[call], fail)
    with pytest.raises(ExportError, match=words) as caught:
        write_csv(library.read, EVERYTHING, target)
    monkeypatch.undo()
    assert str(target) in str(caught.value)
    assert_untouched(target)


def test_a_description_that_cannot_be_replaced_is_named(
    library: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def fail_on_description(path: Path, end: Path) -> Path:
        if end == beside(target):
            raise OSError(errno.EACCES, "held")
        return replace(path, end)

    monkeypatch.setattr(Path, "replace", fail_on_description)
    with pytest.raises(ExportError, match=r"metadata\.json was not written"):
        write_csv(library.read, EVERYTHING, target)
    assert names_in(target.parent) == {target.name, beside(target).name}


@pytest.mark.posix
def test_a_disk_that_fills_up_while_rows_are_written(library: Store, target: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from db.store import open_library;"
        "from db.export.csv import write_csv; from db.errors import ExportError;"
        "from db.export.options import ExportOptions;"
        "store = open_library(Path(sys.argv[1]), read_only=True);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "try: write_csv(store.read, ExportOptions(), Path(sys.argv[2]))\n"
        "except ExportError as error: print(error)"
    )
    library.close()
    ended = subprocess.run(
        [sys.executable, "-c", program, str(library.path), str(target)], capture_output=True, text=True, check=True
    )
    assert ended.stdout == f"{target} was not written: the disk is full.\n"
    assert_untouched(target)


@pytest.mark.posix
def test_a_killed_export_leaves_the_old_file(library: Store, target: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from db.store import open_library;"
        "from db.export.csv import write_csv; from db.export.options import ExportOptions;"
        "store = open_library(Path(sys.argv[1]), read_only=True);"
        "write_csv(store.read, ExportOptions(), Path(sys.argv[2]),"
        " lambda done, total: done == total and os.kill(os.getpid(), signal.SIGKILL))"
    )
    library.close()
    # A process that is killed would leave half a file of coverage data.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-c", program, str(library.path), str(target)]
    ended = subprocess.run(command, env=environment, check=False)
    assert ended.returncode == -9
    assert target.read_text() == beside(target).read_text() == OLD


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere/out.csv", "there is no such folder"),
        ("all entries.csv/out.csv", "there is no such folder"),
        (".", "is a folder"),
    ],
)
def test_places_where_no_file_can_be(library: Store, target: Path, name: str, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        write_csv(library.read, EVERYTHING, target.parent / name)
    assert_untouched(target)


def test_a_folder_in_the_way_of_the_description(library: Store, target: Path) -> None:
    beside(target).unlink()
    beside(target).mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        write_csv(library.read, EVERYTHING, target)
    assert target.read_text() == OLD


def test_a_period_that_is_none_writes_nothing(library: Store, target: Path) -> None:
    with pytest.raises(FilterError):
        write_csv(library.read, ExportOptions(filter=Filter(first="2021", last="2020")), target)
    assert_untouched(target)


def test_a_device_is_written_to_and_not_replaced(library: Store) -> None:
    device = Path(os.devnull)
    write_csv(library.read, EVERYTHING, device)
    assert device.is_char_device()
    assert not beside(device).exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_device(library: Store) -> None:
    with pytest.raises(ExportError, match="disk is full"):
        write_csv(library.read, EVERYTHING, Path("/dev/full"))


def test_a_reader_that_goes_away(library: Store) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb", buffering=0) as stream, pytest.raises(ExportError, match="its reader went away"):  # noqa: PTH123
        write_csv(library.read, EVERYTHING, stream)


def test_an_export_keeps_nobody_from_writing(library: Store, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def star(done: int, _total: int) -> None:
        with library.write() as connection:
            connection.execute(text("INSERT INTO star VALUES (:id, 'now')"), {"id": f"entry-{done}"})

    monkeypatch.setattr("db.export.exporting.ENTRIES_A_PAGE", 2)
    assert write_csv(library.read, EVERYTHING, target, star) == Written(8, 0)


def test_a_dataset_replaced_in_the_middle_ends_the_export(
    library: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(_done: int, _total: int) -> None:
        with library.write() as connection:
            connection.execute(text("UPDATE dataset SET content = 'another'"))

    monkeypatch.setattr("db.export.exporting.ENTRIES_A_PAGE", 2)
    with pytest.raises(ExportError, match="dataset was replaced"):
        write_csv(library.read, EVERYTHING, target, replace)
    assert_untouched(target)


def described(store: Store, target: Path, options: ExportOptions) -> dict[str, object]:
    write_csv(store.read, options, target)
    found: dict[str, object] = json.loads(beside(target).read_text(encoding="utf-8"))
    return found


def test_the_description_follows_csv_on_the_web(library: Store, target: Path) -> None:
    found = described(library, target, ExportOptions(profile=Profile.DATA))
    assert found["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert found["url"] == "all%20entries.csv"
    assert found["dialect"] == {
        "encoding": "utf-8",
        "lineTerminators": ["\r\n"],
        "delimiter": ",",
        "quoteChar": '"',
        "doubleQuote": True,
        "header": True,
        "trim": False,
    }
    known = {"@context", "url", "dialect", "tableSchema"}
    assert all(":" in name for name in found.keys() - known), "other properties are prefixed names or addresses"
    assert (found["dc:identifier"], found["dc:title"]) == ("bridge", "The bridge and its toll")
    assert (found["schema:version"], found["dc:license"]) == ("1.0.0", "CC-BY-4.0")


@pytest.mark.parametrize("rows", list(Rows))
def test_the_description_names_every_column_as_the_header_does(library: Store, target: Path, rows: Rows) -> None:
    schema = described(library, target, ExportOptions(rows=rows, profile=Profile.DATA))["tableSchema"]
    assert isinstance(schema, dict)
    rows_read = read_rows(target.read_bytes())
    assert [column["name"] for column in schema["columns"]] == list(rows_read[0])
    assert schema.get("primaryKey") == ("id" if rows == Rows.ENTRY else None)
    for column in schema["columns"]:
        cells = [row[column["name"]] for row in rows_read]
        assert column["titles"] == column["name"]
        assert not column["required"] or all(cells)
        assert column["datatype"]["base"] in {"string", "date", "nonNegativeInteger"}
        if column["name"] in {"kind", "type", "form", "status", "date_basis", "text", "anchor"}:
            assert {cell for cell in cells if cell} <= set(column["datatype"]["format"].split("|"))
        if column["name"] in {"speakers", "participants", "publishers", "stances", "responds_to"}:
            assert column["separator"] == "; "


def test_the_description_tells_what_was_asked_for_and_what_was_written(library: Store, target: Path) -> None:
    wanted = (
        Filter(first="2021-03", last="2021-03-31", certainly=True)
        .with_term(Word.KIND, ("statement", "event"))
        .with_term(Word.ACTOR, ("kiyi",), excluded=True)
        .with_term(Word.STARRED, ("yes",), excluded=True)
    )
    found = described(library, target, ExportOptions(rows=Rows.CITATION, filter=wanted))
    own = {name.removeprefix("urn:x-demarche:"): value for name, value in found.items() if name.startswith("urn:")}
    assert own == {
        "rows": "citation",
        "profile": "spreadsheet",
        "quotations": False,
        "selection": False,
        "filters": [
            "--not-actor",
            "kiyi",
            "--kind",
            "statement",
            "--kind",
            "event",
            "--not-starred",
            "--from",
            "2021-03",
            "--to",
            "2021-03-31",
            "--certainly",
        ],
        "row-count": 4,
        "entries-left-out": 6,
    }
    assert len(read_rows(target.read_bytes())) == 4


def test_a_starred_filter_and_a_selection_are_told(library: Store, target: Path) -> None:
    wanted = Filter().with_term(Word.STARRED, ("yes",))
    found = described(library, target, ExportOptions(filter=wanted, selection=(1,)))
    assert found["urn:x-demarche:filters"] == ["--starred"]
    assert found["urn:x-demarche:selection"] is True


def test_that_all_actors_were_asked_for_is_told(library: Store, target: Path) -> None:
    wanted = Filter(all_actors=True).with_term(Word.ACTOR, ("kiyi", "upper-council"))
    found = described(library, target, ExportOptions(filter=wanted))
    assert found["urn:x-demarche:filters"] == ["--actor", "kiyi", "--actor", "upper-council", "--actors", "all"]


def test_names_and_words_that_are_no_text_are_escaped(library: Store, target: Path) -> None:
    odd = os.fsdecode(b"\xff.csv")
    found = described(
        library, target.with_name(odd), ExportOptions(filter=Filter().with_term(Word.SEARCH, (f"pier {odd}",)))
    )
    assert found["url"] == "%FF.csv"
    assert found["urn:x-demarche:filters"] == ["--search", f"pier {odd}"]


def test_an_empty_library_is_described_without_a_dataset(opened: Callable[..., Store], target: Path) -> None:
    found = described(opened(), target, EVERYTHING)
    assert "dc:title" not in found
    assert found["urn:x-demarche:row-count"] == 0


def test_a_stream_has_no_description(library: Store, target: Path) -> None:
    stream = io.BytesIO()
    assert write_csv(library.read, EVERYTHING, stream) == Written(8, 0)
    assert not stream.closed


def test_what_a_killed_export_left_goes_a_day_later(tmp_path: Path) -> None:
    old, recent, other = (tmp_path / name for name in (".demarche-1.part", ".demarche-2.part", ".theirs.part"))
    for file in (old, recent, other):
        file.touch()
        os.utime(file, (0, 0) if file != recent else None)
    with replacing(tmp_path / "out.csv") as (file_,):
        file_.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".demarche-2.part", ".theirs.part", "out.csv"]


def test_the_day_on_which_something_was_known_is_told() -> None:
    assert list(words_of(Filter(known_on="2021-03-04"))) == ["--known-on", "2021-03-04"]
