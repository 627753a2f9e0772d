"""What is damaged, hostile or nothing at all is refused in one sentence, and can be stopped at any moment."""

import zlib
from pathlib import Path

import pytest

from db import apart
from db.originals import read_original
from db.readings import OriginalError
from tests.db import hostile
from tests.db.prints import in_one_column, of_a_picture, on_a_turned_page, with_password
from tests.db.small import GAZETTE


def refused(file: Path) -> str:
    """Return the sentence in which a file is refused."""
    with pytest.raises(OriginalError) as found:
        read_original(file)
    return str(found.value)


def holding(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_a_pdf_file_with_a_password(tmp_path: Path) -> None:
    with_password(GAZETTE, tmp_path / "closed.pdf")
    assert refused(tmp_path / "closed.pdf") == "is protected by a password"


def test_a_pdf_file_without_text(tmp_path: Path) -> None:
    of_a_picture(tmp_path / "scan.pdf")
    assert refused(tmp_path / "scan.pdf") == "holds no text that can be read, as scans of pages do not"


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6])
def test_a_truncated_pdf_file(tmp_path: Path, part: float) -> None:
    in_one_column(GAZETTE, tmp_path / "whole.pdf")
    whole = (tmp_path / "whole.pdf").read_bytes()
    cut = holding(tmp_path, "cut.pdf", whole[: int(len(whole) * part)])
    assert refused(cut) == "is a damaged PDF file"


def test_noise_that_calls_itself_a_pdf_file(tmp_path: Path) -> None:
    assert refused(holding(tmp_path, "noise.pdf", b"%PDF-1.7\n" + hostile.noise(1, 200_000))) == "is a damaged PDF file"


def test_a_pdf_file_that_unpacks_to_a_gigabyte(tmp_path: Path) -> None:
    assert refused(holding(tmp_path, "bomb.pdf", hostile.bomb())) == "is damaged, or made so that it cannot be read"


def test_a_pdf_file_that_needs_more_memory_than_it_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MEMORY", 400_000_000)
    packed = hostile.pdf(zlib.compress(b"q " * 100_000_000))
    assert "cannot be read" in refused(holding(tmp_path, "wide.pdf", packed))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_was_turned_is_read_as_it_is_seen(tmp_path: Path, turned: int) -> None:
    lines = ["Envoys of both banks met on", "Tuesday and talked about the", "bridge and the toll."]
    on_a_turned_page(lines, tmp_path / "turned.pdf", turned)
    (reading,) = read_original(tmp_path / "turned.pdf")
    assert reading.text == " ".join(lines)


def test_a_page_of_a_million_tags_is_read(tmp_path: Path) -> None:
    (reading,) = read_original(holding(tmp_path, "tags.html", hostile.MILLION_TAGS.encode()))
    assert reading.text.startswith("A word in bold\n\nA word in bold")


def test_a_page_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    assert refused(holding(tmp_path, "deep.html", hostile.DEEP.encode())) == "takes too long to be read"


def test_reading_can_be_stopped_in_its_midst(tmp_path: Path) -> None:
    looks = 0

    def go_on() -> None:
        nonlocal looks
        looks += 1
        if looks > 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read_original(holding(tmp_path, "deep.html", hostile.DEEP.encode()), go_on)
    assert looks == 3


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.html", b"<!DOCTYPE html><title>Only a title</title><script>words()</script>", "holds no text"),
        ("b.html", b"<html><body>words\0words</body></html>", "is no plain text in UTF-8"),
        ("c.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "holds no web page"),
        ("d.webarchive", b"bplist00WebMainResource" + hostile.noise(2, 500), "is a damaged web archive"),
        ("e.html", b"plain words that call themselves a page\0", "is no plain text"),
        ("f.txt", b"%PDF-", "is a damaged PDF file"),
    ],
)
def test_what_holds_no_article_is_refused(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    assert refused(holding(tmp_path, name, content)).startswith(sentence)


def test_plain_words_are_read_whatever_the_file_is_called(tmp_path: Path) -> None:
    (reading,) = read_original(holding(tmp_path, "words.html", b"Plain words, 3 < 4.\n"))
    assert (reading.text, reading.encoding) == ("Plain words, 3 < 4.\n", "UTF-8")


@pytest.mark.parametrize("suffix", ["html", "pdf", "txt"])
def test_50_megabytes_are_no_article(tmp_path: Path, suffix: str) -> None:
    words = b"<!DOCTYPE html><p>" if suffix == "html" else b"%PDF-1.4\n" if suffix == "pdf" else b"words "
    file = holding(tmp_path, f"large.{suffix}", words)
    with file.open("ab") as large:
        large.truncate(50_000_000 if suffix == "txt" else 70_000_000)
    assert refused(file) == f"is larger than any article ({50 if suffix == 'txt' else 70} MB)"
