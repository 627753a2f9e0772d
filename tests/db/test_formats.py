"""Web pages and PDF files, however they were made: every passage is found, and nothing in them is run or fetched."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from db.originals import read_original
from db.store import Store
from db.vocabularies import AnchorState
from db.words import take_words
from tests.db.offering import attach_files
from tests.db.pages import PAGES, hidden_page, news_page, paragraphs
from tests.db.prints import PRINTS, font
from tests.db.small import COURIER, GAZETTE, ORIGINALS

READ_AS = {
    "news.html": "HTML in UTF-8",
    "old.htm": "HTML in Windows-1252",
    "soup.html": "HTML in UTF-8",
    "marked.html": "HTML in UTF-16",
    "hidden.html": "HTML in UTF-8, whole page",
    "saved.mhtml": "MHTML in UTF-8",
    "saved.webarchive": "web archive in UTF-8",
    "qt.pdf": "PDF",
    "column.pdf": "PDF",
    "columns.pdf": "PDF",
    "across.pdf": "PDF by columns",
}


def made(folder: Path, name: str, texts: dict[str, str]) -> Path:
    """Make a file of each text in one way, and return their folder."""
    place = folder / "made"
    place.mkdir()
    for stem, words in texts.items():
        file = place / f"{stem}-{name}"
        if name in PAGES:
            file.write_bytes(PAGES[name](words))
        else:
            PRINTS[name](words, file)
    return place


def normalised(words: str) -> str:
    found = take_words(words)
    return found.text(0, len(found))


@pytest.mark.parametrize("name", READ_AS)
def test_every_passage_is_exact_in_web_pages_and_prints(
    qapp: QApplication, library: Store, tmp_path: Path, name: str
) -> None:
    # More of the same paper around the article, so that a print has pages and columns to turn.
    more = "\n\n".join(f"Tide table {n}: high water comes a little later than the day before." for n in range(40))
    texts = {slug: f"{words}\n\n{more}" if name in PRINTS else words for slug, words in ORIGINALS.items()}
    reports = attach_files(library, [made(tmp_path, name, texts)])
    assert sorted(report.article or report.problem for report in reports) == sorted(ORIGINALS)
    assert {report.encoding for report in reports} == {READ_AS[name]}
    for report in reports:
        assert report.counts[AnchorState.EXACT] == sum(report.counts.values()) > 4
    with library.read() as connection:
        anchors = text("SELECT count(*) FROM anchor WHERE state = 'exact'")
        assert connection.scalar(anchors) == 11


def test_of_a_page_only_the_article_is_kept(library: Store, tmp_path: Path) -> None:
    attach_files(library, [made(tmp_path, "news.html", {"gazette": GAZETTE})])
    with library.read() as connection:
        kept = connection.scalar(text("SELECT text FROM original"))
    assert isinstance(kept, str)
    for words in ("said the script", "articleBody", "Umbrellas", "Most read", "Home", "color: red", "©", "counted"):
        assert words not in kept
    for words in ("I never cross", "Read on"):
        assert words not in kept
    assert normalised(paragraphs(GAZETTE)[0]) in normalised(kept)
    assert "\n\n" in kept


def test_an_article_that_is_not_where_articles_are_is_taken_from_the_whole_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(hidden_page(GAZETTE), encoding="utf-8")
    main, whole = read_original(page)
    assert "sluice" not in main.text
    assert "sluice" in whole.text
    assert whole.encoding == "HTML in UTF-8, whole page"


def test_nothing_is_fetched_for_a_page(library: Store, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        at = f"http://127.0.0.1:{server.getsockname()[1]}/"
        links = (
            f"<base href='{at}'><link rel=stylesheet href='{at}a.css'><script src='{at}a.js'></script><img src='{at}a'>"
        )
        page = news_page(GAZETTE).replace("<head>", f"<head><meta http-equiv=refresh content='0;url={at}'>{links}")
        page = page.replace("<article", f"<iframe src='{at}'></iframe><img src='{at}a'><article")
        file = tmp_path / "page.html"
        file.write_text(
            page.replace("<article", f"<iframe src='{at}'></iframe><img src='{at}a'><article"), encoding="utf-8"
        )
        (report,) = attach_files(library, [file])
        with pytest.raises(BlockingIOError):
            server.accept()
    assert report.counts[AnchorState.EXACT] == 6


@pytest.mark.parametrize(
    ("head", "codec", "encoding"),
    [
        ("<meta charset=windows-1254>", "cp1254", "Windows-1254"),
        ("<meta charset='ISO-8859-9'>", "cp1254", "Windows-1254"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8", "UTF-8"),
        ("<meta charset=shift_jis>", "utf-8", "UTF-8"),
        ("<meta charset=rot13>", "utf-8", "UTF-8"),
        ("<meta charset=none-such>", "utf-8", "UTF-8"),
        ("<meta charset=utf-16>", "utf-8", "UTF-8"),
        ("", "utf-8", "UTF-8"),
        ("", "utf-8-sig", "UTF-8"),
        ("<meta charset=windows-1252>", "utf-16", "UTF-16"),
        ("", "cp1252", "Windows-1252"),
        ("<meta charset=utf-8>", "cp1252", "Windows-1252"),
    ],
)
def test_a_page_is_read_as_it_declares_itself(tmp_path: Path, head: str, codec: str, encoding: str) -> None:
    words = "“Çeşme” – naïve" if codec != "cp1254" and codec.startswith(("utf", "cp1254")) else "“Façade” – naïve"
    page = tmp_path / "page.html"
    page.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body><p>{words}</p></body></html>".encode(codec))
    (reading,) = read_original(page)
    assert (reading.text, reading.encoding) == (words, f"HTML in {encoding}")


def test_a_page_with_a_wrong_byte_stays_what_it_declares_itself(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes("<!DOCTYPE html><meta charset=utf-8><p>Rivière, façade, naïve ".encode() + b"\xff words</p>")
    (reading,) = read_original(page)
    assert (reading.text, reading.encoding) == ("Rivière, façade, naïve \ufffd words", "HTML in damaged UTF-8")


def test_signs_that_a_page_does_not_hold_in_its_encoding_are_shown_as_unreadable(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"<!DOCTYPE html><meta charset=utf-8><p>na\x81\x8d\xefve words</p>")
    (reading,) = read_original(page)
    assert reading.text == "na\ufffd\ufffd\ufffdve words"


@pytest.mark.parametrize("form", ["news.html", "column.pdf"])
def test_the_same_file_again_changes_nothing(
    qapp: QApplication, library: Store, tmp_path: Path, path: Path, form: str
) -> None:
    folder = made(tmp_path, form, {"courier": COURIER})
    attach_files(library, [folder])
    before = path.read_bytes()
    (report,) = attach_files(library, [folder])
    assert (report.article, report.unchanged) == ("courier-2021-03-05", True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", READ_AS)
def test_every_passage_of_the_shipped_dataset_is_exact_in_prints_and_pages_of_the_originals(
    qapp: QApplication, articles: Path, shipped: Callable[[], Store], tmp_path: Path, name: str
) -> None:
    if name in ("column.pdf", "columns.pdf", "across.pdf") and font() == "Vera.ttf":
        pytest.skip("no font with Turkish letters was found to print with")
    texts = {file.stem: file.read_text(encoding="utf-8-sig") for file in articles.glob("*.txt")}
    reports = attach_files(shipped(), [made(tmp_path, name, texts)])
    assert len({report.article for report in reports}) == len(reports) == 5
    assert sum(report.counts[AnchorState.EXACT] for report in reports) == 192
