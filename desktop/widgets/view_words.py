"""Say in a line what a saved view holds, and what its key is called."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from db.dates import date_of
from db.reported import Clock
from db.saved_views import KEYS, ViewError, ViewState
from desktop.commands import command
from desktop.vocabulary import colouring_name, named
from desktop.wording import date_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Views", text)


def told_state(text: str) -> str:
    """Return what a saved view holds: its period, what it asks for, what colours tell."""
    try:
        state = ViewState.from_text(text)
    except ViewError:
        return _tr("cannot be read")
    start, end = state.span
    parts = []
    if start < end:
        parts.append(date_words().days(date_of(max(0, int(start))), date_of(max(0, int(end) - 1))))
    asked = list(dict.fromkeys(named(term.word) for term in state.filter.terms))
    if state.filter.first or state.filter.last:
        asked.insert(0, _tr("period"))
    if state.filter.known_on:
        asked.append(_tr("as known on"))
    parts.append(_tr("filter: {words}").format(words=", ".join(asked)) if asked else _tr("no filter"))
    if state.clock == Clock.REPORTED:
        parts.append(_tr("drawn by when reported"))
    if state.colouring != "act":
        parts.append(_tr("coloured by {what}").format(what=colouring_name(state.colouring).lower()))
    return " · ".join(parts)


def key_of(state: str) -> str:
    """Return the key of a view as people write it; empty where it has none."""
    try:
        key = ViewState.from_text(state).key
    except ViewError:
        return ""
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(command(f"view-{key}").keys[0]).toString(native) if key else ""


def key_choices(none: str) -> list[tuple[str, str]]:
    """Return the keys that a view may have, as people write them; "0" stands for none."""
    native = QKeySequence.SequenceFormat.NativeText
    keys = [(str(key), QKeySequence(command(f"view-{key}").keys[0]).toString(native)) for key in KEYS]
    return [("0", none), *keys]
