"""What a view wishes to be written of the user's own; rows are rows of :class:`db.marks.Marks`."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.labels import Label

Rows = npt.NDArray[np.int32]


class Starring(Struct, frozen=True):
    """Give entries a star, or take it."""

    rows: Rows
    starred: bool


class Labelling(Struct, frozen=True):
    """Give entries a colour label, or take the one they have."""

    rows: Rows
    label: Label | None


class Tagging(Struct, frozen=True):
    """Give entries tags, or take them."""

    rows: Rows
    names: tuple[str, ...]
    gives: bool = True


class NoteWriting(Struct, frozen=True):
    """Write an entry's note, named by its id; an empty text removes it.

    Those of one ``sitting`` are undone together.
    """

    entry: str
    title: str
    text: str
    sitting: int


class ViewSaving(Struct, frozen=True):
    """Keep a state of the window under a name, in place of what was kept under ``instead_of``."""

    name: str
    state: str
    instead_of: str = ""


class ViewDropping(Struct, frozen=True):
    """Forget a saved view."""

    name: str


class ViewKeys(Struct, frozen=True):
    """Keep other states under names that are there already, as keys are given and taken."""

    states: tuple[tuple[str, str], ...]


class Forgetting(Struct, frozen=True):
    """Take everything of the user's from entries that are no longer in the dataset; by their ids."""

    entries: tuple[str, ...]


Wish = Starring | Labelling | Tagging | NoteWriting | ViewSaving | ViewDropping | ViewKeys | Forgetting
