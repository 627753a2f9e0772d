"""Write the sources as BibTeX."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from db.export.csl import issued, note
from db.export.options import Written
from db.export.sources import Source
from db.export.sources_list import SourcesExport
from db.formats import Format

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SIGN = re.compile(r"[\\{}~^&%$#_]")


class BibtexExport(SourcesExport):
    """An ``@article`` a source in UTF-8; a comment at the top says what the file holds."""

    form = Format.BIBTEX

    def write(self, file: BinaryIO) -> Written:
        """Write an entry a source."""
        from bibtexparser.entrypoint import write_string
        from bibtexparser.library import Library
        from bibtexparser.model import Entry, ExplicitComment, Field

        found, written = self.sources()
        comment = self.about(written, "sources").as_text().replace("{", "(").replace("}", ")").replace("@", "(at)")
        entries = [
            Entry("article", source.slug, [Field(name, value) for name, value in _fields(source)]) for source in found
        ]
        text = write_string(Library([ExplicitComment(comment), *entries]))
        file.write(text.encode(errors="backslashreplace"))
        return written


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    # The inner braces keep the headline's capitals, and a body that signs is no person with a family name.
    yield "title", f"{{{escaped(source.headline)}}}"
    yield "journal", escaped(source.publisher)
    if source.byline:
        yield "author", f"{{{escaped(source.byline)}}}"
    yield from zip(("year", "month", "day"), map(str, _day(source)), strict=False)
    if source.url:
        # As it is: an address stands in \url, which takes every sign but braces.
        yield "url", source.url.replace("{", "%7B").replace("}", "%7D")
    if source.language:
        yield "langid", escaped(source.language)
    if told := note(source):
        yield "note", escaped(told)


def _day(source: Source) -> list[int]:
    parts = issued(source.date).get("date-parts", [[]])
    first: list[int] = parts[0]
    return first


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is a command to TeX."""
    return _SIGN.sub(lambda found: _SIGNS[found[0]], " ".join(text.split()))
