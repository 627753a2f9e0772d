"""Say what an exported file holds: dataset and version, filters, how many rows, and what was left out."""

import shlex
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from db.export.filter_words import has_own_words, words_of
from db.export.options import ExportOptions, Written

Loaded = tuple[str, str, str, str]
"""A dataset's id, title, version and licence."""


class About(Struct, frozen=True):
    """What a file tells of itself. ``dataset`` is None where none is loaded, ``rows`` names what is counted."""

    dataset: Loaded | None
    options: ExportOptions
    written: Written
    rows: str = "entries"

    @property
    def title(self) -> str:
        """Return the dataset's title."""
        return self.dataset[1] if self.dataset else "An empty library"

    @property
    def identifier(self) -> str:
        """Return the dataset's id."""
        return self.dataset[0] if self.dataset else "empty"

    @property
    def version(self) -> str:
        """Return the dataset's version."""
        return self.dataset[2] if self.dataset else ""

    @property
    def filters(self) -> tuple[str, ...]:
        """Return the filters as the words of a command line."""
        return tuple(words_of(self.options.filter, own=self.options.own))

    @property
    def filtered_privately(self) -> bool:
        """Tell whether there are filters whose words are the user's own, and not to be told."""
        return not self.options.own and has_own_words(self.options.filter)

    def sentences(self) -> Iterator[str]:
        """Yield it in sentences, for people."""
        yield from self.counts()
        quoted = "With" if self.options.quotations else "Without"
        yield f"{quoted} the words of the publishers’ originals."
        if self.options.own:
            yield "With the user’s own stars, tags, labels and notes."

    def counts(self) -> Iterator[str]:
        """Yield from which dataset it is, how many rows, and what was left out."""
        if self.dataset:
            yield f"From the dataset “{self.title}” ({self.identifier}), version {self.version}, {self.dataset[3]}."
        yield f"{_counted(self.written.count, self.rows)}."
        if self.written.imported:
            yield f"Imported by the user, and not of the dataset: {_counted(self.written.imported, 'entries')}."
        filters = [shlex.join(self.filters)] if self.filters else []
        if self.filtered_privately:
            filters.append("a filter of the user’s own")
        if filters:
            yield f"Filters: {', and '.join(filters)}."
        if self.options.selection is not None:
            yield "Only what was selected."
        if self.written.left_out:
            yield f"Left out by filters or selection: {_counted(self.written.left_out, 'entries')}."
        if self.written.undated:
            yield f"Left out because they have no date: {_counted(self.written.undated, 'entries')}."
        if self.written.outside:
            yield f"Outside of what is drawn: {_counted(self.written.outside, 'entries')}."

    def as_text(self) -> str:
        """Return the sentences as one paragraph."""
        return " ".join(self.sentences())

    def as_json(self) -> dict[str, Any]:
        """Return it as names and values, for programs."""
        return {
            "dataset": dict(zip(("id", "title", "version", "licence"), self.dataset, strict=True))
            if self.dataset
            else None,
            "filters": list(self.filters),
            "selection": self.options.selection is not None,
            "quotations": self.options.quotations,
            "own": self.options.own,
            "rows": self.rows,
            "row-count": self.written.count,
            "entries-left-out": self.written.left_out,
            "undated-left-out": self.written.undated,
            **({"imported": self.written.imported} if self.written.imported else {}),
            **({"own-filter": True} if self.filtered_privately else {}),
        }


_SINGULAR = {"entries": "entry"}


def _counted(number: int, what: str) -> str:
    return f"1 {_SINGULAR.get(what, what.removesuffix('s'))}" if number == 1 else f"{number:,} {what}"
