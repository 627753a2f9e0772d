"""``demarche export`` of pictures: the timeline without a window."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.e2e.command import LIMITED, demarche, misused, sentence

Library = list[str | Path]


def test_a_pdf_has_pages_and_says_what_it_holds(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    result = demarche("export", *library, "-o", file, "--pages", "2", "--kind", "statement")
    assert result.stderr == "2 pages\n4 entries left out by the filters\n1 entry left out for want of a date\n"
    reader = PdfReader(file)
    assert reader.metadata is not None
    assert "version 1.0.0" in str(reader.metadata.title)
    assert "3 entries. Filters: --kind statement." in str(reader.metadata.title)
    words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Upper bank: four coins a cart" in words


def test_an_svg_of_a_span(library: Library, tmp_path: Path) -> None:
    asked = ["--span", "2021-03", "--group", "actor", "--theme", "dark", "--not-id", "joint-call"]
    result = demarche("export", *library, "-o", tmp_path / "out.svg", *asked)
    root = ET.parse(tmp_path / "out.svg").getroot()  # noqa: S314 - written a moment ago by the test itself
    told = {node.tag.rpartition("}")[2]: node.text or "" for node in root}
    assert told["title"] == "The bridge and its toll"
    assert told["desc"].endswith("Outside of what is drawn: 2 entries. In view: March 2021.")
    assert result.stderr.splitlines()[0] == "1 page"
    assert result.stderr.splitlines()[-1] == "2 entries outside of what is drawn"
    words = {(node.text or "").strip() for node in root.iter() if node.tag.endswith("}text")}
    assert {"Talks about the bridge", "Kıyı harbour"} <= words


def test_a_png_has_the_scale_asked_for(library: Library, tmp_path: Path) -> None:
    sizes = []
    for scale in ("1", "2"):
        demarche("export", *library, "-o", tmp_path / "out.png", "--scale", scale)
        data = (tmp_path / "out.png").read_bytes()
        assert data.startswith(b"\x89PNG")
        sizes.append(int.from_bytes(data[16:20]))
    assert sizes == [1600, 3200]


def test_a_picture_to_standard_output(library: Library) -> None:
    text = demarche("export", *library, "-o", "-", "--format", "svg").stdout
    assert ET.parse(io.StringIO(text)).getroot().tag.endswith("svg")  # noqa: S314 - as above


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["-o", "out.png", "--columns", "id"], "--columns is for tables and documents, not for png"),
        (["-o", "out.svg", "--quotations"], "--quotations is for tables and documents, not for svg"),
        (["-o", "out.csv", "--span", "2021-03"], "--span is for png, svg, pdf, not for csv"),
        (["-o", "out.png", "--span", "soon"], "--span takes an EDTF interval"),
        (["-o", "out.png", "--span", "2021/.."], "with a beginning and an end"),
        (["-o", "out.pdf", "--pages", "0"], "is no number of pages: 1 to 400"),
        (["-o", "out.png", "--scale", "big"], "'big' is no scale"),
        (["-o", "out.png", "--scale", "nan"], "'nan' is no scale"),
        (["-o", "out.png", "--actor", "nobody"], "--actor knows no 'nobody'"),
    ],
)
def test_what_no_picture_can_be_is_wrong_usage(
    library: Library, tmp_path: Path, words: list[str], complaint: str
) -> None:
    assert complaint in misused(demarche("export", *library, *words, cwd=tmp_path, status=2))
    assert not list(tmp_path.glob("out.*"))


def test_a_picture_that_would_be_too_large(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "out.png"
    file.write_text("old")
    result = demarche("export", *library, "-o", file, "--pages", "300", "--scale", "8", status=1)
    assert "more than fit in memory" in sentence(result)
    assert file.read_text() == "old"


def test_a_disk_that_is_full_leaves_the_old_picture(library: Library, tmp_path: Path) -> None:
    demarche("export", *library, "-o", tmp_path / "first.csv")
    file = tmp_path / "out.png"
    file.write_text("old")
    result = demarche("export", *library, "-o", file, before=[*LIMITED, "2"], status=1)
    assert sentence(result) == f"{file} was not written: the disk is full."
    assert file.read_text() == "old"
    assert not list(tmp_path.glob(".demarche*"))
