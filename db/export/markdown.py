"""Write a chronology in Markdown: a heading a date, a paragraph an entry, and numbered notes of the sources."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from db.export.about import About
from db.export.accounts import Account, Accounts, SourceNotes, by_day, reference
from db.export.exporting import Export
from db.export.options import When, Written
from db.formats import Format

_SIGNS = re.compile(r"([\\`*_\[\]<>#~|&$!])")
_NUMBER = re.compile(r"^(\d+)([.)])|^([-+=])")


class MarkdownExport(Export):
    """A chronology with front matter (YAML) that says what it holds, and footnotes as GitHub and Pandoc know them."""

    form = Format.MARKDOWN

    def write(self, file: BinaryIO) -> Written:
        """Write the accounts as they are read, then the sources that they cited."""
        rows = self.rows()
        written = self.written(len(rows), rows)
        about, when, notes = self.about(written), self.options.when, SourceNotes()
        file.write(_encoded(_beginning(about)))
        with self.reading.step() as connection:
            accounts = Accounts(connection, self.options)
        told = (account for page in self.pages(rows, accounts.page) for account in page)
        for day, of_day in by_day(told, when):
            file.write(_encoded(f"\n## {plain(day)}\n"))
            file.writelines(_encoded("".join(_paragraphs(account, notes))) for account in of_day)
        file.write(_encoded("".join(_sources(notes, when))))
        return written


def _encoded(text: str) -> bytes:
    return text.encode(errors="backslashreplace")


def _beginning(about: About) -> str:
    """Return front matter, title and a paragraph on what the chronology holds."""
    told = {"title": about.title, **about.as_json()}
    matter = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items())
    return f"---\n{matter}---\n\n# {plain(about.title)}\n\n{plain(about.as_text())}\n"


def _paragraphs(account: Account, notes: SourceNotes) -> Iterator[str]:
    numbers = "".join(f"[^{notes.number(source)}]" for source in account.sources)
    yield f"\n**{plain(account['title'])}.** {plain(account['summary'])}{numbers}\n"
    circumstances = account.circumstances()
    if circumstances:
        yield f"\n*{plain(circumstances)}*\n"
    for own in account.own():
        yield f"\n{plain(own)}\n"
    for quoted in account.quoted:
        yield f"\n> {plain(quoted.words)}[^{notes.number_of(quoted.article)}]\n"


def _sources(notes: SourceNotes, when: When) -> Iterator[str]:
    if notes.cited:
        yield "\n## Sources\n"
    for number, source in enumerate(notes.cited, 1):
        address = f" <{source.url}>" if source.url else ""
        yield f"\n[^{number}]: {plain(reference(source, when))}.{address}\n"


def plain(text: str) -> str:
    """Return a text on one line in which nothing is taken for Markdown."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _NUMBER.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)
