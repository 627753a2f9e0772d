"""Write a chronology as a Word document: headings for dates, paragraphs for entries, and a numbered list of sources."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from db.export.about import About
from db.export.accounts import Account, Accounts, SourceNotes, by_day, reference
from db.export.exporting import Export
from db.export.options import When, Written
from db.formats import Format

if TYPE_CHECKING:
    from docx.document import Document

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no place for."""
LONGEST = 255
"""Letters that a document's properties may have."""


class WordExport(Export):
    """A chronology; its properties and its last paragraph say what it holds."""

    form = Format.DOCX

    def write(self, file: BinaryIO) -> Written:
        """Build the document in memory and write it."""
        import docx

        rows = self.rows()
        written = self.written(len(rows), rows)
        about, when, notes = self.about(written), self.options.when, SourceNotes()
        document = docx.Document()
        _describe(document, about)
        document.add_heading(clean(about.title), 0)
        with self.reading.step() as connection:
            accounts = Accounts(connection, self.options)
        told = (account for page in self.pages(rows, accounts.page) for account in page)
        for day, of_day in by_day(told, when):
            document.add_heading(clean(day), 2)
            for account in of_day:
                _add(document, account, notes)
        _add_sources(document, notes, when)
        document.add_heading("About this document", 1)
        document.add_paragraph(clean(about.as_text()))
        made = BytesIO()
        document.save(made)
        file.write(made.getbuffer())
        return written


def _describe(document: "Document", about: About) -> None:
    properties = document.core_properties
    now = datetime.now(UTC).replace(tzinfo=None)
    properties.title = clean(about.title)[:LONGEST]
    properties.subject = f"{about.identifier} {about.version}"[:LONGEST]
    properties.comments = clean(about.as_text())[:LONGEST]
    properties.keywords = clean(" ".join(about.filters))[:LONGEST]
    properties.author = "Démarche"
    properties.created = properties.modified = now


def _add(document: "Document", account: Account, notes: SourceNotes) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{clean(account['title'])}. ").bold = True
    paragraph.add_run(clean(account["summary"]))
    numbers = ", ".join(str(notes.number(source)) for source in account.sources)
    if numbers:
        paragraph.add_run(f" [{numbers}]")
    circumstances = account.circumstances()
    if circumstances:
        paragraph.add_run().add_break()
        paragraph.add_run(clean(circumstances)).italic = True
    for own in account.own():
        paragraph.add_run().add_break()
        paragraph.add_run(clean(own))
    for quoted in account.quoted:
        document.add_paragraph(f"{clean(quoted.words)} [{notes.number_of(quoted.article)}]", "Quote")


def _add_sources(document: "Document", notes: SourceNotes, when: When) -> None:
    if notes.cited:
        document.add_heading("Sources", 1)
    for number, source in enumerate(notes.cited, 1):
        address = f" {source.url}" if source.url else ""
        document.add_paragraph(clean(f"[{number}] {reference(source, when)}.{address}"))


def clean(text: str) -> str:
    """Return a text on one line without what a document cannot hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
