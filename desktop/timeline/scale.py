"""The immutable map between minutes and pixels."""

from typing import Self, overload

import numpy as np
import numpy.typing as npt
from msgspec import Struct

MINUTES_PER_DAY = 1440
FINEST = 0.04
"""Fewest minutes a pixel may stand for: a minute is 25 px, and a wide screen holds an hour."""


class Scale(Struct, frozen=True):
    """A window onto civil time: ``origin`` is the minute at plot x = 0. Minutes count from 0001-01-01T00:00."""

    origin: float
    minutes_per_pixel: float

    @classmethod
    def spanning(cls, start: float, end: float, width: float) -> Self:
        """Fit ``start`` to ``end`` (minutes) into ``width`` px; never finer than FINEST, about the middle then."""
        width = max(width, 1.0)
        per_pixel = max((end - start) / width, FINEST)
        return cls((start + end) / 2 - per_pixel * width / 2, per_pixel)

    @overload
    def x(self, minute: float) -> float: ...
    @overload
    def x(self, minute: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]: ...
    def x(self, minute: float | npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> float | npt.NDArray[np.float64]:
        """Tell where a minute, or each of an array of them, lies in the plot."""
        if isinstance(minute, np.ndarray):
            return np.asarray((minute - self.origin) / self.minutes_per_pixel, np.float64)
        return (minute - self.origin) / self.minutes_per_pixel

    def minute(self, x: float) -> float:
        """Tell the minute at ``x``."""
        return self.origin + x * self.minutes_per_pixel

    def end(self, width: float) -> float:
        """Tell the minute at the right edge of a plot of ``width`` px; the window is half-open."""
        return self.minute(width)

    @property
    def day_width(self) -> float:
        """Pixels a day takes."""
        return MINUTES_PER_DAY / self.minutes_per_pixel

    def zoomed(self, about_x: float, factor: float, limits: tuple[float, float]) -> Self:
        """Zoom in by ``factor`` (out below 1) so that the minute at ``about_x`` stays; within ``limits``.

        ``limits`` are the least and the most minutes a pixel may stand for.
        """
        least, most = limits
        per_pixel = min(max(self.minutes_per_pixel / factor, least), most)
        return type(self)(self.minute(about_x) - about_x * per_pixel, per_pixel)

    def panned(self, dx: float) -> Self:
        """Move what is in view by ``dx`` px to the right (the window to the left)."""
        return type(self)(self.origin - dx * self.minutes_per_pixel, self.minutes_per_pixel)


def limits(bounds: tuple[int, int] | None, width: float) -> tuple[float, float]:
    """Tell the least and most minutes a pixel may stand for.

    Least: a minute is 25 px. Most: all of ``bounds`` (minutes, None without data) takes half of ``width``.
    """
    start, end = bounds or (0, MINUTES_PER_DAY)
    return FINEST, max(2.0 * (end - start) / max(width, 1.0), MINUTES_PER_DAY / 4.0)


def kept(scale: Scale, bounds: tuple[int, int] | None, width: float) -> Scale:
    """Keep at least a tenth of the plot over ``bounds``, so that no pan leaves all data behind."""
    start, end = bounds or (0, MINUTES_PER_DAY)
    margin = 0.9 * width * scale.minutes_per_pixel
    origin = min(max(scale.origin, start - margin), end - width * scale.minutes_per_pixel + margin)
    return Scale(origin, scale.minutes_per_pixel)
