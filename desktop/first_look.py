"""What the window shows at once of a library, before the library is opened: all of it, under no filter.

Nothing here imports SQLAlchemy, which costs more than all else that a start imports.
"""

from pathlib import Path

import numpy as np
from msgspec import Struct

from db.dataset_files import content_of
from db.first_look import look
from db.marks import Marks
from db.marks_file import Kept
from db.records import Library
from desktop.states import Shown
from desktop.timeline.index import Index, Progress
from desktop.timeline.indexes import Indexes, Manner


class Look(Struct, frozen=True):
    """A library with what it keeps of its marks, everything shown, laid out in a manner."""

    library: Library
    kept: Kept
    shown: Shown
    index: Index

    @property
    def marks(self) -> Marks:
        """The marks; those of a large library may lack groupings as yet."""
        return self.kept.marks


def first_look(database: Path, dataset: Path | None, manner: Manner, progress: Progress) -> Look | None:
    """Return what the library shows once it is open, or None where only opening it can tell.

    That is where it cannot be trusted as it stands, or does not hold the present state of the dataset, if one is given.
    Raises DatasetError where files of the dataset cannot be read.
    """
    found = look(database, manner.grouping)
    if found is None or (dataset is not None and found.library.dataset.content != content_of(dataset)):
        return None
    marks, counted = found.marks, dict(found.kept.counted)
    mask = np.ones(len(marks), bool)
    shown = Shown(mask, len(marks), int(np.count_nonzero(~marks.dated)), counted)
    index = Indexes(marks, found.library.articles).index(mask, manner, progress)
    return Look(found.library, found.kept, shown, index)
