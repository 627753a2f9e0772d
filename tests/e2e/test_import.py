"""``demarche import`` as a process: what is said, the status, and that an export comes back."""

from pathlib import Path

import pytest

from tests.db.small import write_dataset
from tests.e2e.command import demarche

Library = list[str | Path]

HEADER = "id,kind,type,title,summary,date,date_basis,date_reason,participants,status,articles\n"
ROW = (
    "lamp-bought,event,AID,A lamp is bought,The harbour gets a lamp.,2021-03-03,explicit,Printed.,kiyi (lead),"
    "occurred,gazette-2021-03-04\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "own.csv"
    made.write_text(HEADER + ROW, encoding="utf-8")
    return made


def exported(library: Library, file: Path) -> bytes:
    demarche("export", *library, "--profile", "data", "-o", file)
    return file.read_bytes()


def test_entries_are_imported_and_exported_again(library: Library, file: Path, tmp_path: Path) -> None:
    result = demarche("import", *library, file)
    assert (result.stdout, result.stderr) == ("1 entry imported\n", "")
    out = tmp_path / "all.csv"
    before = exported(library, out)
    assert b"A lamp is bought" in before
    assert demarche("import", *library, out).stdout == "0 entries imported, 9 there already\n"
    assert exported(library, out) == before
    assert demarche("check", *library).returncode == 0


def test_faults_are_told_a_line_each_and_nothing_is_imported(library: Library, file: Path) -> None:
    bad = ROW.replace("lamp-bought", "lamp-sold").replace("2021-03-03", "soon").replace("occurred", "dreamt")
    file.write_text(HEADER + ROW + bad, encoding="utf-8")
    result = demarche("import", *library, file, status=1)
    *told, last = result.stderr.splitlines()
    assert len(told) == 2
    assert told[0].startswith(f"{file}:3: date: ")
    assert told[1] == f"{file}:3: status: “dreamt” is none of occurred, ongoing, planned, postponed, claimed"
    assert last == f"demarche: 1 of 2 rows of {file} is at fault; nothing was imported. --keep-good imports the others."
    kept = demarche("import", *library, file, "--keep-good")
    assert kept.stdout == "1 entry imported, 1 faulty row left out\n"
    assert len(kept.stderr.splitlines()) == 2


def test_a_file_that_is_none_is_one_sentence(library: Library, file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = demarche("import", *library, file, status=1)
    assert result.stderr == f"demarche: {file} has none of the columns of an export in its first line.\n"


def test_a_file_is_needed(library: Library) -> None:
    assert "FILE.csv" in demarche("import", *library, status=2).stderr


def test_what_is_odd_about_a_file_is_told(library: Library, file: Path) -> None:
    odd = HEADER.replace("\n", ",mood\n") + ROW.replace("\n", ",glad\n").replace("harbour", "Größe")
    file.write_bytes(odd.encode("cp1252"))
    told = demarche("import", *library, file).stderr.splitlines()
    assert told == ["Columns that mean nothing here: mood.", f"{file} was read as Windows-1252, as it is no UTF-8."]


def test_columns_of_the_users_own_are_told_apart_from_unknown_ones(library: Library, file: Path) -> None:
    file.write_text(
        HEADER.replace("\n", ",starred,mood,note\n") + ROW.replace("\n", ",yes,glad,Mine\n"), encoding="utf-8"
    )
    told = demarche("import", *library, file).stderr.splitlines()
    assert told == ["What is your own is not brought in: starred, note.", "Columns that mean nothing here: mood."]


def test_check_tells_what_waits_and_why(library: Library, file: Path, tmp_path: Path, database: Path) -> None:
    more = write_dataset(tmp_path / "more")
    actor = '\n[[actor]]\nid = "quay"\nname = "Quay"\nkind = "state"\nlabel = "Quay"\n'
    (more / "actors.toml").write_text((more / "actors.toml").read_text(encoding="utf-8") + actor, encoding="utf-8")
    file.write_text(HEADER + ROW.replace("kiyi", "quay"), encoding="utf-8")
    with_quay: Library = ["--dataset", more, "--database", database]
    assert demarche("import", *with_quay, file).stdout == "1 entry imported\n"
    assert "imported: 1, all of them entries" in demarche("check", *with_quay).stdout.splitlines()
    lines = demarche("check", *library).stdout.splitlines()
    assert "imported: 1, of which 1 wait for what the dataset does not have" in lines
    assert "waits: lamp-bought from own.csv, participants: “quay” is no actor of this library" in lines
