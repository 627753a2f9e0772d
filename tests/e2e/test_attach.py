"""`demarche attach`: what is said of every file, what is kept, and what a kill leaves behind."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.db.pages import PAGES
from tests.db.prints import in_one_column
from tests.db.small import COURIER, GAZETTE
from tests.e2e.command import demarche, environment, sentence

Library = list[str | Path]

ATTACHED = {
    "courier-2021-03-05.txt": "courier-2021-03-05: 5 exact, 0 shifted, 0 altered, 0 lost",
    "gazette-2021-03-04.txt": "gazette-2021-03-04: 6 exact, 0 shifted, 0 altered, 0 lost",
}

HOLDING = """
import sys
from pathlib import Path
from db.store import open_library
store = open_library(Path(sys.argv[1]), Path(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
store.close()
"""

DYING = """
import os, signal, sys
from db import attaching
from desktop.__main__ import main

asked = {original}

def die(connection, entries):
    if asked.issubset(set(connection.exec_driver_sql("SELECT slug FROM original").scalars())):
        os.kill(os.getpid(), signal.SIGKILL)
    return index(connection, entries)

index = attaching._index_passages
attaching._index_passages = die
main(sys.argv[1:])
"""


def original(originals: Path, change: Callable[[str], str]) -> Path:
    """Change the gazette's text where it lies."""
    file = originals / "gazette-2021-03-04.txt"
    text = file.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    return file


@pytest.fixture
def held(folder: Path, database: Path) -> Iterator[None]:
    """Let another process have the library open."""
    command = [sys.executable, "-c", HOLDING, str(database), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


def test_a_folders_files_are_told_line_by_line(library: Library, originals: Path) -> None:
    result = demarche(*library, "attach", originals)
    assert result.stdout.splitlines() == [f"{originals / name}: {told}" for name, told in ATTACHED.items()]
    assert result.stderr == ""


def test_attaching_again_says_the_same(library: Library, originals: Path) -> None:
    first = demarche(*library, "attach", originals)
    again = demarche("attach", originals, *library)
    assert again.stdout == first.stdout


def test_an_unknown_file_in_a_folder_is_no_failure(library: Library, originals: Path) -> None:
    (originals / "letter.txt").write_text("Dear editor, the ferry was late again.\n", encoding="utf-8")
    result = demarche(*library, "attach", originals)
    assert f"{originals / 'letter.txt'}: no known article" in result.stdout.splitlines()
    assert result.stderr == ""


def test_an_unknown_file_named_by_itself_is_a_failure(library: Library, originals: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor, the ferry was late again.\n", encoding="utf-8")
    result = demarche(*library, "attach", originals, letter, status=1)
    assert len(result.stdout.splitlines()) == 3
    assert result.stdout.splitlines()[-1] == f"{letter}: no known article"


@pytest.mark.parametrize("files", [{}, {"letter.txt": "Dear editor."}], ids=["empty", "of other texts"])
def test_a_folder_without_articles_is_said_in_one_sentence(
    library: Library, tmp_path: Path, files: dict[str, str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    result = demarche(*library, "attach", folder, status=1)
    assert sentence(result) == f"No article of the dataset was found in {folder}."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"", "is empty."),
        (b" \r\n\t\n", "is empty."),
        (bytes(range(256)), "is no plain text in UTF-8, Windows-1252 or, with a byte order mark, UTF-16."),
        (b"A bridge\0over the river", "is no plain text."),
        (b"<!DOCTYPE html><html><script>var bridge</script></html>", "holds no text."),
        (b"%PDF-1.7\nA bridge over the river", "is a damaged PDF file."),
        (b"a" * 8_000_001, "is larger than any article (8 MB)."),
    ],
    ids=["missing", "empty", "blank", "binary", "NUL", "empty page", "damaged PDF", "huge"],
)
def test_what_is_no_plain_text_is_told_with_its_reason(
    library: Library, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "offered.txt"
    if content is not None:
        file.write_bytes(content)
    result = demarche(*library, "attach", file, status=1)
    assert result.stdout == f"{file}: no known article\n"
    assert result.stderr.splitlines()[0] == f"{file} {told}"
    assert result.stderr.splitlines()[1:] == [f"demarche: No article of the dataset was found in {file}."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_and_other_line_ends_are_read(library: Library, originals: Path, encoding: str) -> None:
    file = originals / "gazette-2021-03-04.txt"
    text = file.read_text(encoding="utf-8").replace("\n", "\r\n")
    file.write_bytes(text.encode(encoding))
    assert demarche(*library, "attach", file).stdout == f"{file}: {ATTACHED[file.name]}\n"


def test_a_file_in_windows_1252_is_read_and_the_guess_told(library: Library, originals: Path) -> None:
    file = originals / "gazette-2021-03-04.txt"
    file.write_bytes(file.read_text(encoding="utf-8").replace("River Agency", "Rivière Agency").encode("cp1252"))
    result = demarche(*library, "attach", file)
    assert result.returncode == 0
    assert result.stdout.startswith(f"{file}: gazette-2021-03-04: ")
    assert result.stderr == f"{file} was read as Windows-1252, as it is no UTF-8.\n"


def test_a_download_that_broke_off_within_a_letter_is_read_and_that_is_told(library: Library, originals: Path) -> None:
    file = originals / "gazette-2021-03-04.txt"
    file.write_bytes(file.read_text(encoding="utf-8").replace("River Agency", "“River” Agency").encode() + b"\xe2\x80")
    result = demarche(*library, "attach", file)
    assert result.stdout == f"{file}: {ATTACHED[file.name]}\n"
    assert result.stderr == f"{file} was read as damaged UTF-8: \ufffd stands for what is unreadable in it.\n"


def test_web_pages_and_prints_get_the_same_line_and_what_they_were_read_as(library: Library, tmp_path: Path) -> None:
    page, sheet = tmp_path / "page.htm", tmp_path / "sheet.pdf"
    page.write_bytes(PAGES["old.htm"](GAZETTE))
    in_one_column(COURIER, sheet)
    result = demarche(*library, "attach", page, sheet)
    assert result.stdout.splitlines() == [
        f"{page}: {ATTACHED['gazette-2021-03-04.txt']}",
        f"{sheet}: {ATTACHED['courier-2021-03-05.txt']}",
    ]
    assert result.stderr.splitlines() == [f"{page} was read as HTML in Windows-1252.", f"{sheet} was read as PDF."]


def test_another_version_is_told_when_it_replaces_and_when_it_is_left_out(library: Library, originals: Path) -> None:
    demarche(*library, "attach", originals)
    file = original(originals, lambda text: text.replace("the sluice was closed", "it was"))
    result = demarche(*library, "attach", file, "--replace")
    whole, part = "6 exact, 0 shifted, 0 altered, 0 lost", "5 exact, 0 shifted, 0 altered, 1 lost"
    assert result.stdout == f"{file}: gazette-2021-03-04: {part}\n"
    replaced = "has taken the place of another version, gazette-2021-03-04.txt, which had"
    assert result.stderr == f"{file} {replaced} {whole}.\n"
    better, worse = originals / "a.txt", originals / "b.txt"
    better.write_text(GAZETTE, encoding="utf-8")
    worse.write_text(GAZETTE.replace("four coins", "five coins"), encoding="utf-8")
    result = demarche(*library, "attach", better, worse)
    assert result.stderr.splitlines() == [
        f"{better} {replaced} {part}.",
        f"{worse} was left out: a.txt, which stays attached, holds as many of the passages of gazette-2021-03-04 or "
        f"more: {whole}.",
    ]
    assert "11 exact" in demarche(*library, "check").stdout


def test_what_is_attached_makes_way_for_nothing_worse_unless_that_is_asked_for(
    library: Library, originals: Path, tmp_path: Path
) -> None:
    demarche(*library, "attach", originals)
    half, same = tmp_path / "half.txt", tmp_path / "same.txt"
    half.write_text(GAZETTE[: GAZETTE.index("In February")], encoding="utf-8")
    same.write_text(f"{GAZETTE}\nPrinted on the hill.\n", encoding="utf-8")
    result = demarche(*library, "attach", half, same)
    assert len(result.stdout.splitlines()) == 2
    told = result.stderr.splitlines()
    for file, left_out, advice in zip((half, same), told[::2], told[1::2], strict=True):
        assert left_out.startswith(f"{file} was left out: gazette-2021-03-04.txt, which stays attached, holds as many")
        assert left_out.endswith(" or more: 6 exact, 0 shifted, 0 altered, 0 lost.")
        assert advice == f"With --replace, {file} takes its place all the same."
    assert "11 exact, 0 shifted, 0 altered, 0 lost" in demarche(*library, "check").stdout
    demarche(*library, "attach", "--replace", half)
    assert " 0 lost" not in demarche(*library, "check", status=1).stdout


def test_half_an_article_is_that_article_with_the_rest_lost(library: Library, originals: Path) -> None:
    file = original(originals, lambda text: text[: text.index("In February")])
    result = demarche(*library, "attach", file)
    assert re.fullmatch(r".*: gazette-2021-03-04: \d exact, 0 shifted, 0 altered, [1-9] lost\n", result.stdout)
    assert demarche(*library, "check", status=1).stderr.endswith(" lost.\n")


def test_reflowed_text_keeps_every_anchor(library: Library, originals: Path) -> None:
    file = original(originals, lambda text: re.sub(r"(?<=\w) ", "\n", text.split("\n", 2)[2]))
    assert demarche(*library, "attach", file).stdout == f"{file}: {ATTACHED[file.name]}\n"


def test_a_changed_passage_is_altered_and_a_missing_one_lost(library: Library, originals: Path) -> None:
    file = original(
        originals,
        lambda text: text.replace("spoke on the radio", "let it be known").replace("the sluice was closed", "it was"),
    )
    told = "gazette-2021-03-04: 4 exact, 0 shifted, 1 altered, 1 lost"
    assert demarche(*library, "attach", file).stdout == f"{file}: {told}\n"


def test_a_name_that_is_no_text_is_printed_all_the_same(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "odd\udcff.txt"
    result = demarche(*library, "attach", file, status=1)
    assert "odd\\udcff.txt: no known article" in result.stdout


def test_a_library_that_another_one_holds_is_left_alone(held: None, library: Library, originals: Path) -> None:
    result = demarche(*library, "attach", originals, status=1)
    assert sentence(result).startswith("Another Démarche has this library open")
    assert result.stdout == ""
    assert "no library" not in demarche(*library, "check").stdout


@pytest.mark.posix
def test_a_kill_while_attaching_leaves_what_was_attached_before(
    library: Library, originals: Path, database: Path
) -> None:
    program = DYING.format(original={"courier-2021-03-05", "gazette-2021-03-04"})
    command = [sys.executable, "-c", program, *map(str, library), "attach", str(originals)]
    killed = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(killed.stdout.splitlines()) == 1
    assert database.with_name(f"{database.name}-journal").exists()
    checked = demarche(*library, "check")
    assert "originals: 1 of 2 attached; anchors: 5 exact" in checked.stdout
    assert demarche(*library, "attach", originals).stdout.splitlines() == [
        f"{originals / name}: {told}" for name, told in ATTACHED.items()
    ]


def test_the_user_library_lies_among_the_users_data(folder: Path, originals: Path) -> None:
    demarche("--dataset", folder, "attach", originals)
    data = Path(environment()["XDG_DATA_HOME"])
    assert [file.name for file in data.rglob("*") if file.is_file()] == ["demarche.sqlite3"]


@pytest.mark.originals
def test_every_anchor_of_the_publishers_originals_is_exact(articles: Path, database: Path) -> None:
    result = demarche("attach", articles, "--database", database)
    lines = [
        re.fullmatch(r".*: ([a-z0-9-]+): (\d+) exact, 0 shifted, 0 altered, 0 lost", line)
        for line in result.stdout.splitlines()
    ]
    assert len(lines) == 5
    assert all(lines), result.stdout
    assert len({line[1] for line in lines if line}) == 5
    checked = demarche("check", "--database", database)
    assert "originals: 5 of 5 attached" in checked.stdout
