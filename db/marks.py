"""Columns of all entries in numpy: what the timeline draws from, and nothing a detail needs.

Rows stand in the chronology's order (earliest, latest, id), undated entries last. :mod:`db.marks_file` keeps
them beside the tables that they are computed from.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum, IntFlag

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.filters import Certainty
from db.vocabularies import Act, Kind, Relation, Role, Status, Type

KINDS = tuple(Kind)
TYPES = tuple(Type)
ACTS = tuple(Act)
STATUSES = tuple(Status)
ROLES = tuple(Role)
RELATIONS = tuple(Relation)
CERTAINTIES = tuple(Certainty)

OPEN_PAST = -(1 << 40)
"""``earliest`` of a mark without a first day, in minutes."""
OPEN_FUTURE = 1 << 40
"""``latest`` of a mark without a last day, in minutes."""


class Drawing(IntEnum):
    """How a date is drawn; see the extent rule in the visual design.

    Columns are compared with a member's ``value``: of a member itself numpy makes int64, and of the column with it.
    """

    DAY = 0
    """A known day or minute: no rule."""
    EXTENT = 1
    """All of these days: a solid rule."""
    ONE_OF = 2
    """Some day of these: a hollow mark and a dash a day."""
    UNCERTAIN = 3
    """Hollow, fading towards its bounds."""
    APPROXIMATE = 4
    """Hollow, solid with soft ends."""


class Flag(IntFlag):
    """Further properties of a mark, in one byte; columns meet a member's ``value``, as in :class:`Drawing`."""

    DATED = 1
    HOLLOW = 2
    """The day is not known: drawn in outline."""
    OPEN_START = 4
    OPEN_END = 8
    TIMED = 16
    """Known to the minute: stands at its minute, not in the middle of its day."""


class Strings(Struct, frozen=True):
    """N strings as one UTF-8 buffer, read-only bytes; ``offsets`` (N + 1) begin at 0. Indexing decodes one."""

    data: bytes | memoryview
    offsets: npt.NDArray[np.int64 | np.uint32]

    @classmethod
    def pack(cls, values: Sequence[str]) -> "Strings":
        """Pack ``values`` in their order."""
        encoded = [value.encode() for value in values]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(e) for e in encoded], out=offsets[1:])
        return cls(b"".join(encoded), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> str:
        # In a damaged library it may be no UTF-8; what can be read of it is shown.
        return str(self.data[self.offsets[row] : self.offsets[row + 1]], errors="replace")


class Grouped(Struct, frozen=True):
    """For every row a list of small integers: those of row i are ``members[offsets[i]:offsets[i + 1]]``."""

    offsets: npt.NDArray[np.int32]
    members: npt.NDArray[np.int32]

    def __getitem__(self, row: int) -> npt.NDArray[np.int32]:
        return self.members[self.offsets[row] : self.offsets[row + 1]]


class Grouping(Struct, frozen=True):
    """One way to lay entries out in lanes: the lanes, and for every row the lanes it stands in.

    ``keys`` are the values as filters write them, ``names`` the headers, ``labels`` their short forms.
    Every row stands in at least one lane; rows without a value stand in a last lane whose key is "".
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    lanes: Grouped


class Groupings(Mapping[str, Grouping]):
    """Groupings by key, to which others may be added while they are read."""

    def __init__(self, known: Mapping[str, Grouping]) -> None:
        """Start with these."""
        self._known = dict(known)

    def __getitem__(self, key: str) -> Grouping:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def add(self, more: Mapping[str, Grouping]) -> None:
        """Add others, from any thread: who goes through those that are there is not disturbed."""
        self._known = self._known | dict(more)


class Marks(Struct, frozen=True):
    """The columns, each of N rows.

    ``earliest`` and ``latest`` are half-open bounds in minutes of civil time since 0001-01-01T00:00
    (OPEN_PAST, OPEN_FUTURE where unbounded); ``place`` is the minute at which the mark stands: the
    start of its first possible day, or the very minute where TIMED. Undated rows hold 0 in all three.
    ``days`` is the number of dashes of a ONE_OF date with gaps ignored. ``actors`` and ``roles`` are
    parallel: indexes into ``actor_ids`` and codes into ROLES; ``actor_sides`` are the keys of the sides
    that the actors stand with, "" for none. ``relations`` is int32[M, 3]: referring
    row, row referred to, code into RELATIONS. ``groupings`` is keyed by "side", "actor", "type",
    "quad", "article", "channel", "stance" and "position"; of a large library, some are added after a first look.
    """

    ids: Strings
    titles: Strings
    earliest: npt.NDArray[np.int64]
    latest: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]
    type: npt.NDArray[np.uint8]
    act: npt.NDArray[np.uint8]
    drawing: npt.NDArray[np.uint8]
    flags: npt.NDArray[np.uint8]
    status: npt.NDArray[np.uint8]
    sources: npt.NDArray[np.uint8]
    actors: Grouped
    roles: npt.NDArray[np.uint8]
    actor_ids: tuple[str, ...]
    relations: npt.NDArray[np.int32]
    groupings: Mapping[str, Grouping]
    actor_sides: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.earliest)

    @property
    def dated(self) -> npt.NDArray[np.bool_]:
        """Tell for each row whether it has a place on the timeline; bool[N]."""
        return np.asarray((self.flags & Flag.DATED.value) != 0, np.bool_)

    @property
    def certainty(self) -> npt.NDArray[np.uint8]:
        """Tell how well each row's days are known, as codes into CERTAINTIES; undated rows hold one too. uint8[N]."""
        code = np.full(len(self), CERTAINTIES.index(Certainty.ROUGH), np.uint8)
        code[(self.flags & Flag.HOLLOW.value) == 0] = CERTAINTIES.index(Certainty.KNOWN)
        code[self.drawing == Drawing.ONE_OF.value] = CERTAINTIES.index(Certainty.SOME_DAY)
        code[(self.flags & (Flag.OPEN_START | Flag.OPEN_END).value) != 0] = CERTAINTIES.index(Certainty.OPEN)
        return code
