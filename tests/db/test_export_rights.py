"""The publishers' sentences leave a library with attached originals only where quotations are asked for."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import docx
import pytest

from db.export.options import Rows
from db.formats import TRAITS, Format
from db.store import Store, open_library
from db.words import take_words
from desktop.assets import dataset_folder
from tests.db.exporting import exported
from tests.db.offering import attach_files

RUN = 9
"""So many words in a row are a publisher's."""

pytestmark = pytest.mark.originals


@pytest.fixture
def attached(articles: Path, tmp_path: Path) -> Iterator[Store]:
    """Return the shipped library with all originals attached."""
    with closing(open_library(tmp_path / "library.sqlite3", dataset_folder())) as store:
        attach_files(store, [articles], lambda _done, _total: None)
        yield store


def runs(text: str) -> set[str]:
    """Return every run of words of a text."""
    words = take_words(text).buffer.decode().split()
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def text_of(data: bytes, form: Format) -> str:
    if form is Format.DOCX:
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    # Lines of calendars are folded, and JSON escapes the ends of lines.
    return data.decode().replace("\r\n ", "").replace("\\n", "\n").replace('\\"', '"')


@pytest.fixture
def sentences(attached: Store) -> set[str]:
    """Return the runs of the originals, without those of headlines and of our own titles beside their summaries."""
    with attached.read() as connection:
        texts = connection.exec_driver_sql("SELECT text FROM original").scalars().all()
        headlines = connection.exec_driver_sql("SELECT headline FROM article").scalars().all()
        ours = connection.exec_driver_sql("SELECT title || '. ' || summary FROM entry").scalars().all()
    assert len(texts) == 5
    return set().union(*map(runs, texts)) - set().union(*map(runs, [*headlines, *ours]))


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("form", list(Format))
def test_no_format_holds_a_sentence_unasked(attached: Store, sentences: set[str], form: Format, rows: Rows) -> None:
    if rows is Rows.CITATION and not TRAITS[form].table:
        rows = Rows.ENTRY
    assert runs(text_of(exported(attached, form, rows=rows), form)) & sentences == set()


@pytest.mark.parametrize("form", [form for form, traits in TRAITS.items() if traits.quotes])
def test_with_quotations_they_are_there(attached: Store, sentences: set[str], form: Format) -> None:
    rows = Rows.CITATION if TRAITS[form].table else Rows.ENTRY
    data = exported(attached, form, rows=rows, quotations=True)
    assert len(runs(text_of(data, form)) & sentences) > 1000
