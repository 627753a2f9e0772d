"""`demarche check`: all that is verified, all that is told, and that it leaves no traces."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.db.small import write_dataset
from tests.e2e.command import demarche, environment, sentence

Library = list[str | Path]


def test_the_dataset_that_ships_is_sound_and_no_library_is_made() -> None:
    result = demarche("check")
    data = Path(environment()["XDG_DATA_HOME"])
    assert result.stdout.splitlines()[0].startswith("dataset libya-2020 1.0.0: sound; ")
    assert result.stdout.splitlines()[1] == f"library {data / 'demarche' / 'demarche.sqlite3'}: there is none yet"
    assert result.stderr == ""
    assert list(data.rglob("*")) == []


def test_a_sound_library_is_told_line_by_line(library: Library, originals: Path, database: Path) -> None:
    demarche(*library, "attach", originals)
    result = demarche("check", *library)
    assert result.stdout.splitlines() == [
        "dataset bridge 1.0.0: sound; 4 events, 4 statements, 2 articles",
        f"library {database}: sound",
        "originals: 2 of 2 attached; anchors: 11 exact, 0 shifted, 0 altered, 0 lost",
    ]
    assert result.stderr == ""


def test_every_fault_is_listed_at_once_and_nothing_is_loaded(tmp_path: Path, library: Library, database: Path) -> None:
    demarche(*library, "check")
    demarche(*library, "export", "-o", tmp_path / "before.csv")
    faulty = write_dataset(
        tmp_path / "faulty",
        [
            ("events.toml", 'type = "CONSULT"', 'type = "CHAT"'),
            ("statements.toml", 'speakers = ["upper-council"]', 'speakers = ["mayor"]'),
            ("articles/courier-2021-03-05.md", "#old-grievance", "#older-grievance"),
        ],
    )
    result = demarche("check", "--dataset", faulty, "--database", database, status=1)
    faults = [line for line in result.stdout.splitlines() if not line.startswith(("library ", "originals: "))]
    assert sentence(result) == f"The dataset in {faulty} has {len(faults)} faults."
    for file, table, reason in [
        ("events.toml", "bridge-talks", "CHAT"),
        ("statements.toml", "upper-demands-toll", "mayor"),
        ("articles/courier-2021-03-05.md", "", "older-grievance"),
    ]:
        assert any(line.startswith(file) and table in line and reason in line for line in faults), result.stdout
    demarche("--database", database, "--dataset", faulty, "export", "-o", tmp_path / "after.csv", status=1)
    assert not (tmp_path / "after.csv").exists()
    demarche(*library, "export", "-o", tmp_path / "after.csv")
    assert (tmp_path / "after.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()


def test_a_single_fault_is_one(tmp_path: Path, database: Path) -> None:
    faulty = write_dataset(tmp_path / "faulty", [("dataset.toml", 'id = "bridge"', 'id = "bridge"\ncolour = "red"')])
    result = demarche("check", "--dataset", faulty, "--database", database, status=1)
    assert sentence(result) == f"The dataset in {faulty} has 1 fault."
    assert "dataset.toml" in result.stdout.splitlines()[0]
    assert "colour" in result.stdout.splitlines()[0]
    assert not database.exists()


def test_a_folder_that_is_no_dataset_lists_what_is_missing(tmp_path: Path) -> None:
    result = demarche("check", "--dataset", tmp_path / "nowhere", status=1)
    assert "events.toml: cannot be read: No such file or directory" in result.stdout
    assert sentence(result).startswith("The dataset in ")


def test_other_commands_list_every_fault_too(tmp_path: Path, database: Path, originals: Path) -> None:
    faulty = write_dataset(
        tmp_path / "faulty",
        [("events.toml", 'mode = "police"', 'mode = "patrol"'), ("actors.toml", 'kind = "state"', 'kind = "realm"')],
    )
    result = demarche("--dataset", faulty, "--database", database, "attach", originals, status=1)
    assert result.stdout == ""
    *faults, last = result.stderr.splitlines()
    assert len(faults) >= 2
    assert last == f"demarche: The dataset has {len(faults)} faults; nothing of it was loaded."


def test_a_lost_anchor_fails_and_an_altered_one_is_told_where(
    library: Library, originals: Path, database: Path
) -> None:
    file = originals / "gazette-2021-03-04.txt"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("spoke on the radio", "let it be known"), encoding="utf-8")
    demarche(*library, "attach", originals)
    altered = demarche(*library, "check")
    assert altered.stderr == ""
    assert altered.stdout.splitlines()[2:] == [
        "originals: 2 of 2 attached; anchors: 10 exact, 0 shifted, 1 altered, 0 lost",
        "altered: upper-demands-toll in gazette-2021-03-04, passage 1, about words 15 to 28: some of its words changed",
    ]
    file.write_text(text.replace("the sluice was closed", "it was"), encoding="utf-8")
    demarche(*library, "attach", "--replace", file)
    lost = demarche(*library, "check", status=1)
    assert sentence(lost) == "1 anchor is lost."
    told = "lost: sluice-closed in gazette-2021-03-04, passage 1: it or the words around it changed"
    assert told in lost.stdout.splitlines()


def test_a_repeated_passage_is_told_as_shifted(library: Library, originals: Path) -> None:
    file = originals / "courier-2021-03-05.txt"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\nThe upper bank and the harbour want the narrows to be free for everyone!\n", "utf-8")
    demarche(*library, "attach", originals)
    result = demarche(*library, "check")
    often = "its words stand there more or less often than they did"
    assert f"shifted: joint-call in courier-2021-03-05, passage 1: {often}" in result.stdout.splitlines()


def test_a_changed_dataset_is_held_against_what_is_attached(
    library: Library, originals: Path, database: Path, tmp_path: Path
) -> None:
    demarche(*library, "attach", originals)
    demarche(*library, "check")
    changed = write_dataset(tmp_path / "changed")
    events = changed / "events.toml"
    text = events.read_text(encoding="utf-8")
    first = text.index('hash = "') + len('hash = "')
    events.write_text(text[:first] + "0" * 32 + text[first + 32 :], encoding="utf-8")
    result = demarche("check", "--dataset", changed, "--database", database, status=1)
    assert (
        "lost: bridge-talks in gazette-2021-03-04, passage 1: its words are gone, changed or apart"
        in result.stdout.splitlines()
    )


def test_a_damaged_library_fails(library: Library, originals: Path, database: Path) -> None:
    demarche(*library, "attach", originals)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM actor WHERE number = 0")
    result = demarche(*library, "check", status=1)
    assert sentence(result) == f"The library {database} is damaged."
    assert f"library {database}: a row of participation refers to no actor" in result.stdout.splitlines()


def test_a_search_table_that_does_not_fit_fails(library: Library, database: Path) -> None:
    demarche(*library, "export", "-o", database.with_suffix(".csv"))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM entry_search_content WHERE id = 0")
    result = demarche(*library, "check", status=1)
    assert "entry_search" in result.stdout
    assert sentence(result) == f"The library {database} is damaged."


@pytest.fixture
def newer(library: Library, originals: Path, database: Path) -> Path:
    """Return a library whose version none knows yet."""
    demarche(*library, "attach", originals)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    return database


def test_a_newer_version_is_read_and_said_and_not_written(
    newer: Path, library: Library, originals: Path, tmp_path: Path
) -> None:
    before = newer.read_bytes()
    said = "This library was written by a newer Démarche, so it can only be read here."
    checked = demarche(*library, "check")
    assert checked.stderr.splitlines() == [said]
    assert "anchors: 11 exact" in checked.stdout
    exported = demarche(*library, "export", "-o", tmp_path / "out.csv")
    assert exported.stderr.splitlines() == [said, "8 rows"]
    assert sentence(demarche(*library, "attach", originals, status=1)).startswith(said)
    assert newer.read_bytes() == before


def test_what_can_only_be_read_is_not_taken_for_another_dataset(newer: Path, tmp_path: Path) -> None:
    other = write_dataset(tmp_path / "other", [("dataset.toml", "1.0.0", "1.0.1")])
    checked = demarche("check", "--dataset", other, "--database", newer)
    assert checked.stderr.splitlines()[-1].startswith("The library holds another dataset than the one checked")
    result = demarche("export", "-o", "-", "--dataset", other, "--database", newer, status=1)
    assert result.stdout == ""
    assert f"does not hold the dataset in {other}" in sentence(result)
