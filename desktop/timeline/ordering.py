"""In what order the chronology lists entries, and how it gathers them: whole columns at once, off the GUI thread."""

from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.marks import Marks

Rows = npt.NDArray[np.int32]
MINUTES_A_DAY = 1440


class Gathered(StrEnum):
    """What rows of the chronology stand together by."""

    NONE = "none"
    DAY = "day"
    ARTICLE = "article"


class By(StrEnum):
    """What the chronology can be sorted by."""

    DATE = "date"
    TITLE = "title"
    WHO = "who"
    WHERE = "where"
    ARTICLE = "article"
    SOURCES = "sources"
    TYPE = "type"
    STATUS = "status"
    SIDE = "side"
    OWN = "own"


TEXTS = frozenset({By.TITLE, By.WHO, By.WHERE, By.ARTICLE})
"""What is sorted by texts, whose order only the database knows."""


class Arrangement(Struct, frozen=True):
    """A wish: by what, upwards or ``down``, and gathered by what."""

    by: By = By.DATE
    down: bool = False
    gathered: Gathered = Gathered.NONE

    @property
    def plain(self) -> bool:
        """Tell whether this is the order in which the marks stand anyway."""
        return self == Arrangement()


class Order(Struct, frozen=True):
    """All rows in an order, int32[M]: one that is gathered in several places is there several times.

    ``groups`` is parallel to ``rows``, ascending numbers of the groups (those of lanes for articles), or None.
    """

    rows: Rows
    groups: Rows | None = None


def ordered(marks: Marks, wish: Arrangement, ranks: Rows | None = None) -> Order:
    """Put all rows in the order wished for; ``ranks`` (int32[N]) tell it but for date and sources.

    Equal keys keep the chronology's order, upwards and downwards; undated rows stand last by date.
    """
    rows = _sorted(marks, wish, ranks)
    match wish.gathered:
        case Gathered.DAY:
            return _by_day(marks, rows, down=wish.by is By.DATE and wish.down)
        case Gathered.ARTICLE:
            return _by_article(marks, rows)
        case _:
            return Order(rows)


def _sorted(marks: Marks, wish: Arrangement, ranks: Rows | None) -> Rows:
    rows = np.arange(len(marks), dtype=np.int32)
    if wish.by is By.DATE:
        dated = marks.dated
        known = rows[dated]
        return np.concatenate((known[::-1], rows[~dated])) if wish.down else rows
    if wish.by is By.SOURCES:
        ranks = marks.sources.astype(np.int32)
    keys = np.zeros(len(marks), np.int64) if ranks is None else ranks.astype(np.int64)
    return np.argsort(-keys if wish.down else keys, kind="stable").astype(np.int32)


def _by_day(marks: Marks, rows: Rows, *, down: bool) -> Order:
    """Gather what has the same first and last day: what is not known to the day has no day's place."""
    first = marks.earliest[rows] // MINUTES_A_DAY
    last = (marks.latest[rows] - 1) // MINUTES_A_DAY
    undated = ~marks.dated[rows]
    keys = (-last, -first, undated) if down else (last, first, undated)
    by_day = np.lexsort(keys)
    first, last, undated = first[by_day], last[by_day], undated[by_day]
    begins = np.zeros(len(rows), np.int32)
    begins[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1]) | (undated[1:] != undated[:-1])
    return Order(rows[by_day], np.cumsum(begins, dtype=np.int32))


def _by_article(marks: Marks, rows: Rows) -> Order:
    """Gather what an article reports; what several report stands with each."""
    lanes = marks.groupings["article"].lanes
    place = np.empty(len(rows), np.int64)
    place[rows] = np.arange(len(rows))
    members = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(lanes.offsets))
    by_lane = np.argsort(lanes.members.astype(np.int64) * max(len(rows), 1) + place[members], kind="stable")
    return Order(members[by_lane], lanes.members[by_lane].astype(np.int32))
