"""Read the rows of a CSV file whatever spreadsheet wrote it: its encoding, its separator, its apostrophes."""

import codecs
import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from db.errors import ImportFileError
from db.export.columns import ENTRY_COLUMNS

SEPARATORS = (",", ";", "\t")
NEEDED = ("id", "kind", "type", "title", "summary", "status", "articles")
"""Columns without which no row makes an entry; others may be left out where all their cells would be empty."""
_KNOWN = frozenset(column.name for column in ENTRY_COLUMNS)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_RUN_BY_SPREADSHEETS = frozenset("=+-@\t\r")
_PIECE = 1 << 20
_LONGEST_CELL = 16_000_000


class Record(Struct, frozen=True):
    """One row: the line of the file at which it begins, from 1, and its cells by column, empty ones left out."""

    line: int
    cells: Mapping[str, str]


class Format(Struct, frozen=True):
    """How a file is written. ``exact`` tells that no apostrophe in it was put there for spreadsheets."""

    codec: str
    encoding: str
    separator: str
    columns: tuple[str, ...]
    exact: bool

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that mean nothing to us."""
        return tuple(name for name in self.columns if name not in _KNOWN)


class Source:
    """A CSV file that has been looked at; raises ImportFileError for what is none, or lacks a column."""

    def __init__(self, path: Path) -> None:
        """Find out how the file is written."""
        self.path = path
        with _telling(path):
            self.size = path.stat().st_size
            codec, encoding = _encoding(path)
            with path.open(encoding=codec, newline="") as file:
                header = _first_line(file)
        separator = _separator(header)
        columns = tuple(name.strip() for name in next(csv.reader([header], delimiter=separator), []))
        self.format = Format(codec, encoding, separator, columns, _is_exact(path))
        _check(path, columns)
        self._file: TextIO | None = None

    @property
    def done(self) -> int:
        """Bytes of the file that have been read."""
        return self._file.buffer.tell() if self._file is not None and not self._file.closed else self.size

    def records(self) -> Iterator[Record | tuple[int, str]]:
        """Yield the rows in their order; for one with too many or too few cells its line and what is wrong with it."""
        form = self.format
        csv.field_size_limit(min(_LONGEST_CELL, sys.maxsize))
        with _telling(self.path), self.path.open(encoding=form.codec, newline="") as file:
            self._file = file
            reader = csv.reader(file, delimiter=form.separator, strict=True)
            try:
                next(reader)
                line = reader.line_num + 1
                for row in reader:
                    if row:
                        yield self._record(line, row)
                    line = reader.line_num + 1
            except csv.Error as error:
                raise ImportFileError(f"{self.path} is no CSV from line {reader.line_num} on: {error}.") from error

    def _record(self, line: int, row: Sequence[str]) -> Record | tuple[int, str]:
        columns = self.format.columns
        if len(row) != len(columns):
            return line, f"has {len(row)} cells, not {len(columns)}"
        cells = {name: cell for name, cell in zip(columns, row, strict=True) if cell and name in _KNOWN}
        if not self.format.exact:
            cells = {name: _bare(cell) for name, cell in cells.items()}
        return Record(line, cells)


def _bare(cell: str) -> str:
    """Take one apostrophe away that keeps a spreadsheet from running the cell."""
    return cell[1:] if cell[0] == "'" and cell[1:2] in _RUN_BY_SPREADSHEETS and len(cell) > 1 else cell


def _encoding(path: Path) -> tuple[str, str]:
    """Return the codec of a file and its name: what its mark says, UTF-8 where all of it is that, else Windows-1252."""
    with path.open("rb") as file:
        begin = file.read(4)
        for mark, codec, name in _MARKS:
            if begin.startswith(mark):
                return codec, name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"


def _first_line(file: TextIO) -> str:
    line = file.readline(1 << 16)
    return line.rstrip("\r\n").removeprefix("\ufeff")


def _separator(header: str) -> str:
    """Return the separator that makes most known columns of the header."""

    def known(separator: str) -> int:
        return sum(name.strip().strip('"') in _KNOWN for name in header.split(separator))

    return max(SEPARATORS, key=known)


def _is_exact(path: Path) -> bool:
    """Tell whether the description beside a file says that its cells stand as they are: the data profile's."""
    try:
        with path.with_name(f"{path.name}-metadata.json").open(encoding="utf-8") as file:
            described = json.load(file)
    except (OSError, ValueError):
        return False
    return isinstance(described, dict) and described.get("urn:x-demarche:profile") == "data"


def _check(path: Path, columns: Sequence[str]) -> None:
    """Raise ImportFileError for a header that is none of ours."""
    if "passage" in columns and "anchor" in columns:
        raise ImportFileError(f"{path} holds a row a passage; only rows of entries can be imported.")
    missing = [name for name in NEEDED if name not in columns]
    if len(missing) == len(NEEDED):
        raise ImportFileError(f"{path} has none of the columns of an export in its first line.")
    if missing:
        word = "column" if len(missing) == 1 else "columns"
        raise ImportFileError(f"{path} lacks the {word} {', '.join(missing)}.")
    twice = sorted({name for name in columns if name in _KNOWN and columns.count(name) > 1})
    if twice:
        raise ImportFileError(f"{path} has the column {twice[0]} twice.")


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say in a sentence what keeps a file from being read."""
    try:
        yield
    except UnicodeError as error:
        raise ImportFileError(f"{path} is no text: {error.reason if hasattr(error, 'reason') else error}.") from error
    except OSError as error:
        raise ImportFileError(f"{path} cannot be read: {error.strerror}.") from error
