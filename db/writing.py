"""Carry out what the user wishes to write, and keep the columns of the user's layer up to date."""

from msgspec import Struct
from sqlalchemy import Connection

from db import edits, own_reading
from db.edits import Edits, Progress
from db.own import Own
from db.store import Store
from db.wishes import (
    Forgetting,
    Labelling,
    NoteWriting,
    Starring,
    Tagging,
    ViewDropping,
    ViewKeys,
    ViewSaving,
    Wish,
)


class Outcome(Struct, frozen=True):
    """What a write has brought: how to take it back, the layer after it, and notes that are others now, by entry."""

    back: Edits
    own: Own
    notes: dict[str, str]


def write(store: Store, own: Own, wanted: Wish | Edits, progress: Progress) -> Outcome:
    """Write what was wished for, or what takes an earlier wish back: all of it or nothing. Raises StoreError."""
    with store.write() as connection:
        asked = wanted if isinstance(wanted, tuple) else edits_of(connection, wanted)
        back = edits.carry_out(connection, asked, progress)
        ids = edits.entries_of(asked)
        rows = edits.rows_of(connection, ids)
        after = own_reading.reread(connection, own, rows, departed=len(rows) < len(ids))
        if any(edit.table == "saved_view" for edit in asked):
            after = own_reading.with_views(connection, after)
    return Outcome(back, after, edits.notes_of(asked))


def edits_of(connection: Connection, wish: Wish) -> Edits:
    """Return the edits that grant a wish."""
    match wish:
        case Starring(rows, starred):
            return edits.star(connection, edits.ids_of(connection, rows.tolist()), starred=starred)
        case Labelling(rows, label):
            return edits.label(edits.ids_of(connection, rows.tolist()), label)
        case Tagging(rows, names, gives):
            change = edits.tag if gives else edits.untag
            return change(edits.ids_of(connection, rows.tolist()), names)
        case NoteWriting(entry=entry, text=text):
            return edits.note(entry, text)
        case ViewSaving(name, state, instead_of):
            return edits.save_view(name, state, instead_of=instead_of)
        case ViewDropping(name):
            return edits.drop_view(name)
        case ViewKeys(states):
            return tuple(edit for name, state in states for edit in edits.save_view(name, state))
        case Forgetting(entries):
            return edits.forget(connection, entries)
