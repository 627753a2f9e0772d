"""What views work out of a new index before they show it: in the job that makes it, off the GUI thread."""

from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from desktop.timeline.index import Index
from desktop.timeline.indexes import Manner

T = TypeVar("T")
Mask = npt.NDArray[np.bool_]
Work = Callable[[Index, Mask], T]
"""Is given an index and, bool[N], what the filter leaves; runs in any thread, on what it was made with alone."""
Plan = Callable[[Manner], Work[T]]
"""Tells, on the GUI thread, what is to be done of an index in some manner, as a view stands then."""


class Foresight(Generic[T]):
    """What one view needs of an index, worked out once per index."""

    def __init__(self, plan: Plan[T]) -> None:
        """Let ``plan`` tell what is to be done."""
        self._plan = plan
        self._found: tuple[Index, T] | None = None

    def planned(self, manner: Manner) -> Work[None]:
        """Return the work as the view stands now; what it comes to is kept until the view takes it."""
        work = self._plan(manner)

        def run(index: Index, mask: Mask) -> None:
            self._found = index, work(index, mask)

        return run

    def take(self, index: Index) -> T | None:
        """Return what was worked out of this very index, once; None where nobody has done it."""
        found, self._found = self._found, None
        return found[1] if found is not None and found[0] is index else None


class Ahead:
    """The foresights of a window's views."""

    def __init__(self) -> None:
        """Start without any."""
        self._plans: list[Plan[None]] = []

    def foresee(self, plan: Plan[T]) -> Foresight[T]:
        """Have the work that ``plan`` returns done of every index that is made from now on."""
        foresight = Foresight(plan)
        self._plans.append(foresight.planned)
        return foresight

    def planned(self, manner: Manner) -> Work[None]:
        """Return the work of all views, as they stand now, on an index in a manner."""
        works = [plan(manner) for plan in self._plans]

        def run(index: Index, mask: Mask) -> None:
            for work in works:
                work(index, mask)

        return run
