"""Back and forward through spans and selections."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one has been: the span in view (minutes) and the selected rows' ids."""

    start: float
    end: float
    selection: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """Stops and the one that one stands at. ``stamp`` is when it was reached, in seconds of any clock."""

    stops: tuple[Stop, ...] = ()
    at: int = -1
    stamp: float = 0.0

    def visited(self, stop: Stop, now: float) -> "Trail":
        """Go on to ``stop``: drops what lay forward; one movement is one stop, however many steps it took."""
        raise NotImplementedError

    def back(self) -> "Trail":
        """Step back; the same trail at its start."""
        raise NotImplementedError

    def forward(self) -> "Trail":
        """Step forward; the same trail at its end."""
        raise NotImplementedError

    @property
    def here(self) -> Stop | None:
        """The stop one stands at."""
        raise NotImplementedError
