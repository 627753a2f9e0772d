"""Tell on standard error how far a command is that takes long."""

import sys
import time
from collections.abc import Callable

PATIENCE = 1.0
"""Seconds of work after which it is told how far it is."""
OFTEN, SELDOM = 0.2, 10.0
"""Seconds between two such words, where they replace one another and where they do not."""


class Told:
    """Takes what a job reports, as (done, total), and tells it in ``words``."""

    def __init__(self, words: Callable[[int, int], str]) -> None:
        """Say nothing yet."""
        self._words = words
        self._next = time.monotonic() + PATIENCE
        self._line = ""
        self._replacing = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Tell how far it is, if the last time is long enough ago."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + (OFTEN if self._replacing else SELDOM)
            before, self._line = self._line, self._words(done, total)
            # A longer line before must not show behind this one.
            end = "\r" if self._replacing else "\n"
            print(self._line.ljust(len(before)), end=end, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave an empty line to whoever writes next."""
        if self._line and self._replacing:
            print(" " * len(self._line), end="\r", file=sys.stderr, flush=True)
