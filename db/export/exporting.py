"""What the writers of all formats have in common: reading page by page, and putting a file in its place."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar, TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection

from db.errors import ExportError
from db.export.about import About
from db.export.files import is_stream, replacing, telling
from db.export.options import ExportOptions, Progress, Written, untold
from db.export.selecting import Read, Reading
from db.formats import TRAITS, Format, Traits

ENTRIES_A_PAGE = 1_000
"""How many entries are read at once: a few milliseconds' work."""

Page = TypeVar("Page")


class Export(ABC):
    """One export: what is read, and how it is written."""

    form: ClassVar[Format]

    def __init__(self, read: Read, options: ExportOptions, progress: Progress = untold) -> None:
        """Remember what is loaded; ``read`` lends connections, each for one short read."""
        self.reading = Reading(read)
        self.options = options
        self.whole: tuple[ExportOptions, Written] | None = None
        """What a preview tells of: all that is asked for, of which it reads the beginning."""
        self._progress = progress

    @abstractmethod
    def write(self, file: BinaryIO) -> Written:
        """Write everything to an open file."""

    def about(self, written: Written, rows: str = "entries") -> About:
        """Return what the file is to tell of itself."""
        loaded = self.reading.dataset
        dataset = None if loaded is None else (loaded[0], loaded[1], loaded[2], loaded[3])
        options = self.options
        if self.whole is not None:
            options, counted = self.whole
            written = replace(counted, count=counted.count if rows == "entries" else written.count)
        return About(dataset, options, written, rows)

    def rows(self) -> Sequence[int]:
        """Return the rows of the entries asked for; raises ExportError for more than the format can hold."""
        rows = self.reading.selected(self.options)
        traits = TRAITS[self.form]
        if traits.most is not None and len(rows) > traits.most:
            raise ExportError(too_many(len(rows), traits))
        return rows

    def written(self, count: int, rows: Sequence[int], undated: int = 0) -> Written:
        """Return what is told of ``count`` rows that were written of these entries, ``undated`` ones not counted."""
        left_out = self.reading.entries - len(rows) - undated
        return Written(count, left_out, undated, imported=self.reading.imported(rows))

    def pages(self, rows: Sequence[int], read: Callable[[Connection, Sequence[int]], Page]) -> Iterator[Page]:
        """Yield what ``read`` finds for one page of entries after another."""
        self._progress(0, len(rows))
        for start in range(0, len(rows), ENTRIES_A_PAGE):
            asked = rows[start : start + ENTRIES_A_PAGE]
            with self.reading.step() as connection:
                page = read(connection, asked)
            yield page
            self._progress(start + len(asked), len(rows))


class DescribedExport(Export):
    """An export whose file has its description beside it, as it has no place for one itself."""

    @abstractmethod
    def description(self, name: str, written: Written) -> bytes:
        """Return the description of the file ``name``."""


def too_many(count: int, traits: Traits) -> str:
    """Say that a format cannot hold so many entries."""
    return (
        f"{count:,} entries are too many for {traits.name}, which must be built whole in memory: "
        f"it takes {traits.most:,} at most. Filter, or choose another format."
    )


def put(export: Export, target: Path | BinaryIO) -> Written:
    """Write an export to a stream, or to a file that is replaced whole or not at all; return what was written.

    A description ``FILE-metadata.json`` is replaced together with its file; a stream has none, nor has what is no
    plain file (a device, a pipe). Raises ExportError where it cannot be written.
    """
    if not isinstance(target, Path):
        with telling("The stream"):
            return _flushed(export, target)
    with telling(target):
        if is_stream(target):
            with target.open("wb") as stream:
                return _flushed(export, stream)
        if not isinstance(export, DescribedExport):
            with replacing(target) as (file,):
                return export.write(file)
        with replacing(target, target.with_name(f"{target.name}-metadata.json")) as (file, beside):
            written = export.write(file)
            beside.write(export.description(target.name, written))
    return written


def _flushed(export: Export, stream: BinaryIO) -> Written:
    """Write what is held back here, where a full disk or a reader that has left can still be told."""
    written = export.write(stream)
    stream.flush()
    return written
