"""Chronologies for people: Markdown and Word, read back."""

import io
import json
import re
from datetime import UTC, datetime, timedelta

import docx
import pytest
from markdown_it import MarkdownIt

from db.filters import Filter, Word
from db.formats import Format
from db.store import Store
from tests.db.exporting import attach_originals, exported

QUOTED = "boats with lanterns patrol the narrows"


def front_matter(text: str) -> dict[str, object]:
    _, matter, _ = text.split("---\n", 2)
    return {name: json.loads(value) for name, value in (line.split(": ", 1) for line in matter.splitlines())}


def rendered(text: str) -> str:
    """Return the chronology as HTML, without its front matter."""
    html: str = MarkdownIt().render(text.split("---\n", 2)[2])
    return html


def test_front_matter_and_first_paragraph_say_what_is_held(library: Store) -> None:
    text = exported(library, Format.MARKDOWN, filter=Filter().with_term(Word.KIND, ("event",))).decode()
    told = front_matter(text)
    assert told["title"] == "The bridge and its toll"
    assert told["filters"] == ["--kind", "event"]
    assert (told["row-count"], told["entries-left-out"], told["quotations"]) == (4, 4, False)
    html = rendered(text)
    assert "<h1>The bridge and its toll</h1>" in html
    assert "version 1.0.0" in html
    assert "4 entries. Filters: --kind event. Left out by filters or selection: 4 entries." in html


def test_entries_stand_under_their_dates_with_numbered_notes(library: Store) -> None:
    text = exported(library, Format.MARKDOWN).decode()
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == r"On 2020\~"
    assert headings[-2:] == ["No date", "Sources"]
    assert len(headings) == len(set(headings))
    assert r"**Flood takes the pier.** High water destroyed the pier.[^1][^2]" in text
    assert "*Council of the upper bank for Upper bank to Lower bank · radio · Toll: for*" in text
    assert "*Council of the upper bank, Lower bank hosted by Kıyı harbour · Harbour*" in text
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    assert notes["1"] == "Gazette: “A bridge over the river”, on 2021-03-04?."
    assert notes["2"].startswith("Courier, from Valley News: “What the lower bank thinks”, on 2021-03-05.")
    assert notes["2"].endswith("<https://courier.example/bridge>")
    assert set(re.findall(r"\[\^(\d+)\]", text)) == set(notes)


def test_text_that_looks_like_markdown_stays_text(library: Store) -> None:
    title = "# *Flood* <script>alert(1)</script> [x](y) `z` 1. ~~no~~"
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE entry SET title = ? WHERE id = 'flood'", (title,))
        connection.exec_driver_sql("UPDATE entry SET summary = '1. - +\n\n# no heading' WHERE id = 'patrols'")
    html = rendered(exported(library, Format.MARKDOWN).decode())
    assert "# *Flood* &lt;script&gt;alert(1)&lt;/script&gt; [x](y) `z` 1. ~~no~~" in html
    assert "<h1>no heading" not in html
    assert "<script>" not in html


def test_notes_have_the_originals_words_only_with_quotations(library: Store) -> None:
    attach_originals(library)
    assert QUOTED not in exported(library, Format.MARKDOWN).decode()
    text = exported(library, Format.MARKDOWN, quotations=True).decode()
    assert re.search(rf"^> {QUOTED} at night and turn back whoever has no paper\[\^1\]$", text, re.MULTILINE)
    assert "With the words of the publishers’ originals." in text


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    document = docx.Document(io.BytesIO(data))
    return [
        (paragraph.style.name or "" if paragraph.style else "", paragraph.text) for paragraph in document.paragraphs
    ]


def test_a_word_document_reads_back(library: Store) -> None:
    found = paragraphs(exported(library, Format.DOCX))
    assert found[0] == ("Title", "The bridge and its toll")
    assert found[1] == ("Heading 2", "On 2020~")
    assert found[2][1].startswith("Flood takes the pier. High water destroyed the pier. [1, 2]\n")
    sources = found.index(("Heading 1", "Sources"))
    assert found[sources + 1][1] == "[1] Gazette: “A bridge over the river”, on 2021-03-04?."
    assert found[-2] == ("Heading 1", "About this document")
    assert "8 entries." in found[-1][1]
    assert "No date" in [text for style, text in found if style == "Heading 2"]


def test_a_documents_properties_say_what_it_holds(library: Store) -> None:
    wanted = Filter().with_term(Word.KIND, ("event",))
    properties = docx.Document(io.BytesIO(exported(library, Format.DOCX, filter=wanted))).core_properties
    assert properties.title == "The bridge and its toll"
    assert properties.subject == "bridge 1.0.0"
    assert properties.keywords == "--kind event"
    assert "4 entries." in properties.comments
    assert abs(datetime.now(UTC) - properties.created.replace(tzinfo=UTC)) < timedelta(minutes=5)


def test_a_word_document_takes_what_xml_cannot_hold(library: Store) -> None:
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE entry SET title = ? WHERE id = 'flood'", ("a\x00b\x0bc\ufffe<d>",))
    texts = [text for _, text in paragraphs(exported(library, Format.DOCX))]
    assert any(text.startswith("a\ufffdb c\ufffd<d>. High water") for text in texts)


@pytest.mark.parametrize("quotations", [False, True])
def test_a_word_document_has_the_originals_words_only_with_quotations(library: Store, *, quotations: bool) -> None:
    attach_originals(library)
    quotes = [
        text for style, text in paragraphs(exported(library, Format.DOCX, quotations=quotations)) if style == "Quote"
    ]
    assert bool(quotes) is quotations
    assert any(QUOTED in text and text.endswith("[1]") for text in quotes) is quotations


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.DOCX, Format.TIMELINEJS, Format.ICALENDAR, Format.BIBTEX])
def test_what_is_not_known_is_left_out(library: Store, form: Format) -> None:
    with library.write() as connection:
        connection.exec_driver_sql("DELETE FROM participation WHERE entry_row = 0")
        for table in ("passage", "difference", "locator"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE citation_number IN (SELECT number FROM citation WHERE entry_row = 1)"
            )
        connection.exec_driver_sql("DELETE FROM citation WHERE entry_row = 1")
        connection.exec_driver_sql("UPDATE entry SET status = 'occurred', place = '', channel = '' WHERE row = 0")
        connection.exec_driver_sql("UPDATE article SET language = '', published_note = '', byline = '', agency = ''")
    data = exported(library, form, selection=(0, 1))
    if form is Format.MARKDOWN:
        assert "*\n" not in data.decode().split("## On")[1]
    if form is Format.BIBTEX:
        assert b"langid" not in data
        assert b"note" not in data
    assert data


def test_a_passage_that_is_lost_has_no_words_to_quote(library: Store) -> None:
    attach_originals(library)
    with library.write() as connection:
        connection.exec_driver_sql("UPDATE anchor SET state = 'lost', start = NULL, \"end\" = NULL")
    assert "\n> " not in exported(library, Format.MARKDOWN, quotations=True).decode()
