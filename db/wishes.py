"""What a view wishes to be written of the user's own; rows are rows of :class:`db.marks.Marks`."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.labels import Label

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Starring:
    """Give entries a star, or take it."""

    rows: Rows
    starred: bool


@dataclass(frozen=True, slots=True)
class Labelling:
    """Give entries a colour label, or take the one they have."""

    rows: Rows
    label: Label | None


@dataclass(frozen=True, slots=True)
class Tagging:
    """Give entries tags, or take them."""

    rows: Rows
    names: tuple[str, ...]
    gives: bool = True


@dataclass(frozen=True, slots=True)
class NoteWriting:
    """Write an entry's note, named by its id; an empty text removes it.

    Those of one ``sitting`` are undone together.
    """

    entry: str
    title: str
    text: str
    sitting: int


@dataclass(frozen=True, slots=True)
class ViewSaving:
    """Keep a state of the window under a name, in place of what was kept under ``instead_of``."""

    name: str
    state: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class ViewDropping:
    """Forget a saved view."""

    name: str


@dataclass(frozen=True, slots=True)
class ViewKeys:
    """Keep other states under names that are there already, as keys are given and taken."""

    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Take everything of the user's from entries that are no longer in the dataset; by their ids."""

    entries: tuple[str, ...]


Wish = Starring | Labelling | Tagging | NoteWriting | ViewSaving | ViewDropping | ViewKeys | Forgetting
