"""Pictures of the timeline: the window's own drawing as PNG, SVG and PDF, read back by other readers."""

from __future__ import annotations

import io
import re
import threading
import unicodedata
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.theme import in_scheme
from desktop.views.timeline import picture
from desktop.views.timeline.foot import ABOVE, BELOW
from desktop.views.timeline.picture import PictureError, PictureFormat, Wish, draw
from tests.ui.canvas import Stand, open_stand
from tests.ui.sample import SIDES, Spec, marks_of
from tests.ui.synthetic import synthetic_marks

if TYPE_CHECKING:
    import numpy.typing as npt
    from pytestqt.qtbot import QtBot

    from desktop.views.timeline.subject import Subject

SVG = "{http://www.w3.org/2000/svg}"
TITLE, TOLD = "The bridge & its <toll>", "All 12 entries, none left out."
PNG, VECTORS, PDF = PictureFormat.PNG, PictureFormat.SVG, PictureFormat.PDF
Texts = list[tuple[float, float, float, str]]


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return open_stand(qtbot)


def subject_of(stand: Stand) -> Subject:
    subject = stand.timeline.stage.subject(stand.appearance.theme)
    assert subject is not None
    return subject


def drawn(stand: Stand, wish: Wish, subject: Subject | None = None) -> bytes:
    return draw(subject or subject_of(stand), wish, TITLE, tell, untold)[0]


def tell(_drawn: int) -> str:
    return TOLD


def untold(_done: int, _total: int) -> None:
    pass


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page on one line, without ligatures."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [unicodedata.normalize("NFKC", " ".join(page.extract_text().split())) for page in pages]


def pixels(image: QImage) -> npt.NDArray[np.int16]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : plain.width() * 3].astype(np.int16)


def texts(svg: bytes) -> Texts:
    """Return every text of a drawing: left, baseline, right and words, in its own units."""
    found: Texts = []

    def walk(node: ET.Element, dx: float, dy: float) -> None:
        moved = re.match(r"matrix\(1,0,0,1,([-\d.e]+),([-\d.e]+)\)", node.get("transform", ""))
        if moved:
            dx, dy = float(moved[1]), float(moved[2])
        if node.tag == f"{SVG}text":
            font = QFont(node.get("font-family", ""))
            font.setPixelSize(int(node.get("font-size", "0")))
            font.setWeight(QFont.Weight(int(node.get("font-weight", "400"))))
            words = node.text or ""
            left = dx + float(node.get("x", "0"))
            width = QFontMetricsF(font).horizontalAdvance(words.strip("\n"))
            found.append((left, dy + float(node.get("y", "0")), left + width, words.strip("\n")))
        for child in node:
            walk(child, dx, dy)

    walk(ET.fromstring(svg), 0, 0)  # noqa: S314 - written a moment ago by the test itself
    return found


def overlapping(found: Texts) -> list[tuple[str, str]]:
    """Return the texts of one line that run into each other."""
    lines: dict[float, Texts] = {}
    for text in found:
        lines.setdefault(round(text[1]), []).append(text)
    pairs = [pair for line in lines.values() for pair in pairwise(sorted(line))]
    return [(one[3], other[3]) for one, other in pairs if other[0] < one[2] - 1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_png_of_the_window_is_the_window(qtbot: QtBot, scheme: str) -> None:
    stand = open_stand(qtbot, scheme=scheme)
    stand.session.select([0, 1])
    image = QImage.fromData(drawn(stand, Wish(PNG, window=True, scale=1.0)))
    shown = stand.picture()
    assert image.size() == shown.size()
    apart = np.abs(pixels(image) - pixels(shown))
    # Text stands on half pixels here and there, and in the file no bar tells of lanes below.
    assert float((apart > 40).mean()) < 0.01


def test_a_png_says_what_it_holds_and_may_be_of_any_scale(stand: Stand) -> None:
    for scale in (0.5, 1.5, 3.0):
        image = QImage.fromData(drawn(stand, Wish(PNG, window=True, scale=scale)))
        width, height = subject_of(stand).size
        assert (image.width(), image.height()) == (round(width * scale), round(height * scale))
        assert (image.text("Title"), image.text("Description")) == (TITLE, TOLD)


def test_an_svg_is_read_as_xml_with_every_label_as_text(stand: Stand) -> None:
    svg = drawn(stand, Wish(VECTORS, window=True))
    root = ET.fromstring(svg)  # noqa: S314 - written a moment ago by the test itself
    assert [node.text for node in root if node.tag in (f"{SVG}title", f"{SVG}desc")] == [TITLE, TOLD]
    words = [text[3] for text in texts(svg)]
    display = stand.timeline.stage.canvas.display
    assert display is not None
    rows = display.labels.row[~display.labels.elided & (display.labels.y < display.height)].tolist()
    assert rows
    assert {stand.marks.titles[row] for row in rows} <= set(words)
    assert not list(root.iter(f"{SVG}image"))
    assert overlapping(texts(svg)) == []


def test_an_svg_is_drawn_by_a_reader_of_svg(stand: Stand) -> None:
    renderer = QSvgRenderer(QByteArray(drawn(stand, Wish(VECTORS, window=True))))
    assert renderer.isValid()
    shown = stand.picture()
    image = QImage(shown.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    apart = np.abs(pixels(image) - pixels(shown))
    assert float((apart > 60).mean()) < 0.03


@pytest.mark.parametrize("form", [VECTORS, PDF])
def test_the_whole_span_shows_everything_in_view_or_not(qtbot: QtBot, form: PictureFormat) -> None:
    days = [date(2019, 1, 3) + timedelta(40 * number) for number in range(24)]
    specs = [Spec(f"Call number {number}", side=SIDES[number % 9], first=day) for number, day in enumerate(days)]
    stand = open_stand(qtbot, marks_of(specs), height=300)
    data = drawn(stand, Wish(form, across=3))
    words = " ".join(page_texts(data) if form is PDF else [text[3] for text in texts(data)])
    assert [spec.title for spec in specs if spec.title not in words] == []
    assert form is PDF or overlapping(texts(data)) == []


def test_the_whole_span_of_many_entries_has_no_overlapping_labels(stand: Stand) -> None:
    assert overlapping(texts(drawn(stand, Wish(VECTORS, across=4)))) == []


def test_a_pdf_is_read_with_its_pages_texts_and_title(stand: Stand) -> None:
    data, number = draw(subject_of(stand), Wish(PDF, across=3), TITLE, tell, untold)
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == number >= 3
    assert reader.metadata is not None
    assert reader.metadata.title == f"{TITLE}. {TOLD}"
    pages = page_texts(data)
    assert all(TITLE in page for page in pages)
    assert f"{number} / {number}" in pages[-1]
    first = reader.pages[0].mediabox
    assert (round(first.width), round(first.height)) == (842, 595)
    words = "\n".join(pages)
    index = subject_of(stand).index
    assert all(name in words for name in index.grouping.names if name)


def test_a_pdf_of_the_window_is_one_page_of_its_shape(stand: Stand) -> None:
    data, number = draw(subject_of(stand), Wish(PDF, window=True), TITLE, tell, untold)
    (page,) = PdfReader(io.BytesIO(data)).pages
    width, height = subject_of(stand).size
    assert number == 1
    assert page.mediabox.width / page.mediabox.height == pytest.approx(width / (height + ABOVE + BELOW), rel=0.01)


def test_all_that_is_told_stands_at_the_foot_of_every_page(stand: Stand) -> None:
    told = " ".join(f"entry{number:03}" for number in range(60)) + " \U0001f54a Left out by filters: 7 entries."
    data, number = draw(subject_of(stand), Wish(PDF, across=2), TITLE, lambda _: told, untold)
    pages = [page.replace(" ", "") for page in page_texts(data)]
    assert len(pages) == number
    assert all("Leftoutbyfilters:7entries." in page for page in pages)
    assert all(f"entry{at:03}" in page for page in pages for at in range(60))
    endless = " ".join(f"entry{number:03}" for number in range(5_000))
    data, _ = draw(subject_of(stand), Wish(PDF), TITLE, lambda _: endless, untold)
    assert all("entry000" in page and "entry4999" not in page for page in page_texts(data))


@pytest.mark.parametrize("form", [PNG, VECTORS, PDF])
def test_the_entries_of_a_span_are_counted(stand: Stand, form: PictureFormat) -> None:
    told: list[int] = []
    index = subject_of(stand).index
    first, last = index.marks.earliest[index.shown[0]], index.marks.latest[index.shown[-1]]
    middle = float(first + last) / 2
    for span in ((-1e6 + first, middle), (middle, last + 1e6), None):

        def tell_number(drawn: int) -> str:
            told.append(drawn)
            return TOLD

        draw(subject_of(stand), Wish(form, span=span), TITLE, tell_number, untold)
    before, after, everything = told
    assert everything == len(index.shown)
    assert 0 < before < everything
    assert 0 < after < everything
    assert before + after >= everything


def test_lanes_that_are_too_many_for_a_page_go_on_on_the_next(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "PAGE", (1240.0, 260.0))
    data, number = draw(subject_of(stand), Wish(PDF), TITLE, tell, untold)
    pages = page_texts(data)
    assert number == len(pages) > 1
    names = [name for name in subject_of(stand).index.grouping.names if name]
    assert all(any(name in page for page in pages) for name in names)


def test_a_page_ends_within_a_lane_that_is_higher_than_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = open_stand(qtbot, synthetic_marks(300))
    monkeypatch.setattr(picture, "PAGE", (1240.0, 120.0))
    _, number = draw(subject_of(stand), Wish(PDF, across=2), TITLE, tell, untold)
    assert 4 < number < 400


def test_selected_entries_are_lit_and_relations_drawn_as_in_the_window(stand: Stand) -> None:
    subject = subject_of(stand)
    plain = drawn(stand, Wish(VECTORS, window=True), subject)
    seen = np.array(stand.rows_in_view()[:1], np.int32)
    lit = drawn(stand, Wish(VECTORS, window=True), replace(subject, selected=seen))
    chosen = stand.appearance.theme["select-text"].name().encode()
    assert lit.count(chosen) > plain.count(chosen)
    assert drawn(stand, Wish(VECTORS, window=True), replace(subject, related=True)) != plain


def test_paper_is_light_whatever_the_window_is(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, scheme="dark")
    subject = stand.timeline.stage.subject(in_scheme(stand.appearance.theme, "light"))
    assert subject is not None
    image = QImage.fromData(drawn(stand, Wish(PNG, window=True, scale=1.0), subject))
    assert image.pixelColor(5, image.height() - 3).lightness() > 200
    stand.appearance.force("light")


@pytest.mark.parametrize("form", list(PictureFormat))
def test_a_thread_draws_while_the_window_stands(stand: Stand, form: PictureFormat) -> None:
    subject, found = subject_of(stand), list[bytes]()
    thread = threading.Thread(target=lambda: found.append(draw(subject, Wish(form), TITLE, tell, untold)[0]))
    thread.start()
    thread.join()
    assert len(found[0]) > 1000


def test_very_many_entries_are_drawn_whole(qtbot: QtBot) -> None:
    stand = open_stand(qtbot, synthetic_marks(20_000))
    svg = drawn(stand, Wish(VECTORS, across=2))
    assert overlapping(texts(svg)) == []


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(PNG, scale=8.0, across=20), r"pixels, more than fit in memory: choose a smaller scale, fewer pages"),
        (Wish(VECTORS, across=400), r"units wide: choose fewer pages across, or PDF\."),
        (Wish(PDF, across=401), r"401 pages are too many: 400 are the most\."),
    ],
)
def test_what_would_be_too_large_is_refused_in_a_sentence(stand: Stand, wish: Wish, words: str) -> None:
    with pytest.raises(PictureError, match=words):
        drawn(stand, wish)


def test_progress_is_told_a_page_and_can_cancel(stand: Stand) -> None:
    told: list[tuple[int, int]] = []
    draw(subject_of(stand), Wish(PDF, across=3), TITLE, tell, lambda done, total: told.append((done, total)))
    total = told[0][1]
    assert told == [(done, total) for done in range(total + 1)]

    def cancel(done: int, _total: int) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        draw(subject_of(stand), Wish(PDF, across=3), TITLE, tell, cancel)


def test_a_library_with_nothing_to_show_has_an_empty_picture(qtbot: QtBot) -> None:
    stand = open_stand(qtbot)
    index = subject_of(stand).index
    empty = type(index).build(index.marks, index.grouping, np.zeros(len(index.marks), bool))
    data = drawn(stand, Wish(PNG), replace(subject_of(stand), index=empty))
    assert not QImage.fromData(data).isNull()
