"""Attach files as the window does: look at all of them, then keep what was recognised."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Connection

from db.attaching import keep, look
from db.offering import keep_offers, look_at_files
from db.readings import Counts, OriginalText
from db.records import AttachReport
from db.store import Store


def quietly(_done: int, _total: int) -> None:
    """Take no notice of progress."""


def attach_files(
    store: Store, paths: Iterable[Path], progress: Callable[[int, int], None] = quietly, *, replace: bool = True
) -> list[AttachReport]:
    """Attach the originals among files, and return what each was taken for."""
    offers = look_at_files(store, paths, progress)
    return keep_offers(store, offers, replace={offer.slug for offer in offers if offer.slug} if replace else ())


def attach(connection: Connection, file: str, text: str) -> AttachReport:
    """Attach a text as if it had come from a file."""
    return keep(connection, look(connection, file, [OriginalText(text, "UTF-8")]), always)


def always(_slug: str, _counts: Counts, _there: Counts) -> bool:
    """Let every version replace another."""
    return True
