"""What the colours of marks tell: the kind of act, the side, the stance, or how certain the date is."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from db.marks import ACTS, CERTAINTIES, Grouping, Marks
from db.vocabularies import StanceValue

Codes = npt.NDArray[np.uint8]


class Colouring(StrEnum):
    """What colours can tell. The theme has colours for each, in the order of their codes."""

    ACT = "act"
    SIDE = "side"
    STANCE = "stance"
    CERTAINTY = "certainty"


SIDES = 7
"""Sides with a colour of their own; what stands with another one, with several or with none, is grey."""
STANCES = (StanceValue.FOR, StanceValue.CONDITIONAL, StanceValue.AGAINST)
DIFFERING = len(STANCES)
"""Code of an entry whose stances on several questions differ; the next one is that of entries without any."""


class Tints(Struct, frozen=True):
    """The colours of all rows: ``code`` is uint8[N], each under ``count``.

    ``values`` tells the code of each value of the facet that is the legend, as filters write it.
    """

    colouring: Colouring
    code: Codes
    count: int
    values: Mapping[str, int]


def tints(marks: Marks, colouring: Colouring) -> Tints:
    """Give every row its colour; raise KeyError where the marks have no grouping that tells it."""
    match colouring:
        case Colouring.ACT:
            return Tints(colouring, marks.act, len(ACTS), {str(act): code for code, act in enumerate(ACTS)})
        case Colouring.SIDE:
            return _by_side(marks.groupings["side"])
        case Colouring.STANCE:
            return _by_stance(marks.groupings["stance"])
        case Colouring.CERTAINTY:
            values = {str(each): code for code, each in enumerate(CERTAINTIES)}
            return Tints(colouring, marks.certainty, len(CERTAINTIES), MappingProxyType(values))


def _by_side(sides: Grouping) -> Tints:
    """Give colours to the sides with the most entries of the library, whatever is shown of it."""
    entries = np.bincount(sides.lanes.members, minlength=len(sides.keys))
    largest = [int(lane) for lane in np.argsort(-entries, kind="stable") if sides.keys[lane]][:SIDES]
    code_of_lane = np.full(len(sides.keys), SIDES, np.uint8)
    code_of_lane[largest] = np.arange(len(largest))
    values = {key: int(code) for key, code in zip(sides.keys, code_of_lane, strict=True) if key}
    return Tints(Colouring.SIDE, _single(sides, code_of_lane, SIDES), SIDES + 1, MappingProxyType(values))


def _by_stance(stances: Grouping) -> Tints:
    none = DIFFERING + 1
    values = {key: STANCES.index(StanceValue(key.rpartition(":")[2])) for key in stances.keys if key}
    code_of_lane = np.array([values.get(key, none) for key in stances.keys], np.uint8)
    return Tints(Colouring.STANCE, _single(stances, code_of_lane, DIFFERING), none + 1, MappingProxyType(values))


def _single(grouping: Grouping, code_of_lane: Codes, differing: int) -> Codes:
    """Return the code that all lanes of a row share, or ``differing``; uint8[N]."""
    offsets = grouping.lanes.offsets[:-1]
    if not len(offsets):
        return np.zeros(0, np.uint8)
    codes = code_of_lane[grouping.lanes.members]
    least, most = np.minimum.reduceat(codes, offsets), np.maximum.reduceat(codes, offsets)
    return np.where(least == most, least, differing).astype(np.uint8)
