"""What the user has put on entries: stars, notes, tags and colour labels, as columns and records. Pure values.

The columns stand beside :class:`db.marks.Marks`, never in it: a star changes a byte here and nothing of the marks.
"""

from collections.abc import Iterable
from enum import IntFlag

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from db.folding import fold
from db.labels import LABELS, Label

LONGEST_TAG = 80
"""Letters of a tag."""
LONGEST_NAME = 120
"""Letters of the name of a saved view."""
LABEL_SHIFT = 4
"""A row's label stands above its signs: 0 for none, else its place in LABELS and 1."""


class Sign(IntFlag):
    """What a row carries, in the lower bits of its byte."""

    STARRED = 1
    NOTED = 2
    TAGGED = 4


class Own(Struct, frozen=True):
    """The user's layer over N rows.

    ``signs`` is uint8[N]: :class:`Sign`, and the label from LABEL_SHIFT on. ``tags`` are all tags in use, in
    alphabetical order; ``tagged`` is int32[M, 2], pairs of a row and a tag's place, by row. ``views`` are
    the names and states of what is saved, by name; ``departed`` counts entries that are no longer in the dataset.
    """

    signs: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    tags: tuple[str, ...] = ()
    tagged: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    views: tuple[tuple[str, str], ...] = ()
    departed: int = 0

    def has(self, row: int, sign: Sign) -> bool:
        """Tell whether a row carries a sign."""
        return 0 <= row < len(self.signs) and bool(self.signs[row] & sign)

    def label(self, row: int) -> Label | None:
        """Return a row's label."""
        code = int(self.signs[row]) >> LABEL_SHIFT if 0 <= row < len(self.signs) else 0
        return LABELS[code - 1] if code else None

    def tags_of(self, row: int) -> tuple[str, ...]:
        """Return a row's tags, in alphabetical order."""
        first, end = np.searchsorted(self.tagged[:, 0], (row, row + 1))
        return tuple(self.tags[place] for place in np.sort(self.tagged[first:end, 1]))

    def tags_among(self, rows: npt.NDArray[np.int32]) -> dict[str, int]:
        """Count the tags of some rows; those that none of them has are left out."""
        counts = np.bincount(self.tagged[np.isin(self.tagged[:, 0], rows), 1], minlength=len(self.tags))
        return {tag: int(count) for tag, count in zip(self.tags, counts, strict=True) if count}


class DepartedEntry(Struct, frozen=True):
    """What is remembered of an entry that is no longer in the dataset, and what the user has put on it."""

    id: str
    kind: str
    title: str
    date: str | None
    starred: bool
    label: Label | None
    tags: tuple[str, ...]
    note: str


def clean_tag(typed: str) -> str:
    """Return a tag as it is kept: in one line, without blanks around it, of LONGEST_TAG letters at most."""
    return " ".join(typed.split())[:LONGEST_TAG].strip()


def tags_in(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that a line names, parted by commas; one that differs from a known one in case only is that."""
    spelled = {fold(tag): tag for tag in known}
    found = [tag for part in typed.split(",") if (tag := clean_tag(part))]
    return tuple(dict.fromkeys(spelled.get(fold(tag), tag) for tag in found))


class WaitingEntry(Struct, frozen=True):
    """An imported entry that waits: whence it came, and the first column that names what is not there."""

    id: str
    title: str
    file: str
    column: str
    reason: str


class Waiting(Struct, frozen=True):
    """How many imported entries wait, and the first of them."""

    number: int = 0
    entries: tuple[WaitingEntry, ...] = ()
