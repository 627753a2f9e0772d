"""Plain text is read whatever its encoding and line ends; anything else is refused in one sentence."""

from pathlib import Path

import pytest

from db import originals
from db.originals import files_in, read_original
from db.readings import OriginalError

WORDS = "Çavuşoğlu said:\nİstanbul, “no”.\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("utf-16"),
        b"\xff\xfe" + WORDS.encode("utf-16-le"),
        b"\xfe\xff" + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-32"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "crlf", "cr"],
)
def test_a_text_is_read_whatever_its_encoding_and_line_ends(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    assert read_original(file)[0].text == WORDS


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "UTF-8"),
        (WORDS.encode("utf-16"), "UTF-16"),
        (WORDS.encode("utf-32"), "UTF-32"),
        ("plain words\n".encode("cp1252"), "UTF-8"),
        ("“No”, said the naïve one – for 4 €.\r\n\f\tAgain…".encode("cp1252"), "Windows-1252"),
    ],
)
def test_it_is_told_what_a_text_was_read_as(tmp_path: Path, data: bytes, encoding: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    assert read_original(file)[0].encoding == encoding


def test_what_is_no_utf_8_is_read_as_windows_1252_letter_by_letter(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes("“No”, said the naïve one – for 4 €.\r\nAgain…\n".encode("cp1252"))
    assert read_original(file)[0].text == "“No”, said the naïve one – for 4 €.\nAgain…\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (WORDS.encode().replace(b"said", b"s\xffid"), WORDS.replace("said", "s\ufffdid"), "damaged UTF-8"),
        (WORDS.encode() + "é".encode()[:1], f"{WORDS}\ufffd", "damaged UTF-8"),
        (WORDS.encode() + "”".encode()[:2], f"{WORDS}\ufffd", "damaged UTF-8"),
        ("é, says one".encode() + b"\xe2\x80", "é, says one\ufffd", "damaged UTF-8"),
        (b"nothing else \xe2\x81", "nothing else \ufffd", "damaged UTF-8"),
        (b"\xef\xbb\xbf" + WORDS.encode() + b"\xff", f"{WORDS}\ufffd", "damaged UTF-8"),
        (WORDS.encode("utf-16")[:-1], WORDS[:-1] + "\ufffd", "damaged UTF-16"),
    ],
    ids=[
        "a bad byte",
        "cut after 1 of 2",
        "cut after 2 of 3",
        "one letter, cut",
        "the only letter, cut",
        "with mark",
        "utf-16 cut",
    ],
)
def test_a_few_wrong_bytes_spoil_nothing_else(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    (reading,) = read_original(file)
    assert (reading.text, reading.encoding) == (text, encoding)


@pytest.mark.parametrize("text", ["The ATTACHÉ’s naïve café: “déjà vu”, he said.\n", "At the café"])
def test_signs_that_could_be_utf_8_make_no_windows_1252_into_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(text.encode("cp1252"))
    (reading,) = read_original(file)
    assert (reading.text, reading.encoding) == (text, "Windows-1252")


def test_bidirectional_controls_stay_where_they_are(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("left \u202eright\u202c left", encoding="utf-8")
    assert read_original(file)[0].text == "left \u202eright\u202c left"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\x00\xff", "is no plain text in UTF-8"),
        (WORDS.encode("utf-16-le"), "is no plain text"),
        ("naïve \x07 bell".encode("cp1252"), "is no plain text in UTF-8, Windows-1252"),
        ("naïve \x7f".encode("cp1252"), "is no plain text in UTF-8"),
        (b"na\xefve \x81", "is no plain text in UTF-8"),
        (b"\xef\xbb\xbfna\xefve", "is no plain text in UTF-8"),
        (b"\xff\xfea", "is no plain text in UTF-8"),
        (b"words\0words", "is no plain text"),
    ],
)
def test_what_is_no_plain_text_is_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    with pytest.raises(OriginalError, match=sentence):
        read_original(file)


def test_a_file_larger_than_any_article_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as sparse:
        sparse.truncate(50_000_000)
    with pytest.raises(OriginalError, match=r"is larger than any article \(50 MB\)"):
        read_original(file)
    assert originals.LARGEST < 50_000_000


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OriginalError, match="cannot be read: No such file"):
        read_original(tmp_path / "none.txt")


def test_a_folder_stands_for_the_files_in_it_that_are_not_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a", ".hidden", "folder/c.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    named = tmp_path / "folder" / "c.txt"
    assert files_in([tmp_path, named, named]) == [tmp_path / "a", tmp_path / "b.txt", named]
