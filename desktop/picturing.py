"""Draw the timeline into a file that says what it shows."""

from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from db.errors import ExportError
from db.export.about import About
from db.export.files import put_bytes
from db.export.options import ExportOptions, Written
from db.filters import Filter
from db.records import Library
from desktop.timeline.display import LANE_GAP
from desktop.views.timeline.picture import PictureError, Progress, Wish, draw
from desktop.views.timeline.subject import Subject
from desktop.wording import date_words


class Shown(Struct, frozen=True):
    """What of a library is shown: the filter, how many entries that leaves, and how many of these have no date."""

    library: Library
    filter: Filter
    count: int
    undated: int

    def about(self, total: int, drawn: int) -> About:
        """Say it as files do, of ``drawn`` entries of ``total``; a picture has no place for what has no date."""
        info = self.library.dataset
        dated = self.count - self.undated
        written = Written(drawn, total - self.count, self.undated, dated - drawn)
        return About((info.id, info.title, info.version, info.licence), ExportOptions(filter=self.filter), written)


def write_picture(subject: Subject, wish: Wish, shown: Shown, target: Path | BinaryIO, progress: Progress) -> Written:
    """Draw what is shown and write it; return how many pages, and how many entries are not in them.

    Raises ExportError for a picture that would be too large and where it cannot be written.
    """
    told: list[About] = []

    def tell(drawn: int) -> str:
        told.append(shown.about(len(subject.index.marks), drawn))
        return _told(told[-1], subject, wish)

    try:
        data, pages = draw(subject, wish, shown.library.dataset.title, tell, progress)
    except PictureError as error:
        raise ExportError(str(error)) from error
    put_bytes(data, target)
    return replace(told[-1].written, count=pages)


def _told(about: About, subject: Subject, wish: Wish) -> str:
    """Return what is shown, without a word on quotations, of which a picture has none."""
    scale, words = subject.view.scale, date_words()
    if wish.window:
        view = words.span(scale.origin, scale.end(subject.size[0] - subject.header - LANE_GAP))
    else:
        view = words.touched(*wish.span) if wish.span is not None else ""
    return " ".join([*about.counts(), *([f"In view: {view}."] if view else [])])
