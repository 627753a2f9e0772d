"""How the chronology was left, as text: which columns in which order and how wide, how it is sorted and gathered."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from desktop.timeline.ordering import Arrangement, By, Gathered
from desktop.views.chronology.texts import SHOWN, Field

log = logging.getLogger(__name__)

LEAST, MOST = 30, 4000
"""Pixels that a column can be wide."""


class Columns(Struct, frozen=True):
    """The columns from the left, those that are shown among them, and the widths that the user gave, by column."""

    order: tuple[Field, ...] = tuple(Field)
    shown: frozenset[Field] = frozenset(SHOWN)
    widths: dict[Field, int] = field(default_factory=dict)


class Kept(Struct, frozen=True):
    """All that is remembered of the table."""

    columns: Columns = field(default_factory=Columns)
    arrangement: Arrangement = field(default_factory=Arrangement)

    def as_text(self) -> str:
        """Return it as text, to be kept between starts."""
        columns = self.columns
        listed = [[each.name.lower(), columns.widths.get(each, 0), each in columns.shown] for each in columns.order]
        wish = self.arrangement
        return json.dumps({"columns": listed, "by": wish.by, "down": wish.down, "gathered": wish.gathered})


def from_text(text: str) -> Kept:
    """Read what was kept; what makes no sense is passed over as a whole and said in the log."""
    if not text:
        return Kept()
    try:
        found = json.loads(text)
        columns = _columns(found["columns"])
        if not isinstance(found["down"], bool):
            raise TypeError("down is no truth value")
        return Kept(columns, Arrangement(By(found["by"]), found["down"], Gathered(found["gathered"])))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        log.warning("the chronology stands as at first: what was kept of it is unusable (%s): %r", error, text)
        return Kept()


def _columns(listed: Sequence[Any]) -> Columns:
    order: list[Field] = []
    shown: set[Field] = set()
    widths: dict[Field, int] = {}
    for name, width, is_shown in listed:
        column = Field[name.upper()]
        if column in order or not isinstance(is_shown, bool) or not isinstance(width, int):
            raise ValueError(f"{name} is there twice or is no column")
        order.append(column)
        if is_shown:
            shown.add(column)
        if LEAST <= width <= MOST:
            widths[column] = width
    if not shown:
        raise ValueError("no column is shown")
    # Columns that came later stand at the end, as at first.
    return Columns((*order, *(each for each in Field if each not in order)), frozenset(shown), widths)
