"""The indexes of one state of a library: by any grouping, in any colours, at either date, of what a filter leaves."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.marks import Marks
from db.records import Article
from db.reported import Clock, drawn
from desktop.timeline.colouring import Colouring, Tints, tints
from desktop.timeline.index import Index, Progress, untold


class Manner(Struct, frozen=True):
    """How entries are drawn: what lanes tell, a key of ``marks.groupings``, and what colours do."""

    grouping: str
    colouring: str = Colouring.ACT


class Indexes:
    """Builds indexes of some marks, and keeps what they have in common; for one thread at a time."""

    def __init__(self, marks: Marks, articles: Sequence[Article], clock: str = Clock.HAPPENED) -> None:
        """Draw ``marks``, which these articles report, at the dates of ``clock``."""
        self._marks, self._articles = marks, articles
        self.clock = clock
        self._drawn: Marks | None = None
        self._tints: Tints | None = None

    def turn(self, clock: str) -> None:
        """Draw by another date from now on."""
        if clock != self.clock:
            self.clock, self._drawn = clock, None

    def index(
        self,
        mask: npt.NDArray[np.bool_],
        manner: Manner,
        progress: Progress = untold,
        present: Index | None = None,
    ) -> Index:
        """Index the rows for which ``mask`` holds; all that is sorted for it is sorted here.

        ``present`` is an index of the same rows: where nothing but its colours is to change, the rest of it is kept.
        ``progress`` as in :meth:`Index.build`.
        """
        if self._drawn is None:
            self._drawn = drawn(self._marks, self._articles, self.clock)
        grouping, colours = self._marks.groupings[manner.grouping], self._tinted(manner.colouring)
        if present is not None and present.marks is self._drawn and present.grouping is grouping:
            return present.tinted(colours)
        return Index.build(self._drawn, grouping, mask, progress, tints=colours)

    def _tinted(self, colouring: str) -> Tints:
        if self._tints is None or self._tints.colouring != colouring:
            self._tints = tints(self._marks, Colouring(colouring))
        return self._tints
