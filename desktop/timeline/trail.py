"""Back and forward through spans and selections."""

from msgspec import Struct
from msgspec.structs import replace

COALESCE = 1.0
"""Seconds within which further steps of a pan or zoom belong to the same movement."""
KEPT = 200
"""Stops that are remembered."""


class Stop(Struct, frozen=True):
    """Where one has been: the span in view (minutes) and the ids of what is selected."""

    start: float
    end: float
    selection: tuple[str, ...] = ()


class Trail(Struct, frozen=True):
    """Stops and the one that one stands at. ``stamp`` is when it was last reached, in seconds of any clock.

    ``returned`` tells that one came to it by going back or forward, so that no movement may overwrite it.
    """

    stops: tuple[Stop, ...] = ()
    at: int = -1
    stamp: float = 0.0
    returned: bool = False

    def visited(self, stop: Stop, now: float) -> "Trail":
        """Go on to ``stop``, dropping what lay forward; one movement is one stop, however many steps it took.

        Steps belong to one movement while they change only the span and follow each other within COALESCE.
        """
        here = self.here
        if here == stop:
            return self
        behind = self.stops[: self.at + 1]
        moving = here is not None and here.selection == stop.selection and now - self.stamp <= COALESCE
        if moving and self.at > 0 and not self.returned and self.stops[self.at - 1].selection == stop.selection:
            behind = behind[:-1]
        stops = (*behind, stop)[-KEPT:]
        return Trail(stops, len(stops) - 1, now)

    def back(self) -> "Trail":
        """Step back; the same trail at its start."""
        return replace(self, at=self.at - 1, returned=True) if self.at > 0 else self

    def forward(self) -> "Trail":
        """Step forward; the same trail at its end."""
        return replace(self, at=self.at + 1, returned=True) if self.at + 1 < len(self.stops) else self

    @property
    def here(self) -> Stop | None:
        """The stop one stands at, None before the first."""
        return self.stops[self.at] if self.stops else None
