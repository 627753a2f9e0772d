"""`demarche backup` and `demarche doctor`, as a person calls them."""

from pathlib import Path

import pytest

from tests.e2e.command import LIMITED, demarche, environment, misused, sentence

Library = list[str | Path]


@pytest.fixture
def made(library: Library, database: Path, originals: Path) -> Path:
    demarche(*library, "attach", originals)
    return database


def test_a_backup_is_a_library_that_opens_with_the_originals(made: Path, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "copy.demarche"
    told = demarche(*library, "backup", file).stdout
    assert told == f"{file}: {file.stat().st_size:,} bytes, a whole copy of {made}\n"
    checked = demarche(library[0], library[1], "--database", file, "check").stdout
    assert "sound" in checked
    assert "originals: 2 of 2 attached" in checked


def test_a_second_backup_replaces_the_first(made: Path, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "copy.demarche"
    demarche(*library, "backup", file)
    demarche(*library, "backup", file)
    assert [path.name for path in tmp_path.glob("*copy*")] == ["copy.demarche"]


def test_without_a_library_there_is_nothing_to_back_up(library: Library, database: Path, tmp_path: Path) -> None:
    result = demarche(*library, "backup", tmp_path / "copy.demarche", status=1)
    assert sentence(result) == f"There is no library at {database}."
    assert not database.exists()


def test_a_file_of_something_else_is_not_replaced(made: Path, library: Library, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear aunt", encoding="utf-8")
    result = demarche(*library, "backup", letter, status=1)
    assert sentence(result) == f"{letter} is not a library of Démarche. Name another file for the backup."
    assert letter.read_text(encoding="utf-8") == "Dear aunt"


def test_a_full_disk_leaves_the_earlier_backup(made: Path, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "copy.demarche"
    demarche(*library, "backup", file)
    before, names = file.read_bytes(), sorted(tmp_path.iterdir())
    result = demarche(*library, "backup", file, before=[*LIMITED, "64"], status=1)
    assert "disk" in sentence(result)
    assert file.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == names


def test_a_backup_needs_a_name(library: Library) -> None:
    misused(demarche(*library, "backup", status=2))


def test_doctor_tells_versions_places_and_how_the_library_is(made: Path, library: Library) -> None:
    result = demarche(*library, "doctor")
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Démarche ")
    for expected in ("Python 3.", "SQLite 3.", "SQLAlchemy 2.", "PySide6-Essentials 6.", "numpy 2.", "Qt 6."):
        assert expected in result.stdout
    assert f"library {made}: sound" in lines
    assert any(line.startswith("  anchors: ") for line in lines)
    assert any(line.startswith("font ") for line in lines)
    assert any(line.startswith("log ") and line.endswith("demarche.log") for line in lines)
    assert lines[-1] == "nothing is wrong"


def test_doctor_needs_no_display_and_no_library(library: Library, database: Path) -> None:
    without = {name: value for name, value in environment().items() if name != "QT_QPA_PLATFORM"}
    assert f"library {database}: none" in demarche(*library, "doctor", env=without).stdout
    assert not database.exists()


def test_doctor_tells_what_is_wrong_and_goes_on(made: Path, library: Library, tmp_path: Path) -> None:
    data = made.read_bytes()
    made.write_bytes(data[: len(data) // 2])
    (tmp_path / "dataset" / "actors.toml").write_text("[[actor", encoding="utf-8")
    result = demarche(*library, "doctor", status=1)
    assert f"library {made}: faulty" in result.stdout
    assert "font " in result.stdout
    told = result.stderr.splitlines()
    assert any("dataset" in line for line in told)
    assert any("damaged" in line for line in told)
    assert all(line.startswith("demarche: ") for line in told)
    assert made.read_bytes() == data[: len(data) // 2]
