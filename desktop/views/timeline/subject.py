"""What a picture of the timeline shows, taken from the window or made for a file."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from desktop.states import NO_ROWS
from desktop.theme import Theme
from desktop.timeline.index import Index
from desktop.timeline.lanes import LaneOrder
from desktop.views.timeline.canvas import HEADER
from desktop.views.timeline.motion import View


class Subject(Struct, frozen=True):
    """What is drawn: marks laid out in lanes, in a theme, with what is selected and found.

    ``view`` is what the window shows, and ``size`` its canvas in units.
    """

    index: Index
    theme: Theme
    order: LaneOrder
    view: View
    size: tuple[float, float]
    header: float = HEADER
    selected: npt.NDArray[np.int32] = field(default_factory=NO_ROWS.copy)
    hits: npt.NDArray[np.int32] = field(default_factory=NO_ROWS.copy)
    related: bool = False
