"""Come back to each library as it was left: what was in view, filtered and selected, the text and where it was read."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QSettings

from db.filters import Filter
from db.saved_views import ViewError, ViewState
from db.vocabularies import TextKind
from desktop.requests import Reading

if TYPE_CHECKING:
    from db.marks import Marks
    from desktop.session import Session

log = logging.getLogger(__name__)

KEY = "left"
MOST = 12
"""Libraries whose state is kept: those that were left last."""
MOST_SELECTED = 50
"""Entries of a selection that come back; a larger one is left with its current entry."""

FARTHEST = 100_000_000
"""No text is so long or high."""


class Left(Struct, frozen=True):
    """How a library was left. ``selected`` are entries' ids, ``current`` is one of them or empty."""

    view: ViewState
    selected: tuple[str, ...] = ()
    current: str = ""
    article: str = ""
    kind: TextKind = TextKind.DIGEST
    place: tuple[int, int] | None = None
    """Where in the text one read, as ``Session.place`` tells it."""


def take(session: "Session") -> Left | None:
    """Return how a session stands; None before anything is loaded."""
    marks, selection, reader = session.marks, session.selection, session.reader
    if marks is None:
        return None
    session.place_requested.emit()
    current = str(marks.ids[selection.current]) if selection.current >= 0 else ""
    rows = selection.rows if len(selection) <= MOST_SELECTED else [selection.current] if current else []
    return Left(
        ViewState(session.filter, session.grouping, session.colouring, session.span),
        tuple(str(marks.ids[int(row)]) for row in rows),
        current,
        reader.article.slug if reader is not None else "",
        reader.kind if reader is not None else TextKind.DIGEST,
        session.place if reader is not None else None,
    )


def show(left: Left, session: "Session", stay_for: Callable[[int], None]) -> None:
    """Ask for everything that was there, as far as it still is; the span is asked for by :func:`show_span`.

    ``stay_for`` is told the row whose passage is not to be led to: another text was read, or another place.
    """
    marks, library = session.marks, session.library
    if marks is None or library is None:
        return
    if left.view.filter != Filter():
        session.filter_requested.emit(left.view.filter)
    reads = left.article in {article.slug for article in library.articles}
    rows = rows_of(marks, left.selected)
    if rows:
        current = rows_of(marks, (left.current,)) if left.current else []
        session.select(sorted(rows), current[0] if current else None)
        if reads:
            stay_for(session.selection.current)
    if reads:
        session.reading_requested.emit(Reading(left.article, left.kind, place=left.place))


def show_span(left: Left, session: "Session") -> None:
    """Bring the span that was in view back, at once."""
    start, end = left.view.span
    if start < end:
        session.span_requested.emit(start, end)


def rows_of(marks: "Marks", ids: tuple[str, ...]) -> list[int]:
    """Return the rows of a few ids, without going through all that there are; those that are gone have none."""
    found = []
    data = bytes(marks.ids.data) if ids else b""
    for identifier in ids:
        wanted = identifier.encode()
        at = data.find(wanted) if wanted else -1
        while at >= 0:
            row = int(np.searchsorted(marks.ids.offsets, at, "right")) - 1
            if marks.ids[row] == identifier:
                found.append(row)
                break
            at = data.find(wanted, at + 1)
    return found


def remember(store: QSettings, library: Path, left: Left) -> None:
    """Keep how a library was left."""
    kept = _read(store)
    kept.pop(str(library.absolute()), None)
    kept[str(library.absolute())] = {
        "view": left.view.as_text(),
        "selected": list(left.selected),
        "current": left.current,
        "article": left.article,
        "kind": str(left.kind),
        "place": left.place,
    }
    store.setValue(KEY, json.dumps(dict(list(kept.items())[-MOST:]), ensure_ascii=False))


def recall(store: QSettings, library: Path) -> Left | None:
    """Return how a library was left; None where that is not known, or makes no sense, which the log tells."""
    told = _read(store).get(str(library.absolute()))
    if told is None:
        return None
    try:
        return Left(
            ViewState.from_text(told["view"]),
            tuple(str(each) for each in told["selected"]),
            str(told["current"]),
            str(told["article"]),
            TextKind(told["kind"]),
            _place(told.get("place")),
        )
    except (ViewError, KeyError, TypeError, ValueError) as error:
        log.warning("how the library was left is not understood: %s", error)
        return None


def _place(told: Any) -> tuple[int, int] | None:
    """Return a place in a text; earlier settings tell none."""
    if told is None:
        return None
    point, y = told
    if not (isinstance(point, int) and isinstance(y, int) and 0 <= point <= FARTHEST and abs(y) <= FARTHEST):
        raise ValueError(f"{told!r} is no place in a text")
    return point, y


def _read(store: QSettings) -> dict[str, Any]:
    try:
        kept = json.loads(str(store.value(KEY, "{}")))
    except ValueError as error:
        log.warning("how libraries were left is not understood: %s", error)
        return {}
    return kept if isinstance(kept, dict) else {}
