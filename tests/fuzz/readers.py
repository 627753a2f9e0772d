"""Every reader of what others wrote: what it is given, how it is called, and by which errors it may refuse."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab import rl_config

from db import anchors, first_look, queries
from db.dataset import read_dataset
from db.dates import parse as parse_date
from db.detail import entry as read_entry
from db.digests import DigestError, parse_digest
from db.edtf import DateError
from db.errors import DatasetError, ImportFileError, StoreError
from db.examining import examine
from db.export.csv import write_csv
from db.export.options import ExportOptions, Profile
from db.finding import Finder
from db.importing.judging import judge
from db.importing.kept import context_of
from db.importing.reading import Record, Source
from db.locators import LocatorError, make_locator
from db.originals import read_original
from db.query_terms import Dates, Names
from db.readings import OriginalError
from db.restoring import refuse_unfit
from db.showing import Showing
from db.store import Store, open_library
from db.webpages import read_mhtml, read_page
from db.words import take_words
from tests.db import prints
from tests.db.make_fixture import fixture
from tests.db.small import ORIGINALS, write_dataset, write_originals
from tests.fuzz.mutating import mutated, mutated_in_place, mutated_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

EDTF = (
    b"2020-06-08",
    b"2020-06",
    b"2020",
    b"2020-06-08T12:30+03:00",
    b"2020-06-01/2020-07-31",
    b"2020-06-08/..",
    b"../2020-06-08",
    b"2020-06-08/",
    b"[2020-06-08,2020-06-10..2020-06-12]",
    b"[..2020-06-08]",
    b"[2020-06-01..2020-06-07]",
    b"2020-06-1X?",
    b"20XX~",
    b"2019-XX-XX%",
    b"1999-12-31/2000-01-01?",
)
SEARCHES = (
    b"kalin truce",
    b'actor:kalin before:"july 2020" truce',
    b"after:2020-06 toll",
    b'"two words" AND not',
    b"type:consult side:upper article:gazette",
    b"NEAR(toll bridge, 3)",
    b"toll*",
    b"before:8 june 2020",
    b"- + * ( ) : ^",
)
SETTINGS = (
    b"[General]\nscheme=dark\nwheel_zooms=true\ntext_steps=2\ngrouping=actor\ncolouring=side\nlanes=\n"
    b"filters_open=false\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3)\npanels=@ByteArray(\\0\\0\\0\\xff)\n"
    b"libraries=/tmp/a.demarche, /tmp/b.demarche\n",
    b"[General]\ntext_steps=-3\nscheme=@Variant(\\0\\0\\0\\t\\0\\0\\0\\0\\x1)\nrelations=1\n",
    b'[General]\nlanes="[{\\"library\\":\\"bridge\\",\\"grouping\\":\\"side\\",\\"order\\":[\\"upper\\"]}]"\n',
)


PAGES = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>The bridge</title></head><body><nav>Home</nav>"
    "<article><h1>A bridge</h1><p>Delegates sat down at the harbour to talk about the toll that is due there.</p>"
    "<p>Its council left no doubt &mdash; it would not go lower.</p></article><footer>&copy;</footer></body></html>",
    "<html><body><table><tr><td><p>Four coins a cart are out of the question for the lower bank, it was said.</td>"
    "<script>var a = '</p>'</script></tr></table></html>",
    'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>The ferry was promised to it long ago, they wrote."
    "</p></body></html>\r\n--b--\r\n",
)


class Reader:
    """Reads one kind of input; :meth:`read` may refuse by ``refusals`` and nothing else."""

    name = ""
    share = 1
    """How many of every hundred inputs are its own."""
    refusals: tuple[type[Exception], ...] = ()
    seeds: Sequence[bytes] = ()

    def __init__(self, folder: Path) -> None:
        """Work in a folder of its own."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def make(self, random: Random) -> bytes:
        """Return the next input."""
        return mutated(self.seeds, random)

    def read(self, data: bytes) -> None:
        """Read an input and go through what was read."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go what is held."""


class EdtfReader(Reader):
    """Dates, which are read, formatted and read again."""

    name, share, seeds, refusals = "edtf", 28, EDTF, (DateError,)

    def read(self, data: bytes) -> None:
        date = parse_date(data.decode("utf-8", "replace"))
        again = parse_date(str(date))
        assert (again.earliest, again.latest) == (date.earliest, date.latest)
        assert date.earliest is None or date.latest is None or date.earliest < date.latest


class DigestReader(Reader):
    """Digests in Markdown."""

    name, share, refusals = "digest", 14, (DigestError,)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        dataset = write_dataset(folder / "dataset")
        self.seeds = [file.read_bytes() for file in sorted((dataset / "articles").glob("*.md"))]

    def read(self, data: bytes) -> None:
        digest = parse_digest(data.decode("utf-8", "replace"))
        for passage in digest.passages:
            assert 0 <= passage.start < passage.end <= len(digest.text)


class ArticleReader(Reader):
    """Originals: their bytes, their words, the article that they are, and where its anchors stand."""

    name, share, refusals = "article", 14, (OriginalError, LocatorError)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        originals = write_originals(folder / "originals")
        texts = [file.read_text(encoding="utf-8") for file in sorted(originals.iterdir())]
        encodings = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32")
        self.seeds = [text.encode(encoding) for text in texts for encoding in encodings]
        self._known = {
            slug: [make_locator(text, *span) for span in _sentences(text)] for slug, text in ORIGINALS.items()
        }
        self._file = folder / "original.txt"

    def read(self, data: bytes) -> None:
        self._file.write_bytes(data)
        for reading in read_original(self._file):
            self._resolve(reading.text)

    def _resolve(self, text: str) -> None:
        words = take_words(text)
        slug = anchors.recognise(words, self._known)
        for locators in [self._known[slug]] if slug else self._known.values():
            for found in anchors.resolve(words, locators):
                assert found.start is None or found.end is None or 0 <= found.start < found.end <= len(text)
        make_locator(text, len(text) // 4, len(text) // 2, words=words)


class WebPageReader(Reader):
    """Saved web pages, read in this process, without the limits of the one that they are read in otherwise."""

    name, share, refusals = "web page", 4, (OriginalError,)
    seeds = tuple(page.encode() for page in PAGES)

    def read(self, data: bytes) -> None:
        for reading in read_mhtml(data) if data.startswith(b"From:") else read_page(data):
            assert reading.text.strip()


class PdfReader(Reader):
    """PDF files, as several programs lay them out, each read in a process of its own, as always."""

    name, share, refusals = "pdf", 1, (OriginalError,)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._file = folder / "article.pdf"
        self.seeds = [*self._made(1), *self._made(0)]

    def _made(self, packed: int) -> list[bytes]:
        """Return files with their pages packed, or laid open, where a change reaches what is drawn."""
        lines = "\n\n".join(ORIGINALS.values()).splitlines()
        rl_config.pageCompression = packed
        try:
            for turned in (0, 90, 180, 270):
                prints.on_a_turned_page(lines[:12], self.folder / f"turned-{turned}.pdf", turned)
            for name in ("column", "columns", "across"):
                prints.PRINTS[f"{name}.pdf"]("\n".join(lines), self.folder / f"{name}.pdf")
            prints.with_password(lines[0], self.folder / "locked.pdf")
            prints.of_a_picture(self.folder / "picture.pdf")
        finally:
            rl_config.pageCompression = 1
        return [file.read_bytes() for file in sorted(self.folder.glob("*.pdf"))]

    def make(self, random: Random) -> bytes:
        return mutated_in_place(self.seeds, random)

    def read(self, data: bytes) -> None:
        self._file.write_bytes(data)
        for reading in read_original(self._file):
            assert reading.text.strip()


class CsvReader(Reader):
    """CSV files, as they are exported and as others might write them: read, and every row judged."""

    name, share, refusals = "csv", 8, (ImportFileError,)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._file = folder / "rows.csv"
        dataset = write_dataset(folder / "dataset")
        self._context = context_of(read_dataset(dataset).dataset)
        seeds = []
        with closing(open_library(folder / "library.demarche", dataset)) as store:
            for profile in Profile:
                write_csv(store.read, ExportOptions(profile=profile), self._file)
                seeds.append(self._file.read_bytes())
        self.seeds = [*seeds, seeds[0].replace(b",", b";"), seeds[1].replace(b",", b"\t")]

    def read(self, data: bytes) -> None:
        self._file.write_bytes(data)
        for record in Source(self._file).records():
            if isinstance(record, Record):
                judge(record.cells, self._context)


class DatasetReader(Reader):
    """A dataset of which one file is spoilt; its faults are all told."""

    name, share, refusals = "dataset", 5, (DatasetError,)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._good = write_dataset(folder / "good")
        files = [file for file in sorted(self._good.rglob("*")) if file.is_file()]
        self._names = [file.relative_to(self._good).as_posix() for file in files]
        self._seeds = {name: (self._good / name).read_bytes() for name in self._names}
        self._spoilt = Path(shutil.copytree(self._good, folder / "spoilt"))

    def make(self, random: Random) -> bytes:
        name = random.choice(self._names)
        return name.encode() + b"\0" + mutated([self._seeds[name]], random)

    def read(self, data: bytes) -> None:
        name, _, content = data.partition(b"\0")
        file = self._spoilt / name.decode("utf-8", "replace")
        file.write_bytes(content)
        try:
            read_dataset(self._spoilt)
        finally:
            file.write_bytes(self._seeds[name.decode()])


class DatabaseReader(Reader):
    """A library of which some bytes are spoilt: looked at, examined, opened, read through, restored."""

    name, share, refusals = "database", 3, (StoreError, sqlite3.DatabaseError)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        path = folder / "good.demarche"
        shutil.copy(fixture(1), path)
        open_library(path, write_dataset(folder / "dataset")).close()
        for left in folder.glob("good.demarche.backup-*"):
            left.unlink()
        self.seeds = [path.read_bytes()]
        self._file = folder / "spoilt.demarche"

    def make(self, random: Random) -> bytes:
        return mutated_pages(self.seeds[0], random)

    def read(self, data: bytes) -> None:
        for left in self.folder.glob("*spoilt*"):
            left.unlink()
        self._file.write_bytes(data)
        first_look.look(self._file)
        examine(self._file)
        with suppress(StoreError):
            refuse_unfit(self._file)
        with closing(open_library(self._file)) as store:
            self._go_through(store)

    def _go_through(self, store: Store) -> None:
        store.check(thorough=True)
        marks = store.marks()
        with store.read() as connection:
            queries.health(connection)
            queries.lines(connection, list(range(min(len(marks), 8))))
            for row in range(min(len(marks), 8)):
                read_entry(connection, row)


class SearchReader(Reader):
    """What people type into the search field."""

    name, share, seeds = "search", 13, SEARCHES

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._store = open_library(folder / "library.demarche", write_dataset(folder / "dataset"))
        with self._store.read() as connection:
            library = queries.library(connection, read_only="")
        left = Showing(self._store.marks(), library).mask
        self._finder = Finder(Names.of(library, {}), Dates(_no_date, frozenset({"june"})), left)

    def read(self, data: bytes) -> None:
        typed = data.decode("utf-8", "surrogateescape")
        with self._store.read() as connection:
            found = self._finder.first(connection, typed)
            self._finder.best(connection, typed)
            rows = self._finder.rows(connection, typed)
        assert len(rows) >= len(found.entries)

    def close(self) -> None:
        self._store.close()


class SettingsReader(Reader):
    """A settings file that somebody has edited."""

    name, share, seeds = "settings", 10, SETTINGS

    def read(self, data: bytes) -> None:
        from PySide6.QtCore import QSettings

        from desktop.libraries import read_recent
        from desktop.settings import GROUPINGS, SCHEMES, load
        from desktop.settings_file import clean
        from desktop.timeline.lane_orders import LaneOrders

        file = self.folder / "settings.ini"
        file.write_bytes(data)
        clean(file)
        store = QSettings(str(file), QSettings.Format.IniFormat)
        settings = load(store)
        assert settings.scheme in SCHEMES
        assert settings.grouping in GROUPINGS
        with suppress(ValueError):
            LaneOrders.from_text(settings.lanes)
        read_recent(store)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end that are long enough to be found again."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if len(line) > 60:
            spans.append((at, at + len(line.rstrip())))
        at += len(line)
    return spans


def _no_date(_text: str) -> Any:
    return None


READERS: tuple[type[Reader], ...] = (
    EdtfReader,
    DigestReader,
    ArticleReader,
    SearchReader,
    SettingsReader,
    CsvReader,
    WebPageReader,
    PdfReader,
    DatasetReader,
    DatabaseReader,
)
