"""What the window shows at once of a library, before the library is opened: all of it, under no filter.

Nothing here imports SQLAlchemy, which costs more than all else that a start imports.
"""

from pathlib import Path

import numpy as np
from msgspec import Struct

from db.dataset_files import content_of
from db.first_look import look
from db.marks import Marks
from db.records import Library
from desktop.session import Shown
from desktop.timeline.index import Index, Progress


class Look(Struct, frozen=True):
    """A library with its marks, everything shown, laid out by a grouping."""

    library: Library
    marks: Marks
    shown: Shown
    index: Index


def first_look(database: Path, dataset: Path | None, grouping: str, progress: Progress) -> Look | None:
    """Return what the library shows once it is open, or None where only opening it can tell.

    That is where it cannot be trusted as it stands, or does not hold the present state of the dataset, if one is given.
    Raises DatasetError where files of the dataset cannot be read.
    """
    found = look(database)
    if found is None or (dataset is not None and found.library.dataset.content != content_of(dataset)):
        return None
    library, marks = found.library, found.marks
    mask = np.ones(len(marks), bool)
    shown = Shown(mask, len(marks), int(np.count_nonzero(~marks.dated)), dict(found.counted))
    return Look(library, marks, shown, Index.build(marks, marks.groupings[grouping], mask, progress))
