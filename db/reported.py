"""When entries were reported: on the day of the first article that cites them. No SQLAlchemy here, nor Qt."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from db.dates import DateError, parse
from db.marks import OPEN_PAST, Marks
from db.placing import place
from db.records import Article


class Clock(StrEnum):
    """By which of their two dates entries are drawn."""

    HAPPENED = "happened"
    REPORTED = "reported"


def first_minute(published: str) -> int | None:
    """Return the first minute at which an article may have appeared; None for what is no date."""
    try:
        earliest = parse(published).earliest
    except DateError:
        return None
    return OPEN_PAST if earliest is None else earliest


def published_by(articles: Iterable[Article], day: str) -> list[str]:
    """Return the slugs of those that may have appeared by the end of an EDTF day, month or year; raises DateError."""
    until = parse(day).latest
    firsts = {article.slug: first_minute(article.published) for article in articles}
    return [slug for slug, first in firsts.items() if first is not None and (until is None or first < until)]


def first_articles(marks: Marks, articles: Sequence[Article]) -> npt.NDArray[np.int32]:
    """Return for each row the number of the first article to report it; int32[N], -1 where none has a date.

    Numbers count in ``articles``. Of articles of one day the first is taken.
    """
    lanes = marks.groupings["article"]
    numbers = {article.slug: number for number, article in enumerate(articles)}
    firsts = [first_minute(article.published) for article in articles]
    dated = sorted((first, number) for number, first in enumerate(firsts) if first is not None)
    order = [number for _, number in dated]
    rank = {number: at for at, number in enumerate(order)}
    of_lane = np.array([rank.get(numbers.get(key, -1), len(order)) for key in lanes.keys], np.int32)
    best = np.minimum.reduceat(of_lane[lanes.lanes.members], lanes.lanes.offsets[:-1]) if len(marks) else of_lane[:0]
    return np.array([*order, -1], np.int32)[best]


def drawn(marks: Marks, articles: Sequence[Article], clock: str) -> Marks:
    """Return the entries as a clock draws them."""
    return reported(marks, articles) if clock == Clock.REPORTED else marks


def reported(marks: Marks, articles: Sequence[Article]) -> Marks:
    """Return the same entries, each at the date of the first article that reports it; the others are undated.

    Rows keep their order, which is that of what happened.
    """
    places = [place(article.published) if first_minute(article.published) is not None else None for article in articles]
    number = first_articles(marks, articles)
    columns = np.array(
        [(p.earliest, p.latest, p.place, p.drawing, p.flags) if p else (0,) * 5 for p in (*places, None)], np.int64
    )[number]
    return replace(
        marks,
        earliest=columns[:, 0].copy(),
        latest=columns[:, 1].copy(),
        place=columns[:, 2].copy(),
        drawing=columns[:, 3].astype(np.uint8),
        flags=columns[:, 4].astype(np.uint8),
    )
