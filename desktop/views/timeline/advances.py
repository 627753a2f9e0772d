"""Measure very many texts: the width of a text is that of its letters and of what each does to the one before."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QFontMetricsF

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]

LATIN = 0x180
"""Letters below stand for themselves in the table, without those that are not printed."""
FIRST = 0x20
MARKS = range(0x2010, 0x2040)
"""Dashes, quotation marks and the like follow them in it."""
SIZE = LATIN + len(MARKS)


class Advances:
    """The advances of pairs of letters in one font, each asked of Qt once: kerning lies between two letters.

    Texts with any letter beyond the table, whose form may depend on more than its neighbour, Qt measures whole.
    """

    def __init__(self, metrics: QFontMetricsF) -> None:
        """Start with nothing measured."""
        self._metrics = metrics
        self._pairs = np.full((SIZE, SIZE), np.nan, np.float32)
        """What the second letter adds behind the first; in the first row, at the beginning of a text."""

    def of(self, texts: Sequence[str]) -> Floats:
        """Return the advance of each text; float64 like ``texts``."""
        sizes = np.array([len(text) for text in texts], np.int64)
        found = np.zeros(len(texts))
        letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        if not len(letters):
            return found
        ids = _ids(letters)
        filled = np.flatnonzero(sizes)
        begins = (np.cumsum(sizes) - sizes)[filled]
        before = np.concatenate([[0], ids[:-1]])
        before[begins] = 0
        known = (ids >= 0) & (before >= 0)
        widths = np.zeros(len(ids))
        widths[known] = self._advances(before[known], ids[known])
        found[filled] = np.add.reduceat(widths, begins)
        for at in filled[~np.logical_and.reduceat(known, begins)].tolist():
            found[at] = self._metrics.horizontalAdvance(texts[at])
        return found

    def _advances(self, before: Ids, ids: Ids) -> npt.NDArray[np.float32]:
        found = self._pairs[before, ids]
        new = np.flatnonzero(np.isnan(found))
        if not len(new):
            return found
        for pair in sorted(set((before[new] * SIZE + ids[new]).tolist())):
            self._pairs[pair // SIZE, pair % SIZE] = self._measured(pair // SIZE, pair % SIZE)
        return self._pairs[before, ids]

    def _measured(self, before: int, letter: int) -> float:
        if not before:
            return self._metrics.horizontalAdvance(_letter(letter))
        first = _letter(before)
        return self._metrics.horizontalAdvance(first + _letter(letter)) - self._metrics.horizontalAdvance(first)


def _ids(letters: Ids) -> Ids:
    """Tell the place of letters in the table, -1 for those beyond."""
    marks = (letters >= MARKS.start) & (letters < MARKS.stop)
    plain = (letters >= FIRST) & (letters < LATIN)
    return np.where(plain, letters, np.where(marks, letters - MARKS.start + LATIN, -1))


def _letter(place: int) -> str:
    return chr(place if place < LATIN else place - LATIN + MARKS.start)
